//! Values as programs and their logs write them: literals of JavaScript, Python and PHP, what `console.log`, `repr`,
//! `var_export` and `var_dump` print, `JSON.stringify(…)` and its like around them, and names of constants.

use crate::value::{MAX_DEPTH, Object, Value, is_name};

/// What may follow a text without changing it.
const SUFFIXES: &[&str] = &[".encode(", ".toString(", ".trim(", ".strip("];

/// A whole text that is one literal; `None` when it is not, or names a field twice.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader::new(text, text);
    let value = reader.known(0)??;
    reader.skip(";");
    reader.space();
    (reader.rest.is_empty() && !reader.repeats && reader.elsewhere.is_empty()).then_some(value)
}

/// The first literal in a text that is an object or a list, and what follows it; names that lead to nothing are null.
pub(super) fn read_prefix(text: &str) -> Option<(Value, &str)> {
    let mut reader = Reader::new(text, text);
    let value = reader.known(0)??;
    (!reader.repeats).then_some((value, reader.rest))
}

/// Reads values from a place in a program.
pub(super) struct Reader<'a> {
    pub(super) script: &'a str,
    pub(super) rest: &'a str,
    /// The members whose value is not in the script; each is null among the values.
    pub(super) elsewhere: Vec<String>,
    /// Whether an object names a field twice.
    pub(super) repeats: bool,
    pub(super) lookups: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(script: &'a str, rest: &'a str) -> Self {
        Self { script, rest, elsewhere: Vec::new(), repeats: false, lookups: 0 }
    }

    /// A value, null where the script does not show it.
    pub(super) fn value(&mut self, depth: usize) -> Option<Value> {
        self.known(depth).map(Option::unwrap_or_default)
    }

    /// A value; `Some(None)` when the script does not show it, `None` when it cannot be read at all.
    pub(super) fn known(&mut self, depth: usize) -> Option<Option<Value>> {
        let first = self.single(depth)?;
        let mut value = first;
        loop {
            self.space();
            if let Some(suffix) = SUFFIXES.iter().find(|suffix| self.rest.starts_with(**suffix)) {
                self.skip(suffix);
                while !self.skip(")") {
                    self.value(depth + 1)?;
                    self.skip(",");
                }
                continue;
            }
            let is_text = matches!(value, Some(Value::String(_)));
            // Texts are put together; `.` does that in PHP, where a blank may stand before it or not.
            let joins = self.rest.starts_with('+') || self.rest.starts_with(". ") || self.rest.starts_with(".'");
            let goes_on = self.rest.starts_with(['+', '.', '?', '|', '&', '*', '/', '%'])
                || self.rest.starts_with("- ")
                || self.rest.starts_with("if ");
            if is_text && joins {
                self.rest = self.rest.get(1..).unwrap_or_default();
                let other = self.single(depth + 1)?;
                value = match (value, other) {
                    (Some(Value::String(text)), Some(Value::String(more))) => Some((text + &more).into()),
                    _ => None,
                };
                continue;
            }
            if goes_on {
                self.word()?;
                return Some(None);
            }
            return Some(value);
        }
    }

    /// One operand.
    pub(super) fn single(&mut self, depth: usize) -> Option<Option<Value>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        if let Some(made) = self.call(depth) {
            return made;
        }
        if let Some(marked) = self.marked(depth) {
            return marked;
        }
        let quoted = self.rest.trim_start_matches(['b', 'u', 'r', 'f', 'B', 'F', '@']);
        let prefix = self.rest.len() - quoted.len();
        if prefix <= 2 && quoted.starts_with(['"', '\'']) {
            let computed = self.rest.get(..prefix).is_some_and(|prefix| prefix.contains(['f', 'F']));
            let is_bytes = self.rest.get(..prefix).is_some_and(|prefix| prefix.contains(['b', 'B']));
            let is_verbatim = self.rest.starts_with('@');
            self.rest = quoted;
            let text = self.string_of(is_bytes, is_verbatim)?;
            return Some((!(computed && text.contains('{'))).then(|| text.into()));
        }
        match self.rest.chars().next()? {
            '{' => self.object('}', depth).map(Some),
            '[' => self.list(']', false, depth).map(Some),
            '(' => self.list(')', true, depth).map(Some),
            '`' => {
                let text = self.string()?;
                Some((!text.contains("${")).then(|| text.into()))
            }
            '-' | '0'..='9' => self.number().map(Some),
            _ => self.named(depth),
        }
    }

    /// A word: a number, a constant, `array(…)`, or the name of a class in front of its members.
    fn named(&mut self, depth: usize) -> Option<Option<Value>> {
        if let Some(rest) = self.rest.strip_prefix("array").map(str::trim_start).and_then(|rest| rest.strip_prefix('('))
        {
            // `array(2) {` is a dump.
            let digits = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if let Some(dump) = digits.strip_prefix(')').map(str::trim_start).filter(|dump| dump.starts_with('{')) {
                self.rest = dump;
                return self.object('}', depth).map(list_of_numbered).map(Some);
            }
            self.rest = self.rest.strip_prefix("array")?.trim_start();
            return self.list(')', false, depth).map(Some);
        }
        if self.rest.starts_with("dict(") {
            self.rest = self.rest.strip_prefix("dict")?;
            return self.object(')', depth).map(Some);
        }
        let class =
            self.rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_\\".contains(letter));
        let before = self.rest.len() - class.len();
        let mut after = class.trim_start();
        if let Some(inner) = after.strip_prefix('[').filter(|_| class.len() > after.len()) {
            after = inner.split_once(']').map_or("", |(_, rest)| rest).trim_start();
        }
        if before > 0 && after.starts_with('{') && !self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            self.rest = after;
            return self.object('}', depth).map(Some);
        }
        let word = self.word()?;
        Some(literal(word).or_else(|| self.constant(word, depth)))
    }

    /// Members up to a bracket: `name: value`, `'name' => value`, `["name"]=> value`, `name=value`.
    pub(super) fn object(&mut self, end: char, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.one()?;
        let mut object = Object::new();
        while !self.closes(end) {
            if self.skip("...") {
                let word = self.word()?.to_owned();
                self.elsewhere.push(word);
                self.skip(",");
                continue;
            }
            let name = self.member()?;
            let is_given = self.skip("=>") || self.skip(":") || self.skip("=");
            // `{ body }` is short for `{ body: body }`.
            let value = match is_given {
                true => self.known(depth + 1)?,
                false if is_name(&name) => self.constant(&name, depth),
                false => return None,
            };
            if value.is_none() {
                self.elsewhere.push(name.clone());
            }
            self.repeats |= object.get(&name).is_some();
            object.set(&name, value.unwrap_or_default());
            self.separated(end)?;
        }
        Some(object.into())
    }

    /// Elements up to a bracket; with names, as PHP has them, they are members.
    fn list(&mut self, end: char, is_group: bool, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.one()?;
        let mut items = Vec::new();
        let mut members = Object::new();
        let mut commas = 0_usize;
        while !self.closes(end) {
            let item = self.value(depth + 1)?;
            if self.skip("=>") {
                let name = item.as_text()?.to_owned();
                let value = self.known(depth + 1)?;
                if value.is_none() {
                    self.elsewhere.push(name.clone());
                }
                self.repeats |= members.get(&name).is_some();
                members.set(&name, value.unwrap_or_default());
            } else {
                items.push(item);
            }
            self.space();
            commas += usize::from(self.rest.starts_with(','));
            self.separated(end)?;
        }
        match (members.is_empty(), items.len()) {
            (false, 0) => Some(list_of_numbered(members.into())),
            (false, _) => None,
            (true, 1) if is_group && commas == 0 => items.pop(),
            (true, _) => Some(items.into()),
        }
    }
}

fn literal(word: &str) -> Option<Value> {
    match word {
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        "null" | "undefined" | "None" | "NULL" | "nil" | "Infinity" => Some(Value::Null),
        _ => None,
    }
}

/// Members whose names count from nothing are a list: PHP writes lists so.
pub(super) fn list_of_numbered(value: Value) -> Value {
    match value {
        Value::Object(object)
            if !object.is_empty() && object.iter().enumerate().all(|(index, (name, _))| name == index.to_string()) =>
        {
            object.into_iter().map(|(_, value)| value).collect::<Vec<_>>().into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_every_language_are_one_value() {
        let json = r#"{"a":"x","b":[{"c":1.50,"d":null,"e":true}],"f":"it's"}"#;
        for text in [
            json,
            r#"{'a': 'x', 'b': [{'c': 1.50, 'd': None, 'e': True}], 'f': "it's"}"#,
            r#"{ a: 'x', b: [ { c: 1.50, d: null, e: true } ], f: "it's", }"#,
            r"['a' => 'x', 'b' => [['c' => 1.50, 'd' => null, 'e' => true]], 'f' => 'it\'s']",
            r"array ( 'a' => 'x', 'b' => array ( 0 => array ( 'c' => 1.50, 'd' => NULL, 'e' => true, ), ), 'f' => 'it\'s', )",
            "array(3) {\n [\"a\"]=>\n string(1) \"x\"\n [\"b\"]=>\n array(1) {\n [0]=>\n array(3) {\n [\"c\"]=>\n float(1.50)\n [\"d\"]=>\n NULL\n [\"e\"]=>\n bool(true)\n }\n }\n [\"f\"]=>\n string(4) \"it's\"\n}",
            r#"Object [Foo] { a: 'x', b: [ [Object: null prototype] { c: 1.50, d: null, e: true } ], f: "it's" }"#,
            r#"dict(a='x', b=[{'c': Decimal(1.50), 'd': None, 'e': True}], f="it's")"#,
            r#"{ a: 'x', b: [ { c: 1.50m, d: nil, e: TRUE } ], f: 'it' + "'s" }"#,
        ] {
            assert_eq!(read(text).map(|value| value.to_json()).as_deref(), Some(json), "{text}");
        }
        assert_eq!(read(r"b'{\'a\': \xd9\x82}'"), Some("{'a': ق}".into()));
        assert_eq!(read(r#""\ud83d\ude00""#), Some("😀".into()));
        for text in ["{a:1", "{a:1,a:2}", r#""\ud83d""#, "{a: b}", "{a:1} x", "{\"a\":1 \"b\":2}", ""] {
            assert_eq!(read(text), None, "{text}");
        }
        let deep = "[".repeat(200_000);
        assert_eq!(read(&deep), None);
    }
}
