//! Just enough JavaScript to read a `fetch` call that somebody copied: literals, object and array literals,
//! `JSON.stringify(…)`, `new Headers(…)`, and names of constants that hold one of these.

use crate::value::{MAX_DEPTH, Object, Value, is_name};

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

    /// A value, null where the script does not show it.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.known(depth).map(Option::unwrap_or_default)
    }

    /// A value; `Some(None)` when the script does not show it, `None` when it cannot be read at all.
    fn known(&mut self, depth: usize) -> Option<Option<Value>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        let calls = [("JSON.stringify(", true), ("new Headers(", false), ("new URL(", false), ("String(", false)];
        if let Some((_, stringify)) = calls.into_iter().find(|(call, _)| self.skip(call)) {
            return self.argument(stringify, depth);
        }
        let value = match self.rest.chars().next()? {
            '{' => self.object(depth)?,
            '[' => self.array(depth)?,
            quote @ ('"' | '\'' | '`') => {
                let text = self.string()?;
                if quote == '`' && text.contains("${") {
                    return Some(None);
                }
                text.into()
            }
            _ => {
                let word = self.word()?;
                return Some(literal(word).or_else(|| self.constant(word, depth)));
            }
        };
        self.space();
        // What goes on is computed: `"Bearer " + token`.
        let goes_on = self.rest.starts_with(['+', '.', '?', '|', '&']);
        if goes_on {
            self.word()?;
        }
        Some((!goes_on).then_some(value))
    }

    /// The argument of a call whose name was read.
    fn argument(&mut self, stringify: bool, depth: usize) -> Option<Option<Value>> {
        if self.skip(")") {
            return Some(Some(Object::new().into()));
        }
        let value = self.known(depth + 1)?;
        // JSON.stringify may have a replacer and a width.
        while !self.skip(")") {
            self.skip(",");
            self.value(depth + 1)?;
        }
        Some(value.map(|value| if stringify { value.to_json().into() } else { value }))
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

    /// What `const name = …` or `name = …` gives, with what is appended to it later.
    fn constant(&mut self, name: &str, depth: usize) -> Option<Value> {
        self.lookups += 1;
        if !is_name(name) || self.lookups > MAX_LOOKUPS {
            return None;
        }
        let script = self.script;
        let declared = |keyword: &str| script.split_once(&format!("{keyword} {name} =")).map(|(_, rest)| rest);
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
