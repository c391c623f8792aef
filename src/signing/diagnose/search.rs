//! The search: no mistake, every mistake alone, every pair, the most plausible first.

use zeroize::Zeroizing;

use crate::signing::diagnose::hashing::{BLOCK, Bytes, Hashing, is_keyed, of_length, prepared};
use crate::signing::diagnose::mistake::{Candidate, Method, Mistake};
use crate::signing::diagnose::observed::Reading;
use crate::signing::digest::{Algorithm, digest};
use crate::signing::recipe::Recipe;

/// How many blocks are hashed before a search gives up: under 300 ms in a browser.
const MAX_BLOCKS: usize = 400_000;

/// Writing this many parts takes as long as hashing a block.
const PARTS_PER_BLOCK: usize = 16;

/// The heaviest mistake that is tried together with another; what is rarer is tried alone.
const MAX_PAIRED_WEIGHT: u8 = 3;

/// How many mistakes one explanation may have.
const MAX_MISTAKES: usize = 2;

/// The mistakes that reproduce an observed signature.
pub(crate) struct Found<'a> {
    pub(crate) reading: &'a Reading,
    /// The digest, when it is not the one of the recipe.
    pub(crate) other_digest: Option<Algorithm>,
    pub(crate) mistakes: Vec<&'a Mistake>,
}

/// A prepared digest with what it was prepared for.
type Hasher = (Algorithm, Zeroizing<Vec<u8>>, Box<dyn Hashing>);

/// A search and what it has cost.
pub(crate) struct Search<'a> {
    recipe: &'a Recipe,
    readings: &'a [Reading],
    reference: Zeroizing<Vec<u8>>,
    hashers: Vec<Hasher>,
    text: Zeroizing<Vec<u8>>,
    /// How many candidates were tried.
    pub(crate) tried: usize,
    blocks: usize,
}

impl<'a> Search<'a> {
    pub(crate) fn new(recipe: &'a Recipe, readings: &'a [Reading]) -> Self {
        let mut reference = Zeroizing::new(Vec::new());
        Candidate::new(recipe, [None, None]).write(&mut reference);
        Self { recipe, readings, reference, hashers: Vec::new(), text: Zeroizing::new(Vec::new()), tried: 0, blocks: 0 }
    }

    /// Whether the search ended because it became too long.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.blocks > MAX_BLOCKS
    }

    /// The simplest explanation; `mistakes` are sorted by weight.
    ///
    /// Whatever reproduces a digest hashes the same bytes, so everything that comes later is an equal
    /// candidate under a less simple explanation.
    pub(crate) fn run(&mut self, mistakes: &'a [Mistake]) -> Option<Found<'a>> {
        if self.readings.is_empty() {
            return None;
        }
        if let Some(found) = self.attempt([None, None]) {
            return Some(found);
        }
        for mistake in mistakes {
            if self.is_exhausted() {
                return None;
            }
            if let Some(found) = self.attempt([Some(mistake), None]) {
                return Some(found);
            }
        }
        let paired = mistakes.partition_point(|mistake| mistake.weight <= MAX_PAIRED_WEIGHT);
        let mistakes = mistakes.get(..paired).unwrap_or_default();
        (2..=2 * MAX_PAIRED_WEIGHT).find_map(|sum| self.pairs(mistakes, sum))
    }

    /// The pairs whose weights have this sum.
    fn pairs(&mut self, mistakes: &'a [Mistake], sum: u8) -> Option<Found<'a>> {
        for (index, first) in mistakes.iter().enumerate() {
            let Some(weight) = sum.checked_sub(first.weight).filter(|weight| *weight >= first.weight) else { continue };
            for second in mistakes.iter().skip(index + 1).filter(|second| second.weight == weight) {
                if !first.edit.combines_with(&second.edit) {
                    continue;
                }
                if self.is_exhausted() {
                    return None;
                }
                if let Some(found) = self.attempt([Some(first), Some(second)]) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// For each mistake that was found, those that give the same bytes in its place and are as plausible; itself first.
    pub(crate) fn equal(&self, found: &Found<'a>, mistakes: &'a [Mistake]) -> Vec<Vec<&'a Mistake>> {
        let places = found.mistakes.iter().enumerate();
        places.map(|(place, original)| self.equal_at(place, original, found, mistakes)).collect()
    }

    fn equal_at(
        &self,
        place: usize,
        original: &'a Mistake,
        found: &Found<'a>,
        mistakes: &'a [Mistake],
    ) -> Vec<&'a Mistake> {
        let other = found.mistakes.iter().copied().find(|mistake| !std::ptr::eq(*mistake, original));
        let with = |mistake: &'a Mistake| {
            let pair = if place == 0 { [Some(mistake), other] } else { [other, Some(mistake)] };
            Candidate::new(self.recipe, pair.map(|mistake| mistake.map(|mistake| &mistake.edit)))
        };
        let right = with(original);
        // A key inside the text is compared with the text.
        let keyed = self.recipe.hmac_key.is_some() || right.method() != Method::Stated;
        let [mut wanted, mut text] = [(); 2].map(|()| Zeroizing::new(Vec::new()));
        right.write(&mut wanted);
        let fits = |mistake: &&'a Mistake| {
            let in_place = mistake.weight == original.weight
                && !found.mistakes.iter().any(|found| std::ptr::eq(*found, *mistake))
                && other.is_none_or(|other| mistake.edit.combines_with(&other.edit));
            let candidate = with(mistake);
            let same_key = !keyed || candidate.key() == right.key();
            in_place && candidate.method() == right.method() && same_key && {
                candidate.write(&mut text);
                *text == *wanted
            }
        };
        std::iter::once(original).chain(mistakes.iter().filter(fits)).collect()
    }

    fn attempt(&mut self, mistakes: [Option<&'a Mistake>; 2]) -> Option<Found<'a>> {
        let candidate = Candidate::new(self.recipe, mistakes.map(|mistake| mistake.map(|mistake| &mistake.edit)));
        let made = mistakes.iter().flatten().count();
        let keyed = is_keyed(candidate.method(), self.recipe.algorithm.is_keyed());
        let usual = of_length(self.recipe.algorithm.length(), keyed);
        let readings = self.readings;
        let mut made_digest: Option<(Algorithm, Bytes)> = None;
        for reading in readings {
            let algorithm = of_length(reading.bytes.len(), keyed)?;
            let other_digest = (Some(algorithm) != usual).then_some(algorithm);
            let fixed = reading.causes.len() + usize::from(other_digest.is_some());
            if made > 0 && made + fixed > MAX_MISTAKES {
                continue;
            }
            let digest = match made_digest {
                Some((known, digest)) if known == algorithm => digest,
                before => {
                    if before.is_none() {
                        candidate.write(&mut self.text);
                        self.tried += 1;
                        self.blocks += self.recipe.parts.len() / PARTS_PER_BLOCK;
                    }
                    self.digest(&candidate, algorithm)
                }
            };
            made_digest = Some((algorithm, digest));
            if digest.as_slice() == reading.bytes {
                let mistakes = mistakes.into_iter().flatten().collect();
                return Some(Found { reading, other_digest, mistakes });
            }
        }
        None
    }

    fn digest(&mut self, candidate: &Candidate<'_>, algorithm: Algorithm) -> Bytes {
        let key = candidate.key();
        match candidate.method() {
            Method::Stated | Method::Hash | Method::Hmac | Method::HmacWithKeyInside => self.hash(algorithm, key, None),
            Method::HashKeyFirst => {
                let text = Zeroizing::new([key, &self.text].concat());
                self.hash(algorithm, key, Some(&text))
            }
            Method::HashKeyLast => {
                let text = Zeroizing::new([&self.text, key].concat());
                self.hash(algorithm, key, Some(&text))
            }
            Method::Swapped => {
                self.blocks += 4 + self.text.len() / BLOCK;
                Bytes::of(&digest(algorithm, &self.text, key))
            }
            Method::TwiceHex => {
                let first = hex::encode(self.hash(algorithm, key, None).as_slice());
                self.hash(algorithm, key, Some(first.as_bytes()))
            }
            Method::TwiceRaw => {
                let first = self.hash(algorithm, key, None);
                self.hash(algorithm, key, Some(first.as_slice()))
            }
        }
    }

    /// Hashes `text`, or the text of the candidate.
    fn hash(&mut self, algorithm: Algorithm, key: &[u8], text: Option<&[u8]>) -> Bytes {
        let key = if algorithm.is_keyed() { key } else { &[] };
        let known = |(other, of, _): &Hasher| *other == algorithm && of.as_slice() == key;
        let index = match self.hashers.iter().position(known) {
            Some(index) => index,
            None => {
                let Some(hasher) = prepared(algorithm, key, &self.reference) else { return Bytes::of(&[]) };
                self.blocks += self.reference.len() / BLOCK + 4;
                self.hashers.push((algorithm, Zeroizing::new(key.to_vec()), hasher));
                self.hashers.len() - 1
            }
        };
        let Some((_, _, hasher)) = self.hashers.get(index) else { return Bytes::of(&[]) };
        let (bytes, blocks) = hasher.digest(text.unwrap_or(&self.text));
        self.blocks += blocks;
        bytes
    }
}
