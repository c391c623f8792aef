//! What is said of a paste beside the causes: what it does not show, what the gateway refuses, what nobody reads.
//!
//! A finding names fields by their wire names and quotes nothing else of a paste but amounts, hosts, methods and
//! media types: a request that somebody pastes may hold a card number or a key anywhere.

use crate::error::Error;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::content::{Content, Fault, Slip};
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::signing::{Recipe, Role};
use crate::table::{Class, Operation};
use crate::text::nearest;
use crate::value::{Value, is_name};
use zeroize::Zeroizing;

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
