//! What the package, the command and the page know of UPayments beside its calls.

use crate::table::{
    About, Ask, Currency, LiveCheck, Pasted, ProofPlace, SaidIn, Unified, UnifiedCalls, UnifiedRefund, UnifiedStatus,
};
use crate::upayments::UPaymentsConfig;
use crate::upayments::account::PAYMENT_BUTTONS;
use crate::upayments::config::{DEV, Environment, LIVE, SANDBOX, SIGNATURE};
use crate::upayments::refund::{REFUND, Refund};
use crate::upayments::status::{PAYMENT_STATUS, Payment, PaymentStatus};

pub(super) static ABOUT: About = About {
    unified: Some(UnifiedCalls {
        refund: UnifiedRefund {
            operation: &REFUND,
            fields: &[
                (Refund::KEY.order_id, Unified::PaymentId),
                (Refund::KEY.total_price, Unified::Amount),
                (Refund::KEY.refund_reason, Unified::Reason),
            ],
            whole_only: false,
        },
        status: UnifiedStatus {
            operation: &PAYMENT_STATUS,
            fields: &[(PaymentStatus::KEY.track_id, Unified::PaymentId)],
            amount: Payment::KEY.total_price,
            currency: Currency::In(Payment::KEY.currency_type),
            merchant_ref: Payment::KEY.merchant_requested_order_id,
            payment_id: Payment::KEY.refund_order_id,
        },
    }),
    live: Some(LiveCheck {
        proof: "signature",
        place: ProofPlace::Header(SIGNATURE),
        needs: Some(UPaymentsConfig::KEY.api_secret),
        ask: Ask { operation: &PAYMENT_STATUS, fields: &[(PaymentStatus::KEY.track_id, Ask::UNKNOWN)] },
        others: &[Ask { operation: &PAYMENT_BUTTONS, fields: &[] }],
        refusing: &["401", "403"],
        unknown: &["200", "404", "422"],
    }),
    pasted: Pasted {
        hosts: &[
            (Environment::Sandbox.as_str(), SANDBOX),
            (Environment::Dev.as_str(), DEV),
            (Environment::Live.as_str(), LIVE),
        ],
        paths: &["/api/v1/charge", "/api/v1/create-refund", "/api/v1/get-payment-status"],
        names: &["x-signature", "x_signature"],
        settings: &[(UPaymentsConfig::KEY.token, SaidIn::Bearer)],
    },
};
