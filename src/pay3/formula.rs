//! What the requests of Pay3 sign: names and values as in a query, nothing in it encoded.

use crate::options::CallOptions;
use crate::pay3::config::{Pay3Config, SignedNameCase};
use crate::table::{Condition, Key, Part, Recipe};

/// HMAC-SHA256 in Base64 with the API secret.
pub(super) const SIGNED: Recipe = Recipe::hmac_sha256(Pay3Config::KEY.secret_key, &[]);

/// The text that the caller gives, where no formula is documented.
pub(super) const GIVEN: &Recipe = &Recipe { parts: &[Part::Option(CallOptions::KEY.string_to_sign)], ..SIGNED };

const LOWER: Condition = Condition::Is(Pay3Config::KEY.signed_name_case, SignedNameCase::Lower.as_str());
const CAMEL: Condition = Condition::IsNot(Pay3Config::KEY.signed_name_case, SignedNameCase::Lower.as_str());

const AMBIGUOUS: Part = Part::NoteOn(ambiguous);

/// `fiatAmount=A&requestId=R`
pub(super) const fn short(fiat_amount: Key, request_id: Key) -> [Part; 7] {
    [
        Part::When(CAMEL, &[Part::Literal("fiatAmount=")]),
        Part::When(LOWER, &[Part::Literal("fiatamount=")]),
        Part::Field(fiat_amount),
        Part::When(CAMEL, &[Part::Literal("&requestId=")]),
        Part::When(LOWER, &[Part::Literal("&requestid=")]),
        Part::Field(request_id),
        AMBIGUOUS,
    ]
}

/// `currencyId=U&fiatAmount=A&requestId=R`
pub(super) const fn long(currency_id: Key, fiat_amount: Key, request_id: Key) -> [Part; 11] {
    [
        Part::When(CAMEL, &[Part::Literal("currencyId=")]),
        Part::When(LOWER, &[Part::Literal("currencyid=")]),
        Part::Field(currency_id),
        AMBIGUOUS,
        Part::When(CAMEL, &[Part::Literal("&fiatAmount=")]),
        Part::When(LOWER, &[Part::Literal("&fiatamount=")]),
        Part::Field(fiat_amount),
        Part::When(CAMEL, &[Part::Literal("&requestId=")]),
        Part::When(LOWER, &[Part::Literal("&requestid=")]),
        Part::Field(request_id),
        AMBIGUOUS,
    ]
}

/// Says that a value could be taken for two, since nothing in it is encoded.
fn ambiguous(value: &str) -> Option<&'static str> {
    value.contains(['&', '=']).then_some("holds & or =, which are signed as they are and make the string ambiguous")
}
