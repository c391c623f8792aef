//! The key: at the wrong place, in the wrong form, or another one.

use base64::Engine as _;
use base64::alphabet::{self, Alphabet};
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject};
use crate::signing::{Algorithm, digest};

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
        ("", "\u{a0}", 2, "with a no-break space at its end"),
        ("\u{a0}", "", 3, "with a no-break space in front"),
        ("", "\u{200b}", 2, "with a zero-width space at its end"),
        ("\u{200b}", "", 2, "with a zero-width space in front"),
        ("", "\u{feff}", 3, "with a byte order mark at its end"),
        ("\u{200e}", "", 3, "with a left-to-right mark in front"),
        ("", "\u{200e}", 3, "with a left-to-right mark at its end"),
        ("\u{200f}", "", 3, "with a right-to-left mark in front"),
        ("", "\u{200f}", 3, "with a right-to-left mark at its end"),
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
    for algorithm in [Algorithm::Sha256, Algorithm::Md5, Algorithm::Sha1, Algorithm::Sha512] {
        let (hashed, how) = (digest(algorithm, &[], &text), format!("hashed by {} first", algorithm.as_str()));
        push(&cause::KEY_ENCODED, 3, &how, hex::encode(&hashed).into_bytes());
        push(&cause::KEY_ENCODED, 4, &format!("{how}, in upper case"), hex::encode_upper(&hashed).into_bytes());
        push(&cause::KEY_ENCODED, 4, &format!("{how}, as bytes"), hashed);
    }
    push(&cause::KEY_CASE, 2, "in upper case", text.to_ascii_uppercase());
    push(&cause::KEY_CASE, 2, "in lower case", text.to_ascii_lowercase());
    for (weight, word, cause) in words(&name) {
        push(cause, weight, &format!("the text {word}"), word.into_bytes());
    }
    for (weight, how, key) in altered(&text) {
        push(&cause::KEY_ALTERED, weight, how, key);
    }
    for part in subject.config_parts() {
        push(&cause::OTHER_SETTING_AS_KEY, 1, &subject.name(part), subject.text(part).into());
    }
    for (name, text) in &subject.account {
        push(&cause::OTHER_SETTING_AS_KEY, 1, name, text.as_bytes().to_vec());
    }
    for (name, secret) in &subject.settings {
        push(&cause::OTHER_SETTING_AS_KEY, 1, name, secret.as_bytes().to_vec());
        let bearer = [b"Bearer ", secret.as_bytes()].concat();
        push(&cause::OTHER_SETTING_AS_KEY, 2, &format!("{name}, with Bearer in front of it,"), bearer);
    }
    push(&cause::KEY_ALTERED, 3, "with Bearer in front of it", [b"Bearer ", text.as_slice()].concat());
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
        exchanged(subject, part, mistakes);
    }
}

/// What stands for a key that was not read, and what samples of code have in its place.
fn words(name: &str) -> Vec<(u8, String, &'static Cause)> {
    let snake = snake_case(name);
    let (upper, kebab) = (snake.to_uppercase(), snake.replace('_', "-"));
    let mut words = Vec::new();
    let mut add = |cause, weight, word: &str| words.push((weight, word.to_owned(), cause));
    for (weight, word) in
        [(1, "undefined"), (1, "null"), (1, "None"), (2, "nil"), (3, "false"), (3, "NaN"), (3, "[object Object]")]
    {
        add(&cause::KEY_WORD, weight, word);
    }
    for word in [name, &snake, &upper] {
        add(&cause::KEY_WORD, 2, word);
        for (before, after) in [("$", ""), ("${", "}"), ("process.env.", ""), ("%", "%")] {
            add(&cause::KEY_WORD, 4, &format!("{before}{word}{after}"));
        }
    }
    for gateway in ["FAWRY", "PAY3", "UPAYMENTS"] {
        for (before, after) in [("", ""), ("$", ""), ("${", "}"), ("process.env.", "")] {
            add(&cause::KEY_WORD, 4, &format!("{before}{gateway}_{upper}{after}"));
        }
    }
    for word in [&upper, "SECRET_KEY", "SECURE_KEY", "SECURITY_KEY", "API_SECRET", "API_KEY", "KEY", "SECRET"] {
        let lower = word.to_lowercase();
        add(&cause::KEY_PLACEHOLDER, 3, &format!("YOUR_{word}"));
        add(&cause::KEY_PLACEHOLDER, 3, &format!("your_{lower}"));
        add(&cause::KEY_PLACEHOLDER, 4, &format!("YOUR_{word}_HERE"));
        add(&cause::KEY_PLACEHOLDER, 4, &format!("your_{lower}_here"));
        add(&cause::KEY_PLACEHOLDER, 4, &format!("your-{}", lower.replace('_', "-")));
        add(&cause::KEY_PLACEHOLDER, 4, &format!("<{lower}>"));
    }
    for word in [name, &snake, &kebab] {
        for (before, after) in [("<", ">"), ("{{", "}}"), ("{", "}"), ("[", "]")] {
            add(&cause::KEY_PLACEHOLDER, 4, &format!("{before}{word}{after}"));
        }
    }
    for word in ["xxxxxxxx", "xxxx", "XXXXXXXX", "secret", "changeme", "test", "key", "..."] {
        add(&cause::KEY_PLACEHOLDER, 4, word);
    }
    words
}

/// `secure_key` of `secureKey`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// The groups of a UUID.
const UUID: [usize; 5] = [8, 4, 4, 4, 12];

/// The key with characters fewer or more, as copying and formatting leave it.
fn altered(key: &[u8]) -> Vec<(u8, &'static str, Vec<u8>)> {
    let without = |gone: &[u8]| key.iter().copied().filter(|byte| !gone.contains(byte)).collect::<Vec<_>>();
    let mut made = vec![
        (2, "without its hyphens", without(b"-")),
        (3, "without its equals signs", without(b"=")),
        (3, "without its hyphens and underscores", without(b"-_")),
        (2, "without its last character", key.split_last().map_or(Vec::new(), |(_, rest)| rest.to_vec())),
        (2, "without its first character", key.split_first().map_or(Vec::new(), |(_, rest)| rest.to_vec())),
        (3, "twice, one after the other", [key, key].concat()),
    ];
    if key.len() == UUID.iter().sum::<usize>() && !key.contains(&b'-') {
        let mut rest = key;
        let groups = UUID.map(|length| {
            let (group, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after;
            group
        });
        made.push((2, "with the hyphens of a UUID put into it", groups.join(&b'-')));
    }
    made
}

/// The key in the place of another setting, and that in its place.
fn exchanged(subject: &Subject<'_>, key: usize, mistakes: &mut Mistakes) {
    for part in subject.config_parts() {
        let mut texts = vec![(part, subject.text(key).into()), (key, subject.text(part).into())];
        texts.sort_by_key(|(part, _)| *part);
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::KEY_EXCHANGED,
                weight: 1,
                fields: subject.names(&[part, key]),
                how: "".into(),
                edit: Edit::Texts(texts),
            },
        );
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
