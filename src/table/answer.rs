//! What readers and verifiers give back.

use crate::engine::{Content, Row};
use crate::table::Key;

/// The declared members of an answer.
pub(crate) struct AnswerShape {
    /// The members.
    pub(crate) fields: &'static [AnswerField],
    /// The name of its TypeScript interface.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) name: &'static str,
    /// Its documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

impl AnswerShape {
    /// No members.
    pub(crate) const NONE: Self = Self {
        fields: &[],
        #[cfg(not(target_arch = "wasm32"))]
        name: "",
        #[cfg(not(target_arch = "wasm32"))]
        doc: "",
    };

    /// Whatever the gateway sends, as sent; an empty object when it sends nothing.
    pub(crate) const WHOLE: Self = Self {
        fields: &[AnswerField {
            name: "",
            aliases: &[],
            reading: Reading::Whole,
            always: true,
            #[cfg(not(target_arch = "wasm32"))]
            ts: "unknown",
            #[cfg(not(target_arch = "wasm32"))]
            words: "",
            #[cfg(not(target_arch = "wasm32"))]
            doc: "",
        }],
        #[cfg(not(target_arch = "wasm32"))]
        name: "",
        #[cfg(not(target_arch = "wasm32"))]
        doc: "",
    };

    /// Whether it stands for whatever the gateway sends.
    pub(crate) const fn is_whole(&self) -> bool {
        matches!(self.fields, [AnswerField { reading: Reading::Whole, .. }])
    }
}

/// A member of an answer.
pub(crate) struct AnswerField {
    /// The name that it has in the answer.
    pub(crate) name: &'static str,
    /// Other names under which gateways send it.
    pub(crate) aliases: &'static [&'static str],
    /// How it is read.
    pub(crate) reading: Reading,
    /// Whether it is always there.
    pub(crate) always: bool,
    /// The type as TypeScript writes it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) ts: &'static str,
    /// The rule in a few words.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) words: &'static str,
    /// Its documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) doc: &'static str,
}

/// How a member is read: leniently, because one that cannot be read must not hide the others.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// Text, or a number kept as its text.
    Text,
    /// `true`, `"true"` or `1`; `yes` too where the flag says so.
    Flag { yes: bool },
    /// A whole number, as a number or as text.
    Count,
    /// A decimal amount; its decimals are those sent, at least two.
    Amount,
    /// The same in EGP, with two decimals.
    Pounds,
    /// Anything, as sent.
    Json,
    /// An object.
    Object(&'static AnswerShape),
    /// A list of objects.
    Objects(&'static AnswerShape),
    /// A list of texts.
    Texts,
    /// A list of anything.
    Jsons,
    /// Never read: computed, with this word to begin with.
    Word(&'static str),
    /// Never read: `false` to begin with.
    Computed,
    /// The whole of what is read, as sent; the answer has no members of its own.
    Whole,
}

/// A type that the declaration of an answer names.
pub(crate) trait AnswerType: Sized {
    /// How it is read.
    const READING: Reading;
    /// Whether it is always there.
    const ALWAYS: bool;
    /// The type as TypeScript writes it.
    const TS: &'static str;
    /// The rule in a few words.
    const WORDS: &'static str = "";

    /// The member of an object that was read.
    fn typed(row: Row<'_, '_>, key: Key) -> Self;
}

/// What may be optional or an element of a list.
pub(crate) trait AnswerElement: Sized {
    /// How it is read.
    const READING: Reading;
    /// The type as TypeScript writes it.
    const TS: &'static str;
    /// The rule in a few words.
    const WORDS: &'static str = "";

    /// The value whose place, or whose first member's, is where the row starts.
    fn typed(row: Row<'_, '_>) -> Option<Self>;
}

/// Whether the identical request may be sent again after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It only asks.
    Reads,
    /// It changes something.
    Writes,
    /// It moves money.
    MovesMoney,
}

/// The reading of a list, from that of its elements.
pub(crate) const fn list_of(reading: Reading) -> Reading {
    match reading {
        Reading::Object(shape) => Reading::Objects(shape),
        Reading::Json => Reading::Jsons,
        _ => Reading::Texts,
    }
}

impl<T: AnswerElement> AnswerType for Option<T> {
    const READING: Reading = T::READING;
    const ALWAYS: bool = false;
    const TS: &'static str = T::TS;
    const WORDS: &'static str = T::WORDS;

    fn typed(row: Row<'_, '_>, key: Key) -> Self {
        match row.get(key) {
            Content::Absent => None,
            Content::Object(first) => T::typed(row.starting_at(*first)),
            _ => T::typed(row.starting_at(row.first + key.index())),
        }
    }
}

impl<T: AnswerElement> AnswerType for Vec<T> {
    const READING: Reading = list_of(T::READING);
    const ALWAYS: bool = true;
    const TS: &'static str = T::TS;
    const WORDS: &'static str = T::WORDS;

    fn typed(row: Row<'_, '_>, key: Key) -> Self {
        row.rows(key).filter_map(T::typed).collect()
    }
}

/// The place of a name in a list of members; a name that is not there does not compile.
#[expect(clippy::panic, reason = "in a constant it is an error of the compiler")]
pub(crate) const fn answer_index(mut fields: &[AnswerField], name: &str) -> crate::table::Key {
    let mut index = 0;
    while let [field, rest @ ..] = fields {
        if crate::table::field::same(field.name.as_bytes(), name.as_bytes()) {
            return crate::table::Key(index);
        }
        index += 1;
        fields = rest;
    }
    panic!("no such member")
}
