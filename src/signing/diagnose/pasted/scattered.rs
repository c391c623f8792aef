//! A request whose pieces are scattered over a program or a log of any language: its address, its headers and its body,
//! wherever they stand.

use crate::signing::diagnose::pasted::literal::{Reader, read_prefix};
use crate::signing::diagnose::pasted::log::{METHODS, first_value, header};
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::value::{Object, Value};

/// More texts and brackets are not looked at.
const MAX_TEXTS: usize = 400;
const MAX_PLACES: usize = 24;

/// The request that a text shows in pieces.
pub(super) fn read(text: &str) -> Option<SentRequest> {
    let texts = texts(text);
    let mut sent = SentRequest::default();
    if let Some((method, target)) = text.lines().find_map(request_line) {
        (sent.method, sent.url) = (Some(method.to_owned()), Some(target.to_owned()));
    } else {
        let address = address(text);
        // The path may stand alone, beside the address of the server.
        let is_server = |address: &&str| address.matches('/').count() == 2;
        let path = address
            .filter(is_server)
            .and_then(|_| texts.iter().find(|(text, _)| text.len() > 1 && text.starts_with('/')));
        sent.url = address.map(|address| format!("{address}{}", path.map_or("", |(path, _)| path.as_str())));
    }
    for (index, (name, _)) in texts.iter().enumerate() {
        let next = texts.get(index + 1).filter(|(value, joint)| joint.len() < 5 && !value.is_empty());
        let line = next.map(|(value, _)| format!("{name}: {value}")).filter(|_| !name.contains(':'));
        let line = line.as_ref().unwrap_or(name);
        // Fields of a body have no hyphen.
        let is_name = |(name, _): &(&str, &str)| name.contains('-') || name.eq_ignore_ascii_case("authorization");
        if let Some((name, value)) = header(line).filter(is_name).filter(|_| !line.contains('\n')) {
            sent.header(name, value);
        }
    }
    let of_text = |(text, _): &(String, &str)| {
        // What travels is what follows the head, where a log has both in one text.
        let (_, body) = text.split_once("\n\n").or_else(|| text.split_once("\r\n\r\n")).unwrap_or(("", text));
        let value = Value::parse(body).ok()?;
        holds_fields(&value).then(|| body.to_owned())
    };
    sent.body = texts.iter().find_map(of_text);
    if sent.body.is_none() {
        for value in values(text) {
            match &value {
                Value::Object(object) if is_head(object) => {
                    sent.headers_of(object.get("headers").or(Some(&value)));
                    if let (None, Some(path)) = (&sent.url, object.get("path").and_then(Value::as_text)) {
                        sent.url = Some(path.to_owned());
                    }
                }
                Value::Object(object) => {
                    let inner = SentRequest::object(object);
                    sent.headers.extend(inner.headers);
                    (sent.method, sent.url) = (inner.method.or(sent.method), inner.url.or(sent.url));
                    sent.body = inner.body;
                    break;
                }
                other => {
                    sent.body = Some(other.to_json());
                    break;
                }
            }
        }
    }
    // Which headers are not there, nobody can tell.
    sent.shows_headers = false;
    match &sent.body {
        Some(_) => Some(sent),
        None if sent.method.as_deref().is_some_and(|method| method != "GET") => {
            sent.gap(Gap::BodyNotLogged);
            Some(sent)
        }
        None => None,
    }
}

/// `POST /path HTTP/1.1`, with whatever a log writes around it.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let (before, _) = line.split_once(" HTTP/")?;
    let (before, target) = before.rsplit_once(' ')?;
    let start = before.rfind(|letter: char| !letter.is_ascii_uppercase()).map_or(0, |at| at + 1);
    let method = before.get(start..)?;
    METHODS.contains(&method).then_some((method, target))
}

/// The first address of the web.
fn address(text: &str) -> Option<&str> {
    let start = ["http://", "https://"].into_iter().filter_map(|scheme| text.find(scheme)).min()?;
    let rest = text.get(start..)?;
    let ends = |letter: char| letter.is_whitespace() || "\"'`<>\\,;)]}".contains(letter);
    rest.get(..rest.find(ends).unwrap_or(rest.len()))
}

/// The texts in quotation marks, each with what stands in front of it since the last one. Texts that a program puts
/// together are one.
fn texts(script: &str) -> Vec<(String, &str)> {
    let (mut found, mut at, mut end, mut tried) = (Vec::new(), 0, 0, 0);
    while let Some(next) = script.get(at..).and_then(|rest| rest.find(['"', '\'', '`'])) {
        let start = at + next;
        let before = script.get(..start).unwrap_or_default();
        // An apostrophe is no quotation mark.
        let is_open = !before.ends_with(|letter: char| letter == '\\' || letter.is_alphanumeric())
            || before.ends_with(['b', 'r', 'f', 'u']);
        at = start + 1;
        if !is_open {
            continue;
        }
        tried += 1;
        if tried > MAX_TEXTS {
            break;
        }
        let prefix = usize::from(before.ends_with(['@', 'b']));
        let rest = script.get(start - prefix..).unwrap_or_default();
        let read = |is_alone: bool| {
            let mut reader = Reader::new("", rest);
            let value = if is_alone { reader.single(0) } else { reader.known(0) };
            Some((value??.as_text()?.to_owned(), script.len() - reader.rest.len()))
        };
        if let Some((text, behind)) = read(false).or_else(|| read(true)) {
            found.push((text, script.get(end..start).unwrap_or_default()));
            (at, end) = (behind, behind);
        }
    }
    found
}

/// The objects and lists in a text that has other text around them: `$data = [ … ]`, a line of a log.
fn values(text: &str) -> impl Iterator<Item = Value> {
    let starts = |bracket: char| text.match_indices(bracket).map(|(at, _)| at).take(MAX_PLACES);
    let words = ["array(", "array (", "dict("].into_iter().filter_map(|word| text.find(word));
    let mut places: Vec<usize> = starts('{').chain(starts('[')).chain(words).collect();
    places.sort_unstable();
    let mut end = 0;
    places.into_iter().filter_map(move |at| {
        let rest = text.get(at..).filter(|_| at >= end)?;
        let json = first_value(rest).map(|(raw, value)| (value, at + raw.len()));
        let read = json.or_else(|| read_prefix(rest).map(|(value, rest)| (value, text.len() - rest.len())));
        let (value, behind) = read.filter(|(value, _)| holds_fields(value))?;
        end = behind;
        Some(value)
    })
}

/// More than one field, and not those of an answer: the time in front of a line of a log stands in brackets too.
fn holds_fields(value: &Value) -> bool {
    let object = value.as_object().or_else(|| value.as_array()?.first()?.as_object());
    let is_answer = |object: &Object| ["statusCode", "errorCode"].iter().any(|name| object.get(name).is_some());
    object.is_some_and(|object| object.len() > 1 && !is_answer(object))
}

/// Headers, or the options of a client without a body.
fn is_head(object: &Object) -> bool {
    let names = ["body", "data", "json", "postData", "url"];
    object.get("headers").is_some() && !names.into_iter().any(|name| object.get(name).is_some())
        || object
            .iter()
            .any(|(name, _)| ["content-type", "content-length"].iter().any(|known| name.eq_ignore_ascii_case(known)))
}
