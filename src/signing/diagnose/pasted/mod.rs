//! A diagnosis that starts from what was sent.

mod findings;
mod script;
mod sent;
mod shared;

pub(crate) use findings::finding;
pub use sent::SentRequest;

use crate::declare::{Slot, answer};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Client, Entry, Gateway};
use crate::signing::Explanation;
use crate::signing::diagnose::{DiagnosedCause, Diagnosis, Finding, Verdict};
use crate::value::{Object, Value};

answer! {
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
        /// How the right signature of what was sent comes about, when enough of it was recognised to tell.
        explanation: Option<Explanation> = "explanation",
        /// The input that would build the operation that was recognised: its declared fields that are no secret.
        input: Option<Value> = "input",
        /// The signature that was found, when it has the shape of a digest.
        signature: Option<String> = "signature",
    }
}

/// A request that was recognised: what it is, and the input that would build it.
pub(crate) struct Recognised {
    pub(crate) operation: &'static str,
    pub(crate) input: Value,
    pub(crate) findings: Vec<Finding>,
}

/// An event that a gateway recognised: its name, input, signature and options.
pub struct PastedEvent {
    pub(crate) name: &'static str,
    pub(crate) input: Value,
    pub(crate) signature: Option<String>,
    pub(crate) options: Object,
}

/// Diagnoses a pasted request.
pub(crate) fn diagnose_request<G: Gateway>(gateway: &G, pasted: &Value, options: &Value) -> Result<RequestDiagnosis> {
    let sent = SentRequest::read(pasted)?;
    let mut options = options.as_object().cloned().unwrap_or_default();
    if let Some(event) = gateway.recognise_event(&sent) {
        event.options.iter().for_each(|(name, value)| options.set(name, value.clone()));
        let signature = event.signature.as_deref();
        let options = options.into();
        let diagnosis = signature.map(|text| gateway.diagnose(event.name, &event.input, text, &options));
        let explanation = gateway.explain(event.name, &event.input, &options).ok();
        let signature = shared::signature(gateway, signature);
        let diagnosis = finished(event.name, diagnosis.transpose()?, Vec::new());
        return Ok(RequestDiagnosis { explanation, signature, ..diagnosis });
    }
    if let Some(time) = sent.header_named("x-timestamp").filter(|_| wants_time::<G>(&options)) {
        options.set("timestamp", time);
    }
    let options = Value::Object(options);
    let recognised = recognise(gateway, &sent, &options)?;
    let mut findings = recognised.findings;
    let (operation, input) = (recognised.operation, recognised.input);
    let built = gateway.build(operation, &input, &options);
    match &built {
        Ok(request) => findings::compare(&sent, request, &mut findings),
        Err(error) => findings.push(findings::refused(error)),
    }
    let signature = signature_of::<G>(&sent);
    let shared_input = shared::input(gateway, operation, &input);
    let shared_signature = shared::signature(gateway, signature.as_deref());
    let mut recipe = gateway.recipe(operation, &input, &options);
    if let Ok(recipe) = &mut recipe {
        // Where the body itself is signed, the bytes that were sent count, not those that we would send.
        findings::use_sent_body(recipe, &sent);
    }
    let explanation = recipe.as_ref().ok().map(|recipe| recipe.explain(&input));
    let diagnosis = match (signature, recipe) {
        (_, Err(error)) if error.code() == ErrorCode::Unsupported => {
            let note = Some(format!("{operation} carries no signature: {}", error.message()));
            return Ok(RequestDiagnosis { note, input: shared_input, ..finished(operation, None, findings) });
        }
        (_, Err(error)) => {
            if built.is_ok() {
                findings.push(findings::refused(&error));
            }
            None
        }
        (None, Ok(_)) => {
            findings.push(finding(
                "signature-missing",
                None,
                "The request has no signature",
                "No header, field or parameter of the request is a signature.",
                "Add the signature where the gateway expects it.",
            ));
            None
        }
        (Some(signature), Ok(recipe)) => {
            Some(gateway.diagnose_recipe(operation, &recipe, &input, &signature, &options)?)
        }
    };
    let diagnosis = finished(operation, diagnosis, findings);
    Ok(RequestDiagnosis { explanation, input: shared_input, signature: shared_signature, ..diagnosis })
}

/// Whether the gateway signs the time and the caller gave none.
fn wants_time<G: Gateway>(options: &Object) -> bool {
    G::OPTIONS.contains(&"timestamp") && options.get("timestamp").is_none()
}

fn finished(operation: &str, diagnosis: Option<Diagnosis>, findings: Vec<Finding>) -> RequestDiagnosis {
    let diagnosis = diagnosis.unwrap_or_default();
    RequestDiagnosis {
        verdict: diagnosis.verdict,
        causes: diagnosis.causes,
        candidates_tried: diagnosis.candidates_tried,
        checks: diagnosis.checks,
        note: diagnosis.note,
        operation: Some(operation.to_owned()),
        findings,
        explanation: None,
        input: None,
        signature: None,
    }
}

/// The signature of a request: a header, or a field of the body or query.
fn signature_of<G: Gateway>(sent: &SentRequest) -> Option<String> {
    let header = G::SIGNATURE_HEADER.and_then(|name| sent.header_named(name));
    let field = || sent.fields().into_iter().find(|(name, _)| is_signature(name));
    let field = || field().and_then(|(_, value)| value.as_text().map(str::to_owned));
    header.map(str::to_owned).or_else(field).filter(|text| !text.is_empty())
}

fn is_signature(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("signature")
}

fn recognise<G: Gateway>(gateway: &G, sent: &SentRequest, options: &Value) -> Result<Recognised> {
    let method = sent.method.as_deref().map(str::to_uppercase);
    let by_path = |entry: &&Entry<G>| path_parameters(gateway, entry, sent).is_some();
    let mut entries: Vec<_> = G::entries().iter().filter(by_path).collect();
    let same_method = |entry: &&&Entry<G>| method.as_deref() == Some(entry.spec.method.as_str());
    if entries.iter().any(|entry| same_method(&entry)) {
        entries.retain(|entry| same_method(&entry));
    }
    if entries.is_empty() {
        entries = G::entries().iter().filter(|entry| entry.spec.unsigned.is_none()).collect();
    }
    let best = entries.into_iter().max_by_key(|entry| score(gateway, entry, sent, options));
    let entry = best.filter(|entry| score(gateway, entry, sent, options) > i64::MIN).ok_or_else(|| {
        Error::malformed_body("belongs to no operation of this gateway")
            .hint("paste the whole request with its URL, or check that the right gateway is chosen")
    })?;
    Ok(rebuilt(gateway, entry, sent, options))
}

/// How well a request fits an operation: by its path, by the fields that the operation has, by being accepted.
fn score<G: Gateway>(gateway: &G, entry: &Entry<G>, sent: &SentRequest, options: &Value) -> i64 {
    let fields = sent.fields();
    let known = |name: &str| entry.slots().any(|slot| slot.name == name);
    let own = |name: &str| G::ADDED.contains(&name) || is_signature(name);
    let (mut hits, mut misses) = (0, 0);
    for (name, _) in &fields {
        match (own(name), known(name)) {
            (true, _) => {}
            (false, true) => hits += 1,
            (false, false) => misses += 1,
        }
    }
    let by_path = path_parameters(gateway, entry, sent).is_some();
    if !by_path && hits == 0 {
        return i64::MIN;
    }
    let rebuilt = rebuilt(gateway, entry, sent, options);
    let accepted = gateway.recipe(rebuilt.operation, &rebuilt.input, options).is_ok();
    i64::from(accepted) * 1000 + i64::from(by_path) * 100 + hits - 2 * misses
}

/// The parameters in a request's path, when it ends like the path of the operation.
fn path_parameters<G: Gateway>(
    gateway: &G,
    entry: &Entry<G>,
    sent: &SentRequest,
) -> Option<Vec<(&'static str, String)>> {
    let url = sent.url.as_deref()?.split(['?', '#']).next()?;
    let own = gateway.paths().get(entry.spec.name);
    let path = own.unwrap_or(entry.spec.path);
    let wanted: Vec<_> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let after_host = url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let given: Vec<_> = after_host.split('/').filter(|segment| !segment.is_empty()).collect();
    // A parameter at the end may stand in the query instead.
    let shorter = wanted.strip_suffix(&["{track_id}"]).filter(|shorter| given.ends_with(shorter));
    let wanted = shorter.unwrap_or(&wanted);
    let start = given.len().checked_sub(wanted.len())?;
    let mut parameters = Vec::new();
    for (given, wanted) in given.get(start..)?.iter().zip(wanted) {
        let name = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        match name {
            Some(name) => {
                let slot = entry.slots().find(|slot| slot.name == name)?;
                parameters
                    .push((slot.name, percent_encoding::percent_decode_str(given).decode_utf8_lossy().into_owned()));
            }
            None if given.eq_ignore_ascii_case(wanted) => {}
            None => return None,
        }
    }
    (!wanted.is_empty()).then_some(parameters)
}

/// The input that would build the request, and what had to be put right for that.
fn rebuilt<G: Gateway>(gateway: &G, entry: &Entry<G>, sent: &SentRequest, options: &Value) -> Recognised {
    let mut findings = Vec::new();
    let mut input = Object::new();
    for (name, text) in path_parameters(gateway, entry, sent).unwrap_or_default() {
        input.set(name, text);
    }
    let mut extra = Object::new();
    for (name, value) in sent.fields() {
        if G::ADDED.contains(&name.as_str()) || is_signature(&name) {
            continue;
        }
        match entry.slots().find(|slot| slot.name == name) {
            Some(slot) if slot.kind.list && matches!(value, Value::Object(_)) => {
                findings.push(findings::not_a_list(&name));
                input.set(&name, vec![value]);
            }
            Some(_) => input.set(&name, value),
            None => {
                findings.push(findings::unknown(&name, entry.slots().map(|slot| slot.name)));
                extra.set(&name, value);
            }
        }
    }
    if !extra.is_empty() {
        input.set("extra", extra);
    }
    // A number for a text, or an optional field that is refused, keeps nothing else from being diagnosed.
    let mut refused = Vec::new();
    for _ in 0..8 {
        let Err(error) = gateway.build(entry.spec.name, &input.clone().into(), options) else { break };
        let name = error.field().and_then(|path| path.split(['.', '[']).next()).unwrap_or_default().to_owned();
        let as_number = match input.get(&name) {
            Some(Value::Number(text)) => Some(text.clone()),
            _ => None,
        };
        let optional = |slot: &Slot| slot.name == name && !slot.required;
        if as_number.is_none() && (!entry.slots().any(optional) || input.get(&name).is_none()) {
            break;
        }
        if !refused.contains(&name) {
            findings.push(findings::refused(&error));
            refused.push(name.clone());
        }
        if let Some(text) = as_number {
            input.set(&name, text);
            continue;
        }
        input = input.into_iter().filter(|(known, _)| *known != name).collect();
    }
    Recognised { operation: entry.spec.name, input: input.into(), findings }
}
