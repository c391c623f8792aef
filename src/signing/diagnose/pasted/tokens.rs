//! The pieces of a program that values are made of: strings, numbers, names, brackets.

use crate::signing::diagnose::pasted::literal::Reader;
use crate::value::Value;

impl<'a> Reader<'a> {
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

    pub(super) fn one(&mut self) -> Option<()> {
        let mut characters = self.rest.chars();
        characters.next()?;
        self.rest = characters.as_str();
        Some(())
    }

    pub(super) fn closes(&mut self, end: char) -> bool {
        self.space();
        let closes = self.rest.starts_with(end);
        closes && self.one().is_some()
    }

    /// A comma, the end, or another member of a dump.
    pub(super) fn separated(&mut self, end: char) -> Option<()> {
        (self.skip(",") || self.skip(";") || self.rest.starts_with(end) || self.rest.starts_with('[')).then_some(())
    }

    /// A number; C# and Java mark its type with a letter.
    pub(super) fn number(&mut self) -> Option<Value> {
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

    /// The name of a member.
    pub(super) fn member(&mut self) -> Option<String> {
        // Ruby has `:name =>`.
        self.rest = self.rest.trim_start_matches(':');
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

    pub(super) fn string(&mut self) -> Option<String> {
        self.string_of(false, false)
    }

    /// The text of a string; in Python's bytes `\xd9` is a byte and not a character, in C#'s `@"…"` a quotation mark is
    /// doubled.
    pub(super) fn string_of(&mut self, is_bytes: bool, is_verbatim: bool) -> Option<String> {
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
                end if end == quote && is_verbatim && characters.as_str().starts_with(quote) => {
                    push(&mut text, quote);
                    characters.next();
                }
                end if end == quote => break,
                '\\' => match characters.next()? {
                    'n' => text.push(b'\n'),
                    'r' => text.push(b'\r'),
                    't' => text.push(b'\t'),
                    'b' => text.push(8),
                    'f' => text.push(12),
                    'x' if characters.as_str().starts_with('{') => {
                        // Perl and Swift have the number of a character in braces.
                        let (code, rest) = characters.as_str().get(1..)?.split_once('}')?;
                        push(&mut text, char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                        characters = rest.chars();
                    }
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
