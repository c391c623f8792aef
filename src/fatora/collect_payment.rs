//! Charging a saved card.

use crate::declare::{Id, Input, Money, answer, input};
use crate::error::Result;
use crate::fatora::Fatora;
use crate::fatora::answer::{self as reply, Repeat};
use crate::fatora::config::UNSIGNED;
use crate::fatora::fields::{SavedCard, in_account_currency};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::request::{HttpResponse, Method};

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
        result: Option<crate::Value> = "result",
    }
}

impl Operation for CollectPayment {
    type Gateway = Fatora;
    type Answer = Collected;
    const SPEC: &'static Spec = &Spec {
        name: "collectPayment",
        method: Method::Post,
        path: "/payments/collect-payment",
        unsigned: Some(UNSIGNED),
        options: &["currency"],
        source: "Fatora documentation, tokenization; docs/gateways/fatora.md#collectpayment",
    };
    const SAMPLES: &'static [Sample] = &[
        Sample::new(
            "Charge a saved card",
            r#"{ "card_token": "ab+c/d", "order_id": "123456789", "amount": "123.45" }"#,
        ),
        Sample::with(
            "An account in Bahraini dinar",
            r#"{ "card_token": "ab+c/d", "order_id": "123456789", "amount": "5.5" }"#,
            r#"{ "currency": "BHD" }"#,
        ),
    ];

    fn draft(&self, fatora: &Fatora, options: &Options) -> Result<Draft> {
        let mut body = self.to_object();
        body.set("amount", in_account_currency(&self.amount, options)?);
        Ok(Draft::new::<Self>(fatora).body(body))
    }

    fn read(_: &Fatora, response: HttpResponse<'_>) -> Result<Outcome<Collected>> {
        reply::read_as(response, Repeat::Harmful, |object| reply::succeeded(object).then(|| object.clone().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Client, Gateway};
    use crate::value::Value;

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(Fatora::SAMPLE_CONFIG).unwrap()).unwrap()
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
