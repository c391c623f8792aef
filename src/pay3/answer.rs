//! What all answers of Pay3 have in common.

use crate::declare::{Lenient, answer};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::{GatewayError, KnownError, Outcome, State};
use crate::pay3::errors::ERRORS;
use crate::request::HttpResponse;
use crate::value::{Object, Value};

answer! {
    /// Why an order or refund failed.
    pub struct ErrorReason as "Pay3ErrorReason" {
        /// `9004`, for example.
        code: Option<String> = "errorCode" | "code",
        /// In words.
        description: Option<String> = "errorDesc" | "message",
    }
}

/// Whether the request only reads, so that it may be sent again after a server error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// A GET.
    Read,
    /// A POST that creates or executes something.
    Write,
}

/// Reads a flat object: a 2xx status and no top-level `error` is success.
pub(super) fn read<T: Lenient>(response: HttpResponse<'_>, call: Call) -> Result<Outcome<T>> {
    let raw = response.documented()?.unwrap_or_default();
    let empty = Object::new();
    let object = match &raw {
        Value::Null => &empty,
        Value::Object(object) => object,
        other => return Err(malformed(&format!("the answer is {}, not an object", other.type_name()))),
    };
    let error = object.get("error").filter(|error| !error.is_absent());
    if !response.is_success() || error.is_some() {
        return Ok(refused(response.status, call, error, raw.clone()));
    }
    let data = T::lenient(&raw).filter(|_| raw != Value::Null).ok_or_else(|| malformed("the answer is null"))?;
    Ok(Outcome::Accepted { data, raw })
}

/// As [`read`], of an answer that is a list under `data`.
pub(super) fn read_list<T: Lenient>(response: HttpResponse<'_>) -> Result<Outcome<T>> {
    let outcome = read(response, Call::Read)?;
    match &outcome {
        Outcome::Accepted { raw, .. } if raw.at("data").is_none_or(|data| data.as_array().is_none()) => {
            Err(malformed("the answer has no list \"data\""))
        }
        _ => Ok(outcome),
    }
}

/// `error` is `{ code, message }` or bare text. The same code comes under several HTTP statuses.
fn refused<T>(status: u16, call: Call, error: Option<&Value>, raw: Value) -> Outcome<T> {
    let within = |name: &str| error?.as_object()?.get(name)?.as_text().filter(|text| !text.is_empty());
    let http = status.to_string();
    let code = within("code").unwrap_or(&http);
    let message = within("message").or_else(|| error?.as_text()).unwrap_or_default();
    let mut error = GatewayError::new(code, message, KnownError::find(ERRORS, code));
    error.retryable = call == Call::Read && (status == 429 || status >= 500);
    Outcome::Refused { error, raw }
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
            let outcome = read::<Value>(HttpResponse { status, body }, Call::Write).unwrap();
            let error = outcome.error().unwrap();
            assert_eq!((error.code.as_str(), error.message.as_str()), (code, message), "{body}");
            assert_eq!(error.meaning.is_some(), known, "{body}");
            assert!(!error.retryable);
        }
    }

    #[test]
    fn only_reads_are_sent_again() {
        let retryable = |status, call| {
            let outcome = read::<Value>(HttpResponse { status, body: "" }, call).unwrap();
            outcome.error().unwrap().retryable
        };
        assert!(retryable(503, Call::Read) && retryable(429, Call::Read));
        assert!(!retryable(401, Call::Read) && !retryable(503, Call::Write) && !retryable(429, Call::Write));
    }

    #[test]
    fn what_is_not_pay3s_is_malformed() {
        for (status, body) in [(200, "<html>"), (502, "<html>"), (200, ""), (200, "[]"), (200, "null")] {
            let error = read::<Value>(HttpResponse { status, body }, Call::Read).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
        }
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
