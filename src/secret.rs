//! The rule for keys and tokens, and what stands in their place.

use crate::characters::{Odd, OddKind};
use crate::error::{Error, ErrorCode, Result};

/// What stands in place of a secret wherever a person looks.
pub const MASK: &str = "••••••••";

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
            let error = check_opaque(bad).unwrap_err();
            assert_eq!((error.code(), error.message()), (ErrorCode::InvalidConfig, told), "{bad:?}");
            assert!(error.hint_text().is_some() && !error.to_string().contains("s3cr"));
        }
        for good in ["s3cr3t", "a 'quoted' key", "1tSa6uxz2nTwlaAmt38enA==", "مفتاح", "<key>"] {
            assert!(check_opaque(good).is_ok(), "{good}");
        }
    }
}
