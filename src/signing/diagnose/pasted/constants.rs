//! What programs hold under a name, and what their logs write around a value.

use crate::signing::diagnose::pasted::literal::Reader;
use crate::value::{MAX_DEPTH, Object, Value, is_name};

/// More names are not looked up: one may lead to the next.
const MAX_LOOKUPS: usize = 64;

/// Marks of values that `console.log` does not write out.
const UNSHOWN: &[&str] =
    &["[Function", "[AsyncFunction", "[class ", "[Object]", "[Array]", "[Circular", "[Getter", "[Symbol"];

impl Reader<'_> {
    /// What `console.log` and `var_dump` write around a value.
    pub(super) fn marked(&mut self, depth: usize) -> Option<Option<Option<Value>>> {
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

    /// What `const name = …`, `$name = …` or `name = …` gives, with what is appended to it later.
    pub(super) fn constant(&mut self, name: &str, depth: usize) -> Option<Value> {
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
}
