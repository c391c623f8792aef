//! Parts left out, doubled, invented, or hashed as words when they are absent.

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::{Mistake, Separator};
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};
use crate::signing::recipe::{Role, Source};

/// What languages print for nothing.
const WORDS: &[&str] = &["null", "undefined", "None", "NaN", "nil", "<nil>", "\"\"", "0", "0.00", "false", "{}", "[]"];

/// What languages print for a field that is not where a program looks for it.
const MISSED: &[(&str, Rank)] = &[
    ("undefined", ranking::PRESENT_AS_WORD),
    ("null", ranking::PRESENT_AS_WORD),
    ("None", ranking::PRESENT_AS_WORD),
    ("NaN", ranking::OTHER_WORD),
    ("nil", ranking::OTHER_WORD),
    ("[object Object]", ranking::OTHER_WORD),
    ("[object Promise]", ranking::OTHER_WORD),
    ("Array", ranking::OTHER_WORD),
];

/// What people put between fields.
const SEPARATORS: &[(&str, &str)] = &[
    ("&", "an ampersand"),
    ("|", "a bar"),
    (",", "a comma"),
    ("\n", "a line feed"),
    (":", "a colon"),
    (".", "a point"),
    (" ", "a blank"),
    ("-", "a hyphen"),
    ("_", "an underscore"),
    (";", "a semicolon"),
    ("+", "a plus sign"),
    ("#", "a number sign"),
    ("/", "a slash"),
    ("\t", "a tab"),
    ("\r\n", "a carriage return and a line feed"),
    (", ", "a comma and a blank"),
    ("||", "two bars"),
    ("::", "two colons"),
];

/// The most unsigned fields that are tried as signed ones.
const MAX_UNSIGNED: usize = 24;

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    left_out(subject, mistakes);
    words(subject, mistakes);
    absent(subject, mistakes);
    doubled(subject, mistakes);
    separators(subject, mistakes);
    if !subject.has_literals() {
        added(subject, mistakes);
        last_only(subject, mistakes);
    }
    replaced(subject, mistakes);
}

/// Parts that are there and may be forgotten; many parts are those of a list, whose elements go together.
fn present(subject: &Subject<'_>) -> Vec<usize> {
    subject.values().into_iter().filter(|part| !subject.text(*part).is_empty()).collect()
}

fn left_out(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for part in present(subject).into_iter().take(48) {
        let rank = match subject.recipe.parts.get(part) {
            // What one element of a list lacks, the others lack too.
            Some(part) if part.name.contains('[') => ranking::ONE_ELEMENT,
            Some(part) if part.source == Source::Input && part.role == Role::Text => ranking::FIELD_FORGOTTEN,
            _ => ranking::FIXED_FIELD_FORGOTTEN,
        };
        let texts = vec![(part, String::new())];
        mistakes.push(subject.recipe, subject.texts(&cause::FIELD_LEFT_OUT, rank, "", texts));
    }
    for (list, members) in lists(subject) {
        let texts = members.iter().map(|part| (*part, String::new())).collect();
        let mut mistake = subject.texts(&cause::FIELD_LEFT_OUT, ranking::FIELD_FORGOTTEN, "", texts);
        mistake.fields = vec![list];
        mistakes.push(subject.recipe, mistake);
    }
}

/// The parts of each list of the input, under the list's name, and those of one member of it.
pub(super) fn lists(subject: &Subject<'_>) -> Vec<(String, Vec<usize>)> {
    let mut lists: Vec<(String, Vec<usize>)> = Vec::new();
    let mut add = |name: String, part: usize| match lists.iter_mut().find(|(known, _)| *known == name) {
        Some((_, parts)) => parts.push(part),
        None => lists.push((name, vec![part])),
    };
    for part in subject.values() {
        let name = subject.name(part);
        if let Some((list, rest)) = name.split_once('[') {
            add(list.to_owned(), part);
            let member = rest.split_once(']').map_or("", |(_, member)| member);
            add(format!("{list}[]{member}"), part);
        }
    }
    lists
}

/// What a program hashes for a field that it looked for under a name that is not there.
fn words(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let named = |word: &str| format!("the text {word}");
    for (word, rank) in MISSED {
        for part in present(subject).into_iter().filter(|part| !subject.name(*part).contains('[')) {
            let (is_long, rank) = match subject.recipe.parts.get(part).map(|part| part.role) {
                Some(Role::Body) => (false, *rank),
                Some(Role::Path | Role::Method | Role::Timestamp) => (false, rank.rarer(1)),
                _ => (true, *rank),
            };
            if is_long || *word != "NaN" {
                let mut mistake = subject.texts(&cause::FIELD_AS_WORD, rank, "", vec![(part, (*word).to_owned())]);
                mistake.how = named(word).into();
                mistakes.push(subject.recipe, mistake);
            }
        }
        for (list, members) in lists(subject).into_iter().filter(|(list, _)| list.contains('[')) {
            let texts = members.into_iter().map(|part| (part, (*word).to_owned())).collect();
            let mut mistake = subject.texts(&cause::FIELD_AS_WORD, *rank, "", texts);
            (mistake.fields, mistake.how) = (vec![list], named(word).into());
            mistakes.push(subject.recipe, mistake);
        }
    }
}

fn absent(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let absent = subject.parts_where(|part| part.text.is_empty() && part.role != Role::Key);
    for word in WORDS {
        let rank =
            if matches!(*word, "null" | "undefined" | "None") { ranking::ABSENT_AS_WORD } else { ranking::OTHER_WORD };
        let all: Vec<_> = absent.iter().map(|part| (*part, (*word).to_owned())).collect();
        if all.len() > 1 {
            mistakes.push(subject.recipe, subject.texts(&cause::ABSENT_AS_WORD, rank, "as", all.clone()));
        }
        for text in all {
            let is_body = subject.recipe.parts.get(text.0).is_some_and(|part| part.role == Role::Body);
            let cause = if is_body { &cause::BODY_ADDED } else { &cause::ABSENT_AS_WORD };
            let mut mistake = subject.texts(cause, rank, "", vec![text]);
            mistake.how = format!("the text {word}").into();
            mistakes.push(subject.recipe, mistake);
        }
    }
    for part in absent {
        for field in subject.unsigned().take(MAX_UNSIGNED) {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELD_SIGNED_NOT_SENT,
                    rank: ranking::UNSIGNED_FIELD,
                    fields: vec![subject.name(part), field.name.clone()],
                    how: format!("the value of {}", field.name).into(),
                    edit: Edit::Texts(vec![(part, field.text.clone().into_bytes())]),
                },
            );
        }
    }
}

fn doubled(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for part in present(subject).into_iter().take(48) {
        // The documentation's own sample does it to the first field.
        let rank = if part == 0 { ranking::FIRST_FIELD_TWICE } else { ranking::OTHER_FIELD_TWICE };
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::FIELD_DOUBLED,
                rank,
                fields: vec![subject.name(part)],
                how: "".into(),
                edit: Edit::Add { part, before: false, extra: Extra::new(subject.text(part), subject.is_hidden(part)) },
            },
        );
    }
}

fn separators(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    if subject.has_literals() {
        return;
    }
    for (text, name) in SEPARATORS {
        for (at_key, at_absent, missing, steps, where_) in [
            (true, false, 0, 0, ""),
            (false, false, 0, 0, ", and the key without"),
            (true, true, 0, 1, ", around absent fields too"),
            (false, true, 0, 2, ", around absent fields too, and the key without"),
            (true, true, 1, 2, ", around absent fields too, one of them of another formula"),
            (true, true, 2, 2, ", around absent fields too, two of them of another formula"),
            (true, true, 3, 3, ", around absent fields too, three of them of another formula"),
            (true, true, 4, 3, ", around absent fields too, four of them of another formula"),
        ] {
            // White space after a single field is that field's, unless it stands in front of the key too.
            let is_of_field = !at_key && text.trim().is_empty();
            let common = matches!(*text, "&" | "|" | "," | "\n" | ":" | ".");
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::SEPARATORS_ADDED,
                    rank: ranking::SEPARATORS.rarer(steps + u8::from(!common) + 3 * u8::from(is_of_field)),
                    fields: Vec::new(),
                    how: format!("{name}{where_}").into(),
                    edit: Edit::Between(Separator { text, at_key, at_absent, missing }),
                },
            );
        }
    }
}

/// Fields of the request that the formula does not have.
fn added(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let parts = subject.values();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let amount = subject.parts_where(|part| part.role == Role::Amount);
    for field in subject.unsigned().take(MAX_UNSIGNED) {
        let is_currency = field.name.to_ascii_lowercase().contains("currency");
        let mut places = vec![(*last, false, "after the last field"), (*first, true, "in front of the first field")];
        if let Some(amount) = amount.last().filter(|amount| *amount != last) {
            places.insert(0, (*amount, false, "after the amount"));
        }
        for (part, before, how) in places {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELD_ADDED,
                    rank: if is_currency { ranking::CURRENCY_SIGNED } else { ranking::UNSIGNED_FIELD },
                    fields: vec![field.name.clone()],
                    how: how.into(),
                    edit: Edit::Add { part, before, extra: field.extra() },
                },
            );
        }
    }
}

/// A loop that overwrites its text: only one field and the key are left.
fn last_only(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let key = subject.key_part();
    let is_body = |part: &usize| subject.recipe.parts.get(*part).is_some_and(|part| part.role == Role::Body);
    for (index, part) in present(subject).into_iter().rev().filter(|part| !is_body(part)).take(24).enumerate() {
        let mut pieces = vec![Piece::Part(part)];
        match key {
            Some(key) if key < part => pieces.insert(0, Piece::Part(key)),
            Some(key) => pieces.push(Piece::Part(key)),
            None => {}
        }
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::ONLY_LAST_FIELD,
                rank: ranking::ONE_FIELD_LEFT.rarer(if index == 0 { 0 } else { 2 }),
                fields: vec![subject.name(part)],
                how: "".into(),
                edit: Edit::Arrange(pieces),
            },
        );
    }
}

/// The value of another field in the place of a signed one.
fn replaced(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let replaceable = |part: &usize| {
        subject.recipe.parts.get(*part).is_some_and(|part| matches!(part.role, Role::Text | Role::Amount))
    };
    // The parts of the formula, what is sent beside them, and what the first element of a list has.
    let signed = present(subject).into_iter().map(|part| (subject.name(part), subject.text(part).to_owned()));
    let unsigned = subject.unsigned().take(MAX_UNSIGNED).map(|field| (field.name.clone(), field.text.clone()));
    let first = subject.sent.iter().filter(|field| field.name.contains("[0]")).take(MAX_MEMBERS);
    let first = first.map(|field| (field.name.clone(), field.text.clone()));
    let others: Vec<_> = signed.chain(unsigned).chain(first).collect();
    for part in
        present(subject).into_iter().filter(replaceable).filter(|part| !subject.name(*part).contains('[')).take(12)
    {
        let (name, text) = (subject.name(part), subject.text(part));
        for (other, value) in
            others.iter().filter(|(other, value)| *other != name && value != text && !value.is_empty())
        {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELD_REPLACED,
                    rank: ranking::FIELD_REPLACED.rarer(if are_alike(&name, other) { 0 } else { 2 }),
                    fields: vec![name.clone(), other.clone()],
                    how: format!("the value of {other}").into(),
                    edit: Edit::Texts(vec![(part, value.clone().into_bytes())]),
                },
            );
        }
    }
}

/// The most fields of the first element of a list that are tried in the place of another field.
const MAX_MEMBERS: usize = 6;

/// Whether two fields are taken for each other: references and persons, or amounts.
fn are_alike(name: &str, other: &str) -> bool {
    let has = |name: &str, words: &[&str]| words.iter().any(|word| name.to_ascii_lowercase().contains(word));
    [&["ref", "id", "profile", "mobile", "mail"][..], &["amount", "price", "total"]]
        .iter()
        .any(|words| has(name, words) && has(other, words))
}
