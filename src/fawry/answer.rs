//! What all answers of Fawry have in common.

use crate::declare::Lenient;
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::errors::ERRORS;
use crate::outcome::{GatewayError, KnownError, Outcome};
use crate::request::HttpResponse;
use crate::value::{Object, Value};

/// Reads an answer whose envelope is `{ statusCode, statusDescription }` or `{ code, description, reason }`.
///
/// The HTTP status decides nothing: failures commonly arrive with HTTP 200.
pub(super) fn read<T: Lenient>(response: HttpResponse<'_>) -> Result<Outcome<T>> {
    read_with(response, |_, data| Ok(data))
}

/// As [`read`], with a last look at the data: a signature to check, a state to derive.
pub(super) fn read_with<T: Lenient>(
    response: HttpResponse<'_>,
    finish: impl FnOnce(&Object, T) -> Result<T>,
) -> Result<Outcome<T>> {
    let Some(raw) = response.documented()? else { return Ok(refused_empty(response)) };
    let Some(object) = raw.as_object() else { return Err(not_an_object(&raw)) };
    match result_code(object) {
        Some("200") => accepted(object, finish),
        Some(code) => Ok(refused(code, object)),
        None if response.is_success() => {
            Err(Error::new(ErrorCode::MalformedResponse, "the answer has no statusCode and no code")
                .hint("the request may have been carried out: ask for its status before sending it again"))
        }
        None => Ok(refused(&response.status.to_string(), object)),
    }
}

/// Turns an accepted body into data; a wrong signature makes it a refusal.
pub(super) fn accepted<T: Lenient>(
    object: &Object,
    finish: impl FnOnce(&Object, T) -> Result<T>,
) -> Result<Outcome<T>> {
    let raw = Value::Object(object.clone());
    let Some(data) = T::lenient(&raw) else { return Err(not_an_object(&raw)) };
    match finish(object, data) {
        Ok(data) => Ok(Outcome::Accepted { data, raw }),
        Err(error) if matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::SignatureMissing) => {
            Ok(Outcome::Refused { error: unproven(&error), raw })
        }
        Err(error) => Err(error.with_code(ErrorCode::MalformedResponse)),
    }
}

fn unproven(error: &Error) -> GatewayError {
    GatewayError {
        code: error.code().as_str().to_owned(),
        message: error.to_string(),
        meaning: Some("nothing proves that this answer comes from Fawry"),
        hint: Some("check that secureKey is the one of this environment; do not act on the answer"),
        retryable: false,
    }
}

/// A refusal that Fawry explains in its body.
pub(super) fn refused<T>(code: &str, object: &Object) -> Outcome<T> {
    let words = ["statusDescription", "description", "reason", "message"];
    let message = words.iter().filter_map(|name| object.get(name)?.as_text()).find(|text| !text.is_empty());
    let error = GatewayError::new(code, message.unwrap_or_default(), KnownError::find(ERRORS, code));
    Outcome::Refused { error, raw: Value::Object(object.clone()) }
}

/// A refusal without a body: the HTTP status is all there is.
pub(super) fn refused_empty<T>(response: HttpResponse<'_>) -> Outcome<T> {
    let code = response.status.to_string();
    let error =
        GatewayError::new(code.as_str(), format!("HTTP {code} without a body"), KnownError::find(ERRORS, &code));
    Outcome::Refused { error, raw: Value::Null }
}

/// The result code: `statusCode`, else `code`, as a number or as text. Some writers give every number a point.
pub(super) fn result_code(object: &Object) -> Option<&str> {
    let given = |name: &&str| object.get(name)?.as_text().filter(|text| !text.is_empty());
    let code = ["statusCode", "code"].iter().find_map(given)?;
    match code.split_once('.') {
        Some((whole, zeros)) if zeros.trim_matches('0').is_empty() => Some(whole),
        _ => Some(code),
    }
}

fn not_an_object(raw: &Value) -> Error {
    Error::new(ErrorCode::MalformedResponse, format!("the answer is {}, not an object", raw.type_name()))
        .hint("something else may have answered instead of Fawry; check the host and the reader")
}
