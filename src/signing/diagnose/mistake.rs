//! A mistake as data: what it changes in a recipe, and how a changed recipe is written out.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::secret::MASK;
use crate::signing::diagnose::causes::Cause;
use crate::signing::diagnose::ranking::Rank;
use crate::signing::recipe::{Part, Recipe, Role};

/// One thing that an integration does differently from the recipe.
#[derive(Clone)]
pub(crate) struct Mistake {
    pub(crate) cause: &'static Cause,
    /// How plausible it is.
    pub(crate) rank: Rank,
    /// The wire names concerned.
    pub(crate) fields: Vec<String>,
    /// What was done, to complete the cause's detail. Never holds a secret.
    pub(crate) how: Cow<'static, str>,
    pub(crate) edit: Edit,
}

/// What a mistake changes. Edits of different kinds combine, and so do texts of different parts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Edit {
    /// Other texts for some parts, in ascending order of the parts.
    Texts(Vec<(usize, Vec<u8>)>),
    /// Other pieces in another order.
    Arrange(Vec<Piece>),
    /// One piece more, before or after a part.
    Add { part: usize, before: bool, extra: Extra },
    /// Separators between the pieces that are not empty.
    Between(Separator),
    /// The finished text written differently.
    Whole(Whole),
    /// Another key of an HMAC.
    Key(Vec<u8>),
    /// Another way from text and key to bytes.
    Method(Method),
}

/// A part of the recipe, or text that the recipe does not have.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    Part(usize),
    Extra(Extra),
}

/// Text that the recipe does not have.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Extra {
    pub(crate) text: Vec<u8>,
    pub(crate) secret: bool,
}

impl Extra {
    pub(crate) fn new(text: impl Into<Vec<u8>>, secret: bool) -> Self {
        Self { text: text.into(), secret }
    }
}

/// A text between pieces.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Separator {
    pub(crate) text: &'static str,
    /// Also beside the key.
    pub(crate) at_key: bool,
    /// Also around pieces that are absent.
    pub(crate) at_absent: bool,
    /// How many fields of a neighbouring formula, which this one does not have, are absent after the last value.
    pub(crate) missing: u8,
}

/// Another way to write a finished text.
#[derive(Clone, Copy)]
pub(crate) enum Whole {
    /// Character by character, so that every piece can be changed on its own.
    Each(fn(&str) -> String),
    /// Something before and after it.
    Around(&'static str, &'static str),
    /// Other bytes for the same characters.
    Bytes(fn(&[u8]) -> Vec<u8>),
}

impl Whole {
    fn identity(self) -> (u8, usize, &'static str, &'static str) {
        match self {
            Self::Each(change) => (0, change as usize, "", ""),
            Self::Around(before, after) => (1, 0, before, after),
            Self::Bytes(change) => (2, change as usize, "", ""),
        }
    }
}

impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Whole {}

impl Hash for Whole {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

/// How text and key become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Method {
    /// As the recipe says.
    Stated,
    /// A plain digest of the text without the key.
    Hash,
    /// A plain digest of the key and then the text.
    HashKeyFirst,
    /// A plain digest of the text and then the key.
    HashKeyLast,
    /// An HMAC of the text without the key.
    Hmac,
    /// An HMAC of the text with the key in it.
    HmacWithKeyInside,
    /// An HMAC whose key is the text and whose message is the key.
    Swapped,
    /// The digest of the hexadecimal text of the digest.
    TwiceHex,
    /// The digest of the bytes of the digest.
    TwiceRaw,
    /// The digest of the hexadecimal digest of the fields with the key after it.
    HashAndKey,
    /// The digest of the key with the hexadecimal digest of the fields after it.
    KeyAndHash,
    /// An HMAC of the hexadecimal digest of the fields.
    HmacOfHash,
}

/// The most mistakes of one explanation.
pub(crate) const MAX_MISTAKES: usize = 3;

/// The edits of a candidate.
pub(crate) type Edits<'a> = [Option<&'a Edit>; MAX_MISTAKES];

impl Edit {
    /// Whether both can be made at once and mean more than one of them.
    pub(crate) fn combines_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Texts(these), Self::Texts(those)) => {
                let (few, many) = if these.len() < those.len() { (these, those) } else { (those, these) };
                few.iter().all(|(part, _)| many.binary_search_by_key(part, |(other, _)| *other).is_err())
            }
            (Self::Add { extra: this, part, before }, Self::Add { extra: that, part: other, before: also }) => {
                this != that || part != other || before != also
            }
            _ => std::mem::discriminant(self) != std::mem::discriminant(other),
        }
    }

    fn text_of(&self, part: usize) -> Option<&[u8]> {
        let Self::Texts(texts) = self else { return None };
        let index = texts.binary_search_by_key(&part, |(part, _)| *part).ok()?;
        texts.get(index).map(|(_, text)| text.as_slice())
    }
}

/// The mistakes that are tried, each once.
#[derive(Default)]
pub(crate) struct Mistakes {
    list: Vec<Mistake>,
    seen: HashSet<u64>,
}

impl Mistakes {
    /// Adds a mistake, unless an earlier one does the same or it changes nothing in the recipe. Other texts are one
    /// change, whatever led to them; the same order of the fields may come about in several ways, which all count.
    pub(crate) fn push(&mut self, recipe: &Recipe, mut mistake: Mistake) {
        if let Edit::Texts(texts) = &mut mistake.edit {
            texts.retain(|(part, text)| recipe.parts.get(*part).is_some_and(|part| part.text.as_bytes() != text));
            if texts.is_empty() {
                return;
            }
        }
        let mut hasher = DefaultHasher::new();
        mistake.edit.hash(&mut hasher);
        if !matches!(mistake.edit, Edit::Texts(_)) {
            mistake.cause.id.hash(&mut hasher);
        }
        if self.seen.insert(hasher.finish()) {
            self.list.push(mistake);
        }
    }

    /// The mistakes, the most plausible first.
    pub(crate) fn into_sorted(self) -> Vec<Mistake> {
        let mut list = self.list;
        list.sort_by_key(|mistake| mistake.rank);
        list
    }
}

/// Takes a text, what stands for it where a person looks, and whether it is the key.
type Emit<'a> = dyn FnMut(&[u8], Option<&str>, bool) + 'a;

/// A recipe with edits in it.
pub(crate) struct Candidate<'a> {
    recipe: &'a Recipe,
    edits: Edits<'a>,
}

impl<'a> Candidate<'a> {
    pub(crate) fn new(recipe: &'a Recipe, edits: Edits<'a>) -> Self {
        Self { recipe, edits }
    }

    fn edits(&self) -> impl Iterator<Item = &'a Edit> + use<'a> {
        self.edits.into_iter().flatten()
    }

    pub(crate) fn method(&self) -> Method {
        let method = self.edits().find_map(|edit| match edit {
            Edit::Method(method) => Some(*method),
            _ => None,
        });
        method.unwrap_or(Method::Stated)
    }

    /// The key, wherever the recipe has it.
    pub(crate) fn key(&self) -> &'a [u8] {
        if let Some(hmac_key) = &self.recipe.hmac_key {
            let other = self.edits().find_map(|edit| match edit {
                Edit::Key(key) => Some(key.as_slice()),
                _ => None,
            });
            return other.unwrap_or(hmac_key);
        }
        let parts = self.recipe.parts.iter().enumerate();
        let key = parts.into_iter().find(|(_, part)| part.role == Role::Key);
        key.map_or(&[], |(index, part)| self.text(index, part))
    }

    fn text(&self, index: usize, part: &'a Part) -> &'a [u8] {
        self.edits().find_map(|edit| edit.text_of(index)).unwrap_or(part.text.as_bytes())
    }

    /// Whether another text than the recipe's has the key in it.
    fn holds_key(&self, text: &[u8]) -> bool {
        let key =
            self.recipe.parts.iter().find(|part| part.role == Role::Key).map_or(&[][..], |key| key.text.as_bytes());
        !key.is_empty() && text.windows(key.len()).any(|window| window == key)
    }

    /// Whether the key is a part of the text that is hashed.
    fn writes_key(&self) -> bool {
        !matches!(
            self.method(),
            Method::Hmac
                | Method::Hash
                | Method::Swapped
                | Method::HashAndKey
                | Method::KeyAndHash
                | Method::HmacOfHash
        )
    }

    /// Writes the text that goes into the digest; the key of an HMAC is no part of it.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.clear();
        self.walk(&mut |text, _| out.extend_from_slice(text));
        for edit in self.edits() {
            match edit {
                Edit::Whole(Whole::Each(change)) => {
                    *out = change(&String::from_utf8_lossy(out)).into_bytes();
                }
                Edit::Whole(Whole::Around(before, after)) => {
                    out.splice(0..0, before.bytes());
                    out.extend_from_slice(after.as_bytes());
                }
                Edit::Whole(Whole::Bytes(change)) => *out = change(out),
                _ => {}
            }
        }
    }

    /// The same text as a person may see it.
    pub(crate) fn shown(&self) -> String {
        let mut shown = String::new();
        let each = self.edits().find_map(|edit| match edit {
            Edit::Whole(Whole::Each(change)) => Some(*change),
            _ => None,
        });
        self.walk(&mut |text, mask| match mask {
            _ if text.is_empty() => {}
            Some(mask) => shown.push_str(mask),
            None => {
                let plain = String::from_utf8_lossy(text);
                shown.push_str(&each.map_or_else(|| plain.clone().into_owned(), |change| change(&plain)));
            }
        });
        for edit in self.edits() {
            if let Edit::Whole(Whole::Around(before, after)) = edit {
                shown = format!("{before}{shown}{after}");
            }
        }
        match self.method() {
            Method::HashKeyFirst => format!("{MASK}{shown}"),
            Method::HashKeyLast => format!("{shown}{MASK}"),
            Method::KeyAndHash => format!("{MASK}hash({shown})"),
            Method::HashAndKey => format!("hash({shown}){MASK}"),
            Method::HmacOfHash => format!("hash({shown})"),
            _ => shown,
        }
    }

    /// Visits every piece with what may be shown instead of it.
    fn walk(&self, visit: &mut dyn FnMut(&[u8], Option<&str>)) {
        let separator = self.edits().find_map(|edit| match edit {
            Edit::Between(separator) => Some(*separator),
            _ => None,
        });
        let mut last: Option<bool> = None;
        let mut emit = |bytes: &[u8], mask: Option<&str>, is_key: bool| {
            if let Some(separator) = separator {
                if bytes.is_empty() && !separator.at_absent {
                    return;
                }
                if last.is_some_and(|after_key| separator.at_key || !(is_key || after_key)) {
                    visit(separator.text.as_bytes(), None);
                }
                // The key is the last piece, or there is none.
                if is_key && last.is_some() {
                    (0..separator.missing).for_each(|_| visit(separator.text.as_bytes(), None));
                }
            }
            last = Some(is_key);
            visit(bytes, mask);
        };
        let arranged = self.edits().find_map(|edit| match edit {
            Edit::Arrange(pieces) => Some(pieces),
            _ => None,
        });
        match arranged {
            None => (0..self.recipe.parts.len()).for_each(|index| self.walk_part(index, &mut emit)),
            Some(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Part(index) => self.walk_part(*index, &mut emit),
                        Piece::Extra(extra) => emit(&extra.text, extra.secret.then_some(MASK), false),
                    }
                }
            }
        }
    }

    fn walk_part(&self, index: usize, emit: &mut Emit<'_>) {
        let Some(part) = self.recipe.parts.get(index) else { return };
        let adds = self.edits().any(|edit| matches!(edit, Edit::Add { part, .. } if *part == index));
        if adds {
            self.walk_added(index, true, emit);
        }
        let is_key = part.role == Role::Key;
        if !is_key || self.writes_key() {
            let text = self.text(index, part);
            // The key may stand in another field's place.
            let is_other = !std::ptr::eq(text, part.text.as_bytes());
            let hides = part.secret || part.shown.is_some() || is_other && self.holds_key(text);
            let mask = match hides {
                true if text == part.text.as_bytes() => Some(part.shown_text()),
                true => Some(MASK),
                false => None,
            };
            emit(text, mask, is_key);
        }
        if adds {
            self.walk_added(index, false, emit);
        }
    }

    fn walk_added(&self, index: usize, wanted: bool, emit: &mut Emit<'_>) {
        for edit in self.edits() {
            match edit {
                Edit::Add { part, before, extra } if *part == index && *before == wanted => {
                    emit(&extra.text, extra.secret.then_some(MASK), false);
                }
                _ => {}
            }
        }
    }
}
