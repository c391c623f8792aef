//! Calls around values: `JSON.stringify(…)`, `http_build_query(…)`, `Buffer.from(…)` and their like.

use crate::request::percent_encode;
use crate::signing::diagnose::pasted::literal::Reader;
use crate::signing::diagnose::subject::{Sent, flatten};
use crate::value::{Object, Value};

/// What is made of the argument of a call.
#[derive(Clone, Copy)]
enum Makes {
    /// The same value.
    Same,
    /// Its JSON, as text.
    Json,
    /// A form, as text.
    Form,
}

const CALLS: &[(&str, Makes)] = &[
    ("JSON.stringify(", Makes::Json),
    ("json.dumps(", Makes::Json),
    ("json_encode(", Makes::Json),
    ("jsonEncode(", Makes::Json),
    ("JsonConvert.SerializeObject(", Makes::Json),
    ("JsonSerializer.Serialize(", Makes::Json),
    ("new Headers(", Makes::Same),
    ("new URL(", Makes::Same),
    ("new TextEncoder().encode(", Makes::Same),
    ("Buffer.from(", Makes::Same),
    ("String(", Makes::Same),
    ("Number(", Makes::Same),
    ("Decimal(", Makes::Same),
    ("str(", Makes::Same),
    ("bytes(", Makes::Same),
    ("float(", Makes::Same),
    ("int(", Makes::Same),
    ("bool(", Makes::Same),
    ("new URLSearchParams(", Makes::Form),
    ("http_build_query(", Makes::Form),
    ("urlencode(", Makes::Form),
    ("urllib.parse.urlencode(", Makes::Form),
];

impl Reader<'_> {
    /// A call that gives its argument or the text of it; `None` when none of them stands here.
    pub(super) fn call(&mut self, depth: usize) -> Option<Option<Option<Value>>> {
        let (rest, makes) = CALLS.iter().find_map(|(call, makes)| Some((self.rest.strip_prefix(call)?, *makes)))?;
        self.rest = rest;
        Some(self.argument(makes, depth))
    }

    fn argument(&mut self, makes: Makes, depth: usize) -> Option<Option<Value>> {
        if self.skip(")") {
            return Some(Some(Object::new().into()));
        }
        let value = self.known(depth + 1)?;
        // Serialisers have further arguments: a replacer, a width, flags.
        while !self.skip(")") {
            self.skip(",");
            if self.skip(")") {
                break;
            }
            self.value(depth + 1)?;
            if self.skip("=") || self.skip(":") {
                self.value(depth + 1)?;
            }
        }
        Some(value.map(|value| match makes {
            Makes::Same => value,
            Makes::Json => value.to_json().into(),
            Makes::Form => form(&value).into(),
        }))
    }
}

/// The members of a value as a form, those inside of others with brackets.
pub(super) fn form(value: &Value) -> String {
    let mut fields: Vec<Sent> = Vec::new();
    flatten("", value, &mut fields);
    let pair = |field: &Sent| {
        let mut name = String::new();
        for (index, step) in field.name.split('.').enumerate() {
            let (step, place) = step.split_once('[').unwrap_or((step, ""));
            name.push_str(&if index == 0 { step.to_owned() } else { format!("[{step}]") });
            if !place.is_empty() {
                name.push('[');
                name.push_str(place);
            }
        }
        format!("{}={}", percent_encode(&name), percent_encode(&field.text))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_brackets() {
        let value = Value::parse(r#"{"a":"x y","b":[{"c":1}],"d":{"e":2}}"#).unwrap();
        assert_eq!(form(&value), "a=x%20y&b%5B0%5D%5Bc%5D=1&d%5Be%5D=2");
    }
}
