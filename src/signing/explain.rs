//! A recipe as people read it: every part named, placed and masked where it is secret.

use crate::report::{report, report_word};
use crate::secret::MASK;
use crate::signing::digest::{Algorithm, Encoding};
use crate::signing::recipe::{Part, Recipe, Role, Source};
use crate::value::Value;

report! {
    /// How a signature comes about.
    pub struct Explanation as "Explanation" {
        /// What made bytes of the text.
        algorithm: Algorithm = "algorithm",
        /// How the bytes are written.
        encoding: Encoding = "encoding",
        /// The parts in signing order, absent optional ones included.
        parts: Vec<ExplanationPart> = "parts",
        /// The string to sign with secrets masked. The key of an HMAC is not part of it.
        string_to_sign: String = "stringToSign",
        /// The signature.
        signature: String = "signature",
    }
}

report! {
    /// One labelled piece of the string to sign.
    pub struct ExplanationPart as "ExplanationPart" {
        /// The wire name: `amount`, `chargeItems[0].price`, `secureKey`.
        name: String = "name",
        /// What the caller passed; masked when secret.
        given: Option<Value> = "given",
        /// What is hashed; masked when secret.
        text: String = "text",
        /// Where it comes from.
        source: Source = "source",
        /// Keys, card numbers, security codes and card tokens.
        secret: bool = "secret",
        /// `absent: contributes nothing`, for example.
        note: Option<String> = "note",
        /// Where the part starts in `stringToSign`, in UTF-16 units.
        start: u64 = "start",
        /// Where it ends.
        end: u64 = "end",
    }
}

report_word!(Algorithm, "\"SHA-256\" | \"MD5\" | \"HMAC-SHA256\" | \"HS384\"");
report_word!(Encoding, "\"hex\" | \"base64\" | \"base64url\"");
report_word!(Source, "\"input\" | \"config\" | \"option\" | \"constant\"");

impl Recipe {
    /// Explains the recipe; `input` is what the caller passed, to show it beside what is hashed.
    #[must_use]
    pub fn explain(&self, input: &Value) -> Explanation {
        let mut string_to_sign = String::new();
        let mut end = 0;
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let text = part.shown_text().to_owned();
            let start = end;
            end += text.encode_utf16().count() as u64;
            string_to_sign.push_str(&text);
            let given = part.given(input);
            parts.push(ExplanationPart {
                name: part.name.clone().into_owned(),
                note: part.note.clone().or_else(|| part.rewritten(given.as_ref())),
                given: given.map(|value| part.shown_given(value)),
                text,
                source: part.source,
                secret: part.secret,
                start,
                end,
            });
        }
        Explanation {
            algorithm: self.algorithm,
            encoding: self.encoding,
            parts,
            string_to_sign,
            signature: self.signature(),
        }
    }

    /// The string to sign with secrets masked.
    #[must_use]
    pub fn masked_string_to_sign(&self) -> String {
        self.parts.iter().map(Part::shown_text).collect()
    }
}

impl Part {
    /// What a person may see.
    pub(crate) fn shown_text(&self) -> &str {
        match &self.shown {
            _ if self.secret && !self.text.is_empty() => MASK,
            Some(shown) => shown,
            None => &self.text,
        }
    }

    /// What the caller passed, as a person may see it.
    fn shown_given(&self, given: Value) -> Value {
        match &self.shown {
            _ if self.secret => MASK.into(),
            Some(shown) => shown.as_str().into(),
            None => given,
        }
    }

    fn given(&self, input: &Value) -> Option<Value> {
        match self.source {
            Source::Input if self.role == Role::Body => None,
            Source::Input => input.at(&self.name).filter(|value| !value.is_absent()).cloned(),
            Source::Config | Source::Option => Some(self.text.as_str().into()),
            Source::Constant => None,
        }
    }

    fn rewritten(&self, given: Option<&Value>) -> Option<String> {
        let given = given?.as_text().filter(|given| *given != self.text.as_str())?;
        (self.role == Role::Amount).then(|| format!("{given} is written {}", self.text.as_str()))
    }
}
