//! Which operation a pasted request is, and the input that would build it.

use crate::amount::Amount;
use crate::engine::Configured;
use crate::error::{Error, Result};
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::content::{Content, fault};
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::{findings, signatures::is_signature};
use crate::table::{BodyForm, Field, Kind, Need, Operation, Rule};
use crate::value::{Object, Value};

/// A request that was recognised: what it is, and the input that would build it.
pub(super) struct Recognised {
    pub(super) operation: &'static str,
    pub(super) input: Value,
    pub(super) findings: Vec<Finding>,
}

/// The operation that fits a request best.
pub(super) fn recognise(gateway: &Configured, sent: &SentRequest, options: &Value) -> Result<Recognised> {
    let mut operations = with_path(gateway, sent);
    if operations.is_empty() {
        let all = gateway.class.operations.iter().copied();
        operations = all.filter(|operation| operation.unsigned.is_none()).collect();
    }
    let best = operations.into_iter().max_by_key(|operation| score(gateway, operation, sent, options));
    let operation = best.filter(|best| score(gateway, best, sent, options) > i64::MIN).ok_or_else(|| {
        Error::malformed_body("belongs to no operation of this gateway")
            .hint("paste the whole request with its URL, or check that the right gateway is chosen")
    })?;
    Ok(rebuilt(gateway, operation, sent, options))
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

/// Whether a request may do without a field. One that only some of the forms have decides about the form, unless one of
/// them has it and does not require it.
fn is_optional(operation: &Operation, name: &str) -> bool {
    let all = operation.forms.iter().flat_map(|form| form.fields);
    let mut in_forms = all.filter(|own| operation.input.name_of(own.key) == name).peekable();
    field_named(operation, name).is_some_and(|field| field.need != Need::Required)
        && (in_forms.peek().is_none() || in_forms.any(|own| !own.required))
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
        (Content::Json(Value::Object(_)) | Content::Empty | Content::Form(_), _) => None,
        (Content::Json(other), _) => Some(findings::body_no_object(other.type_name())),
    }
}

/// How well a request fits an operation: by its path, by the fields that the operation has, by being accepted.
fn score(gateway: &Configured, operation: &'static Operation, sent: &SentRequest, options: &Value) -> i64 {
    let fields = sent.fields();
    let known = |name: &str| field_named(operation, name).is_some();
    let own = |name: &str| gateway.class.reserved.contains(&name) || is_signature(name);
    let (mut hits, mut misses) = (0, 0);
    for (name, _) in &fields {
        match (own(name), known(name)) {
            (true, _) => {}
            (false, true) => hits += 1,
            (false, false) => misses += 1,
        }
    }
    let by_path = path_parameters(gateway, operation, sent).is_some();
    if !by_path && hits == 0 {
        return i64::MIN;
    }
    let rebuilt = rebuilt(gateway, operation, sent, options);
    let accepted = gateway.recipe(rebuilt.operation, &rebuilt.input, options).is_ok();
    i64::from(accepted) * 1000 + i64::from(by_path) * 100 + hits - 2 * misses
}

/// The parameters in a request's path, when it ends like the path of the operation.
fn path_parameters(
    gateway: &Configured,
    operation: &'static Operation,
    sent: &SentRequest,
) -> Option<Vec<(&'static str, String)>> {
    let url = sent.url.as_deref()?.split(['?', '#']).next()?;
    let own = gateway.own_path(operation.name);
    let path = own.as_deref().unwrap_or(operation.path);
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

/// The input that would build the request, and what had to be put right for that.
fn rebuilt(gateway: &Configured, operation: &'static Operation, sent: &SentRequest, options: &Value) -> Recognised {
    let mut findings = Vec::new();
    let mut input = Object::new();
    for (name, text) in path_parameters(gateway, operation, sent).unwrap_or_default() {
        input.set(name, text);
    }
    if let Some(field) = whole_body(operation) {
        match (sent.content(), sent.body.as_deref()) {
            (Content::Json(value @ Value::Array(_)), _) => input.set(field.name, value),
            (Content::Text, Some(body)) => input.set(field.name, body),
            _ => {}
        }
    }
    let mut extra = Object::new();
    for (name, value) in sent.fields() {
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
        let Err(error) = gateway.build(operation.name, &input.clone().into(), options) else { break };
        let name = error.field().and_then(|path| path.split(['.', '[']).next()).unwrap_or_default().to_owned();
        let as_number = match input.get(&name) {
            Some(Value::Number(text)) => Some(text.clone()),
            _ => None,
        };
        if as_number.is_none() && (!is_optional(operation, &name) || input.get(&name).is_none()) {
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
    Recognised { operation: operation.name, input: input.into(), findings }
}
