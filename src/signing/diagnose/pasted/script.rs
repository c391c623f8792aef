//! The request in a program that somebody copied: `fetch(…)`, `axios.post(…)`, `requests.post(…)`, `$client->post(…)`
//! and their like, or the options of PHP's curl.

use crate::signing::diagnose::pasted::calls::form;
use crate::signing::diagnose::pasted::export::body_of;
use crate::signing::diagnose::pasted::literal::Reader;
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::value::{Object, Value, is_name};

/// The calls that send a request, and the method that they say.
const CALLS: &[(&str, Option<&str>)] = &[
    ("fetch", None),
    ("axios", None),
    ("got", None),
    ("request", None),
    ("post", Some("POST")),
    ("get", Some("GET")),
    ("put", Some("PUT")),
    ("patch", Some("PATCH")),
    ("delete", Some("DELETE")),
];

/// More calls are not looked at.
const MAX_CALLS: usize = 32;

/// Members that only the options of a client have; those with a body or headers among them.
const TELLING: &[&str] = &["headers", "body", "json", "form_params", "form", "data", "method"];
const OPTIONS: &[&str] = &[
    "query",
    "params",
    "timeout",
    "verify",
    "auth",
    "mode",
    "redirect",
    "credentials",
    "cache",
    "responseType",
    "url",
];

/// Whether a text calls a client.
pub(super) fn calls(script: &str) -> bool {
    script.contains("CURLOPT_") || places(script).next().is_some()
}

/// The calls in a program: what follows the bracket, the name, and the method.
fn places(script: &str) -> impl Iterator<Item = (&str, &'static str, Option<&'static str>)> {
    let at_call = |(at, _): (usize, &str)| {
        let (before, _) = script.split_at_checked(at)?;
        let (name, method) = CALLS.iter().find(|(name, _)| before.ends_with(name))?;
        let ahead = before.strip_suffix(name)?;
        // A method belongs to something; a function stands alone or belongs to the window.
        let is_alone = !ahead.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let fits = if matches!(*name, "fetch" | "axios" | "got") { is_alone } else { ahead.ends_with(['.', '>', ':']) };
        fits.then(|| (script.get(at + 1..).unwrap_or_default(), *name, *method))
    };
    script.match_indices('(').filter_map(at_call)
}

/// The request that a program sends.
pub(super) fn read(script: &str) -> Option<SentRequest> {
    if script.contains("CURLOPT_") {
        return curl_options(script);
    }
    places(script).take(MAX_CALLS).find_map(|(rest, name, method)| call(script, rest, name, method))
}

fn call(script: &str, rest: &str, name: &str, method: Option<&'static str>) -> Option<SentRequest> {
    let mut reader = Reader::new(script, rest);
    let mut positional = Vec::new();
    let mut options = Object::new();
    while !reader.skip(")") {
        // `json=payload` is Python's.
        reader.space();
        let end = reader.rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(0);
        let (word, after) = reader.rest.split_at_checked(end)?;
        match after.strip_prefix('=').filter(|after| !after.starts_with(['=', '>']) && is_name(word)) {
            Some(after) => {
                reader.rest = after;
                let value = reader.known(1)?;
                if value.is_none() {
                    reader.elsewhere.push(word.to_owned());
                }
                options.set(word, value.unwrap_or_default());
            }
            None if positional.len() < 4 => positional.push(reader.known(0)?),
            None => return None,
        }
        reader.skip(",");
    }
    let mut elsewhere = std::mem::take(&mut reader.elsewhere);
    let mut sent = SentRequest { method: method.map(str::to_owned), ..SentRequest::default() };
    let mut positional = positional.into_iter();
    let mut first = positional.next().flatten();
    if name == "request" && matches!(&first, Some(Value::String(_))) {
        sent.method = first.as_ref().and_then(Value::as_text).map(str::to_uppercase);
        first = positional.next().flatten();
    }
    match first {
        Some(Value::Object(config)) => config.into_iter().for_each(|(name, value)| options.set(&name, value)),
        Some(Value::String(url)) => sent.url = Some(url),
        _ if name == "fetch" || options.is_empty() && positional.len() == 0 => return None,
        _ => {}
    }
    let mut data = None;
    for (index, value) in positional.enumerate() {
        match value {
            Some(Value::Object(object)) if name == "fetch" || is_options(&object) => {
                object.into_iter().for_each(|(name, value)| options.set(&name, value));
            }
            Some(value) if index == 0 => data = Some(value),
            Some(headers) => sent.headers_of(Some(&headers)),
            // The options stand elsewhere.
            None if name == "fetch" => elsewhere.extend(["headers", "body"].map(str::to_owned)),
            None => elsewhere.push(if index == 0 { "body" } else { "headers" }.to_owned()),
        }
    }
    if sent.url.is_none() && options.get("url").is_none() && data.is_none() && !is_options(&options) {
        return None;
    }
    apply(&mut sent, &options, data);
    let hides = |name: &str| elsewhere.iter().any(|hidden| hidden == name);
    sent.shows_headers = !hides("headers");
    sent.method = match hides("method") {
        true => None,
        false => Some(sent.method.unwrap_or_else(|| "GET".to_owned()).to_uppercase()),
    };
    if ["json", "data", "form_params"].into_iter().any(hides) {
        elsewhere.push("body".to_owned());
    }
    note(&mut sent, elsewhere);
    Some(sent)
}

fn is_options(object: &Object) -> bool {
    let known = |name: &str| TELLING.contains(&name) || OPTIONS.contains(&name);
    object.iter().any(|(name, _)| TELLING.contains(&name)) && object.iter().all(|(name, _)| known(name))
}

fn note(sent: &mut SentRequest, mut elsewhere: Vec<String>) {
    elsewhere.retain(|name| is_name(name));
    elsewhere.dedup();
    if !elsewhere.is_empty() {
        sent.gap(Gap::Elsewhere(elsewhere));
    }
}

/// Takes the options of a client.
fn apply(sent: &mut SentRequest, options: &Object, data: Option<Value>) {
    let text = |name: &str| options.get(name).and_then(Value::as_text).map(str::to_owned);
    sent.url = sent.url.take().or_else(|| text("url"));
    sent.method = sent.method.take().or_else(|| text("method"));
    sent.headers_of(options.get("headers"));
    let given = |name: &str| options.get(name).filter(|value| !value.is_absent());
    if let Some(value) = given("form_params").or_else(|| given("form")) {
        sent.body = Some(value.as_text().map_or_else(|| form(value), str::to_owned));
    } else {
        let body = given("body").or_else(|| given("json")).or_else(|| given("data")).cloned().or(data);
        sent.body = body_of(body.as_ref());
        // Clients that are given an object declare it themselves.
        let is_object = matches!(body, Some(Value::Object(_) | Value::Array(_)));
        if is_object && sent.header_named("content-type").is_none() {
            sent.header("content-type", "application/json");
        }
    }
    if let Some(query @ Value::Object(_)) = given("query").or_else(|| given("params")) {
        let query = form(query);
        sent.url = sent.url.take().map(|url| format!("{url}{}{query}", if url.contains('?') { '&' } else { '?' }));
    }
}

/// `curl_setopt($ch, CURLOPT_URL, …)` and `CURLOPT_URL => …`.
fn curl_options(script: &str) -> Option<SentRequest> {
    let mut elsewhere = Vec::new();
    let mut option = |name: &str| {
        let (_, rest) = script.split_once(name)?;
        let mut reader = Reader::new(script, rest);
        let _is_option = reader.skip("=>") || reader.skip(",");
        let value = reader.known(0).flatten();
        elsewhere.append(&mut reader.elsewhere);
        value
    };
    let url = option("CURLOPT_URL").or_else(|| option("curl_init("));
    let body = option("CURLOPT_POSTFIELDS");
    let method = option("CURLOPT_CUSTOMREQUEST");
    let headers = option("CURLOPT_HTTPHEADER");
    let text = |value: Option<Value>| value.and_then(|value| value.as_text().map(str::to_owned));
    let mut sent = SentRequest {
        url: text(url),
        method: text(method),
        body: match &body {
            Some(fields @ (Value::Object(_) | Value::Array(_))) => Some(form(fields)),
            other => body_of(other.as_ref()),
        },
        ..SentRequest::default()
    };
    if sent.url.is_none() && sent.body.is_none() {
        return None;
    }
    if sent.body.is_none() && script.contains("CURLOPT_POSTFIELDS") {
        elsewhere.push("body".to_owned());
    }
    sent.method.get_or_insert_with(|| if script.contains("CURLOPT_POST") { "POST" } else { "GET" }.to_owned());
    for line in headers.as_ref().and_then(Value::as_array).unwrap_or_default() {
        if let Some((name, value)) = line.as_text().and_then(|line| line.split_once(':')) {
            sent.header(name, value);
        }
    }
    sent.shows_headers = matches!(headers, Some(Value::Array(_)));
    note(&mut sent, elsewhere);
    Some(sent)
}
