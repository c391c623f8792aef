//! Refunds of whole payments.

use crate::amount::Amount;
use crate::fatora::config::OPERATION;
use crate::outcome::RefundStatus;
use crate::table::kinds::Id;
use crate::table::{Operation, Sample, answer, input};

input! {
    /// Refunds a whole payment.
    ///
    /// There is no amount: a part of a payment cannot be refunded.
    pub struct Refund as "FatoraRefundInput" {
        /// The number that the bank gave the payment; `verifyPayment` and the return carry it.
        transaction_id: Id = "transaction_id",
        /// Your own number for the order.
        order_id: Id = "order_id",
    }
}

answer! {
    /// An accepted refund.
    pub struct Refunded as "FatoraRefundData" {
        /// `completed`, or `pending` while the bank is at it, which takes two to four weeks.
        status: RefundStatus = "status",
        /// Fatora's number for the refund.
        refund_id: Option<String> = "refundId" | "refund_transaction_id",
        /// Fatora does not repeat the amount.
        amount: Option<Amount> = "amount",
        /// Fatora's own word: `completed`, or `under_proccession`, spelled so.
        gateway_status: Option<String> = "gatewayStatus" | "refund_status",
        /// The same under its wire name.
        refund_status: Option<String> = "refund_status",
        /// The number of the refund under its wire name.
        refund_transaction_id: Option<String> = "refund_transaction_id",
        /// `live` or `test`.
        mode: Option<String> = "mode",
    }
}

/// `refund`.
pub(super) static REFUND: Operation = Operation {
    name: "refund",
    path: "/payments/refund",
    input: Refund::SHAPE,
    answer: Refunded::SHAPE,
    finish: Some(|_, answer| {
        let status = match answer.text(Refunded::KEY.refund_status) {
            Some("completed") => RefundStatus::Completed,
            Some("under_proccession") => RefundStatus::Pending,
            _ => RefundStatus::Unknown,
        };
        answer.set_text(Refunded::KEY.status, status.as_str());
        Ok(())
    }),
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, refund; docs/gateways/fatora.md#refund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::new("Refund a payment", r#"{ "transaction_id": "123456789", "order_id": "123456789" }"#)],
    ..OPERATION
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fatora::Fatora;
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(r#"{"apiKey":"k"}"#).unwrap()).unwrap()
    }

    #[test]
    fn the_banks_words_become_ours() {
        for (sent, id, status) in [
            (
                r#"{"refund_status":"completed","mode":"live","refund_transaction_id":"9"}"#,
                "9",
                RefundStatus::Completed,
            ),
            (
                r#"{"refund_status":"under_proccession","mode":"test","refund_transaction_id":"998877"}"#,
                "998877",
                RefundStatus::Pending,
            ),
            (
                r#"{"refund_status":"queued","mode":"test","refund_transaction_id":998877}"#,
                "998877",
                RefundStatus::Unknown,
            ),
            (
                r#"[{"refund_status":"completed","refund_transaction_id":9007199254740993}]"#,
                "9007199254740993",
                RefundStatus::Completed,
            ),
        ] {
            let body = format!(r#"{{"status":"SUCCESS","result":{sent}}}"#);
            let outcome = fatora().read_refund(HttpResponse { status: 200, body: &body }).unwrap();
            let data = outcome.data().unwrap();
            assert_eq!((data.status, data.refund_id.as_deref()), (status, Some(id)), "{sent}");
            assert!(sent.contains(data.gateway_status.as_deref().unwrap()));
        }
        for bare in [r#"{"status":"SUCCESS"}"#, r#"{"status":"SUCCESS","result":"done"}"#] {
            let outcome = fatora().read_refund(HttpResponse { status: 200, body: bare }).unwrap();
            assert_eq!(outcome.data().unwrap().status, RefundStatus::Unknown);
        }
    }
}
