//! Requests in logs: `curl -v` and `--trace-ascii`, Python's `http.client`, printed headers and bodies, header lines
//! and `print_r`.

use crate::signing::diagnose::pasted::literal::{list_of_numbered, read, read_prefix};
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::value::{MAX_DEPTH, Object, Value};

pub(super) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// `send: b'POST …'` as Python's `http.client` logs it.
pub(super) fn http_client(text: &str) -> Option<String> {
    let mut request = String::new();
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("send: ")) {
        request.push_str(read(line)?.as_text()?);
    }
    starts_with_method(&request).then_some(request)
}

/// What curl logs with `-v`, as raw HTTP without a body.
pub(super) fn verbose(text: &str) -> Option<(String, Gap)> {
    let mut lines = text.lines().map(|line| line.trim_end_matches('\r'));
    let first = lines.find(|line| line.strip_prefix("> ").is_some_and(starts_with_method))?;
    let mut head = first.get(2..)?.to_owned();
    for line in lines {
        let line = line.strip_prefix('>').map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        if line.is_empty() || line.starts_with(['<', '*', '{', '}']) {
            break;
        }
        head.push('\n');
        head.push_str(line);
    }
    Some((head, Gap::BodyNotLogged))
}

/// What curl logs with `--trace-ascii`, as raw HTTP.
pub(super) fn trace(text: &str) -> Option<String> {
    let (mut head, mut body, mut place) = (String::new(), String::new(), "");
    for line in text.lines() {
        if let Some(section) = line.strip_prefix("=> Send ") {
            place = if section.starts_with("header") { "header" } else { "data" };
        } else if line.starts_with("<= ") || line.starts_with("== ") {
            place = "";
        } else if let Some((offset, line)) = line.split_once(": ").or_else(|| line.split_once(':'))
            && offset.len() == 4
            && offset.bytes().all(|digit| digit.is_ascii_hexdigit())
        {
            match place {
                "header" => {
                    head.push_str(line);
                    head.push('\n');
                }
                "data" => body.push_str(line),
                _ => {}
            }
        }
    }
    starts_with_method(&head).then(|| format!("{}\n\n{body}", head.trim_end_matches('\n')))
}

/// Whether a text begins as raw HTTP does.
pub(super) fn starts_with_method(text: &str) -> bool {
    METHODS.iter().any(|method| text.strip_prefix(method).is_some_and(|rest| rest.starts_with(' ')))
}

/// `POST https://…`, and on the next lines headers and body as a program prints them.
pub(super) fn printed(text: &str) -> Option<SentRequest> {
    let (first, rest) = text.split_once('\n')?;
    let (method, url) = first.split_once(' ').filter(|_| starts_with_method(first))?;
    let (Value::Object(headers), rest) = read_prefix(rest.trim_start().trim_start_matches("Headers:").trim_start())?
    else {
        return None;
    };
    let mut sent = SentRequest {
        method: Some(method.to_owned()),
        url: url.split_whitespace().next().map(str::to_owned),
        ..SentRequest::default()
    };
    sent.headers_of(Some(&headers.into()));
    let rest = rest.trim().trim_start_matches("Body:").trim_start();
    sent.body = Some(match read_prefix(rest) {
        Some((Value::String(text), _)) => text,
        _ => first_value(rest).map_or(rest, |(text, _)| text).lines().next().unwrap_or_default().to_owned(),
    })
    .filter(|body| !body.is_empty());
    Some(sent)
}

/// Lines of headers, with or without the `-H` of curl, and a body behind them.
pub(super) fn headers(text: &str) -> Option<SentRequest> {
    let mut sent = SentRequest { shows_headers: true, ..SentRequest::default() };
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim().trim_end_matches('\\').trim_end();
        if !line.is_empty() {
            let Some((name, value)) = header(line) else { break };
            sent.variable(name, value);
        }
        rest = after;
    }
    if sent.headers.is_empty() {
        return None;
    }
    let body = rest.trim();
    sent.body = (!body.is_empty()).then(|| body.to_owned());
    Some(sent)
}

/// One header: `-H 'X-Signature: …'`, `X-Signature: …`, `HTTP_X_SIGNATURE=…`, `[HTTP_X_SIGNATURE] => …`.
pub(super) fn header(line: &str) -> Option<(&str, &str)> {
    let option = ["-H ", "--header ", "-H"].into_iter().find_map(|option| line.strip_prefix(option));
    let quotes = ['\'', '"', ',', ' '];
    let line = option.map_or(line, |line| line.trim().trim_matches(quotes));
    let (name, value) = line
        .split_once("=>")
        .or_else(|| line.split_once(": "))
        .or_else(|| line.split_once('='))
        .or_else(|| line.split_once(':'))?;
    let name = name.trim().trim_matches(['[', ']', '"', '\'', ' ']);
    let is_name = !name.is_empty()
        && name.len() <= 40
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    const KNOWN: &[&str] = &["host", "accept", "authorization", "signature", "cookie", "connection"];
    let is_known = option.is_some()
        || name.contains('-') && line.contains(": ")
        || name.starts_with("HTTP_")
        || ["CONTENT_TYPE", "REQUEST_URI", "REQUEST_METHOD"].contains(&name)
        || KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known)) && line.contains(": ");
    (is_name && is_known).then(|| (name, value.trim().trim_matches(quotes)))
}

/// `Array ( [name] => value … )` as PHP's `print_r` writes it.
pub(super) fn print_r(text: &str) -> Option<Value> {
    let start = text.find("Array\n").or_else(|| text.find("Array\r\n"))?;
    let mut open: Vec<(String, Object)> = Vec::new();
    let mut pending = String::new();
    for line in text.get(start..)?.lines().map(str::trim).skip(1) {
        match line {
            "" => {}
            "(" if open.len() < MAX_DEPTH => open.push((std::mem::take(&mut pending), Object::new())),
            ")" => {
                let (name, object) = open.pop()?;
                let value = list_of_numbered(object.into());
                match open.last_mut() {
                    Some((_, outer)) => outer.set(&name, value),
                    None => return Some(value),
                }
            }
            _ => {
                let (name, value) = line.strip_prefix('[')?.split_once("] =>")?;
                match value.trim() {
                    "Array" | "stdClass Object" => pending = name.to_owned(),
                    value => open.last_mut()?.1.set(name, value),
                }
            }
        }
    }
    None
}

/// The JSON at the beginning of a text: its characters and its value.
pub(super) fn first_value(text: &str) -> Option<(&str, Value)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&serde_json::value::RawValue>();
    let raw = values.next()?.ok()?.get();
    Some((raw, Value::parse(raw).ok()?))
}
