//! The values of declared fields, by their place in the declaration.

use std::borrow::Cow;

use crate::document::Item;
use crate::table::Key;
use crate::text::sort_texts;
use crate::value::write_string;

/// What a field holds after it was read: the text that is signed and sent.
#[derive(Clone, Default)]
pub(crate) enum Content<'a> {
    /// Nothing.
    #[default]
    Absent,
    /// Text, a JSON string on the wire.
    Text(Cow<'a, str>),
    /// A number by its text.
    Number(Cow<'a, str>),
    /// `true` or `false`.
    Flag(bool),
    /// Passed through.
    Json(Item<'a>),
    /// An object, whose members start at this place.
    Object(usize),
    /// A list: where it starts, how many elements it has, and how many places each of them takes.
    List { first: usize, count: usize, width: usize },
}

impl<'a> Content<'a> {
    /// Text that is not borrowed.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A number that is not borrowed.
    pub(crate) fn number(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Number(text.into())
    }

    /// The text of text or a number.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether there is nothing.
    pub(crate) const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// The values of an object's fields, with those of the objects in it behind them.
#[derive(Clone, Default)]
pub(crate) struct Values<'a> {
    list: Vec<Content<'a>>,
    /// Fields that the declaration does not know.
    pub(crate) extra: Option<Item<'a>>,
}

static ABSENT: Content<'static> = Content::Absent;

impl<'a> Values<'a> {
    /// Makes room for an object or for the elements of a list; where it starts.
    pub(crate) fn reserve(&mut self, places: usize) -> usize {
        let first = self.list.len();
        self.list.resize_with(first + places, Content::default);
        first
    }

    pub(crate) fn at(&self, place: usize) -> &Content<'a> {
        self.list.get(place).unwrap_or(&ABSENT)
    }

    pub(crate) fn put(&mut self, place: usize, content: Content<'a>) {
        if let Some(held) = self.list.get_mut(place) {
            *held = content;
        }
    }

    /// The object at the top.
    pub(crate) const fn top(&self) -> Row<'_, 'a> {
        Row { values: self, first: 0 }
    }

    pub(crate) fn get(&self, key: Key) -> &Content<'a> {
        self.at(key.index())
    }

    pub(crate) fn set(&mut self, key: Key, content: Content<'a>) {
        self.put(key.index(), content);
    }

    /// The text of a field.
    pub(crate) fn text(&self, key: Key) -> Option<&str> {
        self.get(key).as_text()
    }

    /// The keys that a setting holds, newest first: one text, or an array of them.
    pub(crate) fn keys(&self, key: Key) -> impl Iterator<Item = &'a str> + use<'a> {
        let (one, item) = match self.get(key) {
            Content::Text(Cow::Borrowed(text)) => (Some(*text), Item::NULL),
            Content::Json(item) => (item.as_str(), *item),
            _ => (None, Item::NULL),
        };
        one.into_iter().chain(item.elements().filter_map(Item::as_str))
    }

    /// Whether a field is there.
    pub(crate) fn has(&self, key: Key) -> bool {
        !self.get(key).is_absent()
    }

    /// Whether a flag is there and set.
    pub(crate) fn is_set(&self, key: Key) -> bool {
        matches!(self.get(key), Content::Flag(true))
    }

    /// The elements of a list.
    pub(crate) fn rows(&self, key: Key) -> impl Iterator<Item = Row<'_, 'a>> + Clone + use<'_, 'a> {
        self.top().rows(key)
    }

    /// Sorts the elements of a list by the text of a field; where each element stood before.
    pub(crate) fn sort(&mut self, list: Key, by: Key) -> Vec<usize> {
        let Content::List { first, count, width } = *self.get(list) else { return Vec::new() };
        let text = |index: usize| self.at(first + index * width + by.index()).as_text().unwrap_or_default();
        let mut sorted: Vec<(&str, usize)> = (0..count).map(|index| (text(index), index)).collect();
        if sorted.is_sorted() {
            return (0..count).collect();
        }
        sort_texts(&mut sorted);
        let order: Vec<usize> = sorted.into_iter().map(|(_, index)| index).collect();
        let old: Vec<Content<'a>> = self.list.iter().skip(first).take(count * width).cloned().collect();
        for (position, from) in order.iter().enumerate() {
            for member in 0..width {
                let content = old.get(from * width + member).cloned().unwrap_or_default();
                self.put(first + position * width + member, content);
            }
        }
        order
    }

    /// The members of an object; none of them is there when the object is not.
    pub(crate) fn row(&self, key: Key) -> Row<'_, 'a> {
        match self.get(key) {
            Content::Object(first) => Row { values: self, first: *first },
            _ => Row { values: self, first: usize::MAX / 2 },
        }
    }
}

/// One object among the values.
#[derive(Clone, Copy)]
pub(crate) struct Row<'v, 'a> {
    values: &'v Values<'a>,
    /// The place of its first member.
    pub(crate) first: usize,
}

impl<'v, 'a> Row<'v, 'a> {
    pub(crate) fn get(self, key: Key) -> &'v Content<'a> {
        self.values.at(self.first + key.index())
    }

    pub(crate) fn text(self, key: Key) -> Option<&'v str> {
        self.get(key).as_text()
    }

    pub(crate) fn has(self, key: Key) -> bool {
        !self.get(key).is_absent()
    }

    /// Another object, or value, among the same values.
    pub(crate) const fn starting_at(self, first: usize) -> Self {
        Self { values: self.values, first }
    }

    /// What stands where the row starts.
    pub(crate) fn value(self) -> &'v Content<'a> {
        self.values.at(self.first)
    }

    /// The elements of a list in it.
    pub(crate) fn rows(self, key: Key) -> impl Iterator<Item = Row<'v, 'a>> + Clone + use<'v, 'a> {
        let (first, count, width) = match *self.get(key) {
            Content::List { first, count, width } => (first, count, width),
            _ => (0, 0, 0),
        };
        let values = self.values;
        (0..count).map(move |index| Row { values, first: first + index * width })
    }
}

/// Writes JSON from values and their declaration.
pub(crate) struct Writer<'v, 'a> {
    pub(crate) values: &'v Values<'a>,
    /// Whether amounts are JSON strings.
    pub(crate) amounts_as_text: bool,
}

impl Writer<'_, '_> {
    /// Writes `"name":value`, with a comma before it unless it is the first member; nothing when it is absent.
    pub(crate) fn member(&self, field: &crate::table::Field, place: usize, out: &mut String) {
        let content = self.values.at(place);
        if content.is_absent() {
            return;
        }
        declared_name(field.name, out);
        self.content(content, &field.kind, out);
    }

    pub(crate) fn content(&self, content: &Content<'_>, kind: &crate::table::Kind, out: &mut String) {
        match content {
            Content::Absent => out.push_str("null"),
            Content::Text(text) => write_string(text, out),
            Content::Number(text) if self.amounts_as_text && kind.amount => write_string(text, out),
            Content::Number(text) => out.push_str(text),
            Content::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Content::Json(item) => item.write_json(out),
            Content::Object(first) => self.object(*first, kind.shape(), out),
            Content::List { first, count, width } => {
                out.push('[');
                let element = match kind.rule {
                    crate::table::Rule::List(element) => element,
                    _ => kind,
                };
                for index in 0..*count {
                    if index > 0 {
                        out.push(',');
                    }
                    let place = first + index * width;
                    match element.shape() {
                        Some(shape) => self.object(place, Some(shape), out),
                        None => self.content(self.values.at(place), element, out),
                    }
                }
                out.push(']');
            }
        }
    }

    fn object(&self, first: usize, shape: Option<&'static crate::table::Shape>, out: &mut String) {
        out.push('{');
        let fields = shape.map_or(&[][..], |shape| shape.fields);
        for (index, field) in fields.iter().enumerate() {
            self.member(field, first + index, out);
        }
        out.push('}');
    }
}

/// As [`name`], for a name in which nothing has to be escaped.
pub(crate) fn declared_name(name: &'static str, out: &mut String) {
    if out.as_bytes().last() != Some(&b'{') {
        out.push(',');
    }
    out.push('"');
    out.push_str(name);
    out.push('"');
    out.push(':');
}

/// Writes the name of a member, with a comma before it unless it is the first.
pub(crate) fn name(name: &str, out: &mut String) {
    if out.as_bytes().last() != Some(&b'{') {
        out.push(',');
    }
    write_string(name, out);
    out.push(':');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_is_not_there_has_no_members() {
        let mut values = Values::default();
        values.reserve(3);
        values.put(1, Content::text("one"));
        values.put(2, Content::text("two"));
        let row = values.row(Key(0));
        assert!((0..3).all(|key| !row.has(Key(key)) && row.text(Key(key)).is_none()));
        values.put(0, Content::Object(1));
        let row = values.row(Key(0));
        assert_eq!((row.text(Key(0)), row.text(Key(1)), row.has(Key(1))), (Some("one"), Some("two"), true));
    }

    #[test]
    fn a_list_is_sorted_by_any_of_its_fields() {
        let mut values = Values::default();
        let list = values.reserve(1);
        let first = values.reserve(4);
        for (place, text) in ["a", "2", "b", "1"].into_iter().enumerate() {
            values.put(first + place, Content::text(text));
        }
        values.put(list, Content::List { first, count: 2, width: 2 });
        assert_eq!(values.sort(Key(0), Key(1)), [1, 0]);
        let rows: Vec<_> = values.rows(Key(0)).map(|row| (row.text(Key(0)), row.text(Key(1)))).collect();
        assert_eq!(rows, [(Some("b"), Some("1")), (Some("a"), Some("2"))]);
    }
}
