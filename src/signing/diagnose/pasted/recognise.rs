//! Which operation a pasted request is, and the input that would build it.

use crate::amount::Amount;
use crate::declare::{Kind, Slot};
use crate::error::{Error, Result};
use crate::operation::{Client, Entry, Gateway};
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::content::{Content, fault};
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::{findings, signatures::is_signature};
use crate::value::{Object, Value};

/// A request that was recognised: what it is, and the input that would build it.
pub(super) struct Recognised {
    pub(super) operation: &'static str,
    pub(super) input: Value,
    pub(super) findings: Vec<Finding>,
}

/// The operation that fits a request best.
pub(super) fn recognise<G: Gateway>(gateway: &G, sent: &SentRequest, options: &Value) -> Result<Recognised> {
    let mut entries = with_path(gateway, sent);
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

/// The operations at the path of a request, those with its method if there are any.
fn with_path<G: Gateway>(gateway: &G, sent: &SentRequest) -> Vec<&'static Entry<G>> {
    let method = sent.method.as_deref().map(str::to_uppercase);
    let fits = |entry: &&Entry<G>| path_parameters(gateway, entry, sent).is_some();
    let mut entries: Vec<_> = G::entries().iter().filter(fits).collect();
    let same_method = |entry: &&Entry<G>| method.as_deref() == Some(entry.spec.method.as_str());
    if entries.iter().any(same_method) {
        entries.retain(same_method);
    }
    entries
}

/// The operation at the path of a request.
pub(super) fn by_path<G: Gateway>(gateway: &G, sent: &SentRequest) -> Option<&'static Entry<G>> {
    with_path(gateway, sent).into_iter().next()
}

/// Says what is wrong about a body that cannot be read, or that is no object where an object belongs.
pub(super) fn unreadable_body<G: Gateway>(gateway: &G, sent: &SentRequest) -> Option<Finding> {
    let entry = by_path(gateway, sent);
    let whole = entry.and_then(|entry| Some((entry, entry.whole_body?)));
    let whole = whole.and_then(|(entry, name)| entry.slots().find(|slot| slot.name == name));
    match (sent.content(), whole) {
        (Content::Text, Some(slot)) if !slot.kind.list => None,
        (Content::Json(Value::Array(_)), Some(slot)) if slot.kind.list => None,
        (Content::Broken(fault), _) => Some(findings::body_not_json(&fault)),
        (Content::Text, _) => Some(findings::body_not_json(&fault(sent.body.as_deref().unwrap_or_default()))),
        (Content::Json(Value::Object(_)) | Content::Empty | Content::Form(_), _) => None,
        (Content::Json(other), _) => Some(findings::body_no_object(other.type_name())),
    }
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

/// Amounts that are JSON numbers with an exponent, as plain decimals: a parser reads the same number.
fn without_exponents(value: Value, kind: &Kind) -> Value {
    match value {
        Value::Number(text) if kind.amount && text.contains(['e', 'E']) => {
            let plain = Amount::received(&Value::Number(text.clone())).map(|amount| amount.given().to_owned());
            Value::Number(plain.unwrap_or(text))
        }
        Value::Array(items) => items.into_iter().map(|item| without_exponents(item, kind)).collect::<Vec<_>>().into(),
        Value::Object(object) => {
            let slots = kind.shape.map_or(&[][..], |shape| shape.slots);
            let plain = |(name, value): (String, Value)| {
                let slot = slots.iter().find(|slot| slot.name == name);
                let value = match slot {
                    Some(slot) => without_exponents(value, &slot.kind),
                    None => value,
                };
                (name, value)
            };
            object.into_iter().map(plain).collect::<Object>().into()
        }
        other => other,
    }
}

/// The input that would build the request, and what had to be put right for that.
fn rebuilt<G: Gateway>(gateway: &G, entry: &Entry<G>, sent: &SentRequest, options: &Value) -> Recognised {
    let mut findings = Vec::new();
    let mut input = Object::new();
    for (name, text) in path_parameters(gateway, entry, sent).unwrap_or_default() {
        input.set(name, text);
    }
    if let Some(name) = entry.whole_body {
        match (sent.content(), sent.body.as_deref()) {
            (Content::Json(value @ Value::Array(_)), _) => input.set(name, value),
            (Content::Text, Some(body)) => input.set(name, body),
            _ => {}
        }
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
            Some(slot) => input.set(&name, without_exponents(value, &slot.kind)),
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
