//! Values as programs and their logs write them: literals of JavaScript, Python and PHP, what `console.log`, `repr`,
//! `var_export` and `var_dump` print, `JSON.stringify(…)` and its like around them, and names of constants.

use crate::request::percent_encode;
use crate::signing::diagnose::subject::{Sent, flatten};
use crate::value::{MAX_DEPTH, Object, Value, is_name};

/// More names are not looked up: one may lead to the next.
const MAX_LOOKUPS: usize = 64;

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

/// What may follow a text without changing it.
const SUFFIXES: &[&str] = &[".encode(", ".toString(", ".trim(", ".strip("];

/// Marks of values that `console.log` does not write out.
const UNSHOWN: &[&str] =
    &["[Function", "[AsyncFunction", "[class ", "[Object]", "[Array]", "[Circular", "[Getter", "[Symbol"];

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
    script: &'a str,
    pub(super) rest: &'a str,
    /// The members whose value is not in the script; each is null among the values.
    pub(super) elsewhere: Vec<String>,
    /// Whether an object names a field twice.
    pub(super) repeats: bool,
    lookups: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(script: &'a str, rest: &'a str) -> Self {
        Self { script, rest, elsewhere: Vec::new(), repeats: false, lookups: 0 }
    }

    pub(super) fn space(&mut self) {
        self.rest = self.rest.trim_start();
        while self.rest.starts_with("//") || self.rest.starts_with("# ") {
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
    }

    pub(super) fn skip(&mut self, token: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
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
    fn single(&mut self, depth: usize) -> Option<Option<Value>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        if let Some((rest, makes)) =
            CALLS.iter().find_map(|(call, makes)| Some((self.rest.strip_prefix(call)?, *makes)))
        {
            self.rest = rest;
            return self.argument(makes, depth);
        }
        if let Some(marked) = self.marked(depth) {
            return marked;
        }
        let quoted = self.rest.trim_start_matches(['b', 'u', 'r', 'f', 'B', 'F', '@']);
        let prefix = self.rest.len() - quoted.len();
        if prefix <= 2 && quoted.starts_with(['"', '\'']) {
            let computed = self.rest.get(..prefix).is_some_and(|prefix| prefix.contains(['f', 'F']));
            let is_bytes = self.rest.get(..prefix).is_some_and(|prefix| prefix.contains(['b', 'B']));
            self.rest = quoted;
            let text = self.string_of(is_bytes)?;
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

    /// A number; C# and Java mark its type with a letter.
    fn number(&mut self) -> Option<Value> {
        let mut may_have_sign = true;
        let ends = |letter: char| {
            let is_part = letter.is_ascii_alphanumeric() || letter == '.' || may_have_sign && "+-".contains(letter);
            may_have_sign = matches!(letter, 'e' | 'E');
            !is_part
        };
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end)?;
        let Ok(value @ Value::Number(_)) = Value::parse(text.trim_end_matches(['m', 'M', 'L', 'f', 'F', 'd', 'D']))
        else {
            return None;
        };
        self.rest = rest;
        Some(value)
    }

    /// What `console.log` and `var_dump` write around a value.
    fn marked(&mut self, depth: usize) -> Option<Option<Option<Value>>> {
        if self.skip("[Object: null prototype]") || self.rest.starts_with("<ref ") {
            if self.rest.starts_with("<ref ") {
                self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
            }
            return Some(self.single(depth + 1));
        }
        if UNSHOWN.iter().any(|mark| self.rest.starts_with(mark)) {
            self.rest = self.rest.split_once(']').map_or("", |(_, rest)| rest);
            self.space();
            if self.rest.starts_with('{') && self.object('}', depth).is_none() {
                return Some(None);
            }
            return Some(Some(Some(Value::Null)));
        }
        if let Some(bytes) = self.rest.strip_prefix("<Buffer") {
            let (digits, rest) = bytes.split_once('>')?;
            self.rest = rest;
            let bytes = hex::decode(digits.split_whitespace().collect::<String>()).ok();
            return Some(Some(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(Value::from)));
        }
        // `string(5) "sku-7"`: the length is in bytes, and nothing is escaped.
        if let Some((length, rest)) = self.rest.strip_prefix("string(").and_then(|rest| rest.split_once(") \"")) {
            let length: usize = length.parse().ok()?;
            let (text, rest) = rest.split_at_checked(length)?;
            self.rest = rest.strip_prefix('"')?;
            return Some(Some(Some(text.into())));
        }
        None
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

    /// The argument of a call whose name was read.
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

    /// Members up to a bracket: `name: value`, `'name' => value`, `["name"]=> value`, `name=value`.
    fn object(&mut self, end: char, depth: usize) -> Option<Value> {
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
            let is_given = self.skip("=>") || self.skip(":") || end == ')' && self.skip("=");
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

    fn one(&mut self) -> Option<()> {
        let mut characters = self.rest.chars();
        characters.next()?;
        self.rest = characters.as_str();
        Some(())
    }

    fn closes(&mut self, end: char) -> bool {
        self.space();
        let closes = self.rest.starts_with(end);
        closes && self.one().is_some()
    }

    /// A comma, the end, or another member of a dump.
    fn separated(&mut self, end: char) -> Option<()> {
        (self.skip(",") || self.skip(";") || self.rest.starts_with(end) || self.rest.starts_with('[')).then_some(())
    }

    /// The name of a member.
    fn member(&mut self) -> Option<String> {
        match self.rest.chars().next()? {
            '"' | '\'' | '`' => self.string(),
            '[' => {
                self.one()?;
                self.space();
                let name = match self.rest.starts_with(['"', '\'']) {
                    true => self.string()?,
                    false => {
                        let (name, _) = self.rest.split_once(']')?;
                        name.trim().to_owned()
                    }
                };
                // A dump says `["name":protected]`.
                self.rest = self.rest.split_once(']')?.1;
                Some(name)
            }
            _ => {
                let is_part = |letter: char| letter.is_alphanumeric() || "_$-".contains(letter);
                let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
                let (name, rest) = self.rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
                self.rest = rest;
                Some(name.to_owned())
            }
        }
    }

    /// What `const name = …`, `$name = …` or `name = …` gives, with what is appended to it later.
    fn constant(&mut self, name: &str, depth: usize) -> Option<Value> {
        self.lookups += 1;
        if !is_name(name.trim_start_matches('$')) || self.lookups > MAX_LOOKUPS || depth > MAX_DEPTH {
            return None;
        }
        let script = self.script;
        let assigned = |(at, found): (usize, &str)| {
            let before = script.get(..at)?.chars().next_back();
            let rest = script.get(at + found.len()..)?;
            let is_whole = before.is_none_or(|letter| !letter.is_alphanumeric() && !"_$.>".contains(letter));
            (is_whole && !rest.starts_with(['=', '>'])).then_some(rest)
        };
        let rest = script.match_indices(&format!("{name} =")).take(MAX_LOOKUPS).find_map(assigned)?;
        let here = std::mem::replace(&mut self.rest, rest);
        let mut value = self.known(depth + 1).flatten();
        if let Some(Value::Object(object)) = &mut value {
            self.appended(name, object, depth);
        }
        self.rest = here;
        value
    }

    /// `headers.append("name", "value")` and `headers.set("name", "value")`.
    fn appended(&mut self, name: &str, object: &mut Object, depth: usize) {
        for call in [format!("{name}.append("), format!("{name}.set(")] {
            let script = self.script;
            for rest in script.split(call.as_str()).skip(1).take(MAX_LOOKUPS) {
                self.rest = rest;
                let Some(key) = self.value(depth + 1).and_then(|key| key.as_text().map(str::to_owned)) else {
                    continue;
                };
                self.skip(",");
                let value = self.known(depth + 1).flatten();
                if value.is_none() {
                    self.elsewhere.push(key.clone());
                }
                object.set(&key, value.unwrap_or_default());
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.string_of(false)
    }

    /// The text of a string; in Python's bytes `\xd9` is a byte and not a character.
    fn string_of(&mut self, is_bytes: bool) -> Option<String> {
        if let Some(quotes) = ["\"\"\"", "'''"].into_iter().find(|quotes| self.rest.starts_with(*quotes)) {
            let (text, rest) = self.rest.get(3..)?.split_once(quotes)?;
            self.rest = rest;
            return Some(text.to_owned());
        }
        let mut characters = self.rest.chars();
        let quote = characters.next()?;
        let mut text = Vec::new();
        let push = |text: &mut Vec<u8>, letter: char| text.extend(letter.encode_utf8(&mut [0; 4]).bytes());
        loop {
            match characters.next()? {
                end if end == quote => break,
                '\\' => match characters.next()? {
                    'n' => text.push(b'\n'),
                    'r' => text.push(b'\r'),
                    't' => text.push(b'\t'),
                    'b' => text.push(8),
                    'f' => text.push(12),
                    'x' => {
                        let code = u8::from_str_radix(&take(&mut characters, 2)?, 16).ok()?;
                        if is_bytes { text.push(code) } else { push(&mut text, char::from(code)) }
                    }
                    'u' if is_bytes => text.extend(b"\\u"),
                    'u' => push(&mut text, escaped(&mut characters)?),
                    '\n' => {}
                    other => push(&mut text, other),
                },
                other => push(&mut text, other),
            }
        }
        self.rest = characters.as_str();
        String::from_utf8(text).ok()
    }

    /// A number, `true`, `null`, a name or another expression; never nothing, so that every step goes on.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let (mut depth, mut quote) = (0_usize, None);
        let ends = |character: char| {
            match (quote, character) {
                (Some(open), close) if open == close => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'' | '`') => quote = Some(character),
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') if depth > 0 => depth -= 1,
                (None, ',' | ':' | '}' | ']' | ')' | ';' | '\n') => return depth == 0,
                _ => {}
            }
            false
        };
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).filter(|(word, _)| !word.trim().is_empty())?;
        self.rest = rest;
        Some(word.trim())
    }
}

fn take(characters: &mut std::str::Chars<'_>, count: usize) -> Option<String> {
    let taken: String = characters.by_ref().take(count).collect();
    (taken.len() == count).then_some(taken)
}

/// What follows `\u`: four digits, or a pair of them.
fn escaped(characters: &mut std::str::Chars<'_>) -> Option<char> {
    let first = u32::from_str_radix(&take(characters, 4)?, 16).ok()?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    if take(characters, 2)? != "\\u" {
        return None;
    }
    let second = u32::from_str_radix(&take(characters, 4)?, 16).ok()?.checked_sub(0xdc00)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + second).filter(|_| second < 0x400)
}

fn literal(word: &str) -> Option<Value> {
    match word {
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        "null" | "undefined" | "None" | "NULL" | "nil" => Some(Value::Null),
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

    #[test]
    fn forms_have_brackets() {
        let value = Value::parse(r#"{"a":"x y","b":[{"c":1}],"d":{"e":2}}"#).unwrap();
        assert_eq!(form(&value), "a=x%20y&b%5B0%5D%5Bc%5D=1&d%5Be%5D=2");
    }
}
