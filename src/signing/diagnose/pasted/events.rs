//! A pasted notification, webhook or return.

use crate::engine::Configured;
use crate::error::Result;
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::signatures::{is_signature, unknown_header};
use crate::signing::diagnose::pasted::times::{self, Clock};
use crate::signing::diagnose::pasted::{
    PastedEvent, RequestDiagnosis,
    content::{Content, Slip},
    findings, finished, refused, shared,
};
use crate::signing::diagnose::veil::Veil;
use crate::signing::diagnose::{Diagnosis, Finding, Verdict};
use crate::value::{Object, Value};

pub(super) fn examine(
    gateway: &Configured,
    sent: &SentRequest,
    event: &PastedEvent,
    mut options: Object,
    clock: &Clock,
    veil: &Veil,
) -> Result<RequestDiagnosis> {
    event.options.iter().for_each(|(name, value)| options.set(name, value.clone()));
    let options = Value::Object(options);
    let mut found = findings::gaps(sent);
    if let Content::Broken(fault) | Content::Loose(_, Slip::Broken(fault)) = sent.content() {
        found.push(findings::body_not_json(&fault));
    }
    found.extend(times::event(sent, clock));
    let read = event.signature.as_deref();
    let is_read = |name: &str, text: &str| gateway.class.signature_header == Some(name) && read == Some(text);
    let unknown = sent.headers.iter().filter(|(name, text)| is_signature(name) && !is_read(name, text));
    found.extend(unknown.map(|(name, _)| unknown_header(name)));
    if read.is_none() {
        found.push(missing());
    }
    let reading = gateway.lenient(event.name, &event.input, &options);
    found.extend(reading.as_ref().map_or_else(|_| Vec::new(), |reading| refused(&reading.refusals)));
    let mut recipe = reading.and_then(|reading| reading.recipe);
    if let Ok(recipe) = &mut recipe {
        veil.recipe(recipe);
    }
    let mut diagnosis = match (read, &recipe) {
        (Some(signature), Ok(recipe)) => {
            gateway.diagnosed(event.name, recipe, None, &event.input, signature, &options)?
        }
        (_, Err(error)) => {
            found.push(findings::refused(error));
            Diagnosis::default()
        }
        (None, Ok(_)) => Diagnosis::default(),
    };
    veil.diagnosis(&mut diagnosis);
    // The right signature of content that was not signed would make a forgery.
    let genuine = recipe.ok().filter(|_| diagnosis.verdict == Verdict::Valid);
    let explanation = genuine.map(|recipe| recipe.explain(&event.input));
    let signature = shared::signature(gateway, read);
    Ok(RequestDiagnosis { explanation, signature, ..finished(Some(event.name), diagnosis, found) })
}

fn missing() -> Finding {
    findings::finding(
        "signature-missing",
        None,
        "It carries no signature",
        "Nothing proves that the gateway sent this.",
        "Do not trust it: confirm the payment with the gateway's status call.",
    )
}
