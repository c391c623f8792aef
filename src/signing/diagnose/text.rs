//! Values, and the whole text, written in another way: encoded, quoted, trimmed, in another case.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::charsets::{ascii, latin1, lower_bytes, twice, utf16, windows_1256};
use crate::signing::diagnose::mistake::{Mistake, Whole};
use crate::signing::diagnose::parts::lists;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::unicode::{nfc, nfd};
use crate::signing::diagnose::{Edit, Mistakes, Subject, ranking};
use crate::signing::recipe::{Role, Source};

/// A way to write a text.
struct Style {
    cause: &'static Cause,
    rank: Rank,
    how: &'static str,
    write: fn(&str) -> Option<String>,
}

const fn style(cause: &'static Cause, rank: Rank, how: &'static str, write: fn(&str) -> Option<String>) -> Style {
    Style { cause, rank, how, write }
}

const STYLES: &[Style] = &[
    style(&cause::TEXT_PERCENT_ENCODED, ranking::URL_ENCODED, "percent-encoded", |text| Some(encoded(text, COMPONENT))),
    style(&cause::TEXT_PERCENT_ENCODED, ranking::URL_ENCODED.rarer(1), "percent-encoded in lower case", |text| {
        Some(lower_escapes(&encoded(text, COMPONENT)))
    }),
    style(&cause::TEXT_PERCENT_ENCODED, ranking::URL_ENCODED.rarer(1), "percent-encoded", |text| {
        Some(encoded(text, RFC3986))
    }),
    style(&cause::TEXT_PERCENT_ENCODED, ranking::URL_ENCODED.rarer(1), "encoded as a form", |text| {
        Some(encoded(text, RFC3986).replace("%20", "+"))
    }),
    style(&cause::TEXT_PERCENT_ENCODED, ranking::URL_ENCODED.rarer(2), "percent-encoded as a URL", |text| {
        Some(encoded(text, WHOLE_URL))
    }),
    style(&cause::TEXT_DECODED, ranking::DECODED, "percent-encoding", |text| {
        text.contains('%').then(|| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned())
    }),
    style(&cause::TEXT_DECODED, ranking::DECODED, "a plus sign as a blank", |text| Some(text.replace('+', " "))),
    style(&cause::TEXT_QUOTED, ranking::QUOTED, "in double quotation marks", |text| Some(format!("\"{text}\""))),
    style(&cause::TEXT_QUOTED, ranking::QUOTED, "in single quotation marks", |text| Some(format!("'{text}'"))),
    style(&cause::TEXT_ESCAPED, ranking::ESCAPED, "with HTML entities", |text| Some(with_entities(text))),
    style(&cause::TEXT_ESCAPED, ranking::ESCAPED, "with escaped slashes", |text| Some(text.replace('/', "\\/"))),
    style(&cause::TEXT_ESCAPED, ranking::ESCAPED, "with \\u escapes", |text| Some(unicode_escaped(text))),
    style(&cause::TEXT_TRIMMED, ranking::TRIMMED, "trimmed", |text| Some(text.trim().to_owned())),
    style(&cause::TEXT_TRIMMED, ranking::TRIMMED.rarer(2), "without any white space", |text| {
        Some(text.split_whitespace().collect())
    }),
    style(&cause::TEXT_TRIMMED, ranking::TRIMMED.rarer(2), "with single blanks", |text| {
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }),
    style(&cause::TEXT_CASE, ranking::LETTER_CASE, "in lower case", |text| Some(text.to_lowercase())),
    style(&cause::TEXT_CASE, ranking::LETTER_CASE, "in upper case", |text| Some(text.to_uppercase())),
    style(&cause::UNICODE_FORM, ranking::UNICODE_FORM, "in the composed form NFC", |text| Some(nfc(text))),
    style(&cause::UNICODE_FORM, ranking::UNICODE_FORM, "in the decomposed form NFD", |text| Some(nfd(text))),
    style(&cause::LEADING_ZEROS_LOST, ranking::READ_AS_NUMBER, "", leading_zeros_lost),
    style(&cause::NUMBER_AS_FLOAT, ranking::NUMBER_AS_FLOAT, "", |text| is_number(text).then(|| format!("{text}.0"))),
    style(&cause::NUMBER_AS_FLOAT, ranking::NUMBER_AS_FLOAT.rarer(1), "", |text| {
        is_number(text).then(|| format!("{text}.00"))
    }),
    style(&cause::TEXT_WHITE_SPACE, ranking::FIELD_WHITE_SPACE, "with a line feed at its end", |text| {
        Some(format!("{text}\n"))
    }),
    style(&cause::TEXT_WHITE_SPACE, ranking::FIELD_WHITE_SPACE, "with a Windows line end", |text| {
        Some(format!("{text}\r\n"))
    }),
    style(&cause::TEXT_WHITE_SPACE, ranking::FIELD_WHITE_SPACE, "with a blank at its end", |text| {
        Some(format!("{text} "))
    }),
    style(&cause::TEXT_WHITE_SPACE, ranking::FIELD_WHITE_SPACE, "with a blank in front", |text| {
        Some(format!(" {text}"))
    }),
];

/// These are made of amounts and times too.
const DIGIT_STYLES: &[Style] = &[
    style(&cause::ARABIC_DIGITS, ranking::ARABIC_LOCALE, "Arabic-Indic digits", |text| {
        Some(digits_from(text, '٠', "."))
    }),
    style(&cause::ARABIC_DIGITS, ranking::ARABIC_LOCALE, "Arabic-Indic digits and decimal sign", |text| {
        Some(digits_from(text, '٠', "٫"))
    }),
    style(&cause::ARABIC_DIGITS, ranking::ARABIC_LOCALE.rarer(1), "Persian digits", |text| {
        Some(digits_from(text, '۰', "."))
    }),
    style(&cause::ARABIC_DIGITS, ranking::ARABIC_LOCALE.rarer(1), "Persian digits and decimal sign", |text| {
        Some(digits_from(text, '۰', "٫"))
    }),
];

/// How many parts are tried one by one.
const MAX_ALONE: usize = 16;

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let texts = subject.parts_where(|part| part.role == Role::Text && !part.text.is_empty());
    let values = subject
        .parts_where(|part| matches!(part.role, Role::Text | Role::Amount | Role::Timestamp) && !part.text.is_empty());
    for style in STYLES {
        let quoted = style.cause.id == cause::TEXT_QUOTED.id;
        each_and_all(subject, style, if quoted { &values } else { &texts }, mistakes);
    }
    for style in DIGIT_STYLES {
        each_and_all(subject, style, &values, mistakes);
    }
    for part in subject.config_parts() {
        settings(subject, part, mistakes);
    }
    whole(subject, mistakes);
}

fn each_and_all(subject: &Subject<'_>, style: &Style, parts: &[usize], mistakes: &mut Mistakes) {
    let rewrite = |part: &usize| {
        let text = subject.text(*part);
        (style.write)(text).filter(|other| other != text).map(|other| (*part, other))
    };
    let texts: Vec<_> = parts.iter().filter_map(rewrite).collect();
    let mut push = |rank, texts| mistakes.push(subject.recipe, subject.texts(style.cause, rank, style.how, texts));
    if texts.len() > 1 {
        push(style.rank, texts.clone());
    }
    // One piece of code writes a field of every element of a list.
    for (_, members) in lists(subject).into_iter().filter(|(list, _)| list.contains('[')) {
        push(style.rank, texts.iter().filter(|(part, _)| members.contains(part)).cloned().collect());
    }
    let (of_lists, alone): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(part, _)| subject.name(*part).contains('['));
    of_lists.into_iter().take(MAX_ALONE).for_each(|text| push(style.rank.rarer(2), vec![text]));
    for text in alone.into_iter().take(MAX_ALONE) {
        // What a settings file adds or takes is likelier in a setting than in an input.
        let is_setting = subject.recipe.parts.get(text.0).is_some_and(|part| part.source == Source::Config);
        let likely = is_setting && style.cause.id == cause::TEXT_WHITE_SPACE.id;
        push(if likely { ranking::SETTINGS_FILE } else { style.rank }, vec![text]);
    }
}

/// What a settings file or an eager decoder does to a code.
fn settings(subject: &Subject<'_>, part: usize, mistakes: &mut Mistakes) {
    use base64::Engine as _;
    if let Ok(decoded) = base64::engine::general_purpose::STANDARD.decode(subject.text(part)) {
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::TEXT_DECODED,
                rank: ranking::CODE_DECODED,
                fields: vec![subject.name(part)],
                how: "its Base64, which it only looks like".into(),
                edit: Edit::Texts(vec![(part, decoded)]),
            },
        );
    }
}

fn whole(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let mut push = |cause: &'static Cause, rank, how: &'static str, whole| {
        mistakes.push(
            subject.recipe,
            Mistake { cause, rank, fields: Vec::new(), how: how.into(), edit: Edit::Whole(whole) },
        );
    };
    for (before, after, rank, how) in [
        ("", "\n", ranking::LINE_END, "A line feed at the end"),
        ("", "\r\n", ranking::LINE_END.rarer(1), "A Windows line end"),
        ("", " ", ranking::LINE_END.rarer(2), "A blank at the end"),
        ("\u{feff}", "", ranking::UNSEEN_CHARACTER, "A byte order mark in front"),
        ("", "\0", ranking::UNSEEN_CHARACTER.rarer(1), "A zero byte at the end"),
        ("\"", "\"", ranking::QUOTED, "Quotation marks"),
        ("'", "'", ranking::QUOTED.rarer(1), "Single quotation marks"),
        ("b'", "'", ranking::QUOTED.rarer(1), "What Python prints around bytes"),
        ("[", "]", ranking::QUOTED.rarer(1), "Brackets"),
        ("?", "", ranking::TEXT_CONVERTED.rarer(1), "A question mark in front"),
        ("", "&", ranking::TEXT_CONVERTED.rarer(1), "An ampersand at the end"),
    ] {
        push(&cause::TEXT_END, rank, how, Whole::Around(before, after));
    }
    push(
        &cause::STRING_ENCODED,
        ranking::TEXT_CONVERTED,
        "percent-encoded",
        Whole::Each(|text| encoded(text, COMPONENT)),
    );
    push(
        &cause::STRING_ENCODED,
        ranking::TEXT_CONVERTED.rarer(1),
        "percent-encoded in lower case",
        Whole::Each(|text| lower_escapes(&encoded(text, COMPONENT))),
    );
    push(
        &cause::STRING_ENCODED,
        ranking::TEXT_CONVERTED.rarer(1),
        "encoded as a form",
        Whole::Each(|text| encoded(text, RFC3986).replace("%20", "+")),
    );
    push(
        &cause::STRING_ENCODED,
        ranking::TEXT_CONVERTED.rarer(1),
        "with HTML entities",
        Whole::Each(|text| text.replace('&', "&amp;").replace('"', "&quot;")),
    );
    push(&cause::STRING_CASE, ranking::TEXT_CONVERTED, "in lower case", Whole::Each(str::to_lowercase));
    push(&cause::STRING_CASE, ranking::TEXT_CONVERTED, "in upper case", Whole::Each(str::to_uppercase));
    push(
        &cause::STRING_CASE,
        ranking::TEXT_CONVERTED.rarer(2),
        "without white space",
        Whole::Each(|text| text.split_whitespace().collect()),
    );
    push(
        &cause::OTHER_CHARSET,
        ranking::CHARSET,
        "in UTF-16, little end first",
        Whole::Bytes(|text| utf16(text, u16::to_le_bytes)),
    );
    push(
        &cause::OTHER_CHARSET,
        ranking::CHARSET,
        "in UTF-16, big end first",
        Whole::Bytes(|text| utf16(text, u16::to_be_bytes)),
    );
    push(
        &cause::OTHER_CHARSET,
        ranking::CHARSET.rarer(1),
        "in UTF-16 with a byte order mark",
        Whole::Bytes(|text| [&[0xff, 0xfe][..], &utf16(text, u16::to_le_bytes)].concat()),
    );
    push(
        &cause::OTHER_CHARSET,
        ranking::CHARSET.rarer(1),
        "in UTF-16 with a byte order mark, big end first",
        Whole::Bytes(|text| [&[0xfe, 0xff][..], &utf16(text, u16::to_be_bytes)].concat()),
    );
    let text = subject.recipe.string_to_sign();
    if !text.is_ascii() {
        push(
            &cause::OTHER_CHARSET,
            ranking::CHARSET,
            "in windows-1256, the Arabic of Windows",
            Whole::Bytes(windows_1256),
        );
        push(
            &cause::OTHER_CHARSET,
            ranking::CHARSET,
            "in Latin-1, with ? for what it does not have",
            Whole::Bytes(latin1),
        );
        push(
            &cause::OTHER_CHARSET,
            ranking::CHARSET,
            "in ASCII, with ? for every other character",
            Whole::Bytes(ascii),
        );
        push(&cause::OTHER_CHARSET, ranking::CHARSET, "encoded in UTF-8 twice", Whole::Bytes(twice));
        push(
            &cause::OTHER_CHARSET,
            ranking::CHARSET.rarer(1),
            "in Latin-1 as Node writes it, with the lower byte of what it does not have",
            Whole::Bytes(lower_bytes),
        );
        push(&cause::UNICODE_FORM, ranking::UNICODE_FORM.rarer(1), "in the composed form NFC", Whole::Each(nfc));
        push(&cause::UNICODE_FORM, ranking::UNICODE_FORM.rarer(1), "in the decomposed form NFD", Whole::Each(nfd));
        push(&cause::TEXT_ESCAPED, ranking::ESCAPED.rarer(1), "with \\u escapes", Whole::Each(unicode_escaped));
    }
    push(
        &cause::TEXT_ESCAPED,
        ranking::ESCAPED.rarer(1),
        "encoded in Base64",
        Whole::Bytes(|text| {
            use base64::Engine as _;
            base64::engine::general_purpose::STANDARD.encode(text).into_bytes()
        }),
    );
}

/// What `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &RFC3986.remove(b'!').remove(b'*').remove(b'\'').remove(b'(').remove(b')');
const RFC3986: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What `encodeURI` leaves alone.
const WHOLE_URL: &AsciiSet = &COMPONENT
    .remove(b';')
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'&')
    .remove(b'=')
    .remove(b'+')
    .remove(b'$')
    .remove(b',')
    .remove(b'#');

fn encoded(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

fn lower_escapes(text: &str) -> String {
    let mut left = 0usize;
    let lower = |character: char| {
        if character == '%' {
            left = 3;
        }
        let escape = left > 0;
        left = left.saturating_sub(1);
        if escape { character.to_ascii_lowercase() } else { character }
    };
    text.chars().map(lower).collect()
}

/// `\uXXXX` for everything that is not ASCII, as JSON encoders write it by default in PHP and Python.
pub(super) fn unicode_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        }
    }
    out
}

/// The characters that HTML writes as entities.
const ENTITIES: &[(&str, &str)] = &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#039;")];

fn with_entities(text: &str) -> String {
    ENTITIES.iter().fold(text.to_owned(), |text, (character, entity)| text.replace(character, entity))
}

/// The text of which [`with_entities`] makes this one.
pub(super) fn without_entities(text: &str) -> String {
    ENTITIES.iter().rev().fold(text.to_owned(), |text, (character, entity)| text.replace(entity, character))
}

fn is_number(text: &str) -> bool {
    text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn leading_zeros_lost(text: &str) -> Option<String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() > 1;
    digits.then(|| match text.trim_start_matches('0') {
        "" => "0".to_owned(),
        short => short.to_owned(),
    })
}

fn digits_from(text: &str, zero: char, point: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    for character in text.chars() {
        match character.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit)) {
            Some(digit) => out.push(digit),
            None if character == '.' && numeric => out.push_str(point),
            None => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_rewritten_as_the_languages_do() {
        assert_eq!(encoded("1tSa6uxz2nTwlaAmt38enA==", COMPONENT), "1tSa6uxz2nTwlaAmt38enA%3D%3D");
        assert_eq!(lower_escapes("A%3D%2BZ"), "A%3d%2bZ");
        assert_eq!(encoded("https://a.b/c d?x=1", WHOLE_URL), "https://a.b/c%20d?x=1");
        assert_eq!(unicode_escaped("علي😀"), "\\u0639\\u0644\\u064a\\ud83d\\ude00");
        assert_eq!(digits_from("20.50", '٠', "٫"), "٢٠٫٥٠");
        assert_eq!(leading_zeros_lost("05").unwrap(), "5");
        assert_eq!(leading_zeros_lost("x5"), None);
    }
}
