//! What the package, the command and the page know of a class beside its calls. None of it is compiled into a module.

use crate::table::{Key, Operation};

/// What is said of a class where its calls alone do not say it.
pub(crate) struct About {
    /// Its calls in `tawqee/unified`.
    pub(crate) unified: Option<UnifiedCalls>,
    /// What `tawqee live` asks.
    pub(crate) live: Option<LiveCheck>,
    /// How the page knows it in a paste.
    pub(crate) pasted: Pasted,
}

impl About {
    /// Nothing.
    pub(crate) const NONE: Self = Self { unified: None, live: None, pasted: Pasted::NONE };
}

/// What `tawqee/unified` calls.
pub(crate) struct UnifiedCalls {
    /// The refund of a payment.
    pub(crate) refund: UnifiedRefund,
    /// The status of a payment.
    pub(crate) status: UnifiedStatus,
}

/// A field of the input of `tawqee/unified`.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "pkg/src/unified.d.ts says it")]
pub(crate) enum Unified {
    MerchantRef,
    PaymentId,
    Amount,
    Reason,
}

/// The operation that refunds, and what each of its fields is made of.
pub(crate) struct UnifiedRefund {
    pub(crate) operation: &'static Operation,
    pub(crate) fields: &'static [(Key, Unified)],
    /// Whether it refunds the whole payment, never a part of it.
    pub(crate) whole_only: bool,
}

/// The operation that asks for the status of a payment, and what its answer tells.
pub(crate) struct UnifiedStatus {
    pub(crate) operation: &'static Operation,
    pub(crate) fields: &'static [(Key, Unified)],
    /// The members of the answer, by their places in it.
    pub(crate) amount: Key,
    pub(crate) currency: Currency,
    pub(crate) merchant_ref: Key,
    /// What `refund` takes.
    pub(crate) payment_id: Key,
}

/// The currency of a payment.
pub(crate) enum Currency {
    /// The gateway has one.
    Always(&'static str),
    /// A member of the answer.
    In(Key),
}

/// Calls by which a merchant learns whether the gateway accepts what proves who calls. All of them only read.
pub(crate) struct LiveCheck {
    /// What it is: `signature`, `API key`, `access token`.
    pub(crate) proof: &'static str,
    /// Where it stands in a request.
    pub(crate) place: ProofPlace,
    /// A setting without which there is no proof, where the constructor does not require it.
    pub(crate) needs: Option<Key>,
    /// The call that is made with a right and with a wrong proof.
    pub(crate) ask: Ask,
    /// Further calls, with a right one.
    pub(crate) others: &'static [Ask],
    /// The codes by which the gateway refuses a proof.
    pub(crate) refusing: &'static [&'static str],
    /// The codes by which it says that there is no such order.
    pub(crate) unknown: &'static [&'static str],
}

/// Where the proof of a request stands.
pub(crate) enum ProofPlace {
    /// In this header.
    Header(&'static str),
    /// In this parameter of the query.
    Query(&'static str),
}

/// A call, with the texts of its fields.
pub(crate) struct Ask {
    pub(crate) operation: &'static Operation,
    pub(crate) fields: &'static [(Key, &'static str)],
}

impl Ask {
    /// A reference that no order has, and nothing of the merchant's is in it.
    pub(crate) const UNKNOWN: &'static str = "tawqee-live-check-0";
}

/// How a class and its account show in what somebody pastes.
pub(crate) struct Pasted {
    /// Its addresses, each with the setting `environment` that it stands for, if there is one. With a dot in front it
    /// is any host of that domain.
    pub(crate) hosts: &'static [(&'static str, &'static str)],
    /// The beginnings of paths that no other gateway has.
    pub(crate) paths: &'static [&'static str],
    /// Names of fields and headers that no other gateway has.
    pub(crate) names: &'static [&'static str],
    /// The settings that a paste may say.
    pub(crate) settings: &'static [(Key, SaidIn)],
}

impl Pasted {
    /// Nothing.
    pub(crate) const NONE: Self = Self { hosts: &[], paths: &[], names: &[], settings: &[] };
}

/// Where a paste says a setting.
pub(crate) enum SaidIn {
    /// Under any of these names.
    Names(&'static [&'static str]),
    /// Behind the word `Bearer`.
    Bearer,
    /// In front of this domain.
    HostOf(&'static str),
}
