//! What Fawry sends: reading signed fields out of JSON or a query before anything is believed.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::amount::Amount;
use crate::error::{Error, ErrorCode, Result};
use crate::signing::digest;
use crate::signing::{Algorithm, Recipe};
use crate::value::{MAX_BYTES, Object, Value};

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
    match error.code() {
        ErrorCode::SignatureMissing | ErrorCode::SignatureMismatch => error,
        _ => error.with_code(ErrorCode::MalformedBody),
    }
}

/// Parses a JSON object.
pub(super) fn json_object(text: &str) -> Result<Object> {
    match Value::parse(text.trim_start_matches('\u{feff}').trim()).map_err(Error::malformed_body)? {
        Value::Object(object) => Ok(object),
        other => Err(Error::malformed_body(format!("is {}, not an object", other.type_name()))),
    }
}

/// The parameters of a URL or of a query, decoded.
pub(super) fn query_object(text: &str) -> Result<Object> {
    if text.len() > MAX_BYTES {
        return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes")));
    }
    let text = text.trim();
    let without_fragment = text.split('#').next().unwrap_or_default();
    let query = without_fragment.split_once('?').map_or(without_fragment, |(_, query)| query);
    let mut object = Object::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        if object.get(&name).is_some() {
            return Err(Error::malformed_body("holds a parameter twice").at(&name.chars().take(64).collect::<String>()));
        }
        object.push(name, decoded(value)?.into_owned());
        if object.len() > MAX_PARAMETERS {
            return Err(Error::malformed_body(format!("has more than {MAX_PARAMETERS} parameters")));
        }
    }
    Ok(object)
}

/// More than any return or notification has; the look-up of duplicates is quadratic.
const MAX_PARAMETERS: usize = 200;

fn decoded(text: &str) -> Result<Cow<'static, str>> {
    let spaced = text.replace('+', " ");
    let bytes = percent_decode_str(&spaced).decode_utf8();
    bytes.map(|text| text.into_owned().into()).map_err(|_| Error::malformed_body("is not percent-encoded UTF-8"))
}

/// A key that is equal exactly for repeated deliveries of one event.
///
/// It comes from the signed fields alone: nobody without the key can make a delivery look like a new one by
/// changing `requestId` or another unsigned field, or by moving characters from one field to the next.
pub(super) fn dedupe_key(recipe_without_key: &Recipe) -> String {
    hex::encode(digest(Algorithm::Sha256, &[], recipe_without_key.string_to_sign().as_bytes()))
}
