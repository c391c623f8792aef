//! The strict JSON reader.

use crate::document::{DocumentBuf, TokenKind, position, token};
use crate::text::sort_texts;
use crate::value::{MAX_DEPTH, is_name};

const NOT_JSON: &str = "is not JSON";

type Parsed<T> = Result<T, String>;

/// Reads JSON into a document of its own.
pub(super) fn parse(json: &str) -> Parsed<DocumentBuf> {
    let document = DocumentBuf { text: json.to_owned(), tokens: Vec::with_capacity(json.len() / 8 + 1), names: None };
    let mut parser = Parser { json: json.as_bytes(), at: 0, document };
    parser.value(0)?;
    parser.skip_space();
    if parser.at < json.len() {
        return Err(NOT_JSON.to_owned());
    }
    Ok(parser.document)
}

/// A strict JSON reader. The tokens point into the JSON itself; a string with escapes is written out behind it.
struct Parser<'a> {
    json: &'a [u8],
    at: usize,
    document: DocumentBuf,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Parsed<()> {
        if self.take(byte) { Ok(()) } else { Err(NOT_JSON.to_owned()) }
    }

    fn value(&mut self, depth: usize) -> Parsed<()> {
        if depth > MAX_DEPTH {
            return Err(format!("nests deeper than {MAX_DEPTH} levels"));
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string(TokenKind::String),
            Some(b't') => self.word(b"true", TokenKind::True),
            Some(b'f') => self.word(b"false", TokenKind::False),
            Some(b'n') => self.word(b"null", TokenKind::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8], kind: TokenKind) -> Parsed<()> {
        if !self.json.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(NOT_JSON.to_owned());
        }
        self.at += word.len();
        self.document.tokens.push(token(kind, 0, 0));
        Ok(())
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self) -> Parsed<()> {
        let start = self.at;
        self.take(b'-');
        let integer = self.take(b'0') || self.digits();
        let fraction = !self.take(b'.') || self.digits();
        let exponent = if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()
        } else {
            true
        };
        if !(integer && fraction && exponent) {
            return Err(NOT_JSON.to_owned());
        }
        self.document.tokens.push(token(TokenKind::Number, position(start), position(self.at)));
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Parsed<()> {
        let opened = self.document.open_list();
        self.at += 1;
        let mut count = 0;
        self.skip_space();
        if !self.take(b']') {
            loop {
                self.value(depth + 1)?;
                count += 1;
                self.skip_space();
                if self.take(b']') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.document.close(opened, count);
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Parsed<()> {
        let opened = self.document.open_object();
        self.at += 1;
        let mut count = 0;
        self.skip_space();
        if !self.take(b'}') {
            loop {
                self.skip_space();
                if self.peek() != Some(b'"') {
                    return Err(NOT_JSON.to_owned());
                }
                self.string(TokenKind::Name)?;
                self.skip_space();
                self.expect(b':')?;
                self.value(depth + 1)?;
                count += 1;
                self.skip_space();
                if self.take(b'}') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.document.close(opened, count);
        self.refuse_repeated(opened)
    }

    /// Which of two members with one name counts, nobody knows; `__proto__` would change what an object is. A sorted
    /// list finds repeated names in a body of any size without quadratic time.
    fn refuse_repeated(&self, opened: usize) -> Parsed<()> {
        let object = self.document.as_document().item(opened);
        if object.members().any(|(name, _)| name == "__proto__") {
            return Err("holds the name \"__proto__\"".to_owned());
        }
        let mut names: Vec<(&str, usize)> = object.members().map(|(name, _)| (name, 0)).collect();
        sort_texts(&mut names);
        match names.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
            // A text that is no name may be anything, a card number for instance.
            Some((name, _)) if is_name(name) => Err(format!("holds the name {name:?} twice")),
            Some(_) => Err("holds a name twice".to_owned()),
            None => Ok(()),
        }
    }

    fn string(&mut self, kind: TokenKind) -> Parsed<()> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => return self.escaped(kind, start),
                Some(0..0x20) | None => return Err(NOT_JSON.to_owned()),
                Some(_) => self.at += 1,
            }
        }
        self.document.tokens.push(token(kind, position(start), position(self.at)));
        self.at += 1;
        Ok(())
    }

    /// A string with escapes in it; `start` is where it begins.
    fn escaped(&mut self, kind: TokenKind, start: usize) -> Parsed<()> {
        let mut text = Vec::new();
        text.extend_from_slice(self.json.get(start..self.at).unwrap_or_default());
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    let character = self.escape()?;
                    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(0..0x20) | None => return Err(NOT_JSON.to_owned()),
                Some(byte) => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        let text = String::from_utf8(text).map_err(|_| NOT_JSON.to_owned())?;
        self.document.push(kind, &text);
        Ok(())
    }

    fn escape(&mut self) -> Parsed<char> {
        let byte = self.peek().ok_or_else(|| NOT_JSON.to_owned())?;
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(NOT_JSON.to_owned()),
        })
    }

    fn unicode(&mut self) -> Parsed<char> {
        let first = self.hex()?;
        let code = match first {
            0xd800..0xdc00 => {
                let low = if self.take(b'\\') && self.take(b'u') { self.hex()? } else { 0 };
                if !(0xdc00..0xe000).contains(&low) {
                    return Err(NOT_UNICODE.to_owned());
                }
                0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| NOT_UNICODE.to_owned())
    }

    fn hex(&mut self) -> Parsed<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| NOT_JSON.to_owned())?;
            self.at += 1;
        }
        Ok(code)
    }
}

const NOT_UNICODE: &str = "holds a string that is not valid Unicode";

/// Whether a text is a number of JSON. JavaScript has others, and Rust callers may write anything.
pub(super) fn is_number(text: &str) -> bool {
    let mut parser = Parser { json: text.as_bytes(), at: 0, document: DocumentBuf::default() };
    parser.number().is_ok() && parser.at == text.len()
}
