//! Fawry's error codes.

use crate::outcome::KnownError;

/// The codes whose meaning is known. Source: FawryPay documentation, error codes; docs/gateways/fawry.md#error-codes.
pub(super) const ERRORS: &[KnownError] = &[
    row(
        &["9946"],
        "signature blank or invalid",
        "compare explain(...) with what was signed; a key or code of the other environment gives the same answer",
        false,
    ),
    row(&["9935"], "refund amount exceeded", "refund at most what is left of the payment", false),
];

const fn row(codes: &'static [&'static str], meaning: &'static str, hint: &'static str, retryable: bool) -> KnownError {
    KnownError { codes, meaning, hint, retryable }
}
