//! A diagnosis that starts from what was sent.

mod content;
mod curl;
mod events;
mod findings;
mod headers;
mod recognise;
mod script;
mod sent;
mod shared;
mod shell;
mod signatures;
mod times;

pub(crate) use content::Content;
pub use sent::SentRequest;

use crate::engine::Configured;
use crate::error::{ErrorCode, Result};
use crate::options::CallOptions;
use crate::report::report;
use crate::signing::Explanation;
use crate::signing::diagnose::veil::Veil;
use crate::signing::diagnose::{DiagnosedCause, Diagnosis, Finding, Verdict};
use crate::value::{Object, Value};
use recognise::Recognised;
use times::Clock;

report! {
    /// A diagnosis of a pasted request.
    pub struct RequestDiagnosis as "RequestDiagnosis" {
        /// What it comes to.
        verdict: Verdict = "verdict",
        /// What explains the signature: one mistake, or several that were made together.
        causes: Vec<DiagnosedCause> = "causes",
        /// How many candidates were compared with the observed signature.
        candidates_tried: u64 = "candidatesTried",
        /// What else to look at when the signature is right but refused all the same.
        checks: Vec<Finding> = "checks",
        /// Says so when the search ended before everything was tried, or when there was nothing to search.
        note: Option<String> = "note",
        /// The operation or event that was recognised.
        operation: Option<String> = "operation",
        /// Differences between what was sent, what was signed and what the gateway documents.
        findings: Vec<Finding> = "findings",
        /// How the right signature of what was sent comes about, when enough of it was recognised to tell; of an event
        /// only when it is valid.
        explanation: Option<Explanation> = "explanation",
        /// The input that would build the operation that was recognised: its declared fields that are no secret.
        input: Option<Value> = "input",
        /// The signature that was found, when it has the shape of a digest.
        signature: Option<String> = "signature",
    }
}

/// An event that a gateway recognised: its name, input, signature and options.
pub struct PastedEvent {
    pub(crate) name: &'static str,
    pub(crate) input: Value,
    pub(crate) signature: Option<String>,
    pub(crate) options: Object,
}

/// Diagnoses a pasted request. `options.now` is the clock in Unix seconds, since the core has none.
pub(crate) fn diagnose_request(gateway: &Configured, pasted: &Value, options: &Value) -> Result<RequestDiagnosis> {
    let sent = SentRequest::read(pasted)?;
    let veil = veil_of(gateway, &sent);
    let mut options = options.as_object().cloned().unwrap_or_default();
    let clock = Clock::take(&mut options)?;
    let examined = match gateway.own_mistakes().recognise_event.and_then(|recognise| recognise(&sent)) {
        Some(event) => events::examine(gateway, &sent, &event, options, &clock, &veil),
        None => examine(gateway, &sent, options, &clock, &veil),
    };
    let mut diagnosis = examined.map_err(|error| veil.error(error))?;
    diagnosis.findings.iter_mut().for_each(|finding| veil.finding(finding));
    Ok(diagnosis)
}

/// The secrets of the configuration and of the request.
fn veil_of(gateway: &Configured, sent: &SentRequest) -> Veil {
    let mut veil = Veil::default();
    gateway.secrets().iter().for_each(|(_, secret)| veil.add(secret));
    veil.add_request(sent);
    veil
}

fn examine(
    gateway: &Configured,
    sent: &SentRequest,
    mut options: Object,
    clock: &Clock,
    veil: &Veil,
) -> Result<RequestDiagnosis> {
    let mut findings = findings::gaps(sent);
    if let Some(unreadable) = findings::hidden_body(sent).or_else(|| recognise::unreadable_body(gateway, sent)) {
        findings.push(unreadable);
        let note = "The signature was not examined, because the body cannot be read.".to_owned();
        let operation = recognise::by_path(gateway, sent).map(|operation| operation.name);
        return Ok(RequestDiagnosis { note: Some(note), ..finished(operation, Diagnosis::default(), findings) });
    }
    let signs_time = gateway.class.options.contains(&CallOptions::KEY.timestamp) && options.get("timestamp").is_none();
    let time = sent.header_named("x-timestamp").or(clock.now()).filter(|_| signs_time);
    if let Some(time) = time {
        options.set("timestamp", time);
    }
    let options = Value::Object(options);
    let Recognised { operation, input, findings: put_right } = recognise::recognise(gateway, sent, &options)?;
    findings.extend(put_right);
    let built = gateway.build(operation, &input, &options);
    match &built {
        Ok(request) => findings::compare(gateway, sent, request, &mut findings),
        Err(error) => findings.push(findings::refused(error)),
    }
    headers::body_headers(sent, &mut findings);
    times::request(sent, clock, &mut findings);
    let found = signatures::find(gateway, sent, built.as_ref().ok());
    findings.extend(found.findings);
    let shared_input = shared::input(gateway, operation, &input).and_then(|input| veil.without_secrets(input));
    let shared_signature = shared::signature(gateway, found.signature.as_deref());
    let mut recipe = gateway.recipe(operation, &input, &options);
    if let Ok(recipe) = &mut recipe {
        // Where the body itself is signed, the bytes that were sent count, not those that we would send.
        findings::use_sent_body(recipe, sent);
        veil.recipe(recipe);
    }
    let diagnosis = match (found.signature, &recipe) {
        (_, Err(error)) if error.code() == ErrorCode::Unsupported => {
            if let Ok(request) = &built {
                findings::texts(sent, request, None, &Diagnosis::default(), &mut findings);
            }
            let note = Some(format!("{operation} carries no signature: {}", error.message()));
            let mut diagnosis = finished(Some(operation), Diagnosis::default(), findings);
            diagnosis.note = note;
            diagnosis.input = shared_input;
            return Ok(diagnosis);
        }
        (_, Err(error)) => {
            if built.is_ok() {
                findings.push(findings::refused(error));
            }
            Diagnosis::default()
        }
        (None, Ok(_)) => {
            findings.push(signatures::missing());
            Diagnosis::default()
        }
        (Some(signature), Ok(recipe)) => {
            let mut diagnosis = gateway.diagnose_recipe(operation, recipe, &input, &signature, &options)?;
            veil.diagnosis(&mut diagnosis);
            diagnosis
        }
    };
    if let Ok(request) = &built {
        findings::texts(sent, request, recipe.as_ref().ok(), &diagnosis, &mut findings);
    }
    let explanation = recipe.as_ref().ok().map(|recipe| recipe.explain(&input));
    let diagnosis = finished(Some(operation), diagnosis, findings);
    Ok(RequestDiagnosis { explanation, input: shared_input, signature: shared_signature, ..diagnosis })
}

fn finished(operation: Option<&str>, diagnosis: Diagnosis, findings: Vec<Finding>) -> RequestDiagnosis {
    RequestDiagnosis {
        verdict: diagnosis.verdict,
        causes: diagnosis.causes,
        candidates_tried: diagnosis.candidates_tried,
        checks: diagnosis.checks,
        note: diagnosis.note,
        operation: operation.map(str::to_owned),
        findings,
        explanation: None,
        input: None,
        signature: None,
    }
}
