//! Differences between what was sent, what is signed and what the gateway documents.
//!
//! A finding names fields by their wire names and quotes nothing else of a paste but amounts, hosts, methods and
//! media types: a request that somebody pastes may hold a card number or a key anywhere.

use crate::amount::Amount;
use crate::engine::Configured;
use crate::error::Error;
use crate::request::{HttpRequest, is_secret_field};
use crate::signing::diagnose::causes::ITEMS_ORDER;
use crate::signing::diagnose::pasted::content::{Content, Fault, Slip};
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::signing::diagnose::pasted::{headers, signatures::is_signature};
use crate::signing::diagnose::subject::query;
use crate::signing::diagnose::{Diagnosis, Finding, Verdict};
use crate::signing::{Recipe, Role};
use crate::table::{Class, Operation};
use crate::text::nearest;
use crate::value::{Object, Value, is_name};
use zeroize::Zeroizing;

/// The names under which requests carry the merchant.
const ACCOUNTS: &[&str] = &["merchantCode", "merchantAccount", "accountNumber", "clientId"];

/// A longer text is no amount that somebody would want to see.
const LONGEST_AMOUNT: usize = 12;

/// A finding.
pub(super) fn finding(id: &str, field: Option<&str>, title: &str, detail: impl Into<String>, fix: &str) -> Finding {
    Finding {
        id: id.into(),
        field: field.map(str::to_owned),
        title: title.into(),
        detail: detail.into(),
        fix: fix.into(),
    }
}

pub(super) fn refused(error: &Error) -> Finding {
    let name = |field: &&str| {
        field
            .split(['.', '[', ']'])
            .all(|step| step.is_empty() || is_name(step) || step.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let field = error.field().filter(name);
    let detail = match (field, error.field()) {
        (Some(field), _) => format!("{field} {}.", error.message()),
        (None, Some(_)) => format!("A field {}.", error.message()),
        (None, None) => format!("{}.", error.message()),
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
    let title = "A field that the operation does not have";
    if !is_name(name) {
        let detail = "The request has a field whose name no field of the operation could have.";
        return finding("unknown-field", None, title, detail, "Check how the request is put together.");
    }
    let detail = match nearest(name, known) {
        Some(meant) => format!("The operation has no field {name}; did you mean {meant}?"),
        None => format!("The operation has no field {name}, as far as it is documented."),
    };
    finding("unknown-field", Some(name), title, detail, "Check the spelling.")
}

/// A request of another gateway, or of another class of this one.
pub(super) fn other_gateway(own: &Class, class: &Class, operation: &Operation) -> Finding {
    let detail = format!(
        "This is a {} request ({}); it was given to {}, which has other paths, fields and keys.",
        class.name, operation.name, own.name
    );
    let fix = format!("Diagnose it with {} and its configuration.", class.name);
    finding("other-gateway", None, "A request of another gateway", detail, &fix)
}

/// Says whose path it is that a request went to.
pub(super) fn name_path(findings: &mut [Finding], operation: &str, other: &str) {
    if let Some(wrong) = findings.iter_mut().find(|finding| finding.id == "wrong-path") {
        wrong.detail = format!("This is {operation}, sent to the path of {other}. {}", wrong.detail);
    }
}

/// The one thing to say about a body that is not JSON.
pub(super) fn body_not_json(fault: &Fault) -> Finding {
    let Fault { line, column, reason, fix } = fault;
    let detail = format!("Line {line}, column {column}: {reason}.");
    finding("body-not-json", None, "The body is not JSON", detail, fix)
}

pub(super) fn body_no_object(found: &str) -> Finding {
    let detail = format!("The body is {found}; the operation takes an object.");
    let fix = "Serialise the object itself, once.";
    finding("body-not-an-object", None, "The body is no JSON object", detail, fix)
}

/// A body that was read although no gateway would read it.
pub(super) fn body_form(sent: &SentRequest, has_body: bool) -> Option<Finding> {
    match sent.content() {
        Content::Form(_) => has_body.then(|| body_no_object("a form (name=value pairs)")),
        Content::Json(Value::Array(items)) if items.iter().all(|item| matches!(item, Value::Object(_))) => {
            Some(finding(
                "body-in-array",
                None,
                "An array around the body",
                "The body is an array with the object in it; the operation takes the object.",
                "Leave the brackets out.",
            ))
        }
        Content::Loose(_, Slip::Twice) => Some(finding(
            "body-serialised-twice",
            None,
            "The body was serialised twice",
            "The body is the JSON of a text that holds JSON; the gateway finds no object in it.",
            "Serialise once: a client that is given an object serialises it itself.",
        )),
        Content::Loose(_, Slip::Base64) => Some(finding(
            "body-base64",
            None,
            "The body is Base64",
            "The body is the Base64 of the JSON; the gateway reads the JSON itself.",
            "Send the JSON as it is.",
        )),
        Content::Loose(_, Slip::Broken(fault)) => Some(body_not_json(&fault)),
        _ => None,
    }
}

/// A body whose text is not in the paste.
pub(super) fn hidden_body(sent: &SentRequest) -> Option<Finding> {
    let in_file = sent.gaps.contains(&Gap::BodyInFile);
    let in_program =
        sent.gaps.iter().any(|gap| matches!(gap, Gap::Elsewhere(names) if names.iter().any(|name| name == "body")));
    let not_logged = sent.gaps.contains(&Gap::BodyNotLogged);
    if !in_file && !in_program && !not_logged {
        return None;
    }
    let detail = match in_file {
        _ if not_logged => "The log has the headers of the request and not its body.",
        true => "The command takes the body from a file, whose content is not in the paste.",
        false => "The program builds the body elsewhere; its text is not in the paste.",
    };
    let fix = "Paste the request with its body: put the content of the file into -d '…', or log what is sent.";
    Some(finding("body-not-shown", None, "The body is not in the paste", detail, fix))
}

/// What else a paste does not show, or shows twice.
pub(super) fn gaps(sent: &SentRequest) -> Vec<Finding> {
    let mut findings = Vec::new();
    for gap in &sent.gaps {
        match gap {
            Gap::BodyInFile | Gap::BodyNotLogged => {}
            Gap::HeadersInFile => findings.push(finding(
                "headers-not-shown",
                None,
                "Headers are not in the paste",
                "The command takes headers or options from a file, whose content is not in the paste.",
                "Write them into the command as -H 'name: value'.",
            )),
            Gap::FurtherRequests => findings.push(finding(
                "only-first-request",
                None,
                "Only the first request was read",
                "The command sends several requests.",
                "Paste them one by one.",
            )),
            Gap::Elsewhere(names) => {
                let names: Vec<_> = names.iter().filter(|name| *name != "body").map(String::as_str).collect();
                if let Some(first) = names.first().copied() {
                    findings.push(finding(
                        "value-not-shown",
                        Some(first),
                        "Values are not in the paste",
                        format!("The program takes {} from somewhere else.", names.join(", ")),
                        "Paste the request as it goes out, with the values in it.",
                    ));
                }
            }
            Gap::Repeated(names) => {
                let named: Vec<_> = names.iter().filter(|name| is_name(name)).map(String::as_str).collect();
                let detail = match named.is_empty() {
                    true => "A parameter is there more than once.".to_owned(),
                    false => format!("{} is there more than once; the first value was used here.", named.join(", ")),
                };
                let fix = "Send every field once; which of several counts cannot be known.";
                findings.push(finding("repeated-field", named.first().copied(), "A field was sent twice", detail, fix));
            }
        }
    }
    findings
}

/// Puts the sent body into a recipe that signs bodies.
pub(super) fn use_sent_body(recipe: &mut Recipe, sent: &SentRequest) {
    let Some(body) = &sent.body else { return };
    for part in recipe.parts.iter_mut().filter(|part| part.role == Role::Body && !part.text.is_empty()) {
        part.text = Zeroizing::new(body.clone());
        part.shown = None;
    }
}

/// Compares a sent request with the one that this library would send.
pub(super) fn compare(gateway: &Configured, sent: &SentRequest, built: &HttpRequest, findings: &mut Vec<Finding>) {
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
