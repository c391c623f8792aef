//! A sent request beside the one that this library would send: method, host, path, fields and their texts.

use crate::amount::Amount;
use crate::engine::Configured;
use crate::request::{HttpRequest, is_secret_field};
use crate::signing::diagnose::causes::ITEMS_ORDER;
use crate::signing::diagnose::pasted::findings::{finding, unknown};
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::signing::diagnose::pasted::{headers, signatures::is_signature};
use crate::signing::diagnose::subject::query;
use crate::signing::diagnose::{Diagnosis, Finding, Verdict};
use crate::signing::{Recipe, Role};
use crate::value::{Object, Value, is_name};
/// The names under which requests carry the merchant.
const ACCOUNTS: &[&str] = &["merchantCode", "merchantAccount", "accountNumber", "clientId"];

/// A longer text is no amount that somebody would want to see.
const LONGEST_AMOUNT: usize = 12;

/// Compares a sent request with the one that this library would send.
pub(super) fn requests(gateway: &Configured, sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    method(sent, built, findings);
    place(gateway, sent, built, findings);
    if sent.shows_headers {
        headers::compare(sent, built, findings);
    }
    required(gateway, sent, built, findings);
}

fn method(sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    const KNOWN: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let right = built.method.as_str();
    if let Some(method) = sent.method.as_deref().filter(|method| !method.eq_ignore_ascii_case(right)) {
        let shown = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(method)).unwrap_or(&"another method");
        let detail = format!("The request was sent with {shown}; the operation is a {right}.");
        findings.push(finding("wrong-method", None, "Another HTTP method", detail, "Use the documented method."));
    }
}

fn place(gateway: &Configured, sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    let Some(url) = sent.url.as_deref().filter(|url| url.contains("://")) else { return };
    let split = |url: &str| {
        let (scheme, rest) = url.split_once("://").unwrap_or_default();
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        (scheme.to_ascii_lowercase(), host.to_ascii_lowercase(), path.to_owned())
    };
    let ((scheme, host, path), (_, right_host, right_path)) = (split(url), split(&built.url));
    if host != right_host {
        let shown = if is_host(&host) { host.as_str() } else { "another host" };
        let detail = format!("The request went to {shown}; the configured environment is at {right_host}.");
        let fix = "Use host, account and key of one environment.";
        findings.push(finding("wrong-host", None, "Another host than the configuration's", detail, fix));
    } else if scheme == "http" && built.url.starts_with("https") {
        let fix = "Write https.";
        findings.push(finding("not-https", None, "Sent without encryption", "The URL begins with http.", fix));
    }
    if path != right_path {
        let documented = |segment: &str| {
            let mut known = gateway.class.operations.iter().flat_map(|operation| operation.path.split('/'));
            segment.is_empty() || known.any(|known| known.eq_ignore_ascii_case(segment))
        };
        let shown = |path: &str, is_shown: &dyn Fn(&str) -> bool| {
            path.split('/').map(|segment| if is_shown(segment) { segment } else { "…" }).collect::<Vec<_>>().join("/")
        };
        let right_segment = |segment: &str| right_path.split('/').any(|right| right == segment && is_name(right));
        let given = shown(&path, &|segment| documented(segment) || right_segment(segment));
        let right = shown(&right_path, &|segment| documented(segment) || is_name(segment));
        let detail = format!("The path is /{given}; the documented one is /{right}.");
        findings.push(finding("wrong-path", None, "Another path", detail, "Use the documented path."));
    }
}

/// A host as DNS has them, so that no secret is taken for one.
fn is_host(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 24 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = name.rsplit('.').next().unwrap_or_default();
    name == "localhost"
        || (name.contains('.') && name.split('.').all(label) && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// What the operation needs beside the input: fields that the instance adds, at their place.
fn required(gateway: &Configured, sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
    let has = |fields: &[(String, Value)], name: &str| {
        fields.iter().any(|(known, value)| known == name && !value.is_absent())
    };
    let (members, parameters) = (sent.members(), sent.parameters());
    let (body, in_query) = (members_of(built), parameters_of(built));
    let is_sent = |name: &str| has(&members, name) || has(&parameters, name);
    let accounts: Vec<&str> =
        ACCOUNTS.iter().copied().filter(|name| has(&body, name) || has(&in_query, name)).collect();
    let mut missing: Vec<&str> = Vec::new();
    for (name, _) in body
        .iter()
        .chain(&in_query)
        .filter(|(name, _)| gateway.class.reserved.contains(&name.as_str()) && !is_signature(name))
    {
        // One of the names of an account is enough.
        let is_account = accounts.contains(&name.as_str());
        let is_there = |name: &&str| is_sent(name) || missing.contains(name);
        if !is_sent(name) && (!is_account || !accounts.iter().any(is_there)) {
            missing.push(name);
        }
    }
    for name in missing {
        findings.push(finding(
            "field-missing",
            Some(name),
            "A field is missing",
            format!("The request has no {name}; the gateway needs it, whether it is signed or not."),
            "Send it with every request of this operation.",
        ));
    }
    for (fields, elsewhere, is, belongs) in
        [(&body, &parameters, "query", "body"), (&in_query, &members, "body", "query")]
    {
        let here = if belongs == "body" { &members } else { &parameters };
        for (name, _) in
            fields.iter().filter(|(name, _)| !is_signature(name) && has(elsewhere, name) && !has(here, name))
        {
            findings.push(finding(
                "field-misplaced",
                Some(name),
                "A field stands at the wrong place",
                format!("{name} stands in the {is}; the gateway reads it in the {belongs}."),
                "Move it there.",
            ));
        }
    }
    let added = |name: &str| {
        gateway.class.reserved.contains(&name) && !is_signature(name) && !has(&body, name) && !has(&in_query, name)
    };
    for (name, _) in members.iter().chain(&parameters).filter(|(name, _)| added(name)) {
        findings.push(unknown(name, body.iter().chain(&in_query).map(|(known, _)| known.as_str())));
    }
}

pub(super) fn members_of(built: &HttpRequest) -> Vec<(String, Value)> {
    match built.body.as_deref().map(Value::parse) {
        Some(Ok(Value::Object(object))) => object.into_iter().collect(),
        _ => Vec::new(),
    }
}

pub(super) fn parameters_of(built: &HttpRequest) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    query(&built.url, &mut fields);
    fields.into_iter().map(|field| (field.name, field.text.into())).collect()
}

/// Fields whose text differs from the one that is signed and would be sent.
pub(super) fn texts(
    sent: &SentRequest,
    built: &HttpRequest,
    recipe: Option<&Recipe>,
    diagnosis: &Diagnosis,
    findings: &mut Vec<Finding>,
) {
    let mut right = Vec::new();
    leaves("", &members_of(built).into_iter().chain(parameters_of(built)).collect::<Object>().into(), &mut right);
    let mut given = Vec::new();
    leaves("", &sent.fields().into_iter().collect::<Object>().into(), &mut given);
    let parts = || recipe.into_iter().flat_map(|recipe| &recipe.parts);
    // Where the body is signed as it was sent, there is no other text to compare it with.
    let signs_body = parts().any(|part| part.role == Role::Body && !part.text.is_empty());
    for (name, value) in given.iter().filter(|(name, _)| !is_signature(name)) {
        let Some((_, other)) = right.iter().find(|(known, other)| known == name && other.as_text() != value.as_text())
        else {
            continue;
        };
        if ACCOUNTS.contains(&name.as_str()) {
            findings.push(finding(
                "wrong-account",
                Some(name),
                "Another account than the configuration's",
                format!("{name} is not the one of the configuration."),
                "Use code and key of the same account.",
            ));
            continue;
        }
        let is_signed = parts().any(|part| part.name == name.as_str()) && !signs_body;
        // Every parser reads 350 and 350.00 as one number; a text may be hashed as it is.
        let is_number = matches!(value, Value::Number(_)) || !is_signed;
        // Items in another order differ in every text.
        let is_explained = diagnosis
            .causes
            .iter()
            .any(|cause| cause.fields.contains(name) || cause.id == ITEMS_ORDER.id && name.contains('['));
        if signs_body || is_explained || (is_number && is_same_number(value, other)) {
            continue;
        }
        findings.push(differs(name, value, other, is_signed && diagnosis.verdict == Verdict::Valid));
    }
}

fn differs(name: &str, sent: &Value, right: &Value, was_signed: bool) -> Finding {
    let is_secret = name.split(['.', '[']).any(is_secret_field);
    let short = |value: &Value| value.as_text().filter(|text| text.len() <= LONGEST_AMOUNT).map(str::to_owned);
    let amounts = short(sent).zip(short(right)).filter(|_| !is_secret && is_same_number(sent, right));
    let id = if amounts.is_some() { "amount-text-differs" } else { "text-differs" };
    let (title, place, fix) = match was_signed {
        true => (
            "Sent in another form than signed",
            "in the signature",
            "Send the text that was signed; write it once and use it twice.",
        ),
        false => (
            "Sent in another form than documented",
            "as the gateway documents it",
            "Write the text once, in the documented form, and sign and send it.",
        ),
    };
    let detail = match amounts {
        Some((sent, right)) => format!("{name} is the text {sent} in the request and {right} {place}."),
        None => format!("{name} is not what it is {place}."),
    };
    finding(id, Some(name), title, detail, fix)
}

fn is_same_number(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_text(), other.as_text()) else { return false };
    let exponent = |text: &str| text.contains(['e', 'E']);
    if exponent(one) || exponent(other) {
        return one.parse::<f64>().is_ok_and(|one| other.parse::<f64>().is_ok_and(|other| one == other));
    }
    let (Ok(one), Ok(other)) = (one.parse::<Amount>(), other.parse::<Amount>()) else { return false };
    let decimals = one.decimals().max(other.decimals());
    one.to_decimals(decimals).is_ok_and(|one| other.to_decimals(decimals).is_ok_and(|other| one == other))
}

/// The scalars of a value under their paths.
fn leaves(path: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(&format!("{path}[{index}]"), item, found));
        }
        Value::Object(object) => {
            for (name, value) in object.iter() {
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                leaves(&path, value, found);
            }
        }
        scalar => found.push((path.to_owned(), scalar.clone())),
    }
}
