//! A JSON value that loses nothing: numbers keep their text, objects keep their order.

use std::fmt;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use zeroize::Zeroize;

/// How deep objects and arrays may nest, in inputs as in what gateways send.
pub(crate) const MAX_DEPTH: usize = 32;

/// How long a webhook or an answer may be, in bytes.
pub(crate) const MAX_BYTES: usize = 1024 * 1024;

/// Longer names are no names.
const LONGEST_NAME: usize = 40;

/// The largest integer that a JavaScript number holds exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A JSON value. A number is its own text, so `840.0` stays `840.0`.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`, and what JavaScript calls `undefined`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as text. From JavaScript it may also be `NaN` or `Infinity`.
    Number(String),
    /// Text.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

/// An object that keeps the order of its members.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Object(Vec<(String, Value)>);

impl Value {
    /// The text of a string, or of a number.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The members, when this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The elements, when this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Absent, `null` and the empty string mean the same to the gateways.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Null => true,
            Self::String(text) => text.is_empty(),
            _ => false,
        }
    }

    /// What a person would call the type.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The value at a path such as `chargeItems[0].price`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        path.split(['.', '[']).try_fold(self, |value, step| match value {
            Self::Object(object) => object.get(step),
            Self::Array(items) => items.get(step.strip_suffix(']')?.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Compact JSON: slashes and non-ASCII characters as they are, numbers by their own text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(256);
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(text) => out.push_str(text),
            Self::String(text) => write_string(text, out),
            Self::Array(items) => write_list(out, '[', ']', items, |item, out| item.write(out)),
            Self::Object(object) => object.write(out),
        }
    }
}

impl Object {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Appends a member. The caller knows that the name is new.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.push((name.into(), value.into()));
    }

    /// Replaces the value of a member, or appends it.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.push(name, value),
        }
    }

    /// The members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The members in order, to be changed in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn write(&self, out: &mut String) {
        write_list(out, '{', '}', &self.0, |(name, value), out| {
            write_string(name, out);
            out.push(':');
            value.write(out);
        });
    }
}

fn write_list<T>(out: &mut String, open: char, close: char, items: &[T], write: impl Fn(&T, &mut String)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

/// Escapes what JSON requires and nothing else.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    if is_plain(text) {
        out.push_str(text);
    } else {
        write_escaped(text, out);
    }
    out.push('"');
}

/// Whether a text is written as it is.
fn is_plain(text: &str) -> bool {
    // Eight bytes at a time: the highest bit of a byte is set where it is below another, or equal to it.
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(EACH * limit) & !bytes;
    let is = |bytes: u64, byte: u8| below(bytes ^ (EACH * u64::from(byte)), 1);
    let (eights, rest) = text.as_bytes().as_chunks();
    let are_plain = |eight: &[u8; 8]| {
        let bytes = u64::from_ne_bytes(*eight);
        (below(bytes, 0x20) | is(bytes, b'"') | is(bytes, b'\\')) & (EACH << 7) == 0
    };
    eights.iter().all(are_plain) && !rest.iter().copied().any(is_escaped)
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((plain, escaped)) = rest.bytes().position(is_escaped).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(plain);
        let mut characters = escaped.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            control => out.push_str(&format!("\\u{:04x}", control.map_or(0, u32::from))),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// Whether a text may be shown as the name of a field: `customerName`, `X-Signature`, `enable3DS`.
pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST_NAME
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        && !mixes_digits(text)
}

/// Whether letters follow digits more than once, as in keys and tokens that stand where a name belongs.
fn mixes_digits(text: &str) -> bool {
    let pairs = text.bytes().zip(text.bytes().skip(1));
    pairs.filter(|(one, next)| one.is_ascii_digit() && next.is_ascii_alphabetic()).count() > 1
}

/// The text of a double as JavaScript would print it: the shortest that reads back as the same number.
#[must_use]
pub(crate) fn number_text(number: f64) -> String {
    if number.is_finite() && number != 0.0 && !(1e-6..1e21).contains(&number.abs()) {
        return format!("{number:e}");
    }
    number.to_string()
}

impl Serialize for Value {
    /// Integers that a double would round, and numbers that are none, become strings.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::String(text) => serializer.serialize_str(text),
            Self::Number(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(integer), _) if integer.unsigned_abs() <= MAX_SAFE_INTEGER => serializer.serialize_i64(integer),
                (Err(_), Ok(number)) if number.is_finite() && text.contains(['.', 'e', 'E']) => {
                    serializer.serialize_f64(number)
                }
                _ => serializer.serialize_str(text),
            },
            Self::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                for (name, value) in object.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

impl Zeroize for Value {
    fn zeroize(&mut self) {
        match self {
            Self::Number(text) | Self::String(text) => text.zeroize(),
            Self::Array(items) => items.iter_mut().for_each(Zeroize::zeroize),
            Self::Object(object) => object.0.iter_mut().for_each(|(_, value)| value.zeroize()),
            Self::Null | Self::Bool(_) => {}
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        Self(members.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_survive() {
        let text = r#"{"b":840.0,"a":[1e3,20.50],"n":null,"t":"علي/\n"}"#;
        assert_eq!(Value::parse(text).unwrap().to_json(), text);
    }

    #[test]
    fn a_key_is_not_shown_as_a_name() {
        for name in ["customerName", "X-Signature", "enable3DS", "udf1", "_id", "card_token2"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["", "1a", "a b", "259af31fc2f74453b3a55739b21ae9ef", "s3cr3t-key", "a.b", &"a".repeat(41)] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_path_leads_into_arrays_and_objects() {
        let value = Value::parse(r#"{"items":[{"price":"2"},{"price":"3"}]}"#).unwrap();
        assert_eq!(value.at("items[1].price"), Some(&Value::from("3")));
        assert_eq!(value.at("items[2].price"), None);
    }

    #[test]
    fn a_wiped_value_holds_no_text() {
        let mut value = Value::parse(r#"{"a":"s3cr3t","b":[4242,{"c":"s3cr3t"}],"d":true,"e":null}"#).unwrap();
        value.zeroize();
        let wiped = Value::Number(String::new());
        assert_eq!(
            (value.at("a"), value.at("b[0]"), value.at("b[1].c")),
            (Some(&"".into()), Some(&wiped), Some(&"".into()))
        );
        assert_eq!((value.at("d"), value.at("e")), (Some(&true.into()), Some(&Value::Null)));
    }

    #[test]
    fn doubles_print_as_javascript_prints_them() {
        for (number, text) in [
            (580.55, "580.55"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1e21"),
            (1e-7, "1e-7"),
            (20.0, "20"),
            (0.0, "0"),
            (1e-6, "0.000001"),
            (-1e22, "-1e22"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn a_character_is_escaped_wherever_it_stands() {
        let write = |text: &str| {
            let mut out = String::new();
            write_string(text, &mut out);
            out
        };
        for character in (0..0x2_00).filter_map(char::from_u32) {
            for place in 0..18 {
                let text =
                    format!("{}{character}{}", "é".repeat(place / 2) + &"a".repeat(place % 2), "b".repeat(17 - place));
                assert_eq!(write(&text), serde_json::to_string(&text).unwrap(), "{character:?} at {place}");
            }
        }
    }
}
