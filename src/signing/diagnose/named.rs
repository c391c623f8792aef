//! A mistake under the name that a diagnosis gives it, with those that give the same bytes.

use crate::signing::diagnose::causes::{self, Cause};
use crate::signing::diagnose::content::Change;
use crate::signing::diagnose::{Alternative, DiagnosedCause, Mistake, Subject, content};

/// A mistake under the name that it has for this subject, with its equals.
pub(super) struct Named {
    cause: &'static Cause,
    fields: Vec<String>,
    how: String,
    alternatives: Vec<Alternative>,
}

impl Named {
    fn of(subject: &Subject<'_>, mistake: &Mistake) -> Self {
        let change = if subject.is_event { content::change(subject, mistake) } else { None };
        change.map_or_else(
            || Self {
                cause: mistake.cause,
                fields: mistake.fields.clone(),
                how: mistake.how.clone().into_owned(),
                alternatives: Vec::new(),
            },
            Self::changed,
        )
    }

    fn changed(change: Change) -> Self {
        Self { cause: &causes::CONTENT_CHANGED, fields: change.fields, how: change.how, alternatives: Vec::new() }
    }

    /// The first of several that give the same bytes, the others beside it. Content that may have been changed comes
    /// first: what cannot be told apart from it is not to be trusted.
    pub(super) fn one_of(subject: &Subject<'_>, equal: &[&Mistake]) -> Option<Self> {
        let doubts = equal.iter().filter(|_| subject.is_event).filter_map(|mistake| content::doubt(subject, mistake));
        let doubts: Vec<_> = doubts.map(Self::changed).collect();
        let mut equal: Vec<_> = equal.iter().map(|mistake| Self::of(subject, mistake)).chain(doubts).collect();
        equal.sort_by_key(|named| !named.is_changed_content());
        let mut equal = equal.into_iter();
        let mut first = equal.next()?;
        equal.for_each(|other| first.or(other));
        Some(first)
    }

    pub(super) fn is_changed_content(&self) -> bool {
        self.cause.id == causes::CONTENT_CHANGED.id
    }

    /// Notes an equal one, unless it says the same.
    fn or(&mut self, other: Self) {
        let same = |id: &str, fields: &[String]| id == other.cause.id && *fields == other.fields;
        let known = self.alternatives.iter().any(|known| same(&known.id, &known.fields));
        if !known && !same(self.cause.id, &self.fields) {
            let title = other.cause.title_of(&other.fields);
            self.alternatives.push(Alternative { id: other.cause.id.into(), fields: other.fields, title });
        }
    }

    /// Notes one of the same kind that was made together with it.
    pub(super) fn add(&mut self, other: Self) {
        for field in other.fields {
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
        self.how = format!("{}; {}", self.how, other.how);
        self.alternatives.extend(other.alternatives);
    }

    pub(super) fn diagnosed(self) -> DiagnosedCause {
        let cause = self.cause.diagnosed(&self.fields, &self.how);
        let title = either(&cause, &self.alternatives);
        DiagnosedCause { title, alternatives: self.alternatives, ..cause }
    }
}

/// How many mistakes a title names; `alternatives` has all of them.
const MAX_NAMED: usize = 3;

/// The titles of a cause and of its equals, with the fields where these tell them apart.
fn either(cause: &DiagnosedCause, alternatives: &[Alternative]) -> String {
    let all = std::iter::once((&cause.title, &cause.fields))
        .chain(alternatives.iter().map(|other| (&other.title, &other.fields)));
    let fields_differ = alternatives.iter().any(|other| other.fields != cause.fields);
    let mut titles: Vec<String> = Vec::new();
    for (title, fields) in all {
        let is_named = fields.is_empty() || fields.iter().all(|field| title.contains(field.as_str()));
        let is_name = fields.iter().any(|field| title.starts_with(field.as_str()));
        let title = if titles.is_empty() || is_name { title.clone() } else { continued(title) };
        titles.push(if fields_differ && !is_named { format!("{title} ({})", fields.join(", ")) } else { title });
    }
    if titles.len() > MAX_NAMED {
        titles.truncate(MAX_NAMED - 1);
        titles.push("something else that gives the same bytes".to_owned());
    }
    titles.dedup();
    titles.join(" or ")
}

/// A title as the continuation of a sentence: its first word in lower case, unless that is an abbreviation.
fn continued(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::client;
    use crate::value::Value;

    /// After an amount with one decimal a leading zero is that of the amount or that of the number behind it.
    #[test]
    fn mistakes_that_give_the_same_bytes_are_named_together() {
        let config = r#"{"merchantCode":"m","secureKey":"a-secure-key","environment":"staging"}"#;
        let fawry = client("Fawry", &Value::parse(config).unwrap()).unwrap();
        let input = r#"{"merchantRefNum":"23124654641","customerProfileId":"777777","customerName":"Ali","customerMobile":"01234567891",
            "customerEmail":"a@example.com","paymentMethod":"MWALLET","amount":"350","language":"en-gb","description":"d",
            "chargeItems":[{"itemId":"1","description":"d","price":"350","quantity":1}],"debitMobileWalletNo":"01012345678"}"#;
        let input = Value::parse(input).unwrap();
        let recipe = fawry.recipe("charge", &input, &Value::Null).unwrap();
        let mut wrong = recipe.clone();
        let part = wrong.parts.iter_mut().find(|part| part.name == "amount").unwrap();
        *part.text = "350.0".to_owned();
        let diagnosis = fawry.diagnose("charge", &input, &wrong.signature(), &Value::Null).unwrap();
        let [cause] = diagnosis.causes.as_slice() else { panic!("{diagnosis:?}") };
        let other = cause.alternatives.first().unwrap();
        assert_eq!((cause.id.as_str(), other.id.as_str()), ("amount-float-text", "leading-zeros-lost"));
        assert_eq!(other.fields, ["debitMobileWalletNo"]);
        assert!(cause.title.contains("(amount) or leading zeros were lost (debitMobileWalletNo)"), "{}", cause.title);
    }

    #[test]
    fn a_title_names_what_cannot_be_told_apart() {
        let cause = |cause: &Cause, fields: &[&str]| {
            cause.diagnosed(&fields.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), "")
        };
        let other = |other: &Cause, fields: &[&str]| {
            let cause = cause(other, fields);
            Alternative { id: cause.id, fields: cause.fields, title: cause.title }
        };
        let first = cause(&causes::AMOUNT_FLOAT_TEXT, &["amount"]);
        assert_eq!(either(&first, &[]), "Amount as a float prints it");
        let zeros = other(&causes::LEADING_ZEROS_LOST, &["debitMobileWalletNo"]);
        let title = "Amount as a float prints it (amount) or leading zeros were lost (debitMobileWalletNo)";
        assert_eq!(either(&first, &[zeros]), title);
        let hmac = [other(&causes::HMAC_INSTEAD_OF_HASH, &["amount"]), other(&causes::HASHED_TWICE, &["amount"])];
        assert_eq!(
            either(&first, &hmac),
            "Amount as a float prints it or an HMAC instead of a plain digest or the digest was hashed again"
        );
        let changed = other(&causes::CONTENT_CHANGED, &["Amount"]);
        assert_eq!(
            either(&first, &[changed]),
            "Amount as a float prints it (amount) or Amount is not what the gateway signed"
        );
        let key = other(&causes::KEY_FIRST, &[]);
        let [one, two, three] = [(); 3].map(|()| key.clone());
        assert!(either(&first, &[one, two, three]).ends_with(" or something else that gives the same bytes"));
    }
}
