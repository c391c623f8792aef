//! Just enough JavaScript to read a `fetch` call that somebody copied: literals, object and array literals,
//! `JSON.stringify(…)` and `new Headers(…)`.

use crate::value::{MAX_DEPTH, Object, Value};

/// The arguments of the first `fetch(…)` in a script.
pub(super) fn fetch_arguments(script: &str) -> Option<Vec<Value>> {
    let (_, rest) = script.split_once("fetch(")?;
    let mut reader = Reader { rest };
    let mut arguments = Vec::new();
    while !reader.skip(")") && arguments.len() < 2 {
        arguments.push(reader.value(0)?);
        reader.skip(",");
    }
    Some(arguments)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
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
            _ => Some(self.word()),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.skip("{");
        let mut object = Object::new();
        while !self.skip("}") {
            self.space();
            let name = match self.rest.chars().next()? {
                '"' | '\'' | '`' => self.string()?,
                _ => self.word().as_text()?.to_owned(),
            };
            if !self.skip(":") {
                return None;
            }
            object.set(&name, self.value(depth + 1)?);
            self.skip(",");
        }
        Some(object.into())
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

    /// A number, `true`, `null` or a name.
    fn word(&mut self) -> Value {
        let end = self.rest.find([',', ':', '}', ']', ')', '\n']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        match word.trim() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" | "undefined" => Value::Null,
            number if number.parse::<f64>().is_ok() => Value::Number(number.to_owned()),
            name => Value::String(name.to_owned()),
        }
    }
}
