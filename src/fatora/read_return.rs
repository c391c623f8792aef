//! What a browser or callback brings back, which proves nothing.

use std::borrow::Cow;

use crate::document::{DocumentBuf, Item};
use crate::engine::{Answer, Arena, Content, typed};
use crate::error::{Error, Result};
use crate::fatora::Fatora;
use crate::query::parameters;
use crate::table::answer;
use crate::table::kinds::Unverified;
use crate::value::{Object, Value};

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

impl Fatora {
    /// Reads a return: a URL, a query, a form or JSON. Nothing in it is verified.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when there is nothing to read, or a parameter occurs twice.
    pub fn read_return(&self, text: &str) -> Result<Return> {
        let arena = Arena::default();
        let answer = read(text, &arena)?;
        Ok(typed(&answer))
    }
}

/// Reads a return: a URL, a query, a form or JSON. Nothing in it is verified.
///
/// # Errors
/// `MALFORMED_BODY` when there is nothing to read, or a parameter occurs twice.
pub(super) fn read<'a>(text: &str, arena: &'a Arena) -> Result<Answer<'a>> {
    let fields = match text.trim_start().starts_with('{') {
        true => DocumentBuf::parse(text.trim()).map_err(Error::malformed_body)?,
        false => DocumentBuf::from(&Value::from(parameters(text)?)),
    };
    let fields = arena.keep(fields)?;
    if !fields.is_object() || fields.is_empty() {
        return Err(Error::malformed_body("has no parameters").hint("pass the whole URL, its query, or the body"));
    }
    let mut answer = Answer::read(Return::SHAPE, &[fields], false);
    let others: Object = others(fields).map(|(name, value)| (name, value.to_value())).collect();
    let others = arena.keep(DocumentBuf::from(&Value::from(others)))?;
    answer.values.set(Return::KEY.others, Content::Json(others));
    // A token never holds a blank: it was a plus sign before it was decoded, here or by a framework.
    if let Some(token) = answer.owned_text(Return::KEY.card_token).filter(|token| token.contains(' ')) {
        answer.set_text(Return::KEY.card_token, token.replace(' ', "+"));
    }
    let key = Return::KEY;
    let parts = [key.order_id, key.transaction_id, key.payment_id, key.response_code];
    let parts = parts.map(|part| answer.text(part).map_or(Value::Null, Value::from));
    answer.set_text(key.dedupe_key, Cow::Owned(Value::Array(parts.to_vec()).to_json()));
    Ok(answer)
}

/// What is not read into a field of its own.
fn others<'a>(fields: Item<'a>) -> impl Iterator<Item = (&'a str, Item<'a>)> {
    let computed = ["verified", "others", "dedupeKey"];
    let read = move |name: &str| {
        let mut known = Return::SHAPE.fields.iter().filter(|field| !computed.contains(&field.name));
        known.any(|field| field.name == name || field.aliases.contains(&name))
    };
    fields.members().filter(move |(name, _)| !read(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{Client, Event};
    use crate::error::ErrorCode;
    use crate::fatora::{CLASS, Fatora};

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    fn read(text: &str) -> Result<Return> {
        fatora().read_return(text)
    }

    /// The same as JavaScript sees it.
    fn told(text: &str) -> Value {
        let arrived = Event { body: text.as_bytes().to_vec(), details: Value::Null };
        fatora().event("readReturn", &arrived).unwrap()
    }

    #[test]
    fn every_form_gives_the_same_fields() {
        let query = "order_id=A-1&transaction_id=77&response_code=000&card_token=ab+c%2Fd&shop=%D8%B9+1";
        let json = r#"{"order_id":"A-1","transaction_id":77,"response_code":"000","card_token":"ab c/d","shop":"ع 1"}"#;
        let url = format!("https://shop.example/return?{query}");
        for text in [query, json, &url, &format!("?{query}"), &format!("/return?{query}#x")] {
            assert_eq!(
                told(text).to_json(),
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
            let value = told(text);
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
