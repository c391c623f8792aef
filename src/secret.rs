//! Keys and tokens that cannot be printed and are wiped when dropped.

use std::fmt;

use zeroize::Zeroizing;

use crate::characters::{Odd, OddKind};
use crate::declare::{Field, Kind};
use crate::error::{Error, ErrorCode, Result};
use crate::value::Value;

/// What stands in place of a secret wherever a person looks.
pub const MASK: &str = "••••••••";

/// A key or token. `Debug` shows a mask, there is no `Display`, and memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a secret as the gateway issued it.
    ///
    /// # Errors
    /// `INVALID_CONFIG` when it is empty, has white space or quotation marks of any script around it, or holds a
    /// control or invisible character: all signs of a badly copied key or a badly read settings file, and of a
    /// signature that never matches. The error names the character.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let text = Zeroizing::new(text.into());
        check_opaque(&text)?;
        Ok(Self(text))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// One key, or several while a key is being replaced: the newest signs, any verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    newest: Secret,
    older: Vec<Secret>,
}

impl Keys {
    pub(crate) fn newest(&self) -> &Secret {
        &self.newest
    }

    /// The keys with a name for the newest and one for the others.
    pub(crate) fn named(&self, newest: &'static str, older: &'static str) -> Vec<(&'static str, &Secret)> {
        std::iter::once((newest, &self.newest)).chain(self.older.iter().map(|key| (older, key))).collect()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

impl Field for Keys {
    const KIND: Kind = Kind::of("string | readonly string[]").secret();

    fn parse(value: &Value) -> Result<Self> {
        let Value::Array(_) = value else { return Ok(Self { newest: Secret::parse(value)?, older: Vec::new() }) };
        let mut keys = Vec::<Secret>::parse(value)?.into_iter();
        let newest = keys.next().ok_or_else(|| Error::new(ErrorCode::InvalidConfig, "is empty"))?;
        Ok(Self { newest, older: keys.collect() })
    }

    fn to_value(&self) -> Option<Value> {
        Some(MASK.into())
    }
}

impl Field for Secret {
    const KIND: Kind = Kind::of("string").secret();

    fn parse(value: &Value) -> Result<Self> {
        match value {
            Value::String(text) => Self::new(text.as_str()),
            other => Err(Error::new(ErrorCode::InvalidConfig, format!("is {}, not a string", other.type_name()))),
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(MASK.into())
    }
}

/// A token that travels in a header of its own or after `Bearer`, which this library writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(Secret);

impl Token {
    /// Takes a token as the gateway issued it.
    ///
    /// # Errors
    /// As [`Secret::new`]; also when it starts with `Bearer` or cannot stand in a header.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        Self::parse(&Value::String(text.into()))
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.0
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl Field for Token {
    const KIND: Kind = Secret::KIND;

    fn parse(value: &Value) -> Result<Self> {
        let secret = Secret::parse(value)?;
        let refuse = |message: &str, hint: &str| Err(Error::new(ErrorCode::InvalidConfig, message).hint(hint));
        if secret.expose().get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            return refuse("starts with Bearer", "give the token alone; the library writes what stands before it");
        }
        if !secret.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("cannot stand in a header", "a token has no blanks and no letters outside ASCII");
        }
        Ok(Self(secret))
    }

    fn to_value(&self) -> Option<Value> {
        self.0.to_value()
    }
}

/// The rule for every configured text that a gateway issued: used exactly as it is, or not at all.
///
/// What is wrong is told by the name of a character; the text itself may be a key and is never quoted.
pub(crate) fn check_opaque(text: &str) -> Result<()> {
    let refuse = |message: String, hint: &str| Err(Error::new(ErrorCode::InvalidConfig, message).hint(hint));
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
        return refuse(
            "is empty".into(),
            "read its value from your settings; an option that is not needed is left out",
        );
    };
    for (place, character) in [("starts", first), ("ends", last)] {
        let Some(odd) = Odd::of(character) else { continue };
        return refuse(
            format!("{place} with {odd}"),
            match odd.kind() {
                OddKind::Quote => "the quotation marks of a settings file are not part of the value",
                OddKind::Space => "trim what was read from the settings file",
                OddKind::Control | OddKind::Invisible => COPY_AGAIN,
            },
        );
    }
    match Odd::unseen_in(text) {
        None => Ok(()),
        Some(odd) => refuse(format!("holds {odd}"), COPY_AGAIN),
    }
}

const COPY_AGAIN: &str = "copy it again from the gateway's dashboard, and save settings files as UTF-8 without a \
    byte-order mark";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_printed() {
        let secret = Secret::new("259af31fc2f7").unwrap();
        assert_eq!(format!("{secret:?}"), MASK);
    }

    #[test]
    fn what_a_settings_file_or_a_copy_adds_is_refused_by_name() {
        for (bad, told) in [
            ("", "is empty"),
            (" s3cr3t", "starts with a space, U+0020"),
            ("s3cr3t ", "ends with a space, U+0020"),
            ("s3cr3t\n", "ends with a line feed, U+000A"),
            ("s3cr3t\r\n", "ends with a line feed, U+000A"),
            ("s3cr3t\u{a0}", "ends with a no-break space, U+00A0"),
            ("\u{3000}s3cr3t", "starts with an ideographic space, U+3000"),
            ("\"s3cr3t\"", "starts with a quotation mark, U+0022"),
            ("s3cr3t'", "ends with an apostrophe, U+0027"),
            ("`s3cr3t`", "starts with a backtick, U+0060"),
            ("\u{201c}s3cr3t\u{201d}", "starts with a typographic quotation mark, U+201C"),
            ("s3cr3t\u{bb}", "ends with a typographic quotation mark, U+00BB"),
            ("\u{feff}s3cr3t", "starts with a byte-order mark, U+FEFF"),
            ("\u{200b}s3cr3t", "starts with a zero-width space, U+200B"),
            ("s3cr3t\u{200f}", "ends with a right-to-left mark, U+200F"),
            ("s3cr3t\u{2060}", "ends with a word joiner, U+2060"),
            ("s3cr\u{200b}3t", "holds a zero-width space, U+200B"),
            ("s3cr\u{a0}3t", "holds a no-break space, U+00A0"),
            ("s3cr\x003t", "holds a NUL, U+0000"),
            ("s3cr\r3t", "holds a carriage return, U+000D"),
            ("s3cr\u{fffd}t", "holds the mark of a lost character, U+FFFD"),
        ] {
            let error = Secret::new(bad).unwrap_err();
            assert_eq!((error.code(), error.message()), (ErrorCode::InvalidConfig, told), "{bad:?}");
            assert!(error.hint_text().is_some() && !error.to_string().contains("s3cr"));
        }
        for good in ["s3cr3t", "a 'quoted' key", "1tSa6uxz2nTwlaAmt38enA==", "مفتاح", "<key>"] {
            assert!(Secret::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_token_comes_without_its_scheme() {
        assert_eq!(Token::parse(&"eyJ.a-b_c".into()).unwrap().expose(), "eyJ.a-b_c");
        for bad in ["Bearer eyJ", "bearer eyJ", "a b", "ключ", "a\tb", ""] {
            assert_eq!(Token::parse(&bad.into()).unwrap_err().code(), ErrorCode::InvalidConfig, "{bad:?}");
        }
    }
}
