//! What all answers of Fatora have in common.

use crate::declare::Lenient;
use crate::error::{Error, ErrorCode, Result};
use crate::fatora::errors::ERRORS;
use crate::outcome::{GatewayError, KnownError, Outcome};
use crate::request::HttpResponse;
use crate::value::{Object, Value};

/// Whether sending the identical request again can do harm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It only reads, or replaces a token.
    Harmless,
    /// It may move money twice.
    Harmful,
}

/// Reads `{ status: "SUCCESS", result }`. `status` says that the call worked, nothing about a payment.
pub(super) fn read<T: Lenient>(response: HttpResponse<'_>, repeat: Repeat) -> Result<Outcome<T>> {
    read_as(response, repeat, |object| succeeded(object).then(|| result_of(object)))
}

pub(super) fn succeeded(object: &Object) -> bool {
    object.get("status").and_then(Value::as_text) == Some("SUCCESS")
}

/// Reads an answer whose success shows in a way of its own; `data` gives what its data are read from.
pub(super) fn read_as<T: Lenient>(
    response: HttpResponse<'_>,
    repeat: Repeat,
    data: impl FnOnce(&Object) -> Option<Value>,
) -> Result<Outcome<T>> {
    let raw = response.documented()?.unwrap_or_default();
    let empty = Object::new();
    let object = match &raw {
        Value::Null => &empty,
        Value::Object(object) => object,
        other => return Err(malformed(format!("the answer is {}, not an object", other.type_name()))),
    };
    if !response.is_success() || says_error(object) {
        return Ok(refused(response.status, repeat, object, raw.clone()));
    }
    match data(object) {
        Some(data) => {
            let data =
                T::lenient(&data).ok_or_else(|| malformed("the answer has no result that can be read".into()))?;
            Ok(Outcome::Accepted { data, raw })
        }
        None if ["status", "success"].iter().any(|name| object.get(name).is_some_and(|said| !said.is_absent())) => {
            Ok(refused(response.status, repeat, object, raw.clone()))
        }
        None => Err(malformed("the answer has neither the status SUCCESS nor an error".into())),
    }
}

/// The documentation calls `result` an array once; its samples are objects. Without one, nothing is known but
/// that the call worked.
fn result_of(object: &Object) -> Value {
    let result = match object.get("result") {
        Some(Value::Array(items)) => items.first(),
        other => other,
    };
    result.and_then(Value::as_object).cloned().unwrap_or_default().into()
}

fn says_error(object: &Object) -> bool {
    let status = object.get("status").and_then(Value::as_text).unwrap_or_default();
    status == "ERROR" || object.get("error").is_some_and(|error| !error.is_absent())
}

/// `error` is `{ error_code, description }` or bare text.
fn refused<T>(status: u16, repeat: Repeat, object: &Object, raw: Value) -> Outcome<T> {
    let status = status.to_string();
    let error = object.get("error");
    let within = |name: &str| error?.as_object()?.get(name)?.as_text().filter(|text| !text.is_empty());
    let code = within("error_code").unwrap_or(&status);
    let message = within("description").or_else(|| error?.as_text()).or_else(|| object.get("message")?.as_text());
    let known = KnownError::find(ERRORS, code).or_else(|| KnownError::find(ERRORS, &status)).or_else(|| {
        // It comes without a code, and with HTTP 200 too.
        message.filter(|message| message.eq_ignore_ascii_case("Invalid API Key"))?;
        KnownError::find(ERRORS, "401")
    });
    let mut error = GatewayError::new(code, message.unwrap_or_default(), known);
    let server_error = [code, &status].iter().any(|code| code.len() == 3 && code.starts_with('5'));
    error.retryable = status == "429" || error.retryable || (repeat == Repeat::Harmless && server_error);
    Outcome::Refused { error, raw }
}

fn malformed(message: String) -> Error {
    Error::new(ErrorCode::MalformedResponse, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str, repeat: Repeat) -> GatewayError {
        read::<Value>(HttpResponse { status, body }, repeat).unwrap().error().unwrap().clone()
    }

    #[test]
    fn errors_come_in_several_forms() {
        for (status, body, code, message) in [
            (
                400,
                r#"{"status":"ERROR","error":{"error_code":"400","description":"bad request"}}"#,
                "400",
                "bad request",
            ),
            (
                200,
                r#"{"status":"FAILURE","error":{"error_code":400,"description":"bad request"}}"#,
                "400",
                "bad request",
            ),
            (401, r#"{"status":"ERROR","error":"Invalid API Key"}"#, "401", "Invalid API Key"),
            (200, r#"{"status":"FAILED"}"#, "200", ""),
            (200, r#"{"status":"SUCCESS","error":"but no"}"#, "200", "but no"),
            (403, r#"{"status":"SUCCESS","result":{}}"#, "403", ""),
            (500, "", "500", ""),
        ] {
            let error = error(status, body, Repeat::Harmful);
            assert_eq!((error.code.as_str(), error.message.as_str()), (code, message), "{body}");
            assert!(!error.retryable);
        }
    }

    #[test]
    fn a_wrong_key_is_known_by_its_words() {
        let meaning = |body| error(200, body, Repeat::Harmful).meaning;
        assert!(meaning(r#"{"status":"ERROR","error":"Invalid API Key"}"#).is_some());
        assert_eq!(meaning(r#"{"status":"ERROR","error":"Something else"}"#), None);
    }

    #[test]
    fn only_what_can_do_no_harm_is_sent_again() {
        for (status, repeat, retryable) in [
            (500, Repeat::Harmless, true),
            (503, Repeat::Harmless, true),
            (500, Repeat::Harmful, false),
            (429, Repeat::Harmful, true),
            (401, Repeat::Harmless, false),
        ] {
            assert_eq!(error(status, r#"{"status":"ERROR"}"#, repeat).retryable, retryable, "{status}");
        }
    }

    #[test]
    fn what_is_not_fatoras_is_malformed() {
        for (status, body) in [(200, "<html>"), (502, "<html>"), (200, ""), (200, "[]"), (200, "{}"), (200, "null")] {
            let error = read::<Value>(HttpResponse { status, body }, Repeat::Harmful).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
        }
    }
}
