//! Why a signature is refused: the mistakes that real integrations make, tried alone and in pairs until
//! they reproduce the observed signature byte for byte.
//!
//! A recipe is data and a mistake is a change of it, so the mistakes are generated from what the parts of a
//! recipe are rather than listed for each operation. A gateway adds those that only it invites
//! ([`Gateway::mistakes`](crate::Gateway::mistakes)).

mod amounts;
mod bodies;
pub(crate) mod causes;
mod digests;
mod hashing;
mod keys;
mod known;
#[cfg(test)]
mod matrix;
mod mistake;
#[cfg(test)]
mod noise;
mod observed;
mod orders;
mod pairs;
mod parts;
pub(crate) mod pasted;
mod paths;
mod search;
mod subject;
mod text;
mod verdict;

pub use causes::{CAUSES, Cause, Kind};
pub use mistake::Mistake;
pub use pasted::{PastedEvent, RequestDiagnosis, SentRequest};
pub use subject::Subject;
pub use verdict::Verdict;

pub(crate) use mistake::{Edit, Extra, Mistakes, Piece};
pub(crate) use orders::formula;

use crate::declare::answer;
use crate::signing::diagnose::mistake::Candidate;
use crate::signing::diagnose::search::{Found, Search};

answer! {
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
        /// Says so when the search ended before everything was tried.
        note: Option<String> = "note",
    }
}

answer! {
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
    }
}

answer! {
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
    let mut search = Search::new(recipe, &readings);
    let (causes, tried) = match known::recognise(subject, &mistakes, observed) {
        Some(known) => (vec![known], 1),
        None => {
            let found = search.run(&mistakes);
            (found.map(|found| explain(subject, &found)).unwrap_or_default(), search.tried as u64)
        }
    };
    Diagnosis {
        verdict: if causes.is_empty() { Verdict::Unexplained } else { Verdict::Explained },
        note: (causes.is_empty() && search.is_exhausted()).then(|| {
            format!(
                "The search stopped after {tried} candidates, because this input has very many; the most plausible \
                 ones were tried, not all pairs. A smaller input with the same mistake may be explained."
            )
        }),
        causes,
        candidates_tried: tried,
        ..Diagnosis::default()
    }
}

/// Every mistake that the roles of the recipe's parts invite.
fn generate(subject: &Subject<'_>, mistakes: &mut Mistakes) {
    amounts::mistakes(subject, mistakes);
    parts::mistakes(subject, mistakes);
    orders::mistakes(subject, mistakes);
    pairs::mistakes(subject, mistakes);
    // The end of one part is the beginning of the next; white space there is the key's rather than a field's.
    keys::mistakes(subject, mistakes);
    text::mistakes(subject, mistakes);
    digests::mistakes(subject, mistakes);
    paths::mistakes(subject, mistakes);
    bodies::mistakes(subject, mistakes);
}

fn explain(subject: &Subject<'_>, found: &Found<'_>) -> Vec<DiagnosedCause> {
    let mut edits = found.mistakes.iter().map(|mistake| &mistake.edit);
    let string_to_sign = Candidate::new(subject.recipe, [edits.next(), edits.next()]).shown();
    let cause = |cause: &Cause, fields: &[String], how: &str| DiagnosedCause {
        string_to_sign: Some(string_to_sign.clone()),
        ..cause.diagnosed(fields, how)
    };
    let mut causes: Vec<_> =
        found.mistakes.iter().map(|mistake| cause(mistake.cause, &mistake.fields, &mistake.how)).collect();
    if let Some(algorithm) = found.other_digest {
        let how = format!("{}, not {}", algorithm.as_str(), subject.recipe.algorithm.as_str());
        causes.push(cause(&causes::OTHER_DIGEST, &[], &how));
    }
    causes.extend(found.reading.causes.iter().map(|(reading, how)| cause(reading, &[], how)));
    causes
}

impl Cause {
    /// The cause as a diagnosis shows it.
    pub(crate) fn diagnosed(&self, fields: &[String], how: &str) -> DiagnosedCause {
        DiagnosedCause {
            id: self.id.into(),
            kind: self.kind,
            fields: fields.to_vec(),
            title: self.title.into(),
            detail: self.detail_of(fields, how),
            fix: self.fix.into(),
            string_to_sign: None,
        }
    }
}
