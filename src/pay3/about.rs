//! What the package, the command and the page know of Pay3 beside its calls.

use crate::pay3::Pay3Config;
use crate::pay3::config::DOMAIN;
use crate::pay3::order::{ORDER, OrderQuery, Orders};
use crate::pay3::refund::{REFUND, REFUND_STATUS, Refund, RefundStatusQuery};
use crate::table::{
    About, Ask, Currency, LiveCheck, Pasted, ProofPlace, SaidIn, Unified, UnifiedCalls, UnifiedRefund, UnifiedStatus,
};

pub(super) static ABOUT: About = About {
    unified: Some(UnifiedCalls {
        refund: UnifiedRefund {
            operation: &REFUND,
            fields: &[(Refund::KEY.request_id, Unified::MerchantRef), (Refund::KEY.fiat_amount, Unified::Amount)],
            whole_only: false,
        },
        status: UnifiedStatus {
            operation: &ORDER,
            fields: &[(OrderQuery::KEY.request_id, Unified::MerchantRef)],
            amount: Orders::KEY.exchange_amount,
            currency: Currency::In(Orders::KEY.exchange_cur_id),
            merchant_ref: Orders::KEY.request_id,
            payment_id: Orders::KEY.order_id,
        },
    }),
    live: Some(LiveCheck {
        proof: "access token",
        place: ProofPlace::Header("access-token"),
        needs: None,
        ask: Ask { operation: &ORDER, fields: &[(OrderQuery::KEY.request_id, Ask::UNKNOWN)] },
        others: &[Ask { operation: &REFUND_STATUS, fields: &[(RefundStatusQuery::KEY.request_id, Ask::UNKNOWN)] }],
        refusing: &["401", "403"],
        unknown: &["400", "404"],
    }),
    pasted: Pasted {
        hosts: &[("", DOMAIN)],
        paths: &["/v1/client/fiat", "/v1/client/crypto", "/v1/client/order"],
        names: &["access-token", "access_token", "fiatAmount", "fiatCurrency"],
        settings: &[
            (Pay3Config::KEY.client_id, SaidIn::Names(&["clientId", "client-id", "client_id"])),
            (Pay3Config::KEY.hostname, SaidIn::HostOf(DOMAIN)),
        ],
    },
};
