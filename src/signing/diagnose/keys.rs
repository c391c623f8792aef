//! The key: at the wrong place, in the wrong form, or another one.

use base64::Engine as _;
use base64::alphabet::{self, Alphabet};
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};
use crate::signing::{Algorithm, digest};

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let Key { name, text, part } = Key::of(subject);
    let mut push = |cause: &'static Cause, rank, how: &str, key: Vec<u8>| {
        let edit = match part {
            Some(part) => Edit::Texts(vec![(part, key)]),
            None => Edit::Key(key),
        };
        mistakes.push(
            subject.recipe,
            Mistake { cause, rank, fields: vec![name.clone()], how: how.to_owned().into(), edit },
        );
    };
    push(&cause::KEY_MISSING, ranking::KEY_UNSET, "", Vec::new());
    for (before, after, rank, how) in [
        ("", "\n", ranking::SETTINGS_FILE, "with a line feed at its end"),
        ("", "\r\n", ranking::SETTINGS_FILE, "with a Windows line end"),
        ("", " ", ranking::SETTINGS_FILE, "with a blank at its end"),
        (" ", "", ranking::SETTINGS_FILE, "with a blank in front"),
        (" ", " ", ranking::SETTINGS_FILE.rarer(1), "with blanks around it"),
        ("", "\r", ranking::SETTINGS_FILE.rarer(1), "with a carriage return at its end"),
        ("", "\t", ranking::SETTINGS_FILE.rarer(1), "with a tab at its end"),
        ("\u{feff}", "", ranking::UNSEEN_CHARACTER, "with a byte order mark in front"),
        ("", "\0", ranking::UNSEEN_CHARACTER.rarer(1), "with a zero byte at its end"),
        ("", "\u{a0}", ranking::UNSEEN_CHARACTER, "with a no-break space at its end"),
        ("\u{a0}", "", ranking::UNSEEN_CHARACTER.rarer(1), "with a no-break space in front"),
        ("", "\u{200b}", ranking::UNSEEN_CHARACTER, "with a zero-width space at its end"),
        ("\u{200b}", "", ranking::UNSEEN_CHARACTER, "with a zero-width space in front"),
        ("", "\u{feff}", ranking::UNSEEN_CHARACTER.rarer(1), "with a byte order mark at its end"),
        ("\u{200e}", "", ranking::UNSEEN_CHARACTER.rarer(1), "with a left-to-right mark in front"),
        ("", "\u{200e}", ranking::UNSEEN_CHARACTER.rarer(1), "with a left-to-right mark at its end"),
        ("\u{200f}", "", ranking::UNSEEN_CHARACTER.rarer(1), "with a right-to-left mark in front"),
        ("", "\u{200f}", ranking::UNSEEN_CHARACTER.rarer(1), "with a right-to-left mark at its end"),
    ] {
        push(&cause::KEY_WHITE_SPACE, rank, how, [before.as_bytes(), &text, after.as_bytes()].concat());
    }
    for (before, after, how) in [
        ("\"", "\"", "in double quotation marks"),
        ("'", "'", "in single quotation marks"),
        ("", "\"", "with a quotation mark at its end"),
        ("`", "`", "in back quotes"),
        ("b'", "'", "as Python prints bytes"),
        ("<", ">", "in angle brackets"),
        ("", ";", "with a semicolon at its end"),
    ] {
        push(&cause::KEY_QUOTED, ranking::QUOTED, how, [before.as_bytes(), &text, after.as_bytes()].concat());
    }
    for key in base64_decoded(&text) {
        push(&cause::KEY_DECODED, ranking::KEY_DECODED, "decoded from Base64", key);
    }
    if let Ok(key) = hex::decode(&text) {
        push(&cause::KEY_DECODED, ranking::KEY_DECODED, "decoded from hexadecimal", key);
    }
    push(&cause::KEY_ENCODED, ranking::KEY_ENCODED, "encoded in Base64", STANDARD.encode(&text).into_bytes());
    push(
        &cause::KEY_ENCODED,
        ranking::KEY_ENCODED.rarer(1),
        "encoded in URL-safe Base64",
        URL_SAFE_NO_PAD.encode(&text).into_bytes(),
    );
    push(&cause::KEY_ENCODED, ranking::KEY_ENCODED, "encoded in hexadecimal", hex::encode(&text).into_bytes());
    for algorithm in [Algorithm::Sha256, Algorithm::Md5, Algorithm::Sha1, Algorithm::Sha512] {
        let (hashed, how) = (digest(algorithm, &[], &text), format!("hashed by {} first", algorithm.as_str()));
        push(&cause::KEY_ENCODED, ranking::KEY_ENCODED.rarer(1), &how, hex::encode(&hashed).into_bytes());
        push(
            &cause::KEY_ENCODED,
            ranking::KEY_ENCODED.rarer(2),
            &format!("{how}, in upper case"),
            hex::encode_upper(&hashed).into_bytes(),
        );
        push(&cause::KEY_ENCODED, ranking::KEY_ENCODED.rarer(2), &format!("{how}, as bytes"), hashed);
    }
    push(&cause::KEY_CASE, ranking::KEY_ALTERED, "in upper case", text.to_ascii_uppercase());
    push(&cause::KEY_CASE, ranking::KEY_ALTERED, "in lower case", text.to_ascii_lowercase());
    for (rank, word, cause) in words(&name) {
        push(cause, rank, &format!("the text {word}"), word.into_bytes());
    }
    for (rank, how, key) in altered(&text) {
        push(&cause::KEY_ALTERED, rank, how, key);
    }
    for part in subject.config_parts() {
        push(&cause::OTHER_SETTING_AS_KEY, ranking::OTHER_SETTING, &subject.name(part), subject.text(part).into());
    }
    for (name, text) in &subject.account {
        push(&cause::OTHER_SETTING_AS_KEY, ranking::OTHER_SETTING, name, text.as_bytes().to_vec());
    }
    for (name, secret) in &subject.settings {
        push(&cause::OTHER_SETTING_AS_KEY, ranking::OTHER_SETTING, name, secret.as_bytes().to_vec());
        let bearer = [b"Bearer ", secret.as_bytes()].concat();
        push(
            &cause::OTHER_SETTING_AS_KEY,
            ranking::OTHER_SETTING.rarer(1),
            &format!("{name}, with Bearer in front of it,"),
            bearer,
        );
    }
    push(
        &cause::KEY_ALTERED,
        ranking::KEY_ALTERED.rarer(1),
        "with Bearer in front of it",
        [b"Bearer ", text.as_slice()].concat(),
    );
    for (label, key) in &subject.other_keys {
        push(&cause::OTHER_KEY, ranking::OTHER_SETTING, label, key.as_bytes().to_vec());
        push(
            &cause::OTHER_KEY,
            ranking::OTHER_SETTING.rarer(1),
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
fn words(name: &str) -> Vec<(Rank, String, &'static Cause)> {
    let snake = snake_case(name);
    let (upper, kebab) = (snake.to_uppercase(), snake.replace('_', "-"));
    let mut words = Vec::new();
    let mut add = |cause, rank, word: &str| words.push((rank, word.to_owned(), cause));
    for (steps, word) in [
        (0, "undefined"),
        (0, "null"),
        (0, "None"),
        (1, "nil"),
        (2, "false"),
        (2, "NaN"),
        (2, "[object Object]"),
        (2, "[object Promise]"),
    ] {
        add(&cause::KEY_WORD, ranking::KEY_UNSET.rarer(steps), word);
    }
    for word in [name, &snake, &upper] {
        add(&cause::KEY_WORD, ranking::KEY_NAME, word);
        for (before, after) in [("$", ""), ("${", "}"), ("process.env.", ""), ("%", "%")] {
            add(&cause::KEY_WORD, ranking::KEY_NAME.rarer(2), &format!("{before}{word}{after}"));
        }
    }
    for gateway in ["FAWRY", "PAY3", "UPAYMENTS"] {
        for (before, after) in [("", ""), ("$", ""), ("${", "}"), ("process.env.", "")] {
            add(&cause::KEY_WORD, ranking::KEY_NAME.rarer(2), &format!("{before}{gateway}_{upper}{after}"));
        }
    }
    for word in [&upper, "SECRET_KEY", "SECURE_KEY", "SECURITY_KEY", "API_SECRET", "API_KEY", "KEY", "SECRET"] {
        let lower = word.to_lowercase();
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER, &format!("YOUR_{word}"));
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER, &format!("your_{lower}"));
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), &format!("YOUR_{word}_HERE"));
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), &format!("your_{lower}_here"));
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), &format!("your-{}", lower.replace('_', "-")));
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), &format!("<{lower}>"));
    }
    for word in [name, &snake, &kebab] {
        for (before, after) in [("<", ">"), ("{{", "}}"), ("{", "}"), ("[", "]")] {
            add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), &format!("{before}{word}{after}"));
        }
    }
    for word in ["xxxxxxxx", "xxxx", "XXXXXXXX", "secret", "changeme", "test", "key", "..."] {
        add(&cause::KEY_PLACEHOLDER, ranking::PLACEHOLDER.rarer(1), word);
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
fn altered(key: &[u8]) -> Vec<(Rank, &'static str, Vec<u8>)> {
    let without = |gone: &[u8]| key.iter().copied().filter(|byte| !gone.contains(byte)).collect::<Vec<_>>();
    let mut made = vec![
        (ranking::KEY_ALTERED, "without its hyphens", without(b"-")),
        (ranking::KEY_ALTERED.rarer(1), "without its equals signs", without(b"=")),
        (ranking::KEY_ALTERED.rarer(1), "without its hyphens and underscores", without(b"-_")),
        (
            ranking::KEY_ALTERED,
            "without its last character",
            key.split_last().map_or(Vec::new(), |(_, rest)| rest.to_vec()),
        ),
        (
            ranking::KEY_ALTERED,
            "without its first character",
            key.split_first().map_or(Vec::new(), |(_, rest)| rest.to_vec()),
        ),
        (ranking::KEY_ALTERED.rarer(1), "twice, one after the other", [key, key].concat()),
    ];
    if key.len() == UUID.iter().sum::<usize>() && !key.contains(&b'-') {
        let mut rest = key;
        let groups = UUID.map(|length| {
            let (group, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after;
            group
        });
        made.push((ranking::KEY_ALTERED, "with the hyphens of a UUID put into it", groups.join(&b'-')));
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
                rank: ranking::OTHER_SETTING,
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
        Mistake {
            cause,
            rank: ranking::KEY_MOVED,
            fields: fields.clone(),
            how: "".into(),
            edit: Edit::Arrange(pieces),
        },
    );
    let extra = Extra::new(subject.text(key), true);
    let (part, before) = if last { (0, true) } else { (subject.recipe.parts.len() - 1, false) };
    mistakes.push(
        subject.recipe,
        Mistake {
            cause: &cause::KEY_TWICE,
            rank: ranking::KEY_TWICE,
            fields: fields.clone(),
            how: "".into(),
            edit: Edit::Add { part, before, extra: extra.clone() },
        },
    );
    mistakes.push(
        subject.recipe,
        Mistake {
            cause: &cause::KEY_TWICE,
            rank: ranking::KEY_TWICE.rarer(1),
            fields,
            how: "".into(),
            edit: Edit::Add { part: key, before: false, extra },
        },
    );
}
