//! The digests of the gateways, and how their bytes are written as text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
#[cfg(feature = "md5")]
use md5::Md5;
#[cfg(feature = "diagnose")]
use sha1::Sha1;
#[cfg(feature = "hmac-sha384")]
use sha2::Sha384;
use sha2::{Digest, Sha256};
#[cfg(feature = "diagnose")]
use sha2::{Sha224, Sha512};
#[cfg(feature = "diagnose")]
use sha3::{Sha3_256, Sha3_512};

/// What turns a string to sign into bytes. The gateways use SHA-256, MD5, HMAC-SHA256 and HS384; the
/// others are what integrations use by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "the names are the standard ones")]
pub enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    #[default]
    Sha256,
    Sha384,
    Sha512,
    Sha3_256,
    Sha3_512,
    HmacMd5,
    HmacSha1,
    HmacSha224,
    HmacSha256,
    HmacSha384,
    HmacSha512,
}

impl Algorithm {
    /// The name as an explanation shows it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_512 => "SHA3-512",
            Self::HmacMd5 => "HMAC-MD5",
            Self::HmacSha1 => "HMAC-SHA1",
            Self::HmacSha224 => "HMAC-SHA224",
            Self::HmacSha256 => "HMAC-SHA256",
            Self::HmacSha384 => "HS384",
            Self::HmacSha512 => "HMAC-SHA512",
        }
    }

    /// How many bytes it gives.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Md5 | Self::HmacMd5 => 16,
            Self::Sha1 | Self::HmacSha1 => 20,
            Self::Sha224 | Self::HmacSha224 => 28,
            Self::Sha256 | Self::HmacSha256 | Self::Sha3_256 => 32,
            Self::Sha384 | Self::HmacSha384 => 48,
            Self::Sha512 | Self::HmacSha512 | Self::Sha3_512 => 64,
        }
    }

    /// Whether the key is the key of an HMAC rather than a part of the text.
    #[must_use]
    pub const fn is_keyed(self) -> bool {
        matches!(
            self,
            Self::HmacMd5 | Self::HmacSha1 | Self::HmacSha224 | Self::HmacSha256 | Self::HmacSha384 | Self::HmacSha512
        )
    }
}

/// How the bytes of a digest are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Lower-case hexadecimal.
    #[default]
    Hex,
    /// Base64 with padding.
    Base64,
    /// Base64 with `-` and `_`, without padding.
    Base64Url,
}

impl Encoding {
    /// The name as an explanation shows it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
        }
    }

    /// Writes bytes.
    #[must_use]
    pub fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => {
                // In one go: `hex::encode` appends each character alone.
                let mut text = vec![0; 2 * bytes.len()];
                let written = hex::encode_to_slice(bytes, &mut text);
                written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
            }
            Self::Base64 => STANDARD.encode(bytes),
            Self::Base64Url => URL_SAFE_NO_PAD.encode(bytes),
        }
    }

    /// Reads bytes; hexadecimal in any letter case.
    #[must_use]
    pub fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Hex => hex::decode(text).ok(),
            Self::Base64 => STANDARD.decode(text).ok(),
            Self::Base64Url => URL_SAFE_NO_PAD.decode(text).ok(),
        }
    }
}

/// The digest of a text; `key` is used by the keyed algorithms only.
pub(crate) fn digest(algorithm: Algorithm, key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut hasher = Hasher::new(algorithm, key);
    hasher.update(text);
    hasher.finish()
}

/// A digest of text that comes in pieces. Only the algorithms are there that a gateway in use or the diagnosis asks for
/// as a feature.
pub(crate) enum Hasher {
    #[cfg(feature = "md5")]
    Md5(Md5),
    Sha256(Sha256),
    #[cfg(feature = "hmac-sha256")]
    HmacSha256(Hmac<Sha256>),
    #[cfg(feature = "hmac-sha384")]
    HmacSha384(Hmac<Sha384>),
    #[cfg(feature = "diagnose")]
    Mistaken(Mistaken),
}

/// What integrations use by mistake.
#[cfg(feature = "diagnose")]
pub(crate) enum Mistaken {
    Sha1(Sha1),
    Sha224(Sha224),
    Sha384(Sha384),
    Sha512(Sha512),
    Sha3_256(Sha3_256),
    Sha3_512(Sha3_512),
    HmacMd5(Hmac<Md5>),
    HmacSha1(Hmac<Sha1>),
    HmacSha224(Hmac<Sha224>),
    HmacSha512(Hmac<Sha512>),
}

/// Does something with the hasher inside, of whatever kind.
macro_rules! with_hasher {
    ($hasher:expr, $digest:ident => $plain:expr, $mac:ident => $keyed:expr) => {
        match $hasher {
            #[cfg(feature = "md5")]
            Hasher::Md5($digest) => $plain,
            Hasher::Sha256($digest) => $plain,
            #[cfg(feature = "hmac-sha256")]
            Hasher::HmacSha256($mac) => $keyed,
            #[cfg(feature = "hmac-sha384")]
            Hasher::HmacSha384($mac) => $keyed,
            #[cfg(feature = "diagnose")]
            Hasher::Mistaken(mistaken) => match mistaken {
                Mistaken::Sha1($digest) => $plain,
                Mistaken::Sha224($digest) => $plain,
                Mistaken::Sha384($digest) => $plain,
                Mistaken::Sha512($digest) => $plain,
                Mistaken::Sha3_256($digest) => $plain,
                Mistaken::Sha3_512($digest) => $plain,
                Mistaken::HmacMd5($mac) => $keyed,
                Mistaken::HmacSha1($mac) => $keyed,
                Mistaken::HmacSha224($mac) => $keyed,
                Mistaken::HmacSha512($mac) => $keyed,
            },
        }
    };
}

impl Hasher {
    /// The digest of an algorithm; `key` is used by the keyed ones only.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8]) -> Self {
        match algorithm {
            #[cfg(feature = "md5")]
            Algorithm::Md5 => Self::Md5(Md5::new()),
            #[cfg(feature = "hmac-sha256")]
            Algorithm::HmacSha256 => keyed(key, Self::HmacSha256),
            #[cfg(feature = "hmac-sha384")]
            Algorithm::HmacSha384 => keyed(key, Self::HmacSha384),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha1 => Self::Mistaken(Mistaken::Sha1(Sha1::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha224 => Self::Mistaken(Mistaken::Sha224(Sha224::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha384 => Self::Mistaken(Mistaken::Sha384(Sha384::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha512 => Self::Mistaken(Mistaken::Sha512(Sha512::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha3_512 => Self::Mistaken(Mistaken::Sha3_512(Sha3_512::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::Sha3_256 => Self::Mistaken(Mistaken::Sha3_256(Sha3_256::new())),
            #[cfg(feature = "diagnose")]
            Algorithm::HmacMd5 => keyed(key, |mac| Self::Mistaken(Mistaken::HmacMd5(mac))),
            #[cfg(feature = "diagnose")]
            Algorithm::HmacSha1 => keyed(key, |mac| Self::Mistaken(Mistaken::HmacSha1(mac))),
            #[cfg(feature = "diagnose")]
            Algorithm::HmacSha224 => keyed(key, |mac| Self::Mistaken(Mistaken::HmacSha224(mac))),
            #[cfg(feature = "diagnose")]
            Algorithm::HmacSha512 => keyed(key, |mac| Self::Mistaken(Mistaken::HmacSha512(mac))),
            _ => Self::Sha256(Sha256::new()),
        }
    }

    /// Adds a piece.
    pub(crate) fn update(&mut self, piece: &[u8]) {
        with_hasher!(self, digest => Digest::update(digest, piece), mac => Mac::update(mac, piece));
    }

    /// The bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        with_hasher!(self, digest => digest.finalize().to_vec(), mac => mac.finalize().into_bytes().to_vec())
    }
}

/// An HMAC takes a key of any length, so the fallback is never taken.
fn keyed<M: KeyInit>(key: &[u8], hasher: impl FnOnce(M) -> Hasher) -> Hasher {
    <M as KeyInit>::new_from_slice(key).map_or_else(|_| Hasher::Sha256(Sha256::new()), hasher)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(Algorithm, usize, bool); 14] = [
        (Algorithm::Md5, 16, false),
        (Algorithm::Sha1, 20, false),
        (Algorithm::Sha224, 28, false),
        (Algorithm::Sha256, 32, false),
        (Algorithm::Sha384, 48, false),
        (Algorithm::Sha512, 64, false),
        (Algorithm::Sha3_256, 32, false),
        (Algorithm::Sha3_512, 64, false),
        (Algorithm::HmacMd5, 16, true),
        (Algorithm::HmacSha1, 20, true),
        (Algorithm::HmacSha224, 28, true),
        (Algorithm::HmacSha256, 32, true),
        (Algorithm::HmacSha384, 48, true),
        (Algorithm::HmacSha512, 64, true),
    ];

    #[test]
    fn an_algorithm_has_its_length_and_a_key_or_none() {
        for (algorithm, length, keyed) in ALL {
            assert_eq!((algorithm.length(), algorithm.is_keyed()), (length, keyed), "{algorithm:?}");
        }
    }

    #[cfg(feature = "diagnose")]
    #[test]
    fn a_digest_is_as_long_as_its_algorithm_says_and_uses_the_key_where_it_has_one() {
        for (algorithm, length, keyed) in ALL {
            let [one, other] = [b"one", b"two"].map(|key| digest(algorithm, key, b"text"));
            assert_eq!((one.len(), one != other), (length, keyed), "{algorithm:?}");
        }
    }
}
