//! Formulas that somebody made up: any of the values and the key, in any order, with the amounts as they should be
//! or as they were given.

use zeroize::Zeroizing;

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::hashing::{BLOCK, Stem};
use crate::signing::diagnose::mistake::{Edit, Mistake, Piece};
use crate::signing::diagnose::observed::Reading;
use crate::signing::diagnose::search::Search;
use crate::signing::diagnose::{Subject, amounts, ranking};
use crate::signing::recipe::{Recipe, Role};

/// The most candidates of one form of the amounts: all orders of all subsets of eight parts.
const MAX_CANDIDATES: usize = 110_000;

/// The first parts that are tried, when there are more.
const MAX_PARTS: usize = 12;

/// What a made-up formula consists of, when one gives the observed signature.
pub(super) fn search<'a>(subject: &Subject<'_>, search: &mut Search<'a>) -> Option<(&'a Reading, Vec<Mistake>)> {
    // Pairs of names and values are no formula of values.
    if subject.has_literals() {
        return None;
    }
    let stem = search.stem()?;
    let parts: Vec<usize> = subject.parts_where(|part| !part.text.is_empty()).into_iter().take(MAX_PARTS).collect();
    let raw: Vec<(usize, Vec<u8>)> = parts
        .iter()
        .filter(|part| subject.recipe.parts.get(**part).is_some_and(|part| part.role == Role::Amount))
        .filter_map(|part| Some((*part, amounts::as_given(subject.input, &subject.name(*part))?.into_bytes())))
        .filter(|(part, text)| subject.text(*part).as_bytes() != text)
        .collect();
    let as_given = (!raw.is_empty()).then_some(raw);
    for texts in [None].into_iter().chain(as_given.map(Some)) {
        let text = |part: usize| match texts.as_ref().and_then(|texts| texts.iter().find(|(known, _)| *known == part)) {
            Some((_, text)) => Zeroizing::new(text.clone()),
            None => Zeroizing::new(subject.text(part).as_bytes().to_vec()),
        };
        let pieces: Vec<_> = parts.iter().map(|part| (*part, text(*part))).collect();
        let mut orders =
            Orders { search, pieces: &pieces, longest: longest(pieces.len()), chosen: Vec::new(), length: 0 };
        if let Some(reading) = orders.walk(stem.as_ref()) {
            let chosen = orders.chosen;
            let mut made = vec![formula(subject.recipe, subject, chosen.clone())];
            let texts = texts.map(|mut texts| {
                texts.retain(|(part, _)| chosen.contains(part));
                texts
            });
            made.extend(texts.filter(|texts| !texts.is_empty()).map(|texts| Mistake {
                cause: &cause::AMOUNT_AS_GIVEN,
                rank: ranking::AMOUNT_UNPADDED,
                fields: texts.iter().map(|(part, _)| subject.name(*part)).collect(),
                how: "as it was given".into(),
                edit: Edit::Texts(texts),
            }));
            return Some((reading, made));
        }
    }
    None
}

/// How long an order may be so that there are not too many.
fn longest(parts: usize) -> usize {
    let mut all = 0;
    let mut orders = 1;
    for length in 1..=parts {
        orders *= parts + 1 - length;
        all += orders;
        if all > MAX_CANDIDATES {
            return length - 1;
        }
    }
    parts
}

fn formula(recipe: &Recipe, subject: &Subject<'_>, chosen: Vec<usize>) -> Mistake {
    let has_key = recipe.hmac_key.is_some() || subject.key_part().is_some_and(|key| chosen.contains(&key));
    Mistake {
        cause: &cause::OTHER_FIELDS,
        rank: ranking::MADE_UP,
        fields: subject.names(&chosen),
        how: if has_key { "" } else { ", without the key" }.into(),
        edit: Edit::Arrange(chosen.into_iter().map(Piece::Part).collect()),
    }
}

/// A walk over all orders of all subsets; the state of the digest is shared by those that begin alike.
struct Orders<'s, 'a, 'p> {
    search: &'s mut Search<'a>,
    pieces: &'p [(usize, Zeroizing<Vec<u8>>)],
    longest: usize,
    chosen: Vec<usize>,
    length: usize,
}

impl<'a> Orders<'_, 'a, '_> {
    fn walk(&mut self, stem: &dyn Stem) -> Option<&'a Reading> {
        for (part, text) in self.pieces {
            if self.chosen.contains(part) {
                continue;
            }
            let state = stem.then(text);
            self.chosen.push(*part);
            // What is left of the last block, and what is put behind it.
            let before = self.length;
            self.length += text.len();
            let blocks = self.length / BLOCK - before / BLOCK + 1 + usize::from(self.length % BLOCK >= BLOCK - 8);
            if let Some(reading) = self.search.compare(state.as_ref(), blocks) {
                return Some(reading);
            }
            if self.chosen.len() < self.longest
                && let Some(reading) = self.walk(state.as_ref())
            {
                return Some(reading);
            }
            self.length = before;
            self.chosen.pop();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_orders_is_bounded() {
        assert_eq!([0, 1, 7, 8, 9, 12].map(longest), [0, 1, 7, 8, 6, 5]);
    }
}
