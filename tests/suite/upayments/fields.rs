//! Which inputs are refused, and by which field.

use super::*;

#[test]
fn what_a_refund_refuses() {
    use ErrorCode::{InvalidAmount, InvalidField, MissingField, UnknownField};
    let long = |length: usize| "ع".repeat(length);
    let with = |more: &str| format!(r#"{{"orderId":"{ORDER}","totalPrice":10,{more}}}"#);
    for (input, code, field) in [
        (r#"{"totalPrice":10}"#.to_owned(), MissingField, "orderId"),
        (r#"{"orderId":null,"totalPrice":10}"#.to_owned(), MissingField, "orderId"),
        (r#"{"orderId":"","totalPrice":10}"#.to_owned(), MissingField, "orderId"),
        (r#"{"orderId":12,"totalPrice":10}"#.to_owned(), InvalidField, "orderId"),
        (format!(r#"{{"orderId":"{}","totalPrice":10}}"#, long(256)), InvalidField, "orderId"),
        (format!(r#"{{"orderId":"{ORDER}"}}"#), MissingField, "totalPrice"),
        (format!(r#"{{"orderId":"{ORDER}","totalPrice":""}}"#), InvalidAmount, "totalPrice"),
        (format!(r#"{{"orderId":"{ORDER}","totalPrice":true}}"#), InvalidAmount, "totalPrice"),
        (with(&format!(r#""customerMobileNumber":"{}""#, "1".repeat(21))), InvalidField, "customerMobileNumber"),
        (with(&format!(r#""customerEmail":"{}""#, long(251))), InvalidField, "customerEmail"),
        (with(r#""requireApproval":"yes""#), InvalidField, "requireApproval"),
        (with(r#""orderID":"x""#), UnknownField, "orderID"),
        (with(r#""isMultivendorRefund":true"#), UnknownField, "isMultivendorRefund"),
        (with(r#""extra":{"orderId":"x"}"#), InvalidField, "extra.orderId"),
    ] {
        let error = build("refund", &input).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)), "{input}");
        assert_eq!((error.gateway(), error.operation()), (Some("upayments"), Some("refund")));
    }
    assert!(build("refund", &with(r#""customerMobileNumber":"+96512345678""#)).is_ok());
    let error = build("refund", &with(&format!(r#""refundReason":"{}""#, long(256)))).unwrap_err();
    assert!(error.message().contains("256 characters, at most 255"), "{error}");
    let error = build("refund", &with(r#""orderid":"x""#)).unwrap_err();
    assert_eq!(error.hint_text(), Some("did you mean orderId?"));
}

#[test]
fn a_number_that_json_lacks_is_refused() {
    let mut extra = Object::new();
    extra.push("later", Value::Number("NaN".into()));
    let mut input = json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#)).as_object().unwrap().clone();
    input.push("extra", extra);
    let error = signing().build("refund", &input.into(), &at_now()).unwrap_err();
    assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("extra")));
}

#[test]
fn options_of_other_operations_are_refused() {
    let options = json(r#"{"timestamp":1718000000,"amountAsString":true}"#);
    let error =
        signing().build("refund", &json(&format!(r#"{{"orderId":"{ORDER}","totalPrice":10}}"#)), &options).unwrap_err();
    assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some("options.amountAsString")));
}

#[test]
fn an_explanation_says_whether_a_path_is_of_the_input() {
    let source = |operation: &str, input: &str| {
        let explanation = signing().explain(operation, &json(input), &at_now()).unwrap();
        explanation.parts.into_iter().find(|part| part.name == "path").unwrap().source.as_str()
    };
    assert_eq!(source("refundStatus", r#"{"order_id":"1"}"#), "input");
    assert_eq!(source("paymentStatus", r#"{"session_id":"1"}"#), "input");
    assert_eq!(source("paymentButtons", r#"{"source":"sdk"}"#), "input");
    assert_eq!(source("paymentButtons", "{}"), "constant");
    assert_eq!(source("addCard", r#"{"customerUniqueToken":"1","returnUrl":"https://a.example"}"#), "constant");
}
