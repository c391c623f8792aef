//! What Fawry sends: nothing of it is believed before its signature is checked.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Proof};
use crate::error::{Error, ErrorCode, Result};
use crate::fawry::config::FawryConfig;
use crate::query::parameters;
use crate::table::Event;
use crate::value::Value;

/// Verifies the signed fields of something received against the signature among them, by any key in use.
///
/// # Errors
/// `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.
pub(super) fn prove(account: &Account<'_>, event: &'static Event, fields: Item<'_>, signature: &str) -> Result<Proof> {
    let given = signature_of(fields, signature)?;
    account.prove(event, fields, FawryConfig::KEY.secure_key, signature, Some(given)).map_err(malformed)
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
pub(super) fn signature_of<'a>(fields: Item<'a>, name: &str) -> Result<&'a str> {
    fields.get(name).and_then(Item::as_text).filter(|text| !text.is_empty()).ok_or_else(|| {
        Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this")
            .at(name)
            .hint("refuse it: Fawry signs everything of this kind; paymentStatus tells the state of an order")
    })
}

/// Parses a JSON object.
pub(super) fn json_object(text: &str) -> Result<DocumentBuf> {
    let document = DocumentBuf::parse(text.trim_start_matches('\u{feff}').trim()).map_err(Error::malformed_body)?;
    let (is_object, what) = (document.root().is_object(), document.root().type_name());
    match is_object {
        true => Ok(document),
        false => Err(Error::malformed_body(format!("is {what}, not an object"))),
    }
}

/// The parameters of a URL or query.
pub(super) fn query_object(url_or_query: &str) -> Result<DocumentBuf> {
    Ok(DocumentBuf::from(&Value::from(parameters(url_or_query)?)))
}
