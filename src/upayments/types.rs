//! Field types that only UPayments has.

use crate::amount::Amount;
use crate::declare::{Field, Kind, Lenient, Slotted, clean_text, text_type};
use crate::error::{Error, Result};
use crate::operation::Options;
use crate::secret::MASK;
use crate::value::{Object, Value};

/// A refund amount as the documentation's `10,2` wants it: eight digits before the point and two after it;
/// three after it only when the caller asks for that.
pub(super) fn refund_text(amount: &Amount, options: &Options) -> Result<String> {
    let allowed = Options::is_set(options.allow_three_decimals);
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

text_type! {
    /// How the payer pays, for merchants who choose it themselves. New words are sent as they are.
    PaymentSource: Kind::of(
        "\"knet\" | \"cc\" | \"samsung-pay\" | \"apple-pay\" | \"apple-pay-knet\" | \"google-pay\" | \
         \"create-invoice\" | \"amex\" | (string & {})"
    ), clean_text
}
text_type! {
    /// How an invoice link reaches the payer; at most five characters.
    NotificationType: Kind::of("\"email\" | \"sms\" | \"link\" | \"all\" | (string & {})").rule("at most 5 characters"),
    |value| {
        let text = clean_text(value)?;
        at_most(&text, 5)?;
        Ok::<_, Error>(text)
    }
}
text_type! {
    /// How a vendor's fee is counted.
    ChargeType: Kind::of("\"fixed\" | \"percentage\" | (string & {})"), clean_text
}
text_type! {
    /// The key of a merchant's account.
    ApiKey: Kind::of("string").secret(), clean_text
}
text_type! {
    /// An account number, in capitals and without spaces; its check digits are verified.
    Iban: Kind::of("string").rule("IBAN with right check digits"), iban
}

fn iban(value: &Value) -> Result<String> {
    let text = clean_text(value)?;
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
        1 => Ok(text),
        _ => Err(Error::invalid("has wrong check digits").hint("a character of the IBAN is wrong or missing")),
    }
}

/// What identifies a customer: text, or a whole number, sent with the type that it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueToken(Value);

impl Field for UniqueToken {
    const KIND: Kind = Kind::of("string | number").rule("text, or a whole number up to 2^53 - 1");

    fn parse(value: &Value) -> Result<Self> {
        match value {
            Value::Number(text) if text.parse::<u64>().is_ok_and(|number| number < 1 << 53) => Ok(Self(value.clone())),
            Value::Number(_) => Err(Error::invalid("is not a whole number up to 2^53 - 1").hint("pass it as a string")),
            other => clean_text(other).map(|text| Self(text.into())),
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

impl std::str::FromStr for UniqueToken {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// A part of a card's expiry date, sent as a number.
#[derive(Clone, PartialEq, Eq)]
pub struct ExpiryNumber<const MIN: u8, const MAX: u8>(u8);

impl<const MIN: u8, const MAX: u8> Field for ExpiryNumber<MIN, MAX> {
    const KIND: Kind = Kind::of("number | string").rule(if MAX == 12 { "1 to 12" } else { "two digits" }).secret();

    fn parse(value: &Value) -> Result<Self> {
        let number = value.as_text().filter(|text| text.len() <= 2).and_then(|text| text.parse().ok());
        match number {
            Some(number) if (MIN..=MAX).contains(&number) => Ok(Self(number)),
            // The value is card data, so it is not repeated.
            _ => Err(Error::invalid(format!("is not a number from {MIN} to {MAX}")).hint(match MAX {
                12 => "write the month as 1 to 12",
                _ => "write the last two digits of the year",
            })),
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.to_string()))
    }
}

impl<const MIN: u8, const MAX: u8> std::str::FromStr for ExpiryNumber<MIN, MAX> {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

impl<const MIN: u8, const MAX: u8> std::fmt::Debug for ExpiryNumber<MIN, MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(MASK)
    }
}

/// An amount or rate that may be zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZeroOrMore(Amount);

impl ZeroOrMore {
    /// The amount.
    #[must_use]
    pub fn amount(&self) -> &Amount {
        &self.0
    }
}

impl ZeroOrMore {
    /// An amount that is sent exactly as it is written.
    pub(super) fn exactly(text: &str) -> Result<Self> {
        text.parse().map(Self)
    }
}

impl Field for ZeroOrMore {
    const KIND: Kind = Kind::of("Amount").rule("zero or more").amount();

    fn parse(value: &Value) -> Result<Self> {
        let amount = Amount::from_value(value)?;
        amount.to_decimals(amount.decimals())?.parse().map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.given().to_owned()))
    }
}

impl std::str::FromStr for ZeroOrMore {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// A value that goes back to UPayments as it came: same JSON type, same text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received(Value);

impl Received {
    const RULE: Kind = Kind::of("string | number").rule("as received");

    /// The value as an amount.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` when it is none.
    pub fn amount(&self) -> Result<Amount> {
        Amount::received(&self.0)
    }
}

impl Field for Received {
    const KIND: Kind = Self::RULE;

    fn parse(value: &Value) -> Result<Self> {
        match value {
            Value::Number(_) => Amount::received(value).map(|_| Self(value.clone())),
            other => {
                let text = clean_text(other)?;
                at_most(&text, 255)?;
                Ok(Self(text.into()))
            }
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

impl Slotted for Received {
    const KIND: Kind = Self::RULE;
    const REQUIRED: bool = true;

    fn read(object: &Object, names: &[&str]) -> Self {
        Option::<Value>::read(object, names).map(Self).unwrap_or_default()
    }

    fn write(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

/// Whether something has happened: `true`, `1`, or the word `Yes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YesOrNo(pub bool);

impl Lenient for YesOrNo {
    const KIND: Kind = Kind::of("boolean");

    fn lenient(value: &Value) -> Option<Self> {
        bool::lenient(value).map(Self).or_else(|| match value.as_text()?.to_ascii_lowercase().as_str() {
            "yes" => Some(Self(true)),
            "no" => Some(Self(false)),
            _ => None,
        })
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }
}
