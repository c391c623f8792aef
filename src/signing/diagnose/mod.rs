//! Why a signature is refused: the mistakes that real integrations make, tried alone and in pairs until
//! they reproduce the observed signature byte for byte.
//!
//! A recipe is data and a mistake is a change of it, so the mistakes are generated from what the parts of a
//! recipe are rather than listed for each operation. A gateway adds those that only it invites
//! ([`OwnMistakes`]).

mod amounts;
mod bodies;
pub(crate) mod causes;
mod charsets;
mod content;
mod digests;
#[cfg(test)]
mod families;
#[cfg(test)]
mod forged;
mod forms;
mod formulas;
mod hashing;
mod items;
mod keys;
mod known;
#[cfg(test)]
mod matrix;
mod mistake;
mod named;
pub(crate) mod names;
#[cfg(test)]
mod noise;
mod observed;
mod orders;
mod pairs;
mod parts;
pub(crate) mod pasted;
mod paths;
pub(crate) mod ranking;
mod search;
mod subject;
mod subsets;
mod text;
#[cfg(test)]
mod together;
mod unicode;
pub(crate) mod veil;
mod verdict;

pub use causes::{CAUSES, Cause, Kind};
pub use pasted::RequestDiagnosis;
pub use verdict::Verdict;

pub(crate) use formulas::mistakes as formulas;
pub(crate) use mistake::{Edit, Extra, Mistake, Mistakes, Piece};
pub(crate) use pasted::{PastedEvent, SentRequest};
pub(crate) use subject::Subject;

use crate::report::report;
use crate::signing::diagnose::mistake::Candidate;
use crate::signing::diagnose::named::Named;
use crate::signing::diagnose::names::OtherNames;
use crate::signing::diagnose::search::{Found, Search, edits_of};
use crate::table::Key;

report! {
    /// Why a signature is refused.
    pub struct Diagnosis as "Diagnosis" {
        /// What it comes to.
        verdict: Verdict = "verdict",
        /// What explains the signature: one mistake, or several that were made together.
        causes: Vec<DiagnosedCause> = "causes",
        /// How many candidates were compared with the observed signature.
        candidates_tried: u64 = "candidatesTried",
        /// What else to look at when the signature is right but refused all the same.
        checks: Vec<Finding> = "checks",
        /// What of the input the gateway refuses, whatever the signature is: fields that are missing, hold something
        /// else, or have another name.
        findings: Vec<Finding> = "findings",
        /// What the search did not cover, or what an event without an explanation means.
        note: Option<String> = "note",
    }
}

report! {
    /// A mistake that explains the observed signature.
    pub struct DiagnosedCause as "DiagnosedCause" {
        /// The stable id: `amount-not-padded`.
        id: String = "id",
        /// `formula` when it reproduces the signature byte for byte, `recognised` for a known value or shape.
        kind: Kind = "kind",
        /// The wire names concerned.
        fields: Vec<String> = "fields",
        /// What is wrong, in a few words.
        title: String = "title",
        /// What happened.
        detail: String = "detail",
        /// What to do.
        fix: String = "fix",
        /// The string that gives the observed signature, secrets masked.
        string_to_sign: Option<String> = "stringToSign",
        /// Other mistakes that give the same bytes: which of them it was cannot be known.
        alternatives: Vec<Alternative> = "alternatives",
    }
}

report! {
    /// Another mistake that gives the same bytes.
    pub struct Alternative as "CauseAlternative" {
        /// The stable id.
        id: String = "id",
        /// The wire names concerned.
        fields: Vec<String> = "fields",
        /// What is wrong, in a few words.
        title: String = "title",
    }
}

report! {
    /// Something to look at that the signature does not show.
    pub struct Finding as "Finding" {
        /// The stable id: `amount-text-differs`.
        id: String = "id",
        /// The wire name concerned.
        field: Option<String> = "field",
        /// What it is, in a few words.
        title: String = "title",
        /// What was found.
        detail: String = "detail",
        /// What to do.
        fix: String = "fix",
    }
}

/// What a diagnosis tries for one class alone.
pub(crate) struct OwnMistakes {
    /// The settings that name the merchant: no secrets, but taken for the key now and then.
    pub(crate) merchant: &'static [Key],
    /// Recognises a pasted webhook, notification or return.
    pub(crate) recognise_event: Option<fn(&SentRequest) -> Option<PastedEvent>>,
    /// Other names under which integrations send the fields.
    pub(crate) names: OtherNames,
    /// Mistakes that only the fields or the documentation of this class invite.
    pub(crate) mistakes: Option<fn(&Subject<'_>) -> Vec<Mistake>>,
}

impl OwnMistakes {
    /// None.
    pub(crate) const NONE: Self =
        Self { merchant: &[], recognise_event: None, names: OtherNames::NONE, mistakes: None };
}

/// Names the mistakes that explain an observed signature.
pub(crate) fn diagnose(subject: &Subject<'_>, mut own: Mistakes, observed: &str) -> Diagnosis {
    let recipe = subject.recipe;
    if observed == recipe.signature() || (subject.is_event && recipe.matches(observed)) {
        return Diagnosis {
            verdict: Verdict::Valid,
            candidates_tried: 1,
            checks: known::checks(subject),
            ..Diagnosis::default()
        };
    }
    generate(subject, &mut own);
    let mistakes = own.into_sorted();
    let readings = observed::readings(observed, recipe.encoding, subject.is_event);
    let mut search = Search::new(recipe, &readings, subject.depth);
    let (causes, tried) = match known::recognise(subject, &mistakes, observed) {
        Some(known) => (vec![known], 1),
        None => {
            let causes = find(subject, &mut search, &mistakes);
            (causes.unwrap_or_default(), search.tried as u64)
        }
    };
    let stopped = if causes.is_empty() { search.coverage() } else { None };
    let unproven = match causes.first() {
        _ if !subject.is_event => None,
        None => Some(UNEXPLAINED_EVENT.to_owned()),
        Some(cause) => (cause.kind == Kind::Recognised).then(|| UNSIGNED_EVENT.to_owned()),
    };
    let notes: Vec<_> = unproven.into_iter().chain(stopped).collect();
    Diagnosis {
        verdict: if causes.is_empty() { Verdict::Unexplained } else { Verdict::Explained },
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        causes,
        candidates_tried: tried,
        ..Diagnosis::default()
    }
}

/// What an event means whose signature nothing reproduces.
const UNEXPLAINED_EVENT: &str = "Do not trust this content: either it was changed after the gateway signed it, or the \
    signature was made with another key. Confirm the payment with the gateway's status call.";

/// What an event means that carries something else in place of its signature.
const UNSIGNED_EVENT: &str = "Do not trust this content: what stands in place of the signature does not prove that the \
    gateway signed it. Confirm the payment with the gateway's status call.";

/// Every mistake that the roles of the recipe's parts invite.
fn generate(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    amounts::mistakes(subject, mistakes);
    parts::mistakes(subject, mistakes);
    orders::mistakes(subject, mistakes);
    pairs::mistakes(subject, mistakes);
    items::mistakes(subject, mistakes);
    // The end of one part is the beginning of the next; white space there is the key's rather than a field's.
    keys::mistakes(subject, mistakes);
    text::mistakes(subject, mistakes);
    forms::mistakes(subject, mistakes);
    digests::mistakes(subject, mistakes);
    paths::mistakes(subject, mistakes);
    bodies::mistakes(subject, mistakes);
}

/// What reproduces the observed signature: mistakes, or a formula that somebody made up.
fn find<'a>(subject: &Subject<'_>, search: &mut Search<'a>, mistakes: &'a [Mistake]) -> Option<Vec<DiagnosedCause>> {
    if let Some(found) = search.run(mistakes) {
        return Some(explain(subject, &found, &search.equal(&found, mistakes)));
    }
    if let Some((reading, made)) = subsets::search(subject, search) {
        let found = Found { reading, other_digest: None, mistakes: made.iter().collect() };
        let alone: Vec<_> = made.iter().map(|mistake| vec![mistake]).collect();
        return Some(explain(subject, &found, &alone));
    }
    let found = search.run_three(mistakes)?;
    Some(explain(subject, &found, &search.equal(&found, mistakes)))
}

fn explain(subject: &Subject<'_>, found: &Found<'_>, equal: &[Vec<&Mistake>]) -> Vec<DiagnosedCause> {
    let string_to_sign = Candidate::new(subject.recipe, edits_of(&found.mistakes)).shown();
    let mut named: Vec<Named> = Vec::new();
    for equal in equal {
        let Some(next) = Named::one_of(subject, equal) else { continue };
        match named.iter_mut().find(|known| known.is_changed_content() && next.is_changed_content()) {
            Some(known) => known.add(next),
            None => named.push(next),
        }
    }
    let mut causes: Vec<_> = named.into_iter().map(Named::diagnosed).collect();
    if let Some(algorithm) = found.other_digest {
        let how = format!("{}, not {}", algorithm.as_str(), subject.recipe.algorithm.as_str());
        causes.push(causes::OTHER_DIGEST.diagnosed(&[], &how));
    }
    causes.extend(found.reading.causes.iter().map(|(reading, how)| reading.diagnosed(&[], how)));
    causes.iter_mut().for_each(|cause| cause.string_to_sign = Some(string_to_sign.clone()));
    causes
}

impl Cause {
    /// The cause as a diagnosis shows it.
    pub(crate) fn diagnosed(&self, fields: &[String], how: &str) -> DiagnosedCause {
        DiagnosedCause {
            id: self.id.into(),
            kind: self.kind,
            fields: fields.to_vec(),
            title: self.title_of(fields),
            detail: self.detail_of(fields, how),
            fix: self.fix.into(),
            string_to_sign: None,
            alternatives: Vec::new(),
        }
    }
}
