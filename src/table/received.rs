//! The types of what arrives signed: signed fields are read strictly, by the rules of the formulas.

use crate::amount::Amount;
use crate::document::Item;
use crate::engine::{Content, Row};
use crate::error::{Error, Result};
use crate::table::answer::{AnswerElement, Reading};
use crate::table::macros::field_type;
use crate::table::{FieldType, Kind, Rule};

field_type! {
    /// A signed text as a gateway sent it: text, or a number by its text.
    Received(String): Kind::new(Rule::Own(received), "string", "")
}

/// An amount in EGP as a gateway sent it; two decimals are signed and told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPounds(String);

impl ReceivedPounds {
    /// The canonical text: `150.00`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FieldType for ReceivedPounds {
    type Given = String;
    const KIND: Kind = Kind::new(Rule::Own(received_pounds), "string", "EGP, two decimals").amount();
}

impl AnswerElement for ReceivedPounds {
    const READING: Reading = Reading::Pounds;
    const TS: &'static str = "string";
    const WORDS: &'static str = "EGP, two decimals";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        row.value().as_text().map(|text| Self(text.to_owned()))
    }
}

fn received(item: Item<'_>) -> Result<Content<'_>> {
    let text = item.as_text().ok_or_else(|| Error::invalid(format!("is {}, not text", item.type_name())))?;
    Ok(Content::text(text))
}

fn received_pounds(item: Item<'_>) -> Result<Content<'_>> {
    Amount::received_item(item)?.to_decimals(2).map(Content::text)
}
