//! What all answers of Fatora have in common.

use crate::document::Item;
use crate::engine::{Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::GatewayError;
use crate::table::Effect;

/// Reads `{ status: "SUCCESS", result }`. `status` says that the call worked, nothing about a payment.
pub(super) fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    read_as(response, |object| succeeded(object).then(|| result_of(object)))
}

pub(super) fn succeeded(object: Item<'_>) -> bool {
    object.get("status").and_then(Item::as_text) == Some("SUCCESS")
}

/// Reads an answer whose success shows in a way of its own; `data` gives what its data are read from.
pub(super) fn read_as<'a>(
    response: &Response<'a>,
    data: impl FnOnce(Item<'a>) -> Option<Item<'a>>,
) -> Result<Verdict<'a>> {
    let object = response.documented()?.unwrap_or(Item::NULL);
    if !object.is_null() && !object.is_object() {
        return Err(malformed(format!("the answer is {}, not an object", object.type_name())));
    }
    if !response.is_success() || says_error(object) {
        return Ok(refused(response, object));
    }
    match data(object) {
        Some(data) => Ok(Verdict::accepted(data)),
        None if ["status", "success"].iter().any(|name| object.present(name).is_some()) => {
            Ok(refused(response, object))
        }
        None => Err(malformed("the answer has neither the status SUCCESS nor an error".into())),
    }
}

/// The documentation calls `result` an array once; its samples are objects. Without one, nothing is known but
/// that the call worked.
fn result_of(object: Item<'_>) -> Item<'_> {
    let result = object.get("result").unwrap_or(Item::NULL);
    let result = if result.is_array() { result.elements().next().unwrap_or(Item::NULL) } else { result };
    if result.is_object() { result } else { Item::NULL }
}

fn says_error(object: Item<'_>) -> bool {
    object.get("status").and_then(Item::as_text) == Some("ERROR") || object.present("error").is_some()
}

/// `error` is `{ error_code, description }` or bare text.
fn refused<'a>(response: &Response<'a>, object: Item<'a>) -> Verdict<'a> {
    let status = response.status.to_string();
    let error = object.get("error").unwrap_or(Item::NULL);
    let within = |name: &str| error.present(name).and_then(Item::as_text);
    let code = within("error_code").unwrap_or(&status);
    let words = || within("description").or_else(|| error.as_text()).or_else(|| object.get("message")?.as_text());
    let message = words();
    let known = response.known_error(code).or_else(|| response.known_error(&status)).or_else(|| {
        // It comes without a code, and with HTTP 200 too.
        message.filter(|message| message.eq_ignore_ascii_case("Invalid API Key"))?;
        response.known_error("401")
    });
    let mut error = GatewayError::new(code, message.unwrap_or_default(), known);
    let server_error = [code, &status].iter().any(|code| code.len() == 3 && code.starts_with('5'));
    let harmless = response.operation.effect == Effect::Reads;
    error.retryable = status == "429" || error.retryable || harmless && server_error;
    Verdict::Refused(error)
}

pub(super) fn malformed(message: String) -> Error {
    Error::new(ErrorCode::MalformedResponse, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fatora::{CLASS, Fatora};
    use crate::request::HttpResponse;
    use crate::value::Value;

    fn fatora() -> Fatora {
        Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap()
    }

    /// What a call comes to that may move money twice.
    fn error(status: u16, body: &str) -> GatewayError {
        fatora().read_refund(HttpResponse { status, body }).unwrap().error().unwrap().clone()
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
            let error = error(status, body);
            assert_eq!((error.code.as_str(), error.message.as_str()), (code, message), "{body}");
            assert!(!error.retryable);
        }
    }

    #[test]
    fn a_wrong_key_is_known_by_its_words() {
        let meaning = |body| error(200, body).meaning;
        assert!(meaning(r#"{"status":"ERROR","error":"Invalid API Key"}"#).is_some());
        assert_eq!(meaning(r#"{"status":"ERROR","error":"Something else"}"#), None);
    }

    #[test]
    fn only_what_can_do_no_harm_is_sent_again() {
        let body = r#"{"status":"ERROR"}"#;
        for (status, harmless, harmful) in
            [(500, true, false), (503, true, false), (429, true, true), (401, false, false)]
        {
            let verified = fatora().read_verify_payment(HttpResponse { status, body }).unwrap();
            let retryable = [verified.error().unwrap().retryable, error(status, body).retryable];
            assert_eq!(retryable, [harmless, harmful], "{status}");
        }
        // The status or the code of the body, whichever says that there were too many.
        assert!(error(429, r#"{"status":"ERROR","error":{"error_code":"400"}}"#).retryable);
        assert!(error(400, r#"{"status":"ERROR","error":{"error_code":"429"}}"#).retryable);
    }

    #[test]
    fn what_is_not_fatoras_is_malformed() {
        for (status, body) in [(200, "<html>"), (502, "<html>"), (200, ""), (200, "[]"), (200, "{}"), (200, "null")] {
            let error = fatora().read_refund(HttpResponse { status, body }).unwrap_err();
            assert_eq!(error.code(), ErrorCode::MalformedResponse, "{body}");
        }
    }
}
