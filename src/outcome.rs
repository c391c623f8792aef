//! What a reader makes of a gateway's answer.

use crate::value::{Object, Value};

/// The answer of a gateway: accepted with data, or refused with an error. Accepted is never the same as paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The gateway did what was asked.
    Accepted {
        /// What it answered.
        data: T,
        /// The parsed body; `Null` when there was none.
        raw: Value,
    },
    /// The gateway refused.
    Refused {
        /// Why, with advice.
        error: GatewayError,
        /// The parsed body; `Null` when there was none.
        raw: Value,
    },
}

impl<T> Outcome<T> {
    /// The data of an accepted request.
    #[must_use]
    pub fn data(&self) -> Option<&T> {
        match self {
            Self::Accepted { data, .. } => Some(data),
            Self::Refused { .. } => None,
        }
    }

    /// The error of a refused request.
    #[must_use]
    pub fn error(&self) -> Option<&GatewayError> {
        match self {
            Self::Accepted { .. } => None,
            Self::Refused { error, .. } => Some(error),
        }
    }
}

/// An error that a gateway reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayError {
    /// The gateway's code as text; the HTTP status when it sent none.
    pub code: String,
    /// The gateway's own words.
    pub message: String,
    /// What the code means.
    pub meaning: Option<&'static str>,
    /// What to do about it.
    pub hint: Option<&'static str>,
    /// Whether the identical request may be sent again.
    pub retryable: bool,
}

impl GatewayError {
    /// An error with what is known about its code.
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>, known: Option<&KnownError>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            meaning: known.map(|known| known.meaning),
            hint: known.map(|known| known.hint),
            retryable: known.is_some_and(|known| known.retryable),
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        let mut object = Object::new();
        object.push("code", self.code.as_str());
        object.push("message", self.message.as_str());
        if let Some(meaning) = self.meaning {
            object.push("meaning", meaning);
        }
        if let Some(hint) = self.hint {
            object.push("hint", hint);
        }
        object.push("retryable", self.retryable);
        object.into()
    }
}

/// What is known about an error code of a gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownError {
    /// The codes that mean this.
    pub codes: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
    /// The likely cause and what to do.
    pub hint: &'static str,
    /// Whether the identical request may be sent again.
    pub retryable: bool,
}

impl KnownError {
    /// The row of a code; a suffix such as in `9006-1` does not count when the whole code is unknown.
    pub(crate) fn find(table: &'static [Self], code: &str) -> Option<&'static Self> {
        let row = |code: &str| table.iter().find(|row| row.codes.contains(&code));
        row(code).or_else(|| row(code.split(|character: char| !character.is_ascii_alphanumeric()).next()?))
    }

    pub(crate) fn to_value(self, code: &str) -> Value {
        GatewayError::new(code, self.meaning, Some(&self)).to_value()
    }
}

/// A tagged word of ours beside the gateway's own.
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $( $(#[doc = $variant_doc:literal])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $( $(#[doc = $variant_doc])* $variant, )*
            /// A word that this library does not know.
            #[default]
            Unknown,
        }

        impl $name {
            /// The word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* Self::Unknown => "unknown" }
            }

            /// The word with this name.
            pub(crate) fn named(text: &str) -> Self {
                match text { $($text => Self::$variant,)* _ => Self::Unknown }
            }
        }
    };
}

words! {
    /// The state of a payment, in the same words for every gateway.
    State {
        /// Created, nothing paid yet.
        New = "new",
        /// Paid.
        Paid = "paid",
        /// Refused or failed.
        Failed = "failed",
        /// Cancelled.
        Cancelled = "cancelled",
        /// Not paid in time.
        Expired = "expired",
        /// Paid and given back.
        Refunded = "refunded",
        /// Paid and given back in part.
        PartiallyRefunded = "partially-refunded",
        /// Not final.
        Pending = "pending",
    }
}

words! {
    /// How far a refund is, in the same words for every gateway.
    RefundStatus {
        /// The money is on its way back.
        Completed = "completed",
        /// The gateway or the bank is at it.
        Pending = "pending",
        /// Accepted, not started.
        Created = "created",
        /// Nothing happened yet: the amounts for each vendor must be given.
        NeedsVendorAmounts = "needs-vendor-amounts",
    }
}
