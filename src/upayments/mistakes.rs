//! What only a diagnosis of UPayments knows.

use crate::signing::diagnose::OwnMistakes;
use crate::signing::{PastedEvent, SentRequest};
use crate::upayments::config::{SIGNATURE, TIMESTAMP};
use crate::upayments::names;
use crate::value::Object;

/// What a diagnosis tries for UPayments alone.
pub(super) static OWN_MISTAKES: OwnMistakes =
    OwnMistakes { merchant: &[], recognise_event: Some(recognise), names: names::NAMES, mistakes: None };

/// A pasted webhook: a signed POST to an address that is not the API's.
fn recognise(sent: &SentRequest) -> Option<PastedEvent> {
    let url = sent.url.as_deref().filter(|url| url.contains("://") && !url.contains("/api/v1/"))?;
    let timestamp = sent.header_named(TIMESTAMP)?;
    let mut input = Object::new();
    input.push("url", url);
    input.push("body", sent.body.as_deref().unwrap_or_default());
    let mut options = Object::new();
    options.push("timestamp", timestamp);
    let signature = sent.header_named(SIGNATURE).map(str::to_owned);
    Some(PastedEvent { name: "webhook", input: input.into(), signature, options })
}
