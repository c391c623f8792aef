//! A refusal of the gateway that was pasted with the request.

use crate::outcome::KnownError;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::findings::finding;
use crate::signing::diagnose::pasted::log::first_value;
use crate::table::Class;
use crate::value::{Object, Value};

/// Where gateways write their codes.
const CODES: &[&str] = &["statusCode", "status_code", "errorCode", "error_code", "code", "error", "status"];

/// How deep an answer is looked for, and how many objects of a text are looked at.
const MAX_STEPS: usize = 8;
const MAX_OBJECTS: usize = 64;

/// The answers in a value: objects with a code and without a signature.
pub(super) fn in_value(value: &Value, steps: usize, found: &mut Vec<Object>) {
    if steps > MAX_STEPS || found.len() >= MAX_OBJECTS {
        return;
    }
    match value {
        Value::Object(object) => {
            let is_signed = object.iter().any(|(name, _)| name.eq_ignore_ascii_case("signature"));
            if !is_signed && CODES.iter().any(|name| object.get(name).is_some()) {
                found.push(object.clone());
            }
            object.iter().for_each(|(_, value)| in_value(value, steps + 1, found));
        }
        Value::Array(items) => items.iter().take(MAX_OBJECTS).for_each(|item| in_value(item, steps + 1, found)),
        Value::String(text) if text.trim_start().starts_with('{') => {
            if let Ok(inner @ Value::Object(_)) = Value::parse(text) {
                in_value(&inner, steps + 1, found);
            }
        }
        _ => {}
    }
}

/// The answers in a text: the objects in it that stand alone.
pub(super) fn in_text(text: &str) -> Vec<Object> {
    let mut found = Vec::new();
    let mut rest = text;
    for _ in 0..MAX_OBJECTS {
        let Some(start) = rest.find('{') else { break };
        let from = rest.get(start..).unwrap_or_default();
        let length = match first_value(from) {
            Some((raw, value)) => {
                in_value(&value, 0, &mut found);
                raw.len()
            }
            None => 1,
        };
        rest = from.get(length..).unwrap_or_default();
    }
    found
}

/// What the first known code among the answers means.
pub(super) fn refusal(class: &Class, answers: &[Object]) -> Option<Finding> {
    let known = |answer: &Object| {
        CODES.iter().find_map(|name| {
            let code = answer.get(name)?.as_text().filter(|code| code.len() <= 12)?;
            let known = KnownError::find(class.errors, code)?;
            // The code as the table has it: what was pasted may be anything.
            let code = known.codes.iter().find(|own| code.starts_with(**own))?;
            Some((*code, known))
        })
    };
    let (code, known) = answers.iter().find_map(known)?;
    let detail = format!("The gateway answered {code}: {}.", known.meaning);
    Some(finding("refusal", None, "What the gateway said", detail, known.hint))
}
