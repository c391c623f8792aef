//! What all answers of UPayments have in common: `{ status, message, data }`.

use crate::declare::{Lenient, Shape};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::{GatewayError, KnownError, Outcome, State};
use crate::request::HttpResponse;
use crate::upayments::errors::ERRORS;
use crate::value::{Object, Value};

/// What a request does, which decides whether it may be sent again after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It only asks.
    Reads,
    /// It changes something.
    Writes,
    /// It moves money, and UPayments knows no idempotency key.
    MovesMoney,
}

/// Reads an answer; `finish` derives what UPayments leaves to be derived.
///
/// HTTP 200 with `status: false` is a refusal.
pub(super) fn read<T: Lenient>(
    response: HttpResponse<'_>,
    effect: Effect,
    finish: impl FnOnce(T) -> T,
) -> Result<Outcome<T>> {
    match response.documented().map_err(advise)? {
        Some(raw) => read_body(response, raw, effect, true, finish),
        None => Ok(refused(response, Value::Null, effect)),
    }
}

/// As [`read`], for a call whose answer is not documented: an empty one, or one without `status`, is success too.
pub(super) fn read_undocumented<T: Lenient + Default>(
    response: HttpResponse<'_>,
    effect: Effect,
) -> Result<Outcome<T>> {
    match response.json().map_err(advise)? {
        Some(raw) => read_body(response, raw, effect, false, |data| data),
        None if response.is_success() => Ok(Outcome::Accepted { data: T::default(), raw: Value::Null }),
        None => Ok(refused(response, Value::Null, effect)),
    }
}

fn read_body<T: Lenient>(
    response: HttpResponse<'_>,
    raw: Value,
    effect: Effect,
    needs_status: bool,
    finish: impl FnOnce(T) -> T,
) -> Result<Outcome<T>> {
    let Some(envelope) = raw.as_object() else {
        if response.is_success() {
            let message = format!("the answer is {}, not an object", raw.type_name());
            return Err(advise(Error::new(ErrorCode::MalformedResponse, message)));
        }
        return Ok(refused(response, raw, effect));
    };
    let agreed = match envelope.get("status") {
        Some(status) => bool::lenient(status).unwrap_or(false),
        None => !needs_status,
    };
    if !(agreed && matches!(response.status, 200 | 201)) {
        return Ok(refused(response, raw, effect));
    }
    let data = lifted(envelope.get("data").and_then(Value::as_object));
    let data = match T::KIND.shape {
        Some(shape) => respelled(&data, shape),
        None => data,
    };
    let data = T::lenient(&data).ok_or_else(|| Error::new(ErrorCode::MalformedResponse, "the data cannot be read"))?;
    Ok(Outcome::Accepted { data: finish(data), raw })
}

/// The data with the members of its `transaction` or `responseData` beside it, where several answers keep theirs.
fn lifted(data: Option<&Object>) -> Value {
    let Some(data) = data else { return Object::new().into() };
    let mut lifted = data.clone();
    let holders =
        ["transaction", "responseData", "response_data"].iter().filter_map(|name| data.get(name)?.as_object());
    for (name, value) in holders.flat_map(Object::iter) {
        let spelled = data.iter().map(|(known, _)| known).find(|known| same_name(known, name));
        let name = spelled.unwrap_or(name);
        match (lifted.get(name), value) {
            // A failure may stand in either list, or in both.
            (Some(Value::Array(own)), Value::Array(inner)) => {
                let more = inner.iter().filter(|item| !own.contains(item));
                let all: Vec<Value> = own.iter().chain(more).cloned().collect();
                lifted.set(name, all);
            }
            (Some(own), _) if !own.is_absent() => {}
            _ => lifted.set(name, value.clone()),
        }
    }
    lifted.into()
}

/// The value with its members under their declared names: UPayments writes `refundArn` and `refund_arn`.
pub(super) fn respelled(value: &Value, shape: &Shape) -> Value {
    match value {
        Value::Object(object) => {
            let mut named = Object::new();
            for (name, member) in object.iter() {
                let Some(slot) = shape.slots.iter().find(|slot| same_name(slot.name, name)) else {
                    // No slot has this name, and no name stands twice: looking for it would be quadratic.
                    named.push(name, member.clone());
                    continue;
                };
                if named.get(slot.name).is_none_or(Value::is_absent) {
                    let inner = slot.kind.shape.map_or_else(|| member.clone(), |shape| respelled(member, shape));
                    named.set(slot.name, inner);
                }
            }
            named.into()
        }
        Value::Array(items) => items.iter().map(|item| respelled(item, shape)).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

fn same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
    }
    letters(one).eq(letters(other))
}

fn refused<T>(response: HttpResponse<'_>, raw: Value, effect: Effect) -> Outcome<T> {
    let code = response.status.to_string();
    let words = |name| raw.as_object()?.get(name).filter(|value| !value.is_absent());
    let message = match words("message").or_else(|| words("error")).or_else(|| words("errors")).unwrap_or(&raw) {
        Value::Null => format!("HTTP {code} without a body"),
        Value::Object(object) if object.is_empty() => format!("HTTP {code} without a message"),
        said => said.as_text().map_or_else(|| said.to_json(), str::to_owned),
    };
    let mut error = GatewayError::new(code.as_str(), message, KnownError::find(ERRORS, &code));
    error.retryable = match effect {
        Effect::MovesMoney => false,
        Effect::Writes => response.status == 429,
        Effect::Reads => matches!(response.status, 408 | 429 | 500..=599),
    };
    Outcome::Refused { error, raw }
}

fn advise(error: Error) -> Error {
    error.hint(
        "UPayments answers in JSON; a page or nothing usually means that this server's address is not on the merchant's \
         IP allow-list, or that the host is an old one. Ask for the status before a charge or refund is sent again",
    )
}

/// The state behind UPayments' word: only `CAPTURED` is paid.
pub(super) fn state_of(result: Option<&str>) -> State {
    let result = result.unwrap_or_default();
    match result.to_ascii_uppercase().as_str() {
        _ if result == "CAPTURED" => State::Paid,
        "AUTHORIZED" => State::Pending,
        "NOT CAPTURED" => State::Failed,
        "CANCELED" | "CANCELLED" => State::Cancelled,
        other if other.contains("PENDING") || other.contains("PROCESSING") => State::Pending,
        _ => State::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_captured_is_paid() {
        for (word, state) in [
            ("CAPTURED", State::Paid),
            ("captured", State::Unknown),
            ("NOT CAPTURED", State::Failed),
            ("AUTHORIZED", State::Pending),
            ("In Processing", State::Pending),
            ("CANCELED", State::Cancelled),
            ("CANCELLED", State::Cancelled),
            ("SUCCESS", State::Unknown),
            ("", State::Unknown),
        ] {
            assert_eq!(state_of(Some(word)), state, "{word}");
        }
    }

    #[test]
    fn names_are_the_same_in_any_spelling() {
        assert!(same_name("track_id", "TrackID") && same_name("ref", "ref"));
        assert!(!same_name("track_id", "track_ids") && !same_name("ref", "re"));
    }

    #[test]
    fn a_body_of_many_names_is_read_in_one_pass() {
        let members = (0..80_000).map(|index| format!("\"n{index}\":1")).collect::<Vec<_>>().join(",");
        let body = Value::parse(&format!("{{{members}}}")).unwrap();
        let start = std::time::Instant::now();
        let shape = crate::upayments::webhook::Notification::DECLARED;
        assert_eq!(respelled(&body, &shape).as_object().map(Object::len), Some(80_000));
        assert!(start.elapsed().as_secs() < 20);
    }
}
