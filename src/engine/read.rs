//! Reads what a caller passed into the values of declared fields.

use std::borrow::Cow;

use crate::amount::Amount;
use crate::document::Item;
use crate::engine::values::{Content, Values};
use crate::error::{Error, ErrorCode, Result};
use crate::table::{AmountRule, Decimals, Field, Kind, Need, Rule, Shape};
use crate::text::nearest;

/// More elements than any list of a request has; a longer one is a mistake or an attack.
pub(crate) const MAX_ELEMENTS: usize = 10_000;

/// Reads an input: refuses what the operation does not have, then reads each field in declared order.
///
/// `reserved` are the names that the instance writes itself; none where there is no `extra` either.
pub(crate) fn read_input<'a>(input: Item<'a>, shape: &'static Shape, reserved: Option<&[&str]>) -> Result<Values<'a>> {
    if !input.is_object() {
        return Err(Error::invalid(format!("the input is {}, not an object", input.type_name()))
            .hint("pass the fields as { name: value }"));
    }
    let mut values = Values::default();
    values.reserve(shape.fields.len());
    place_members(&mut values, 0, input, shape, reserved)?;
    read_members(&mut values, 0, shape)?;
    Ok(values)
}

/// Reads again what [`read_input`] has read from the same object, without checking it: texts, and what is passed on as
/// it is. No field has a default.
pub(crate) fn read_checked<'a>(object: Item<'a>, shape: &'static Shape) -> Values<'a> {
    let mut values = Values::default();
    values.reserve(shape.fields.len());
    let present = object.members().filter(|(_, value)| !value.is_null());
    for (name, value) in present {
        let Some(index) = shape.fields.iter().position(|field| field.name == name) else { continue };
        values.put(index, value.as_str().map_or(Content::Json(value), Content::text));
    }
    values
}

/// Reads what arrived: members that are not declared are left alone.
pub(crate) fn read_open<'a>(input: Item<'a>, shape: &'static Shape) -> Result<Values<'a>> {
    let mut values = Values::default();
    values.reserve(shape.fields.len());
    for (name, value) in input.members() {
        let Some(index) = shape.fields.iter().position(|field| field.name == name) else { continue };
        let even_empty = shape.fields.get(index).is_some_and(|field| field.kind.even_empty);
        // In what arrives an empty amount is one that is not there.
        if !value.is_absent() || even_empty && !value.is_null() {
            values.put(index, Content::Json(value));
        }
    }
    read_members(&mut values, 0, shape)?;
    Ok(values)
}

/// Puts each member at the place of its field; refuses misspelt ones, those of the instance, and a wrong `extra`.
fn place_members<'a>(
    values: &mut Values<'a>,
    first: usize,
    object: Item<'a>,
    shape: &'static Shape,
    reserved: Option<&[&str]>,
) -> Result<()> {
    let fields = shape.fields;
    let mut expected = 0;
    for (name, value) in object.members() {
        // Callers mostly write the fields in the documented order.
        let index = match fields.get(expected) {
            Some(field) if field.name == name => Some(expected),
            _ => fields.iter().position(|field| field.name == name),
        };
        match (index, reserved) {
            (Some(index), _) => {
                expected = index + 1;
                values.put(first + index, Content::Json(value));
            }
            (None, Some(reserved)) if name == "extra" => values.extra = extra(value, fields, reserved)?,
            (None, reserved) => return Err(unknown(name, fields, reserved)),
        }
    }
    Ok(())
}

pub(super) fn extra<'a>(value: Item<'a>, fields: &[Field], reserved: &[&str]) -> Result<Option<Item<'a>>> {
    if value.is_null() {
        return Ok(None);
    }
    if !value.is_object() {
        return Err(Error::invalid(format!("is {}, not an object", value.type_name())).at("extra"));
    }
    let known = |name: &str| fields.iter().any(|field| field.name == name) || reserved.contains(&name);
    if let Some((taken, _)) = value.members().find(|(name, _)| known(name)) {
        return Err(Error::invalid("is a field that this library writes itself")
            .at(taken)
            .at("extra")
            .hint("use extra only for fields that the operation does not know"));
    }
    json(value).map_err(|error| error.at("extra"))?;
    Ok(Some(value))
}

pub(super) fn unknown(name: &str, fields: &[Field], reserved: Option<&[&str]>) -> Error {
    if reserved.is_some_and(|reserved| reserved.contains(&name)) {
        return Error::new(ErrorCode::UnknownField, "is added by this library")
            .at(name)
            .hint("leave it out of the input; it comes from the configuration or is computed");
    }
    let shortened: String = name.chars().filter(|character| !character.is_control()).take(64).collect();
    let error = Error::new(ErrorCode::UnknownField, "is not a field here").at(&shortened);
    let names = || fields.iter().map(|field| field.name);
    match nearest(name, names()) {
        Some(meant) => error.hint(format!("did you mean {meant}?")),
        None if reserved.is_some() => error.hint("fields that the gateway added later go into extra: { ... }"),
        None => error.hint(format!("the fields here are {}", names().collect::<Vec<_>>().join(", "))),
    }
}

/// Reads the fields of an object whose members are in their places.
fn read_members(values: &mut Values<'_>, first: usize, shape: &'static Shape) -> Result<()> {
    for (index, field) in shape.fields.iter().enumerate() {
        let place = first + index;
        let given = match values.at(place) {
            Content::Json(item) => Some(*item),
            _ => None,
        };
        // An empty amount is refused, not ignored: leaving out `captureAmount` captures everything.
        let even_empty = field.kind.amount || field.kind.even_empty;
        let given = given.filter(|item| !item.is_absent() || even_empty && !item.is_null());
        let content = match (given, field.need) {
            (Some(item), _) => read_value(values, item, &field.kind).map_err(|error| error.at(field.name))?,
            (None, Need::Required) => return Err(Error::missing(field.name)),
            (None, Need::Named(hint)) => return Err(Error::missing(field.name).hint(hint)),
            (None, Need::Unless(other)) if !is_given(values, first, shape, other) => {
                return Err(Error::missing(field.name));
            }
            (None, Need::Optional | Need::Unless(_)) => Content::Absent,
            (None, Need::Default(text)) => Content::Text(Cow::Borrowed(text)),
        };
        values.put(place, content);
    }
    Ok(())
}

/// Whether another field of the same object is there.
pub(super) fn is_given(values: &Values<'_>, first: usize, shape: &Shape, name: &str) -> bool {
    let place = shape.fields.iter().position(|field| field.name == name);
    place.is_some_and(|index| match values.at(first + index) {
        Content::Absent => false,
        Content::Json(item) => !item.is_absent(),
        _ => true,
    })
}

/// Reads one value by the rule of its kind.
pub(crate) fn read_value<'a>(values: &mut Values<'a>, item: Item<'a>, kind: &Kind) -> Result<Content<'a>> {
    match kind.rule {
        Rule::Text { max } => text(item, usize::from(max)),
        Rule::Words(words, listed) => {
            match item.as_str().filter(|text| words.contains(text)) {
                Some(text) => Ok(Content::text(text)),
                None => Err(Error::invalid("is not one of the values that the gateway documents")
                    .hint(format!("write {listed}"))),
            }
        }
        Rule::Id { as_given } => identifier(item, as_given),
        Rule::Digits { rule, fits } => digits(item, rule, fits),
        Rule::Flag => item.as_bool().map(Content::Flag).ok_or_else(|| {
            Error::invalid(format!("is {}, not a boolean", item.type_name())).hint("write true or false")
        }),
        Rule::Amount(rule) => amount(item, rule),
        Rule::Checked(check) => {
            let text = clean_text(item)?;
            check(text)?;
            Ok(Content::text(text))
        }
        Rule::Loose(check) => {
            let text = item.as_text().unwrap_or_default();
            check(text)?;
            Ok(Content::text(text))
        }
        Rule::Json => json(item),
        Rule::Object(shape) => object(values, item, shape),
        Rule::List(element) => list(values, item, element, kind.even_empty),
        Rule::Own(read) => read(item),
    }
}

fn object<'a>(values: &mut Values<'a>, item: Item<'a>, shape: &'static Shape) -> Result<Content<'a>> {
    if !item.is_object() {
        return Err(Error::invalid(format!("is {}, not an object", item.type_name())));
    }
    let first = values.reserve(shape.fields.len());
    place_members(values, first, item, shape, None)?;
    read_members(values, first, shape)?;
    Ok(Content::Object(first))
}

fn list<'a>(values: &mut Values<'a>, item: Item<'a>, element: &'static Kind, even_empty: bool) -> Result<Content<'a>> {
    if !item.is_array() {
        return Err(Error::invalid(format!("is {}, not an array", item.type_name()))
            .hint("write [ ... ] even around a single element"));
    }
    let count = item.len();
    if count == 0 && !even_empty {
        return Err(Error::invalid("is empty").hint("give at least one element"));
    }
    if count > MAX_ELEMENTS {
        return Err(Error::invalid(format!("has {count} elements, at most {MAX_ELEMENTS} are possible"))
            .hint("send several requests"));
    }
    let width = match element.rule {
        Rule::Object(shape) => shape.fields.len(),
        _ => 1,
    };
    let first = values.reserve(count * width);
    for (index, given) in item.elements().enumerate() {
        let place = first + index * width;
        let mut read = || match element.rule {
            Rule::Object(shape) if given.is_object() => {
                place_members(values, place, given, shape, None)?;
                read_members(values, place, shape)
            }
            _ => {
                let content = read_value(values, given, element)?;
                values.put(place, content);
                Ok(())
            }
        };
        read().map_err(|error| error.at_index(index))?;
    }
    Ok(Content::List { first, count, width })
}

fn json(item: Item<'_>) -> Result<Content<'_>> {
    if item.is_json() {
        return Ok(Content::Json(item));
    }
    Err(Error::invalid("holds NaN or Infinity, which JSON cannot express").hint("leave the field out instead"))
}

fn text(item: Item<'_>, max: usize) -> Result<Content<'_>> {
    let text = clean_text(item)?;
    if max > 0 && text.chars().nth(max).is_some() {
        let length = text.chars().count();
        return Err(Error::invalid(format!("has {length} characters, at most {max} are possible"))
            .hint("shorten it before it is signed"));
    }
    Ok(Content::text(text))
}

/// A string that lost nothing on its way here.
pub(crate) fn clean_text(item: Item<'_>) -> Result<&str> {
    match item.as_str() {
        Some("") => Err(Error::invalid("is empty")),
        Some(text) if !text.is_ascii() && text.contains('\u{fffd}') => {
            Err(Error::invalid("holds U+FFFD, the mark of a character that was lost in a conversion")
                .hint("read the text as UTF-8, and cut strings between characters"))
        }
        Some(text) => Ok(text),
        None => Err(Error::invalid(format!("is {}, not a string", item.type_name())).hint("put it in quotation marks")),
    }
}

fn identifier(item: Item<'_>, as_given: bool) -> Result<Content<'_>> {
    let Some(number) = item.as_number() else { return clean_text(item).map(Content::text) };
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::invalid("is not a whole number").hint("pass the reference as a string"));
    }
    match number.parse::<u64>() {
        Ok(safe) if safe < 1 << 53 => Ok(if as_given { Content::number(number) } else { Content::text(number) }),
        _ => Err(Error::invalid("is a number above 2^53 - 1, which loses digits").hint("pass it as a string")),
    }
}

/// Text in which a number would lose its leading zeros.
fn digits<'a>(item: Item<'a>, rule: &'static str, fits: fn(&str) -> bool) -> Result<Content<'a>> {
    if item.as_number().is_some() {
        return Err(Error::invalid("is a number, which has lost any leading zero")
            .hint("pass it as a string: \"05\", \"012\", \"01012345678\""));
    }
    let text = clean_text(item)?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) && fits(text) {
        return Ok(Content::text(text));
    }
    // The value may be card data, so it is not repeated.
    Err(Error::invalid(format!("is not {rule}")).hint(format!("write {rule}, without spaces")))
}

fn amount<'a>(item: Item<'a>, rule: AmountRule) -> Result<Content<'a>> {
    // Most amounts are written as they are signed, and need no arithmetic.
    if let (Decimals::Exactly(decimals), Some(text)) = (rule.decimals, item.as_str())
        && is_canonical(text, usize::from(decimals))
    {
        return Ok(if rule.quoted { Content::text(text) } else { Content::number(text) });
    }
    let mut amount = Amount::from_item(item)?;
    if !rule.zero {
        amount = amount.positive()?;
    }
    let text = match rule.decimals {
        Decimals::Exactly(decimals) => amount.to_decimals(usize::from(decimals))?,
        Decimals::AtMost(decimals) => {
            amount.to_decimals(usize::from(decimals))?;
            amount.to_decimals(amount.decimals())?
        }
        Decimals::AsWritten(decimals) => as_written(&amount, usize::from(decimals))?,
        Decimals::Later => amount.given().to_owned(),
    };
    Ok(if rule.quoted { Content::text(text) } else { Content::number(text) })
}

/// Whether an amount above zero is written with these decimals already.
fn is_canonical(text: &str, decimals: usize) -> bool {
    let bytes = text.as_bytes();
    // A number without decimals has no point either.
    let Some(point) = bytes.len().checked_sub(decimals + 1).filter(|_| decimals > 0) else { return false };
    let digits = |part: Option<&[u8]>| part.is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let leading = bytes.first().copied().unwrap_or(b'0');
    (1..=crate::amount::MAX_INTEGER_DIGITS).contains(&point)
        && bytes.get(point) == Some(&b'.')
        && (leading != b'0')
        && digits(bytes.get(..point))
        && digits(bytes.get(point + 1..))
}

fn as_written(amount: &Amount, decimals: usize) -> Result<String> {
    amount.to_decimals(decimals)?;
    let refuse = |message: String, hint: &str| Err(Error::new(ErrorCode::InvalidAmount, message).hint(hint));
    let given = amount.given();
    let (integer, fraction) = given.split_once('.').unwrap_or((given, ""));
    if integer.len() > 1 && integer.starts_with('0') {
        return refuse("has a leading zero, and is sent as written".into(), "leave the zero out");
    }
    if fraction.len() > decimals {
        let message = format!("has {} decimals, at most {decimals} are possible", fraction.len());
        return refuse(message, "leave zeros at the end out: the amount is sent as written");
    }
    Ok(given.to_owned())
}
