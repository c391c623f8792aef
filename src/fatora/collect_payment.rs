//! Charging a saved card.

use crate::engine::{Response, Verdict};
use crate::error::Result;
use crate::fatora::answer as reply;
use crate::fatora::config::OPERATION;
use crate::fatora::fields::{SavedCard, in_account_currency};
use crate::options::CallOptions;
use crate::table::kinds::{Id, Money};
use crate::table::{Operation, Sample, answer, input};
use crate::value::Value;

input! {
    /// Charges a saved card.
    ///
    /// Do not repeat a call that timed out: a repeated `order_id` is accepted and may charge twice.
    pub struct CollectPayment as "FatoraCollectPaymentInput" {
        /// The token of the card, exactly as received. It ends after six months or with the card.
        card_token: SavedCard = "card_token",
        /// Your number for the order.
        order_id: Id = "order_id",
        /// Above zero. The option `currency` says how many decimals it has; it is not sent.
        amount: Money = "amount",
    }
}

answer! {
    /// An accepted charge. `verifyPayment` says whether it was paid.
    pub struct Collected as "FatoraCollectPaymentData" {
        /// As sent: its form is not documented.
        result: Option<Value> = "result",
    }
}

/// `collectPayment`.
pub(super) static COLLECT_PAYMENT: Operation = Operation {
    name: "collectPayment",
    path: "/payments/collect-payment",
    options: &[CallOptions::KEY.currency],
    input: CollectPayment::SHAPE,
    check: Some(|call| in_account_currency(call, CollectPayment::KEY.amount)),
    answer: Collected::SHAPE,
    read,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, tokenization; docs/gateways/fatora.md#collectpayment",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Charge a saved card",
            r#"{ "card_token": "ab+c/d", "order_id": "123456789", "amount": "123.45" }"#,
        ),
        Sample::with(
            "An account in Bahraini dinar",
            r#"{ "card_token": "ab+c/d", "order_id": "123456789", "amount": "5.5" }"#,
            r#"{ "currency": "BHD" }"#,
        ),
    ],
    ..OPERATION
};

fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    reply::read_as(response, |object| reply::succeeded(object).then_some(object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::fatora::{CLASS, Fatora};
    use crate::request::HttpResponse;

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    #[test]
    fn the_account_currency_is_written_and_not_sent() {
        let input = Value::parse(r#"{"card_token":"t","order_id":"1","amount":"5.5"}"#).unwrap();
        for (options, amount) in [("null", "5.50"), (r#"{"currency":"KWD"}"#, "5.500")] {
            let request = fatora().build("collectPayment", &input, &Value::parse(options).unwrap()).unwrap();
            assert_eq!(request.body.unwrap(), format!(r#"{{"card_token":"t","order_id":"1","amount":{amount}}}"#));
        }
        let error =
            fatora().build("collectPayment", &input, &Value::parse(r#"{"currency":"Riyal"}"#).unwrap()).unwrap_err();
        assert_eq!(error.field(), Some("options.currency"));
    }

    #[test]
    fn an_undocumented_result_is_given_as_it_is() {
        let body = r#"{"status":"SUCCESS","result":["charged"]}"#;
        let outcome = fatora().read_collect_payment(HttpResponse { status: 200, body }).unwrap();
        assert_eq!(outcome.data().unwrap().result.as_ref().unwrap().to_json(), r#"["charged"]"#);
        let limited = HttpResponse { status: 429, body: r#"{"status":"ERROR","error":"slow down"}"# };
        assert!(fatora().read_collect_payment(limited).unwrap().error().unwrap().retryable);
        let broken = HttpResponse { status: 500, body: r#"{"status":"ERROR"}"# };
        assert!(!fatora().read_collect_payment(broken).unwrap().error().unwrap().retryable);
    }
}
