//! Fawry's error codes. Source: FawryPay documentation, error codes; `docs/gateways/fawry.md#error-codes`.

use crate::outcome::KnownError;

const OTHER_CARD: &str = "the same card is refused again; ask for another card or method";
const ASK_FIRST: &str = "transient; ask paymentStatus with the same reference first, then send it again";

/// The codes whose meaning is known.
pub(super) const ERRORS: &[KnownError] = &[
    // The request.
    row(
        &["400"],
        "bad request; from a cancellation: the order is already paid or cancelled",
        "check the fields; refund a paid order instead of cancelling it",
        false,
    ),
    row(
        &["401"],
        "unauthorized",
        "the token is wrong or has expired, or the order belongs to another merchant: log in again and check the merchant code",
        false,
    ),
    row(&["404"], "order not found", "give Fawry's number of the order, not your own reference", false),
    row(
        &["9901"],
        "merchant code blank or invalid",
        "check that the code belongs to this environment and is used as issued: not decoded, not in quotation marks, its = not percent-encoded in a query",
        false,
    ),
    row(
        &["9903"],
        "hosted page refused",
        "ask Fawry to enable hosted checkout, or this payment method, for the account",
        false,
    ),
    row(
        &["9929"],
        "meaning not documented; one integration takes it for an invalid signature",
        "check the signature first: compare explain(...) with what was signed",
        false,
    ),
    row(&["9935"], "refund amount exceeded", "refund at most what is left of the payment", false),
    row(
        &["9938"],
        "payment or order not found",
        "check whether the call wants your reference or Fawry's number, and that the environment is right",
        false,
    ),
    row(&["9944"], "reference number blank", "give the reference number", false),
    row(
        &["9946"],
        "signature blank or invalid",
        "compare explain(...) with what was signed, or let diagnose(...) of tawqee/diagnose name the mistake; a key or code of the other environment (staging, production) gives the same answer",
        false,
    ),
    row(
        &["9954"],
        "order not paid",
        "refund only after the payment, or after the capture of an authorization; cancel an unpaid order",
        false,
    ),
    row(&["9984"], "order already cancelled", "nothing is left to do", false),
    row(&["10045"], "paymentMethod is mandatory", "this account needs paymentMethod in checkoutLink", false),
    row(&["17003"], "card token already exists", "the card was saved before: find it with listCardTokens", false),
    row(&["21004"], "invalid amount", "send an amount above zero with at most two decimals", false),
    row(
        &["21010", "99985"],
        "amount not allowed",
        "the amount is outside the limits of the account or the bank",
        false,
    ),
    // The card and its bank.
    card(&["55006"], "unauthorized card"),
    card(&["99901", "99905", "99937", "99939", "99970", "99971", "99975"], "refused by the issuing bank"),
    row(
        &["99903"],
        "incorrect transaction details, or an inactive terminal",
        "check the card fields; if they are right, ask Fawry about the terminal",
        false,
    ),
    card(&["99904"], "lost or stolen card"),
    card(&["99941"], "lost card"),
    card(&["99943"], "stolen card"),
    card(&["99906"], "card flagged as fraudulent"),
    card(&["99934", "99967"], "suspected fraud"),
    row(&["99959"], "fraudulent transaction", "do not send it again; contact Fawry if you trust the customer", false),
    card(&["99907"], "declined by the issuer"),
    transient(&["99908", "99910"], "transaction failed"),
    transient(&["99912"], "error while processing the card"),
    row(&["99913"], "incorrect amount", "send an amount above zero with at most two decimals", false),
    row(&["99914"], "invalid card", "check card number and expiry", false),
    card(&["99915"], "card issuer not found"),
    transient(&["99922"], "issuer not responding"),
    row(&["99930", "99958"], "account set-up or configuration error", "contact Fawry", false),
    card(&["99931", "99957"], "card not allowed by its bank"),
    card(&["99942"], "card not allowed"),
    card(&["99949"], "online transactions are not allowed for the card"),
    card(&["99951"], "insufficient funds"),
    card(&["99954"], "expired card"),
    row(&["99955"], "wrong PIN", "ask for the PIN again", false),
    row(&["99956"], "card not found", "check the card number", false),
    card(&["99961", "99965"], "card limit exceeded"),
    card(&["99962"], "card not valid in this region"),
    card(&["99963"], "security check violated"),
    transient(&["99976", "99977", "99978", "99979", "99980", "99981", "99987"], "transaction error"),
    transient(&["99984"], "transaction error at the bank"),
    transient(&["99986", "99988", "99989"], "technical error at the bank"),
    transient(&["99991"], "bank could not be contacted"),
    transient(&["99992"], "routing error"),
    transient(&["99994", "99996"], "technical error"),
];

const fn row(codes: &'static [&'static str], meaning: &'static str, hint: &'static str, retryable: bool) -> KnownError {
    KnownError { codes, meaning, hint, retryable }
}

const fn card(codes: &'static [&'static str], meaning: &'static str) -> KnownError {
    row(codes, meaning, OTHER_CARD, false)
}

const fn transient(codes: &'static [&'static str], meaning: &'static str) -> KnownError {
    row(codes, meaning, ASK_FIRST, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_row() {
        let mut codes: Vec<_> = ERRORS.iter().flat_map(|row| row.codes).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }

    #[test]
    fn codes_that_look_alike_differ() {
        let find = |code| KnownError::find(ERRORS, code).unwrap();
        assert_eq!(find("9954").meaning, "order not paid");
        assert_eq!(find("99954").meaning, "expired card");
        assert!(!find("9984").retryable && find("99984").retryable);
        assert!(find("99979").retryable && !find("99951").retryable);
        assert!(KnownError::find(ERRORS, "9931").is_none());
    }
}
