//! How fields are declared: once, with their wire name, type, rule and documentation.
//!
//! [`input!`](crate::declare::input), [`nested!`](crate::declare::nested) and
//! [`answer!`](crate::declare::answer) turn one declaration into a Rust struct, its parser with field
//! paths and hints, its JSON, and the [`Shape`] from which the TypeScript types, the page's forms and the
//! masks of [`redact`](crate::redact) come.

pub(crate) mod macros;
mod read;
pub(crate) mod types;

pub(crate) use macros::{answer, choices, computed, input, nested, text_type};
pub use read::{Lenient, ReceivedPounds, Slotted};
pub(crate) use types::*;

use crate::error::{Error, ErrorCode, Result};
use crate::value::{Object, Value};

/// The type of a declared field, as a table can show it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The type as TypeScript writes it.
    pub ts: &'static str,
    /// The rule in a few words: `at most 255 characters`.
    pub rule: &'static str,
    /// Keys, card data, passwords and tokens: masked wherever a person looks.
    pub secret: bool,
    /// Written as a decimal amount.
    pub amount: bool,
    /// The members, when it is an object or a list of objects.
    pub shape: Option<&'static Shape>,
    /// Whether it is a list.
    pub list: bool,
}

impl Kind {
    /// A type without a rule.
    #[must_use]
    pub const fn of(ts: &'static str) -> Self {
        Self { ts, rule: "", secret: false, amount: false, shape: None, list: false }
    }

    /// The same with a rule.
    #[must_use]
    pub const fn rule(mut self, rule: &'static str) -> Self {
        self.rule = rule;
        self
    }

    /// The same, masked.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The same, as an amount.
    #[must_use]
    pub const fn amount(mut self) -> Self {
        self.amount = true;
        self
    }

    /// An object with these members.
    #[must_use]
    pub const fn object(shape: &'static Shape) -> Self {
        Self { ts: shape.name, rule: "", secret: false, amount: false, shape: Some(shape), list: false }
    }

    /// A list of these.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.list = true;
        self
    }
}

/// One declared field.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// The wire name.
    pub name: &'static str,
    /// The documentation; empty in WebAssembly, where nobody reads it.
    pub doc: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// Its type.
    pub kind: Kind,
}

/// The declared members of an object.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The name of the TypeScript interface.
    pub name: &'static str,
    /// The documentation.
    pub doc: &'static str,
    /// The members in wire order.
    pub slots: &'static [Slot],
}

/// The type of a field in an input: parsed once, right from then on.
pub trait Field: Sized {
    /// What tables show.
    const KIND: Kind;
    /// Whether leaving it out is an error.
    const REQUIRED: bool = true;

    /// Reads it from what the caller passed.
    ///
    /// # Errors
    /// The rule that is broken; the caller of this function adds the path.
    fn parse(value: &Value) -> Result<Self>;

    /// What stands for a field that was left out; `None` if that is an error.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// What goes on the wire; `None` leaves the field out.
    fn to_value(&self) -> Option<Value>;
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;

    fn parse(value: &Value) -> Result<Self> {
        // An empty amount is refused, not ignored: leaving out `captureAmount` captures everything.
        if value.is_absent() && !(T::KIND.amount && matches!(value, Value::String(_))) {
            return Ok(None);
        }
        T::parse(value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn to_value(&self) -> Option<Value> {
        self.as_ref().and_then(Field::to_value)
    }
}

impl<T: Field> Field for Vec<T> {
    const KIND: Kind = T::KIND.list();

    fn parse(value: &Value) -> Result<Self> {
        let Value::Array(items) = value else {
            return Err(Error::invalid(format!("is {}, not an array", value.type_name()))
                .hint("write [ ... ] even around a single element"));
        };
        if items.is_empty() {
            return Err(Error::invalid("is empty").hint("give at least one element"));
        }
        let parse = |(index, item)| T::parse(item).map_err(|error| error.at_index(index));
        items.iter().enumerate().map(parse).collect()
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Array(self.iter().filter_map(Field::to_value).collect()))
    }
}

/// A field with a value of its own when it is left out; it is always sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrDefault<T>(pub T);

impl<T: Field + Default> Field for OrDefault<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;

    fn parse(value: &Value) -> Result<Self> {
        if value.is_absent() {
            return Ok(Self::default());
        }
        T::parse(value).map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn to_value(&self) -> Option<Value> {
        self.0.to_value()
    }
}

/// Passed through as given.
impl Field for Value {
    const KIND: Kind = Kind::of("unknown");

    fn parse(value: &Value) -> Result<Self> {
        if value.is_json() {
            return Ok(value.clone());
        }
        Err(Error::invalid("holds NaN or Infinity, which JSON cannot express").hint("leave the field out instead"))
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.clone())
    }
}

/// Reads one declared field of an object.
pub(crate) fn member<T: Field>(object: &Object, name: &str) -> Result<T> {
    let empty = |value: &&Value| value.is_absent() && !(T::KIND.amount && matches!(value, Value::String(_)));
    match object.get(name) {
        Some(value) if !(T::REQUIRED && empty(&value)) => T::parse(value).map_err(|error| error.at(name)),
        _ => T::absent().ok_or_else(|| Error::missing(name)),
    }
}

/// One of the forms that an input can take, by what it adds to the fields that all forms share.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// The fields that only this form, or some of the forms, have.
    pub shape: &'static Shape,
    /// The field that tells the forms apart, and the values it has in this one.
    pub tag: (&'static str, &'static [&'static str]),
}

/// The input of an operation or a constructor.
pub trait Input: Sized {
    /// The declared fields; those that every form shares, when there are several.
    const SHAPE: Shape;
    /// The forms, when there are several.
    const VARIANTS: &'static [Variant] = &[];

    /// Reads it from what the caller passed.
    ///
    /// # Errors
    /// The first field that is missing or wrong, with its path.
    fn parse(object: &Object) -> Result<Self>;

    /// The body: the fields in their order, absent ones left out, then `extra`.
    fn to_object(&self) -> Object;
}

/// Reads an input after refusing what the operation does not have.
///
/// `added` are the names that the instance adds itself.
pub(crate) fn parse_input<T: Input>(value: &Value, added: &[&str]) -> Result<T> {
    let object = as_input(value)?;
    let variants = T::VARIANTS.iter().map(|variant| variant.shape.slots);
    let groups: Vec<&[Slot]> = std::iter::once(T::SHAPE.slots).chain(variants).collect();
    refuse_unknown(object, &groups, added, true)?;
    T::parse(object)
}

fn as_input(value: &Value) -> Result<&Object> {
    value.as_object().ok_or_else(|| {
        Error::invalid(format!("the input is {}, not an object", value.type_name()))
            .hint("pass the fields as { name: value }")
    })
}

/// Refuses misspelt fields, fields that the instance adds, and a wrong `extra`.
pub(crate) fn refuse_unknown(object: &Object, groups: &[&[Slot]], added: &[&str], extra: bool) -> Result<()> {
    let slots = || groups.iter().copied().flatten();
    let known = |name: &str| slots().any(|slot| slot.name == name);
    for (name, value) in object.iter() {
        if known(name) {
            continue;
        }
        if extra && name == "extra" {
            let fields = match value {
                Value::Null => continue,
                Value::Object(fields) => fields,
                other => return Err(Error::invalid(format!("is {}, not an object", other.type_name())).at("extra")),
            };
            if let Some((taken, _)) = fields.iter().find(|(name, _)| known(name) || added.contains(name)) {
                return Err(Error::invalid("is a field that this library writes itself")
                    .at(taken)
                    .at("extra")
                    .hint("use extra only for fields that the operation does not know"));
            }
            <Value as Field>::parse(value).map_err(|error| error.at("extra"))?;
            continue;
        }
        if added.contains(&name) {
            return Err(Error::new(ErrorCode::UnknownField, "is added by this library")
                .at(name)
                .hint("leave it out of the input; it comes from the configuration or is computed"));
        }
        let error = Error::new(ErrorCode::UnknownField, "is not a field here").at(&shortened(name));
        return Err(match nearest(name, slots().map(|slot| slot.name)) {
            Some(meant) => error.hint(format!("did you mean {meant}?")),
            None if extra => error.hint("fields that the gateway added later go into extra: { ... }"),
            None => error
                .hint(format!("the fields here are {}", slots().map(|slot| slot.name).collect::<Vec<_>>().join(", "))),
        });
    }
    Ok(())
}

/// A name that a caller made up, short enough for an error.
fn shortened(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(64).collect()
}

/// The known name that a misspelt one most likely stands for.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let given = plain(name);
    known
        .map(|candidate| (strsim::osa_distance(&given, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= 2.max(candidate.len() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Turns every amount of a body into a JSON string, for gateways that are set up so.
pub(crate) fn amounts_as_text(object: &mut Object, slots: &[Slot]) {
    for (name, value) in object.iter_mut() {
        if let Some(slot) = slots.iter().find(|slot| slot.name == name) {
            amount_as_text(value, slot.kind);
        }
    }
}

fn amount_as_text(value: &mut Value, kind: Kind) {
    match (value, kind.shape) {
        (Value::Object(object), Some(shape)) => amounts_as_text(object, shape.slots),
        (Value::Array(items), _) => items.iter_mut().for_each(|item| amount_as_text(item, kind)),
        (value, _) if kind.amount => {
            if let Value::Number(text) = value {
                *value = Value::String(std::mem::take(text));
            }
        }
        _ => {}
    }
}
