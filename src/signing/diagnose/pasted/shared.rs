//! What of a recognised request may be handed on: declared fields that are no secret, and a signature that is a digest.

use crate::declare::Slot;
use crate::operation::{Entry, Gateway};
use crate::signing::diagnose::observed;
use crate::signing::digest::Encoding;
use crate::value::{Object, Value};

/// The declared fields of a recognised request that are no secret and hold none of the account's.
pub(super) fn input<G: Gateway>(gateway: &G, operation: &str, input: &Value) -> Option<Value> {
    let entry: &Entry<G> = G::entries().iter().find(|entry| entry.spec.name == operation)?;
    let slots: Vec<_> = entry.slots().collect();
    Some(members(gateway, &slots, input.as_object()?).into())
}

/// A signature that has the shape of a digest and is no secret.
pub(super) fn signature<G: Gateway>(gateway: &G, observed: Option<&str>) -> Option<String> {
    let text = observed?;
    let is_digest = !observed::readings(text, Encoding::Hex, true).is_empty();
    (is_digest && !holds_secret(gateway, text)).then(|| text.to_owned())
}

fn members<G: Gateway>(gateway: &G, slots: &[&Slot], object: &Object) -> Object {
    let known = |name: &str| slots.iter().find(|slot| slot.name == name && !slot.kind.secret);
    object.iter().filter_map(|(name, value)| Some((name, field(gateway, known(name)?, value)?))).collect()
}

fn field<G: Gateway>(gateway: &G, slot: &Slot, value: &Value) -> Option<Value> {
    match (value, slot.kind.shape) {
        (Value::Object(object), Some(shape)) => {
            Some(members(gateway, &shape.slots.iter().collect::<Vec<_>>(), object).into())
        }
        // A type without declared members may hold anything.
        (Value::Object(_), None) => None,
        (Value::Array(items), _) => {
            Some(items.iter().filter_map(|item| field(gateway, slot, item)).collect::<Vec<_>>().into())
        }
        (Value::String(text), _) if holds_secret(gateway, text) => None,
        _ => Some(value.clone()),
    }
}

fn holds_secret<G: Gateway>(gateway: &G, text: &str) -> bool {
    gateway.secrets().iter().any(|(_, secret)| text.contains(secret.expose()))
}
