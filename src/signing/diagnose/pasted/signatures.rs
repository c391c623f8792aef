//! Where the signature of a sent request stands, and where the gateway reads it.

use crate::engine::Configured;
use crate::request::HttpRequest;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::compare::{members_of, parameters_of};
use crate::signing::diagnose::pasted::findings::finding;
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::value::{Value, is_name};

/// What was found.
pub(super) struct Found {
    pub(super) signature: Option<String>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Header,
    Query,
    Body,
}

impl Place {
    const fn words(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}

pub(super) fn is_signature(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("signature")
}

/// The signature of a request: where the gateway reads it, else the first that is there.
pub(super) fn find(gateway: &Configured, sent: &SentRequest, built: Option<&HttpRequest>) -> Found {
    let all = signatures(sent);
    let expected = match built.and_then(place_of) {
        None => gateway.class.signature_header.map(|name| (Place::Header, name.to_owned())),
        known => known,
    };
    let right = expected.as_ref().and_then(|(place, name)| {
        all.iter().find(|(known, given, _)| known == place && given.as_str() == name.as_str())
    });
    let mut findings = Vec::new();
    if let (Some((place, name)), None, Some((given, given_name, _))) = (&expected, right, all.first()) {
        findings.push(misplaced((*given, given_name), (*place, name)));
    }
    let reads_header = matches!(&expected, Some((Place::Header, _)));
    // A second signature in a header that the gateway does not have.
    for (_, name, _) in all.iter().filter(|(place, ..)| *place == Place::Header) {
        if right.is_some() && !(reads_header && gateway.class.signature_header == Some(name.as_str())) {
            findings.push(unknown_header(name));
        }
    }
    let signature = right.or(all.first()).map(|(.., text)| text.clone());
    Found { signature, findings }
}

/// Every text that is sent as a signature.
fn signatures(sent: &SentRequest) -> Vec<(Place, String, String)> {
    let headers = sent.headers.iter().map(|(name, text)| (Place::Header, name.clone(), text.clone()));
    let text = |place| move |(name, value): (String, Value)| Some((place, name, value.as_text()?.to_owned()));
    let fields = sent.members().into_iter().filter_map(text(Place::Body));
    let parameters = sent.parameters().into_iter().filter_map(text(Place::Query));
    let all = headers.chain(fields).chain(parameters);
    all.filter(|(_, name, text)| is_signature(name) && !text.is_empty()).collect()
}

/// Where a request of this library has its signature.
fn place_of(built: &HttpRequest) -> Option<(Place, String)> {
    let header = built.headers.iter().map(|(name, _)| (Place::Header, (*name).to_owned()));
    let body = members_of(built).into_iter().map(|(name, _)| (Place::Body, name));
    let query = parameters_of(built).into_iter().map(|(name, _)| (Place::Query, name));
    header.chain(body).chain(query).find(|(_, name)| is_signature(name))
}

fn shown(name: &str) -> &str {
    if is_name(name) { name } else { "another name" }
}

fn misplaced((given, given_name): (Place, &str), (place, name): (Place, &str)) -> Finding {
    let detail = match given == place {
        true => format!("The signature is sent as {}; the operation has it as {name}.", shown(given_name)),
        false => format!(
            "The signature stands in the {} as {}; the gateway reads it in the {} as {name}.",
            given.words(),
            shown(given_name),
            place.words()
        ),
    };
    let fix = format!("Send it in the {} as {name}.", place.words());
    finding("signature-misplaced", Some(name), "The signature stands where the gateway does not look", detail, &fix)
}

/// A header that no request and no event of the gateway has.
pub(super) fn unknown_header(name: &str) -> Finding {
    let detail = format!("The gateway has no header {}.", shown(name));
    finding("unknown-header", Some(name), "A header that does not exist", detail, "Leave it out, and do not read it.")
}

pub(super) fn missing() -> Finding {
    finding(
        "signature-missing",
        None,
        "The request has no signature",
        "No header, field or parameter of the request is a signature.",
        "Add the signature where the gateway expects it.",
    )
}
