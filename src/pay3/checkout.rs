//! Fiat checkout.

use crate::amount::Amount;
use crate::engine::{Answer, Response};
use crate::error::Result;
use crate::outcome::State;
use crate::pay3::answer::state;
use crate::pay3::config::{CheckoutSignature, OPERATION, Pay3Config, client_id};
use crate::pay3::fields::FiatAmount;
use crate::pay3::formula::{SIGNED, long, short};
use crate::table::kinds::{Email, Id, Text};
use crate::table::{At, Condition, Operation, Recipe, Sample, Send, answer, input};

input! {
    /// Opens a fiat checkout.
    ///
    /// Signed: currency, amount and request id; without the currency when `checkoutSignature` is `short`.
    pub struct Checkout as "Pay3CheckoutInput" {
        /// Your number for the order, new for each order.
        request_id: Id = "requestId",
        /// Pay3's id of the currency: `inr_in`.
        currency_id: Text = "currencyId",
        /// Two decimals in every currency.
        fiat_amount: FiatAmount = "fiatAmount",
        /// The id given at onboarding, or `all`.
        payment_method_id: Text = "paymentMethodId",
        /// The payer's address.
        email: Email = "email",
        /// The payer's id, a UUID.
        user_id: Option<Text> = "userId",
        /// `returnUrl` asks for the address of a hosted page.
        mode: Option<Text> = "mode",
        /// Where the payer comes back to.
        callback_url: Option<Text> = "callbackUrl",
    }
}

answer! {
    /// An opened checkout. Nothing is paid yet.
    pub struct CheckoutOpened as "Pay3CheckoutData" {
        /// `new`, until Pay3 says something else.
        state: State = "state",
        /// Pay3's own word: `CREATED`.
        status: Option<String> = "status",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// What the page or the SDK needs.
        token: Option<String> = "token",
        /// The hosted page, with `mode: "returnUrl"`.
        url: Option<String> = "url",
        /// What is offered to the payer.
        offer_info_data: Option<Offer> = "offerInfoData",
    }
}
answer! {
    /// What Pay3 offers to the payer or payee.
    pub struct Offer as "Pay3Offer" {
        /// The wallet.
        user_address: Option<String> = "userAddress",
        /// The client id.
        client_id: Option<String> = "clientId",
        /// The payment method.
        selected_payment_method: Option<String> = "selectedPaymentMethod",
        /// The whole amount.
        total_fiat_amount: Option<Amount> = "totalFiatAmount",
        /// When it ends, in epoch milliseconds.
        expiry_ts: Option<u64> = "expiryTs",
        /// Pay3's id of the currency.
        currency_id: Option<String> = "currencyId",
        /// `BUY` or `SELL`.
        kind: Option<String> = "type",
    }
}

/// `checkout`.
pub(super) static CHECKOUT: Operation = Operation {
    name: "checkout",
    path: "/v1/client/checkout/create-order",
    input: Checkout::SHAPE,
    send: Send { insert: &[client_id(At::After(Checkout::KEY.email))], ..Send::BODY },
    recipe: Some(LONG),
    recipe_instead: Some((IS_SHORT, SHORT)),
    answer: CheckoutOpened::SHAPE,
    finish: Some(finish),
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create checkout order; docs/gateways/pay3.md#checkout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::new(
            "Open a checkout",
            r#"{
                "requestId": "889938983",
                "currencyId": "inr_in",
                "fiatAmount": "10.00",
                "paymentMethodId": "all",
                "email": "a@example.com"
            }"#,
        ),
        Sample::new(
            "Open a hosted page",
            r#"{
                "requestId": "889938984",
                "currencyId": "aed_ae",
                "fiatAmount": "10.5",
                "paymentMethodId": "all",
                "email": "a@example.com",
                "mode": "returnUrl",
                "callbackUrl": "https://shop.example/return"
            }"#,
        ),
    ],
    ..OPERATION
};

const IS_SHORT: Condition = Condition::Is(Pay3Config::KEY.checkout_signature, CheckoutSignature::Short.as_str());

const SHORT: &Recipe = &Recipe { parts: &short(Checkout::KEY.fiat_amount, Checkout::KEY.request_id), ..SIGNED };

const LONG: &Recipe =
    &Recipe { parts: &long(Checkout::KEY.currency_id, Checkout::KEY.fiat_amount, Checkout::KEY.request_id), ..SIGNED };

fn finish<'a>(_: &Response<'a>, answer: &mut Answer<'a>) -> Result<()> {
    // A hosted page comes without a word: it has just been created.
    let state = answer.text(CheckoutOpened::KEY.status).map_or(State::New, |word| state(Some(word)));
    answer.set_text(CheckoutOpened::KEY.state, state.as_str());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::pay3::{CLASS, Pay3};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn pay3(option: &str, value: &str) -> Pay3 {
        let mut config = Value::parse(CLASS.sample_config).unwrap();
        if let Value::Object(object) = &mut config {
            object.set(option, value);
        }
        Pay3::new(&config).unwrap()
    }

    fn sample() -> Value {
        Value::parse(CHECKOUT.samples[0].input).unwrap()
    }

    #[test]
    fn the_account_decides_what_is_signed() {
        for (option, value, text) in [
            ("checkoutSignature", "long", "currencyId=inr_in&fiatAmount=10.00&requestId=889938983"),
            ("checkoutSignature", "short", "fiatAmount=10.00&requestId=889938983"),
            ("signedNameCase", "lower", "currencyid=inr_in&fiatamount=10.00&requestid=889938983"),
        ] {
            let explanation = pay3(option, value).explain("checkout", &sample(), &Value::Null).unwrap();
            assert_eq!(explanation.string_to_sign, text);
            let request = pay3(option, value).build("checkout", &sample(), &Value::Null).unwrap();
            assert!(request.headers.contains(&("signature", explanation.signature)));
            assert!(request.body.unwrap().contains(r#""currencyId":"inr_in","fiatAmount":"10.00""#));
        }
    }

    #[test]
    fn a_value_that_makes_the_string_ambiguous_is_noted() {
        let mut input = sample();
        if let Value::Object(object) = &mut input {
            object.set("requestId", "A&B=C/1 2");
        }
        let parts = pay3("hostname", "h").explain("checkout", &input, &Value::Null).unwrap().parts;
        let noted: Vec<_> = parts.iter().filter(|part| part.note.is_some()).map(|part| part.name.as_str()).collect();
        assert_eq!(noted, ["requestId"]);
    }

    #[test]
    fn an_opened_checkout_is_new() {
        let read = |body| {
            let outcome = pay3("hostname", "h").read("checkout", HttpResponse { status: 200, body }).unwrap();
            outcome.at("data").unwrap().to_json()
        };
        assert_eq!(
            read(
                r#"{"requestId":"r","token":"t","status":"CREATED","offerInfoData":{"totalFiatAmount":10,"expiryTs":1718000000000,"type":"BUY"}}"#
            ),
            r#"{"state":"new","status":"CREATED","requestId":"r","token":"t","offerInfoData":{"totalFiatAmount":"10.00","expiryTs":1718000000000,"type":"BUY"}}"#
        );
        assert!(read(r#"{"token":"t","requestId":"r","url":"https://p.example"}"#).starts_with(r#"{"state":"new""#));
        assert!(read(r#"{"status":"ODD"}"#).starts_with(r#"{"state":"unknown""#));
    }
}
