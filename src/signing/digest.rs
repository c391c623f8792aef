//! The digests of the gateways, and how their bytes are written as text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// What turns a string to sign into bytes. The gateways use SHA-256, MD5, HMAC-SHA256 and HS384; the
/// others are what integrations use by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "the names are the standard ones")]
pub enum Algorithm {
    Md5,
    Sha1,
    #[default]
    Sha256,
    Sha384,
    Sha512,
    HmacMd5,
    HmacSha1,
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
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::HmacMd5 => "HMAC-MD5",
            Self::HmacSha1 => "HMAC-SHA1",
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
            Self::Sha256 | Self::HmacSha256 => 32,
            Self::Sha384 | Self::HmacSha384 => 48,
            Self::Sha512 | Self::HmacSha512 => 64,
        }
    }

    /// Whether the key is the key of an HMAC rather than a part of the text.
    #[must_use]
    pub const fn is_keyed(self) -> bool {
        matches!(self, Self::HmacMd5 | Self::HmacSha1 | Self::HmacSha256 | Self::HmacSha384 | Self::HmacSha512)
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
            Self::Hex => hex::encode(bytes),
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
    match algorithm {
        Algorithm::Md5 => Md5::digest(text).to_vec(),
        Algorithm::Sha1 => Sha1::digest(text).to_vec(),
        Algorithm::Sha256 => Sha256::digest(text).to_vec(),
        Algorithm::Sha384 => Sha384::digest(text).to_vec(),
        Algorithm::Sha512 => Sha512::digest(text).to_vec(),
        Algorithm::HmacMd5 => hmac::<Hmac<Md5>>(key, text),
        Algorithm::HmacSha1 => hmac::<Hmac<Sha1>>(key, text),
        Algorithm::HmacSha256 => hmac::<Hmac<Sha256>>(key, text),
        Algorithm::HmacSha384 => hmac::<Hmac<Sha384>>(key, text),
        Algorithm::HmacSha512 => hmac::<Hmac<Sha512>>(key, text),
    }
}

fn hmac<M: Mac + KeyInit>(key: &[u8], text: &[u8]) -> Vec<u8> {
    // An HMAC takes a key of any length, so the error case is empty.
    <M as KeyInit>::new_from_slice(key)
        .map_or_else(|_| Vec::new(), |mac| mac.chain_update(text).finalize().into_bytes().to_vec())
}
