//! What a diagnosis knows beside the recipe.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::request::{HttpRequest, is_secret_field};
use crate::signing::diagnose::Mistake;
use crate::signing::diagnose::causes::Cause;
use crate::signing::diagnose::mistake::{Edit, Extra};
use crate::signing::diagnose::ranking::Rank;
use crate::signing::diagnose::search::DEPTH;
use crate::signing::recipe::{Recipe, Role, Source};
use crate::value::Value;

/// A signed request or event, and what else was there to be hashed by mistake.
pub(crate) struct Subject<'a> {
    /// The operation or event.
    pub(crate) operation: &'a str,
    /// What should have been hashed.
    pub(crate) recipe: &'a Recipe,
    /// What the caller passed.
    pub(crate) input: &'a Value,
    /// The request that goes out, unless this is an event.
    pub(crate) request: Option<&'a HttpRequest>,
    /// Whether it came in, signed by the gateway; hexadecimal is then read in any letter case.
    pub(crate) is_event: bool,
    /// The wire name of the key.
    pub(crate) key_name: Cow<'static, str>,
    /// What names the merchant, which is no secret and is taken for the key.
    pub(crate) account: Vec<(&'static str, String)>,
    /// Other secrets of the configuration.
    pub(crate) settings: Vec<(Cow<'static, str>, Zeroizing<String>)>,
    /// Keys of the caller.
    pub(crate) other_keys: Vec<(String, Zeroizing<String>)>,
    /// How many mistakes are looked for together.
    pub(crate) depth: u8,
    /// Every text, number and flag that is sent, in the order sent; [`Subject::new`] collects them.
    pub(crate) sent: Vec<Sent>,
}

/// A field that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Its path: `chargeItems[0].price`.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Sent {
    pub(crate) fn extra(&self) -> Extra {
        Extra::new(self.text.as_str(), self.is_secret())
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.name.split('.').any(|step| is_secret_field(step.split('[').next().unwrap_or(step)))
    }
}

impl<'a> Subject<'a> {
    /// A subject without settings and other keys.
    pub(crate) fn new(
        operation: &'a str,
        recipe: &'a Recipe,
        input: &'a Value,
        request: Option<&'a HttpRequest>,
        is_event: bool,
    ) -> Self {
        let mut sent = Vec::new();
        match request {
            Some(request) => {
                query(&request.url, &mut sent);
                if let Some(Ok(body)) = request.body.as_deref().map(Value::parse) {
                    flatten("", &body, &mut sent);
                }
            }
            None => flatten("", input, &mut sent),
        }
        sent.retain(|field| !is_signature(&field.name));
        Self {
            operation,
            recipe,
            input,
            request,
            is_event,
            key_name: Cow::Borrowed("key"),
            account: Vec::new(),
            settings: Vec::new(),
            other_keys: Vec::new(),
            depth: DEPTH,
            sent,
        }
    }

    /// Takes the secrets of a configuration; the one that the recipe uses gives the key its name.
    pub(crate) fn with_secrets(mut self, secrets: Vec<(Cow<'static, str>, Zeroizing<String>)>) -> Self {
        for (name, secret) in secrets {
            if secret.as_bytes() == self.key_bytes() {
                self.key_name = name;
            } else {
                self.settings.push((name, secret));
            }
        }
        self
    }

    /// The key of the recipe.
    pub(crate) fn key_bytes(&self) -> &[u8] {
        match (&self.recipe.hmac_key, self.key_part()) {
            (Some(key), _) => key,
            (None, Some(part)) => self.text(part).as_bytes(),
            (None, None) => &[],
        }
    }

    /// Every secret with its name.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let key = std::iter::once((&*self.key_name, self.key_bytes())).filter(|(_, key)| !key.is_empty());
        let settings = self.settings.iter().map(|(name, secret)| (&**name, secret.as_bytes()));
        key.chain(settings)
    }

    /// The fields that are sent without being signed; elements of lists are not among them.
    pub(crate) fn unsigned(&self) -> impl Iterator<Item = &Sent> {
        let signed = |name: &str| self.recipe.parts.iter().any(|part| part.name == name);
        self.sent.iter().filter(move |field| !field.name.contains('[') && !signed(&field.name))
    }

    /// The indices of parts that fit.
    pub(crate) fn parts_where(&self, fits: impl Fn(&crate::signing::Part) -> bool) -> Vec<usize> {
        let parts = self.recipe.parts.iter().enumerate();
        parts.filter(|(_, part)| fits(part)).map(|(index, _)| index).collect()
    }

    /// The parts that carry a value of the request.
    pub(crate) fn values(&self) -> Vec<usize> {
        self.parts_where(|part| !matches!(part.role, Role::Key | Role::Literal))
    }

    /// The index of the key inside the text.
    pub(crate) fn key_part(&self) -> Option<usize> {
        self.recipe.parts.iter().position(|part| part.role == Role::Key)
    }

    /// The text of a part.
    pub(crate) fn text(&self, index: usize) -> &str {
        self.recipe.parts.get(index).map_or("", |part| &part.text)
    }

    /// The wire name of a part.
    pub(crate) fn name(&self, index: usize) -> String {
        self.recipe.parts.get(index).map_or_else(String::new, |part| part.name.clone().into_owned())
    }

    /// Whether the text of a part may not be shown.
    pub(crate) fn is_hidden(&self, index: usize) -> bool {
        self.recipe.parts.get(index).is_none_or(|part| part.secret || part.shown.is_some())
    }

    /// The names of some parts.
    pub(crate) fn names(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|index| self.name(*index)).collect()
    }

    /// The part of this name.
    pub(crate) fn part_named(&self, name: &str) -> Option<usize> {
        self.recipe.parts.iter().position(|part| part.name == name)
    }

    /// Whether the formula has names in its text, as Pay3's has.
    pub(crate) fn has_literals(&self) -> bool {
        self.recipe.parts.iter().any(|part| part.role == Role::Literal)
    }

    /// A mistake in the texts of some parts; the detail shows the text of the first.
    pub(crate) fn texts(&self, cause: &'static Cause, rank: Rank, how: &str, texts: Vec<(usize, String)>) -> Mistake {
        let first = texts.first().filter(|(part, _)| !self.is_hidden(*part));
        let shown = first.filter(|(_, text)| !text.is_empty() && text.chars().count() <= 80).map(|(_, text)| text);
        let how = match (shown, how) {
            (Some(text), "") => format!("as {text}"),
            (Some(text), how) => format!("{how}: {text}"),
            (None, how) => how.to_owned(),
        };
        Mistake {
            cause,
            rank,
            fields: texts.iter().map(|(part, _)| self.name(*part)).collect(),
            how: how.into(),
            edit: Edit::Texts(texts.into_iter().map(|(part, text)| (part, text.into_bytes())).collect()),
        }
    }

    /// A value of the configuration that is no secret.
    pub(crate) fn config_parts(&self) -> Vec<usize> {
        self.parts_where(|part| part.source == Source::Config && part.role == Role::Text)
    }
}

/// Whether a field is the signature itself.
fn is_signature(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("signature")
}

/// The fields of a query, decoded.
pub(crate) fn query(url: &str, sent: &mut Vec<Sent>) {
    let Some((_, query)) = url.split_once('?') else { return };
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    for pair in query.split('#').next().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        sent.push(Sent { name: decode(name), text: decode(text) });
    }
}

/// The scalars of a value under their paths.
pub(crate) fn flatten(path: &str, value: &Value, sent: &mut Vec<Sent>) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => sent.push(Sent { name: path.to_owned(), text: flag.to_string() }),
        Value::Number(text) | Value::String(text) => sent.push(Sent { name: path.to_owned(), text: text.clone() }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(&format!("{path}[{index}]"), item, sent);
            }
        }
        Value::Object(object) => {
            for (name, value) in object.iter() {
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                flatten(&path, value, sent);
            }
        }
    }
}
