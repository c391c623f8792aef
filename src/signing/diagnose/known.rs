//! Values that are recognised rather than computed, and what to look at when a signature is right.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::signing::diagnose::causes::{self as cause, Cause};
use crate::signing::diagnose::mistake::{Candidate, Mistake};
use crate::signing::diagnose::{DiagnosedCause, Finding, Subject};
use crate::signing::recipe::Role;

/// The sample signatures of Fawry's pages; each stands beside several different requests.
const PLACEHOLDERS: &[&str] = &[
    "2ca4c078ab0d4c50ba90e31b3b0339d4d4ae5b32f97092dd9e9c07888c7eef36",
    "fc82831bcd928d22337e9eace61d30c75d6fc027f59f0be571f90ab2231967fa",
];

/// How the values of functions for passwords begin.
const PASSWORD_HASHES: &[(&str, &str)] = &[
    ("$2y$", "bcrypt (password_hash in PHP)"),
    ("$2a$", "bcrypt"),
    ("$2b$", "bcrypt"),
    ("$argon2", "Argon2"),
    ("$scrypt$", "scrypt"),
    ("$pbkdf2", "PBKDF2"),
    ("pbkdf2_sha256$", "PBKDF2 (Django)"),
    ("$1$", "crypt with MD5"),
    ("$5$", "crypt with SHA-256"),
    ("$6$", "crypt with SHA-512"),
];

/// Fewer characters could be the beginning of anything.
const SHORTEST_BEGINNING: usize = 12;

/// A shorter key could occur in anything.
const SHORTEST_KEY: usize = 6;

/// Names a value of known meaning.
pub(super) fn recognise(subject: &Subject<'_>, mistakes: &[Mistake], observed: &str) -> Option<DiagnosedCause> {
    let text = observed.trim();
    let lower = text.to_ascii_lowercase();
    let right = subject.recipe.signature();
    let named = |cause: &Cause, how: &str| Some(cause.diagnosed(&[], how));
    // Old pages print one of them cut off.
    if PLACEHOLDERS.iter().any(|known| lower == *known || (lower.len() >= 40 && known.starts_with(&lower))) {
        return named(&cause::PLACEHOLDER, "");
    }
    for (name, secret) in subject.secrets() {
        if text.as_bytes() == secret {
            return Some(cause::SECRET_SENT.diagnosed(&[name.to_owned()], name));
        }
    }
    if let Some(how) = unhashed(subject, mistakes, text) {
        let mut cause = cause::UNHASHED.diagnosed(&[], how);
        cause.string_to_sign = Some(subject.recipe.masked_string_to_sign());
        return Some(cause);
    }
    let length = text.chars().count();
    if length >= SHORTEST_BEGINNING && length < right.len() && right.starts_with(text) && !is_padding(&right, text) {
        return named(&cause::CUT_OFF, &format!("{length} of its {} characters", right.len()));
    }
    if let Some((_, how)) = PASSWORD_HASHES.iter().find(|(start, _)| text.starts_with(start)) {
        return named(&cause::PASSWORD_HASH, how);
    }
    let segments: Vec<_> = text.split('.').collect();
    if segments.len() == 3 && text.starts_with("eyJ") && segments.iter().all(|segment| segment.len() > 8) {
        return named(&cause::TOKEN_SENT, "");
    }
    None
}

/// A lost `=` is an encoding, not a loss.
fn is_padding(right: &str, text: &str) -> bool {
    right.trim_end_matches('=') == text
}

/// The string to sign in place of its digest: as it should be, with any one mistake, or anything that holds the key.
fn unhashed(subject: &Subject<'_>, mistakes: &[Mistake], text: &str) -> Option<&'static str> {
    // Hexadecimal may be taken for Base64.
    let mut decoded = STANDARD.decode(text).ok().into_iter().chain(hex::decode(text).ok());
    let key = subject.key_bytes();
    let holds_key = |bytes: &[u8]| key.len() >= SHORTEST_KEY && bytes.windows(key.len()).any(|window| window == key);
    if holds_key(text.as_bytes()) {
        return Some("the string to sign itself, with your key in it: whoever saw this request has the key");
    }
    if decoded.any(|bytes| holds_key(&bytes)) {
        return Some(
            "the string to sign in Base64 or hexadecimal, which anybody can decode, with your key in it: whoever saw this request has the key",
        );
    }
    let mut bytes = Vec::new();
    let edits = std::iter::once(None).chain(mistakes.iter().map(|mistake| Some(&mistake.edit)));
    for edit in edits {
        let candidate = Candidate::new(subject.recipe, [edit, None, None]);
        candidate.write(&mut bytes);
        if bytes == text.as_bytes() {
            return Some("the string to sign itself instead of its digest");
        }
    }
    None
}

/// What to look at when the signature is right and refused all the same.
pub(super) fn checks(subject: &Subject<'_>) -> Vec<Finding> {
    let check = |id: &str, title: &str, detail: &str, fix: &str| Finding {
        id: id.into(),
        title: title.into(),
        detail: detail.into(),
        fix: fix.into(),
        ..Finding::default()
    };
    let mut checks = Vec::new();
    if subject.recipe.parts.iter().any(|part| part.role == Role::Timestamp) {
        checks.push(check(
            "check-timestamp",
            "The time may have run out",
            "A signature over a time is accepted for about a minute only.",
            "Compare the server's clock with the signed timestamp, and send the request at once.",
        ));
    }
    checks.push(check(
        "check-environment",
        "The environment may be the wrong one",
        "Codes and keys of the test environment are refused in production, and the reverse.",
        "Check that host, account and key belong to the same environment.",
    ));
    checks.push(check(
        "check-key-pair",
        "The key may belong to another account",
        "The signature fits the key that is configured here; the gateway checks with the key that it has for the account.",
        "Compare the key with the one in the gateway's dashboard, character by character.",
    ));
    checks.push(check(
        "check-sent-bytes",
        "What is sent may differ from what was signed",
        "An HTTP client that encodes a URL again, or a framework that serialises a body again, changes the request after it was signed.",
        "Log what really goes out and diagnose that request as a whole.",
    ));
    checks
}
