//! What of a recognised request may be handed on: declared fields that are no secret, and a signature that is a digest.

use crate::engine::Configured;
use crate::request::masked_body;
use crate::secret::MASK;
use crate::signing::diagnose::observed;
use crate::signing::diagnose::pasted::Content;
use crate::signing::digest::Encoding;
use crate::signing::{Recipe, Role};
use crate::table::{Field, Shape};
use crate::value::{Object, Value, is_name};

/// The declared fields of a recognised request that are no secret and hold none of the account's.
pub(super) fn input(gateway: &Configured, operation: &str, input: &Value) -> Option<Value> {
    let operation = gateway.class.operations.iter().find(|known| known.name == operation)?;
    Some(members(gateway, operation.input.fields, input.as_object()?).into())
}

/// A signature that has the shape of a digest and is no secret.
pub(super) fn signature(gateway: &Configured, observed: Option<&str>) -> Option<String> {
    let text = observed?;
    let is_digest = !observed::readings(text, Encoding::Hex, true).is_empty();
    (is_digest && !holds_secret(gateway, text)).then(|| text.to_owned())
}

/// Covers what an operation does not have in a body that is signed as it is: nobody knows what it is.
pub(super) fn cover_undeclared(recipe: &mut Recipe, shape: &Shape) {
    for part in recipe.parts.iter_mut().filter(|part| part.role == Role::Body && !part.text.is_empty()) {
        part.shown = match Content::of(&part.text) {
            Content::Json(Value::Object(object)) => {
                let declared = declared(shape.fields, &object);
                (declared != object).then(|| masked_body(&declared.into()).to_json())
            }
            Content::Form(pairs)
                if pairs.iter().any(|pair| shape.fields.iter().all(|field| field.name != pair.name)) =>
            {
                Some(MASK.to_owned())
            }
            _ => part.shown.take(),
        };
    }
}

fn declared(fields: &[Field], object: &Object) -> Object {
    let cover = |name: &str, value: &Value| {
        let Some(field) = fields.iter().find(|field| field.name == name) else { return MASK.into() };
        match (field.kind.shape(), value) {
            (Some(shape), Value::Object(inner)) => declared(shape.fields, inner).into(),
            (Some(shape), Value::Array(items)) => {
                let item = |item: &Value| match item {
                    Value::Object(inner) => declared(shape.fields, inner).into(),
                    _ => Value::from(MASK),
                };
                items.iter().map(item).collect::<Vec<_>>().into()
            }
            (Some(_), Value::String(_) | Value::Number(_)) => MASK.into(),
            (_, other) => other.clone(),
        }
    };
    object.iter().map(|(name, value)| (if is_name(name) { name } else { "…" }, cover(name, value))).collect()
}

fn members(gateway: &Configured, fields: &[Field], object: &Object) -> Object {
    let known = |name: &str| fields.iter().find(|field| field.name == name && !field.kind.secret);
    object.iter().filter_map(|(name, value)| Some((name, field(gateway, known(name)?, value)?))).collect()
}

fn field(gateway: &Configured, declared: &Field, value: &Value) -> Option<Value> {
    match (value, declared.kind.shape()) {
        (Value::Object(object), Some(shape)) => Some(members(gateway, shape.fields, object).into()),
        // A type without declared members may hold anything.
        (Value::Object(_), None) => None,
        (Value::Array(items), _) => {
            Some(items.iter().filter_map(|item| field(gateway, declared, item)).collect::<Vec<_>>().into())
        }
        (Value::String(text), _) if holds_secret(gateway, text) => None,
        _ => Some(value.clone()),
    }
}

fn holds_secret(gateway: &Configured, text: &str) -> bool {
    gateway.secrets().iter().any(|(_, secret)| text.contains(secret.as_str()))
}
