//! Which operation a pasted request is, and the input that would build it.

use crate::amount::Amount;
use crate::engine::{Configured, Reading};
use crate::error::{Error, Result};
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::names::{self, Renamed};
use crate::signing::diagnose::pasted::content::{Content, fault};
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::signatures::is_signature;
use crate::signing::diagnose::pasted::{findings, signatures};
use crate::table::{BodyForm, Class, Field, Kind, Need, Operation, Rule};
use crate::value::{Object, Value, is_name};

/// A request that was recognised: what it is, and the input that would build it.
pub(super) struct Recognised {
    pub(super) operation: &'static Operation,
    /// Whether its path is that of the operation.
    pub(super) by_path: bool,
    pub(super) input: Value,
    /// What is there, read as far as it can be.
    pub(super) reading: Reading,
    /// Fields under other names.
    pub(super) renamed: Vec<Renamed>,
    pub(super) findings: Vec<Finding>,
    score: i64,
}

/// How much less well an operation may fit to be searched too, when nothing explains the signature.
const RIVAL: i64 = 6;

/// How many operations a request is searched as.
const MOST_CANDIDATES: usize = 3;

/// The operations that fit a request, the best first: what was signed and sent counts more than the path.
pub(super) fn recognise(gateway: &Configured, sent: &SentRequest, options: &Value) -> Result<Vec<Recognised>> {
    let all = gateway.class.operations.iter().copied();
    let mut refusal = None;
    let mut candidates = Vec::new();
    for operation in all {
        match candidate(gateway, operation, sent, options) {
            Ok(candidate) => candidates.extend(candidate),
            // Options that belong to another operation.
            Err(error) => refusal = Some(error),
        }
    }
    // Of those that fit equally well the later one, as it is the older one among those of the same formula.
    candidates.reverse();
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    let Some(best) = candidates.first().map(|best| best.score) else {
        return Err(refusal.unwrap_or_else(|| {
            Error::malformed_body("belongs to no operation of this gateway")
                .hint("paste the whole request with its URL, or check that the right gateway is chosen")
        }));
    };
    candidates.retain(|candidate| candidate.score >= best - RIVAL);
    candidates.truncate(MOST_CANDIDATES);
    Ok(candidates)
}

/// A request as one of the operations; `None` when it has nothing of it.
fn candidate(
    gateway: &Configured,
    operation: &'static Operation,
    sent: &SentRequest,
    options: &Value,
) -> Result<Option<Recognised>> {
    let by_path = path_parameters(gateway, operation, sent).is_some();
    if !by_path && operation.unsigned.is_some() {
        return Ok(None);
    }
    let (input, renamed, findings) = rebuilt(gateway, operation, sent);
    let fit = fit(gateway.class, operation, &input);
    if !by_path && fit.hits == 0 {
        return Ok(None);
    }
    let mut reading = gateway.lenient(operation.name, &input, options)?;
    if let Ok(recipe) = &mut reading.recipe {
        // Where the body itself is signed, the bytes that were sent count, not those that we would send.
        findings::use_sent_body(recipe, sent);
    }
    let mut score = fit.score();
    if by_path {
        score += 7;
        let same = sent.method.as_deref().map(|method| method.eq_ignore_ascii_case(operation.method.as_str()));
        score += same.map_or(0, |same| if same { 3 } else { -3 });
    }
    if let Ok(recipe) = &reading.recipe {
        let found = signatures::find(gateway, sent, reading.request.as_ref()).signature;
        score += if found.is_some_and(|found| recipe.matches(&found)) { 12 } else { 0 };
    }
    Ok(Some(Recognised { operation, by_path, input, reading, renamed, findings, score }))
}

/// How the fields of an input go together with an operation.
struct Fit {
    /// Fields that the operation has.
    hits: i64,
    /// Fields that it does not have.
    misses: i64,
    /// Required fields that are not there.
    missing: i64,
}

impl Fit {
    const fn score(&self) -> i64 {
        2 * self.hits - 3 * self.misses - 3 * self.missing
    }
}

fn fit(class: &Class, operation: &'static Operation, input: &Value) -> Fit {
    let Some(input) = input.as_object() else { return Fit { hits: 0, misses: 0, missing: 0 } };
    let own = |name: &str| class.reserved.contains(&name) || is_signature(name);
    let given = |name: &str| input.get(name).is_some_and(|value| !value.is_absent());
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let names = || input.iter().map(|(name, _)| name).filter(|name| *name != "extra" && !own(name));
    let extra = input.get("extra").and_then(Value::as_object).map_or(0, Object::len);
    let required = operation.input.fields.iter().filter(|field| matches!(field.need, Need::Required | Need::Named(_)));
    Fit {
        hits: count(names().filter(|name| field_named(operation, name).is_some()).count()),
        misses: count(extra),
        missing: count(required.filter(|field| !given(field.name)).count()),
    }
}

/// The class of another gateway, and its operation, to which a request belongs that is none of this one's.
pub(super) fn elsewhere(gateway: &Configured, sent: &SentRequest) -> Option<(&'static Class, &'static Operation)> {
    if gateway.class.operations.iter().any(|operation| path_parameters(gateway, operation, sent).is_some()) {
        return None;
    }
    let others = || crate::gateways::all().filter(|class| class.name != gateway.class.name);
    let path = |class: &'static Class| {
        let mut operations = class.operations.iter().copied();
        let known = |operation: &&'static Operation| {
            operation.path.matches('/').count() > 1 && parameters(operation, operation.path, sent).is_some()
        };
        operations.find(known).map(|operation| (class, operation))
    };
    if let Some(found) = others().find_map(path) {
        return Some(found);
    }
    // Without a path that any of them has, the fields tell.
    let object: Value = sent.fields().into_iter().collect::<Object>().into();
    let best = |class: &'static Class| {
        let operations = class.operations.iter().copied();
        let fits = operations.map(|operation| {
            let other_names = class.own_mistakes.names;
            let (input, _) = names::put_right(operation.input, class.reserved, other_names, object.clone());
            let fields = with_extra(class, operation, input);
            (class, operation, fit(class, operation, &fields))
        });
        fits.max_by_key(|(.., fit)| fit.score())
    };
    let own = best(gateway.class).map_or(i64::MIN, |(.., fit)| fit.score());
    let (class, operation, fit) = others().filter_map(best).max_by_key(|(.., fit)| fit.score())?;
    (fit.missing == 0 && fit.hits >= 3 && fit.score() > own.max(0) + RIVAL).then_some((class, operation))
}

/// An input with what its operation does not have in `extra`.
fn with_extra(class: &Class, operation: &'static Operation, input: Value) -> Value {
    let Value::Object(object) = input else { return input };
    let (mut known, mut extra) = (Object::new(), Object::new());
    for (name, value) in object {
        if class.reserved.contains(&name.as_str()) || is_signature(&name) {
            continue;
        }
        let place = if field_named(operation, &name).is_some() { &mut known } else { &mut extra };
        place.set(&name, value);
    }
    if !extra.is_empty() {
        known.set("extra", extra);
    }
    known.into()
}

/// The operations at the path of a request, those with its method if there are any.
fn with_path(gateway: &Configured, sent: &SentRequest) -> Vec<&'static Operation> {
    let method = sent.method.as_deref().map(str::to_uppercase);
    let fits = |operation: &&'static Operation| path_parameters(gateway, operation, sent).is_some();
    let mut operations: Vec<_> = gateway.class.operations.iter().copied().filter(fits).collect();
    let same_method = |operation: &&'static Operation| method.as_deref() == Some(operation.method.as_str());
    if operations.iter().any(same_method) {
        operations.retain(same_method);
    }
    operations
}

/// The operation at the path of a request.
pub(super) fn by_path(gateway: &Configured, sent: &SentRequest) -> Option<&'static Operation> {
    with_path(gateway, sent).into_iter().next()
}

fn field_named(operation: &Operation, name: &str) -> Option<&'static Field> {
    operation.input.fields.iter().find(|field| field.name == name)
}

const fn is_list(field: &Field) -> bool {
    matches!(field.kind.rule, Rule::List(_))
}

/// The field that is the whole body of an operation, when one is.
fn whole_body(operation: &Operation) -> Option<&'static Field> {
    match operation.send.body {
        BodyForm::Text(key) | BodyForm::Value(key) => operation.input.fields.get(key.index()),
        _ => None,
    }
}

/// Says what is wrong about a body that cannot be read, or that is no object where an object belongs.
pub(super) fn unreadable_body(gateway: &Configured, sent: &SentRequest) -> Option<Finding> {
    let whole = by_path(gateway, sent).and_then(whole_body);
    match (sent.content(), whole) {
        (Content::Text, Some(field)) if !is_list(field) => None,
        (Content::Json(Value::Array(_)), Some(field)) if is_list(field) => None,
        (Content::Broken(fault), _) => Some(findings::body_not_json(&fault)),
        (Content::Text, _) => Some(findings::body_not_json(&fault(sent.body.as_deref().unwrap_or_default()))),
        (Content::Json(Value::Object(_)) | Content::Empty | Content::Form(_) | Content::Loose(..), _) => None,
        (Content::Json(Value::Array(items)), _) if matches!(items.as_slice(), [Value::Object(_)]) => None,
        (Content::Json(other), _) => Some(findings::body_no_object(other.type_name())),
    }
}

/// The parameters in a request's path, when it ends like the path of the operation.
fn path_parameters(
    gateway: &Configured,
    operation: &'static Operation,
    sent: &SentRequest,
) -> Option<Vec<(&'static str, String)>> {
    let own = gateway.own_path(operation.name);
    parameters(operation, own.as_deref().unwrap_or(operation.path), sent)
}

fn parameters(operation: &'static Operation, path: &str, sent: &SentRequest) -> Option<Vec<(&'static str, String)>> {
    let url = sent.url.as_deref()?.split(['?', '#']).next()?;
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
                let field = field_named(operation, name)?;
                parameters
                    .push((field.name, percent_encoding::percent_decode_str(given).decode_utf8_lossy().into_owned()));
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
        Value::Array(items) => {
            let element = match kind.rule {
                Rule::List(element) => element,
                _ => kind,
            };
            items.into_iter().map(|item| without_exponents(item, element)).collect::<Vec<_>>().into()
        }
        Value::Object(object) => {
            let fields = kind.shape().map_or(&[][..], |shape| shape.fields);
            let plain = |(name, value): (String, Value)| {
                let field = fields.iter().find(|field| field.name == name);
                let value = match field {
                    Some(field) => without_exponents(value, &field.kind),
                    None => value,
                };
                (name, value)
            };
            object.into_iter().map(plain).collect::<Object>().into()
        }
        other => other,
    }
}

/// The input that would build the request, the fields that had other names, and what else had to be put right.
fn rebuilt(
    gateway: &Configured,
    operation: &'static Operation,
    sent: &SentRequest,
) -> (Value, Vec<Renamed>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut input = Object::new();
    for (name, text) in path_parameters(gateway, operation, sent).unwrap_or_default() {
        input.set(name, text);
    }
    let whole = whole_body(operation);
    if let Some(field) = whole {
        match (sent.content(), sent.body.as_deref()) {
            (Content::Json(value @ Value::Array(_)), _) => input.set(field.name, value),
            (Content::Text, Some(body)) => input.set(field.name, body),
            _ => {}
        }
    }
    let fields: Object = sent.fields().into_iter().collect();
    let other_names = gateway.own_mistakes().names;
    let (fields, renamed) = names::put_right(operation.input, gateway.class.reserved, other_names, fields.into());
    let Value::Object(fields) = fields else { return (input.into(), renamed, findings) };
    let mut extra = Object::new();
    for (name, value) in fields {
        if gateway.class.reserved.contains(&name.as_str()) || is_signature(&name) {
            continue;
        }
        match field_named(operation, &name) {
            Some(field) if is_list(field) && matches!(value, Value::Object(_)) => {
                findings.push(findings::not_a_list(&name));
                input.set(&name, vec![value]);
            }
            Some(field) => input.set(&name, without_exponents(value, &field.kind)),
            None => {
                findings.push(findings::unknown(&name, operation.input.fields.iter().map(|field| field.name)));
                if is_name(&name) {
                    extra.set(&name, value);
                }
            }
        }
    }
    if !extra.is_empty() {
        input.set("extra", extra);
    }
    (input.into(), renamed, findings)
}
