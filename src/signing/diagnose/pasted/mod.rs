//! A diagnosis that starts from what was sent.

mod answers;
mod calls;
mod compare;
mod constants;
mod content;
mod curl;
mod events;
mod export;
mod fields;
mod findings;
mod headers;
mod literal;
mod log;
mod recognise;
mod scattered;
mod script;
mod sent;
mod shared;
mod shell;
mod signatures;
mod times;
mod tokens;

pub(crate) use content::Content;
pub(crate) use sent::SentRequest;

use crate::engine::{ABSENT, Configured, Reading};
use crate::error::{Error, ErrorCode, Result};
use crate::options::CallOptions;
use crate::report::report;
use crate::signing::diagnose::names::Renamed;
use crate::signing::diagnose::veil::Veil;
use crate::signing::diagnose::{DiagnosedCause, Diagnosis, Finding, Verdict};
use crate::signing::{Explanation, Part};
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
pub(crate) struct PastedEvent {
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
    // What goes to a path of the gateway is no event, whatever names its fields have.
    let recognise = gateway.own_mistakes().recognise_event.filter(|_| recognise::by_path(gateway, &sent).is_none());
    let examined = match recognise.and_then(|recognise| recognise(&sent)) {
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
    findings.extend(answers::refusal(gateway.class, &sent.answers));
    if let Some((class, operation)) = recognise::elsewhere(gateway, sent) {
        findings.push(findings::other_gateway(gateway.class, class, operation));
        let note = format!("The signature was not examined, because this is no request of {}.", gateway.class.name);
        return Ok(RequestDiagnosis { note: Some(note), ..finished(None, Diagnosis::default(), findings) });
    }
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
    let lacks_time = signs_time && time.is_none();
    let candidates = recognise::recognise(gateway, sent, &options)?;
    let mut best: Option<RequestDiagnosis> = None;
    for candidate in candidates {
        let diagnosis = examine_as(gateway, sent, candidate, &options, clock, veil, lacks_time)?;
        let is_explained = diagnosis.verdict != Verdict::Unexplained;
        if best.is_none() || is_explained {
            best = Some(diagnosis);
        }
        // Another operation is searched only for what nothing explains.
        if is_explained || best.as_ref().is_some_and(|best| best.signature.is_none()) {
            break;
        }
    }
    let mut diagnosis = best.unwrap_or_default();
    findings.append(&mut diagnosis.findings);
    diagnosis.findings = findings;
    Ok(diagnosis)
}

/// Examines a request as one of the operations.
fn examine_as(
    gateway: &Configured,
    sent: &SentRequest,
    recognised: Recognised,
    options: &Value,
    clock: &Clock,
    veil: &Veil,
    lacks_time: bool,
) -> Result<RequestDiagnosis> {
    let Recognised { operation, by_path, input, reading, renamed, findings: put_right, .. } = recognised;
    let Reading { mut recipe, request: built, refusals, headers: unwritten } = reading;
    let name = operation.name;
    let sent = &sent.with_names(&renamed);
    let mut findings = put_right;
    findings.extend(renamed.iter().map(Renamed::finding));
    findings.extend(refused(&refusals));
    match unwritten {
        Some(_) if lacks_time => findings.extend(sent.shows_headers.then(|| headers::missing("x-timestamp"))),
        Some(error) => findings.push(findings::refused(&error)),
        None => {}
    }
    if let Some(request) = &built {
        compare::requests(gateway, sent, request, &mut findings);
        if !by_path && let Some(other) = recognise::by_path(gateway, sent) {
            findings::name_path(&mut findings, name, other.name);
        }
    }
    findings.extend(findings::body_form(sent, built.as_ref().is_none_or(|built| built.body.is_some())));
    headers::body_headers(sent, &mut findings);
    times::request(sent, clock, &mut findings);
    let found = signatures::find(gateway, sent, built.as_ref());
    findings.extend(found.findings);
    let shared_input = shared::input(gateway, name, &input).and_then(|input| veil.without_secrets(input));
    let shared_signature = shared::signature(gateway, found.signature.as_deref());
    if let Ok(recipe) = &mut recipe {
        shared::cover_undeclared(recipe, operation.input);
        veil.recipe(recipe);
    }
    let diagnosis = match (found.signature, &recipe) {
        (_, Err(error)) if error.code() == ErrorCode::Unsupported => {
            if let Some(request) = &built {
                compare::texts(sent, request, None, &Diagnosis::default(), &mut findings);
            }
            let note = Some(format!("{name} carries no signature: {}", error.message()));
            let mut diagnosis = finished(Some(name), Diagnosis::default(), findings);
            diagnosis.note = note;
            diagnosis.input = shared_input;
            return Ok(diagnosis);
        }
        (_, Err(error)) => {
            findings.push(findings::refused(error));
            Diagnosis::default()
        }
        (None, Ok(_)) => {
            findings.push(signatures::missing());
            Diagnosis::default()
        }
        (Some(signature), Ok(recipe)) => {
            let mut diagnosis = gateway.diagnosed(name, recipe, built.as_ref(), &input, &signature, options)?;
            veil.diagnosis(&mut diagnosis);
            diagnosis
        }
    };
    if let Some(request) = &built {
        compare::texts(sent, request, recipe.as_ref().ok(), &diagnosis, &mut findings);
    }
    // Of fields that are signed and refused there is no right signature.
    let is_signed = |error: &Error| {
        let field = error.field().unwrap_or_default();
        // A remark has the name of a field and no text; a field without text says that it is absent.
        let counts = |part: &Part| !part.text.is_empty() || part.note.as_deref().is_some_and(|note| note == ABSENT);
        recipe.as_ref().is_ok_and(|recipe| recipe.parts.iter().any(|part| part.name == field && counts(part)))
    };
    let is_whole = !refusals.iter().any(is_signed);
    let explanation = recipe.as_ref().ok().filter(|_| is_whole).map(|recipe| recipe.explain(&input));
    let diagnosis = finished(Some(name), diagnosis, findings);
    Ok(RequestDiagnosis { explanation, input: shared_input, signature: shared_signature, ..diagnosis })
}

/// What is refused, each field of a list of objects once.
pub(crate) fn refused(refusals: &[Error]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut told: Vec<(String, &str)> = Vec::new();
    for error in refusals {
        let path: String = error.field().unwrap_or_default().split(['[', ']']).step_by(2).collect();
        let key = (path, error.message());
        if !told.contains(&key) && findings.len() < MOST_REFUSALS {
            told.push(key);
            findings.push(findings::refused(error));
        }
    }
    findings
}

/// More than anybody reads.
const MOST_REFUSALS: usize = 60;

fn finished(operation: Option<&str>, diagnosis: Diagnosis, mut findings: Vec<Finding>) -> RequestDiagnosis {
    // Where the body could be read only in part, that is why its fields are missing.
    findings.sort_by_key(|finding| finding.id != "body-not-json");
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
