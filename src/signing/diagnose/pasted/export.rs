//! A request inside of what a client, a browser or a log wrote: an axios config or error, a HAR entry, a Postman
//! export, a line of a JSON log, the variables of a PHP server.

use crate::signing::diagnose::pasted::calls::form;
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::value::{Object, Value};

/// How deep requests are looked for.
const MAX_STEPS: usize = 8;

const URL: &[&str] = &["url", "uri", "requestUrl", "request_url", "endpoint", "originalUrl"];
const METHOD: &[&str] = &["method", "httpMethod", "http_method"];
const HEADERS: &[&str] = &["headers", "header", "requestHeaders", "request_headers"];
const BODY: &[&str] =
    &["body", "data", "json", "payload", "postData", "requestBody", "request_body", "form_params", "rawBody", "input"];

fn first<'a>(object: &'a Object, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| object.get(name)).filter(|value| !matches!(value, Value::Null))
}

/// The request that an object is or holds.
pub(super) fn read(object: &Object) -> Option<SentRequest> {
    if let Some(sent) = server(object) {
        return Some(sent);
    }
    // A browser records every request of a page.
    let (signed, filled): (Wanted, Wanted) = (
        |object| first(object, BODY).is_some_and(|body| body.to_json().contains("ignature")),
        |object| first(object, BODY).is_some(),
    );
    let found = [signed, filled, |_| true].into_iter().find_map(|wanted| find(object, 0, wanted));
    found.map(request)
}

/// Which of several requests is looked for.
type Wanted = fn(&Object) -> bool;

fn find(object: &Object, steps: usize, wanted: Wanted) -> Option<&Object> {
    let has = |names: &[&str]| first(object, names).is_some();
    let is_request = has(URL) && (object.len() == 1 || has(METHOD) || has(HEADERS) || has(BODY));
    if (is_request || has(HEADERS) && has(BODY)) && wanted(object) {
        return Some(object);
    }
    if steps == MAX_STEPS {
        return None;
    }
    object.iter().find_map(|(_, value)| match value {
        Value::Object(inner) => find(inner, steps + 1, wanted),
        Value::Array(items) => {
            items.iter().filter_map(Value::as_object).find_map(|inner| find(inner, steps + 1, wanted))
        }
        _ => None,
    })
}

fn request(object: &Object) -> SentRequest {
    let text = |value: Option<&Value>| value.and_then(Value::as_text).map(str::to_owned);
    let url = first(object, URL).and_then(|url| match url {
        Value::Object(parts) => text(first(parts, &["raw", "href", "full"])),
        other => text(Some(other)),
    });
    let base = text(first(object, &["baseURL", "baseUrl", "base_uri"]));
    let url = match (url, base) {
        (Some(path), Some(base)) if !path.contains("://") => {
            Some(format!("{}/{}", base.trim_end_matches('/'), path.trim_start_matches('/')))
        }
        (url, base) => url.or(base),
    };
    let mut sent = SentRequest { method: text(first(object, METHOD)), url, ..SentRequest::default() };
    sent.headers_of(first(object, HEADERS));
    let as_form = object.get("form_params");
    sent.body = match as_form {
        Some(fields @ Value::Object(_)) => Some(form(fields)),
        _ => body_of(first(object, BODY)),
    };
    if let Some(query @ Value::Object(_)) = object.get("params").or_else(|| object.get("query")) {
        let query = form(query);
        sent.url = sent.url.map(|url| match (query.is_empty(), url.contains('?')) {
            (false, false) => format!("{url}?{query}"),
            _ => url,
        });
    }
    sent
}

/// The variables of a PHP server: `HTTP_X_SIGNATURE`, `REQUEST_URI`.
fn server(object: &Object) -> Option<SentRequest> {
    let is_variable = |name: &str| name.starts_with("HTTP_") || name == "CONTENT_TYPE";
    object.iter().find(|(name, value)| is_variable(name) && value.as_text().is_some())?;
    let mut sent = SentRequest { shows_headers: true, ..SentRequest::default() };
    for (name, value) in object.iter() {
        sent.variable(name, value.as_text().unwrap_or_default());
    }
    sent.body = body_of(first(object, BODY));
    Some(sent)
}

/// The text of a body: text, a value that is serialised, bytes, or what HAR and Postman write around one.
pub(super) fn body_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(bytes(other).or_else(|| wrapped(other)).unwrap_or_else(|| other.to_json())),
    }
}

/// `[123, 34, …]`, `{"type":"Buffer","data":[…]}` and `{"0":123,"1":34,…}`.
fn bytes(value: &Value) -> Option<String> {
    let byte = |value: &Value| match value {
        Value::Number(text) => text.parse::<u8>().ok(),
        _ => None,
    };
    let bytes: Vec<u8> = match value {
        Value::Array(items) if !items.is_empty() => items.iter().map(byte).collect::<Option<_>>()?,
        Value::Object(object) if object.get("type").and_then(Value::as_text) == Some("Buffer") => {
            object.get("data")?.as_array()?.iter().map(byte).collect::<Option<_>>()?
        }
        Value::Object(object) if object.get("0").is_some() => {
            object.iter().map(|(_, value)| byte(value)).collect::<Option<_>>()?
        }
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

/// `{"mimeType":…,"text":…}` of HAR, `{"mode":"raw","raw":…}` and its like of Postman.
fn wrapped(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    if object.get("mimeType").is_some() {
        return object.get("text")?.as_text().map(str::to_owned);
    }
    match object.get("mode")?.as_text()? {
        "raw" => object.get("raw")?.as_text().map(str::to_owned),
        "urlencoded" | "formdata" => {
            let pairs = first(object, &["urlencoded", "formdata"])?.as_array()?;
            let pair = |pair: &Value| {
                let text = |name: &str| pair.at(name).and_then(Value::as_text).map(str::to_owned);
                Some((text("key")?, Value::from(text("value")?)))
            };
            Some(form(&pairs.iter().filter_map(pair).collect::<Object>().into()))
        }
        _ => None,
    }
}
