//! The types of input fields. A value that exists obeys its rule.

use crate::amount::{Amount, minor_unit};
use crate::declare::{Field, Kind, text_type};
use crate::error::{Error, Result};
use crate::request::check_base_url;
use crate::secret::check_opaque;
use crate::value::Value;

/// Text that is signed or sent verbatim; at most `MAX` characters unless `MAX` is 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Text<const MAX: usize = 0>(String);

impl<const MAX: usize> Text<MAX> {
    /// The text, exactly as it is signed and sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Field for Text<MAX> {
    const KIND: Kind = Kind::of("string").rule(match MAX {
        0 => "",
        20 => "at most 20 characters",
        40 => "at most 40 characters",
        50 => "at most 50 characters",
        250 => "at most 250 characters",
        255 => "at most 255 characters",
        500 => "at most 500 characters",
        _ => "length limited",
    });

    fn parse(value: &Value) -> Result<Self> {
        let text = clean_text(value)?;
        let length = text.chars().count();
        if MAX > 0 && length > MAX {
            return Err(Error::invalid(format!("has {length} characters, at most {MAX} are possible"))
                .hint("shorten it before it is signed"));
        }
        Ok(Self(text))
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.as_str().into())
    }
}

impl<const MAX: usize> std::str::FromStr for Text<MAX> {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

impl<const MAX: usize> std::fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A string that lost nothing on its way here.
pub(crate) fn clean_text(value: &Value) -> Result<String> {
    match value {
        Value::String(text) if text.is_empty() => Err(Error::invalid("is empty")),
        Value::String(text) if text.contains('\u{fffd}') => {
            Err(Error::invalid("holds U+FFFD, the mark of a character that was lost in a conversion")
                .hint("read the text as UTF-8, and cut strings between characters"))
        }
        Value::String(text) => Ok(text.clone()),
        other => {
            Err(Error::invalid(format!("is {}, not a string", other.type_name())).hint("put it in quotation marks"))
        }
    }
}

fn identifier(value: &Value) -> Result<String> {
    match value {
        Value::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => match text.parse::<u64>() {
            Ok(number) if number < 1 << 53 => Ok(text.clone()),
            _ => Err(Error::invalid("is a number above 2^53 - 1, which loses digits").hint("pass it as a string")),
        },
        Value::Number(_) => Err(Error::invalid("is not a whole number").hint("pass the reference as a string")),
        other => clean_text(other),
    }
}

/// Text in which a number would lose its leading zeros.
fn digits(value: &Value, rule: &'static str, fits: impl Fn(&str) -> bool) -> Result<String> {
    if let Value::Number(_) = value {
        return Err(Error::invalid("is a number, which has lost any leading zero")
            .hint("pass it as a string: \"05\", \"012\", \"01012345678\""));
    }
    let text = clean_text(value)?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) && fits(&text) {
        return Ok(text);
    }
    // The value may be card data, so it is not repeated.
    Err(Error::invalid(format!("is not {rule}")).hint(format!("write {rule}, without spaces")))
}

fn absolute(value: &Value) -> Result<String> {
    let text = clean_text(value)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    if host.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::invalid("is not an absolute URL").hint("write it in full: https://shop.example/return"));
    }
    Ok(text)
}

/// A string that a gateway takes as bare text, or a header or path value: no control characters.
pub(crate) fn bare_string(value: &Value) -> Result<String> {
    let text = clean_text(value)?;
    if text.trim() != text || text.chars().any(char::is_control) {
        return Err(Error::invalid("has white space around it or a line break in it").hint("trim it"));
    }
    Ok(text)
}

text_type! {
    /// A reference or identifier: text, or a safe integer, which is sent as text.
    Id: Kind::of("string | number").rule("text, or a whole number up to 2^53 - 1"), identifier
}
text_type! {
    /// A code that keeps leading zeros because it is never a number.
    OpaqueNumber: Kind::of("string"), clean_text
}
text_type! {
    /// A card number.
    CardNumber: Kind::of("string").rule("12 to 19 digits").secret(),
    |value| digits(value, "12 to 19 digits", |text| (12..=19).contains(&text.len()))
}
text_type! {
    /// The year in which a card expires: `27`.
    ExpiryYear: Kind::of("string").rule("two digits").secret(), |value| digits(value, "two digits", |text| text.len() == 2)
}
text_type! {
    /// The month in which a card expires: `05`.
    ExpiryMonth: Kind::of("string").rule("two digits, 01 to 12").secret(),
    |value| digits(value, "two digits, 01 to 12", |text| {
        text.len() == 2 && text.parse().is_ok_and(|month| (1..=12u8).contains(&month))
    })
}
text_type! {
    /// The security code of a card.
    Cvv: Kind::of("string").rule("three or four digits").secret(),
    |value| digits(value, "three or four digits", |text| (3..=4).contains(&text.len()))
}
text_type! {
    /// An Egyptian wallet number: `01` and nine digits.
    WalletNumber: Kind::of("string").rule("010, 011, 012 or 015 and eight digits"),
    |value| digits(value, "010, 011, 012 or 015 and eight digits", |text| {
        text.len() == 11 && ["010", "011", "012", "015"].iter().any(|prefix| text.starts_with(prefix))
    })
}
text_type! {
    /// A token that stands for a stored card.
    CardToken: Kind::of("string").secret(), clean_text
}
text_type! {
    /// A password.
    Password: Kind::of("string").secret(), clean_text
}
text_type! {
    /// A contact address. Nothing signed depends on it, so no pattern refuses it.
    Email: Kind::of("string"), clean_text
}
text_type! {
    /// A code exactly as the gateway issued it: no white space, quotation marks or control characters around or in it.
    Opaque: Kind::of("string"), |value| {
        let text = clean_text(value)?;
        check_opaque(&text)?;
        Ok::<_, Error>(text)
    }
}
text_type! {
    /// The base of every URL: https, or http on loopback.
    BaseUrl: Kind::of("string").rule("https URL"), |value| {
        let text = clean_text(value)?;
        check_base_url(&text)?;
        Ok::<_, Error>(text)
    }
}
text_type! {
    /// An ISO 4217 currency code.
    CurrencyCode: Kind::of("string").rule("ISO 4217, three capitals"), |value| {
        let text = clean_text(value)?;
        // The field itself is named by whoever declares it.
        minor_unit(&text).map(|_| ()).map_err(|_| {
            Error::invalid("is not an ISO 4217 currency code").hint("write three capitals such as KWD, QAR or EGP")
        })?;
        Ok::<_, Error>(text)
    }
}
text_type! {
    /// An absolute URL.
    Url: Kind::of("string").rule("absolute URL"), absolute
}
text_type! {
    /// An absolute URL without query and fragment, because the gateway appends its own.
    PlainUrl: Kind::of("string").rule("absolute URL without query"), |value| {
        let url = absolute(value)?;
        if url.contains(['?', '#']) {
            return Err(Error::invalid("has a query or fragment, and the gateway appends its own")
                .hint("keep your reference in the path, or find the order by the returned parameters"));
        }
        Ok(url)
    }
}

/// Pounds and piastres: EGP, two decimals, above zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pounds(String);

impl Pounds {
    /// The canonical text: `20.50`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for Pounds {
    const KIND: Kind = Kind::of("Amount").rule("above zero, two decimals").amount();

    fn parse(value: &Value) -> Result<Self> {
        Amount::from_value(value)?.positive()?.to_decimals(2).map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

impl std::str::FromStr for Pounds {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// An amount whose decimals follow from something else, such as the currency beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money(pub(crate) Amount);

impl Money {
    /// The amount.
    #[must_use]
    pub fn amount(&self) -> &Amount {
        &self.0
    }

    /// The same amount, written with the decimals of a currency.
    pub(crate) fn in_currency(&self, currency: &str) -> Result<Self> {
        self.0.in_currency(currency)?.parse()
    }
}

impl Field for Money {
    const KIND: Kind = Kind::of("Amount").rule("above zero").amount();

    fn parse(value: &Value) -> Result<Self> {
        Amount::from_value(value)?.positive().map(Self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.given().to_owned()))
    }
}

impl std::str::FromStr for Money {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// A quantity above zero, possibly with decimals (weights), sent as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity(String);

impl Field for Quantity {
    const KIND: Kind = Kind::of("number | string").rule("above zero");

    fn parse(value: &Value) -> Result<Self> {
        let not_positive = || Error::invalid("is not a number above zero").hint("write 1, or 0.5 for half a unit");
        let amount = Amount::from_value(value).and_then(Amount::positive).map_err(|_| not_positive())?;
        amount.to_decimals(amount.decimals()).map(Self).map_err(|_| {
            Error::invalid("has more than 12 digits before the point").hint("check that it is a number of units")
        })
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

impl std::str::FromStr for Quantity {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// A whole quantity above zero: `1`, never `1.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeQuantity(String);

impl WholeQuantity {
    /// The decimal text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for WholeQuantity {
    const KIND: Kind = Kind::of("number | string").rule("a whole number above zero");

    fn parse(value: &Value) -> Result<Self> {
        let whole = || Error::invalid("is not a whole number above zero").hint("write 1, 2, 3 …");
        let amount = Amount::from_value(value).and_then(Amount::positive).map_err(|_| whole())?;
        amount.to_decimals(0).map(Self).map_err(|_| whole())
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

impl std::str::FromStr for WholeQuantity {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(&text.into())
    }
}

/// A moment in epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochMillis(String);

/// Milliseconds of March 1973: a smaller value is a time in seconds.
const SMALLEST_MILLIS: u64 = 100_000_000_000;

impl EpochMillis {
    /// The decimal text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for EpochMillis {
    const KIND: Kind = Kind::of("number | string").rule("epoch milliseconds");

    fn parse(value: &Value) -> Result<Self> {
        let text = value.as_text().unwrap_or_default();
        match text.parse::<u64>() {
            Ok(millis) if millis < SMALLEST_MILLIS => Err(Error::invalid("looks like seconds")
                .hint("write epoch milliseconds: multiply a Unix time in seconds by 1000")),
            Ok(millis) if millis < SMALLEST_MILLIS * 1000 => Ok(Self(millis.to_string())),
            _ => {
                Err(Error::invalid("is not a time in epoch milliseconds")
                    .hint("write Date.now() + 3600000, for example"))
            }
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

/// `true` or `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(pub bool);

impl Field for Flag {
    const KIND: Kind = Kind::of("boolean");

    fn parse(value: &Value) -> Result<Self> {
        match value {
            Value::Bool(flag) => Ok(Self(*flag)),
            other => {
                Err(Error::invalid(format!("is {}, not a boolean", other.type_name())).hint("write true or false"))
            }
        }
    }

    fn to_value(&self) -> Option<Value> {
        Some(self.0.into())
    }
}
