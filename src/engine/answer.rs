//! Reads answers: an outcome with the declared data, or the gateway's refusal.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::amount::Amount;
use crate::document::{DocumentBuf, Item};
use crate::engine::account::Account;
use crate::engine::values::{Content, Values};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::GatewayError;
use crate::table::{AnswerElement, AnswerField, AnswerShape, Key, Operation, Reading};
use crate::text::sort_texts;
use crate::value::Value;

/// Keeps documents that are made while something is read, for as long as the result lives.
#[derive(Default)]
pub(crate) struct Arena([OnceCell<DocumentBuf>; 4]);

impl Arena {
    /// Keeps a document. There is room for four; no gateway needs more than two.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when there is no room.
    pub(crate) fn keep(&self, document: DocumentBuf) -> Result<Item<'_>> {
        let mut document = Some(document);
        for place in &self.0 {
            if place.get().is_none() {
                return Ok(place.get_or_init(|| document.take().unwrap_or_default()).root());
            }
        }
        Err(Error::malformed_body("holds too many documents inside each other"))
    }
}

/// An answer as it arrived.
pub(crate) struct Response<'a> {
    pub(crate) account: &'a Account<'a>,
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) body: &'a str,
    pub(crate) arena: &'a Arena,
    /// The JSON of the body, read once.
    json: OnceCell<Option<Item<'a>>>,
}

impl<'a> Response<'a> {
    /// Whether the HTTP status is a 2xx.
    pub(crate) const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The text without a byte-order mark and white space around it.
    pub(crate) fn text(&self) -> &'a str {
        self.body.trim_start_matches('\u{feff}').trim()
    }

    /// The body as JSON; `None` for an empty one.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE`, with the beginning of what was sent instead.
    pub(crate) fn json(&self) -> Result<Option<Item<'a>>> {
        if let Some(known) = self.json.get() {
            return Ok(*known);
        }
        let text = self.text();
        if text.is_empty() {
            return Ok(*self.json.get_or_init(|| None));
        }
        let document = DocumentBuf::parse(text).map_err(|why| {
            let start: String = text.chars().take(60).filter(|character| !character.is_control()).collect();
            let message = format!("the answer (HTTP {}) {why}; it starts with {start:?}", self.status);
            Error::new(ErrorCode::MalformedResponse, message)
                .hint("a proxy, firewall or IP allow-list may have answered instead of the gateway; check the host too")
        })?;
        let root = self.arena.keep(document)?;
        Ok(*self.json.get_or_init(|| Some(root)))
    }

    /// The body as JSON, where a successful answer is documented to have one.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not JSON, or empty with a 2xx status.
    pub(crate) fn documented(&self) -> Result<Option<Item<'a>>> {
        match self.json()? {
            None if self.is_success() => Err(Error::new(
                ErrorCode::MalformedResponse,
                format!("the answer (HTTP {}) is empty, but the gateway documents a body", self.status),
            )
            .hint("the request may have been carried out: ask for its status before sending it again")),
            body => Ok(body),
        }
    }

    /// Takes a document for what arrived, where a gateway answers with something else than JSON.
    ///
    /// # Errors
    /// As [`Arena::keep`].
    pub(crate) fn take(&self, document: DocumentBuf) -> Result<Item<'a>> {
        let root = self.arena.keep(document)?;
        Ok((*self.json.get_or_init(|| Some(root))).unwrap_or(Item::NULL))
    }

    /// What is known about an error code of this gateway.
    pub(crate) fn known_error(&self, code: &str) -> Option<&'static crate::outcome::KnownError> {
        crate::engine::account::known_error(self.account.class, code)
    }
}

/// What an answer comes to.
pub(crate) enum Verdict<'a> {
    /// The data are read from these objects: the first that has a member counts, and lists are joined.
    Accepted {
        /// Where the data are read from; none when the answer is empty.
        data: Vec<Item<'a>>,
        /// Whether names are compared without regard to letter case and underscores.
        loose_names: bool,
    },
    /// The gateway's refusal.
    Refused(GatewayError),
}

impl<'a> Verdict<'a> {
    /// Accepted, with the data of one object.
    pub(crate) fn accepted(data: Item<'a>) -> Self {
        Self::Accepted { data: vec![data], loose_names: false }
    }

    /// Accepted without any data.
    pub(crate) const fn empty() -> Self {
        Self::Accepted { data: Vec::new(), loose_names: false }
    }
}

/// The data of an answer, by the places of its declaration.
pub(crate) struct Answer<'a> {
    pub(crate) shape: &'static AnswerShape,
    pub(crate) values: Values<'a>,
}

impl<'a> Answer<'a> {
    /// Reads the declared members.
    pub(crate) fn read(shape: &'static AnswerShape, data: &[Item<'a>], loose_names: bool) -> Self {
        let mut answer = Self { shape, values: Values::default() };
        answer.values.reserve(shape.fields.len());
        Lenient { loose_names }.members(&mut answer.values, 0, shape, &Given::in_all(data));
        answer
    }

    /// The text of a member.
    pub(crate) fn text(&self, key: Key) -> Option<&str> {
        self.values.text(key)
    }

    /// The text of a member, for as long as the answer's source lives where it was borrowed.
    pub(crate) fn owned_text(&self, key: Key) -> Option<Cow<'a, str>> {
        match self.values.get(key) {
            Content::Text(text) | Content::Number(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Sets the text of a member.
    pub(crate) fn set_text(&mut self, key: Key, text: impl Into<Cow<'a, str>>) {
        self.values.set(key, Content::Text(text.into()));
    }

    /// Sets a member to what another one holds.
    pub(crate) fn copy(&mut self, from: Key, to: Key) {
        let content = self.values.get(from).clone();
        self.values.set(to, content);
    }

    /// Writes an amount with the decimals of its currency; unchanged when it has none or too many.
    pub(crate) fn settle_amount(&mut self, amount: Key, currency: Option<&str>) {
        if let Some(text) = self.text(amount).and_then(|text| settled(text, currency)) {
            self.set_text(amount, text);
        }
    }

    /// Where the elements of a list of objects start.
    pub(crate) fn places(&self, list: Key) -> Vec<usize> {
        self.values.rows(list).map(|row| row.first).collect()
    }

    /// Takes over what the element of a list that starts here has under the same names.
    pub(crate) fn take_over(&mut self, list: Key, first: usize) {
        let Some(Reading::Objects(element)) = self.shape.fields.get(list.index()).map(|field| field.reading) else {
            return;
        };
        for (place, field) in self.shape.fields.iter().enumerate() {
            if let Some(member) = element.fields.iter().position(|member| member.name == field.name) {
                let content = self.values.at(first + member).clone();
                self.values.put(place, content);
            }
        }
    }

    /// Writes the data behind a document.
    pub(crate) fn write_to(&self, out: &mut DocumentBuf) {
        if self.shape.is_whole() {
            write(&self.values, self.values.at(0), Reading::Json, out);
        } else {
            write_members(&self.values, 0, self.shape, out);
        }
    }
}

/// An amount written with the decimals of a currency, at least two.
pub(crate) fn settled(text: &str, currency: Option<&str>) -> Option<String> {
    let amount = text.parse::<Amount>().ok()?;
    let settled = amount.in_currency(currency?).ok()?;
    let decimals = settled.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    amount.to_decimals(decimals.max(2)).ok()
}

/// What is read: the members of one or more objects, found once for all fields.
struct Given<'a> {
    first: Item<'a>,
    objects: usize,
    members: Vec<(&'a str, Item<'a>)>,
}

impl<'a> Given<'a> {
    fn in_all(objects: &[Item<'a>]) -> Self {
        let first = objects.first().copied().unwrap_or(Item::EMPTY_OBJECT);
        let mut members = Vec::with_capacity(objects.iter().map(|object| object.len()).sum());
        objects.iter().for_each(|object| members.extend(object.members()));
        Self { first, objects: objects.len(), members }
    }

    fn in_one(object: Item<'a>) -> Self {
        Self::in_all(&[object])
    }
}

/// How answers are read: leniently, because a member that cannot be read must not hide the others.
struct Lenient {
    loose_names: bool,
}

impl Lenient {
    fn is(&self, known: &str, name: &str) -> bool {
        known == name || self.loose_names && same_name(known, name)
    }

    fn members<'a>(&self, values: &mut Values<'a>, first: usize, shape: &'static AnswerShape, given: &Given<'a>) {
        for (index, field) in shape.fields.iter().enumerate() {
            let content = self.field(values, field, given);
            values.put(first + index, content);
        }
    }

    /// Hands on what a member can be read from, under each of its names and in each of the objects, until one is taken.
    fn each<'a>(&self, field: &'static AnswerField, given: &Given<'a>, take: &mut dyn FnMut(Item<'a>) -> bool) {
        for known in [&[field.name], field.aliases].into_iter().flatten() {
            for (name, value) in &given.members {
                if self.is(known, name) && take(*value) {
                    return;
                }
            }
        }
    }

    fn field<'a>(&self, values: &mut Values<'a>, field: &'static AnswerField, given: &Given<'a>) -> Content<'a> {
        match field.reading {
            Reading::Word(word) => return Content::text(word),
            Reading::Computed => return Content::Flag(false),
            Reading::Whole => return Content::Json(given.first),
            Reading::Objects(shape) => return self.objects(values, shape, field, given),
            Reading::Texts => return self.texts(values, field, given),
            Reading::Jsons => return self.jsons(values, field, given),
            _ => {}
        }
        let mut found = None;
        self.each(field, given, &mut |item| {
            if !item.is_absent() {
                found = self.value(values, item, field.reading);
            }
            found.is_some()
        });
        found.unwrap_or_else(|| match (field.always, field.reading) {
            (false, _) => Content::Absent,
            (true, Reading::Flag { .. }) => Content::Flag(false),
            (true, Reading::Count) => Content::number("0"),
            (true, Reading::Json) => Content::Json(Item::NULL),
            (true, _) => Content::text(""),
        })
    }

    fn value<'a>(&self, values: &mut Values<'a>, item: Item<'a>, reading: Reading) -> Option<Content<'a>> {
        match reading {
            Reading::Text => item.as_text().map(Content::text),
            Reading::Flag { yes } => flag(item, yes).map(Content::Flag),
            Reading::Count => {
                let text = item.as_text()?;
                let number = text.parse::<u64>().ok()?;
                Some(Content::number(number.to_string()))
            }
            Reading::Amount => received(item).map(Content::text),
            Reading::Pounds => Amount::received_item(item).ok()?.to_decimals(2).ok().map(Content::text),
            Reading::Json => Some(Content::Json(item)),
            Reading::Object(shape) if item.is_object() => {
                let first = values.reserve(shape.fields.len());
                self.members(values, first, shape, &Given::in_one(item));
                Some(Content::Object(first))
            }
            _ => None,
        }
    }

    fn objects<'a>(
        &self,
        values: &mut Values<'a>,
        shape: &'static AnswerShape,
        field: &'static AnswerField,
        given: &Given<'a>,
    ) -> Content<'a> {
        let items = self.elements(field, given);
        let items: Vec<Item<'a>> = items.into_iter().filter(|item| item.is_object()).collect();
        let width = shape.fields.len();
        let first = values.reserve(items.len() * width);
        for (index, item) in items.iter().enumerate() {
            self.members(values, first + index * width, shape, &Given::in_one(*item));
        }
        Content::List { first, count: items.len(), width }
    }

    fn texts<'a>(&self, values: &mut Values<'a>, field: &'static AnswerField, given: &Given<'a>) -> Content<'a> {
        let items = self.elements(field, given);
        let texts: Vec<&'a str> = items.into_iter().filter_map(Item::as_text).collect();
        let first = values.reserve(texts.len());
        for (index, text) in texts.iter().enumerate() {
            values.put(first + index, Content::text(*text));
        }
        Content::List { first, count: texts.len(), width: 1 }
    }

    fn jsons<'a>(&self, values: &mut Values<'a>, field: &'static AnswerField, given: &Given<'a>) -> Content<'a> {
        let items = self.elements(field, given);
        let first = values.reserve(items.len());
        for (index, item) in items.iter().enumerate() {
            values.put(first + index, Content::Json(*item));
        }
        Content::List { first, count: items.len(), width: 1 }
    }

    /// The elements of a list; where several objects have it, all of them, each once.
    fn elements<'a>(&self, field: &'static AnswerField, given: &Given<'a>) -> Vec<Item<'a>> {
        let mut elements: Vec<Item<'a>> = Vec::new();
        // Those of the first list.
        let mut own = None;
        self.each(field, given, &mut |item| {
            if item.is_array() {
                elements.extend(item.elements());
                own.get_or_insert(elements.len());
            }
            own.is_some() && given.objects == 1
        });
        if given.objects > 1 {
            let own = own.unwrap_or_default();
            let texts: Vec<String> = elements.iter().map(|item| item.to_json()).collect();
            let mut sorted: Vec<(&str, usize)> = texts.iter().map(String::as_str).zip(0..).collect();
            sort_texts(&mut sorted);
            let pairs = sorted.iter().zip(sorted.iter().skip(1));
            let repeated = pairs.filter(|((one, _), (next, at))| one == next && *at >= own);
            let mut kept = vec![true; elements.len()];
            repeated.for_each(|(_, (_, at))| kept.get_mut(*at).into_iter().for_each(|kept| *kept = false));
            let mut kept = kept.into_iter();
            elements.retain(|_| kept.next().unwrap_or(true));
        }
        elements
    }
}

/// Whether two names are the same but for letter case and underscores.
fn same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
    }
    letters(one).eq(letters(other))
}

fn flag(item: Item<'_>, yes: bool) -> Option<bool> {
    if let Some(flag) = item.as_bool() {
        return Some(flag);
    }
    match item.as_text()? {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        word if yes && word.eq_ignore_ascii_case("yes") => Some(true),
        word if yes && word.eq_ignore_ascii_case("no") => Some(false),
        _ => None,
    }
}

/// An amount as a gateway sent it: the decimals that were sent, and at least two.
fn received(item: Item<'_>) -> Option<String> {
    let amount = Amount::received_item(item).ok()?;
    let sent = amount.given().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some(amount.to_decimals(sent.max(2)).unwrap_or_else(|_| amount.given().to_owned()))
}

fn write_members(values: &Values<'_>, first: usize, shape: &AnswerShape, out: &mut DocumentBuf) {
    let object = out.open_object();
    let mut count = 0;
    for (index, field) in shape.fields.iter().enumerate() {
        let content = values.at(first + index);
        if !content.is_absent() {
            out.push_name(field.name);
            write(values, content, field.reading, out);
            count += 1;
        }
    }
    out.close(object, count);
}

fn write(values: &Values<'_>, content: &Content<'_>, reading: Reading, out: &mut DocumentBuf) {
    match (content, reading) {
        (Content::Text(text), _) => out.push_text(text),
        (Content::Number(text), _) => out.push_number(text),
        (Content::Flag(flag), _) => out.push_flag(*flag),
        (Content::Json(item), _) => out.push_item(*item),
        (Content::Object(first), Reading::Object(shape)) => write_members(values, *first, shape, out),
        (Content::List { first, count, width }, reading) => {
            let list = out.open_list();
            for place in (0..*count).map(|index| first + index * width) {
                match reading {
                    Reading::Objects(shape) => write_members(values, place, shape, out),
                    _ => write(values, values.at(place), Reading::Text, out),
                }
            }
            out.close(list, *count);
        }
        (Content::Absent | Content::Object(_), _) => out.push_null(),
    }
}

/// The typed form of an answer that was read.
pub(crate) fn typed<T: AnswerElement + Default>(answer: &Answer<'_>) -> T {
    T::typed(answer.values.top()).unwrap_or_default()
}

/// What a reader gives back.
pub(crate) enum Outcome<'a> {
    /// The gateway did it.
    Accepted { data: Answer<'a>, raw: Item<'a> },
    /// The gateway refused.
    Refused { error: GatewayError, raw: Item<'a> },
}

impl Outcome<'_> {
    /// The same for Rust users.
    pub(crate) fn typed<T: AnswerElement + Default>(&self) -> crate::outcome::Outcome<T> {
        match self {
            Self::Accepted { data, raw } => {
                crate::outcome::Outcome::Accepted { data: typed(data), raw: raw.to_value() }
            }
            Self::Refused { error, raw } => {
                crate::outcome::Outcome::Refused { error: error.clone(), raw: raw.to_value() }
            }
        }
    }

    /// Writes `{ ok, data | error, raw }` behind a document.
    pub(crate) fn write_to(&self, out: &mut DocumentBuf) {
        let object = out.open_object();
        out.push_name("ok");
        let raw = match self {
            Self::Accepted { data, raw } => {
                out.push_flag(true);
                out.push_name("data");
                data.write_to(out);
                raw
            }
            Self::Refused { error, raw } => {
                out.push_flag(false);
                out.push_name("error");
                out.push_value(&error.to_value());
                raw
            }
        };
        out.push_name("raw");
        out.push_item(*raw);
        out.close(object, 3);
    }
}

/// What the receiver of an event gives back.
pub(crate) enum Reply<'a> {
    /// A verified event.
    Answer(Answer<'a>),
    /// Something else: the text of a body, headers.
    Value(Value),
}

impl Reply<'_> {
    /// Writes it behind a document.
    pub(crate) fn write_to(&self, out: &mut DocumentBuf) {
        match self {
            Self::Answer(answer) => answer.write_to(out),
            Self::Value(value) => out.push_value(value),
        }
    }
}

impl<'a> Account<'a> {
    /// Reads the answer of an operation and hands the outcome on.
    ///
    /// # Errors
    /// `MALFORMED_RESPONSE` when it is not the gateway's at all.
    pub(crate) fn read<R>(
        &self,
        operation: &'static Operation,
        status: u16,
        body: &str,
        then: impl FnOnce(&Outcome<'_>) -> R,
    ) -> Result<R> {
        let arena = Arena::default();
        let response = Response { account: self, operation, status, body, arena: &arena, json: OnceCell::new() };
        let read = || {
            let verdict = (operation.read)(&response)?;
            let raw = || -> Item<'_> { response.json.get().copied().flatten().unwrap_or(Item::NULL) };
            match verdict {
                Verdict::Refused(error) => Ok(Outcome::Refused { error, raw: raw() }),
                Verdict::Accepted { data, loose_names } => {
                    let mut answer = Answer::read(operation.answer, &data, loose_names);
                    match operation.finish.map_or(Ok(()), |finish| finish(&response, &mut answer)) {
                        Ok(()) => Ok(Outcome::Accepted { data: answer, raw: raw() }),
                        Err(error) => unproven(&error).map(|error| Outcome::Refused { error, raw: raw() }).ok_or(error),
                    }
                }
            }
        };
        let outcome = read().map_err(|error: Error| error.of(self.class.gateway, Some(operation.name)))?;
        Ok(then(&outcome))
    }
}

/// An answer whose signature is wrong or missing is a refusal, not data.
fn unproven(error: &Error) -> Option<GatewayError> {
    matches!(error.code(), ErrorCode::SignatureMismatch | ErrorCode::SignatureMissing).then(|| GatewayError {
        code: error.code().as_str().to_owned(),
        message: error.to_string(),
        meaning: Some("nothing proves that this answer comes from the gateway"),
        hint: Some("check that the key is the one of this environment; do not act on the answer"),
        retryable: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_any_spelling() {
        assert!(same_name("track_id", "TrackID") && same_name("ref", "ref"));
        assert!(!same_name("track_id", "track_ids") && !same_name("ref", "re"));
    }
}
