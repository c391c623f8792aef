//! What all answers of Fawry have in common.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::GatewayError;
use crate::value::{Object, Value};

/// Reads an answer whose envelope is `{ statusCode, statusDescription }` or `{ code, description, reason }`.
///
/// The HTTP status decides nothing: failures commonly arrive with HTTP 200.
pub(super) fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let Some(object) = response.documented()? else { return Ok(refused_empty(response)) };
    if !object.is_object() {
        let message = format!("the answer is {}, not an object", object.type_name());
        return Err(Error::new(ErrorCode::MalformedResponse, message)
            .hint("something else may have answered instead of Fawry; check the host and the reader"));
    }
    match result_code(object) {
        Some("200") => Ok(Verdict::accepted(object)),
        Some(code) => Ok(refused(response, code, object)),
        None if response.is_success() => {
            Err(Error::new(ErrorCode::MalformedResponse, "the answer has no statusCode and no code")
                .hint("the request may have been carried out: ask for its status before sending it again"))
        }
        None => Ok(refused(response, &response.status.to_string(), object)),
    }
}

/// A refusal that Fawry explains in its body.
pub(super) fn refused<'a>(response: &Response<'a>, code: &str, object: Item<'a>) -> Verdict<'a> {
    let words = ["statusDescription", "description", "reason", "message"];
    let message = words.iter().filter_map(|name| object.get(name)?.as_text()).find(|text| !text.is_empty());
    Verdict::Refused(GatewayError::new(code, message.unwrap_or_default(), response.known_error(code)))
}

/// A refusal without a body: the HTTP status is all there is.
pub(super) fn refused_empty<'a>(response: &Response<'a>) -> Verdict<'a> {
    let code = response.status.to_string();
    let message = format!("HTTP {code} without a body");
    Verdict::Refused(GatewayError::new(code.as_str(), message, response.known_error(&code)))
}

/// The result code: `statusCode`, else `code`, as a number or as text. Some writers give every number a point.
pub(super) fn result_code(object: Item<'_>) -> Option<&str> {
    let given = |name: &&str| object.get(name)?.as_text().filter(|text| !text.is_empty());
    let code = ["statusCode", "code"].iter().find_map(given)?;
    match code.split_once('.') {
        Some((whole, zeros)) if zeros.trim_matches('0').is_empty() => Some(whole),
        _ => Some(code),
    }
}

/// Accepted, with one member that Fawry does not name, or names otherwise.
pub(super) fn accepted_as<'a>(response: &Response<'a>, name: &str, value: impl Into<Value>) -> Result<Verdict<'a>> {
    let value: Value = value.into();
    let data: Object = [(name, value)].into_iter().collect();
    Ok(Verdict::accepted(response.arena.keep(DocumentBuf::from(&Value::from(data)))?))
}

#[cfg(test)]
mod tests {
    use crate::fawry::testing::{fawry, read, text};

    #[test]
    fn only_a_point_with_zeros_is_dropped_from_a_code() {
        for (code, told) in [("9938.0", "9938"), ("\"200.5\"", "200.5"), ("200.01", "200.01"), ("\".0\"", "")] {
            let body = format!(r#"{{"statusCode":{code}}}"#);
            let outcome = read(&fawry(), "refund", 200, &body).unwrap();
            assert_eq!((text(&outcome, "ok").as_str(), text(&outcome, "error.code").as_str()), ("false", told));
        }
        for code in ["200", "200.00", "\"200.0\""] {
            let outcome = read(&fawry(), "refund", 200, &format!(r#"{{"statusCode":{code}}}"#)).unwrap();
            assert_eq!(text(&outcome, "ok"), "true", "{code}");
        }
    }
}
