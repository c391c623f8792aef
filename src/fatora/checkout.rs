//! Hosted checkout.

use crate::engine::Call;
use crate::error::Result;
use crate::fatora::config::OPERATION;
use crate::fatora::fields::{Language, Payer};
use crate::table::kinds::{CurrencyCode, Flag, Id, Money, PlainUrl, Text};
use crate::table::{Operation, Sample, answer, input};

input! {
    /// Opens a payment page.
    ///
    /// Fatora checks that `order_id` is there, not that it is new.
    pub struct Checkout as "FatoraCheckoutInput" {
        /// Above zero, in the minor units of the currency: two decimals in QAR, three in KWD.
        amount: Money = "amount",
        /// The currency; Fatora's own default is QAR, and this library asks for it.
        currency: CurrencyCode = "currency",
        /// Your number for the order, new for each order.
        order_id: Id = "order_id",
        /// Who pays.
        client: Option<Payer> = "client",
        /// The language of the page; `en` when absent.
        language: Option<Language> = "language",
        /// Where the payer comes back to after paying. Fatora appends its own query.
        success_url: PlainUrl = "success_url",
        /// Where the payer comes back to otherwise. Fatora appends its own query.
        failure_url: PlainUrl = "failure_url",
        /// The token for a push message to the payer's phone.
        fcm_token: Option<Text> = "fcm_token",
        /// `true` asks for a token that can charge the card again.
        save_token: Option<Flag> = "save_token",
        /// A text of yours, which `verifyPayment` gives back.
        note: Option<Text> = "note",
    }
}

answer! {
    /// An opened payment page.
    pub struct CheckoutPage as "FatoraCheckoutData" {
        /// Send the payer there. Nothing is paid yet.
        checkout_url: Option<String> = "checkout_url",
    }
}

/// `checkout`.
pub(super) static CHECKOUT: Operation = Operation {
    name: "checkout",
    path: "/payments/checkout",
    input: Checkout::SHAPE,
    check: Some(check),
    answer: CheckoutPage::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Fatora documentation, standard checkout; docs/gateways/fatora.md#checkout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Pay in Qatari riyal",
            r#"{
                "amount": "123.100",
                "currency": "QAR",
                "order_id": "123456",
                "client": { "name": "client", "phone": "+97400000000", "email": "client@example.com" },
                "language": "en",
                "success_url": "https://example.com/payments/success",
                "failure_url": "https://example.com/payments/failure",
                "save_token": true
            }"#,
        ),
        Sample::new(
            "Pay in Kuwaiti dinar, three decimals",
            r#"{
                "amount": 5.5,
                "currency": "KWD",
                "order_id": "A-1",
                "success_url": "https://example.com/payments/success",
                "failure_url": "https://example.com/payments/failure"
            }"#,
        ),
    ],
    ..OPERATION
};

fn check(call: &mut Call<'_>) -> Result<()> {
    let currency = call.input.text(Checkout::KEY.currency).unwrap_or_default().to_owned();
    call.amount_in(Checkout::KEY.amount, &currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::ErrorCode;
    use crate::fatora::{CLASS, Fatora};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn build(name: &str, json: &str) -> Result<String> {
        let fatora = Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap();
        let mut input = Value::parse(CHECKOUT.samples[0].input).unwrap();
        if let Value::Object(object) = &mut input {
            object.set(name, Value::parse(json).unwrap());
        }
        Ok(fatora.build("checkout", &input, &Value::Null)?.body.unwrap())
    }

    #[test]
    fn amounts_follow_their_currency() {
        assert!(build("amount", "123.1").unwrap().starts_with(r#"{"amount":123.10,"#));
        assert!(build("currency", r#""KWD""#).unwrap().starts_with(r#"{"amount":123.100,"#));
        for bad in ["\"123.105\"", "\"1,000.00\"", "\"1e3\"", "0", "\"0.00\"", "-1", "0.30000000000000004"] {
            let error = build("amount", bad).unwrap_err();
            assert_eq!((error.code(), error.field()), (ErrorCode::InvalidAmount, Some("amount")), "{bad}");
        }
        assert_eq!(build("currency", r#""JPY""#).unwrap_err().code(), ErrorCode::InvalidAmount);
    }

    #[test]
    fn each_rule_names_its_field() {
        for (field, bad, code) in [
            ("currency", r#""qar""#, ErrorCode::InvalidField),
            ("currency", "null", ErrorCode::MissingField),
            ("order_id", "\"\"", ErrorCode::MissingField),
            ("success_url", r#""https://example.com/ok?x=1""#, ErrorCode::InvalidField),
            ("failure_url", r#""https://example.com/ok#x""#, ErrorCode::InvalidField),
            ("failure_url", r#""/relative""#, ErrorCode::InvalidField),
            ("language", r#""fr""#, ErrorCode::InvalidField),
            ("save_token", r#""true""#, ErrorCode::InvalidField),
            ("orderId", r#""1""#, ErrorCode::UnknownField),
            ("api_key", r#""k""#, ErrorCode::UnknownField),
        ] {
            let error = build(field, bad).unwrap_err();
            assert_eq!((error.code(), error.field()), (code, Some(field)), "{field}: {bad}");
        }
        let error = build("client", r#"{"phone":97400000000}"#).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("client.phone")));
        assert!(build("extra", r#"{"shop":"1"}"#).unwrap().ends_with(r#""save_token":true,"shop":"1"}"#));
    }

    #[test]
    fn the_answer_leads_to_a_page() {
        let fatora = Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap();
        let body =
            r#"{"status":"SUCCESS","result":{"checkout_url":"https://maktapp.credit/pay/MCPaymentPage?paymentID=X"}}"#;
        let outcome = fatora.read_checkout(HttpResponse { status: 200, body }).unwrap();
        let url = outcome.data().unwrap().checkout_url.as_deref();
        assert_eq!(url, Some("https://maktapp.credit/pay/MCPaymentPage?paymentID=X"));
    }
}
