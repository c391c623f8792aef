//! What all answers of Pay3 have in common.

use crate::document::Item;
use crate::engine::{Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::{GatewayError, State};
use crate::table::{Effect, answer};

answer! {
    /// Why an order or refund failed.
    pub struct ErrorReason as "Pay3ErrorReason" {
        /// `9004`, for example.
        code: Option<String> = "errorCode" | "code",
        /// In words.
        description: Option<String> = "errorDesc" | "message",
    }
}

/// Reads a flat object: a 2xx status and no top-level `error` is success.
pub(super) fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let object = response.documented()?.unwrap_or(Item::NULL);
    if !object.is_null() && !object.is_object() {
        return Err(malformed(&format!("the answer is {}, not an object", object.type_name())));
    }
    let error = object.present("error");
    if !response.is_success() || error.is_some() {
        return Ok(refused(response, error));
    }
    if object.is_null() {
        return Err(malformed("the answer is null"));
    }
    Ok(Verdict::accepted(object))
}

/// As [`read`], of an answer that is a list under `data`.
pub(super) fn read_list<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let list = response.json()?.and_then(|object| object.get("data")).filter(|data| data.is_array());
    match read(response)? {
        Verdict::Accepted { .. } if list.is_none() => Err(malformed("the answer has no list \"data\"")),
        verdict => Ok(verdict),
    }
}

/// `error` is `{ code, message }` or bare text. The same code comes under several HTTP statuses.
fn refused<'a>(response: &Response<'a>, error: Option<Item<'a>>) -> Verdict<'a> {
    let error = error.unwrap_or(Item::NULL);
    let within = |name: &str| error.present(name).and_then(Item::as_text);
    let http = response.status.to_string();
    let code = within("code").unwrap_or(&http);
    let message = within("message").or_else(|| error.as_text()).unwrap_or_default();
    let mut refusal = GatewayError::new(code, message, response.known_error(code));
    let may_pass = response.status == 429 || response.status >= 500;
    refusal.retryable = response.operation.effect == Effect::Reads && may_pass;
    Verdict::Refused(refusal)
}

/// The state that an `orderStatus` stands for, in any letter case.
pub(super) fn state(order_status: Option<&str>) -> State {
    match order_status.unwrap_or_default().to_ascii_uppercase().as_str() {
        "CREATED" => State::New,
        "COMPLETED" => State::Paid,
        "FAILED" | "ABANDONED" => State::Failed,
        "ORDER_STARTED" => State::Pending,
        other if other.starts_with("ORDER_PAYMENT_") => State::Pending,
        _ => State::Unknown,
    }
}

fn malformed(message: &str) -> Error {
    Error::new(ErrorCode::MalformedResponse, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::pay3::{CLASS, Pay3};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn pay3() -> Pay3 {
        Pay3::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    #[test]
    fn errors_come_in_several_forms() {
        for (status, body, code, message, known) in [
            (
                401,
                r#"{"error":{"code":"7001","message":"Order already exists for given requestId"}}"#,
                "7001",
                "Order already exists for given requestId",
                true,
            ),
            (400, r#"{"error":{"code":7001,"message":"Order already exists"}}"#, "7001", "Order already exists", true),
            (200, r#"{"error":{"code":"9006-1","message":"refund"}}"#, "9006-1", "refund", true),
            (401, r#"{"error":"Client verification failed"}"#, "401", "Client verification failed", true),
            (404, r#"{"path":"/v1"}"#, "404", "", false),
            (500, "", "500", "", false),
        ] {
            let outcome = pay3().read_checkout(HttpResponse { status, body }).unwrap();
            let error = outcome.error().unwrap();
            assert_eq!((error.code.as_str(), error.message.as_str()), (code, message), "{body}");
            assert_eq!(error.meaning.is_some(), known, "{body}");
            assert!(!error.retryable);
        }
    }

    #[test]
    fn only_reads_are_sent_again() {
        for operation in CLASS.operations {
            let retryable = |status| {
                let outcome = pay3().read(operation.name, HttpResponse { status, body: "" }).unwrap();
                outcome.at("error.retryable") == Some(&Value::Bool(true))
            };
            let is_read = operation.method.as_str() == "GET";
            assert_eq!([503, 429, 401].map(retryable), [is_read, is_read, false], "{}", operation.name);
        }
    }

    #[test]
    fn what_is_not_pay3s_is_malformed() {
        for (status, body) in [(200, "<html>"), (502, "<html>"), (200, ""), (200, "[]"), (200, "null")] {
            let error = pay3().read_checkout(HttpResponse { status, body }).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
        }
    }

    #[test]
    fn what_another_sent_is_told_by_its_beginning() {
        let sent = format!("\u{feff} <b>\u{1}\r\n{}\u{1f}", "\u{639}".repeat(80));
        let error = pay3().read_checkout(HttpResponse { status: 300, body: &sent }).unwrap_err();
        let start = format!("is not JSON; it starts with \"<b>{}\"", "\u{639}".repeat(54));
        assert!(error.message().ends_with(&start), "{error}");
    }

    #[test]
    fn only_200_to_299_is_success() {
        let is_malformed = |status| pay3().read_checkout(HttpResponse { status, body: "" }).is_err();
        assert_eq!([199, 200, 299, 300].map(is_malformed), [false, true, true, false]);
    }

    #[test]
    fn states_ignore_letter_case() {
        for (word, expected) in [
            ("CREATED", State::New),
            ("order_started", State::Pending),
            ("ORDER_PAYMENT_AWAITING", State::Pending),
            ("Completed", State::Paid),
            ("FAILED", State::Failed),
            ("ABANDONED", State::Failed),
            ("REVIEWED", State::Unknown),
        ] {
            assert_eq!(state(Some(word)), expected, "{word}");
        }
        assert_eq!(state(None), State::Unknown);
    }
}
