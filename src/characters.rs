//! Characters that copying, editors and settings files put around a text, by their names.

use std::fmt;

/// A character that nobody types into a key, an address or JSON on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Odd {
    character: char,
    name: &'static str,
    kind: OddKind,
}

/// What such a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OddKind {
    /// White space, a line break included.
    Space,
    /// A control character that is no white space.
    Control,
    /// Without width, or with the look of nothing; also the mark of a character that was lost.
    Invisible,
    /// A quotation mark of any script, or what is typed for one.
    Quote,
}

impl Odd {
    /// The character, if it is odd.
    pub(crate) fn of(character: char) -> Option<Self> {
        // Nearly every character of a key.
        if character.is_ascii_alphanumeric() {
            return None;
        }
        let (name, kind) = known(character)?;
        Some(Self { character, name, kind })
    }

    /// The first odd character of a text that is no plain blank, wherever it stands; not a quotation mark.
    pub(crate) fn unseen_in(text: &str) -> Option<Self> {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return None;
        }
        text.chars().filter(|character| *character != ' ').filter_map(Self::of).find(|odd| odd.kind != OddKind::Quote)
    }

    /// What it is.
    pub(crate) fn kind(self) -> OddKind {
        self.kind
    }
}

/// `a zero-width space, U+200B`
impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, U+{:04X}", self.name, u32::from(self.character))
    }
}

fn known(character: char) -> Option<(&'static str, OddKind)> {
    use OddKind::{Control, Invisible, Quote, Space};
    Some(match character {
        ' ' => ("a space", Space),
        '\t' => ("a tab", Space),
        '\n' => ("a line feed", Space),
        '\r' => ("a carriage return", Space),
        '\u{a0}' => ("a no-break space", Space),
        '\u{202f}' => ("a narrow no-break space", Space),
        '\u{2028}' => ("a line separator", Space),
        '\u{3000}' => ("an ideographic space", Space),
        other if other.is_whitespace() => ("a Unicode space", Space),
        '\0' => ("a NUL", Control),
        other if other.is_control() => ("a control character", Control),
        '\u{feff}' => ("a byte-order mark", Invisible),
        '\u{200b}' => ("a zero-width space", Invisible),
        '\u{200c}' => ("a zero-width non-joiner", Invisible),
        '\u{200d}' => ("a zero-width joiner", Invisible),
        '\u{200e}' => ("a left-to-right mark", Invisible),
        '\u{200f}' => ("a right-to-left mark", Invisible),
        '\u{61c}' => ("an Arabic letter mark", Invisible),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ("an invisible mark of direction", Invisible),
        '\u{2060}' => ("a word joiner", Invisible),
        '\u{ad}' => ("a soft hyphen", Invisible),
        '\u{fffd}' => ("the mark of a lost character", Invisible),
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffc}'
        | '\u{e0000}'..='\u{e0fff}' => ("an invisible character", Invisible),
        '"' => ("a quotation mark", Quote),
        '\'' => ("an apostrophe", Quote),
        '`' => ("a backtick", Quote),
        '\u{b4}' => ("an acute accent", Quote),
        '\u{ab}'
        | '\u{bb}'
        | '\u{2018}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{301d}'..='\u{301f}'
        | '\u{ff02}'
        | '\u{ff07}'
        | '\u{ff40}' => ("a typographic quotation mark", Quote),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_told_by_name_and_number() {
        for (character, told) in [
            (' ', "a space, U+0020"),
            ('\n', "a line feed, U+000A"),
            ('\u{2003}', "a Unicode space, U+2003"),
            ('\u{feff}', "a byte-order mark, U+FEFF"),
            ('\u{200b}', "a zero-width space, U+200B"),
            ('\u{201c}', "a typographic quotation mark, U+201C"),
            ('`', "a backtick, U+0060"),
            ('\u{e0020}', "an invisible character, U+E0020"),
        ] {
            assert_eq!(Odd::of(character).unwrap().to_string(), told);
        }
    }

    #[test]
    fn what_keys_are_made_of_is_not_odd() {
        for character in ('!'..='~').chain("éعقключ键€".chars()) {
            assert_eq!(Odd::of(character).is_some(), "\"'`".contains(character), "{character}");
        }
    }

    #[test]
    fn a_plain_blank_inside_a_text_is_seen_and_a_no_break_space_is_not() {
        assert_eq!(Odd::unseen_in("a key with 'words'"), None);
        assert_eq!(Odd::unseen_in("a\u{a0}b").map(Odd::kind), Some(OddKind::Space));
        assert_eq!(Odd::unseen_in("a\u{200d}b").map(Odd::kind), Some(OddKind::Invisible));
        assert_eq!(Odd::unseen_in("a\0b").map(Odd::kind), Some(OddKind::Control));
    }
}
