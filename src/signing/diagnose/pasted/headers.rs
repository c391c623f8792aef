//! The headers of a sent request, beside those that this library would send.

use crate::request::HttpRequest;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::findings::finding;
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::signatures::is_signature;

/// Compares the headers; signatures are looked at on their own.
pub(super) fn compare(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    for (name, right) in &built.headers {
        let is_secret = matches!(*name, "authorization" | "access-token" | "api_key");
        match sent.header_named(name) {
            // Every HTTP client sends an accept header of its own.
            None if *name == "accept" || is_signature(name) => {}
            None => findings.push(missing(name)),
            // The paste has the name without its value.
            Some("") => {}
            Some(given) if is_secret && given != right => findings.push(token(name, given, right)),
            Some(given) if *name == "content-type" && !media_type(given).eq_ignore_ascii_case(right) => {
                let shown = Some(media_type(given)).filter(|given| is_media_type(given)).unwrap_or("something else");
                let detail = format!("The header content-type says {shown}; the gateway expects {right}.");
                let fix = "Send the body as JSON under its own type.";
                findings.push(finding("wrong-content-type", Some(name), "Another content type", detail, fix));
            }
            Some(_) => {}
        }
    }
}

pub(super) fn missing(name: &str) -> Finding {
    let detail = format!("The header {name} is missing.");
    finding("missing-header", Some(name), "A header is missing", detail, "Send it.")
}

/// What the headers declare about the bytes of the body, where no gateway takes anything but plain UTF-8.
pub(super) fn body_headers(sent: &SentRequest, findings: &mut Vec<Finding>) {
    let charset = sent.header_named("content-type").and_then(|header| {
        let parameters = header.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        charsets.next().map(|(_, charset)| charset.trim().trim_matches('"'))
    });
    let is_other =
        |charset: &&str| !["utf-8", "utf8", "us-ascii"].iter().any(|known| known.eq_ignore_ascii_case(charset));
    if let Some(charset) = charset.filter(is_other) {
        let detail = format!(
            "The header content-type declares {}; JSON is UTF-8, and so is what is hashed.",
            known(charset, CHARSETS)
        );
        let fix = "Send UTF-8 and declare no other charset.";
        findings.push(finding(
            "wrong-charset",
            Some("content-type"),
            "Another character encoding is declared",
            detail,
            fix,
        ));
    }
    let encoding = sent.header_named("content-encoding").filter(|encoding| !["", "identity"].contains(encoding));
    if let Some(encoding) = encoding {
        let detail = format!(
            "The header content-encoding declares {}; no gateway documents that it takes encoded bodies.",
            known(encoding, ENCODINGS)
        );
        let fix = "Send the body as it is, without compressing it.";
        findings.push(finding(
            "content-encoding",
            Some("content-encoding"),
            "The body is declared as encoded",
            detail,
            fix,
        ));
    }
}

const CHARSETS: &[&str] = &[
    "windows-1256",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "iso-8859-1",
    "iso-8859-6",
    "iso-8859-15",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "cp1256",
    "latin1",
];
const ENCODINGS: &[&str] = &["gzip", "deflate", "br", "zstd", "compress", "x-gzip"];

/// A word of a list as the list has it, since any other may be anything.
fn known<'a>(word: &str, list: &[&'a str]) -> &'a str {
    list.iter().copied().find(|known| known.eq_ignore_ascii_case(word)).unwrap_or("another one")
}

fn media_type(header: &str) -> &str {
    header.split(';').next().unwrap_or_default().trim()
}

fn is_media_type(text: &str) -> bool {
    let Some((family, kind)) = text.split_once('/') else { return false };
    ["application", "text", "multipart"].iter().any(|known| known.eq_ignore_ascii_case(family))
        && kind.len() <= 24
        && kind.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-.+".contains(&byte))
}

/// What is wrong about a token, without showing it.
fn token(name: &str, given: &str, right: &str) -> Finding {
    let bare = |text: &str| text.trim_start_matches("Bearer ").to_owned();
    let (detail, fix) = if given.starts_with("Bearer Bearer ") {
        ("says Bearer twice", "Write Bearer once.")
    } else if bare(given) == bare(right) && right.starts_with("Bearer ") {
        ("has the token without Bearer in front", "Write Bearer, a blank and the token.")
    } else if bare(given) == bare(right) {
        ("has Bearer in front of the token", "Send the token alone.")
    } else {
        ("is not the configured one", "Check that the token is current and belongs to this account.")
    };
    finding("wrong-token", Some(name), "The token is not as expected", format!("The header {name} {detail}."), fix)
}
