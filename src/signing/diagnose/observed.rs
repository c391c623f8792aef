//! What the observed text could mean: its bytes under every encoding that people use.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::signing::diagnose::causes::{self, Cause};
use crate::signing::digest::Encoding;

/// One reading of the observed text.
pub(crate) struct Reading {
    form: Form,
    /// What is wrong about the encoding, with what completes the detail.
    pub(crate) causes: Vec<(&'static Cause, &'static str)>,
}

/// What a reading says of a digest.
enum Form {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Its hexadecimal text, with one digit for a byte below sixteen.
    Unpadded { text: String, length: usize },
}

impl Reading {
    pub(crate) fn of(bytes: Vec<u8>, causes: Vec<(&'static Cause, &'static str)>) -> Self {
        Self { form: Form::Bytes(bytes), causes }
    }

    /// How many bytes the digest has.
    pub(crate) fn length(&self) -> usize {
        match &self.form {
            Form::Bytes(bytes) => bytes.len(),
            Form::Unpadded { length, .. } => *length,
        }
    }

    /// Whether this is the digest that was observed.
    pub(crate) fn is(&self, digest: &[u8]) -> bool {
        match &self.form {
            Form::Bytes(bytes) => bytes == digest,
            Form::Unpadded { text, length } => {
                let mut rest = text.as_str();
                digest.len() == *length
                    && digest.iter().all(|byte| {
                        let found = rest.strip_prefix(&format!("{byte:x}"));
                        rest = found.unwrap_or(rest);
                        found.is_some()
                    })
                    && rest.is_empty()
            }
        }
    }
}

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The lengths of the digests in use.
const LENGTHS: [usize; 6] = [16, 20, 28, 32, 48, 64];

fn is_digest(bytes: &[u8]) -> bool {
    LENGTHS.contains(&bytes.len())
}

/// Every reading of an observed signature. `any_case` says that hexadecimal may be in upper case.
pub(crate) fn readings(observed: &str, encoding: Encoding, any_case: bool) -> Vec<Reading> {
    if let Some(bytes) = listed(observed.trim()) {
        return vec![Reading::of(bytes, vec![(&causes::SIGNATURE_ALTERED, "being written as a list of numbers")])];
    }
    let (text, altered) = cleaned(observed);
    if let Some(text) = bit_converter(&text) {
        let how = ", with hyphens between its bytes, as BitConverter writes it";
        return vec![Reading::of(text, vec![(&causes::HEX_UPPER_CASE, how)])];
    }
    let unpadded = zeros_lost(&text);
    if !unpadded.is_empty() {
        return unpadded;
    }
    let decoded = hex::decode(&text).ok().and_then(|inner| hex::decode(inner).ok());
    if let Some(bytes) = decoded.filter(|bytes| is_digest(bytes)) {
        return vec![Reading::of(bytes, vec![(&causes::SIGNATURE_ALTERED, "being written in hexadecimal twice")])];
    }
    let mut readings = Vec::new();
    let mut add = |bytes: Vec<u8>, causes: Vec<&'static Cause>| {
        let mut named: Vec<_> = causes.into_iter().map(|cause| (cause, "")).collect();
        named.extend(altered.map(|how| (&causes::SIGNATURE_ALTERED, how)));
        readings.push(Reading::of(bytes, named));
    };
    if let Some(bytes) = hex::decode(&text).ok().filter(|bytes| is_digest(bytes)) {
        let mut causes = Vec::new();
        if encoding != Encoding::Hex {
            causes.push(&causes::HEX_INSTEAD_OF_BASE64);
        } else if !any_case && text.contains(|character: char| character.is_ascii_uppercase()) {
            causes.push(&causes::HEX_UPPER_CASE);
        }
        add(bytes, causes);
        return readings;
    }
    let url_safe = text.contains(['-', '_']);
    let Ok(bytes) = (if url_safe { URL_SAFE.decode(&text) } else { STANDARD.decode(&text) }) else { return readings };
    let plain = text.contains(['+', '/']);
    let padding_lost = !text.ends_with('=') && bytes.len() % 3 != 0;
    let mut causes = Vec::new();
    match encoding {
        Encoding::Hex => causes.push(&causes::BASE64_INSTEAD_OF_HEX),
        Encoding::Base64 => {
            if url_safe {
                causes.push(&causes::BASE64_URL_SAFE);
            }
            if padding_lost {
                causes.push(&causes::BASE64_UNPADDED);
            }
        }
        Encoding::Base64Url if plain || text.ends_with('=') => causes.push(&causes::BASE64_STANDARD),
        Encoding::Base64Url => {}
    }
    match hex::decode(&bytes) {
        Ok(inner) if is_digest(&inner) => add(inner, vec![&causes::BASE64_OF_HEX]),
        _ if is_digest(&bytes) => add(bytes, causes),
        _ => {}
    }
    readings
}

/// The bytes of `[12, -3, …]`, of `{"type":"Buffer","data":[12, 253, …]}`, and of `{"words":[…],"sigBytes":32}`, whose
/// numbers are four bytes each.
fn listed(text: &str) -> Option<Vec<u8>> {
    let numbers =
        text.starts_with(['[', '{']).then(|| text.split(|letter: char| !letter.is_ascii_digit() && letter != '-'))?;
    let mut numbers: Vec<i64> =
        numbers.filter(|number| !number.is_empty()).map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let bytes: Vec<u8> = if text.contains("sigBytes") {
        numbers.pop();
        let words = numbers.into_iter().map(i32::try_from).collect::<Result<Vec<_>, _>>().ok()?;
        words.into_iter().flat_map(i32::to_be_bytes).collect()
    } else {
        numbers.into_iter().map(|number| u8::try_from(number.rem_euclid(256))).collect::<Result<_, _>>().ok()?
    };
    is_digest(&bytes).then_some(bytes)
}

/// The bytes of `1A-2B-3C`.
fn bit_converter(text: &str) -> Option<Vec<u8>> {
    let pairs = || text.split('-');
    let upper = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    (upper && text.contains('-') && pairs().all(|pair| pair.len() == 2))
        .then(|| hex::decode(pairs().collect::<String>()).ok().filter(|bytes| is_digest(bytes)))?
}

/// The most zeros that a digest loses: of its 32 bytes two are below sixteen, on average.
const MAX_ZEROS: usize = 9;

/// Hexadecimal without the zeros at its beginning, or without those of every byte below sixteen.
fn zeros_lost(text: &str) -> Vec<Reading> {
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(length) = LENGTHS.iter().copied().find(|length| is_hex && text.len() < 2 * length) else {
        return Vec::new();
    };
    let lost = 2 * length - text.len();
    let is_whole = text.len().is_multiple_of(2) && LENGTHS.contains(&(text.len() / 2));
    if lost > MAX_ZEROS || lost > length / 3 || is_whole {
        return Vec::new();
    }
    let padded = hex::decode(format!("{}{text}", "0".repeat(lost))).ok();
    let of_number = padded.filter(|_| lost <= 4).map(|bytes| {
        Reading::of(bytes, vec![(&causes::HEX_ZEROS, "written as one number, which has no zeros in front")])
    });
    let form = Form::Unpadded { text: text.to_ascii_lowercase(), length };
    let of_bytes = Reading { form, causes: vec![(&causes::HEX_ZEROS, "with one digit for every byte below sixteen")] };
    of_number.into_iter().chain([of_bytes]).collect()
}

/// The text without what transport, shells and wrappers put around or into it.
fn cleaned(observed: &str) -> (String, Option<&'static str>) {
    let trimmed = observed.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    let quoted = |quote: char| trimmed.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    if let Some(inner) = quoted('"').or_else(|| quoted('\'')) {
        return (inner.to_owned(), Some("quotation marks around it"));
    }
    for prefix in ["sha256=", "SHA256=", "hmac-sha256=", "0x", "Bearer "] {
        // Base64 may begin with 0x by chance, hexadecimal cannot.
        let fits = |rest: &&str| prefix != "0x" || hex::decode(rest).is_ok();
        if let Some(rest) = trimmed.strip_prefix(prefix).filter(fits) {
            return (rest.to_owned(), Some("a prefix in front of it"));
        }
    }
    if trimmed.contains('%') {
        let decoded = percent_encoding::percent_decode_str(trimmed).decode_utf8_lossy().into_owned();
        return (decoded, Some("being percent-encoded"));
    }
    if trimmed.contains(['\n', '\r']) {
        let joined = trimmed.chars().filter(|character| !character.is_whitespace()).collect();
        return (joined, Some("line breaks in it"));
    }
    if trimmed.contains(' ') && trimmed.split(' ').all(|pair| pair.len() == 2) {
        return (trimmed.replace(' ', ""), Some("blanks between its bytes"));
    }
    // Java's `Integer.toHexString` extends the sign of a byte.
    if trimmed.matches("ffffff").count() > 3 {
        return (trimmed.replace("ffffff", ""), Some("ffffff in front of its larger bytes"));
    }
    if trimmed.contains(' ') {
        return (trimmed.replace(' ', "+"), Some("blanks in place of +, as a form decoder leaves them"));
    }
    if trimmed.contains(':') && trimmed.split(':').all(|pair| pair.len() == 2) {
        return (trimmed.replace(':', ""), Some("colons between its bytes"));
    }
    if trimmed.contains('-') && bit_converter(trimmed).is_none() && trimmed.split('-').all(|pair| pair.len() == 2) {
        return (trimmed.replace('-', ""), Some("hyphens between its bytes"));
    }
    (trimmed.to_owned(), (trimmed.len() != observed.len()).then_some("white space around it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(observed: &str, encoding: Encoding) -> Vec<&'static str> {
        let reading = readings(observed, encoding, false);
        reading.iter().flat_map(|reading| reading.causes.iter().map(|(cause, _)| cause.id)).collect()
    }

    #[test]
    fn every_encoding_is_read() {
        let bytes: Vec<u8> = (0..32).map(|index| 255 - index * 5).collect();
        let hex = Encoding::Hex.encode(&bytes);
        let base64 = Encoding::Base64.encode(&bytes);
        let url = base64.replace('+', "-").replace('/', "_");
        let twice = Encoding::Base64.encode(hex.as_bytes());
        let encoded = base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        for (text, encoding, expected) in [
            (hex.clone(), Encoding::Hex, vec![]),
            (hex.to_uppercase(), Encoding::Hex, vec!["hex-upper-case"]),
            (hex.clone(), Encoding::Base64, vec!["hex-instead-of-base64"]),
            (base64.clone(), Encoding::Base64, vec![]),
            (base64.clone(), Encoding::Hex, vec!["base64-instead-of-hex"]),
            (base64.trim_end_matches('=').to_owned(), Encoding::Base64, vec!["base64-unpadded"]),
            (url, Encoding::Base64, vec!["base64-url-safe"]),
            (base64.clone(), Encoding::Base64Url, vec!["base64-standard"]),
            (twice, Encoding::Base64, vec!["base64-of-hex"]),
            (encoded, Encoding::Base64, vec!["signature-altered"]),
            (format!("{hex}\n"), Encoding::Hex, vec!["signature-altered"]),
            (base64.replace('+', " "), Encoding::Base64, vec!["signature-altered"]),
        ] {
            let found = readings(&text, encoding, false);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].is(&bytes), "{text}");
            assert_eq!(ids(&text, encoding), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_digest_has_no_reading() {
        for text in ["", "abc", "not base64!", "2ca4c078ab0d4c50ba90e31b3b0339d4d4ae5b32f9709"] {
            assert!(readings(text, Encoding::Hex, false).is_empty(), "{text}");
        }
    }
}
