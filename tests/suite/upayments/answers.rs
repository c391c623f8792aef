//! What the readers make of answers.

use tawqee::Type;

use super::*;

fn read(operation: &str, status: u16, body: &str) -> Result<Value, Error> {
    signing().read(operation, HttpResponse { status, body })
}

fn error_of(operation: &str, status: u16, body: &str) -> (String, String, bool) {
    let outcome = read(operation, status, body).unwrap();
    let text = |path: &str| outcome.at(path).and_then(Value::as_text).unwrap_or_default().to_owned();
    assert_eq!(outcome.at("ok"), Some(&Value::Bool(false)), "{body}");
    let retryable = outcome.at("error.retryable") == Some(&Value::Bool(true));
    (text("error.code"), text("error.message"), retryable)
}

#[test]
fn a_refusal_says_what_the_gateway_said() {
    for (status, body, message) in [
        (401, r#"{"message":"Unauthorized"}"#, "Unauthorized"),
        (401, r#""Not a valid API request""#, "Not a valid API request"),
        (403, r#"{"message":"Forbidden"}"#, "Forbidden"),
        (
            422,
            r#"{"message":"The selected card.token is invalid.","errors":[]}"#,
            "The selected card.token is invalid.",
        ),
        (422, r#"{"errors":{"order.id":["required"]}}"#, r#"{"order.id":["required"]}"#),
        (200, r#"{"status":false,"message":"Order not found"}"#, "Order not found"),
        (201, r#"{"status":"false","message":"Order not found"}"#, "Order not found"),
        (200, r#"{"message":"Order not found"}"#, "Order not found"),
        (404, "", "HTTP 404 without a body"),
        (404, "null", "HTTP 404 without a body"),
        (404, "{}", "HTTP 404 without a message"),
        (404, "[]", "[]"),
    ] {
        let (code, said, retryable) = error_of("refund", status, body);
        assert_eq!((code, said.as_str(), retryable), (status.to_string(), message, false), "{body}");
    }
    let raw = read("refund", 422, r#"{"message":"m","errors":{"order.id":["required"]}}"#).unwrap();
    assert!(raw.at("raw.errors").is_some());
    assert!(raw.at("error.hint").is_some());
}

#[test]
fn only_what_does_no_harm_may_be_sent_again() {
    fn has_an_amount(input: &Type) -> bool {
        input.fields.iter().any(|field| field.amount || field.members.as_ref().is_some_and(has_an_amount))
    }
    for operation in class().operations {
        let name = operation.name;
        let moves_money = has_an_amount(&operation.input);
        let reads = operation.method == "GET" || ["checkMerchant", "listCustomerCards"].contains(&name);
        let again = |status| error_of(name, status, r#"{"message":"m"}"#).2;
        assert_eq!(again(429), !moves_money, "{name} 429");
        assert_eq!(again(503), reads, "{name} 503");
        assert!(!again(401) && !again(422), "{name}");
    }
}

#[test]
fn what_is_no_answer_of_the_gateway_is_malformed() {
    for (status, body) in [
        (200, "<html><body>Blocked</body></html>"),
        (403, "<!DOCTYPE html>"),
        (200, ""),
        (200, "[]"),
        (200, "\"done\""),
        (200, r#"{"status":true,"status":false}"#),
    ] {
        let error = read("refund", status, body).unwrap_err();
        assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
        assert!(error.hint_text().unwrap().contains("allow-list"), "{error}");
    }
}

#[test]
fn long_numbers_stay_text() {
    let body = r#"{"status":true,"data":{"refundArn":202311074314067023726014116806,"refundOrderId":"r"}}"#;
    let outcome = read("refund", 200, body).unwrap();
    let digits = "202311074314067023726014116806";
    assert_eq!(outcome.at("data.refundArn").unwrap().as_text(), Some(digits));
    assert_eq!(serde_json::to_value(outcome.at("raw.data").unwrap()).unwrap()["refundArn"], digits);
}

#[test]
fn codes_are_known_by_table() {
    for code in ["401", "403", "422", "429", "00", "05", "51"] {
        assert!(tawqee::describe_error("upayments", code).is_some(), "{code}");
    }
}
