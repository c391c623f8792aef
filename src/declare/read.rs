//! How answers are read: leniently, because a field that cannot be read must not hide the others.

use crate::amount::Amount;
use crate::declare::Kind;
use crate::value::{Object, Value};

/// A type that a reader can make of what a gateway sent.
pub trait Lenient: Sized {
    /// What tables show.
    const KIND: Kind;

    /// The value, or `None` when the gateway sent something else.
    fn lenient(value: &Value) -> Option<Self>;

    /// The value as JavaScript sees it.
    fn to_value(&self) -> Value;
}

/// A field of an answer: optional, a list, or always there.
pub trait Slotted: Sized {
    /// What tables show.
    const KIND: Kind;
    /// Whether it is always there.
    const REQUIRED: bool;

    /// Reads it under the first of its names that is there.
    fn read(object: &Object, names: &[&str]) -> Self;

    /// The value as JavaScript sees it; `None` leaves it out.
    fn write(&self) -> Option<Value>;
}

impl<T: Lenient> Slotted for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;

    fn read(object: &Object, names: &[&str]) -> Self {
        names.iter().filter_map(|name| object.get(name)).filter(|value| !value.is_absent()).find_map(T::lenient)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().map(Lenient::to_value)
    }
}

impl<T: Lenient> Slotted for Vec<T> {
    const KIND: Kind = T::KIND.list();
    const REQUIRED: bool = true;

    fn read(object: &Object, names: &[&str]) -> Self {
        let items = names.iter().filter_map(|name| object.get(name)).find_map(Value::as_array);
        items.unwrap_or_default().iter().filter_map(T::lenient).collect()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Array(self.iter().map(Lenient::to_value).collect()))
    }
}

/// Text, or a number kept as its text.
impl Lenient for String {
    const KIND: Kind = Kind::of("string");

    fn lenient(value: &Value) -> Option<Self> {
        value.as_text().map(str::to_owned)
    }

    fn to_value(&self) -> Value {
        self.as_str().into()
    }
}

/// `true`, `"true"` or `1`.
impl Lenient for bool {
    const KIND: Kind = Kind::of("boolean");

    fn lenient(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) | Value::Number(text) => match text.as_str() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

/// A whole number, as a number or as text.
impl Lenient for u64 {
    const KIND: Kind = Kind::of("number");

    fn lenient(value: &Value) -> Option<Self> {
        value.as_text()?.parse().ok()
    }

    fn to_value(&self) -> Value {
        Value::Number(self.to_string())
    }
}

/// Anything, as sent.
impl Lenient for Value {
    const KIND: Kind = Kind::of("unknown");

    fn lenient(value: &Value) -> Option<Self> {
        Some(value.clone())
    }

    fn to_value(&self) -> Value {
        self.clone()
    }
}

/// An amount as decimal text: the decimals that were sent, and at least two. A reader that knows the
/// currency settles the amount first.
impl Lenient for Amount {
    const KIND: Kind = Kind::of("string").rule("decimal text").amount();

    fn lenient(value: &Value) -> Option<Self> {
        Amount::received(value).ok()
    }

    fn to_value(&self) -> Value {
        let sent = self.given().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        self.to_decimals(sent.max(2)).unwrap_or_else(|_| self.given().to_owned()).into()
    }
}

/// An amount in EGP as a gateway sent it, with two decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPounds(String);

impl ReceivedPounds {
    /// The canonical text: `150.00`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Lenient for ReceivedPounds {
    const KIND: Kind = Kind::of("string").rule("EGP, two decimals").amount();

    fn lenient(value: &Value) -> Option<Self> {
        Amount::received(value).and_then(|amount| amount.to_decimals(2)).ok().map(Self)
    }

    fn to_value(&self) -> Value {
        self.0.as_str().into()
    }
}

/// Flags and numbers that this library computes itself are always there.
macro_rules! always {
    ($($type:ty),*) => {$(
        impl Slotted for $type {
            const KIND: Kind = <$type as Lenient>::KIND;
            const REQUIRED: bool = true;

            fn read(object: &Object, names: &[&str]) -> Self {
                Option::read(object, names).unwrap_or_default()
            }

            fn write(&self) -> Option<Value> {
                Some(self.to_value())
            }
        }
    )*};
}
always!(String, bool, u64, Value);
