//! The key: at the wrong place, in the wrong form, or another one.

use base64::Engine as _;
use base64::alphabet::{self, Alphabet};
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject};

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let Key { name, text, part } = Key::of(subject);
    let mut push = |cause: &'static Cause, weight, how: &str, key: Vec<u8>| {
        let edit = match part {
            Some(part) => Edit::Texts(vec![(part, key)]),
            None => Edit::Key(key),
        };
        mistakes.push(
            subject.recipe,
            Mistake { cause, weight, fields: vec![name.clone()], how: how.to_owned().into(), edit },
        );
    };
    push(&cause::KEY_MISSING, 1, "", Vec::new());
    for (before, after, weight, how) in [
        ("", "\n", 1, "with a line feed at its end"),
        ("", "\r\n", 1, "with a Windows line end"),
        ("", " ", 1, "with a blank at its end"),
        (" ", "", 1, "with a blank in front"),
        (" ", " ", 2, "with blanks around it"),
        ("", "\r", 2, "with a carriage return at its end"),
        ("", "\t", 2, "with a tab at its end"),
        ("\u{feff}", "", 2, "with a byte order mark in front"),
        ("", "\0", 3, "with a zero byte at its end"),
    ] {
        push(&cause::KEY_WHITE_SPACE, weight, how, [before.as_bytes(), &text, after.as_bytes()].concat());
    }
    for (before, after, how) in [
        ("\"", "\"", "in double quotation marks"),
        ("'", "'", "in single quotation marks"),
        ("", "\"", "with a quotation mark at its end"),
        ("`", "`", "in back quotes"),
        ("<", ">", "in angle brackets"),
        ("", ";", "with a semicolon at its end"),
    ] {
        push(&cause::KEY_QUOTED, 2, how, [before.as_bytes(), &text, after.as_bytes()].concat());
    }
    for key in base64_decoded(&text) {
        push(&cause::KEY_DECODED, 1, "decoded from Base64", key);
    }
    if let Ok(key) = hex::decode(&text) {
        push(&cause::KEY_DECODED, 1, "decoded from hexadecimal", key);
    }
    push(&cause::KEY_ENCODED, 2, "encoded in Base64", STANDARD.encode(&text).into_bytes());
    push(&cause::KEY_ENCODED, 3, "encoded in URL-safe Base64", URL_SAFE_NO_PAD.encode(&text).into_bytes());
    push(&cause::KEY_ENCODED, 2, "encoded in hexadecimal", hex::encode(&text).into_bytes());
    push(
        &cause::KEY_ENCODED,
        3,
        "hashed by SHA-256 first",
        crate::signing::digest(crate::signing::Algorithm::Sha256, &[], &text),
    );
    let hashed = crate::signing::digest(crate::signing::Algorithm::Md5, &[], &text);
    push(&cause::KEY_ENCODED, 3, "hashed by MD5 first", hex::encode(hashed).into_bytes());
    push(&cause::KEY_CASE, 2, "in upper case", text.to_ascii_uppercase());
    push(&cause::KEY_CASE, 2, "in lower case", text.to_ascii_lowercase());
    for part in subject.config_parts() {
        push(&cause::OTHER_SETTING_AS_KEY, 1, &subject.name(part), subject.text(part).into());
    }
    for (name, text) in &subject.account {
        push(&cause::OTHER_SETTING_AS_KEY, 1, name, text.as_bytes().to_vec());
    }
    for (name, secret) in &subject.settings {
        push(&cause::OTHER_SETTING_AS_KEY, 1, name, secret.as_bytes().to_vec());
    }
    for (label, key) in &subject.other_keys {
        push(&cause::OTHER_KEY, 1, label, key.as_bytes().to_vec());
        push(
            &cause::OTHER_KEY,
            2,
            &format!("{label}, with a line feed at its end"),
            format!("{}\n", key.as_str()).into_bytes(),
        );
    }
    if let Some(part) = part {
        placed(subject, part, mistakes);
    }
}

/// The key of a recipe, wherever it stands.
struct Key {
    name: String,
    text: Vec<u8>,
    part: Option<usize>,
}

impl Key {
    fn of(subject: &Subject<'_>) -> Self {
        match subject.key_part() {
            Some(part) => Self { name: subject.name(part), text: subject.text(part).into(), part: Some(part) },
            None => {
                Self { name: subject.key_name.clone().into_owned(), text: subject.key_bytes().to_vec(), part: None }
            }
        }
    }
}

/// What the decoders of the common languages make of any text: Node reads both alphabets, PHP and Python skip
/// what is not in the standard one, and none minds bits that are left over.
fn base64_decoded(text: &[u8]) -> Vec<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decode = |alphabet: &Alphabet, text: &[u8]| {
        // A single character over is no byte.
        let whole = if text.len() % 4 == 1 { text.split_last().map_or(text, |(_, whole)| whole) } else { text };
        GeneralPurpose::new(alphabet, config).decode(whole).ok().filter(|key| !key.is_empty())
    };
    let plain: Vec<u8> =
        text.iter().copied().filter(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)).collect();
    let standard: Vec<u8> = plain.iter().copied().filter(|byte| !b"-_".contains(byte)).collect();
    let url_safe = plain.iter().map(|byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    });
    let mut keys: Vec<_> =
        [decode(&alphabet::URL_SAFE, &url_safe.collect::<Vec<_>>()), decode(&alphabet::STANDARD, &standard)]
            .into_iter()
            .flatten()
            .collect();
    keys.dedup();
    keys
}

/// The key at another place among the parts.
fn placed(subject: &Subject<'_>, key: usize, mistakes: &mut Mistakes) {
    let others = (0..subject.recipe.parts.len()).filter(|part| *part != key).map(Piece::Part);
    let others: Vec<_> = others.collect();
    let last = key + 1 == subject.recipe.parts.len();
    let (cause, pieces) = if last {
        (&cause::KEY_FIRST, [&[Piece::Part(key)], others.as_slice()].concat())
    } else {
        (&cause::KEY_LAST, [others.as_slice(), &[Piece::Part(key)]].concat())
    };
    let fields = vec![subject.name(key)];
    mistakes.push(
        subject.recipe,
        Mistake { cause, weight: 1, fields: fields.clone(), how: "".into(), edit: Edit::Arrange(pieces) },
    );
    let extra = Extra::new(subject.text(key), true);
    let (part, before) = if last { (0, true) } else { (subject.recipe.parts.len() - 1, false) };
    mistakes.push(
        subject.recipe,
        Mistake {
            cause: &cause::KEY_TWICE,
            weight: 2,
            fields: fields.clone(),
            how: "".into(),
            edit: Edit::Add { part, before, extra: extra.clone() },
        },
    );
    mistakes.push(
        subject.recipe,
        Mistake {
            cause: &cause::KEY_TWICE,
            weight: 3,
            fields,
            how: "".into(),
            edit: Edit::Add { part: key, before: false, extra },
        },
    );
}
