//! Just enough JavaScript to read a `fetch` call that somebody copied: literals, object and array literals,
//! `JSON.stringify(…)`, `new Headers(…)`, and names of constants that hold one of these.

use crate::signing::veil::is_name;
use crate::value::{MAX_DEPTH, Object, Value};

/// More names are not looked up: one may lead to the next.
const MAX_LOOKUPS: usize = 64;

/// The arguments of the first `fetch(…)` in a script.
pub(super) struct Call {
    pub(super) arguments: Vec<Value>,
    /// The members whose value is not in the script; each is null among the arguments.
    pub(super) elsewhere: Vec<String>,
}

impl Call {
    pub(super) fn read(script: &str) -> Option<Self> {
        let (_, rest) = script.split_once("fetch(")?;
        let mut reader = Reader { script, rest, elsewhere: Vec::new(), lookups: 0 };
        let mut arguments = Vec::new();
        while !reader.skip(")") && arguments.len() < 2 {
            arguments.push(reader.value(0)?);
            reader.skip(",");
        }
        Some(Self { arguments, elsewhere: reader.elsewhere })
    }
}

struct Reader<'a> {
    script: &'a str,
    rest: &'a str,
    elsewhere: Vec<String>,
    lookups: usize,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
        while let Some(comment) = self.rest.strip_prefix("//") {
            self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
    }

    fn skip(&mut self, token: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        for (call, stringify) in
            [("JSON.stringify(", true), ("new Headers(", false), ("new URL(", false), ("String(", false)]
        {
            if self.skip(call) {
                if self.skip(")") {
                    return Some(Object::new().into());
                }
                let value = self.value(depth + 1)?;
                // JSON.stringify may have a replacer and a width.
                while !self.skip(")") {
                    self.skip(",");
                    self.value(depth + 1)?;
                }
                return Some(if stringify { value.to_json().into() } else { value });
            }
        }
        match self.rest.chars().next()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' | '\'' | '`' => self.string().map(Value::String),
            _ => {
                let word = self.word()?;
                Some(literal(word).or_else(|| self.constant(word, depth)).unwrap_or_default())
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.skip("{");
        let mut object = Object::new();
        while !self.skip("}") {
            self.space();
            let name = match self.rest.chars().next()? {
                '"' | '\'' | '`' => self.string()?,
                _ => self.word()?.to_owned(),
            };
            // `{ body }` is short for `{ body: body }`.
            let value = match self.skip(":") {
                true => self.known(depth + 1)?,
                false if is_name(&name) => self.constant(&name, depth),
                false => return None,
            };
            if value.is_none() {
                self.elsewhere.push(name.clone());
            }
            object.set(&name, value.unwrap_or_default());
            self.skip(",");
        }
        Some(object.into())
    }

    /// A value; `Some(None)` when the script does not show it.
    fn known(&mut self, depth: usize) -> Option<Option<Value>> {
        self.space();
        let starts_name =
            self.rest.starts_with(|character: char| character.is_alphabetic() || "_$".contains(character));
        let is_call =
            ["JSON.stringify(", "new Headers(", "new URL(", "String("].iter().any(|call| self.rest.starts_with(call));
        if starts_name && !is_call {
            let word = self.word()?;
            return Some(literal(word).or_else(|| self.constant(word, depth)));
        }
        let is_template = self.rest.starts_with('`');
        let value = self.value(depth)?;
        self.space();
        // What goes on is computed: `"Bearer " + token`.
        let goes_on = !self.rest.is_empty() && !self.rest.starts_with([',', '}', ']', ')', ';', '\n']);
        if goes_on && !self.rest.starts_with(|character: char| character.is_alphabetic()) {
            self.word()?;
            return Some(None);
        }
        let is_filled = is_template && value.as_text().is_some_and(|text| text.contains("${"));
        Some((!is_filled).then_some(value))
    }

    /// What `const name = …` or `name = …` gives, with what is appended to it later.
    fn constant(&mut self, name: &str, depth: usize) -> Option<Value> {
        self.lookups += 1;
        if !is_name(name) || self.lookups > MAX_LOOKUPS {
            return None;
        }
        let declared = |keyword: &str| self.script.split_once(&format!("{keyword} {name} =")).map(|(_, rest)| rest);
        let rest = declared("const").or_else(|| declared("let")).or_else(|| declared("var"))?;
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
            for rest in self.script.split(call.as_str()).skip(1).take(MAX_LOOKUPS) {
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

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.skip("[");
        let mut items = Vec::new();
        while !self.skip("]") {
            items.push(self.value(depth + 1)?);
            self.skip(",");
        }
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        let mut characters = self.rest.chars();
        let quote = characters.next()?;
        let mut text = String::new();
        loop {
            match characters.next()? {
                end if end == quote => break,
                '\\' => match characters.next()? {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'u' => {
                        let code: String = characters.by_ref().take(4).collect();
                        text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                    }
                    '\n' => {}
                    other => text.push(other),
                },
                other => text.push(other),
            }
        }
        self.rest = characters.as_str();
        Some(text)
    }

    /// A number, `true`, `null`, a name or another expression; never nothing, so that every step goes on.
    fn word(&mut self) -> Option<&'a str> {
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

fn literal(word: &str) -> Option<Value> {
    match word {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "null" | "undefined" => Some(Value::Null),
        number => number.parse::<f64>().is_ok_and(f64::is_finite).then(|| Value::Number(number.to_owned())),
    }
}
