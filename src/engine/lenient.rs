//! Reads what is there, however much of it is refused: a diagnosis needs the signed fields only, and real requests
//! are never perfect in every other one.

use std::borrow::Cow;

use crate::amount::Amount;
use crate::document::{Item, TokenKind};
use crate::engine::call::read_options;
use crate::engine::read::{MAX_ELEMENTS, extra, is_given, read_value, unknown};
use crate::engine::{Account, Arena, Call, Content, UnsignedRequest, Values};
use crate::error::{Error, Result};
use crate::request::HttpRequest;
use crate::signing::Recipe;
use crate::table::{Decimals, Event, Kind, Need, Operation, Rule, Shape};
use crate::text::shortened;

/// What a diagnosis makes of an operation or event that need not be valid.
pub(crate) struct Reading {
    /// The recipe over what is there: absent fields contribute nothing, refused ones their text as it stands.
    ///
    /// # Errors
    /// `UNSUPPORTED` or `INVALID_CONFIG` for what this account does not sign.
    pub(crate) recipe: Result<Recipe>,
    /// The request as this library would send it, refused fields as they stand; none for an event.
    pub(crate) request: Option<HttpRequest>,
    /// Everything that is wrong with the input.
    pub(crate) refusals: Vec<Error>,
    /// What keeps the headers from being written: a token or a time that is not there.
    pub(crate) headers: Option<Error>,
}

impl Account<'_> {
    /// Reads an operation or event as far as it can be read.
    ///
    /// # Errors
    /// For an unknown name, options that are refused, and what is no object.
    pub(crate) fn lenient(&self, name: &str, input: Item<'_>, options: Item<'_>) -> Result<Reading> {
        match self.operation(name) {
            Some(operation) => self.lenient_request(operation, input, options),
            None => {
                let event = self.event(name).ok_or_else(|| (self.class.no_such_event)(&shortened(name)))?;
                self.lenient_event(event, input, options)
            }
        }
        .map_err(|error| error.of(self.class.gateway, self.operation(name).map(|operation| operation.name)))
    }

    fn lenient_request(&self, operation: &'static Operation, input: Item<'_>, options: Item<'_>) -> Result<Reading> {
        let options = read_options(self, Some(operation), options)?;
        let (values, refusals) = read(input, operation.input, Some(self.class.reserved))?;
        let mut call = Call::of_operation(self, operation, input, values, options);
        call.refusals = Some(refusals);
        if let Some(Err(error)) = operation.check.map(|check| check(&mut call)) {
            call.refuse(error)?;
        }
        let mut request = UnsignedRequest::new(&call);
        let refused_query = match &mut request {
            Ok(request) => request.take_refusal(),
            Err(error) => Some(error.clone()),
        };
        let mut refusals = call.refusals.clone().unwrap_or_default();
        refusals.extend(refused_query);
        let recipe = match call.recipe() {
            Some(recipe) => call.labelled(recipe, request.as_ref().ok()),
            None => Err((self.class.why_unsigned)(operation)),
        };
        let signature = recipe.as_ref().ok().map(Recipe::signature);
        let mut headers = None;
        let request = request.ok().and_then(|mut request| {
            headers = (self.class.headers)(&call, &mut request, signature.as_deref()).err();
            request.finish(&call, signature.as_deref()).ok().map(HttpRequest::from)
        });
        Ok(Reading { recipe, request, refusals, headers })
    }

    fn lenient_event(&self, event: &'static Event, input: Item<'_>, options: Item<'_>) -> Result<Reading> {
        let arena = Arena::default();
        let input = match (input.as_str(), event.from_text) {
            (Some(text), Some(read)) => arena.keep(read(text)?)?,
            _ => input,
        };
        // A whole that is no object, or that a rule of its own refuses, has no fields to read.
        let strict = Call::of_event(self, event, input, options);
        if let (Err(error), false) = (&strict, input.is_object() && event.accept.is_none()) {
            return Err(error.clone());
        }
        if let Ok(call) = strict {
            let recipe = call.labelled(call.event_recipe(event), None);
            return Ok(Reading { recipe, request: None, refusals: Vec::new(), headers: None });
        }
        let options = read_options(self, None, options)?;
        let (values, refusals) = if event.open {
            read_open(input, event.input)
        } else {
            read(input, event.input, Some(self.class.reserved))?
        };
        let mut call = Call::of_fields(self, event, input, values, options);
        call.refusals = Some(refusals);
        // What an event's own rule refuses is the account as often as the fields; then there is nothing to search with.
        event.check.map_or(Ok(()), |check| check(&mut call))?;
        let recipe = call.labelled(call.event_recipe(event), None);
        Ok(Reading { recipe, request: None, refusals: call.refusals.take().unwrap_or_default(), headers: None })
    }
}

/// Reads an input.
fn read<'a>(input: Item<'a>, shape: &'static Shape, reserved: Option<&[&str]>) -> Result<(Values<'a>, Vec<Error>)> {
    if !input.is_object() {
        return Err(Error::invalid(format!("the input is {}, not an object", input.type_name()))
            .hint("pass the fields as { name: value }"));
    }
    let mut values = Values::default();
    values.reserve(shape.fields.len());
    let mut refusals = Vec::new();
    members(&mut values, 0, input, shape, reserved, &mut refusals);
    Ok((values, refusals))
}

/// Reads what arrived: members that are not declared are left alone.
fn read_open<'a>(input: Item<'a>, shape: &'static Shape) -> (Values<'a>, Vec<Error>) {
    let mut values = Values::default();
    values.reserve(shape.fields.len());
    for (name, value) in input.members() {
        if let Some(index) = shape.fields.iter().position(|field| field.name == name) {
            values.put(index, Content::Json(value));
        }
    }
    let mut refusals = Vec::new();
    fields(&mut values, 0, shape, &mut refusals);
    (values, refusals)
}

/// Puts each member at the place of its field, and reads the fields.
fn members<'a>(
    values: &mut Values<'a>,
    first: usize,
    object: Item<'a>,
    shape: &'static Shape,
    reserved: Option<&[&str]>,
    refusals: &mut Vec<Error>,
) {
    for (name, value) in object.members() {
        match (shape.fields.iter().position(|field| field.name == name), reserved) {
            (Some(index), _) => values.put(first + index, Content::Json(value)),
            (None, Some(reserved)) if name == "extra" => match extra(value, shape.fields, reserved) {
                Ok(extra) => values.extra = extra,
                Err(error) => refusals.push(error),
            },
            (None, reserved) => refusals.push(unknown(name, shape.fields, reserved)),
        }
    }
    fields(values, first, shape, refusals);
}

/// Reads the fields of an object whose members are in their places.
fn fields(values: &mut Values<'_>, first: usize, shape: &'static Shape, refusals: &mut Vec<Error>) {
    for (index, field) in shape.fields.iter().enumerate() {
        let place = first + index;
        let given = match values.at(place) {
            Content::Json(item) => Some(*item),
            _ => None,
        };
        let given = given.filter(|item| !item.is_absent() || field.kind.even_empty && !item.is_null());
        let content = match (given, field.need) {
            (Some(item), _) => {
                let mut refused = Vec::new();
                let content = value(values, item, &field.kind, &mut refused);
                refusals.extend(refused.into_iter().map(|error| error.at(field.name)));
                content
            }
            (None, Need::Default(text)) => Content::Text(Cow::Borrowed(text)),
            (None, Need::Optional) => Content::Absent,
            (None, Need::Unless(other)) if is_given(values, first, shape, other) => Content::Absent,
            (None, Need::Named(hint)) => {
                refusals.push(Error::missing(field.name).hint(hint));
                Content::Absent
            }
            (None, Need::Required | Need::Unless(_)) => {
                refusals.push(Error::missing(field.name));
                Content::Absent
            }
        };
        values.put(place, content);
    }
}

/// Reads a value; one that is refused stands as it is. Declarations bound the nesting.
fn value<'a>(values: &mut Values<'a>, item: Item<'a>, kind: &'static Kind, refusals: &mut Vec<Error>) -> Content<'a> {
    match kind.rule {
        Rule::Object(shape) if item.is_object() => {
            let first = values.reserve(shape.fields.len());
            members(values, first, item, shape, None, refusals);
            Content::Object(first)
        }
        Rule::List(element) if item.is_array() && (1..=MAX_ELEMENTS).contains(&item.len()) => {
            let shape = match element.rule {
                Rule::Object(shape) => Some(shape),
                _ => None,
            };
            let width = shape.map_or(1, |shape| shape.fields.len());
            let first = values.reserve(item.len() * width);
            for (index, given) in item.elements().enumerate() {
                let place = first + index * width;
                let mut refused = Vec::new();
                match shape {
                    Some(shape) if given.is_object() => members(values, place, given, shape, None, &mut refused),
                    Some(_) => refused.push(Error::invalid(format!("is {}, not an object", given.type_name()))),
                    None => {
                        let content = value(values, given, element, &mut refused);
                        values.put(place, content);
                    }
                }
                refusals.extend(refused.into_iter().map(|error| error.at_index(index)));
            }
            Content::List { first, count: item.len(), width }
        }
        _ => read_value(values, item, kind).unwrap_or_else(|error| {
            refusals.push(error);
            as_it_stands(item, kind)
        }),
    }
}

/// What is hashed of a value that is refused.
fn as_it_stands<'a>(item: Item<'a>, kind: &Kind) -> Content<'a> {
    if let Rule::Amount(rule) = kind.rule
        && let Decimals::Exactly(decimals) = rule.decimals
        && let Ok(text) = Amount::from_item(item).and_then(|amount| amount.to_decimals(usize::from(decimals)))
    {
        // Only the value was refused: zero, where an amount has to be above it.
        return if rule.quoted { Content::text(text) } else { Content::number(text) };
    }
    match item.kind() {
        TokenKind::Null => Content::Absent,
        TokenKind::False => Content::Flag(false),
        TokenKind::True => Content::Flag(true),
        TokenKind::Number => Content::number(item.as_text().unwrap_or_default()),
        TokenKind::Array | TokenKind::Object => Content::Json(item),
        TokenKind::String | TokenKind::Name | TokenKind::KnownName => Content::text(item.as_str().unwrap_or_default()),
    }
}
