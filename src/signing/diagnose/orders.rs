//! Fields in another order, and everything that is sent in place of the formula.

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};

/// The most parts whose order is changed one by one.
const MAX_MOVED: usize = 24;

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    if subject.has_literals() {
        return;
    }
    let values = subject.values();
    swapped(subject, &values, mistakes);
    sorted(subject, &values, mistakes);
    moved(subject, &values, mistakes);
    whole_request(subject, mistakes);
}

/// The recipe's pieces with its values in another order; the key keeps its place.
fn arrange(subject: &Subject<'_>, values: &[usize], order: &[usize]) -> Edit {
    let mut next = order.iter();
    let pieces = (0..subject.recipe.parts.len()).filter_map(|part| match values.contains(&part) {
        true => next.next().map(|part| Piece::Part(*part)),
        false => Some(Piece::Part(part)),
    });
    Edit::Arrange(pieces.collect())
}

fn swapped(subject: &Subject<'_>, values: &[usize], mistakes: &mut Mistakes) {
    let present: Vec<_> = values.iter().copied().filter(|part| !subject.text(*part).is_empty()).collect();
    for pair in present.windows(2).take(MAX_MOVED) {
        let &[first, second] = pair else { continue };
        let order: Vec<_> = values
            .iter()
            .map(|part| match *part {
                part if part == first => second,
                part if part == second => first,
                part => part,
            })
            .collect();
        if subject.text(first) != subject.text(second) {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELDS_SWAPPED,
                    rank: ranking::ORDER,
                    fields: subject.names(&[first, second]),
                    how: "".into(),
                    edit: arrange(subject, values, &order),
                },
            );
        }
    }
}

fn sorted(subject: &Subject<'_>, values: &[usize], mistakes: &mut Mistakes) {
    let mut push = |cause, rank, order: &[usize]| {
        let present = |part: &&usize| !subject.text(**part).is_empty();
        if values.iter().filter(present).ne(order.iter().filter(present)) {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause,
                    rank,
                    fields: subject.names(values),
                    how: "".into(),
                    edit: arrange(subject, values, order),
                },
            );
        }
    };
    let mut order = values.to_vec();
    order.sort_by_key(|part| subject.name(*part));
    push(&cause::FIELDS_ALPHABETICAL, ranking::ORDER, &order);
    order.sort_by_key(|part| subject.name(*part).to_lowercase());
    push(&cause::FIELDS_ALPHABETICAL, ranking::ORDER, &order);
    let place = |part: &usize| {
        let name = subject.name(*part);
        subject.sent.iter().position(|field| field.name == name).unwrap_or(usize::MAX)
    };
    order = values.to_vec();
    order.sort_by_key(place);
    push(&cause::FIELDS_IN_SENT_ORDER, ranking::ORDER, &order);
    order = values.to_vec();
    order.reverse();
    push(&cause::FIELDS_REVERSED, ranking::ORDER, &order);
}

fn moved(subject: &Subject<'_>, values: &[usize], mistakes: &mut Mistakes) {
    let present: Vec<_> = values.iter().copied().filter(|part| !subject.text(*part).is_empty()).collect();
    if present.len() > MAX_MOVED {
        return;
    }
    for part in &present {
        let own_place = values.iter().position(|value| value == part).unwrap_or_default();
        let others: Vec<_> = values.iter().copied().filter(|other| other != part).collect();
        for place in 0..=others.len() {
            let mut order = others.clone();
            order.insert(place, *part);
            // By one place is what two fields do that change places.
            if place.abs_diff(own_place) <= 1 {
                continue;
            }
            let how = match place.checked_sub(1).and_then(|before| others.get(before)) {
                None => "in front of the other fields".to_owned(),
                Some(_) if place == others.len() => "after the other fields".to_owned(),
                Some(before) => format!("after {}", subject.name(*before)),
            };
            let ends = place == 0 || place == others.len();
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::FIELD_MOVED,
                    rank: ranking::ORDER.rarer(if ends { 0 } else { 2 }),
                    fields: vec![subject.name(*part)],
                    how: how.into(),
                    edit: arrange(subject, values, &order),
                },
            );
        }
    }
}

/// All sent fields, or the whole body, in place of the formula.
fn whole_request(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    let key = subject.key_part();
    let with_key = |mut pieces: Vec<Piece>| {
        match key {
            Some(0) => pieces.insert(0, Piece::Part(0)),
            Some(key) => pieces.push(Piece::Part(key)),
            None => {}
        }
        Edit::Arrange(pieces)
    };
    let mut push = |rank, how: &'static str, pieces| {
        mistakes.push(
            subject.recipe,
            Mistake {
                cause: &cause::ALL_FIELDS_SIGNED,
                rank,
                fields: subject.names(&subject.values()),
                how: how.into(),
                edit: with_key(pieces),
            },
        );
    };
    if subject.sent.len() > 1 && subject.sent.len() <= 200 {
        let mut fields: Vec<_> = subject.sent.iter().collect();
        let pieces =
            |fields: &[&super::subject::Sent]| fields.iter().map(|field| Piece::Extra(field.extra())).collect();
        push(ranking::ALL_FIELDS, "in the order sent", pieces(&fields));
        fields.sort_by(|this, that| this.name.cmp(&that.name));
        push(ranking::ALL_FIELDS, "sorted by name", pieces(&fields));
    }
    let bodies = subject.request.and_then(|request| request.body.as_deref());
    let is_signed = subject.recipe.parts.iter().any(|part| part.role == crate::signing::Role::Body);
    if let Some(body) = bodies.filter(|_| !is_signed) {
        for (text, how) in body_texts(body) {
            mistakes.push(
                subject.recipe,
                Mistake {
                    cause: &cause::BODY_SIGNED,
                    rank: ranking::WHOLE_REQUEST,
                    fields: Vec::new(),
                    how: how.into(),
                    edit: with_key(vec![Piece::Extra(Extra::new(text, true))]),
                },
            );
        }
    }
}

/// The body as it was before the signature went into it, and as it is sent.
fn body_texts(body: &str) -> Vec<(String, &'static str)> {
    let mut texts = vec![(body.to_owned(), "as it is sent")];
    if let Ok(crate::value::Value::Object(object)) = crate::value::Value::parse(body) {
        let unsigned = object.into_iter().filter(|(name, _)| !name.to_ascii_lowercase().ends_with("signature"));
        let text = crate::value::Value::Object(unsigned.collect()).to_json();
        if text != body {
            texts.insert(0, (text, "before the signature was put into it"));
        }
    }
    texts
}
