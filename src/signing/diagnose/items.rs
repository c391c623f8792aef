//! Lists of elements whose fields are signed one after the other: in another order, joined, cut or turned into words.

use std::collections::{BTreeMap, BTreeSet};

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::{Edit, Extra, Mistakes, Piece, Subject, ranking};
use crate::signing::recipe::Role;
use crate::value::Value;

/// What a language makes of a list, or of one of its elements, that is put into a text, and how much rarer it is than
/// the first.
const WORDS: &[(u8, &str)] =
    &[(0, "[object Object]"), (1, "Array"), (1, "undefined"), (1, "null"), (2, "None"), (2, "[]"), (2, "NaN")];

/// The orders of three fields that are not the right one, and how much rarer each is than the first.
const ORDERS: &[([usize; 3], u8)] = &[([0, 2, 1], 0), ([1, 0, 2], 1), ([2, 1, 0], 1), ([2, 0, 1], 2), ([1, 2, 0], 2)];

pub(super) fn mistakes(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    for list in lists(subject) {
        words(subject, &list, mistakes);
        left_out(subject, &list, mistakes);
        joined(subject, &list, mistakes);
        orders(subject, &list, mistakes);
        sorted(subject, &list, mistakes);
        columns(subject, &list, mistakes);
        line_totals(subject, &list, mistakes);
        quantities(subject, &list, mistakes);
        total(subject, &list, mistakes);
    }
}

/// A list of the input: its name, and the parts of each of its elements.
struct List {
    name: String,
    elements: Vec<Vec<usize>>,
}

/// The lists whose elements are signed.
fn lists(subject: &Subject<'_>) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut last = String::new();
    for part in subject.values() {
        let name = subject.name(part);
        let Some((list, element)) = name.split_once('[').and_then(|(list, _)| Some((list, name.split_once(']')?.0)))
        else {
            continue;
        };
        if lists.last().is_none_or(|known| known.name != list) {
            lists.push(List { name: list.to_owned(), elements: Vec::new() });
        }
        let Some(known) = lists.last_mut() else { continue };
        match known.elements.last_mut().filter(|_| element == last) {
            Some(parts) => parts.push(part),
            None => known.elements.push(vec![part]),
        }
        last = element.to_owned();
    }
    lists
}

impl List {
    /// The recipe's pieces with others in place of the list.
    fn replaced(&self, subject: &Subject<'_>, pieces: Vec<Piece>) -> Edit {
        // Looked up for every part of the recipe, and a list may have ten thousand elements.
        let own: BTreeSet<usize> = self.elements.iter().flatten().copied().collect();
        let mut pieces = Some(pieces);
        let all = (0..subject.recipe.parts.len()).flat_map(|part| match own.contains(&part) {
            true => pieces.take().unwrap_or_default(),
            false => vec![Piece::Part(part)],
        });
        Edit::Arrange(all.collect())
    }

    fn push(
        &self,
        subject: &Subject<'_>,
        mistakes: &mut Mistakes,
        (cause, rank, how): (&'static cause::Cause, Rank, String),
        pieces: Vec<Piece>,
    ) {
        let edit = self.replaced(subject, pieces);
        mistakes.push(subject.recipe, Mistake { cause, rank, fields: vec![self.name.clone()], how: how.into(), edit });
    }
}

fn text(text: impl Into<Vec<u8>>) -> Piece {
    Piece::Extra(Extra::new(text, false))
}

fn words(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    let count = list.elements.len();
    for (steps, word) in WORDS {
        let rank = ranking::ITEMS_COLLAPSED.rarer(*steps);
        let how = |times: &str| format!("the text {word}{times}");
        list.push(subject, mistakes, (&cause::FIELD_AS_WORD, rank, how("")), vec![text(*word)]);
        if count > 1 {
            let joined = vec![*word; count];
            let each = ", once for every element";
            list.push(subject, mistakes, (&cause::FIELD_AS_WORD, rank, how(each)), vec![text(joined.join(","))]);
            list.push(subject, mistakes, (&cause::FIELD_AS_WORD, rank, how(each)), vec![text(joined.concat())]);
        }
    }
}

fn left_out(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    if list.elements.len() < 2 {
        return;
    }
    let pieces = |element: &Vec<usize>| element.iter().map(|part| Piece::Part(*part)).collect::<Vec<_>>();
    let ends = [(list.elements.first(), "the first"), (list.elements.last(), "the last")];
    for (element, which) in ends {
        let made = (&cause::ITEMS_LEFT_OUT, ranking::ITEMS_COLLAPSED, format!("only {which} element"));
        list.push(subject, mistakes, made, element.map(pieces).unwrap_or_default());
    }
    let but_last: Vec<_> = list.elements.iter().take(list.elements.len() - 1).flat_map(pieces).collect();
    list.push(
        subject,
        mistakes,
        (&cause::ITEMS_LEFT_OUT, ranking::ITEMS_MISSED, "all but the last element".to_owned()),
        but_last,
    );
    let but_first: Vec<_> = list.elements.iter().skip(1).flat_map(pieces).collect();
    list.push(
        subject,
        mistakes,
        (&cause::ITEMS_LEFT_OUT, ranking::ITEMS_MISSED, "all but the first element".to_owned()),
        but_first,
    );
}

fn joined(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    for (separator, name, steps) in
        [(",", "commas", 0), ("|", "bars", 1), ("&", "ampersands", 2), ("\n", "line feeds", 2), (";", "semicolons", 2)]
    {
        for (inside, how) in [
            (false, format!("with {name} between the elements")),
            (true, format!("with {name} between the elements and their fields")),
        ] {
            let mut pieces = Vec::new();
            for (index, element) in list.elements.iter().enumerate() {
                for (place, part) in element.iter().enumerate() {
                    if index + place > 0 && (inside || place == 0) {
                        pieces.push(text(separator));
                    }
                    pieces.push(Piece::Part(*part));
                }
            }
            if inside || list.elements.len() > 1 {
                list.push(
                    subject,
                    mistakes,
                    (&cause::ITEMS_JOINED, ranking::ITEMS_COLLAPSED.rarer(steps), how),
                    pieces,
                );
            }
        }
    }
}

fn orders(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    if list.elements.iter().any(|element| element.len() != 3) {
        return;
    }
    for (order, steps) in ORDERS {
        let pieces = list.elements.iter().flat_map(|element| order.iter().filter_map(|place| element.get(*place)));
        let names: Vec<_> = list
            .elements
            .iter()
            .take(1)
            .flat_map(|element| order.iter().filter_map(|at| element.get(*at)))
            .map(|part| member(&subject.name(*part)))
            .collect();
        let made = (
            &cause::ITEMS_ORDER,
            ranking::ITEMS_AS_GIVEN.rarer(*steps),
            format!("with {} in every element", names.join(", ")),
        );
        list.push(subject, mistakes, made, pieces.map(|part| Piece::Part(*part)).collect());
    }
}

/// `price` of `chargeItems[0].price`.
fn member(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}

/// Elements in the order of the input, or sorted in another way than by their bytes.
fn sorted(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    let id = |element: &Vec<usize>| element.first().map_or("", |part| subject.text(*part));
    let given: Vec<_> = {
        let elements = subject.input.at(&list.name).and_then(Value::as_array).unwrap_or_default();
        let name = list.elements.first().and_then(|element| element.first()).map(|part| member(&subject.name(*part)));
        let text = |element: &Value| Some(element.at(name.as_deref()?)?.as_text()?.to_owned());
        elements.iter().map(|element| text(element).unwrap_or_default()).collect()
    };
    let mut push = |rank, how: &str, elements: &[Vec<usize>]| {
        if elements != list.elements {
            let pieces = elements.iter().flatten().map(|part| Piece::Part(*part)).collect();
            list.push(subject, mistakes, (&cause::ITEMS_ORDER, rank, how.to_owned()), pieces);
        }
    };
    let mut order = list.elements.clone();
    let mut places = BTreeMap::new();
    for (place, id) in given.iter().enumerate() {
        places.entry(id.as_str()).or_insert(place);
    }
    order.sort_by_key(|element| places.get(id(element)));
    push(ranking::ITEMS_AS_GIVEN, "in the order given", &order);
    order.clone_from(&list.elements);
    order.sort_by_key(|element| id(element).to_lowercase());
    push(ranking::ITEMS_REORDERED, "sorted without regard to letter case", &order);
    order.clone_from(&list.elements);
    order.sort_by_key(|element| id(element).parse::<u64>().unwrap_or(u64::MAX));
    push(ranking::ITEMS_REORDERED, "sorted as numbers", &order);
    order.clone_from(&list.elements);
    order.reverse();
    push(ranking::ITEMS_REORDERED.rarer(1), "in reverse order", &order);
}

/// The first field of every element, then the second of every element, and so on.
fn columns(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    let width = list.elements.first().map_or(0, Vec::len);
    let column = |field: usize| list.elements.iter().filter_map(move |element| element.get(field));
    let pieces = (0..width).flat_map(column).map(|part| Piece::Part(*part)).collect();
    if list.elements.len() > 1 {
        list.push(
            subject,
            mistakes,
            (&cause::ITEMS_ORDER, ranking::ITEMS_REORDERED.rarer(1), "field by field".to_owned()),
            pieces,
        );
    }
}

/// Amount times number in place of the amount.
fn line_totals(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    for (steps, shorten, how) in [(0, false, ""), (1, true, "without trailing zeros")] {
        let total = |element: &Vec<usize>| {
            let written = hundredths(line_total(subject, element)?);
            Some((amount_of(subject, element)?, if shorten { shortest(&written) } else { written }))
        };
        let texts: Vec<_> = list.elements.iter().filter_map(total).collect();
        if !texts.is_empty() {
            mistakes.push(
                subject.recipe,
                subject.texts(&cause::LINE_TOTAL, ranking::ITEMS_REFIGURED.rarer(steps), how, texts),
            );
        }
    }
}

/// Whole numbers as floats.
fn quantities(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    for (decimals, how) in [("0", "with one decimal"), ("00", "with two decimals")] {
        let written = |element: &Vec<usize>| {
            let number = number_of(subject, element)?;
            Some((number, format!("{}.{decimals}", subject.text(number))))
        };
        let texts = list.elements.iter().filter_map(written).collect();
        mistakes.push(subject.recipe, subject.texts(&cause::NUMBER_AS_FLOAT, ranking::NUMBER_AS_FLOAT, how, texts));
    }
}

/// The sums of the signed lists, with two decimals and in their shortest form.
pub(super) fn totals(subject: &Subject<'_>) -> Vec<String> {
    lists(subject)
        .iter()
        .filter_map(|list| sum(subject, list))
        .flat_map(|sum| [shortest(&sum), sum].into_iter().rev())
        .collect()
}

fn sum(subject: &Subject<'_>, list: &List) -> Option<String> {
    list.elements.iter().map(|element| line_total(subject, element)).sum::<Option<u128>>().map(hundredths)
}

fn shortest(written: &str) -> String {
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The sum of amount times number in place of the elements.
fn total(subject: &Subject<'_>, list: &List, mistakes: &mut Mistakes) {
    let Some(padded) = sum(subject, list) else { return };
    let short = shortest(&padded);
    for (steps, how, written) in [(0, "the sum", padded), (1, "the sum without trailing zeros", short)] {
        list.push(
            subject,
            mistakes,
            (&cause::ITEMS_TOTAL, ranking::ITEMS_REFIGURED.rarer(steps), how.to_owned()),
            vec![text(written)],
        );
    }
}

/// Amount times number of an element, in hundredths.
fn line_total(subject: &Subject<'_>, element: &[usize]) -> Option<u128> {
    let amount = subject.text(amount_of(subject, element)?);
    let (_, decimals) = amount.split_once('.')?;
    let hundredths: u128 = amount.replace('.', "").parse().ok().filter(|_| decimals.len() == 2)?;
    hundredths.checked_mul(subject.text(number_of(subject, element)?).parse().ok()?)
}

fn amount_of(subject: &Subject<'_>, element: &[usize]) -> Option<usize> {
    let is_amount = |part: &usize| subject.recipe.parts.get(*part).is_some_and(|part| part.role == Role::Amount);
    element.iter().copied().find(is_amount)
}

fn number_of(subject: &Subject<'_>, element: &[usize]) -> Option<usize> {
    element.iter().copied().find(|part| member(&subject.name(*part)) == "quantity")
}

/// An amount of hundredths with two decimals.
fn hundredths(sum: u128) -> String {
    format!("{}.{:02}", sum / 100, sum % 100)
}
