//! The search: no mistake, every mistake alone, every pair, on demand three together, the most plausible first.

use zeroize::Zeroizing;

use crate::signing::diagnose::hashing::{BLOCK, Bytes, Hashing, Stem, is_keyed, of_length, prepared, twin};
use crate::signing::diagnose::mistake::{Candidate, Edits, MAX_MISTAKES, Method, Mistake};
use crate::signing::diagnose::observed::Reading;
use crate::signing::digest::{Algorithm, digest};
use crate::signing::recipe::Recipe;

/// How many steps a search of pairs takes before it gives up; with the made-up formulas after it, it takes under 300 ms in
/// a browser. Hashing a block is a step, and so is writing a candidate: in WebAssembly both take about 0.4 µs.
const MAX_STEPS: usize = if cfg!(fuzzing) { 3_000 } else { 450_000 };

/// How many steps a search of three mistakes takes before it gives up: a few seconds in a browser.
const MAX_STEPS_OF_THREE: usize = 20_000_000;

/// Writing this many parts more takes as long as hashing a block.
const PARTS_PER_STEP: usize = 16;

/// The heaviest pair and the heaviest three; rarer ones are not tried together.
const MAX_WEIGHT_OF_PAIR: u8 = 6;
const MAX_WEIGHT_OF_THREE: u8 = 6;

/// The heaviest mistake that is tried together with another: a rare one with the most frequent ones only.
const fn heaviest(weight_of_pair: u8) -> u8 {
    if weight_of_pair < MAX_WEIGHT_OF_PAIR { 4 } else { 3 }
}

/// How many mistakes are looked for together unless the caller asks for more.
pub(crate) const DEPTH: u8 = 2;

/// Mistakes that are tried together.
type Together<'a> = [Option<&'a Mistake>; MAX_MISTAKES];

/// The mistakes that reproduce an observed signature.
pub(crate) struct Found<'a> {
    pub(crate) reading: &'a Reading,
    /// The digest, when it is not the one of the recipe.
    pub(crate) other_digest: Option<Algorithm>,
    pub(crate) mistakes: Vec<&'a Mistake>,
}

/// A prepared digest with what it was prepared for.
struct Hasher {
    algorithm: Algorithm,
    key: Zeroizing<Vec<u8>>,
    /// For texts that begin like the recipe's own.
    own: Box<dyn Hashing>,
    /// For texts that begin like that of the first mistake of a pair.
    first: Option<(usize, Box<dyn Hashing>)>,
}

/// A search and what it has cost.
pub(crate) struct Search<'a> {
    recipe: &'a Recipe,
    readings: &'a [Reading],
    reference: Zeroizing<Vec<u8>>,
    /// The text of the first mistakes of a group, and which group it is.
    first: (usize, Zeroizing<Vec<u8>>),
    hashers: Vec<Hasher>,
    text: Zeroizing<Vec<u8>>,
    /// How many candidates were tried.
    pub(crate) tried: usize,
    /// How many of them have three mistakes.
    pub(crate) tried_of_three: usize,
    depth: u8,
    /// What it has cost.
    steps: usize,
    limit: usize,
    /// Whether the limit ended it.
    is_stopped: bool,
}

/// The edits of mistakes that are made together.
pub(crate) fn edits_of<'a>(mistakes: &[&'a Mistake]) -> Edits<'a> {
    let mut edits = mistakes.iter().map(|mistake| &mistake.edit);
    std::array::from_fn(|_| edits.next())
}

impl<'a> Search<'a> {
    pub(crate) fn new(recipe: &'a Recipe, readings: &'a [Reading], depth: u8) -> Self {
        let mut reference = Zeroizing::new(Vec::new());
        Candidate::new(recipe, Edits::default()).write(&mut reference);
        Self {
            recipe,
            readings,
            reference,
            first: (0, Zeroizing::new(Vec::new())),
            hashers: Vec::new(),
            text: Zeroizing::new(Vec::new()),
            tried: 0,
            tried_of_three: 0,
            depth,
            steps: 0,
            limit: if depth > DEPTH { MAX_STEPS_OF_THREE } else { MAX_STEPS },
            is_stopped: false,
        }
    }

    /// Whether the search has become too long.
    fn is_exhausted(&mut self) -> bool {
        self.is_stopped |= self.steps > self.limit;
        self.is_stopped
    }

    /// What the search did not cover.
    pub(crate) fn coverage(&self) -> Option<String> {
        let tried = self.tried;
        if self.depth <= DEPTH {
            return self.is_stopped.then(|| {
                format!(
                    "The search stopped after {tried} candidates, because this input has very many; the most \
                     plausible ones were tried, not all pairs. A smaller input with the same mistake may be explained."
                )
            });
        }
        let of_three = self.tried_of_three;
        let end = match self.is_stopped {
            true => "the search stopped there, because this input has very many",
            false => "three that are rarer were not tried together",
        };
        Some(format!("Of {tried} candidates {of_three} were three mistakes together, the most plausible first; {end}."))
    }

    /// The simplest explanation; `mistakes` are sorted by weight.
    ///
    /// Whatever reproduces a digest hashes the same bytes, so everything that comes later is an equal
    /// candidate under a less simple explanation.
    pub(crate) fn run(&mut self, mistakes: &'a [Mistake]) -> Option<Found<'a>> {
        if self.readings.is_empty() {
            return None;
        }
        if let Some(found) = self.attempt(Together::default()) {
            return Some(found);
        }
        for mistake in mistakes {
            if self.is_exhausted() {
                return None;
            }
            if let Some(found) = self.attempt([Some(mistake), None, None]) {
                return Some(found);
            }
        }
        (2..=MAX_WEIGHT_OF_PAIR).find_map(|sum| self.pairs(mistakes, None, sum))
    }

    /// As [`Search::run`], with three mistakes together; what that finds was not found with fewer.
    pub(crate) fn run_three(&mut self, mistakes: &'a [Mistake]) -> Option<Found<'a>> {
        if self.readings.is_empty() || self.depth <= DEPTH || self.is_exhausted() {
            return None;
        }
        let before = self.tried;
        let found = (3..=MAX_WEIGHT_OF_THREE).find_map(|sum| {
            // Three of one weight come before one that is rarer than the others.
            (1..=sum / 3).rev().find_map(|weight| {
                let of_weight = mistakes.iter().enumerate().filter(|(_, first)| first.rank.weight() == weight);
                of_weight.into_iter().find_map(|(index, first)| {
                    self.pairs(mistakes.get(index + 1..).unwrap_or_default(), Some(first), sum - weight)
                })
            })
        });
        self.tried_of_three = self.tried - before;
        found
    }

    /// The pairs whose weights have this sum, together with another mistake.
    fn pairs(&mut self, mistakes: &'a [Mistake], third: Option<&'a Mistake>, sum: u8) -> Option<Found<'a>> {
        let mistakes = paired(mistakes, if third.is_some() { MAX_WEIGHT_OF_PAIR } else { sum });
        let fits = |mistake: &Mistake| third.is_none_or(|third| mistake.edit.combines_with(&third.edit));
        for (index, first) in mistakes.iter().enumerate() {
            let Some(weight) = sum.checked_sub(first.rank.weight()).filter(|weight| *weight >= first.rank.weight())
            else {
                continue;
            };
            if !fits(first) {
                continue;
            }
            let candidate = Candidate::new(self.recipe, [Some(&first.edit), third.map(|third| &third.edit), None]);
            candidate.write(&mut self.first.1);
            self.first.0 += 1;
            // They are sorted by weight.
            let rest = mistakes.get(index + 1..).unwrap_or_default();
            let start = rest.partition_point(|second| second.rank.weight() < weight);
            let seconds =
                rest.get(start..).unwrap_or_default().iter().take_while(|second| second.rank.weight() == weight);
            for second in seconds {
                if !first.edit.combines_with(&second.edit) || !fits(second) {
                    continue;
                }
                if self.is_exhausted() {
                    return None;
                }
                if let Some(found) = self.attempt([Some(first), Some(second), third]) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// For each mistake that was found, those that give the same bytes in its place and are as plausible; itself first.
    pub(crate) fn equal(&self, found: &Found<'a>, mistakes: &'a [Mistake]) -> Vec<Vec<&'a Mistake>> {
        (0..found.mistakes.len()).map(|place| self.equal_at(place, found, mistakes)).collect()
    }

    fn equal_at(&self, place: usize, found: &Found<'a>, mistakes: &'a [Mistake]) -> Vec<&'a Mistake> {
        let Some(original) = found.mistakes.get(place).copied() else { return Vec::new() };
        let others = || found.mistakes.iter().copied().filter(|mistake| !std::ptr::eq(*mistake, original));
        let with = |mistake: &'a Mistake| {
            let mut all = found.mistakes.clone();
            if let Some(at) = all.get_mut(place) {
                *at = mistake;
            }
            Candidate::new(self.recipe, edits_of(&all))
        };
        let right = with(original);
        // A key inside the text is compared with the text.
        let keyed = self.recipe.hmac_key.is_some() || right.method() != Method::Stated;
        let [mut wanted, mut text] = [(); 2].map(|()| Zeroizing::new(Vec::new()));
        right.write(&mut wanted);
        let fits = |mistake: &&'a Mistake| {
            let in_place = mistake.rank.weight() == original.rank.weight()
                && !found.mistakes.iter().any(|found| std::ptr::eq(*found, *mistake))
                && others().all(|other| mistake.edit.combines_with(&other.edit));
            if !in_place {
                return false;
            }
            let candidate = with(mistake);
            let same_key = !keyed || candidate.key() == right.key();
            candidate.method() == right.method() && same_key && {
                candidate.write(&mut text);
                *text == *wanted
            }
        };
        std::iter::once(original).chain(mistakes.iter().filter(fits)).collect()
    }

    fn attempt(&mut self, mistakes: Together<'a>) -> Option<Found<'a>> {
        let candidate = Candidate::new(self.recipe, mistakes.map(|mistake| mistake.map(|mistake| &mistake.edit)));
        let made = mistakes.iter().flatten().count();
        let keyed = is_keyed(candidate.method(), self.recipe.algorithm.is_keyed());
        let usual = of_length(self.recipe.algorithm.length(), keyed);
        let readings = self.readings;
        let mut written = false;
        // The digest, and the rarer one of the same length, which is no third mistake.
        let mut known: [Option<(Algorithm, Bytes)>; 2] = [None, None];
        for reading in readings {
            let algorithm = of_length(reading.length(), keyed)?;
            let algorithms = [Some(algorithm), twin(algorithm).filter(|_| made < 2)];
            for (algorithm, known) in algorithms.into_iter().zip(&mut known) {
                let Some(algorithm) = algorithm else { continue };
                let digest = match *known {
                    Some((of, digest)) if of == algorithm => digest,
                    _ => {
                        if !written {
                            candidate.write(&mut self.text);
                            self.tried += 1;
                            self.steps += 1 + self.recipe.parts.len() / PARTS_PER_STEP;
                            written = true;
                        }
                        self.digest(&candidate, algorithm, made > 1)
                    }
                };
                *known = Some((algorithm, digest));
                if reading.is(digest.as_slice()) {
                    let mistakes = mistakes.into_iter().flatten().collect();
                    let other_digest = (Some(algorithm) != usual).then_some(algorithm);
                    return Some(Found { reading, other_digest, mistakes });
                }
            }
        }
        None
    }

    fn digest(&mut self, candidate: &Candidate<'_>, algorithm: Algorithm, grouped: bool) -> Bytes {
        let key = candidate.key();
        let plain = of_length(algorithm.length(), false).unwrap_or(algorithm);
        match candidate.method() {
            Method::Stated | Method::Hash | Method::Hmac | Method::HmacWithKeyInside => {
                self.hash(algorithm, key, None, grouped)
            }
            Method::HashKeyFirst => {
                let text = Zeroizing::new([key, &self.text].concat());
                self.hash(algorithm, key, Some(&text), false)
            }
            Method::HashKeyLast => {
                let text = Zeroizing::new([&self.text, key].concat());
                self.hash(algorithm, key, Some(&text), false)
            }
            Method::Swapped => {
                self.steps += 4 + self.text.len() / BLOCK;
                Bytes::of(&digest(algorithm, &self.text, key))
            }
            Method::TwiceHex => {
                let first = hex::encode(self.hash(algorithm, key, None, grouped).as_slice());
                self.hash(algorithm, key, Some(first.as_bytes()), false)
            }
            Method::TwiceRaw => {
                let first = self.hash(algorithm, key, None, grouped);
                self.hash(algorithm, key, Some(first.as_slice()), false)
            }
            Method::HashAndKey => {
                let first = hex::encode(self.hash(plain, &[], None, false).as_slice());
                let text = Zeroizing::new([first.as_bytes(), key].concat());
                self.hash(algorithm, key, Some(&text), false)
            }
            Method::KeyAndHash => {
                let first = hex::encode(self.hash(plain, &[], None, false).as_slice());
                let text = Zeroizing::new([key, first.as_bytes()].concat());
                self.hash(algorithm, key, Some(&text), false)
            }
            Method::HmacOfHash => {
                let first = hex::encode(self.hash(plain, &[], None, false).as_slice());
                self.hash(algorithm, key, Some(first.as_bytes()), false)
            }
        }
    }

    /// Hashes `text`, or the text of the candidate, which begins like that of its group.
    fn hash(&mut self, algorithm: Algorithm, key: &[u8], text: Option<&[u8]>, grouped: bool) -> Bytes {
        let key = if algorithm.is_keyed() { key } else { &[] };
        let Some(hasher) = hasher(&mut self.hashers, &mut self.steps, algorithm, key, &self.reference) else {
            return Bytes::of(&[]);
        };
        let (group, beginning) = (self.first.0, &self.first.1);
        // A group of short texts has no block in common that the recipe's own text has not.
        let hashing = if grouped && beginning.len() >= BLOCK && text.is_none() {
            if hasher.first.as_ref().is_none_or(|(known, _)| *known != group) {
                self.steps += beginning.len() / BLOCK;
                hasher.first = prepared(algorithm, key, beginning).map(|hashing| (group, hashing));
            }
            hasher.first.as_ref().map_or(&hasher.own, |(_, hashing)| hashing)
        } else {
            &hasher.own
        };
        let (bytes, blocks) = hashing.digest(text.unwrap_or(&self.text));
        self.steps += blocks;
        bytes
    }

    /// The state of the recipe's digest before any text, when a reading can be one of its digests.
    pub(crate) fn stem(&mut self) -> Option<Box<dyn Stem>> {
        let algorithm = self.recipe.algorithm;
        let fits = self.readings.iter().any(|reading| reading.length() == algorithm.length());
        let key = self.recipe.hmac_key.clone().unwrap_or_default();
        let hasher = hasher(&mut self.hashers, &mut self.steps, algorithm, &key, &self.reference)?;
        if fits { hasher.own.stem() } else { None }
    }

    /// Compares the digest of a stem, which has cost this many blocks.
    pub(crate) fn compare(&mut self, stem: &dyn Stem, blocks: usize) -> Option<&'a Reading> {
        self.tried += 1;
        self.steps += blocks;
        let digest = stem.digest();
        self.readings.iter().find(|reading| reading.is(digest.as_slice()))
    }
}

/// Those that may be one of a pair of this weight, or of three.
fn paired(mistakes: &[Mistake], sum: u8) -> &[Mistake] {
    let paired = mistakes.partition_point(|mistake| mistake.rank.weight() <= heaviest(sum));
    mistakes.get(..paired).unwrap_or_default()
}

/// The prepared digest of an algorithm and a key.
fn hasher<'h>(
    hashers: &'h mut Vec<Hasher>,
    steps: &mut usize,
    algorithm: Algorithm,
    key: &[u8],
    reference: &[u8],
) -> Option<&'h mut Hasher> {
    let known = |hasher: &Hasher| hasher.algorithm == algorithm && hasher.key.as_slice() == key;
    let index = match hashers.iter().position(known) {
        Some(index) => index,
        None => {
            let own = prepared(algorithm, key, reference)?;
            *steps += reference.len() / BLOCK + 4;
            hashers.push(Hasher { algorithm, key: Zeroizing::new(key.to_vec()), own, first: None });
            hashers.len() - 1
        }
    };
    hashers.get_mut(index)
}
