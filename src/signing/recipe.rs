//! The recipe of a signature.

use std::borrow::Cow;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::signing::digest::{Algorithm, Encoding, digest};

/// Where the text of a part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// The caller's input.
    #[default]
    Input,
    /// The configuration of the instance.
    Config,
    /// The options of the call.
    Option,
    /// The gateway's formula itself.
    Constant,
}

impl Source {
    /// The name as an explanation shows it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Config => "config",
            Self::Option => "option",
            Self::Constant => "constant",
        }
    }
}

/// What a part is; a diagnosis knows from it which mistakes people make there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A value hashed verbatim.
    Text,
    /// An amount in canonical form.
    Amount,
    /// The secret key inside the text.
    Key,
    /// Constant text of the formula: `&requestId=`.
    Literal,
    /// Unix seconds.
    Timestamp,
    /// The HTTP method.
    Method,
    /// A path relative to the API's base, or a full URL.
    Path,
    /// A whole request or webhook body.
    Body,
}

/// One labelled piece of a string to sign.
#[derive(Clone)]
pub struct Part {
    pub(crate) name: Cow<'static, str>,
    pub(crate) text: Zeroizing<String>,
    /// What a person sees instead, where only some of the text is secret.
    pub(crate) shown: Option<String>,
    pub(crate) source: Source,
    pub(crate) role: Role,
    pub(crate) secret: bool,
    pub(crate) note: Option<String>,
}

/// An ordered list of labelled parts, a digest and an encoding.
#[derive(Clone)]
pub struct Recipe {
    pub(crate) parts: Vec<Part>,
    pub(crate) algorithm: Algorithm,
    pub(crate) encoding: Encoding,
    /// The key of an HMAC; a plain digest has its key among the parts.
    pub(crate) hmac_key: Option<Zeroizing<Vec<u8>>>,
}

impl Recipe {
    /// The exact text that is hashed, secrets included.
    pub(crate) fn string_to_sign(&self) -> Zeroizing<String> {
        let length = self.parts.iter().map(|part| part.text.len()).sum();
        let mut text = Zeroizing::new(String::with_capacity(length));
        self.parts.iter().for_each(|part| text.push_str(&part.text));
        text
    }

    fn bytes(&self) -> Vec<u8> {
        let key = self.hmac_key.as_ref().map_or(&[][..], |key| key.as_slice());
        digest(self.algorithm, key, self.string_to_sign().as_bytes())
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> String {
        self.encoding.encode(&self.bytes())
    }

    /// Whether a signature belongs to this recipe: compared as bytes, in constant time, hexadecimal in
    /// any letter case.
    #[must_use]
    pub fn matches(&self, signature: &str) -> bool {
        let Some(given) = self.encoding.decode(signature) else { return false };
        self.bytes().ct_eq(&given).into()
    }
}
