//! Fatora's error codes, which are HTTP statuses.

use crate::outcome::KnownError;

/// The codes whose meaning is known. Source: Fatora documentation, response codes;
/// docs/gateways/fatora.md#answers-and-errors.
pub(super) const ERRORS: &[KnownError] = &[
    row(
        &["400"],
        "a parameter is missing or wrong",
        "compare the field names: they are snake_case; the ids may be swapped",
    ),
    row(
        &["401"],
        "the API key or the token is not valid",
        "payments take the API key in the header api_key, invoices the token of authorize as Bearer; a proxy may drop header names with an underscore",
    ),
    row(&["403"], "the API key is inactive", "activate the key in the merchant dashboard"),
    row(&["404"], "there is no such address", "the base is https://api.fatora.io/v1; a base without /v1 is not found"),
    row(&["406"], "not acceptable", "send and accept application/json"),
    row(&["409"], "the client already exists", "use the client that exists"),
    row(&["415"], "the body is not JSON", "send the body unchanged, with content-type: application/json"),
    row(
        &["422"],
        "a business rule refuses this",
        "read the description; a card token that was deactivated or expired is one reason",
    ),
    KnownError {
        codes: &["429"],
        meaning: "too many requests",
        hint: "wait before sending it again; no limit is published",
        retryable: true,
    },
    row(
        &["500"],
        "server error",
        "verifyPayment and authorize may be sent again; of any other call find out first whether it was carried out",
    ),
];

const fn row(codes: &'static [&'static str], meaning: &'static str, hint: &'static str) -> KnownError {
    KnownError { codes, meaning, hint, retryable: false }
}
