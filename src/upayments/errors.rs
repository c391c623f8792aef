//! What UPayments' HTTP statuses and decline codes mean.

use crate::outcome::KnownError;

/// The codes whose meaning is known; docs/gateways/upayments.md#answers-and-errors.
pub(super) const ERRORS: &[KnownError] = &[
    row(
        &["200", "201"],
        "refused, although the HTTP status says success",
        "read the message; the envelope's status is false or missing",
    ),
    row(
        &["401"],
        "the token or the signature was refused",
        "check that the token belongs to this environment, that it is sent once as \"Bearer <token>\", that the clock is \
         right to the minute, and with explain(...) what was signed",
    ),
    row(
        &["403"],
        "the key may not do this",
        "check that the token belongs to this environment and that the service is enabled for the merchant",
    ),
    row(&["404"], "not found", "check the reference; a refund needs the refund_order_id of paymentStatus"),
    row(
        &["422"],
        "a field was refused",
        "read message and errors; incomplete products and copied sample addresses are frequent causes",
    ),
    KnownError {
        codes: &["429"],
        meaning: "too many requests",
        hint: "wait; the status of a payment may be asked for 30 times a minute",
        retryable: true,
    },
    row(
        &["500", "502", "503", "504"],
        "UPayments failed",
        "ask for the status before sending a charge or refund again: there is no idempotency key",
    ),
    row(&["00"], "approved", "nothing to do"),
    row(&["01"], "refer to the card issuer", "the payer calls the bank or uses another card"),
    row(&["03"], "no such merchant", "ask UPayments to check the account"),
    row(&["04"], "the card is to be retained", "the payer uses another card"),
    row(&["05"], "not honoured by the bank", "the payer calls the bank or uses another card"),
    row(&["06"], "error at the bank", "the payer tries again later"),
    // The documentation says that the codes follow ISO 8583; these are the standard's.
    row(&["12"], "the transaction is not valid", "check what was asked for"),
    row(&["13"], "the amount is not valid", "check the amount and its decimals"),
    row(&["14"], "no such card number", "the payer checks the card number"),
    row(&["30"], "format error", "ask UPayments to look at the request"),
    row(&["41"], "the card is reported lost", "the payer uses another card"),
    row(&["43"], "the card is reported stolen", "the payer uses another card"),
    row(&["51"], "not enough money", "the payer uses another card"),
    row(&["54"], "the card has expired", "the payer checks the date or uses another card"),
    row(&["55"], "wrong PIN", "the payer tries again"),
    row(&["57", "58"], "not permitted for this card or terminal", "the payer asks the bank or uses another card"),
    row(&["61"], "above the card's limit", "the payer asks the bank or uses another card"),
    row(&["62"], "the card is restricted", "the payer asks the bank or uses another card"),
    row(&["65"], "used too often", "the payer tries again later or uses another card"),
    row(&["75"], "the PIN was wrong too often", "the payer asks the bank"),
    row(&["91"], "the bank does not answer", "the payer tries again later"),
    row(&["96"], "the bank's system failed", "the payer tries again later"),
];

const fn row(codes: &'static [&'static str], meaning: &'static str, hint: &'static str) -> KnownError {
    KnownError { codes, meaning, hint, retryable: false }
}
