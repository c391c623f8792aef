//! Differences between what was sent, what is signed and what the gateway documents.

use crate::declare::nearest;
use crate::error::Error;
use crate::request::HttpRequest;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::{SentRequest, is_signature};
use crate::signing::diagnose::subject::{Sent, flatten, query};
use crate::signing::{Recipe, Role};
use crate::value::{Object, Value};
use zeroize::Zeroizing;

/// A finding.
pub(crate) fn finding(id: &str, field: Option<&str>, title: &str, detail: impl Into<String>, fix: &str) -> Finding {
    Finding {
        id: id.into(),
        field: field.map(str::to_owned),
        title: title.into(),
        detail: detail.into(),
        fix: fix.into(),
    }
}

pub(super) fn refused(error: &Error) -> Finding {
    let field = error.field();
    let detail = match field {
        Some(field) => format!("{field} {}.", error.message()),
        None => format!("{}.", error.message()),
    };
    let fix = error.hint_text().map_or_else(|| "Correct the field.".to_owned(), str::to_owned);
    finding("field-refused", field, "A field breaks a rule", detail, &fix)
}

pub(super) fn not_a_list(name: &str) -> Finding {
    finding(
        "object-instead-of-array",
        Some(name),
        "One object where an array belongs",
        format!("{name} is an object; the gateway expects an array, even around a single element."),
        "Write [ … ] around it.",
    )
}

pub(super) fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Finding {
    let detail = match nearest(name, known) {
        Some(meant) => format!("The operation has no field {name}; did you mean {meant}?"),
        None => format!("The operation has no field {name}, as far as it is documented."),
    };
    finding("unknown-field", Some(name), "A field that the operation does not have", detail, "Check the spelling.")
}

/// Puts the sent body into a recipe that signs bodies.
pub(super) fn use_sent_body(recipe: &mut Recipe, sent: &SentRequest) {
    let Some(body) = &sent.body else { return };
    for part in recipe.parts.iter_mut().filter(|part| part.role == Role::Body && !part.text.is_empty()) {
        part.text = Zeroizing::new(body.clone());
    }
}

/// Compares a sent request with the one that this library would send.
pub(super) fn compare(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    method(sent, built, findings);
    place(sent, built, findings);
    if sent.shows_headers {
        headers(sent, built, findings);
    }
    texts(sent, built, findings);
}

fn method(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    let right = built.method.as_str();
    if let Some(method) = sent.method.as_deref().filter(|method| !method.eq_ignore_ascii_case(right)) {
        let detail = format!("The request was sent with {method}; the operation is a {right}.");
        findings.push(finding("wrong-method", None, "Another HTTP method", detail, "Use the documented method."));
    }
}

fn place(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    let Some(url) = sent.url.as_deref().filter(|url| url.contains("://")) else { return };
    let split = |url: &str| {
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        (scheme.to_ascii_lowercase(), host.to_ascii_lowercase(), path.to_owned())
    };
    let ((scheme, host, path), (_, right_host, right_path)) = (split(url), split(&built.url));
    if host != right_host {
        let detail = format!("The request went to {host}; the configured environment is at {right_host}.");
        let fix = "Use host, account and key of one environment.";
        findings.push(finding("wrong-host", None, "Another host than the configuration's", detail, fix));
    } else if scheme == "http" && built.url.starts_with("https") {
        let fix = "Write https.";
        findings.push(finding("not-https", None, "Sent without encryption", "The URL begins with http.", fix));
    }
    if path != right_path {
        let detail = format!("The path is /{path}; the documented one is /{right_path}.");
        findings.push(finding("wrong-path", None, "Another path", detail, "Use the documented path."));
    }
}

fn headers(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    for (name, right) in &built.headers {
        let is_secret = matches!(*name, "authorization" | "access-token" | "api_key");
        match sent.header_named(name) {
            // Every HTTP client sends an accept header of its own.
            None if *name == "accept" => {}
            None if is_signature(name) => {}
            None => {
                let detail = format!("The header {name} is missing.");
                findings.push(finding("missing-header", Some(name), "A header is missing", detail, "Send it."));
            }
            Some(given) if is_secret && given != right => findings.push(token(name, given, right)),
            Some(given) if *name == "content-type" && !given.to_ascii_lowercase().starts_with(right.as_str()) => {
                let detail = format!("The header content-type says {given}; the gateway expects {right}.");
                let fix = "Send the body as JSON under its own type.";
                findings.push(finding("wrong-content-type", Some(name), "Another content type", detail, fix));
            }
            Some(_) => {}
        }
    }
    for name in ["x-fawry-signature", "x-pay3-signature"] {
        if sent.header_named(name).is_some() {
            let detail = format!("The gateway has no header {name}.");
            findings.push(finding(
                "unknown-header",
                Some(name),
                "A header that does not exist",
                detail,
                "Leave it out.",
            ));
        }
    }
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

/// Fields whose text differs from the one that is signed and would be sent.
fn texts(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    let mut given = Vec::new();
    flatten("", &sent.fields().into_iter().collect::<Object>().into(), &mut given);
    let mut right = Vec::new();
    query(&built.url, &mut right);
    if let Some(Ok(body)) = built.body.as_deref().map(Value::parse) {
        flatten("", &body, &mut right);
    }
    for field in given.iter().filter(|field| !is_signature(&field.name)) {
        let Some(other) = right.iter().find(|other| other.name == field.name).filter(|other| other.text != field.text)
        else {
            continue;
        };
        findings.push(differs(field, other));
    }
}

fn differs(sent: &Sent, right: &Sent) -> Finding {
    let name = sent.name.as_str();
    let number = |text: &str| text.parse::<f64>().ok();
    let same_value = number(&sent.text).is_some() && number(&sent.text) == number(&right.text);
    if sent.is_secret() {
        let fix = "Send exactly what was signed.";
        return finding(
            "text-differs",
            Some(name),
            "Sent in another form",
            format!("{name} is sent in another form."),
            fix,
        );
    }
    if same_value {
        let detail = format!("{name} is {} in the request and {} in the signature.", sent.text, right.text);
        let fix = "Send the text that was signed; write the amount once and use it twice.";
        return finding(
            "amount-text-differs",
            Some(name),
            "The amount is sent in another form than signed",
            detail,
            fix,
        );
    }
    let is_account = ["merchantCode", "merchantAccount", "accountNumber", "clientId"].contains(&name);
    let detail = format!("{name} is {} in the request; the configuration gives {}.", sent.text, right.text);
    if is_account {
        let fix = "Use code and key of the same account.";
        return finding("wrong-account", Some(name), "Another account than the configuration's", detail, fix);
    }
    let fix = "Send the text that was signed.";
    finding("text-differs", Some(name), "Sent in another form than signed", detail, fix)
}
