//! Pay3's error codes.

use crate::outcome::KnownError;

/// The codes whose meaning is known. Source: Pay3 documentation; docs/gateways/pay3.md#answers-and-errors.
pub(super) const ERRORS: &[KnownError] = &[
    row(&["7001"], "the requestId was already used", "ask for the order by its requestId; a new order needs a new one"),
    row(&["9004"], "error at the payment partner", "the order failed; start a new one, or ask Pay3"),
    row(
        &["9006"],
        "problem with the refund transaction",
        "ask for refundStatus, and Pay3 if it stays so; do not refund again before you know",
    ),
    row(
        &["401"],
        "the client could not be verified",
        "the access token is missing, wrong or older than half an hour, or starts with Bearer; or the signature is wrong: compare explain(...)",
    ),
];

const fn row(codes: &'static [&'static str], meaning: &'static str, hint: &'static str) -> KnownError {
    KnownError { codes, meaning, hint, retryable: false }
}
