//! Bodies that were serialised a second time, and tokens whose claims were decoded.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::amount::Amount;
use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::text::unicode_escaped;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};
use crate::signing::recipe::Role;
use crate::signing::{Algorithm, Encoding, digest};
use crate::value::Value;

/// Longer bodies are not written again: their variants alone would exceed the memory of a search.
const MAX_BODY: usize = 4096;

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for (index, part) in subject.recipe.parts.iter().enumerate() {
        if part.role != Role::Body || part.text.is_empty() {
            continue;
        }
        let mut push = |cause: &'static Cause, rank: Rank, how: String, text: Vec<u8>| {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause,
                    rank,
                    fields: vec![subject.name(index)],
                    how: how.into(),
                    edit: Edit::Texts(vec![(index, text)]),
                },
            );
        };
        let hash = digest(Algorithm::Sha256, &[], part.text.as_bytes());
        push(
            &cause::BODY_HASHED_FIRST,
            ranking::BODY_CONVERTED,
            "its SHA-256 in hexadecimal".into(),
            hex::encode(&hash).into_bytes(),
        );
        push(
            &cause::BODY_HASHED_FIRST,
            ranking::BODY_CONVERTED.rarer(1),
            "its SHA-256 in Base64".into(),
            STANDARD.encode(&hash).into_bytes(),
        );
        let md5 = hex::encode(digest(Algorithm::Md5, &[], part.text.as_bytes()));
        push(
            &cause::BODY_HASHED_FIRST,
            ranking::BODY_CONVERTED.rarer(1),
            "its MD5 in hexadecimal".into(),
            md5.into_bytes(),
        );
        if part.text.len() > MAX_BODY {
            continue;
        }
        if let Ok(value @ (Value::Object(_) | Value::Array(_))) = Value::parse(&part.text) {
            for (rank, how, text) in renderings(&value, Some(subject.input)) {
                push(&cause::BODY_SERIALISED_AGAIN, rank, how, text.into_bytes());
            }
            for encoding in [Encoding::Base64, Encoding::Base64Url, Encoding::Hex] {
                let rank = ranking::BODY_CONVERTED.rarer(u8::from(encoding != Encoding::Base64));
                let text = encoding.encode(part.text.as_bytes()).into_bytes();
                push(&cause::BODY_SERIALISED_AGAIN, rank, format!("in {}", encoding.as_str()), text);
            }
        } else if part.text.contains('=') {
            for (how, text) in forms(&part.text) {
                push(&cause::BODY_SERIALISED_AGAIN, ranking::BODY_CONVERTED, how.into(), text.into_bytes());
            }
        }
        for (rank, how, text) in claims(&part.text) {
            let cause =
                if rank == ranking::TOKEN_LIBRARY { &cause::CLAIMS_SIGNED } else { &cause::BODY_SERIALISED_AGAIN };
            push(cause, rank, how, text);
        }
    }
    only_bodies(subject, mistakes);
    vendors(subject, mistakes);
}

/// The body alone, without what the formula puts in front of it.
fn only_bodies(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let bodies = subject.parts_where(|part| part.role == Role::Body && !part.text.is_empty());
    let [body] = bodies.as_slice() else { return };
    if subject.recipe.parts.len() > 1 {
        let decoded = claims(subject.text(*body)).into_iter().next();
        if let Some((_, _, json)) = decoded {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::CLAIMS_SIGNED,
                    rank: ranking::TOKEN_LIBRARY,
                    fields: vec![subject.name(*body)],
                    how: "as decoded JSON, alone".into(),
                    edit: Edit::Arrange(vec![Piece::Extra(Extra::new(json, false))]),
                },
            );
        }
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::BODY_SIGNED,
                rank: ranking::BODY_ALONE,
                fields: subject.names(&subject.values()),
                how: "alone".into(),
                edit: Edit::Arrange(vec![Piece::Part(*body)]),
            },
        );
    }
}

/// What other vendors sign: the time and the body, with something between them.
fn vendors(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let parts = &subject.recipe.parts;
    let place = |role| parts.iter().position(|part| part.role == role && !part.text.is_empty()).map(Piece::Part);
    let (Some(time), Some(body)) = (place(Role::Timestamp), place(Role::Body)) else { return };
    let text = |text: &str| Piece::Extra(Extra::new(text, false));
    let known = [
        (0, "time, point and body", vec![time.clone(), text("."), body.clone()]),
        (1, "time and body", vec![time.clone(), body.clone()]),
        (1, "body and time", vec![body.clone(), time.clone()]),
        (2, "v0:, time, colon and body", vec![text("v0:"), time.clone(), text(":"), body.clone()]),
        (2, "time, colon and body", vec![time.clone(), text(":"), body.clone()]),
        (2, "body, point and time", vec![body, text("."), time]),
    ];
    for (steps, how, pieces) in known {
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::OTHER_VENDOR,
                rank: ranking::OTHER_VENDOR.rarer(steps),
                fields: subject.names(&subject.values()),
                how: how.into(),
                edit: Edit::Arrange(pieces),
            },
        );
    }
}

/// How a serialiser differs from the one that wrote the body.
#[derive(Clone, Copy, Default)]
struct Rendering {
    blanks: Blanks,
    numbers: Numbers,
    order: Order,
    slashes: bool,
    unicode: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Blanks {
    #[default]
    None,
    AfterBoth,
    AfterColon,
    AfterComma,
    Inside,
    Indented(usize),
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Numbers {
    #[default]
    Same,
    Shortest,
    OneDecimal,
    TwoDecimals,
    Text,
    FromText,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Order {
    #[default]
    Same,
    Sorted,
    Reversed,
    /// As the caller wrote it.
    Given,
}

const BLANKS: &[(Blanks, &str)] = &[
    (Blanks::None, ""),
    (Blanks::AfterBoth, "blanks after colons and commas"),
    (Blanks::Indented(2), "two blanks of indentation"),
    (Blanks::Indented(4), "four blanks of indentation"),
    (Blanks::AfterColon, "blanks after colons"),
    (Blanks::AfterComma, "blanks after commas"),
    (Blanks::Inside, "blanks after colons and commas and inside brackets"),
];
const NUMBERS: &[(Numbers, &str)] = &[
    (Numbers::Same, ""),
    (Numbers::Shortest, "numbers without trailing zeros"),
    (Numbers::OneDecimal, "numbers with one decimal"),
    (Numbers::TwoDecimals, "numbers with two decimals"),
    (Numbers::Text, "numbers as strings"),
    (Numbers::FromText, "strings as numbers"),
];
const ORDERS: &[(Order, &str)] = &[
    (Order::Same, ""),
    (Order::Given, "names in the order of the input"),
    (Order::Sorted, "names sorted"),
    (Order::Reversed, "names in reverse order"),
];
const ESCAPES: &[(bool, bool, &str)] = &[
    (false, false, ""),
    (true, false, "escaped slashes"),
    (false, true, "\\u escapes"),
    (true, true, "escaped slashes and \\u escapes"),
];

/// The value with the members of its objects in the order of another value's.
fn ordered_like(value: &Value, like: &Value) -> Value {
    match (value, like) {
        (Value::Object(object), Value::Object(like)) => {
            let place = |name: &str| like.iter().position(|(known, _)| known == name).unwrap_or(usize::MAX);
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(name, _)| place(name));
            let ordered = |(name, value): (&str, &Value)| {
                let value = like.get(name).map_or_else(|| value.clone(), |like| ordered_like(value, like));
                (name.to_owned(), value)
            };
            Value::Object(members.into_iter().map(ordered).collect())
        }
        (Value::Array(items), Value::Array(like)) => {
            let places = items.iter().enumerate();
            let ordered = |(index, item): (usize, &Value)| match like.get(index) {
                Some(like) => ordered_like(item, like),
                None => item.clone(),
            };
            Value::Array(places.map(ordered).collect())
        }
        _ => value.clone(),
    }
}

/// Every combination of at most two differences, and of three where the order is the caller's. What a language does
/// by default is one difference: blanks and escapes in Python, escaped slashes and characters in PHP.
fn renderings(value: &Value, input: Option<&Value>) -> Vec<(Rank, String, String)> {
    let plain = value.to_json();
    let given = input.map(|input| ordered_like(value, input)).filter(|given| given.to_json() != plain);
    let mut made = Vec::new();
    for (blanks, blank_name) in BLANKS {
        for (numbers, number_name) in NUMBERS {
            for (order, order_name) in ORDERS {
                let value = match (order, &given) {
                    (Order::Given, Some(given)) => given,
                    (Order::Given, None) => continue,
                    _ => value,
                };
                for (slashes, unicode, escape_name) in ESCAPES {
                    let names: Vec<_> = [*blank_name, *number_name, *order_name, *escape_name]
                        .into_iter()
                        .filter(|name| !name.is_empty())
                        .collect();
                    let rendering = Rendering {
                        blanks: *blanks,
                        numbers: *numbers,
                        order: *order,
                        slashes: *slashes,
                        unicode: *unicode,
                    };
                    let is_python = *blanks == Blanks::AfterBoth && *unicode && !slashes;
                    let differences = names.len() - usize::from(is_python);
                    if differences <= 2 + usize::from(*order == Order::Given) {
                        let mut text = String::with_capacity(plain.len() + 32);
                        rendering.write(value, 0, &mut text);
                        let how = match names.is_empty() {
                            true => "in compact form".to_owned(),
                            false => format!("with {}", names.join(" and ")),
                        };
                        let steps = u8::try_from(differences.saturating_sub(1)).unwrap_or(2);
                        made.push((ranking::SERIALISED_AGAIN.rarer(steps), how, text));
                    }
                }
            }
        }
    }
    let mut quoted = String::new();
    Rendering::default().write(&Value::String(plain), 0, &mut quoted);
    made.push((ranking::SERIALISED_AGAIN.rarer(2), "as a JSON string of JSON".into(), quoted));
    let mut fields = Vec::new();
    super::subject::flatten("", value, &mut fields);
    let encode = crate::request::percent_encode;
    let pairs =
        fields.iter().map(|field| format!("{}={}", encode(&field.name), encode(&field.text).replace("%20", "+")));
    made.push((ranking::SERIALISED_AGAIN.rarer(1), "as a form".into(), pairs.collect::<Vec<_>>().join("&")));
    made
}

impl Rendering {
    fn write(self, value: &Value, depth: usize, out: &mut String) {
        match value {
            Value::Number(text) => self.number(text, out),
            Value::String(text) => match self.numbers {
                Numbers::FromText if text.parse::<Amount>().is_ok() => out.push_str(text),
                _ => self.string(text, out),
            },
            Value::Array(items) => {
                let write = |item: &&Value, out: &mut String| self.write(item, depth + 1, out);
                self.list('[', ']', depth, &items.iter().collect::<Vec<_>>(), out, write);
            }
            Value::Object(object) => {
                let mut members: Vec<_> = object.iter().collect();
                match self.order {
                    Order::Same | Order::Given => {}
                    Order::Sorted => members.sort_by_key(|(name, _)| *name),
                    Order::Reversed => members.reverse(),
                }
                self.list('{', '}', depth, &members, out, |(name, value), out| {
                    self.string(name, out);
                    let wide = !matches!(self.blanks, Blanks::None | Blanks::AfterComma);
                    out.push_str(if wide { ": " } else { ":" });
                    self.write(value, depth + 1, out);
                });
            }
            other => out.push_str(&other.to_json()),
        }
    }

    fn list<T>(
        self,
        open: char,
        close: char,
        depth: usize,
        items: &[T],
        out: &mut String,
        write: impl Fn(&T, &mut String),
    ) {
        let line = |depth: usize, out: &mut String| match self.blanks {
            Blanks::Indented(width) => {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', width * depth));
            }
            Blanks::Inside => out.push(' '),
            _ => {}
        };
        out.push(open);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(match self.blanks {
                    Blanks::AfterBoth | Blanks::AfterComma => ", ",
                    _ => ",",
                });
            }
            line(depth + 1, out);
            write(item, out);
        }
        if !items.is_empty() {
            line(depth, out);
        }
        out.push(close);
    }

    fn number(self, text: &str, out: &mut String) {
        let amount = text.parse::<Amount>().ok();
        let decimals = |least: usize| {
            let amount = amount.as_ref().filter(|_| text.contains('.'))?;
            amount.to_decimals(amount.decimals().max(least)).ok()
        };
        let written = match self.numbers {
            Numbers::Same | Numbers::FromText => None,
            Numbers::Shortest => decimals(0),
            Numbers::OneDecimal => decimals(1),
            Numbers::TwoDecimals => {
                amount.as_ref().and_then(|amount| amount.to_decimals(amount.decimals().max(2)).ok())
            }
            Numbers::Text => Some(format!("\"{text}\"")),
        };
        out.push_str(written.as_deref().unwrap_or(text));
    }

    fn string(self, text: &str, out: &mut String) {
        let mut json = Value::from(text).to_json();
        if self.slashes {
            json = json.replace('/', "\\/");
        }
        out.push_str(&if self.unicode { unicode_escaped(&json) } else { json });
    }
}

/// A form, written again.
fn forms(text: &str) -> Vec<(&'static str, String)> {
    let decode =
        |part: &str| percent_encoding::percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs: Vec<(String, String)> = text
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let form = |encode: &dyn Fn(&str) -> String, pairs: &[(String, String)]| {
        let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    };
    let percent = |text: &str| crate::request::percent_encode(text);
    let plus = |text: &str| percent(text).replace("%20", "+");
    let mut sorted = pairs.clone();
    sorted.sort();
    let json = Value::Object(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect());
    vec![
        ("with percent-encoded blanks", form(&percent, &pairs)),
        ("encoded again", form(&plus, &pairs)),
        ("decoded", form(&|text| text.to_owned(), &pairs)),
        ("with names sorted", form(&plus, &sorted)),
        ("turned into JSON", json.to_json()),
    ]
}

/// What people hash in place of the encoded claims of a token: the claims themselves, or other JSON of them.
fn claims(text: &str) -> Vec<(Rank, String, Vec<u8>)> {
    let Ok(json) = URL_SAFE_NO_PAD.decode(text) else { return Vec::new() };
    let Ok(Ok(value @ Value::Object(_))) = std::str::from_utf8(&json).map(Value::parse) else { return Vec::new() };
    let standard = STANDARD.encode(&json).into_bytes();
    let mut made = vec![
        (ranking::TOKEN_LIBRARY, "as decoded JSON".to_owned(), json),
        (ranking::TOKEN_LIBRARY, "in padded Base64".to_owned(), standard),
    ];
    for (rank, how, text) in renderings(&value, None) {
        made.push((rank.rarer(1), how, URL_SAFE_NO_PAD.encode(text).into_bytes()));
    }
    made
}
