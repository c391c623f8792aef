//! What all answers of UPayments have in common: `{ status, message, data }`.

use crate::document::Item;
use crate::engine::{Response, Verdict};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::{GatewayError, State};
use crate::table::Effect;

/// Reads an answer. HTTP 200 with `status: false` is a refusal.
pub(super) fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    match response.documented().map_err(advise)? {
        Some(body) => read_body(response, body, true),
        None => Ok(refused(response, Item::NULL)),
    }
}

/// As [`read`], for a call whose answer is not documented: an empty one, or one without `status`, is success too.
pub(super) fn read_undocumented<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    match response.json().map_err(advise)? {
        Some(body) => read_body(response, body, false),
        None if response.is_success() => Ok(Verdict::empty()),
        None => Ok(refused(response, Item::NULL)),
    }
}

fn read_body<'a>(response: &Response<'a>, body: Item<'a>, needs_status: bool) -> Result<Verdict<'a>> {
    if !body.is_object() {
        if response.is_success() {
            let message = format!("the answer is {}, not an object", body.type_name());
            return Err(advise(Error::new(ErrorCode::MalformedResponse, message)));
        }
        return Ok(refused(response, body));
    }
    let agreed = body.get("status").map_or(!needs_status, says_yes);
    if !(agreed && matches!(response.status, 200 | 201)) {
        return Ok(refused(response, body));
    }
    Ok(Verdict::Accepted { data: data_of(body), loose_names: true })
}

/// `true`, `"true"` or `1`.
fn says_yes(status: Item<'_>) -> bool {
    status.as_bool().unwrap_or_else(|| matches!(status.as_text(), Some("true" | "1")))
}

/// The data, and its `transaction` or `responseData`, where several answers keep theirs. A failure may stand in
/// either list, or in both. Names come in several spellings: `refundArn` and `refund_arn`.
fn data_of(body: Item<'_>) -> Vec<Item<'_>> {
    let data = body.get("data").unwrap_or(Item::NULL);
    let holders = ["transaction", "responseData", "response_data"].into_iter().filter_map(|name| data.get(name));
    std::iter::once(data).chain(holders).filter(|data| data.is_object()).collect()
}

fn refused<'a>(response: &Response<'a>, body: Item<'a>) -> Verdict<'a> {
    let code = response.status.to_string();
    let words = ["message", "error", "errors"].into_iter().find_map(|name| body.present(name)).unwrap_or(body);
    let message = match words.as_text() {
        Some(text) => text.to_owned(),
        None if words.is_null() => format!("HTTP {code} without a body"),
        None if words.is_object() && words.is_empty() => format!("HTTP {code} without a message"),
        None => words.to_json(),
    };
    let mut error = GatewayError::new(code.as_str(), message, response.known_error(&code));
    error.retryable = match response.operation.effect {
        // There is no idempotency key.
        Effect::MovesMoney => false,
        Effect::Writes => response.status == 429,
        Effect::Reads => matches!(response.status, 408 | 429 | 500..=599),
    };
    Verdict::Refused(error)
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
}
