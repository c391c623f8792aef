//! What a browser or callback brings back, which proves nothing.

use crate::declare::{Kind, Lenient, Slotted, answer};
use crate::error::{Error, Result};
use crate::fatora::Fatora;
use crate::query::parameters;
use crate::value::{Object, Value};

/// `false`, whatever a return says of itself; the type says so too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unverified;

impl Slotted for Unverified {
    const KIND: Kind = Kind::of("false");
    const REQUIRED: bool = true;

    fn read(_: &Object, _: &[&str]) -> Self {
        Self
    }

    fn write(&self) -> Option<Value> {
        Some(false.into())
    }
}

answer! {
    /// The fields of a return. Nobody has signed them: call `verifyPayment` before you act.
    pub struct Return as "FatoraReturn" {
        /// Always `false`.
        verified: Unverified = "verified",
        /// Your number for the order.
        order_id: Option<String> = "order_id",
        /// The number that the bank gave the payment.
        transaction_id: Option<String> = "transaction_id" | "transactionid",
        /// `000` is said to be success.
        response_code: Option<String> = "response_code",
        /// Fatora's number for the payment page.
        payment_id: Option<String> = "payment_id" | "paymentID",
        /// The token of the card, if one was asked for.
        card_token: Option<String> = "card_token",
        /// `live` or `test`.
        mode: Option<String> = "mode",
        /// Every other parameter.
        others: Value = "others",
        /// Equal for repeated deliveries.
        dedupe_key: String = "dedupeKey",
    }
}

/// The names that are read into fields of their own.
const KNOWN: &[&str] =
    &["order_id", "transaction_id", "transactionid", "response_code", "payment_id", "paymentID", "card_token", "mode"];

impl Fatora {
    /// Reads a return: a URL, a query, a form or JSON. Nothing in it is verified.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when there is nothing to read, or a parameter occurs twice.
    pub fn read_return(&self, text: &str) -> Result<Return> {
        let fields = match text.trim_start().starts_with('{') {
            true => Value::parse(text.trim()).map_err(Error::malformed_body)?,
            false => parameters(text)?.into(),
        };
        let Some(fields) = fields.as_object().filter(|fields| !fields.is_empty()) else {
            return Err(Error::malformed_body("has no parameters").hint("pass the whole URL, its query, or the body"));
        };
        let (known, others): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, _)| KNOWN.contains(name));
        let collect = |members: Vec<(&str, &Value)>| {
            members.into_iter().map(|(name, value)| (name, value.clone())).collect::<Object>()
        };
        let read = Return::lenient(&collect(known).into()).unwrap_or_default();
        // A token never holds a blank: it was a plus sign before it was decoded, here or by a framework.
        let card_token = read.card_token.map(|token| token.replace(' ', "+"));
        let key = [&read.order_id, &read.transaction_id, &read.payment_id, &read.response_code];
        let key = key.map(|part| part.clone().map_or(Value::Null, Value::String));
        Ok(Return {
            verified: Unverified,
            dedupe_key: Value::Array(key.to_vec()).to_json(),
            card_token,
            others: collect(others).into(),
            ..read
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::operation::Gateway;

    fn read(text: &str) -> Result<Return> {
        Fatora::new(&Value::parse(Fatora::SAMPLE_CONFIG).unwrap()).unwrap().read_return(text)
    }

    #[test]
    fn every_form_gives_the_same_fields() {
        let query = "order_id=A-1&transaction_id=77&response_code=000&card_token=ab+c%2Fd&shop=%D8%B9+1";
        let json = r#"{"order_id":"A-1","transaction_id":77,"response_code":"000","card_token":"ab c/d","shop":"ع 1"}"#;
        let url = format!("https://shop.example/return?{query}");
        for text in [query, json, &url, &format!("?{query}"), &format!("/return?{query}#x")] {
            assert_eq!(
                read(text).unwrap().to_value().to_json(),
                concat!(
                    r#"{"verified":false,"order_id":"A-1","transaction_id":"77","response_code":"000","#,
                    r#""card_token":"ab+c/d","others":{"shop":"ع 1"},"#,
                    r#""dedupeKey":"[\"A-1\",\"77\",null,\"000\"]"}"#
                ),
                "{text}"
            );
        }
        let old = read("transactionid=5&paymentID=6").unwrap();
        assert_eq!((old.transaction_id.as_deref(), old.payment_id.as_deref()), (Some("5"), Some("6")));
    }

    #[test]
    fn a_return_cannot_call_itself_verified() {
        for text in ["verified=true&state=paid&dedupeKey=x", r#"{"verified":true,"state":"paid","order_id":"1"}"#] {
            let value = read(text).unwrap().to_value();
            assert_eq!(value.at("verified"), Some(&Value::Bool(false)));
            assert_eq!((value.at("state"), value.at("others.state")), (None, Some(&"paid".into())));
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for bad in ["", "https://shop.example/return", "order_id=1&order_id=2", "order_id=%ff", "{", r#"{"a":1,"a":2}"#]
        {
            assert_eq!(read(bad).unwrap_err().code(), ErrorCode::MalformedBody, "{bad}");
        }
    }
}
