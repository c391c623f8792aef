//! What the package, the command and the page know of Fawry beside its calls.

use crate::fawry::config::{Environment, PAGE, PRODUCTION, STAGING};
use crate::fawry::notification::Notification;
use crate::fawry::plans::INSTALLMENT_PLANS;
use crate::fawry::refund::{REFUND, Refund};
use crate::fawry::status::{PAYMENT_STATUS, PaymentStatus};
use crate::fawry::{FawryConfig, config};
use crate::table::{
    About, Ask, Currency, LiveCheck, Pasted, ProofPlace, SaidIn, Unified, UnifiedCalls, UnifiedRefund, UnifiedStatus,
};

pub(super) static ABOUT: About = About {
    unified: Some(UnifiedCalls {
        refund: UnifiedRefund {
            operation: &REFUND,
            fields: &[
                (Refund::KEY.reference_number, Unified::PaymentId),
                (Refund::KEY.refund_amount, Unified::Amount),
                (Refund::KEY.reason, Unified::Reason),
            ],
            whole_only: false,
        },
        status: UnifiedStatus {
            operation: &PAYMENT_STATUS,
            fields: &[(PaymentStatus::KEY.merchant_ref_number, Unified::MerchantRef)],
            amount: Notification::KEY.order_amount,
            currency: Currency::Always("EGP"),
            merchant_ref: Notification::KEY.merchant_ref_number,
            payment_id: Notification::KEY.fawry_ref_number,
        },
    }),
    live: Some(LiveCheck {
        proof: "signature",
        place: ProofPlace::Query(config::SIGNATURE),
        needs: None,
        ask: Ask { operation: &PAYMENT_STATUS, fields: &[(PaymentStatus::KEY.merchant_ref_number, Ask::UNKNOWN)] },
        others: &[Ask { operation: &INSTALLMENT_PLANS, fields: &[] }],
        refusing: &["9901", "9929", "9946", "401", "403"],
        unknown: &["9938"],
    }),
    pasted: Pasted {
        hosts: &[
            (Environment::Staging.as_str(), STAGING),
            (Environment::Production.as_str(), PRODUCTION),
            (Environment::Production.as_str(), PAGE),
        ],
        paths: &["/ECommerceWeb/", "/fawrypay-api/"],
        names: &[
            "merchantRefNum",
            "merchantRefNumber",
            "fawryRefNumber",
            "messageSignature",
            "chargeItems",
            "merchantAccount",
        ],
        settings: &[(FawryConfig::KEY.merchant_code, SaidIn::Names(&["merchantCode", "merchantAccount"]))],
    },
};
