//! Walks a recipe over the values of a call: into a digest, or into labelled parts for people.

use std::borrow::Cow;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::document::DocumentBuf;
use crate::engine::call::Call;
use crate::engine::place::UnsignedRequest;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{masked_body, masked_url};
use crate::secret::MASK;
use crate::signing::{self, Hasher, Role, Source};
use crate::table::{Key, Part, Recipe};

/// The note of a part that is not there.
pub(crate) const ABSENT: &str = "absent: contributes nothing";

/// The name of a piece; only explanations write it out.
#[derive(Clone, Copy)]
pub(crate) enum Label {
    /// A wire name.
    Name(&'static str),
    /// A field of an element of a list, by the place that the element has in the caller's list.
    Element { list: &'static str, index: usize, field: &'static str },
}

/// What takes the pieces of a string to sign.
trait Sink {
    fn piece(&mut self, label: Label, text: &str, source: Source, role: Role, secret: bool);
    /// Whether the words of notes and remarks are wanted.
    fn wants_words(&self) -> bool {
        false
    }
    /// Something to say about the last piece.
    fn note(&mut self, _note: &mut dyn FnMut() -> Option<Cow<'static, str>>) {}
    /// Something to say about the text of the last piece.
    fn note_on(&mut self, _note: fn(&str) -> Option<&'static str>) {}
    /// What a person sees instead of the last piece.
    fn shown(&mut self, _shown: &mut dyn FnMut() -> Option<String>) {}
}

/// Which key goes into the text.
#[derive(Clone, Copy)]
enum TextKey<'k> {
    Newest,
    This(&'k str),
    None,
}

struct Walk<'c, 'a, 'k> {
    call: &'c Call<'a>,
    request: Option<&'c UnsignedRequest<'a>>,
    key: TextKey<'k>,
}

impl Walk<'_, '_, '_> {
    fn run(&self, parts: &'static [Part], sink: &mut dyn Sink) -> Result<()> {
        parts.iter().try_for_each(|part| self.part(part, sink))
    }

    fn part(&self, part: &'static Part, sink: &mut dyn Sink) -> Result<()> {
        let call = self.call;
        match *part {
            Part::Field(key) => self.field(key, None, sink),
            Part::OneOf(keys) => {
                let there = keys.iter().find(|key| call.input.has(**key)).or(keys.first());
                there.into_iter().for_each(|key| self.field(*key, None, sink));
            }
            Part::Whole(key, role) => self.field(key, Some(role), sink),
            Part::Setting(key, name) => {
                let text = call.account.text(key).unwrap_or_default();
                sink.piece(Label::Name(name), text, Source::Config, Role::Text, false);
            }
            Part::Secret(key, name) => {
                let newest = || call.account.keys(key).next().unwrap_or_default();
                match self.key {
                    TextKey::None => {}
                    TextKey::Newest => sink.piece(Label::Name(name), newest(), Source::Config, Role::Key, true),
                    TextKey::This(text) => sink.piece(Label::Name(name), text, Source::Config, Role::Key, true),
                }
            }
            Part::Option(key) => {
                let name = crate::options::OPTIONS.fields.get(key.index()).map_or("", |field| field.name);
                let text = call.options.text(key).unwrap_or_default();
                sink.piece(Label::Name(name), text, Source::Option, Role::Text, false);
            }
            Part::Time => {
                let time = if call.reads_on() { call.time().unwrap_or_default() } else { call.time()? };
                sink.piece(Label::Name("timestamp"), time, Source::Option, Role::Timestamp, false);
            }
            Part::Literal(text) => sink.piece(Label::Name(text), text, Source::Constant, Role::Literal, false),
            Part::Constant { name, text, note } => {
                sink.piece(Label::Name(name), text, Source::Constant, Role::Literal, false);
                sink.note(&mut || Some(note.into()));
            }
            Part::Method => {
                let method = call.operation.map_or("POST", |operation| operation.method.as_str());
                sink.piece(Label::Name("method"), method, Source::Constant, Role::Method, false);
            }
            Part::Path => {
                let path = self.request.map_or("", |request| request.relative());
                let from_input = call.operation.is_some_and(|it| it.path.contains('{')) || path.contains('?');
                let source = if from_input { Source::Input } else { Source::Constant };
                sink.piece(Label::Name("path"), path, source, Role::Path, false);
                sink.shown(&mut || Some(masked_url(path)));
            }
            Part::Body => self.body(sink),
            Part::Form => return self.run(call.form.map_or(&[], |form| form.signs), sink),
            Part::Items(list, fields) => self.items(list, fields, sink),
            Part::When(condition, parts) if call.holds(condition) => return self.run(parts, sink),
            Part::When(..) => {}
            Part::Computed { name, role, text, note } => {
                let text = if call.reads_on() { text(call).unwrap_or_default() } else { text(call)? };
                sink.piece(Label::Name(name), &text, Source::Input, role, false);
                sink.note(&mut || Some(note.into()).filter(|_| !note.is_empty()));
            }
            Part::Note(note) => sink.note(&mut || note(call)),
            Part::NoteOn(note) => sink.note_on(note),
            Part::Remark(name, remark) => {
                if let Some(said) = sink.wants_words().then(|| remark(call)).flatten() {
                    sink.piece(Label::Name(name), "", Source::Input, Role::Text, false);
                    sink.note(&mut || Some(said.into()));
                }
            }
        }
        Ok(())
    }

    fn field(&self, key: Key, role: Option<Role>, sink: &mut dyn Sink) {
        let call = self.call;
        let shape = call.event.map(|event| event.input).or_else(|| call.operation.map(|operation| operation.input));
        let Some(field) = shape.and_then(|shape| shape.fields.get(key.index())) else { return };
        let role = role.unwrap_or(if field.kind.amount { Role::Amount } else { Role::Text });
        let text = call.input.text(key);
        sink.piece(Label::Name(field.name), text.unwrap_or_default(), Source::Input, role, field.kind.secret);
        if text.is_none() {
            sink.note(&mut || Some(ABSENT.into()));
        }
    }

    fn body(&self, sink: &mut dyn Sink) {
        let Some(request) = self.request else { return };
        let body = request.body();
        sink.piece(Label::Name("body"), &body, Source::Input, Role::Body, false);
        if request.has_fields() {
            // A body that cannot be read again, because it is too long, is masked whole.
            let masked = |document: DocumentBuf| masked_body(&document.root().to_value()).to_json();
            sink.shown(&mut || Some(DocumentBuf::parse(&body).map_or_else(|_| MASK.to_owned(), masked)));
        } else {
            sink.note(&mut || Some(ABSENT.into()));
        }
    }

    /// The elements of a list, which the check of the call has put into signing order.
    fn items(&self, list: Key, fields: &'static [Key], sink: &mut dyn Sink) {
        let call = self.call;
        let shape = call.event.map(|event| event.input).or_else(|| call.operation.map(|operation| operation.input));
        let Some(field) = shape.and_then(|shape| shape.fields.get(list.index())) else { return };
        let Some(element) = field.kind.shape() else { return };
        let ids = fields.first().map(|first| call.input.rows(list).map(|row| row.text(*first).unwrap_or_default()));
        let unclear = sink.wants_words() && ids.is_some_and(order_is_unclear);
        for (position, row) in call.input.rows(list).enumerate() {
            let index = call.order.get(position).copied().unwrap_or(position);
            for (place, key) in fields.iter().enumerate() {
                let Some(member) = element.fields.get(key.index()) else { continue };
                let role = if member.kind.amount { Role::Amount } else { Role::Text };
                let label = Label::Element { list: field.name, index, field: member.name };
                sink.piece(label, row.text(*key).unwrap_or_default(), Source::Input, role, member.kind.secret);
                if place == 0 && unclear {
                    sink.note(&mut || {
                        Some("sorting by number, or ignoring letter case, gives another order than byte by byte".into())
                    });
                }
            }
        }
    }
}

/// Whether another usual way to sort would give another order.
fn order_is_unclear<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> bool {
    let numbers: Option<Vec<u64>> = ids.clone().map(|id| id.parse().ok()).collect();
    let by_number = numbers.is_some_and(|numbers| !numbers.is_sorted());
    by_number || !ids.map(str::to_ascii_lowercase).is_sorted()
}

struct Digest(Hasher);

impl Sink for Digest {
    fn piece(&mut self, _: Label, text: &str, _: Source, _: Role, _: bool) {
        self.0.update(text.as_bytes());
    }
}

struct Labelled(signing::Recipe);

impl Sink for Labelled {
    fn wants_words(&self) -> bool {
        true
    }

    fn piece(&mut self, label: Label, text: &str, source: Source, role: Role, secret: bool) {
        let name = match label {
            Label::Name(name) => Cow::Borrowed(name),
            Label::Element { list, index, field } => Cow::Owned(format!("{list}[{index}].{field}")),
        };
        self.0.parts.push(signing::Part {
            name,
            text: Zeroizing::new(text.to_owned()),
            shown: None,
            source,
            role,
            secret,
            note: None,
        });
    }

    fn note(&mut self, note: &mut dyn FnMut() -> Option<Cow<'static, str>>) {
        if let (Some(part), Some(note)) = (self.0.parts.last_mut(), note()) {
            part.note = Some(note.into_owned());
        }
    }

    fn note_on(&mut self, note: fn(&str) -> Option<&'static str>) {
        if let Some(part) = self.0.parts.last_mut() {
            part.note = note(&part.text).map(str::to_owned).or(part.note.take());
        }
    }

    fn shown(&mut self, shown: &mut dyn FnMut() -> Option<String>) {
        if let (Some(part), Some(shown)) = (self.0.parts.last_mut(), shown())
            && *part.text != shown
        {
            part.shown = Some(shown);
        }
    }
}

impl Call<'_> {
    /// The bytes of the HMAC key of a recipe; none where it has no key of its own.
    fn hmac_key(&self, recipe: &Recipe, key: Option<&str>) -> Result<Zeroizing<Vec<u8>>> {
        let Some(setting) = recipe.key else { return Ok(Zeroizing::default()) };
        let text = key.or_else(|| self.account.keys(setting).next()).unwrap_or_default();
        match self.account.class.key_bytes {
            Some(bytes) => bytes(&self.account.settings, setting, text),
            None => Ok(Zeroizing::new(text.as_bytes().to_vec())),
        }
    }

    fn digest(&self, recipe: &Recipe, request: Option<&UnsignedRequest<'_>>, key: Option<&str>) -> Result<Vec<u8>> {
        let hmac_key = self.hmac_key(recipe, key)?;
        let mut sink = Digest(Hasher::new(recipe.algorithm, &hmac_key));
        let key = key.map_or(TextKey::Newest, TextKey::This);
        Walk { call: self, request, key }.run(recipe.parts, &mut sink)?;
        Ok(sink.0.finish())
    }

    /// The signature by the newest key.
    pub(crate) fn signature(&self, recipe: &Recipe, request: Option<&UnsignedRequest<'_>>) -> Result<String> {
        Ok(recipe.encoding.encode(&self.digest(recipe, request, None)?))
    }

    /// The recipe with every part labelled, for explanations and diagnoses.
    pub(crate) fn labelled(&self, recipe: &Recipe, request: Option<&UnsignedRequest<'_>>) -> Result<signing::Recipe> {
        let hmac_key = recipe.key.map(|_| self.hmac_key(recipe, None)).transpose()?;
        let empty =
            signing::Recipe { parts: Vec::new(), algorithm: recipe.algorithm, encoding: recipe.encoding, hmac_key };
        let mut sink = Labelled(empty);
        Walk { call: self, request, key: TextKey::Newest }.run(recipe.parts, &mut sink)?;
        Ok(sink.0)
    }

    /// The SHA-256 of the signed text without its key: equal for repeated deliveries of an event.
    pub(crate) fn fingerprint(&self, recipe: &Recipe) -> Result<String> {
        let mut sink = Digest(Hasher::new(signing::Algorithm::Sha256, &[]));
        Walk { call: self, request: None, key: TextKey::None }.run(recipe.parts, &mut sink)?;
        Ok(signing::Encoding::Hex.encode(&sink.0.finish()))
    }

    /// Requires that one of the keys of a setting made a signature: compared as bytes, in constant time.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING` when there is none, `SIGNATURE_MISMATCH` when none of the keys made it.
    pub(crate) fn verify(&self, recipe: &Recipe, keys: Key, field: &str, signature: Option<&str>) -> Result<()> {
        let signature = signature.filter(|text| !text.is_empty()).ok_or_else(|| {
            Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this").at(field)
        })?;
        let given = recipe.encoding.decode(signature);
        let mut fits = false;
        // Every key is tried, so that the time does not tell which one fits.
        for key in self.account.keys(keys) {
            let made = self.digest(recipe, None, Some(key))?;
            fits |= given.as_ref().is_some_and(|given| made.ct_eq(given).into());
        }
        if fits {
            return Ok(());
        }
        Err(Error::mismatch("does not belong to this content and key").at(field).hint(
            "check that the key is the one of this environment and that the content is exactly what was received; \
             diagnose(...) of tawqee/diagnose names the usual mistakes",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::order_is_unclear;

    #[test]
    fn an_order_that_others_would_not_give_is_noted() {
        let unclear = |ids: &[&'static str]| order_is_unclear(ids.iter().copied());
        assert!(unclear(&["10", "9"]));
        assert!(unclear(&["B1", "a2"]));
        assert!(!unclear(&["a1", "a2"]) && !unclear(&["08", "10"]));
    }
}
