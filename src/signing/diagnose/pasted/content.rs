//! What the body of a pasted request holds, and why it cannot be read.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::signing::diagnose::pasted::literal;
use crate::signing::diagnose::subject::{Sent, query};
use crate::value::{MAX_BYTES, MAX_DEPTH, Value, is_name};

/// A body, read once.
pub(crate) enum Content {
    Empty,
    Json(Value),
    /// `a=1&b=2`, decoded.
    Form(Vec<Sent>),
    /// What is read although no gateway would.
    Loose(Value, Slip),
    /// Text that does not look like either.
    Text,
    /// What should have been JSON.
    Broken(Fault),
}

/// What keeps a gateway from reading a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// The JSON of an object was serialised once more.
    Twice,
    /// Base64 of JSON.
    Base64,
    /// It is no JSON, or has a byte-order mark.
    Broken(Fault),
}

/// Where and why a text is not JSON, in words that quote nothing but the name of a field.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) reason: String,
    pub(crate) fix: &'static str,
}

impl Content {
    pub(crate) fn of(body: &str) -> Self {
        let text = body.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Self::Empty;
        }
        match Value::parse(body) {
            Ok(Value::String(inner)) => match Value::parse(&inner) {
                Ok(value @ Value::Object(_)) => Self::Loose(value, Slip::Twice),
                _ => Self::Json(Value::String(inner)),
            },
            Ok(value) => Self::Json(value),
            Err(_) if text.starts_with(['{', '[', '"']) => {
                match Value::parse(text).ok().or_else(|| literal::read(text)) {
                    Some(value) if is_object(&value) => Self::Loose(value, Slip::Broken(fault(body))),
                    _ => Self::Broken(fault(body)),
                }
            }
            Err(_) => match (encoded(text), of_bytes(text)) {
                (Some(value), _) => Self::Loose(value, Slip::Base64),
                (None, Some(value)) => Self::Loose(value, Slip::Broken(fault(body))),
                (None, None) => form(text).map_or(Self::Text, Self::Form),
            },
        }
    }
}

fn is_object(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty() && items.iter().all(|item| matches!(item, Value::Object(_))),
        other => matches!(other, Value::Object(_)),
    }
}

/// The object in what Python prints of bytes.
fn of_bytes(text: &str) -> Option<Value> {
    let bytes = text.starts_with("b'") || text.starts_with("b\"");
    let inner = bytes.then(|| literal::read(text)).flatten()?;
    Value::parse(inner.as_text()?).ok().filter(is_object)
}

/// The object that Base64 stands for; a token has no object in it.
fn encoded(text: &str) -> Option<Value> {
    let bytes = text.starts_with("ey").then(|| STANDARD.decode(text).ok()).flatten()?;
    Value::parse(std::str::from_utf8(&bytes).ok()?).ok().filter(is_object)
}

/// The pairs of a form; nothing else that only happens to have an equals sign in it.
fn form(text: &str) -> Option<Vec<Sent>> {
    let is_form_name = |name: &str| {
        let index = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit());
        let mut steps = name.split(['.', '[', ']']);
        steps.next().is_some_and(is_name) && steps.all(|step| index(step) || is_name(step))
    };
    if text.contains(|character: char| character.is_whitespace() || "{}\"<>".contains(character)) {
        return None;
    }
    let mut pairs = Vec::new();
    if text.split('&').any(|pair| !pair.is_empty() && !pair.contains('=')) {
        return None;
    }
    // In a form a blank is a plus.
    query(&format!("?{}", text.replace('#', "%23").replace('+', "%20")), &mut pairs);
    let is_form = pairs.iter().all(|pair| !pair.name.is_empty() && is_form_name(&pair.name));
    is_form.then_some(pairs)
}

/// Why a text is not JSON.
pub(super) fn fault(text: &str) -> Fault {
    if text.starts_with('\u{feff}') {
        return Fault {
            line: 1,
            column: 1,
            reason: "a byte-order mark stands in front of it".into(),
            fix: "Save the file as UTF-8 without a byte-order mark, or write the text without it.",
        };
    }
    if text.len() > MAX_BYTES {
        return Fault {
            line: 1,
            column: 1,
            reason: format!("it is longer than {MAX_BYTES} bytes"),
            fix: "Send less at once.",
        };
    }
    let said = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Checked { said: &said, depth: 0 }.deserialize(&mut reader);
    let (error, is_complete) = match read {
        Err(error) => (error, false),
        Ok(()) => match reader.end() {
            Err(error) => (error, true),
            Ok(()) => return Fault { line: 1, column: 1, reason: "it cannot be read".into(), fix: FIX },
        },
    };
    let (line, at, column) = position(text, &error);
    let (reason, fix) = match said.take() {
        Some(said) => (said, "Write every name once, and nest less deeply."),
        None if is_complete => ("something follows after its end".to_owned(), "Send one JSON object and nothing else."),
        None => {
            let (reason, fix) = why(text, at, &error);
            (reason.to_owned(), fix)
        }
    };
    Fault { line, column, reason, fix }
}

const FIX: &str = "Let a JSON serialiser write the body instead of putting it together by hand.";

/// Line, byte offset and column in characters of what the parser stopped at.
fn position(text: &str, error: &serde_json::Error) -> (usize, usize, usize) {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let line_start = lines.map(str::len).sum::<usize>();
    // Behind a line break the parser is in column 0: it stopped at the break itself.
    let mut at = match error.column() {
        0 => line_start.saturating_sub(1),
        column => (line_start + column - 1).min(text.len()),
    };
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, at, line.chars().count() + 1)
}

/// The reason, from the characters around the place.
fn why(text: &str, at: usize, error: &serde_json::Error) -> (&'static str, &'static str) {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let here = rest.chars().next();
    let previous = before.trim_end().chars().next_back();
    // What the parser says is needed here: a whole pair may stand beside another mistake.
    if error.to_string().contains("hex escape") && is_half_pair(before, rest) {
        return ("half of a surrogate pair stands in a string", "Cut strings between characters, not inside them.");
    }
    if error.is_eof() || here.is_none() {
        return ("it ended early", "Copy all of it, up to the last bracket.");
    }
    match (previous, here) {
        (Some(','), Some('}' | ']')) => {
            ("a comma stands before the closing bracket (trailing comma)", "Leave the last comma out.")
        }
        (_, Some('\'')) => ("a single quote stands where JSON has double ones (single quotes)", "Write double quotes."),
        (_, Some('“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`')) => {
            ("a typographic quotation mark or backtick stands where JSON has double quotes", "Write double quotes.")
        }
        (_, Some('/' | '#')) => ("a comment stands in it, which JSON does not have", "Take the comments out."),
        (Some('\\'), _) => (
            "a backslash stands before a character that JSON does not escape",
            "Escape with \\\\, \\\", \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits.",
        ),
        (_, Some(control)) if control.is_control() => {
            ("a line break or another control character stands inside a string", "Write \\n inside strings.")
        }
        (Some('{' | ','), Some(letter)) if is_word(letter) => match in_list(before) {
            true => (
                "a text stands without quotation marks, or a word that JSON does not have",
                "Write texts in double quotes; of words JSON has true, false and null.",
            ),
            false => ("the name of a field stands without quotation marks", "Write the name in double quotes."),
        },
        (Some(':' | '['), Some(letter)) if is_word(letter) => (
            "a text stands without quotation marks, or a word that JSON does not have",
            "Write texts in double quotes; of words JSON has true, false and null.",
        ),
        (_, Some(',' | '}' | ']')) if matches!(previous, Some(':' | ',' | '{' | '[')) => {
            ("a value is missing", "Give the field a value, or leave it out.")
        }
        (_, Some('"' | '{' | '[')) => {
            ("a comma or a colon is missing", "Put commas between fields and a colon after each name.")
        }
        (_, Some('+' | '.' | '-' | '0'..='9')) => (
            "a number stands in a form that JSON does not have",
            "Write numbers without plus, leading zeros or a lone point.",
        ),
        (_, Some(letter)) if is_word(letter) && before.ends_with('"') => {
            ("a quotation mark stands inside a string without a backslash", "Escape it: \\\".")
        }
        _ => ("a character stands where JSON has none", FIX),
    }
}

fn is_word(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == '$'
}

/// Whether the innermost open bracket is that of a list; strings are not looked into.
fn in_list(before: &str) -> bool {
    let mut depth = 0_i32;
    for character in before.chars().rev() {
        match character {
            '}' | ']' => depth += 1,
            '{' | '[' if depth == 0 => return character == '[',
            '{' | '[' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether the parser stopped at or just after `\ud800` without its other half.
fn is_half_pair(before: &str, rest: &str) -> bool {
    let around: String =
        before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().chain(rest.chars().take(6)).collect();
    around.split("\\u").skip(1).any(|code| {
        code.get(..4)
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .is_some_and(|code| (0xd800..0xe000).contains(&code))
    })
}

/// Reads any JSON without keeping it, and stops at what [`Value`] refuses.
#[derive(Clone, Copy)]
struct Checked<'a> {
    said: &'a RefCell<Option<String>>,
    depth: usize,
}

impl Checked<'_> {
    fn stop<E: serde::de::Error>(self, why: String) -> E {
        *self.said.borrow_mut() = Some(why);
        E::custom("refused")
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth > MAX_DEPTH {
            return Err(self.stop(format!("it nests deeper than {MAX_DEPTH} levels")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Checked<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checked<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inside = self.deeper::<A::Error>()?;
        while items.next_element_seed(inside)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let inside = self.deeper::<A::Error>()?;
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if name == "__proto__" {
                return Err(self.stop("it holds the name \"__proto__\"".to_owned()));
            }
            if names.contains(&name) {
                return Err(self.stop(match is_name(&name) {
                    true => format!("the name {name} stands twice in one object (duplicate key)"),
                    false => "a name stands twice in one object (duplicate key)".to_owned(),
                }));
            }
            names.insert(name);
            members.next_value_seed(inside)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_told_in_words_with_its_place() {
        let deep = "[".repeat(50);
        for (text, says, line, column) in [
            ("{\"a\":1,}", "trailing comma", 1, 8),
            ("{\"a\":[1,]}", "trailing comma", 1, 9),
            ("{\n \"ا\":1,\n}", "trailing comma", 3, 1),
            ("{'a':1}", "single quotes", 1, 2),
            ("{\"a\":'x'}", "single quotes", 1, 6),
            ("{\"aab\":1,\"aab\":2}", "the name aab stands twice", 1, 14),
            ("{\"4242 4242\":1,\"4242 4242\":2}", "a name stands twice", 1, 26),
            ("\u{feff}{}", "byte-order mark", 1, 1),
            ("{\"a\":1", "ended early", 1, 6),
            ("{\"a\":\"x", "ended early", 1, 7),
            ("{\"a\":\"\\ud83d\"}", "surrogate", 1, 13),
            ("{\"a\":\"\\ud83dx\"}", "surrogate", 1, 13),
            ("{\"a\":\"\\ud83d\\ude00\",}", "trailing comma", 1, 21),
            ("{\"a\":1 \"b\":2}", "comma or a colon is missing", 1, 8),
            ("{a:1}", "name of a field stands without", 1, 2),
            ("{\"a\":1,b:1}", "name of a field stands without", 1, 8),
            ("{\"a\":None}", "without quotation marks", 1, 6),
            ("{\"a\":[x]}", "without quotation marks", 1, 7),
            ("{“a”:1}", "typographic", 1, 2),
            ("{\"a\":1 // x\n}", "comment", 1, 8),
            ("{\"a\":01}", "number", 1, 7),
            ("{\"a\":+1}", "number", 1, 6),
            ("{\"a\":}", "value is missing", 1, 6),
            ("{\"a\":\"x\ny\"}", "control character", 1, 8),
            ("{\"a\":\"\\x\"}", "backslash", 1, 8),
            ("{\"a\":\"x\"y\"}", "without a backslash", 1, 9),
            ("{} x", "after its end", 1, 4),
            ("{\"__proto__\":1}", "__proto__", 1, 12),
            (deep.as_str(), "deeper", 1, 34),
        ] {
            let (Content::Broken(fault) | Content::Loose(_, Slip::Broken(fault))) = Content::of(text) else {
                panic!("{text}")
            };
            assert!(fault.reason.contains(says), "{text}: {fault:?}");
            assert_eq!((fault.line, fault.column), (line, column), "{text}: {fault:?}");
        }
    }

    #[test]
    fn forms_and_texts_are_told_apart() {
        assert!(matches!(Content::of("a=1&b[0].c=x%20y"), Content::Form(pairs) if pairs.len() == 2));
        assert!(matches!(Content::of("[\"1\"]"), Content::Json(Value::Array(_))));
        assert!(matches!(Content::of(" \n"), Content::Empty));
        for text in ["eyJhbGciOiJIUzI1NiJ9.e30.x", "hello there", "4242424242424242=1", "<a b=\"1\"/>"] {
            assert!(matches!(Content::of(text), Content::Text), "{text}");
        }
    }
}
