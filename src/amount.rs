//! Money as exact decimal text.
//!
//! An amount is taken from text, never from a binary float, and is either written exactly in the form
//! that the gateway needs or refused. Nothing is rounded.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::characters::{Odd, OddKind};
use crate::currency::minor_unit;
use crate::document::Item;
use crate::error::{Error, ErrorCode, Result};
use crate::value::Value;

/// How many digits may stand before the point, where a gateway documents no other limit.
pub const MAX_INTEGER_DIGITS: usize = 12;

/// The most digits after the point that any gateway takes (a crypto amount).
const MAX_DECIMALS: usize = 18;

/// Longer text is no amount, and is not repeated in an error.
const MAX_TEXT: usize = 64;

/// An exact, non-negative decimal, not yet written for a currency.
///
/// ```
/// # use tawqee::Amount;
/// let amount: Amount = "1234.5".parse()?;
/// assert_eq!(amount.to_decimals(2)?, "1234.50");
/// assert!("1,234.50".parse::<Amount>().is_err());
/// # Ok::<(), tawqee::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Amount(
    /// What the caller wrote; the digits that matter are found in it again.
    String,
);

impl Amount {
    /// Takes an amount from what a caller passed: a string, or a number by its shortest decimal text.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` for everything that is not plain digits with at most one point between them.
    pub fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Number(text) => Self::of_number(text),
            Value::String(text) => text.parse(),
            other => Err(not_an_amount(other.type_name())),
        }
    }

    fn of_number(text: &str) -> Result<Self> {
        if is_unsafe(text) {
            return Err(refuse("is a number above 2^53 - 1, which JavaScript cannot hold exactly")
                .hint("pass the amount as a string"));
        }
        text.parse()
    }

    /// The amount with exactly `decimals` digits after the point: `20.5` with 2 is `20.50`.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` when a digit beyond them is not zero, or when more than
    /// [`MAX_INTEGER_DIGITS`] stand before the point.
    pub fn to_decimals(&self, decimals: usize) -> Result<String> {
        self.to_decimals_within(decimals, MAX_INTEGER_DIGITS)
    }

    pub(crate) fn to_decimals_within(&self, decimals: usize, integer_digits: usize) -> Result<String> {
        let (integer, fraction) = self.digits();
        if fraction.len() > decimals {
            return Err(refuse(format!("has {} decimals, at most {decimals} are possible", fraction.len()))
                .hint("round it yourself and pass a string, so that no digit is lost unseen"));
        }
        if integer.len() > integer_digits {
            return Err(refuse(format!("has more than {integer_digits} digits before the point"))
                .hint("check the unit: amounts are in the main unit of the currency"));
        }
        let mut text = String::with_capacity(integer.len() + 1 + decimals);
        text.push_str(integer);
        if decimals > 0 {
            text.push('.');
            text.push_str(fraction);
            (fraction.len()..decimals).for_each(|_| text.push('0'));
        }
        Ok(text)
    }

    fn digits(&self) -> (&str, &str) {
        digits(&self.0)
    }

    /// The amount in the minor units of a currency: 3 digits after the point for KWD, 2 for EGP.
    ///
    /// # Errors
    /// As [`Amount::to_decimals`]; `INVALID_FIELD` when the currency is unknown.
    pub fn in_currency(&self, currency: &str) -> Result<String> {
        self.to_decimals(minor_unit(currency)?)
    }

    /// The same amount, refused when it is zero.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` for zero.
    pub fn positive(self) -> Result<Self> {
        if self.is_zero() {
            return Err(refuse("is zero").hint("the gateway takes amounts above zero only"));
        }
        Ok(self)
    }

    /// Whether both are the same number, whatever zeros they are written with.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.digits() == other.digits()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.digits() == ("0", "")
    }

    /// How many digits after the point matter.
    #[must_use]
    pub fn decimals(&self) -> usize {
        self.digits().1.len()
    }

    /// The text that the caller wrote.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.0
    }

    /// Whether it is more than another, exactly.
    #[must_use]
    pub fn exceeds(&self, other: &Self) -> bool {
        // Without leading zeros the longer one is more, and digits of one length compare like text.
        fn order(amount: &Amount) -> (usize, &str, &str) {
            let (integer, fraction) = amount.digits();
            (integer.len(), integer, fraction)
        }
        order(self) > order(other)
    }

    /// The value, to calculate with.
    ///
    /// # Errors
    /// `INVALID_AMOUNT` when it has more digits than a decimal holds (28).
    pub fn decimal(&self) -> Result<Decimal> {
        let (integer, fraction) = self.digits();
        Decimal::from_str_exact(&format!("{integer}.{fraction}0"))
            .map_err(|_| refuse("has more digits than can be compared exactly"))
    }

    /// Reads an amount that a caller passed.
    ///
    /// # Errors
    /// As [`Amount`] describes.
    pub(crate) fn from_item(item: Item<'_>) -> Result<Self> {
        match (item.as_number(), item.as_str()) {
            (Some(number), _) => Self::of_number(number),
            (None, Some(text)) => text.parse(),
            (None, None) => Err(not_an_amount(item.type_name())),
        }
    }

    /// The same as [`Amount::received`].
    pub(crate) fn received_item(item: Item<'_>) -> Result<Self> {
        Self::received_text(item.as_text().unwrap_or_default(), item.as_number().is_some())
    }

    /// Reads an amount that a gateway sent: any legal JSON number, exponents included, or decimal text.
    pub(crate) fn received(value: &Value) -> Result<Self> {
        Self::received_text(value.as_text().unwrap_or_default(), matches!(value, Value::Number(_)))
    }

    fn received_text(text: &str, is_number: bool) -> Result<Self> {
        if fits(text) {
            return Ok(Self(text.to_owned()));
        }
        let written = if is_number && text.len() <= MAX_TEXT { without_exponent(text) } else { None };
        written.ok_or_else(|| refuse("is not a decimal amount"))?.parse()
    }
}

impl FromStr for Amount {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if fits(text) { Ok(Self(text.to_owned())) } else { Err(why_refused(text)) }
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({})", self.0)
    }
}

/// An amount as a Rust caller passes it: exact decimal text, a whole number, or a [`Decimal`]. It is checked when a
/// request is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactAmount(String);

impl From<&str> for ExactAmount {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for ExactAmount {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<u64> for ExactAmount {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl From<Decimal> for ExactAmount {
    fn from(number: Decimal) -> Self {
        Self(number.to_string())
    }
}

impl From<Amount> for ExactAmount {
    fn from(amount: Amount) -> Self {
        Self(amount.0)
    }
}

impl From<ExactAmount> for Value {
    fn from(amount: ExactAmount) -> Self {
        Self::String(amount.0)
    }
}

/// Writes an amount as it is signed and sent: `1234.5` EGP is `1234.50`. Zero is allowed here.
///
/// # Errors
/// `INVALID_AMOUNT` as described at [`Amount`]; `INVALID_FIELD` when the currency is not an ISO 4217 code.
///
/// ```
/// assert_eq!(tawqee::canonical_amount("1", "KWD")?, "1.000");
/// # Ok::<(), tawqee::Error>(())
/// ```
pub fn canonical_amount(amount: &str, currency: &str) -> Result<String> {
    amount.parse::<Amount>()?.in_currency(currency)
}

/// Whether a number is beyond what a double holds exactly.
fn is_unsafe(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    match integer.parse::<u64>() {
        Ok(number) => number > (1 << 53) - 1 || number == (1 << 53) - 1 && !fraction.trim_end_matches('0').is_empty(),
        // Exponents and texts that are no numbers are refused for what they are.
        Err(_) => !integer.is_empty() && integer.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// The digits of a JSON number in scientific notation (`1.5e2`), written out.
fn without_exponent(number: &str) -> Option<String> {
    let (digits, exponent) = number.split_once(['e', 'E'])?;
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    // Without a digit there is no number, and beyond these exponents no amount is left.
    if integer.is_empty() || !(-64..=64).contains(&exponent) {
        return None;
    }
    let point = i32::try_from(integer.len()).ok()? + exponent;
    let before = usize::try_from(-point).unwrap_or_default();
    let mut written = format!("{}{integer}{fraction}", "0".repeat(before));
    let point = usize::try_from(point).unwrap_or_default();
    let missing = point.saturating_sub(written.len());
    written.push_str(&"0".repeat(missing));
    let (integer, fraction) = written.split_at_checked(point)?;
    Some(match (integer.trim_start_matches('0'), fraction.trim_end_matches('0')) {
        ("", "") => "0".to_owned(),
        (integer, "") => integer.to_owned(),
        ("", fraction) => format!("0.{fraction}"),
        (integer, fraction) => format!("{integer}.{fraction}"),
    })
}

fn not_an_amount(type_name: &str) -> Error {
    refuse(format!("is {type_name}, not an amount")).hint("write a decimal string such as \"20.50\"")
}

fn refuse(message: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidAmount, message)
}

/// Whether a text is an amount.
fn fits(text: &str) -> bool {
    text.len() <= MAX_TEXT && is_decimal(text) && digits(text).1.len() <= MAX_DECIMALS
}

/// The digits of decimal text: before the point without leading zeros but at least one, after it without zeros at the
/// end.
fn digits(text: &str) -> (&str, &str) {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    let integer = match integer.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    (integer, fraction.trim_end_matches('0'))
}

/// Digits with at most one point between them.
fn is_decimal(text: &str) -> bool {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(integer) && digits(fraction)
}

/// The amount that was meant, where one is left when everything else is gone.
fn instead(meant: &str) -> String {
    if is_decimal(meant) {
        format!("write {meant}")
    } else {
        "write digits with at most one point, such as 20.50".to_owned()
    }
}

/// Names the first thing that is wrong with an amount and says what to write instead.
fn why_refused(text: &str) -> Error {
    if text.len() > MAX_TEXT {
        return refuse(format!("is longer than {MAX_TEXT} characters"));
    }
    if is_decimal(text) {
        return refuse(format!("has {} decimals, more than any currency", digits(text).1.len()));
    }
    let is_unseen = |character: char| {
        Odd::of(character).is_some_and(|odd| matches!(odd.kind(), OddKind::Control | OddKind::Invisible))
    };
    let seen: String = text.chars().filter(|character| !character.is_whitespace() && !is_unseen(*character)).collect();
    if let Some(digits) = with_ascii_digits(&seen) {
        return refuse("has digits that are not 0 to 9").hint(instead(&plain(&digits)));
    }
    let has = |characters: &[char]| text.contains(characters);
    if seen.is_empty() {
        let message = if text.is_empty() { "is empty" } else { "has nothing in it that can be seen" };
        refuse(message).hint("write a decimal such as 20.50, or leave the field out if it is optional")
    } else if matches!(text, "NaN" | "inf" | "-inf" | "Infinity" | "-Infinity") {
        refuse("is not a number").hint("the calculation before it failed; pass a decimal string")
    } else if text.starts_with('-') {
        refuse("is negative").hint("amounts are always positive, in refunds too")
    } else if let Some(unsigned) = text.strip_prefix('+') {
        refuse("has a sign").hint(instead(unsigned))
    } else if text.contains(char::is_whitespace) {
        refuse("has white space").hint(instead(&seen))
    } else if text.contains(is_unseen) {
        refuse("has an invisible character").hint(instead(&seen))
    } else if has(&[',', '\'', '_', '٬']) {
        let meant = plain(text);
        let rest = if is_decimal(&meant) { ": a point for decimals, no thousands separators" } else { "" };
        refuse("has a separator").hint(instead(&meant) + rest)
    } else if has(&['e', 'E']) {
        refuse("has an exponent").hint("write all digits: 1000000, not 1e6")
    } else if text.starts_with('.') || text.ends_with('.') {
        refuse("lacks a digit beside the point").hint("write 0.5, not .5, and 5.0, not 5.")
    } else {
        refuse("is not a decimal").hint("write digits with at most one point, such as 20.50")
    }
}

/// The amount that separators were most likely meant to show: with both points and commas the last is the decimal
/// one, and a single comma is one unless three digits follow.
fn plain(text: &str) -> String {
    let text = text.replace(['\'', '_', '٬'], "");
    match text.rsplit_once(',') {
        Some((before, after))
            if !after.contains('.') && (before.contains('.') || !before.contains(',') && after.len() != 3) =>
        {
            format!("{}.{after}", before.replace(['.', ','], ""))
        }
        _ => text.replace(',', ""),
    }
}

/// The text with Arabic-Indic and Persian digits turned into ASCII, if it has any.
pub(crate) fn with_ascii_digits(text: &str) -> Option<String> {
    let ascii = |character: char| match character {
        '٠'..='٩' => char::from_digit(u32::from(character) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(character) - u32::from('۰'), 10),
        '٫' => Some('.'),
        _ => None,
    };
    text.chars()
        .any(|character| ascii(character).is_some())
        .then(|| text.chars().map(|character| ascii(character).unwrap_or(character)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Object;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_padded_never_rounded() {
        for (given, currency, written) in [
            ("20.5", "EGP", "20.50"),
            ("1000", "EGP", "1000.00"),
            ("10.500", "EGP", "10.50"),
            ("007", "EGP", "7.00"),
            ("0", "EGP", "0.00"),
            ("1", "KWD", "1.000"),
            ("5", "JPY", "5"),
            ("999999999999.99", "EGP", "999999999999.99"),
        ] {
            assert_eq!(canonical_amount(given, currency).unwrap(), written, "{given} {currency}");
        }
    }

    #[test]
    fn every_other_form_is_refused_with_a_hint() {
        for bad in [
            "", " ", "NaN", "Infinity", "-1", "+1", "1e3", "1E3", "1,234.50", "1 234", " 1", "1 ", ".5", "5.", ".",
            "١٢٣", "1٫5", "1.2.3", "0x10", "1_000", "EGP 5", "1\n",
        ] {
            let error = bad.parse::<Amount>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidAmount, "{bad:?}");
            assert!(error.hint_text().is_some(), "{bad:?}");
        }
        for (bad, currency) in [("20.505", "EGP"), ("1.0005", "KWD"), ("1.5", "JPY"), ("1234567890123", "EGP")] {
            let error = canonical_amount(bad, currency).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidAmount, "{bad:?}");
        }
    }

    #[test]
    fn the_hint_shows_the_text_to_write() {
        let hint = |text: &str| text.parse::<Amount>().unwrap_err().hint_text().unwrap_or_default().to_owned();
        assert_eq!(hint("١٢٣٫٥"), "write 123.5");
        assert_eq!(hint("+5"), "write 5");
        assert_eq!(hint("\u{200f}١٬٢٣٤٫٥"), "write 1234.5");
        assert_eq!(hint("20.50\u{200f}"), "write 20.50");
        assert_eq!(hint("\u{feff}1 234"), "write 1234");
        for (given, meant) in
            [("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("1,5", "1.5"), ("1,234", "1234"), ("1'234.5", "1234.5")]
        {
            assert!(hint(given).starts_with(&format!("write {meant}:")), "{given}: {}", hint(given));
        }
    }

    #[test]
    fn no_hint_is_empty_where_no_amount_is_left() {
        for (given, message) in [
            ("\u{200f}", "has nothing in it that can be seen"),
            (" \u{feff}\n", "has nothing in it that can be seen"),
            ("+", "has a sign"),
            ("EGP 5", "has white space"),
            ("٥ ج.م", "has digits that are not 0 to 9"),
            (",", "has a separator"),
        ] {
            let error = given.parse::<Amount>().unwrap_err();
            assert_eq!(error.message(), message, "{given:?}");
            let hint = error.hint_text().unwrap();
            assert!(hint.starts_with("write d") || hint.starts_with("write a decimal"), "{given:?}: {hint}");
        }
    }

    #[test]
    fn received_numbers_may_have_exponents() {
        for (sent, decimals) in [
            ("840.0", "840.00"),
            ("1.5e2", "150.00"),
            ("1E+3", "1000.00"),
            ("0", "0.00"),
            ("0e5", "0.00"),
            ("125e-2", "1.25"),
            ("5e-2", "0.05"),
            ("12.5E-1", "1.25"),
            ("1200e-2", "12.00"),
        ] {
            let amount = Amount::received(&Value::Number(sent.into())).unwrap();
            assert_eq!(amount.to_decimals(2).unwrap(), decimals, "{sent}");
        }
        for bad in ["1e400", "abc", "-1", "-1e2", "1e-3x", "1e", "e5", "1e5e5", "1.2.3e1", "1e-40"] {
            assert!(Amount::received(&Value::Number(bad.into())).is_err(), "{bad}");
        }
    }

    #[test]
    fn amounts_are_compared_exactly() {
        for (more, less) in
            [("10", "9.99"), ("0.1", "0.09"), ("100", "99"), ("1.000000000000000001", "1"), ("0.5", "0")]
        {
            let (more, less): (Amount, Amount) = (more.parse().unwrap(), less.parse().unwrap());
            assert!(more.exceeds(&less) && !less.exceeds(&more), "{more:?} {less:?}");
        }
        let (one, same): (Amount, Amount) = ("1.50".parse().unwrap(), "01.5".parse().unwrap());
        assert!(!one.exceeds(&same) && !same.exceeds(&one));
        assert_eq!(format!("{same:?}"), "Amount(01.5)");
    }

    #[test]
    fn numbers_end_where_a_double_stops_counting() {
        let number = |text: &str| Amount::from_value(&Value::Number(text.into()));
        for exact in ["9007199254740991", "9007199254740991.0", "9007199254740990.99", "0.5", "9007199254740990"] {
            assert_eq!(number(exact).unwrap().given(), exact);
        }
        for beyond in [
            "9007199254740992",
            "9007199254740991.5",
            "-9007199254740992",
            "99999999999999999999",
            "18446744073709551616.5",
        ] {
            let error = number(beyond).unwrap_err();
            assert_eq!(error.message(), "is a number above 2^53 - 1, which JavaScript cannot hold exactly", "{beyond}");
            assert_eq!(beyond.parse::<Amount>().is_ok(), !beyond.starts_with('-'), "as text it is exact: {beyond}");
        }
        for (other, told) in [
            ("1e21", "has an exponent"),
            ("-1", "is negative"),
            ("inf", "is not a number"),
            (".5", "lacks a digit beside the point"),
            ("5.", "lacks a digit beside the point"),
        ] {
            assert_eq!(number(other).unwrap_err().message(), told);
        }
        for none in [Value::Null, Value::Bool(true), Value::Array(Vec::new()), Value::Object(Object::new())] {
            let error = Amount::from_value(&none).unwrap_err();
            assert_eq!(error.message(), format!("is {}, not an amount", none.type_name()));
        }
    }

    #[test]
    fn texts_end_at_64_characters_and_18_decimals() {
        let zeros = |count: usize| "0".repeat(count);
        assert_eq!(format!("{}1", zeros(63)).parse::<Amount>().unwrap().to_decimals(0).unwrap(), "1");
        let long = format!("{}1", zeros(64)).parse::<Amount>().unwrap_err();
        assert_eq!(long.message(), "is longer than 64 characters");
        assert_eq!("x".repeat(65).parse::<Amount>().unwrap_err().message(), "is longer than 64 characters");
        assert_eq!("x".repeat(64).parse::<Amount>().unwrap_err().message(), "is not a decimal");
        let small: Amount = format!("0.{}1", zeros(17)).parse().unwrap();
        assert_eq!((small.decimals(), small.is_zero()), (18, false));
        let smaller = format!("0.{}1", zeros(18)).parse::<Amount>().unwrap_err();
        assert_eq!(smaller.message(), "has 19 decimals, more than any currency");
        assert_eq!(format!("0.5{}", zeros(20)).parse::<Amount>().unwrap().decimals(), 1);
    }

    #[test]
    fn what_a_gateway_sends_is_a_number_or_plain_text() {
        let number = |text: &str| Amount::received(&Value::Number(text.into()));
        let text = |text: &str| Amount::received(&text.into());
        assert_eq!(text("20.50").unwrap().to_decimals(2).unwrap(), "20.50");
        assert_eq!(number("9007199254740993").unwrap().to_decimals_within(0, 16).unwrap(), "9007199254740993");
        assert!(text("1e2").is_err() && number("1e2").is_ok(), "an exponent is a number's alone");
        assert!(number("1e62").is_ok() && number("1e64").is_err() && number("1e65").is_err());
        assert!(
            number("0e64").is_ok() && number("0e-64").is_ok() && number("0e65").is_err() && number("0e-65").is_err()
        );
        let padded = |zeros: usize| format!("1.{}e1", "0".repeat(zeros));
        assert!(number(&padded(60)).is_ok() && number(&padded(61)).is_err(), "64 characters and 65");
        for none in [Value::Null, Value::Bool(true), "".into(), "abc".into(), Value::Number("-1".into())] {
            assert!(Amount::received(&none).is_err(), "{none:?}");
        }
    }

    #[test]
    fn digits_of_arabic_and_persian_are_shown_as_ascii() {
        assert_eq!(with_ascii_digits("٠١٢٣٤٥٦٧٨٩٫").as_deref(), Some("0123456789."));
        assert_eq!(with_ascii_digits("۰۱۲۳۴۵۶۷۸۹").as_deref(), Some("0123456789"));
        assert_eq!(with_ascii_digits("1٢x").as_deref(), Some("12x"));
        assert_eq!((with_ascii_digits("123.5"), with_ascii_digits("")), (None, None));
    }

    proptest! {
        #![proptest_config(crate::thorough::thorough())]

        #[test]
        fn amounts_come_back(integer in 0u64..1_000_000_000_000, fraction in 0u32..1000, zeros in 0usize..4, by_text: bool) {
            let text = format!("{}{integer}.{fraction:03}{}", "0".repeat(zeros), "0".repeat(zeros));
            let value = if by_text { Value::from(text.as_str()) } else { Value::Number(text.clone()) };
            let amount = Amount::from_value(&value).unwrap();
            let written = amount.in_currency("KWD").unwrap();
            prop_assert_eq!(&written, &format!("{integer}.{fraction:03}"));
            prop_assert!(written.parse::<Amount>().unwrap().equals(&amount));
            prop_assert_eq!(amount.to_decimals(2).is_ok(), fraction % 10 == 0);
            prop_assert_eq!(amount.to_decimals(0).is_ok(), fraction == 0);
            prop_assert_eq!(amount.given(), text);
        }

        #[test]
        fn any_text_is_an_amount_or_a_typed_error(text in r"[0-9٠-٩.,'_eE+ -]{0,70}|\PC{0,20}") {
            match text.parse::<Amount>() {
                Ok(amount) => {
                    prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
                    prop_assert_eq!(amount.given(), text);
                }
                Err(error) => prop_assert_eq!(error.code(), ErrorCode::InvalidAmount),
            }
        }

        #[test]
        fn exponents_are_written_out_exactly(digits in 1u64..1_000_000_000, exponent in -8i32..8) {
            let sent = Amount::received(&Value::Number(format!("{digits}e{exponent}"))).unwrap();
            let scaled = u128::from(digits) * 10u128.pow(u32::try_from(exponent + 8).unwrap());
            prop_assert_eq!(sent.to_decimals_within(8, 30).unwrap(), format!("{}.{:08}", scaled / 100_000_000, scaled % 100_000_000));
        }

        #[test]
        fn amounts_are_ordered_as_their_numbers(one in 0u64..10_000_000, other in 0u64..10_000_000) {
            let amount = |thousandths: u64| format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse::<Amount>().unwrap();
            prop_assert_eq!(amount(one).exceeds(&amount(other)), one > other);
            prop_assert_eq!(amount(one).equals(&amount(other)), one == other);
        }
    }

    #[test]
    fn an_unknown_currency_is_a_field_error() {
        assert_eq!(canonical_amount("1", "XYZ").unwrap_err().code(), ErrorCode::InvalidField);
        assert_eq!(canonical_amount("1", "egp").unwrap_err().code(), ErrorCode::InvalidField);
    }
}
