//! What may be shown of a request that somebody pasted: nothing that is a secret, wherever it stands.

use zeroize::Zeroizing;

use crate::error::Error;
use crate::request::{is_secret_field, masked_body, masked_url};
use crate::secret::MASK;
use crate::signing::diagnose::pasted::{Content, SentRequest};
use crate::signing::diagnose::{DiagnosedCause, Diagnosis, Finding};
use crate::signing::recipe::{Recipe, Role};
use crate::value::{Object, Value, is_name};

/// A shorter text occurs in anything; short secrets are never shown because the fields that hold them are not.
const SHORTEST: usize = 6;

/// The secrets of a configuration and of a request.
#[derive(Default)]
pub(crate) struct Veil(Vec<Zeroizing<String>>);

impl Veil {
    pub(crate) fn add(&mut self, text: &str) {
        if text.chars().count() >= SHORTEST && !self.0.iter().any(|known| known.as_str() == text) {
            self.0.push(Zeroizing::new(text.to_owned()));
            // A secret that contains another one is covered as a whole.
            self.0.sort_by_key(|known| std::cmp::Reverse(known.len()));
        }
    }

    /// The secret fields of a value, at any depth.
    pub(crate) fn add_fields(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                for (name, value) in object.iter() {
                    match is_secret_field(name) {
                        true => self.add_all(value),
                        false => self.add_fields(value),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.add_fields(item)),
            Value::String(text) | Value::Number(text) if is_card_number(text) => self.add(text),
            // JSON inside a string, as a body that was serialised twice.
            Value::String(text) if text.trim_start().starts_with(['{', '[']) => match Value::parse(text) {
                Ok(inner) if masked_body(&inner) == inner => {}
                _ => {
                    self.add(text);
                    self.add(Value::from(text.as_str()).to_json().trim_matches('"'));
                }
            },
            _ => {}
        }
    }

    fn add_all(&mut self, value: &Value) {
        match value {
            Value::Object(object) => object.iter().for_each(|(_, value)| self.add_all(value)),
            Value::Array(items) => items.iter().for_each(|item| self.add_all(item)),
            Value::String(text) | Value::Number(text) => self.add(text),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// The secrets of a request: its secret fields, and the tokens in its headers.
    pub(crate) fn add_request(&mut self, sent: &SentRequest) {
        for (name, value) in sent.fields() {
            match is_secret_field(&name) {
                true => self.add_all(&value),
                false => self.add_fields(&value),
            }
        }
        for (_, value) in sent.headers.iter().filter(|(name, _)| crate::request::is_secret_header(name)) {
            value
                .split_whitespace()
                .filter(|word| !word.eq_ignore_ascii_case("bearer"))
                .for_each(|word| self.add(word));
        }
    }

    /// A text as it may be shown.
    pub(crate) fn cover(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.as_str()) { text.replace(secret.as_str(), MASK) } else { text }
        })
    }

    /// As [`Veil::cover`]; what may be a card number is covered too.
    fn cover_prose(&self, text: &str) -> String {
        without_card_numbers(&self.cover(text))
    }

    /// Keeps the secrets of a recipe from being shown.
    pub(crate) fn recipe(&self, recipe: &mut Recipe) {
        for part in recipe.parts.iter_mut().filter(|part| !part.secret) {
            let shown = part.shown.clone().unwrap_or_else(|| match part.role {
                Role::Body => shown_body(&part.text),
                _ => masked_url(&part.text),
            });
            let shown = self.cover(&shown);
            part.shown = (shown != *part.text).then_some(shown);
        }
    }

    pub(crate) fn finding(&self, finding: &mut Finding) {
        finding.field = finding.field.take().filter(|field| is_path(field) && self.cover_prose(field) == *field);
        finding.detail = self.cover_prose(&finding.detail);
        finding.fix = self.cover_prose(&finding.fix);
    }

    pub(crate) fn diagnosis(&self, diagnosis: &mut Diagnosis) {
        diagnosis.causes.iter_mut().for_each(|cause| self.cause(cause));
        diagnosis.note = diagnosis.note.take().map(|note| self.cover_prose(&note));
    }

    fn cause(&self, cause: &mut DiagnosedCause) {
        let all = cause.fields.iter().chain(cause.alternatives.iter().flat_map(|other| &other.fields));
        // Constant parts of a formula may have a single character for a name.
        let odd: Vec<String> = all.filter(|field| field.len() > 2 && !is_path(field)).cloned().collect();
        let named = |text: &str| odd.iter().fold(text.to_owned(), |text, field| text.replace(field.as_str(), "…"));
        let fields = |fields: &mut Vec<String>| fields.iter_mut().for_each(|field| *field = self.cover(&named(field)));
        cause.title = self.cover_prose(&named(&cause.title));
        cause.detail = self.cover_prose(&named(&cause.detail));
        fields(&mut cause.fields);
        for other in &mut cause.alternatives {
            other.title = self.cover_prose(&named(&other.title));
            fields(&mut other.fields);
        }
        cause.string_to_sign = cause.string_to_sign.take().map(|text| self.cover(&text));
    }

    /// A value without the texts and numbers that hold a secret.
    pub(crate) fn without_secrets(&self, value: Value) -> Option<Value> {
        match value {
            Value::Object(object) => {
                let members = object.into_iter();
                let kept = members.filter_map(|(name, value)| Some((name, self.without_secrets(value)?)));
                Some(kept.collect::<Object>().into())
            }
            Value::Array(items) => {
                Some(Value::Array(items.into_iter().filter_map(|item| self.without_secrets(item)).collect()))
            }
            Value::String(text) if self.cover_prose(&text) != text => None,
            Value::Number(text) if self.cover_prose(&text) != text => None,
            other => Some(other),
        }
    }

    /// An error about a paste.
    pub(crate) fn error(&self, error: Error) -> Error {
        let text = error.to_string();
        if self.cover_prose(&text) == text && error.field().is_none_or(is_path) {
            return error;
        }
        Error::new(error.code(), "cannot be diagnosed").hint("a field breaks a rule; build the request to see which")
    }
}

/// A body without its secrets; one that cannot be read is masked whole.
pub(crate) fn shown_body(body: &str) -> String {
    match Content::of(body) {
        Content::Json(value) if masked_body(&value) == value => body.to_owned(),
        Content::Json(value) => masked_body(&value).to_json(),
        // A value that is itself written in some format may hold anything.
        Content::Form(pairs) if pairs.iter().any(|pair| pair.text.contains(['{', '[', '"', '%'])) => MASK.to_owned(),
        Content::Form(_) => masked_url(&format!("?{body}")).trim_start_matches('?').to_owned(),
        Content::Empty => String::new(),
        // The encoded claims of a token are signed as they are.
        Content::Text
            if !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) =>
        {
            body.to_owned()
        }
        Content::Text | Content::Broken(_) | Content::Loose(..) => MASK.to_owned(),
    }
}

/// Whether a text may be shown as the path of a field: `chargeItems[0].price`.
fn is_path(text: &str) -> bool {
    text.split('.').all(|step| {
        let (name, rest) = step.split_once('[').unwrap_or((step, ""));
        let index = |index: &str| {
            index.strip_suffix(']').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        };
        // The parts of a formula that are constant have their text for a name: `&requestId=`.
        let name = name.trim_start_matches('&').trim_end_matches('=');
        is_name(name.strip_suffix(" (an older one)").unwrap_or(name)) && (rest.is_empty() || rest.split('[').all(index))
    })
}

/// Whether a text has the digits of a card number, with or without blanks between them.
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text
        .chars()
        .filter(|character| !" -".contains(*character))
        .map_while(|character| character.to_digit(10))
        .collect();
    let all_digits = text.chars().all(|character| character.is_ascii_digit() || " -".contains(character));
    if !all_digits || !(13..=19).contains(&digits.len()) {
        return false;
    }
    let luhn = |(index, digit): (usize, &u32)| match (index % 2, digit * 2) {
        (0, _) => *digit,
        (_, doubled) if doubled > 9 => doubled - 9,
        (_, doubled) => doubled,
    };
    digits.iter().rev().enumerate().map(luhn).sum::<u32>() % 10 == 0
}

/// Covers every run of digits that is a card number.
fn without_card_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character: char| !character.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        shown.push_str(before);
        shown.push_str(if is_card_number(digits) { MASK } else { digits });
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_identifiers() {
        for name in ["customerName", "X-Signature", "_x", "a1"] {
            assert!(is_name(name) && is_path(name), "{name}");
        }
        assert!(is_path("chargeItems[0].price") && is_path("secureKey (an older one)"));
        for text in ["", "1a", "a b", "{\"a\":1", "a\"", &"a".repeat(41), "4242424242424242", "a[0", "a[x]", "a..b"] {
            assert!(!is_path(text), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_card_number_is_covered() {
        assert!(is_card_number("4242 4242 4242 4242") && is_card_number("4242424242424242"));
        assert!(
            !is_card_number("4242424242424241")
                && !is_card_number("99900642041")
                && !is_card_number("x4242424242424242")
        );
        assert_eq!(without_card_numbers("write 4242424242424242, not 362.50"), format!("write {MASK}, not 362.50"));
    }

    #[test]
    fn longer_secrets_are_covered_first() {
        let mut veil = Veil::default();
        ["secret", "secret-and-more", "abc"].into_iter().for_each(|text| veil.add(text));
        assert_eq!(veil.cover("secret-and-more secret abc"), format!("{MASK} {MASK} abc"));
    }
}
