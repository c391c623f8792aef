//! JSON, or a JavaScript value, as a flat list of tokens over one text.
//!
//! Everything that enters the core is a [`Document`]: the input of a call, its options, a configuration, the
//! body of an answer or of a webhook. A token points into the text, so nothing is copied that is not changed.

mod json;
mod names;

use crate::document::json::{is_number, parse};
pub use crate::document::names::Names;
use crate::value::{MAX_BYTES, Object, Value, write_string};

/// What a token is. The numbers are those of the JavaScript encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum TokenKind {
    /// `null` and `undefined`.
    Null = 0,
    /// `false`.
    False = 1,
    /// `true`.
    True = 2,
    /// A number by its text.
    Number = 3,
    /// A string.
    String = 4,
    /// `start` is the number of elements, `end` the index of the token behind the last one.
    Array = 5,
    /// `start` is the number of members, each a name and a value; `end` as for an array.
    Object = 6,
    /// The name of a member.
    Name = 7,
    /// The name of a member by its place in the list of known names (`start`).
    KnownName = 8,
}

impl TokenKind {
    const fn of(number: u32) -> Self {
        match number {
            1 => Self::False,
            2 => Self::True,
            3 => Self::Number,
            4 => Self::String,
            5 => Self::Array,
            6 => Self::Object,
            7 => Self::Name,
            8 => Self::KnownName,
            _ => Self::Null,
        }
    }
}

/// One token as JavaScript writes it: the number of its kind, where its text starts, and where it ends, in bytes.
/// See [`TokenKind`] for what the two positions mean elsewhere.
pub type Token = [u32; 3];

const NULL: Token = [0; 3];

const fn token(kind: TokenKind, start: u32, end: u32) -> Token {
    [kind as u32, start, end]
}

const EMPTY_OBJECT: &[Token] = &[token(TokenKind::Object, 0, 1)];

/// A document that belongs to somebody else.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    text: &'a str,
    tokens: &'a [Token],
    names: &'a [&'static str],
}

impl<'a> Document<'a> {
    /// A document from its parts. A token that points outside the text reads as an empty text.
    #[must_use]
    pub const fn new(text: &'a str, tokens: &'a [Token], names: &'a [&'static str]) -> Self {
        Self { text, tokens, names }
    }

    /// The value at the top.
    #[must_use]
    pub const fn root(self) -> Item<'a> {
        self.item(0)
    }

    /// The value whose first token has this index.
    #[must_use]
    pub const fn item(self, at: usize) -> Item<'a> {
        Item { document: self, at }
    }

    fn token(self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(NULL)
    }

    fn text(self, [_, start, end]: Token) -> &'a str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn name(self, token: Token) -> &'a str {
        let [kind, place, _] = token;
        match TokenKind::of(kind) {
            TokenKind::KnownName => self.names.get(place as usize).copied().unwrap_or_default(),
            _ => self.text(token),
        }
    }

    /// The index of the token behind the value at `at`.
    fn after(self, at: usize) -> usize {
        let [kind, _, end] = self.token(at);
        match TokenKind::of(kind) {
            TokenKind::Array | TokenKind::Object => (end as usize).max(at + 1),
            _ => at + 1,
        }
    }
}

/// A value of a document.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    document: Document<'a>,
    at: usize,
}

impl<'a> Item<'a> {
    /// A value that is not there.
    pub const NULL: Item<'static> = Item { document: Document { text: "", tokens: &[], names: &[] }, at: 0 };

    /// An object without members.
    pub const EMPTY_OBJECT: Item<'static> =
        Item { document: Document { text: "", tokens: EMPTY_OBJECT, names: &[] }, at: 0 };

    /// What it is.
    #[must_use]
    pub fn kind(self) -> TokenKind {
        let [kind, ..] = self.document.token(self.at);
        TokenKind::of(kind)
    }

    fn text(self) -> &'a str {
        self.document.text(self.document.token(self.at))
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        (self.kind() == TokenKind::String).then(|| self.text())
    }

    /// The text of a number.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        (self.kind() == TokenKind::Number).then(|| self.text())
    }

    /// The text of a string or a number.
    #[must_use]
    pub fn as_text(self) -> Option<&'a str> {
        matches!(self.kind(), TokenKind::String | TokenKind::Number).then(|| self.text())
    }

    /// A boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            TokenKind::True => Some(true),
            TokenKind::False => Some(false),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.kind() == TokenKind::Null
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.kind() == TokenKind::Object
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.kind() == TokenKind::Array
    }

    /// `null` and `""` count as absent.
    #[must_use]
    pub fn is_absent(self) -> bool {
        match self.kind() {
            TokenKind::Null => true,
            TokenKind::String => self.text().is_empty(),
            _ => false,
        }
    }

    /// How many elements or members it has.
    #[must_use]
    pub fn len(self) -> usize {
        let [_, count, _] = self.document.token(self.at);
        if self.is_array() || self.is_object() { count as usize } else { 0 }
    }

    /// Whether it has no elements or members.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The members of an object, in order; none of anything else.
    pub fn members(self) -> impl Iterator<Item = (&'a str, Item<'a>)> + use<'a> {
        let count = if self.is_object() { self.len() } else { 0 };
        let document = self.document;
        let mut next = self.at + 1;
        (0..count).map(move |_| {
            let name = document.name(document.token(next));
            let value = document.item(next + 1);
            next = document.after(next + 1);
            (name, value)
        })
    }

    /// The elements of an array; none of anything else.
    pub fn elements(self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        let count = if self.is_array() { self.len() } else { 0 };
        let document = self.document;
        let mut next = self.at + 1;
        (0..count).map(move |_| {
            let value = document.item(next);
            next = document.after(next);
            value
        })
    }

    /// A member of an object.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Item<'a>> {
        self.members().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// A member that is there and neither `null` nor `""`.
    #[must_use]
    pub fn present(self, name: &str) -> Option<Item<'a>> {
        self.get(name).filter(|value| !value.is_absent())
    }

    /// What it is, as errors say it.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self.kind() {
            TokenKind::Null => "null",
            TokenKind::False | TokenKind::True => "a boolean",
            TokenKind::Number => "a number",
            TokenKind::Array => "an array",
            TokenKind::Object => "an object",
            TokenKind::String | TokenKind::Name | TokenKind::KnownName => "a string",
        }
    }

    /// Whether every number in it is one that JSON can express.
    #[must_use]
    pub fn is_json(self) -> bool {
        let end = self.document.after(self.at);
        let mut texts = (self.at..end).filter_map(|at| self.document.item(at).as_number());
        texts.all(is_number)
    }

    /// Writes it as compact JSON.
    pub fn write_json(self, out: &mut String) {
        match self.kind() {
            TokenKind::Null => out.push_str("null"),
            TokenKind::False => out.push_str("false"),
            TokenKind::True => out.push_str("true"),
            TokenKind::Number => out.push_str(self.as_text().unwrap_or_default()),
            TokenKind::Array => {
                out.push('[');
                for (index, item) in self.elements().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            TokenKind::Object => {
                out.push('{');
                for (index, (name, value)) in self.members().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(name, out);
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
            TokenKind::String | TokenKind::Name | TokenKind::KnownName => {
                write_string(self.as_str().unwrap_or_default(), out);
            }
        }
    }

    /// As compact JSON.
    #[must_use]
    pub fn to_json(self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// The same as a tree.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.kind() {
            TokenKind::Null => Value::Null,
            TokenKind::False => Value::Bool(false),
            TokenKind::True => Value::Bool(true),
            TokenKind::Number => Value::Number(self.as_text().unwrap_or_default().to_owned()),
            TokenKind::Array => Value::Array(self.elements().map(Item::to_value).collect()),
            TokenKind::Object => {
                self.members().map(|(name, value)| (name, value.to_value())).collect::<Object>().into()
            }
            TokenKind::String | TokenKind::Name | TokenKind::KnownName => self.as_str().unwrap_or_default().into(),
        }
    }
}

/// A document with its own text and tokens.
#[derive(Default)]
pub struct DocumentBuf {
    text: String,
    tokens: Vec<Token>,
    /// The names that are written as their places.
    names: Option<&'static Names>,
}

impl Drop for DocumentBuf {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.text);
    }
}

impl Value {
    /// Parses JSON text.
    ///
    /// # Errors
    /// A sentence that says what is wrong: not JSON, longer than a mebibyte, deeper than 32 levels,
    /// or a name that occurs twice in one object.
    pub fn parse(text: &str) -> Result<Self, String> {
        DocumentBuf::parse(text).map(|document| document.root().to_value())
    }
}

impl From<&Value> for DocumentBuf {
    fn from(value: &Value) -> Self {
        Self::of(|document| document.push_value(value))
    }
}

impl DocumentBuf {
    /// The document, to read from.
    #[must_use]
    pub fn as_document(&self) -> Document<'_> {
        Document::new(&self.text, &self.tokens, self.names.map_or(&[], Names::list))
    }

    /// The value at the top.
    #[must_use]
    pub fn root(&self) -> Item<'_> {
        self.as_document().root()
    }

    /// Reads JSON.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with what was read: not JSON, longer than a mebibyte,
    /// nested deeper than 32 levels, a name twice in an object, the name `__proto__`, half a surrogate pair.
    pub fn parse(json: &str) -> Result<Self, String> {
        if json.len() > MAX_BYTES {
            return Err(format!("is longer than {MAX_BYTES} bytes"));
        }
        parse(json)
    }

    /// An empty document whose reader has these names too.
    #[must_use]
    pub const fn with_names(names: &'static Names) -> Self {
        Self { text: String::new(), tokens: Vec::new(), names: Some(names) }
    }

    /// A document of one value.
    pub(crate) fn of(write: impl FnOnce(&mut Self)) -> Self {
        let mut document = Self::default();
        write(&mut document);
        document
    }

    /// Empties it for another value, and keeps its room: what lies behind the text was wiped before.
    pub(crate) fn clear(&mut self) {
        zeroize::Zeroize::zeroize(self.text.as_mut_str());
        self.text.clear();
        self.tokens.clear();
    }

    /// The text and the tokens.
    #[must_use]
    pub fn parts(&self) -> (&str, &[Token]) {
        (&self.text, &self.tokens)
    }

    /// Makes room for more text. A text that moves leaves no copy behind: it may hold keys and cards.
    fn make_room(&mut self, bytes: usize) {
        let needed = self.text.len().saturating_add(bytes);
        if needed > self.text.capacity() {
            let mut larger = String::with_capacity(needed.max(2 * self.text.capacity()));
            larger.push_str(&self.text);
            zeroize::Zeroize::zeroize(&mut self.text);
            self.text = larger;
        }
    }

    fn push(&mut self, kind: TokenKind, text: &str) {
        self.make_room(text.len());
        let start = self.text.len();
        self.text.push_str(text);
        self.tokens.push(token(kind, position(start), position(self.text.len())));
    }

    /// Appends `null`.
    pub(crate) fn push_null(&mut self) {
        self.tokens.push(NULL);
    }

    /// Appends `true` or `false`.
    pub(crate) fn push_flag(&mut self, flag: bool) {
        self.tokens.push(token(if flag { TokenKind::True } else { TokenKind::False }, 0, 0));
    }

    /// Appends a number by its text.
    pub(crate) fn push_number(&mut self, text: &str) {
        self.push(TokenKind::Number, text);
    }

    /// Appends a string.
    pub(crate) fn push_text(&mut self, text: &str) {
        self.push(TokenKind::String, text);
    }

    /// Appends the name of a member, whose value comes next.
    pub(crate) fn push_name(&mut self, name: &str) {
        match self.names.and_then(|names| names.place(name)) {
            Some(place) => self.tokens.push(token(TokenKind::KnownName, position(place), 0)),
            None => self.push(TokenKind::Name, name),
        }
    }

    /// Opens an array, which `close` closes.
    pub(crate) fn open_list(&mut self) -> usize {
        self.open(TokenKind::Array)
    }

    /// Opens an object, which `close` closes.
    pub(crate) fn open_object(&mut self) -> usize {
        self.open(TokenKind::Object)
    }

    fn open(&mut self, kind: TokenKind) -> usize {
        self.tokens.push(token(kind, 0, 0));
        self.tokens.len() - 1
    }

    /// Closes what was opened there, with so many elements or members.
    pub(crate) fn close(&mut self, opened: usize, count: usize) {
        let end = position(self.tokens.len());
        if let Some([_, start, behind]) = self.tokens.get_mut(opened) {
            (*start, *behind) = (position(count), end);
        }
    }

    /// Appends a value of another document.
    pub(crate) fn push_item(&mut self, item: Item<'_>) {
        match item.kind() {
            TokenKind::Null => self.push_null(),
            TokenKind::False => self.push_flag(false),
            TokenKind::True => self.push_flag(true),
            TokenKind::Number => self.push_number(item.text()),
            TokenKind::String | TokenKind::Name | TokenKind::KnownName => self.push_text(item.text()),
            TokenKind::Array => {
                let opened = self.open_list();
                item.elements().for_each(|element| self.push_item(element));
                self.close(opened, item.len());
            }
            TokenKind::Object => {
                let opened = self.open_object();
                for (name, value) in item.members() {
                    self.push_name(name);
                    self.push_item(value);
                }
                self.close(opened, item.len());
            }
        }
    }

    /// Appends a tree.
    pub(crate) fn push_value(&mut self, value: &Value) {
        match value {
            Value::Null => self.push_null(),
            Value::Bool(flag) => self.push_flag(*flag),
            Value::Number(text) => self.push_number(text),
            Value::String(text) => self.push_text(text),
            Value::Array(items) => {
                let opened = self.open_list();
                items.iter().for_each(|item| self.push_value(item));
                self.close(opened, items.len());
            }
            Value::Object(object) => {
                let opened = self.open_object();
                for (name, value) in object.iter() {
                    self.push_name(name);
                    self.push_value(value);
                }
                self.close(opened, object.len());
            }
        }
    }
}

/// Documents are far shorter than 4 GiB: their sources are bounded.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn json(text: &str) -> Result<String, String> {
        DocumentBuf::parse(text).map(|document| document.root().to_json())
    }

    #[test]
    fn numbers_and_order_survive() {
        let text = r#"{"b":840.0,"a":[1e3,20.50],"n":null,"t":"علي/\n","o":{},"l":[],"f":[true,false,-0.5E-2]}"#;
        assert_eq!(json(text).unwrap(), text);
        assert_eq!(json(" [ 1 , \"\\u00e9\\ud83d\\ude00\\/\" ] ").unwrap(), "[1,\"é😀/\"]");
    }

    #[test]
    fn what_could_hide_something_is_refused() {
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        for (text, says) in [
            (r#"{"a":1,"a":2}"#, "twice"),
            (r#"{"x":{"a":1,"\u0061":2}}"#, "twice"),
            (r#"{"x":{"__proto__":{"state":"paid"}}}"#, "__proto__"),
            ("{", "not JSON"),
            ("", "not JSON"),
            (r#"{"a":1} x"#, "not JSON"),
            (r#"{"a":1,}"#, "not JSON"),
            ("[1,]", "not JSON"),
            ("01", "not JSON"),
            ("1.", "not JSON"),
            ("-", "not JSON"),
            ("1e", "not JSON"),
            ("'a'", "not JSON"),
            ("\"a\nb\"", "not JSON"),
            (r#""\x""#, "not JSON"),
            (r#"["\ud800"]"#, "Unicode"),
            (r#"["\ud800\u0041"]"#, "Unicode"),
            (r#"["\udc00"]"#, "Unicode"),
            (deep.as_str(), "deeper"),
        ] {
            let error = json(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
        assert!(json(&" ".repeat(MAX_BYTES + 1)).unwrap_err().contains("longer"));
    }

    #[test]
    fn members_and_elements_are_found() {
        let document = DocumentBuf::parse(r#"{"a":{"x":[1,[2,3],{"y":4}]},"b":"","c":5}"#).unwrap();
        let root = document.root();
        assert_eq!(root.get("c").and_then(Item::as_text), Some("5"));
        assert!(root.get("b").is_some_and(Item::is_absent) && root.present("b").is_none() && root.get("d").is_none());
        let list = root.get("a").and_then(|a| a.get("x")).unwrap();
        assert_eq!(list.elements().map(Item::to_json).collect::<Vec<_>>(), ["1", "[2,3]", r#"{"y":4}"#]);
    }

    #[test]
    fn tokens_that_lie_read_as_nothing() {
        let tokens = [token(TokenKind::Object, 9, 1), token(TokenKind::String, 7, 3)];
        let root = Document::new("ab", &tokens, &[]).root();
        assert_eq!(root.members().count(), 9);
        assert_eq!(Document::new("ab", &tokens, &[]).item(1).as_str(), Some(""));
    }

    #[test]
    fn only_numbers_of_json_are_written() {
        let is_json = |text: &str| DocumentBuf::from(&Value::Array(vec![Value::Number(text.into())])).root().is_json();
        for good in ["0", "-0", "20.50", "1e21", "1.5E-7", "9007199254740993"] {
            assert!(is_json(good), "{good}");
        }
        for bad in ["NaN", "inf", "-inf", "Infinity", "", "-", "1.", "01", "1,\"a\":2", " 1"] {
            assert!(!is_json(bad), "{bad}");
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            ".*".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(".{0,6}", inner, 0..6)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(crate::thorough::thorough())]

        #[test]
        fn what_serde_writes_is_read_the_same(value in any_json()) {
            prop_assume!(!value.to_string().contains("__proto__"));
            let text = value.to_string();
            let read = json(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&read).unwrap(), value);
        }

        #[test]
        fn what_serde_refuses_is_refused(text in r#"[\[\]{}:, "\\a-f0-9.eE+-]{0,24}"#) {
            // Not as a value: a number that a float cannot hold is JSON, and its digits are kept.
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
                prop_assert!(json(&text).is_err(), "{}", text);
            }
        }

        #[test]
        fn trees_come_back(value in any_json()) {
            prop_assume!(!value.to_string().contains("__proto__"));
            let tree = DocumentBuf::parse(&value.to_string()).unwrap().root().to_value();
            prop_assert_eq!(DocumentBuf::from(&tree).root().to_value(), tree);
        }
    }
}
