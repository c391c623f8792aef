//! The formulas that the tables of a class declare for other operations and events, over the fields of this one.

use crate::signing::diagnose::causes as cause;
use crate::signing::diagnose::mistake::Mistake;
use crate::signing::diagnose::names::Meaning;
use crate::signing::diagnose::{Edit, Extra, Piece, Subject, items, ranking};
use crate::table::{Class, Part, Shape};

/// How many readings of a formula are tried where a request has several fields of a meaning.
const MAX_READINGS: usize = 2;

/// A piece of a declared formula.
enum Term {
    /// A field by its names, the likeliest first.
    Field(Vec<&'static str>),
    List,
    Key,
}

/// Every declared formula of a class; `meanings` tells the fields that stand for those of another formula, and `list` is
/// the elements of the list that formulas sign.
pub(crate) fn mistakes(
    subject: &Subject<'_>,
    class: &Class,
    meanings: &'static [Meaning],
    list: &[Piece],
) -> Vec<Mistake> {
    let request = Request { subject, meanings, list };
    let mut made = Vec::new();
    let operations = class.operations.iter().filter(|operation| operation.name != subject.operation);
    for operation in operations {
        let recipes = operation.recipe.into_iter().chain(operation.recipe_instead.map(|(_, recipe)| recipe));
        for recipe in recipes {
            let forms = operation.forms.iter().map(|form| (form.name, form.signs));
            for (_, form) in std::iter::once(("", &[][..])).chain(forms) {
                made.extend(request.readings(operation.name, recipe.parts, operation.input, form));
            }
        }
    }
    for event in class.events.iter().filter(|event| event.name != subject.operation) {
        let recipes = std::iter::once(&event.recipe).chain(event.recipe_instead.as_ref().map(|(_, recipe)| recipe));
        for recipe in recipes {
            made.extend(request.readings(event.name, recipe.parts, event.input, &[]));
        }
    }
    made
}

/// A request, and what stands for the fields of a formula in it.
struct Request<'a> {
    subject: &'a Subject<'a>,
    meanings: &'static [Meaning],
    list: &'a [Piece],
}

impl Request<'_> {
    /// A formula over the fields that are there, with and without what it has under a condition.
    fn readings(
        &self,
        name: &'static str,
        parts: &'static [Part],
        input: &'static Shape,
        form: &'static [Part],
    ) -> Vec<Mistake> {
        let mut made = Vec::new();
        for with_conditions in [false, true] {
            let mut terms = Vec::new();
            declared(parts, input, form, with_conditions, &mut terms);
            for reading in 0..MAX_READINGS {
                made.extend(self.over(name, &terms, reading));
            }
        }
        made
    }

    /// The formula over this request's fields; of several with one meaning, `reading` says which counts.
    fn over(&self, name: &'static str, terms: &[Term], reading: usize) -> Option<Mistake> {
        let subject = self.subject;
        let mut pieces = Vec::new();
        for term in terms {
            match term {
                Term::Key => pieces.extend(subject.key_part().map(Piece::Part)),
                Term::List => pieces.extend_from_slice(self.list),
                Term::Field(names) => {
                    let mut found = self.meaning(names);
                    let last = found.len().saturating_sub(1);
                    if !found.is_empty() {
                        pieces.push(found.swap_remove(reading.min(last)));
                    }
                }
            }
        }
        pieces.retain(|piece| has_text(subject, piece));
        let values = pieces.iter().filter(|piece| !is_key(subject, piece)).count();
        let own = (0..subject.recipe.parts.len()).map(Piece::Part).filter(|piece| has_text(subject, piece));
        (values > 0 && !own.eq(pieces.iter().cloned())).then(|| Mistake {
            cause: &cause::FORMULA_OF_ANOTHER,
            rank: ranking::OTHER_FORMULA,
            fields: subject.names(&subject.values()),
            how: name.into(),
            edit: Edit::Arrange(pieces),
        })
    }

    /// What a request has of a field: under its names, under another name of the same meaning, or what is taken for it.
    fn meaning(&self, names: &[&'static str]) -> Vec<Piece> {
        let subject = self.subject;
        let own = names.first().and_then(|name| self.meanings.iter().find(|meaning| meaning.wire.contains(name)));
        let (same, taken_for) = own.map_or((&[][..], &[][..]), |own| (own.wire, own.taken_for));
        let mut found: Vec<Piece> = Vec::new();
        for name in names.iter().chain(same).chain(taken_for) {
            if let Some(piece) = piece(subject, name).filter(|piece| !found.contains(piece)) {
                found.push(piece);
            }
        }
        if found.is_empty() && same.contains(&"amount") {
            found.extend(items::totals(subject).into_iter().map(|total| Piece::Extra(Extra::new(total, false))));
        }
        found
    }
}

fn declared(parts: &[Part], input: &'static Shape, form: &'static [Part], conditions: bool, terms: &mut Vec<Term>) {
    for part in parts {
        match *part {
            Part::Field(key) | Part::Whole(key, _) => terms.push(Term::Field(vec![input.name_of(key)])),
            Part::OneOf(keys) => terms.push(Term::Field(keys.iter().map(|key| input.name_of(*key)).collect())),
            Part::Setting(_, name) | Part::Computed { name, .. } => terms.push(Term::Field(vec![name])),
            Part::Items(..) => terms.push(Term::List),
            Part::Secret(..) => terms.push(Term::Key),
            Part::Form => declared(form, input, &[], conditions, terms),
            Part::When(_, parts) if conditions => declared(parts, input, form, conditions, terms),
            _ => {}
        }
    }
}

fn piece(subject: &Subject<'_>, name: &str) -> Option<Piece> {
    if let Some(part) = subject.part_named(name) {
        return Some(Piece::Part(part)).filter(|piece| has_text(subject, piece));
    }
    if let Some(field) = subject.sent.iter().find(|field| field.name == name) {
        return Some(Piece::Extra(field.extra()));
    }
    let (_, text) = subject.account.iter().find(|(known, _)| *known == name)?;
    Some(Piece::Extra(Extra::new(text.as_str(), false)))
}

fn is_key(subject: &Subject<'_>, piece: &Piece) -> bool {
    matches!(piece, Piece::Part(part) if Some(*part) == subject.key_part())
}

fn has_text(subject: &Subject<'_>, piece: &Piece) -> bool {
    match piece {
        Piece::Part(part) => !subject.text(*part).is_empty(),
        Piece::Extra(extra) => !extra.text.is_empty(),
    }
}
