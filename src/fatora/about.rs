//! What the package, the command and the page know of Fatora beside its calls.

use crate::fatora::refund::{REFUND, Refund};
use crate::fatora::verify_payment::{Payment, VERIFY_PAYMENT, VerifyPayment};
use crate::table::{
    About, Ask, Currency, LiveCheck, Pasted, ProofPlace, Unified, UnifiedCalls, UnifiedRefund, UnifiedStatus,
};

pub(super) static ABOUT: About = About {
    unified: Some(UnifiedCalls {
        refund: UnifiedRefund {
            operation: &REFUND,
            fields: &[(Refund::KEY.transaction_id, Unified::PaymentId), (Refund::KEY.order_id, Unified::MerchantRef)],
            whole_only: true,
        },
        status: UnifiedStatus {
            operation: &VERIFY_PAYMENT,
            fields: &[
                (VerifyPayment::KEY.order_id, Unified::MerchantRef),
                (VerifyPayment::KEY.transaction_id, Unified::PaymentId),
            ],
            amount: Payment::KEY.amount,
            currency: Currency::In(Payment::KEY.currency),
            merchant_ref: Payment::KEY.order_id,
            payment_id: Payment::KEY.transaction_id,
        },
    }),
    live: Some(LiveCheck {
        proof: "API key",
        place: ProofPlace::Header("api_key"),
        needs: None,
        ask: Ask {
            operation: &VERIFY_PAYMENT,
            fields: &[(VerifyPayment::KEY.order_id, Ask::UNKNOWN), (VerifyPayment::KEY.transaction_id, "1")],
        },
        others: &[],
        refusing: &["401", "403"],
        unknown: &["400", "404", "422"],
    }),
    // It signs nothing, so nobody asks why a signature is refused.
    pasted: Pasted::NONE,
};
