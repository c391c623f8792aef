//! A signature as data: what is hashed, in which order, and how.

use std::borrow::Cow;

use crate::engine::Call;
use crate::error::Result;
use crate::signing::{Algorithm, Encoding, Role};
use crate::table::Key;
#[cfg(not(target_arch = "wasm32"))]
use crate::table::Shape;

/// The formula of a signature.
#[derive(Clone, Copy)]
pub(crate) struct Recipe {
    /// What makes bytes of the text.
    pub(crate) algorithm: Algorithm,
    /// How the bytes are written.
    pub(crate) encoding: Encoding,
    /// The setting that holds the key of an HMAC; a plain digest has its key among the parts.
    pub(crate) key: Option<Key>,
    /// What is hashed.
    pub(crate) parts: &'static [Part],
}

impl Recipe {
    /// SHA-256 in hexadecimal.
    pub(crate) const fn sha256(parts: &'static [Part]) -> Self {
        Self { algorithm: Algorithm::Sha256, encoding: Encoding::Hex, key: None, parts }
    }

    /// HMAC-SHA256 in Base64. The feature of a gateway that signs with it asks for it, or it is not compiled in.
    #[cfg(feature = "hmac-sha256")]
    pub(crate) const fn hmac_sha256(key: Key, parts: &'static [Part]) -> Self {
        Self { algorithm: Algorithm::HmacSha256, encoding: Encoding::Base64, key: Some(key), parts }
    }
}

/// A piece of a string to sign.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// A field of the input; absent, it is shown but contributes nothing.
    Field(Key),
    /// The first of these fields that is there.
    OneOf(&'static [Key]),
    /// A setting of the account, under the wire name that it has here.
    Setting(Key, &'static str),
    /// The newest key of a setting, as part of the text.
    Secret(Key, &'static str),
    /// An option of the call.
    Option(Key),
    /// The time of the call, in Unix seconds.
    Time,
    /// Constant text of the formula.
    Literal(&'static str),
    /// Constant text with a name of its own and a note.
    Constant { name: &'static str, text: &'static str, note: &'static str },
    /// The HTTP method.
    Method,
    /// The path relative to the API's base, with the query as it is sent.
    Path,
    /// The body as it is sent.
    Body,
    /// What the chosen form of the input adds.
    Form,
    /// These fields of each element of a list, in signing order.
    Items(Key, &'static [Key]),
    /// Parts that count under a condition.
    When(Condition, &'static [Part]),
    /// Text that a hook makes of the call.
    Computed { name: &'static str, role: Role, text: fn(&Call<'_>) -> Result<String>, note: &'static str },
    /// A field that is no plain value: a URL, a whole body.
    Whole(Key, Role),
    /// Something to say about the part before.
    Note(fn(&Call<'_>) -> Option<Cow<'static, str>>),
    /// Something to say about the text of the part before.
    NoteOn(fn(&str) -> Option<&'static str>),
    /// Something to say about a field that is not signed.
    Remark(&'static str, fn(&Call<'_>) -> Option<&'static str>),
}

/// A condition on the account or on the options of the call.
#[derive(Clone, Copy)]
pub(crate) enum Condition {
    /// The setting is this word.
    Is(Key, &'static str),
    /// The setting is not this word.
    IsNot(Key, &'static str),
    /// The call has this option.
    Given(Key),
}

/// The paths of the fields that parts sign: `amount`, `chargeItems.price`. Those of a form are the form's own.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn signed_paths(parts: &[Part], input: &Shape) -> Vec<String> {
    let paths = |part: &Part| match *part {
        Part::Field(key) | Part::Whole(key, _) => vec![input.name_of(key).to_owned()],
        Part::OneOf(keys) => keys.iter().map(|key| input.name_of(*key).to_owned()).collect(),
        Part::Computed { name, .. } => vec![name.to_owned()],
        Part::Items(list, members) => {
            let element = input.fields.get(list.index()).and_then(|field| field.kind.shape());
            let path = |shape: &Shape, key: Key| format!("{}.{}", input.name_of(list), shape.name_of(key));
            element.map_or_else(Vec::new, |shape| members.iter().map(|key| path(shape, *key)).collect())
        }
        Part::When(_, parts) => signed_paths(parts, input),
        _ => Vec::new(),
    };
    parts.iter().flat_map(paths).collect()
}
