//! Events: whether what was received is what the gateway signed.
//!
//! An event is signed by the gateway. A signature that belongs to another text means that the content was changed
//! on its way, unless the other text is the same number or the same bytes encoded again. Mistakes in the key, the
//! digest and the shape of the formula say nothing about the content: tests that sign their own events make them.

use percent_encoding::percent_decode_str;

use crate::amount::Amount;
use crate::query;
use crate::signing::Encoding;
use crate::signing::diagnose::mistake::{Edit, Mistake, Piece, Whole};
use crate::signing::diagnose::subject::{Sent, Subject, flatten};
use crate::signing::diagnose::unicode::nfc;
use crate::signing::diagnose::{causes, text};
use crate::signing::recipe::{Part, Role, Source};
use crate::value::Value;

/// Content that is not what was signed.
pub(super) struct Change {
    /// The wire names of what differs.
    pub(super) fields: Vec<String>,
    /// How it differs. Quotes no text but amounts.
    pub(super) how: String,
}

/// What a mistake changes in the content of an event; `None` when it leaves the content as it is.
pub(super) fn change(subject: &Subject<'_>, mistake: &Mistake) -> Option<Change> {
    match &mistake.edit {
        Edit::Texts(texts) if mistake.cause.id != causes::BODY_HASHED_FIRST.id => {
            let changed = texts.iter().filter(|(part, text)| {
                let same = |signed| is_same(subject, *part, signed);
                is_content(subject, *part) && !std::str::from_utf8(text).is_ok_and(same)
            });
            described(
                subject,
                changed.map(|(part, text)| (*part, String::from_utf8_lossy(text).into_owned())).collect(),
            )
        }
        Edit::Whole(whole) => described(subject, rewritten(subject, *whole)),
        Edit::Arrange(pieces) if !keeps_values(subject, mistake, pieces) => {
            let how = match mistake.cause.id {
                id if id == causes::OTHER_FIELDS.id => {
                    format!("the text that was signed is {}, in this order", mistake.fields.join(", "))
                }
                id if id == causes::FORMULA_OF_ANOTHER.id => {
                    format!("the text that was signed follows the formula of {}", mistake.how)
                }
                _ => "the text that was signed has other values, or the same values in other places".to_owned(),
            };
            Some(Change { fields: mistake.fields.clone(), how })
        }
        Edit::Add { extra, .. } if extra.text != subject.key_bytes() => {
            Some(Change { fields: mistake.fields.clone(), how: "the text that was signed has more in it".to_owned() })
        }
        _ => None,
    }
}

/// What may have changed where a mistake leaves it open: the bytes belong to one field or to its neighbour.
pub(super) fn doubt(subject: &Subject<'_>, mistake: &Mistake) -> Option<Change> {
    let Edit::Texts(texts) = &mistake.edit else { return None };
    beside_key(subject, texts).or_else(|| beside_amount(subject, texts))
}

/// What stands between the last field and the key.
fn beside_key(subject: &Subject<'_>, texts: &[(usize, Vec<u8>)]) -> Option<Change> {
    let key = subject.key_part()?;
    let (_, text) = texts.first().filter(|(part, _)| *part == key)?;
    let between = std::str::from_utf8(text.strip_suffix(subject.key_bytes())?).ok()?;
    let last = (0..key).rev().find(|part| !subject.text(*part).is_empty())?;
    let signed = format!("{}{between}", subject.text(last));
    let differs = is_content(subject, last) && !is_same(subject, last, &signed);
    described(subject, differs.then_some((last, signed)).into_iter().collect())
}

/// An amount in another form, next to a field that was not received: what was signed may be that field, or end in it.
fn beside_amount(subject: &Subject<'_>, texts: &[(usize, Vec<u8>)]) -> Option<Change> {
    let has_role = |part: usize, role| subject.recipe.parts.get(part).is_some_and(|part| part.role == role);
    let absent = |part: &usize| subject.text(*part).is_empty();
    let text = |part: &usize| has_role(*part, Role::Text) && is_content(subject, *part);
    texts.iter().find_map(|(amount, signed)| {
        let (received, signed) = (subject.text(*amount), std::str::from_utf8(signed).ok()?);
        if received.is_empty() || received == signed || !has_role(*amount, Role::Amount) {
            return None;
        }
        let behind = (amount + 1..subject.recipe.parts.len()).take_while(absent).find(text);
        let before = || (0..*amount).rev().take_while(absent).find(text);
        let neighbour = behind.or_else(before)?;
        let changed = match signed.strip_prefix(received) {
            Some(rest) if neighbour > *amount => vec![(neighbour, rest.to_owned())],
            _ => vec![(*amount, String::new()), (neighbour, signed.to_owned())],
        };
        described(subject, changed)
    })
}

/// Whether a part is what the sender says. A key, the formula and the registered URL are the receiver's own.
fn is_content(subject: &Subject<'_>, part: usize) -> bool {
    subject.recipe.parts.get(part).is_some_and(|part| {
        matches!(part.source, Source::Input | Source::Option)
            && matches!(part.role, Role::Text | Role::Amount | Role::Timestamp | Role::Body)
    })
}

fn is_same(subject: &Subject<'_>, part: usize, signed: &str) -> bool {
    let Some(Part { role, text: received, .. }) = subject.recipe.parts.get(part) else { return false };
    received.as_str() == signed
        || match role {
            Role::Amount | Role::Timestamp => is_same_number(received, signed),
            Role::Body => is_same_body(received, signed),
            _ => is_same_text(received, signed),
        }
}

/// What differs, with the texts that were signed.
fn described(subject: &Subject<'_>, changed: Vec<(usize, String)>) -> Option<Change> {
    let describe = |(part, signed): &(usize, String)| {
        let (name, received) = (subject.name(*part), subject.text(*part));
        let is_amount = |text: &str| text.parse::<Amount>().is_ok();
        match (received, signed.as_str()) {
            (_, "") => format!("{name} is not part of what was signed"),
            ("", _) => format!("{name} is absent, but was signed"),
            (received, signed) if is_amount(received) && is_amount(signed) && !subject.is_hidden(*part) => {
                format!("{name} was signed as {signed}, and received as {received}")
            }
            _ => format!("{name} was signed with another text"),
        }
    };
    let how: Vec<_> = changed.iter().map(describe).collect();
    let fields = changed.iter().map(|(part, _)| subject.name(*part)).collect();
    (!changed.is_empty()).then(|| Change { fields, how: how.join("; ") })
}

/// The parts that mean something else when the finished text is written in another way.
fn rewritten(subject: &Subject<'_>, whole: Whole) -> Vec<(usize, String)> {
    let present = subject.parts_where(|part| !part.text.is_empty());
    let differs = |part: usize, signed: String| (!is_same(subject, part, &signed)).then_some((part, signed));
    let content = present.iter().copied().filter(|part| is_content(subject, *part));
    match whole {
        Whole::Each(change) => content.filter_map(|part| differs(part, change(subject.text(part)))).collect(),
        Whole::Bytes(change) => {
            let questions = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'?').count();
            // What a charset does not have becomes a question mark.
            let lost = content.filter_map(|part| {
                let received = subject.text(part).as_bytes();
                let signed = change(received);
                (questions(&signed) > questions(received))
                    .then(|| (part, String::from_utf8_lossy(&signed).into_owned()))
            });
            lost.collect()
        }
        Whole::Around(before, after) => {
            let first = present.first().filter(|_| !before.is_empty());
            let last = present.last().filter(|_| !after.is_empty());
            // Only the content can be other content: beside the key, or around the whole, nothing of it changed.
            if first.into_iter().chain(last).any(|part| !is_content(subject, *part)) {
                return Vec::new();
            }
            let first = first.and_then(|part| differs(*part, format!("{before}{}", subject.text(*part))));
            let last = last.and_then(|part| differs(*part, format!("{}{after}", subject.text(*part))));
            first.into_iter().chain(last).collect()
        }
    }
}

/// Whether the values stand as the formula has them: the key may be elsewhere, and names may stand among them.
fn keeps_values(subject: &Subject<'_>, mistake: &Mistake, pieces: &[Piece]) -> bool {
    let id = mistake.cause.id;
    if id == causes::NAMES_ADDED.id || id == causes::CLAIMS_SIGNED.id {
        return true;
    }
    let text = |piece: &Piece| match piece {
        Piece::Part(part) if Some(*part) == subject.key_part() => Vec::new(),
        Piece::Part(part) => subject.text(*part).as_bytes().to_vec(),
        Piece::Extra(extra) => extra.text.clone(),
    };
    let signed: Vec<u8> = pieces.iter().flat_map(text).collect();
    if id == causes::BODY_SIGNED.id {
        // What begins with a digit can be a time with everything that the formula has after it.
        return !signed.first().is_some_and(u8::is_ascii_digit);
    }
    signed == (0..subject.recipe.parts.len()).map(Piece::Part).flat_map(|piece| text(&piece)).collect::<Vec<_>>()
}

fn is_same_number(received: &str, signed: &str) -> bool {
    matches!((number(received), number(signed)), (Some(received), Some(signed)) if received.equals(&signed))
}

/// The number that a text stands for, whatever its digits, grouping, decimals, exponent and currency.
fn number(text: &str) -> Option<Amount> {
    let around = |character: char| character.is_alphabetic() || character.is_whitespace() || "\"'".contains(character);
    let mut plain = String::with_capacity(text.len());
    for character in text.trim_matches(around).chars() {
        match character {
            '\'' | ' ' | '_' | '\u{a0}' | '\u{202f}' | '٬' => {}
            '٫' => plain.push('.'),
            other => plain.push(ascii_digit(other)),
        }
    }
    let grouped = |separator: char| plain.split(separator).skip(1).all(|group| group.len() == 3);
    let without = |separator: char| plain.replace(separator, "");
    let plain = match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => without('.').replace(',', "."),
        (Some(_), Some(_)) => without(','),
        (Some(_), None) if grouped(',') => without(','),
        (Some(_), None) => plain.replace(',', "."),
        (None, Some(_)) if plain.matches('.').count() > 1 && grouped('.') => without('.'),
        (None, _) => plain,
    };
    Amount::received(&Value::Number(plain)).ok()
}

/// `7` for `٧` and `۷`.
fn ascii_digit(character: char) -> char {
    let zero = match character {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return character,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10).unwrap_or(character)
}

type Decode = fn(&str) -> Option<String>;

/// The encodings that leave a text the same text.
const DECODERS: &[Decode] = &[
    |text| percent_decode_str(text).decode_utf8().ok().map(Into::into),
    |text| percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(Into::into),
    |text| Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned()),
    |text| Some(text.strip_prefix('\'')?.strip_suffix('\'')?.to_owned()),
    |text| Value::parse(&format!("\"{text}\"")).ok()?.as_text().map(str::to_owned),
    |text| text.contains('&').then(|| text::without_entities(text)),
    |text| Some(text.chars().map(ascii_digit).collect()).filter(|digits: &String| is_digits(digits)),
    |text| {
        text.strip_suffix(".00").or_else(|| text.strip_suffix(".0")).filter(|whole| is_whole(whole)).map(str::to_owned)
    },
];

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number without leading zeros, which would make it a code.
fn is_whole(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_same_text(received: &str, signed: &str) -> bool {
    let becomes = |decode: &Decode, from: &str, to: &str| decode(from).is_some_and(|decoded| decoded == to);
    let encoded = |decode: &Decode| becomes(decode, signed, received) || becomes(decode, received, signed);
    !received.is_empty() && !signed.is_empty() && (DECODERS.iter().any(encoded) || nfc(received) == nfc(signed))
}

fn is_same_body(received: &str, signed: &str) -> bool {
    let same = |(this, that): (&Sent, &Sent)| {
        this.name == that.name && (this.text == that.text || is_same_number(&this.text, &that.text))
    };
    // As one text, a form could swallow a field in an encoded ampersand.
    match (fields(received), fields(signed)) {
        (Some(received), Some(signed)) => received.len() == signed.len() && received.iter().zip(&signed).all(same),
        _ => is_same_text(received, signed),
    }
}

/// The fields of a body in the order of their names: JSON, JSON inside a string or in Base64, or a form.
fn fields(body: &str) -> Option<Vec<Sent>> {
    let body = body.trim();
    let decoded = || Encoding::Base64Url.decode(body).or_else(|| Encoding::Base64.decode(body));
    let value = match Value::parse(body) {
        Ok(Value::String(json)) => Value::parse(&json).ok()?,
        Ok(value) => value,
        Err(_) => match decoded().and_then(|json| String::from_utf8(json).ok()) {
            Some(json) => Value::parse(&json).ok()?,
            None => Value::Object(query::form(body).ok().filter(|_| body.contains('='))?),
        },
    };
    let mut fields = Vec::new();
    flatten("", &value, &mut fields);
    fields.sort_by(|this, that| (&this.name, &this.text).cmp(&(&that.name, &that.text)));
    Some(fields)
}
