//! The recipe of a signature.

use std::borrow::Cow;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};
use crate::secret::Secret;
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
    /// A plain digest in hexadecimal.
    #[must_use]
    pub fn hash(algorithm: Algorithm) -> Self {
        Self { parts: Vec::new(), algorithm, encoding: Encoding::Hex, hmac_key: None }
    }

    /// SHA-256 in hexadecimal.
    #[must_use]
    pub fn sha256() -> Self {
        Self::hash(Algorithm::Sha256)
    }

    /// HMAC-SHA256 in Base64.
    #[must_use]
    pub fn hmac_sha256(key: &Secret) -> Self {
        Self::hmac(Algorithm::HmacSha256, Encoding::Base64, key.expose().as_bytes())
    }

    pub(crate) fn hmac(algorithm: Algorithm, encoding: Encoding, key: &[u8]) -> Self {
        Self { parts: Vec::new(), algorithm, encoding, hmac_key: Some(Zeroizing::new(key.to_vec())) }
    }

    fn push(mut self, name: impl Into<Cow<'static, str>>, text: &str, source: Source, role: Role) -> Self {
        self.parts.push(Part {
            name: name.into(),
            text: Zeroizing::new(text.to_owned()),
            shown: None,
            source,
            role,
            secret: role == Role::Key,
            note: None,
        });
        self
    }

    /// A value of the input.
    #[must_use]
    pub fn input(self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.push(name, text, Source::Input, Role::Text)
    }

    /// A value of the input that need not be there; absent, it is shown but contributes nothing.
    #[must_use]
    pub fn optional(self, name: impl Into<Cow<'static, str>>, text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => self.input(name, text),
            _ => self.input(name, "").note("absent: contributes nothing"),
        }
    }

    /// An amount of the input, in canonical form.
    #[must_use]
    pub fn amount(self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.push(name, text, Source::Input, Role::Amount)
    }

    /// An amount that need not be there.
    #[must_use]
    pub fn optional_amount(self, name: impl Into<Cow<'static, str>>, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.amount(name, text),
            None => self.amount(name, "").note("absent: contributes nothing"),
        }
    }

    /// A value of the configuration.
    #[must_use]
    pub fn config(self, name: &'static str, text: &str) -> Self {
        self.push(name, text, Source::Config, Role::Text)
    }

    /// The secret key as part of the text.
    #[must_use]
    pub fn key(self, name: &'static str, key: &Secret) -> Self {
        self.push(name, key.expose(), Source::Config, Role::Key)
    }

    /// Constant text of the formula.
    #[must_use]
    pub fn literal(self, text: &'static str) -> Self {
        self.push(text, text, Source::Constant, Role::Literal)
    }

    /// A part with a role of its own.
    #[must_use]
    pub fn role(self, name: &'static str, text: &str, source: Source, role: Role) -> Self {
        self.push(name, text, source, role)
    }

    /// Says something about the last part.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.note = Some(note.into());
        }
        self
    }

    /// Says something about a field that is not signed: a part without text.
    #[must_use]
    pub fn remark(self, name: &'static str, note: &'static str) -> Self {
        self.input(name, "").note(note)
    }

    /// Masks the last part.
    #[must_use]
    pub fn secret(mut self) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.secret = true;
        }
        self
    }

    /// Shows other text for the last part, because some of it is secret.
    #[must_use]
    pub fn shown(mut self, shown: String) -> Self {
        if let Some(part) = self.parts.last_mut().filter(|part| *part.text != shown) {
            part.shown = Some(shown);
        }
        self
    }

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

    /// Requires that one of several recipes (one for each key in use) made a signature.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING` when there is none, `SIGNATURE_MISMATCH` when none of the recipes made it.
    pub fn verify(recipes: &[Self], field: &str, signature: Option<&str>) -> Result<()> {
        let signature = signature.filter(|text| !text.is_empty()).ok_or_else(|| {
            Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this").at(field)
        })?;
        // Every recipe is tried, so that the time does not tell which key fits.
        let fits = recipes.iter().fold(false, |fits, recipe| recipe.matches(signature) | fits);
        if fits {
            return Ok(());
        }
        Err(Error::mismatch("does not belong to this content and key").at(field).hint(
            "check that the key is the one of this environment and that the content is exactly what was received; \
             diagnose(...) names the usual mistakes",
        ))
    }
}
