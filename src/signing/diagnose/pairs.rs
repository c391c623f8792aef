//! Formulas with names in them: `fiatAmount=0.02&requestId=1`. And names where the formula has none.

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};
use crate::signing::recipe::Role;

/// A name and the piece that is its value.
#[derive(Clone)]
struct Pair {
    name: String,
    value: Piece,
}

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let pairs = pairs_of(subject);
    if pairs.is_empty() {
        if !subject.has_literals() {
            names_added(subject, mistakes);
        }
        return;
    }
    names(subject, mistakes);
    orders(subject, &pairs, mistakes);
    additions(subject, &pairs, mistakes);
    joints(subject, &pairs, mistakes);
}

/// The pairs of a formula, when it consists of them.
fn pairs_of(subject: &Subject<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut name = None;
    for (index, part) in subject.recipe.parts.iter().enumerate() {
        match (part.role, name.take()) {
            (Role::Literal, None) => {
                name = part.text.trim_start_matches('&').strip_suffix('=').map(str::to_owned);
            }
            (Role::Literal, Some(_)) => return Vec::new(),
            (_, Some(name)) => pairs.push(Pair { name, value: Piece::Part(index) }),
            (_, None) => return Vec::new(),
        }
    }
    pairs
}

/// `name=value` pairs, joined.
fn joined(pairs: &[Pair], equals: &str, separator: &str) -> Edit {
    let mut pieces = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let between = if index == 0 { "" } else { separator };
        pieces.push(Piece::Extra(Extra::new(format!("{between}{}{equals}", pair.name), false)));
        pieces.push(pair.value.clone());
    }
    Edit::Arrange(pieces)
}

fn names_of(pairs: &[Pair]) -> Vec<String> {
    pairs.iter().map(|pair| pair.name.clone()).collect()
}

type Rename = fn(&str) -> String;

fn names(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let literals = subject.parts_where(|part| part.role == Role::Literal);
    let cases: &[(&str, Rank, Rename)] = &[
        ("in lower case", ranking::PAIRS_AS_PRINTED, |text| text.to_lowercase()),
        ("in upper case", ranking::PAIRS_AS_PRINTED.rarer(2), |text| text.to_uppercase()),
        ("in snake_case", ranking::PAIRS_AS_PRINTED.rarer(1), snake_case),
        ("with a capital first letter", ranking::PAIRS_AS_PRINTED.rarer(1), pascal_case),
    ];
    let names = |parts: &[usize]| {
        parts.iter().map(|part| subject.text(*part).trim_matches(['&', '=']).to_owned()).collect::<Vec<_>>()
    };
    for (how, rank, change) in cases {
        let texts: Vec<_> = literals.iter().map(|part| (*part, change(subject.text(*part)).into_bytes())).collect();
        let mut push = |rank, texts: Vec<(usize, Vec<u8>)>| {
            let parts: Vec<_> = texts.iter().map(|(part, _)| *part).collect();
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::NAMES_CASE,
                    rank,
                    fields: names(&parts),
                    how: (*how).into(),
                    edit: Edit::Texts(texts),
                },
            );
        };
        push(*rank, texts.clone());
        texts.into_iter().for_each(|text| push(rank.rarer(1), vec![text]));
    }
    let empty = literals.iter().map(|part| (*part, Vec::new())).collect();
    mistakes.push(
        subject.recipe,
        Mistake {
            cause: &cause::NAMES_LEFT_OUT,
            rank: ranking::PAIRS_ARRANGED,
            fields: names(&literals),
            how: "without anything between them".into(),
            edit: Edit::Texts(empty),
        },
    );
}

fn snake_case(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if character.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

fn pascal_case(text: &str) -> String {
    let mut start = true;
    let change = |character: char| {
        let upper = start && character.is_ascii_alphabetic();
        start = start && !upper;
        if upper { character.to_ascii_uppercase() } else { character }
    };
    text.chars().map(change).collect()
}

fn orders(subject: &Subject<'_>, pairs: &[Pair], mistakes: &mut Mistakes) {
    let mut push = |cause: &'static Cause, rank, fields: Vec<String>, order: &[Pair]| {
        mistakes.push(subject.recipe, Mistake { cause, rank, fields, how: "".into(), edit: joined(order, "=", "&") });
    };
    let mut order = pairs.to_vec();
    order.sort_by(|this, that| this.name.cmp(&that.name));
    if names_of(&order) != names_of(pairs) {
        push(&cause::FIELDS_ALPHABETICAL, ranking::PAIRS_ARRANGED, names_of(pairs), &order);
    }
    for first in 0..pairs.len() {
        for second in first + 1..pairs.len() {
            let mut order = pairs.to_vec();
            order.swap(first, second);
            let swapped = [pairs.get(first), pairs.get(second)].into_iter().flatten();
            push(
                &cause::FIELDS_SWAPPED,
                ranking::PAIRS_ARRANGED,
                swapped.map(|pair| pair.name.clone()).collect(),
                &order,
            );
        }
    }
    order = pairs.to_vec();
    order.reverse();
    push(&cause::FIELDS_REVERSED, ranking::PAIRS_ARRANGED.rarer(1), names_of(pairs), &order);
    for turn in 1..pairs.len() {
        order.clone_from_slice(pairs);
        order.rotate_left(turn);
        let moved = pairs.first().map(|pair| pair.name.clone()).into_iter().collect();
        push(&cause::FIELD_MOVED, ranking::PAIRS_ARRANGED.rarer(1), moved, &order);
    }
    for left_out in 0..pairs.len() {
        let mut rest = pairs.to_vec();
        let gone = rest.remove(left_out);
        push(&cause::PAIR_LEFT_OUT, ranking::PAIRS_ARRANGED, vec![gone.name], &rest);
    }
}

fn additions(subject: &Subject<'_>, pairs: &[Pair], mistakes: &mut Mistakes) {
    let signed = |name: &str| pairs.iter().any(|pair| pair.name == name);
    let sent = subject.sent.iter().filter(|field| !field.name.contains('['));
    let others: Vec<_> = sent.filter(|field| !signed(&field.name)).take(16).collect();
    for field in &others {
        let pair = Pair { name: field.name.clone(), value: Piece::Extra(field.extra()) };
        let mut sorted = [pairs, std::slice::from_ref(&pair)].concat();
        let last = sorted.clone();
        sorted.sort_by(|this, that| this.name.cmp(&that.name));
        let first = [std::slice::from_ref(&pair), pairs].concat();
        for (how, order) in [("after the others", last), ("in front of the others", first), ("sorted by name", sorted)]
        {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELD_ADDED,
                    rank: ranking::PAIRS_CHANGED,
                    fields: vec![field.name.clone()],
                    how: how.into(),
                    edit: joined(&order, "=", "&"),
                },
            );
        }
    }
    if others.len() > 1 {
        let value = |field: &super::subject::Sent| Pair {
            name: field.name.clone(),
            value: subject.part_named(&field.name).map_or_else(|| Piece::Extra(field.extra()), Piece::Part),
        };
        let mut all: Vec<_> = subject.sent.iter().map(value).collect();
        let in_order = all.clone();
        all.sort_by(|this, that| this.name.cmp(&that.name));
        for (how, order) in [("in the order sent", in_order), ("sorted by name", all)] {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::ALL_FIELDS_SIGNED,
                    rank: ranking::WHOLE_REQUEST,
                    fields: names_of(pairs),
                    how: how.into(),
                    edit: joined(&order, "=", "&"),
                },
            );
        }
    }
    if let Some(body) = subject.request.and_then(|request| request.body.as_deref()) {
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::BODY_SIGNED,
                rank: ranking::BODY_ALONE,
                fields: names_of(pairs),
                how: "as it is sent".into(),
                edit: Edit::Arrange(vec![Piece::Extra(Extra::new(body, false))]),
            },
        );
    }
}

fn joints(subject: &Subject<'_>, pairs: &[Pair], mistakes: &mut Mistakes) {
    let mut push = |cause: &'static Cause, rank, how: &'static str, edit| {
        mistakes.push(subject.recipe, Mistake { cause, rank, fields: names_of(pairs), how: how.into(), edit });
    };
    for (separator, rank, how) in [
        ("\\&", ranking::PAIRS_AS_PRINTED, "a backslash and an ampersand, as the documentation's snippet prints it"),
        ("&amp;", ranking::PAIRS_AS_PRINTED, "&amp;, the ampersand of HTML"),
        ("", ranking::PAIRS_CHANGED, "nothing"),
        ("%26", ranking::PAIRS_CHANGED, "%26"),
        ("|", ranking::PAIRS_CHANGED, "a bar"),
        (",", ranking::PAIRS_CHANGED, "a comma"),
        (", ", ranking::PAIRS_CHANGED.rarer(1), "a comma and a blank"),
        (";", ranking::PAIRS_CHANGED.rarer(1), "a semicolon"),
        ("\n", ranking::PAIRS_CHANGED, "a line feed"),
        (" & ", ranking::PAIRS_CHANGED.rarer(1), "an ampersand between blanks"),
        (" ", ranking::PAIRS_CHANGED.rarer(1), "a blank"),
        ("+", ranking::PAIRS_CHANGED.rarer(1), "a plus sign"),
        (".", ranking::PAIRS_CHANGED.rarer(1), "a point"),
    ] {
        push(&cause::PAIRS_JOINED, rank, how, joined(pairs, "=", separator));
    }
    for (equals, separator, how) in [
        (":", "&", "a colon for the equals sign"),
        (" = ", "&", "blanks around the equals sign"),
        (":", ",", "colons and commas"),
    ] {
        push(&cause::PAIRS_JOINED, ranking::PAIRS_CHANGED.rarer(1), how, joined(pairs, equals, separator));
    }
    let values = |separator: &str| {
        let mut pieces = Vec::new();
        for (index, pair) in pairs.iter().enumerate() {
            if index > 0 {
                pieces.push(Piece::Extra(Extra::new(separator, false)));
            }
            pieces.push(pair.value.clone());
        }
        Edit::Arrange(pieces)
    };
    for (separator, how) in [
        ("&", "with an ampersand"),
        ("|", "with a bar"),
        (",", "with a comma"),
        ("\n", "with a line feed"),
        (":", "with a colon"),
        ("-", "with a hyphen"),
    ] {
        push(&cause::NAMES_LEFT_OUT, ranking::NAMES, how, values(separator));
    }
    for (colon, comma, how) in [(":", ",", "JSON"), (": ", ", ", "JSON with blanks")] {
        push(&cause::PAIRS_JOINED, ranking::PAIRS_CHANGED.rarer(1), how, json(pairs, colon, comma));
    }
}

/// The pairs as a JSON object of strings.
fn json(pairs: &[Pair], colon: &str, comma: &str) -> Edit {
    let mut pieces = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let before = if index == 0 { "{" } else { comma };
        let quote = if index == 0 { "" } else { "\"" };
        pieces.push(Piece::Extra(Extra::new(format!("{quote}{before}\"{}\"{colon}\"", pair.name), false)));
        pieces.push(pair.value.clone());
    }
    pieces.push(Piece::Extra(Extra::new("\"}", false)));
    Edit::Arrange(pieces)
}

/// Names where the formula has values alone.
fn names_added(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let key = subject.key_part();
    let pair = |part: usize| Pair { name: subject.name(part), value: Piece::Part(part) };
    let present = subject.values().into_iter().filter(|part| !subject.text(*part).is_empty());
    let pairs: Vec<_> = present.map(pair).collect();
    let mut push = |how: &'static str, edit: Edit, with_key: bool| {
        let Edit::Arrange(mut pieces) = edit else { return };
        match key {
            Some(0) if with_key => pieces.insert(0, Piece::Part(0)),
            Some(key) if with_key => pieces.push(Piece::Part(key)),
            _ => {}
        }
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::NAMES_ADDED,
                rank: ranking::NAMES,
                fields: names_of(&pairs),
                how: how.into(),
                edit: Edit::Arrange(pieces),
            },
        );
    };
    push("name=value pairs joined by &, then the key", joined(&pairs, "=", "&"), true);
    push("name=value without separators, then the key", joined(&pairs, "=", ""), true);
    push("name:value without separators, then the key", joined(&pairs, ":", ""), true);
    push("JSON, then the key", json(&pairs, ":", ","), true);
    push("name and value without anything between them, then the key", joined(&pairs, "", ""), true);
    let mut sorted = pairs.clone();
    sorted.sort_by(|this, that| this.name.cmp(&that.name));
    push("name=value pairs sorted by name and joined by &, then the key", joined(&sorted, "=", "&"), true);
    push("name=value sorted by name, without separators, then the key", joined(&sorted, "=", ""), true);
    push("name and value sorted by name, without anything between them, then the key", joined(&sorted, "", ""), true);
    if let Some(key) = key {
        let all = [pairs.as_slice(), &[pair(key)]].concat();
        push("name=value pairs joined by &, the key among them", joined(&all, "=", "&"), false);
        for list in [&pairs, &sorted] {
            let (mut first, mut last) = (joined(list, "=", "&"), joined(list, "=", "&"));
            if let (Edit::Arrange(first), Edit::Arrange(last)) = (&mut first, &mut last) {
                let and = || Piece::Extra(Extra::new("&", false));
                first.splice(0..0, [Piece::Part(key), and()]);
                last.extend([and(), Piece::Part(key)]);
            }
            push("name=value pairs joined by &, & and the key after them", last, false);
            push("name=value pairs joined by &, the key and & in front of them", first, false);
        }
        let mut all = all;
        all.sort_by(|this, that| this.name.cmp(&that.name));
        push("name=value pairs sorted by name and joined by &, the key among them", joined(&all, "=", "&"), false);
        let named = |equals: &str| {
            let pieces = [Piece::Extra(Extra::new(format!("&key{equals}"), false)), Piece::Part(key)];
            match joined(&sorted, equals, "&") {
                Edit::Arrange(all) => Edit::Arrange([all, pieces.to_vec()].concat()),
                other => other,
            }
        };
        push("name=value pairs sorted by name and joined by &, then &key= and the key", named("="), false);
    }
}
