//! What Fawry sends: reading signed fields out of JSON or a query before anything is believed.

use crate::amount::Amount;
use crate::error::{Error, ErrorCode, Result};
use crate::signing::digest;
use crate::signing::{Algorithm, Recipe};
use crate::value::{Object, Value};

/// The fields of something received, by the rules of the formulas: text verbatim, amounts with two decimals.
#[derive(Clone, Copy)]
pub(super) struct Received<'a>(pub(super) &'a Object);

impl<'a> Received<'a> {
    /// A text or number, verbatim; `None` when it is absent, null or empty.
    pub(super) fn optional(self, name: &str) -> Result<Option<&'a str>> {
        match self.0.get(name).filter(|value| !value.is_absent()) {
            None => Ok(None),
            Some(value) => match value.as_text() {
                Some(text) => Ok(Some(text)),
                None => Err(Error::invalid(format!("is {}, not text", value.type_name())).at(name)),
            },
        }
    }

    pub(super) fn required(self, name: &str) -> Result<&'a str> {
        self.optional(name)?.ok_or_else(|| Error::missing(name))
    }

    /// An amount with exactly two decimals, read from its text, never from a double.
    pub(super) fn optional_pounds(self, name: &str) -> Result<Option<String>> {
        match self.0.get(name).filter(|value| !value.is_absent()) {
            None => Ok(None),
            Some(value) => {
                let amount = Amount::received(value).and_then(|amount| amount.to_decimals(2));
                amount.map(Some).map_err(|error| error.at(name))
            }
        }
    }

    pub(super) fn pounds(self, name: &str) -> Result<String> {
        self.optional_pounds(name)?.ok_or_else(|| Error::missing(name))
    }
}

/// In something received, a missing or unusable field makes the whole unreadable.
pub(super) fn malformed(error: Error) -> Error {
    let error = match error.code() {
        ErrorCode::SignatureMissing | ErrorCode::SignatureMismatch => return error,
        _ => error.with_code(ErrorCode::MalformedBody),
    };
    match error.hint_text() {
        None => error.hint("pass everything that was received, unchanged; if it was, Fawry did not send it"),
        Some(_) => error,
    }
}

/// The signature among the fields of something received.
pub(super) fn signature_of<'a>(object: &'a Object, name: &str) -> Result<&'a str> {
    object.get(name).and_then(Value::as_text).filter(|text| !text.is_empty()).ok_or_else(|| {
        Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this")
            .at(name)
            .hint("refuse it: Fawry signs everything of this kind; paymentStatus tells the state of an order")
    })
}

/// Parses a JSON object.
pub(super) fn json_object(text: &str) -> Result<Object> {
    match Value::parse(text.trim_start_matches('\u{feff}').trim()).map_err(Error::malformed_body)? {
        Value::Object(object) => Ok(object),
        other => Err(Error::malformed_body(format!("is {}, not an object", other.type_name()))),
    }
}

/// A key that is equal exactly for repeated deliveries of one event.
///
/// It comes from the signed fields alone: nobody without the key can make a delivery look like a new one by
/// changing `requestId` or another unsigned field, or by moving characters from one field to the next.
pub(super) fn dedupe_key(recipe_without_key: &Recipe) -> String {
    hex::encode(digest(Algorithm::Sha256, &[], recipe_without_key.string_to_sign().as_bytes()))
}
