//! The types that declarations name: what a field of an input or an answer holds.

use crate::amount::{Amount, ExactAmount};
use crate::document::{Item, TokenKind};
use crate::engine::{Content, Row, clean_text};
use crate::error::{Error, Result};
use crate::outcome::{RefundStatus, State};
use crate::request::check_base_url;
use crate::secret::check_opaque;
use crate::table::answer::{AnswerElement, AnswerType, Reading};
use crate::table::macros::field_type;
pub(crate) use crate::table::received::Received;
pub use crate::table::received::ReceivedPounds;
use crate::table::{AmountRule, Decimals, FieldType, Key, Kind, Need, Rule};
use crate::value::Value;

/// Text that is signed or sent verbatim; at most `MAX` characters unless `MAX` is 0.
pub struct Text<const MAX: u16 = 0>;

impl<const MAX: u16> FieldType for Text<MAX> {
    type Given = String;
    const KIND: Kind = Kind::new(
        Rule::Text { max: MAX },
        "string",
        match MAX {
            0 => "",
            20 => "at most 20 characters",
            40 => "at most 40 characters",
            50 => "at most 50 characters",
            250 => "at most 250 characters",
            255 => "at most 255 characters",
            500 => "at most 500 characters",
            _ => "length limited",
        },
    );
}

/// A field with a text of its own when it is left out; it is always sent.
pub struct OrDefault<T>(std::marker::PhantomData<T>);

/// The text that stands for a field that was left out.
pub trait DefaultText: FieldType {
    /// The text.
    const TEXT: &'static str;
}

impl<T: DefaultText> FieldType for OrDefault<T> {
    type Given = T::Given;
    const KIND: Kind = T::KIND;
    const NEED: Need = Need::Default(T::TEXT);
}

/// An amount of any kind.
pub(crate) const fn amount(decimals: Decimals, zero: bool, quoted: bool, words: &'static str) -> Kind {
    Kind::new(Rule::Amount(AmountRule { zero, decimals, quoted }), "Amount", words).amount()
}

const fn digits(rule: &'static str, fits: fn(&str) -> bool) -> Kind {
    Kind::new(Rule::Digits { rule, fits }, "string", rule)
}

const TEXT: Kind = Kind::new(Rule::Text { max: 0 }, "string", "");

field_type! {
    /// A reference or identifier: text, or a safe integer, which is sent as text.
    Id(Value): Kind::new(Rule::Id { as_given: false }, "string | number", "text, or a whole number up to 2^53 - 1")
}
field_type! {
    /// A code that keeps leading zeros because it is never a number.
    OpaqueNumber(String): TEXT
}
field_type! {
    /// A card number.
    CardNumber(String): digits("12 to 19 digits", |text| (12..=19).contains(&text.len())).secret()
}
field_type! {
    /// The year in which a card expires: `27`.
    ExpiryYear(String): digits("two digits", |text| text.len() == 2).secret()
}
field_type! {
    /// The month in which a card expires: `05`.
    ExpiryMonth(String): digits("two digits, 01 to 12", |text| {
        text.len() == 2 && text.parse().is_ok_and(|month| (1..=12u8).contains(&month))
    })
    .secret()
}
field_type! {
    /// The security code of a card.
    Cvv(String): digits("three or four digits", |text| (3..=4).contains(&text.len())).secret()
}
field_type! {
    /// An Egyptian wallet number: `01` and nine digits.
    WalletNumber(String): digits("010, 011, 012 or 015 and eight digits", |text| {
        text.len() == 11 && ["010", "011", "012", "015"].iter().any(|prefix| text.starts_with(prefix))
    })
}
field_type! {
    /// A token that stands for a stored card.
    CardToken(String): TEXT.secret()
}
field_type! {
    /// A password.
    Password(String): TEXT.secret()
}
field_type! {
    /// A contact address. Nothing signed depends on it, so no pattern refuses it.
    Email(String): TEXT
}
field_type! {
    /// A code exactly as the gateway issued it: no white space, quotation marks or control characters around or in it.
    Opaque(String): Kind::new(Rule::Checked(check_opaque), "string", "")
}
field_type! {
    /// The base of every URL: https, or http on loopback.
    BaseUrl(String): Kind::new(Rule::Checked(check_base_url), "string", "https URL")
}
field_type! {
    /// An ISO 4217 currency code.
    CurrencyCode(String): Kind::new(Rule::Checked(currency), "string", "ISO 4217, three capitals")
}
field_type! {
    /// An absolute URL.
    Url(String): Kind::new(Rule::Checked(absolute), "string", "absolute URL")
}
field_type! {
    /// An absolute URL without query and fragment, because the gateway appends its own.
    PlainUrl(String): Kind::new(Rule::Checked(plain_url), "string", "absolute URL without query")
}
field_type! {
    /// Pounds and piastres: EGP, two decimals, above zero.
    Pounds(ExactAmount): amount(Decimals::Exactly(2), false, false, "above zero, two decimals")
}
field_type! {
    /// An amount whose decimals follow from something else, such as the currency beside it.
    Money(ExactAmount): amount(Decimals::Later, false, false, "above zero")
}
field_type! {
    /// A quantity above zero, possibly with decimals (weights), sent as a number.
    Quantity(ExactAmount): Kind::new(Rule::Own(quantity), "number | string", "above zero")
}
field_type! {
    /// A whole quantity above zero: `1`, never `1.0`.
    WholeQuantity(u64): Kind::new(Rule::Own(whole_quantity), "number | string", "a whole number above zero")
}
field_type! {
    /// A moment in epoch milliseconds.
    EpochMillis(u64): Kind::new(Rule::Own(epoch_millis), "number | string", "epoch milliseconds")
}
field_type! {
    /// The same, sent as text.
    EpochMillisText(u64): Kind::new(Rule::Own(epoch_millis_text), "number | string", "epoch milliseconds")
}
field_type! {
    /// `true` or `false`.
    Flag(bool): Kind::new(Rule::Flag, "boolean", "")
}
field_type! {
    /// Passed through as given.
    Anything(Value): Kind::new(Rule::Json, "unknown", "")
}
field_type! {
    /// A key.
    Secret(String): Kind::new(Rule::Checked(check_opaque), "string", "").secret()
}
field_type! {
    /// A key, or several of them, newest first: the first signs, any verifies.
    Keys(Value): Kind::new(Rule::Own(keys), "string | readonly string[]", "").secret()
}
field_type! {
    /// A token that stands in a header.
    Token(String): Kind::new(Rule::Own(token), "string", "").secret()
}
field_type! {
    /// Paths that a configuration puts in place of the documented ones, by operation name.
    Paths(Value): Kind::new(Rule::Own(paths), "Record<string, string>", "operation name to path on the same host")
}
field_type! {
    /// A body as it was received; it may be empty.
    RawBody(String): Kind::new(Rule::Own(raw_body), "string", "").even_empty()
}
field_type! {
    /// Headers by name.
    Headers(Value): Kind::new(Rule::Own(headers), "Record<string, string>", "")
}
field_type! {
    /// Unix seconds: ten digits.
    UnixSeconds(u64): Kind::new(Rule::Own(unix_seconds), "number | string", "Unix seconds, ten digits")
}

fn raw_body(item: Item<'_>) -> Result<Content<'_>> {
    item.as_str().map(Content::text).ok_or_else(|| {
        Error::invalid(format!("is {}, not text", item.type_name()))
            .hint("pass the raw body as it was received, not the parsed object")
    })
}

fn headers(item: Item<'_>) -> Result<Content<'_>> {
    if item.is_object() {
        return Ok(Content::Json(item));
    }
    Err(Error::invalid(format!("is {}, not an object", item.type_name())).hint("pass them as { name: value }"))
}

fn currency(text: &str) -> Result<()> {
    // The field itself is named by whoever declares it.
    crate::currency::minor_unit(text).map(drop).map_err(|_| {
        Error::invalid("is not an ISO 4217 currency code").hint("write three capitals such as KWD, QAR or EGP")
    })
}

fn absolute(text: &str) -> Result<()> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    if host.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::invalid("is not an absolute URL").hint("write it in full: https://shop.example/return"));
    }
    Ok(())
}

fn plain_url(text: &str) -> Result<()> {
    absolute(text)?;
    if text.contains(['?', '#']) {
        return Err(Error::invalid("has a query or fragment, and the gateway appends its own")
            .hint("keep your reference in the path, or find the order by the returned parameters"));
    }
    Ok(())
}

fn quantity(item: Item<'_>) -> Result<Content<'_>> {
    let not_positive = || Error::invalid("is not a number above zero").hint("write 1, or 0.5 for half a unit");
    let amount = Amount::from_item(item).and_then(Amount::positive).map_err(|_| not_positive())?;
    amount.to_decimals(amount.decimals()).map(Content::number).map_err(|_| {
        Error::invalid("has more than 12 digits before the point").hint("check that it is a number of units")
    })
}

fn whole_quantity(item: Item<'_>) -> Result<Content<'_>> {
    let whole = || Error::invalid("is not a whole number above zero").hint("write 1, 2, 3 …");
    let amount = Amount::from_item(item).and_then(Amount::positive).map_err(|_| whole())?;
    amount.to_decimals(0).map(Content::number).map_err(|_| whole())
}

/// Milliseconds of March 1973: a smaller value is a time in seconds.
const SMALLEST_MILLIS: u64 = 100_000_000_000;

fn millis(item: Item<'_>) -> Result<String> {
    match item.as_text().unwrap_or_default().parse::<u64>() {
        Ok(millis) if millis < SMALLEST_MILLIS => Err(Error::invalid("looks like seconds")
            .hint("write epoch milliseconds: multiply a Unix time in seconds by 1000")),
        Ok(millis) if millis < SMALLEST_MILLIS * 1000 => Ok(millis.to_string()),
        _ => Err(Error::invalid("is not a time in epoch milliseconds").hint("write Date.now() + 3600000, for example")),
    }
}

fn epoch_millis(item: Item<'_>) -> Result<Content<'_>> {
    millis(item).map(Content::number)
}

fn epoch_millis_text(item: Item<'_>) -> Result<Content<'_>> {
    millis(item).map(Content::text)
}

/// Whether a text is a Unix time in seconds.
///
/// # Errors
/// `TIMESTAMP_OUT_OF_RANGE`.
pub(crate) fn check_unix_seconds(text: &str) -> Result<()> {
    if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let error = Error::new(crate::error::ErrorCode::TimestampOutOfRange, "is not a Unix time in seconds");
    Err(match text.len() {
        13 => error.hint("these look like milliseconds: write Math.floor(Date.now() / 1000)"),
        _ => error.hint("write ten digits"),
    })
}

fn unix_seconds(item: Item<'_>) -> Result<Content<'_>> {
    let text = item.as_text().unwrap_or_default();
    check_unix_seconds(text)?;
    Ok(Content::number(text))
}

fn keys(item: Item<'_>) -> Result<Content<'_>> {
    match item.kind() {
        TokenKind::String => check_opaque(item.as_str().unwrap_or_default())?,
        TokenKind::Array if !item.is_empty() => {
            for (index, key) in item.elements().enumerate() {
                let text = key.as_str().ok_or_else(|| Error::invalid(format!("is {}, not a string", key.type_name())));
                text.and_then(check_opaque).map_err(|error| error.at_index(index))?;
            }
        }
        TokenKind::Array => return Err(Error::invalid("is empty").hint("give at least one key")),
        _ => return Err(Error::invalid(format!("is {}, not a string", item.type_name()))),
    }
    Ok(Content::Json(item))
}

fn token(item: Item<'_>) -> Result<Content<'_>> {
    let text = clean_text(item)?;
    check_token(text)?;
    Ok(Content::text(text))
}

/// A token or key that stands in a header.
pub(crate) fn check_token(text: &str) -> Result<()> {
    check_opaque(text)?;
    let refuse =
        |message: &str, hint: &str| Err(Error::new(crate::error::ErrorCode::InvalidConfig, message).hint(hint));
    if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return refuse("starts with Bearer", "give the token alone; the library writes what stands before it");
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return refuse("cannot stand in a header", "a token has no blanks and no letters outside ASCII");
    }
    Ok(())
}

fn paths(item: Item<'_>) -> Result<Content<'_>> {
    if !item.is_object() {
        return Err(Error::invalid("is not an object").hint("write { refund: \"/path\" }"));
    }
    for (name, path) in item.members() {
        let path = path.as_str().ok_or_else(|| Error::invalid("is not a string").at(name))?;
        crate::request::check_path(path).map_err(|error| error.at(name))?;
    }
    Ok(Content::Json(item))
}

// What answers hold.

impl AnswerElement for String {
    const READING: Reading = Reading::Text;
    const TS: &'static str = "string";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        row.value().as_text().map(str::to_owned)
    }
}

impl AnswerElement for bool {
    const READING: Reading = Reading::Flag { yes: false };
    const TS: &'static str = "boolean";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        match row.value() {
            Content::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl AnswerElement for u64 {
    const READING: Reading = Reading::Count;
    const TS: &'static str = "number";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        row.value().as_text()?.parse().ok()
    }
}

impl AnswerElement for Value {
    const READING: Reading = Reading::Json;
    const TS: &'static str = "unknown";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        match row.value() {
            Content::Json(item) => Some(item.to_value()),
            _ => None,
        }
    }
}

/// An amount as decimal text: the decimals that were sent, and at least two.
impl AnswerElement for Amount {
    const READING: Reading = Reading::Amount;
    const TS: &'static str = "string";
    const WORDS: &'static str = "decimal text";

    fn typed(row: Row<'_, '_>) -> Option<Self> {
        row.value().as_text()?.parse().ok()
    }
}

/// What is always there: computed by this library, or empty when the gateway does not send it.
macro_rules! always {
    ($($type:ty: $reading:expr, $ts:literal, |$row:ident| $typed:expr;)*) => {$(
        impl AnswerType for $type {
            const READING: Reading = $reading;
            const ALWAYS: bool = true;
            const TS: &'static str = $ts;

            fn typed(row: Row<'_, '_>, key: Key) -> Self {
                let $row = row.starting_at(row.first + key.index());
                $typed
            }
        }
    )*};
}
always! {
    String: Reading::Text, "string", |row| AnswerElement::typed(row).unwrap_or_default();
    bool: Reading::Flag { yes: false }, "boolean", |row| AnswerElement::typed(row).unwrap_or_default();
    u64: Reading::Count, "number", |row| AnswerElement::typed(row).unwrap_or_default();
    Value: Reading::Json, "unknown", |row| AnswerElement::typed(row).unwrap_or_default();
    State: Reading::Word("unknown"), "PaymentState", |row| State::named(row.value().as_text().unwrap_or_default());
    RefundStatus: Reading::Word("unknown"), "RefundStatus",
        |row| RefundStatus::named(row.value().as_text().unwrap_or_default());
    Unverified: Reading::Computed, "false", |_row| Unverified;
}

/// `false`, whatever an event says of itself; the type says so too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unverified;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentBuf;
    use crate::error::ErrorCode;

    #[test]
    fn a_text_says_how_long_it_may_be() {
        for (kind, words) in [
            (Text::<0>::KIND, ""),
            (Text::<20>::KIND, "at most 20 characters"),
            (Text::<40>::KIND, "at most 40 characters"),
            (Text::<50>::KIND, "at most 50 characters"),
            (Text::<250>::KIND, "at most 250 characters"),
            (Text::<255>::KIND, "at most 255 characters"),
            (Text::<500>::KIND, "at most 500 characters"),
        ] {
            assert_eq!(kind.words, words);
        }
    }

    #[test]
    fn keys_are_one_or_several() {
        let read = |json: &str| {
            let document = DocumentBuf::parse(json).unwrap();
            keys(document.root())
                .map(drop)
                .map_err(|error| (error.field().map(str::to_owned), error.message().to_owned()))
        };
        for good in ["\"k\"", "[\"k\"]", "[\"newer\",\"older\"]"] {
            assert_eq!(read(good), Ok(()), "{good}");
        }
        for (bad, field, says) in [
            ("[]", None, "is empty"),
            ("{}", None, "is an object, not a string"),
            ("7", None, "is a number, not a string"),
            ("[\"k\",7]", Some("[1]"), "is a number, not a string"),
            ("[\"k\",\"\"]", Some("[1]"), "is empty"),
        ] {
            assert_eq!(read(bad), Err((field.map(str::to_owned), says.to_owned())), "{bad}");
        }
    }

    #[test]
    fn a_count_is_a_number_in_rust_too() {
        let row = |content: Content<'static>| {
            let mut values = crate::engine::Values::default();
            let first = values.reserve(1);
            values.put(first, content);
            <u64 as AnswerElement>::typed(values.top())
        };
        assert_eq!((row(Content::number("12")), row(Content::Absent)), (Some(12), None));
    }

    #[test]
    fn a_token_comes_without_its_scheme() {
        let read =
            |text: &str| token(DocumentBuf::from(&Value::from(text)).root()).map(drop).map_err(|error| error.code());
        assert_eq!(read("eyJ.a-b_c"), Ok(()));
        for bad in ["Bearer eyJ", "bearer eyJ", "a b", "ключ", "a\tb"] {
            assert_eq!(read(bad), Err(ErrorCode::InvalidConfig), "{bad:?}");
        }
        assert!(read("").is_err());
    }
}
