//! Digests of many texts that begin alike: the state after the common beginning is kept.

use hmac::{Hmac, KeyInit};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::{FixedOutput, Update};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_256, Sha3_512};
use zeroize::Zeroizing;

use crate::signing::diagnose::mistake::Method;
use crate::signing::digest::Algorithm;

/// How many states are kept for one beginning.
const MAX_STATES: usize = 64;

/// The block length of MD5, SHA-1 and SHA-256. For the others it is half a block, which is right too.
pub(crate) const BLOCK: usize = 64;

/// The bytes of a digest; no digest is longer than 64.
#[derive(Clone, Copy)]
pub(crate) struct Bytes {
    bytes: [u8; 64],
    length: usize,
}

impl Bytes {
    pub(crate) fn of(digest: &[u8]) -> Self {
        let mut bytes = [0; 64];
        bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = *from);
        Self { bytes, length: digest.len().min(64) }
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// A digest of texts that mostly begin like a reference text.
pub(crate) trait Hashing {
    /// Hashes a text; the second value is how many blocks that took.
    fn digest(&self, text: &[u8]) -> (Bytes, usize);

    /// The beginning of a text, before its first character.
    fn stem(&self) -> Option<Box<dyn Stem>>;
}

/// The state of a digest after the beginning of a text.
pub(crate) trait Stem {
    /// The state after a piece more.
    fn then(&self, piece: &[u8]) -> Box<dyn Stem>;

    /// The digest of the text so far.
    fn digest(&self) -> Bytes;
}

impl<D: Update + FixedOutput + Clone + 'static> Stem for D {
    fn then(&self, piece: &[u8]) -> Box<dyn Stem> {
        let mut state = self.clone();
        state.update(piece);
        Box::new(state)
    }

    fn digest(&self) -> Bytes {
        Bytes::of(&self.clone().finalize_fixed())
    }
}

struct Prefixed<D> {
    reference: Zeroizing<Vec<u8>>,
    step: usize,
    /// The states after 0, 1, 2 … steps of the reference.
    states: Vec<D>,
}

impl<D: Update + FixedOutput + Clone> Prefixed<D> {
    fn new(start: D, reference: &[u8]) -> Self {
        let blocks = reference.len() / BLOCK;
        let step = (blocks / MAX_STATES + 1) * BLOCK;
        let mut states = vec![start];
        for chunk in reference.chunks_exact(step) {
            let Some(mut state) = states.last().cloned() else { break };
            state.update(chunk);
            states.push(state);
        }
        Self { reference: Zeroizing::new(reference.to_vec()), step, states }
    }
}

impl<D: Update + FixedOutput + Clone + 'static> Hashing for Prefixed<D> {
    fn stem(&self) -> Option<Box<dyn Stem>> {
        Some(Box::new(self.states.first()?.clone()))
    }

    fn digest(&self, text: &[u8]) -> (Bytes, usize) {
        let common = text.chunks_exact(self.step).zip(self.reference.chunks_exact(self.step));
        let steps = common.take_while(|(this, that)| this == that).count();
        let rest = text.get(steps * self.step..).unwrap_or_default();
        let Some(mut state) = self.states.get(steps).cloned() else { return (Bytes::of(&[]), 0) };
        state.update(rest);
        (Bytes::of(&state.finalize_fixed()), rest.len() / BLOCK + 2)
    }
}

/// A digest, keyed or not, prepared for texts that begin like `reference`.
pub(crate) fn prepared(algorithm: Algorithm, key: &[u8], reference: &[u8]) -> Option<Box<dyn Hashing>> {
    fn plain<D: Update + FixedOutput + Clone + Default + 'static>(reference: &[u8]) -> Option<Box<dyn Hashing>> {
        Some(Box::new(Prefixed::new(D::default(), reference)))
    }
    fn keyed<D: Update + FixedOutput + KeyInit + Clone + 'static>(
        key: &[u8],
        reference: &[u8],
    ) -> Option<Box<dyn Hashing>> {
        Some(Box::new(Prefixed::new(<D as KeyInit>::new_from_slice(key).ok()?, reference)))
    }
    match algorithm {
        Algorithm::Md5 => plain::<Md5>(reference),
        Algorithm::Sha1 => plain::<Sha1>(reference),
        Algorithm::Sha224 => plain::<Sha224>(reference),
        Algorithm::Sha256 => plain::<Sha256>(reference),
        Algorithm::Sha384 => plain::<Sha384>(reference),
        Algorithm::Sha512 => plain::<Sha512>(reference),
        Algorithm::Sha3_256 => plain::<Sha3_256>(reference),
        Algorithm::Sha3_512 => plain::<Sha3_512>(reference),
        Algorithm::HmacMd5 => keyed::<Hmac<Md5>>(key, reference),
        Algorithm::HmacSha1 => keyed::<Hmac<Sha1>>(key, reference),
        Algorithm::HmacSha224 => keyed::<Hmac<Sha224>>(key, reference),
        Algorithm::HmacSha256 => keyed::<Hmac<Sha256>>(key, reference),
        Algorithm::HmacSha384 => keyed::<Hmac<Sha384>>(key, reference),
        Algorithm::HmacSha512 => keyed::<Hmac<Sha512>>(key, reference),
    }
}

/// The digest with an output of this length.
pub(crate) fn of_length(length: usize, keyed: bool) -> Option<Algorithm> {
    Some(match (length, keyed) {
        (16, false) => Algorithm::Md5,
        (16, true) => Algorithm::HmacMd5,
        (20, false) => Algorithm::Sha1,
        (20, true) => Algorithm::HmacSha1,
        (28, false) => Algorithm::Sha224,
        (28, true) => Algorithm::HmacSha224,
        (32, false) => Algorithm::Sha256,
        (32, true) => Algorithm::HmacSha256,
        (48, false) => Algorithm::Sha384,
        (48, true) => Algorithm::HmacSha384,
        (64, false) => Algorithm::Sha512,
        (64, true) => Algorithm::HmacSha512,
        _ => return None,
    })
}

/// A digest with the same length as another, which is taken for it now and then.
pub(crate) fn twin(algorithm: Algorithm) -> Option<Algorithm> {
    match algorithm {
        Algorithm::Sha256 => Some(Algorithm::Sha3_256),
        Algorithm::Sha512 => Some(Algorithm::Sha3_512),
        _ => None,
    }
}

/// Whether a method uses an HMAC, given whether the recipe does.
pub(crate) fn is_keyed(method: Method, recipe_is_keyed: bool) -> bool {
    match method {
        Method::Stated | Method::TwiceHex | Method::TwiceRaw => recipe_is_keyed,
        Method::Hmac | Method::HmacWithKeyInside | Method::HmacOfHash | Method::Swapped => true,
        Method::Hash | Method::HashKeyFirst | Method::HashKeyLast | Method::KeyAndHash | Method::HashAndKey => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::digest::digest;

    #[test]
    fn a_kept_state_changes_no_digest() {
        let reference = "merchant-code-and-more ".repeat(9);
        for length in [16, 20, 28, 32, 48, 64] {
            for keyed in [false, true] {
                let algorithm = of_length(length, keyed).unwrap();
                let prepared = prepared(algorithm, b"key", reference.as_bytes()).unwrap();
                for cut in 0..reference.len() {
                    let text = format!("{}x", reference.get(..cut).unwrap());
                    assert_eq!(
                        prepared.digest(text.as_bytes()).0.as_slice(),
                        digest(algorithm, b"key", text.as_bytes()),
                        "{cut}"
                    );
                }
                assert_eq!(
                    prepared.digest(reference.as_bytes()).0.as_slice(),
                    digest(algorithm, b"key", reference.as_bytes())
                );
            }
        }
    }
}
