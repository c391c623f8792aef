//! Field types that only UPayments has.

use crate::amount::{Amount, ExactAmount};
use crate::document::Item;
use crate::engine::{Call, Content, Row, clean_text};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::table::kinds::amount;
use crate::table::{AnswerElement, AnswerType, Decimals, FieldType, Key, Kind, Reading, Rule, field_type};
use crate::value::Value;

/// A refund amount as the documentation's `10,2` wants it: eight digits before the point and two after it;
/// three after it only when the caller asks for that.
pub(super) fn refund_text(amount: &Amount, call: &Call<'_>) -> Result<String> {
    let allowed = call.options.is_set(CallOptions::KEY.allow_three_decimals);
    let decimals = if allowed { amount.decimals().clamp(2, 3) } else { 2 };
    amount.to_decimals_within(decimals, 8).map_err(|error| match amount.decimals() {
        3 if !allowed => error.hint(
            "refunds are documented with two decimals; the option allowThreeDecimals sends the third, and whether \
             UPayments takes it is not known",
        ),
        _ => error,
    })
}

/// Refuses text that is longer than its place allows.
pub(super) fn at_most(text: &str, limit: usize) -> Result<()> {
    let length = text.chars().count();
    if length <= limit {
        return Ok(());
    }
    Err(Error::invalid(format!("has {length} characters, at most {limit} are possible")).hint("shorten it"))
}

field_type! {
    /// How the payer pays, for merchants who choose it themselves. New words are sent as they are.
    PaymentSource(String): Kind::new(
        Rule::Text { max: 0 },
        "\"knet\" | \"cc\" | \"samsung-pay\" | \"apple-pay\" | \"apple-pay-knet\" | \"google-pay\" | \
         \"create-invoice\" | \"amex\" | (string & {})",
        "",
    )
}
field_type! {
    /// How an invoice link reaches the payer; at most five characters.
    NotificationType(String): Kind::new(
        Rule::Checked(|text| at_most(text, 5)),
        "\"email\" | \"sms\" | \"link\" | \"all\" | (string & {})",
        "at most 5 characters",
    )
}
field_type! {
    /// How a vendor's fee is counted.
    ChargeType(String): Kind::new(Rule::Text { max: 0 }, "\"fixed\" | \"percentage\" | (string & {})", "")
}
field_type! {
    /// The key of a merchant's account.
    ApiKey(String): Kind::new(Rule::Text { max: 0 }, "string", "").secret()
}
field_type! {
    /// An account number, in capitals and without spaces; its check digits are verified.
    Iban(String): Kind::new(Rule::Checked(iban), "string", "IBAN with right check digits")
}
field_type! {
    /// What identifies a customer: text, or a whole number, sent with the type that it is given.
    UniqueToken(Value): Kind::new(
        Rule::Id { as_given: true },
        "string | number",
        "text, or a whole number up to 2^53 - 1",
    )
}
field_type! {
    /// An amount or rate that may be zero.
    ZeroOrMore(ExactAmount): amount(Decimals::AtMost(18), true, false, "zero or more")
}

fn iban(text: &str) -> Result<()> {
    let country = text.chars().take(2).all(|character| character.is_ascii_uppercase());
    let check = text.chars().skip(2).take(2).all(|character| character.is_ascii_digit());
    let account = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !(country && check && account && (15..=34).contains(&text.len())) {
        return Err(Error::invalid("is not an IBAN").hint(
            "write country, check digits and account in capitals, without spaces: KW81CBKU0000000000001234560101",
        ));
    }
    // ISO 13616: the first four characters go to the end, A is 10 … Z is 35, and the rest of a division by 97 is 1.
    let digits = text.chars().skip(4).chain(text.chars().take(4)).filter_map(|character| character.to_digit(36));
    match digits.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97) {
        1 => Ok(()),
        _ => Err(Error::invalid("has wrong check digits").hint("a character of the IBAN is wrong or missing")),
    }
}

/// A part of a card's expiry date, sent as a number.
#[derive(Debug, Clone, Copy)]
pub struct ExpiryNumber<const MIN: u8, const MAX: u8>;

impl<const MIN: u8, const MAX: u8> FieldType for ExpiryNumber<MIN, MAX> {
    type Given = u64;
    const KIND: Kind = Kind::new(
        Rule::Own(expiry_number::<MIN, MAX>),
        "number | string",
        if MAX == 12 { "1 to 12" } else { "two digits" },
    )
    .secret();
}

fn expiry_number<const MIN: u8, const MAX: u8>(item: Item<'_>) -> Result<Content<'_>> {
    let number = item.as_text().filter(|text| text.len() <= 2).and_then(|text| text.parse::<u8>().ok());
    match number {
        Some(number) if (MIN..=MAX).contains(&number) => Ok(Content::number(number.to_string())),
        // The value is card data, so it is not repeated.
        _ => Err(Error::invalid(format!("is not a number from {MIN} to {MAX}")).hint(match MAX {
            12 => "write the month as 1 to 12",
            _ => "write the last two digits of the year",
        })),
    }
}

/// A value that goes back to UPayments as it came: same JSON type, same text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received(Value);

impl Received {
    const TYPE: &'static str = "string | number";
    const RULE: &'static str = "as received";

    /// The value as an amount.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` when it is none.
    pub fn amount(&self) -> Result<Amount> {
        Amount::received(&self.0)
    }
}

impl From<Received> for Value {
    fn from(received: Received) -> Self {
        received.0
    }
}

impl FieldType for Received {
    type Given = Value;
    const KIND: Kind = Kind::new(Rule::Own(as_received), Self::TYPE, Self::RULE);
}

impl AnswerType for Received {
    const READING: Reading = Reading::Json;
    const ALWAYS: bool = true;
    const TS: &'static str = Self::TYPE;
    const WORDS: &'static str = Self::RULE;

    fn typed(row: Row<'_, '_>, key: Key) -> Self {
        Self(<Value as AnswerType>::typed(row, key))
    }
}

fn as_received(item: Item<'_>) -> Result<Content<'_>> {
    if item.as_number().is_some() {
        Amount::received_item(item)?;
    } else {
        at_most(clean_text(item)?, 255)?;
    }
    Ok(Content::Json(item))
}

/// Whether something has happened: `true`, `1`, or the word `Yes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YesOrNo(pub bool);

impl AnswerElement for YesOrNo {
    const READING: Reading = Reading::Flag { yes: true };
    const TS: &'static str = "boolean";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        <bool as AnswerElement>::typed(row).map(Self)
    }
}
