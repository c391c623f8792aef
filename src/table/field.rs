//! Fields and the rules of what they hold.

use crate::document::Item;
use crate::engine::Content;
use crate::error::Result;
use crate::secret::MASK;
use crate::value::{Object, Value};

/// A declared member of an object.
pub(crate) struct Field {
    /// The wire name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether it must be given.
    pub(crate) need: Need,
    /// Its documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

impl Field {
    /// Whether it may be left out, whatever else is there.
    pub(crate) const fn may_be_absent(&self) -> bool {
        matches!(self.need, Need::Optional | Need::Default(_))
    }
}

/// The declared members of an object, in wire order.
pub(crate) struct Shape {
    /// The members.
    pub(crate) fields: &'static [Field],
    /// The name of its TypeScript interface.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) name: &'static str,
    /// Its documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

impl Shape {
    /// No members.
    pub(crate) const NONE: Self = Self {
        fields: &[],
        #[cfg(not(target_arch = "wasm32"))]
        name: "",
        #[cfg(not(target_arch = "wasm32"))]
        doc: "",
    };

    /// The wire name of a member.
    pub(crate) fn name_of(&self, key: Key) -> &'static str {
        self.fields.get(key.index()).map_or("", |field| field.name)
    }

    /// An object as a person may see it: what is declared as a secret is masked at any depth.
    pub(crate) fn masked(&self, members: &Object) -> Value {
        let mask = |name: &str, value: &Value| match self.fields.iter().find(|field| field.name == name) {
            Some(field) => field.kind.masked(value),
            None => value.clone(),
        };
        members.iter().map(|(name, value)| (name, mask(name, value))).collect::<Object>().into()
    }
}

/// The place of a field in its shape. Declarations make one for each field, so that a misspelt field does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) u16);

impl Key {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether a field must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It need not.
    Optional,
    /// It is sent all the same, with this text.
    Default(&'static str),
    /// It must, and is often given under another name: what to say about it.
    Named(&'static str),
    /// It must, unless the field with this wire name is there.
    Unless(&'static str),
}

/// What a field holds.
#[derive(Clone, Copy)]
pub struct Kind {
    /// How it is read.
    pub(crate) rule: Rule,
    /// Keys, card data, passwords and tokens: masked wherever a person looks.
    pub(crate) secret: bool,
    /// Written as a decimal amount; an empty one is refused, not taken for absent.
    pub(crate) amount: bool,
    /// Whether empty text counts as given, and a list may be empty.
    pub(crate) even_empty: bool,
    /// The type as TypeScript writes it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) ts: &'static str,
    /// The rule in a few words.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) words: &'static str,
}

impl Kind {
    /// A kind; `ts` is its TypeScript type, `words` its rule in a few words.
    pub(crate) const fn new(rule: Rule, ts: &'static str, words: &'static str) -> Self {
        let _read_off_wasm_only = (ts, words);
        Self {
            rule,
            secret: false,
            amount: false,
            even_empty: false,
            #[cfg(not(target_arch = "wasm32"))]
            ts,
            #[cfg(not(target_arch = "wasm32"))]
            words,
        }
    }

    /// The same, masked.
    pub(crate) const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The same, as an amount.
    pub(crate) const fn amount(mut self) -> Self {
        self.amount = true;
        self
    }

    /// The same, with empty text counted as given, or an empty list allowed.
    pub(crate) const fn even_empty(mut self) -> Self {
        self.even_empty = true;
        self
    }

    /// The members, when it is an object or a list of objects.
    pub(crate) const fn shape(&self) -> Option<&'static Shape> {
        match self.rule {
            Rule::Object(shape) => Some(shape),
            Rule::List(kind) => kind.shape(),
            _ => None,
        }
    }

    fn masked(&self, value: &Value) -> Value {
        match (value, self.shape()) {
            (Value::Null, _) => Value::Null,
            _ if self.secret => MASK.into(),
            (Value::Object(members), Some(shape)) => shape.masked(members),
            (Value::Array(items), Some(_)) => Value::Array(items.iter().map(|item| self.masked(item)).collect()),
            (other, _) => other.clone(),
        }
    }
}

/// How a value is read, checked and written.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    /// Text that is signed or sent verbatim; at most so many characters unless 0.
    Text { max: u16 },
    /// One of these texts; the second member lists them in words.
    Words(&'static [&'static str], &'static str),
    /// Text, or a safe integer, sent as text; `as_given` keeps the JSON type.
    Id { as_given: bool },
    /// Digits in which a number would lose a leading zero.
    Digits { rule: &'static str, fits: fn(&str) -> bool },
    /// `true` or `false`.
    Flag,
    /// A decimal amount.
    Amount(AmountRule),
    /// Text that passes a check.
    Checked(fn(&str) -> Result<()>),
    /// Text or a number, of which the text passes a check; sent as text.
    Loose(fn(&str) -> Result<()>),
    /// Passed through.
    Json,
    /// An object with these members.
    Object(&'static Shape),
    /// A list of these.
    List(&'static Kind),
    /// Read by a function of its own.
    Own(for<'a> fn(Item<'a>) -> Result<Content<'a>>),
}

/// How an amount is checked and written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AmountRule {
    /// Whether zero is allowed.
    pub(crate) zero: bool,
    /// The digits after the point.
    pub(crate) decimals: Decimals,
    /// Whether it is a JSON string.
    pub(crate) quoted: bool,
}

/// The digits after the point of an amount.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Decimals {
    /// Always so many.
    Exactly(u8),
    /// As many as matter, at most so many.
    AtMost(u8),
    /// As the caller wrote it, at most so many.
    AsWritten(u8),
    /// Decided later, by a currency or an option.
    Later,
}

/// A type that a declaration names.
pub trait FieldType {
    /// What a Rust caller passes.
    type Given: Into<Value>;
    /// What it holds.
    const KIND: Kind;
    /// Whether it must be given.
    const NEED: Need = Need::Required;
}

impl<T: FieldType> FieldType for Option<T> {
    type Given = T::Given;
    const KIND: Kind = T::KIND;
    const NEED: Need = Need::Optional;
}

impl<T: FieldType> FieldType for Vec<T> {
    type Given = Vec<T::Given>;
    const KIND: Kind = Kind { rule: Rule::List(&T::KIND), ..T::KIND };
}

/// The place of a name in a list of fields; a name that is not there does not compile.
#[expect(clippy::panic, reason = "in a constant it is an error of the compiler")]
pub(crate) const fn index_of(mut fields: &[Field], name: &str) -> Key {
    let mut index = 0;
    while let [field, rest @ ..] = fields {
        if same(field.name.as_bytes(), name.as_bytes()) {
            return Key(index);
        }
        index += 1;
        fields = rest;
    }
    panic!("no such field")
}

pub(crate) const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([first, rest @ ..], [second, others @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_secret_is_masked_where_there_is_something() {
        const SECRET: Kind = Kind::new(Rule::Text { max: 0 }, "string", "").secret();
        const FIELDS: &[Field] = &[
            Field { name: "key", kind: SECRET, need: Need::Optional, doc: "" },
            Field { name: "plain", kind: Kind { secret: false, ..SECRET }, need: Need::Optional, doc: "" },
        ];
        const SHAPE: Shape = Shape { fields: FIELDS, ..Shape::NONE };
        const LIST: Kind =
            Kind::new(Rule::List(&Kind { rule: Rule::Object(&SHAPE), secret: false, ..SECRET }), "unknown", "");
        let masked = |text: &str| LIST.masked(&Value::parse(text).unwrap()).to_json();
        assert_eq!(
            masked(r#"[{"key":"s3cr3t","plain":"p","other":1},{"key":null,"plain":null},7]"#),
            format!(r#"[{{"key":"{MASK}","plain":"p","other":1}},{{"key":null,"plain":null}},7]"#)
        );
        assert_eq!(masked(r#"{"key":4242}"#), format!(r#"{{"key":"{MASK}"}}"#));
    }

    #[test]
    fn a_field_may_be_absent_when_nothing_needs_it() {
        let may = |need| Field { name: "a", kind: Kind::new(Rule::Flag, "", ""), need, doc: "" }.may_be_absent();
        let needs = [Need::Required, Need::Named("x"), Need::Unless("b"), Need::Optional, Need::Default("x")];
        assert_eq!(needs.map(may), [false, false, false, true, true]);
    }
}
