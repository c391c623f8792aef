//! What somebody pasted, whatever its form: a curl command, raw HTTP, a JSON body, a URL, a fetch call, a request object.

use crate::error::{Error, Result};
use crate::signing::diagnose::pasted::script;
use crate::signing::diagnose::subject::{Sent, query};
use crate::value::{Object, Value};

/// A request as it was sent, as far as the paste shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SentRequest {
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// Whether the form has headers at all; a bare URL or body says nothing about them.
    pub(crate) shows_headers: bool,
}

impl SentRequest {
    /// Reads what was pasted.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is none of the forms.
    pub(crate) fn read(pasted: &Value) -> Result<Self> {
        match pasted {
            Value::Object(object) => Ok(Self::object(object)),
            Value::String(text) => Self::text(text).ok_or_else(unreadable),
            _ => Err(unreadable()),
        }
    }

    fn text(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("$ ").trim_start();
        if text.starts_with("curl") {
            return Self::curl(text);
        }
        if text.starts_with('{') {
            return Value::parse(text).ok()?.as_object().map(Self::object);
        }
        if text.contains("fetch(") {
            return Self::fetch(text);
        }
        let first = text.lines().next().unwrap_or_default();
        let mut words = first.split_whitespace();
        let (word, target) = (words.next()?, words.next());
        if let Some(target) = target.filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase())) {
            return Some(Self::http(word, target, text));
        }
        let is_url = word.contains("://") || word.starts_with('/') || (word.contains('=') && !word.contains('"'));
        is_url.then(|| {
            let query = !word.contains("://") && !word.starts_with('/') && !word.contains('?');
            Self { url: Some(if query { format!("?{word}") } else { word.to_owned() }), ..Self::default() }
        })
    }

    fn object(object: &Object) -> Self {
        let text = |name: &str| object.get(name).and_then(Value::as_text).map(str::to_owned);
        if !(object.get("url").is_some()
            && (object.len() == 1 || ["method", "headers", "body"].iter().any(|name| object.get(name).is_some())))
        {
            return Self { body: Some(Value::Object(object.clone()).to_json()), ..Self::default() };
        }
        let mut sent = Self { method: text("method"), url: text("url"), ..Self::default() };
        sent.headers_of(object.get("headers"));
        sent.body = body_of(object.get("body"));
        sent
    }

    fn headers_of(&mut self, headers: Option<&Value>) {
        self.shows_headers = headers.is_some();
        match headers {
            Some(Value::Object(headers)) => {
                for (name, value) in headers.iter() {
                    self.header(name, value.as_text().unwrap_or_default());
                }
            }
            Some(Value::Array(pairs)) => {
                for pair in pairs {
                    if let [name, value] = pair.as_array().unwrap_or_default() {
                        self.header(name.as_text().unwrap_or_default(), value.as_text().unwrap_or_default());
                    }
                }
            }
            _ => {}
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        self.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }

    /// The members of the body and the parameters of the query.
    pub(crate) fn fields(&self) -> Vec<(String, Value)> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut parameters: Vec<Sent> = Vec::new();
        query(self.url.as_deref().unwrap_or_default(), &mut parameters);
        match self.body.as_deref().map(Value::parse) {
            Some(Ok(Value::Object(object))) => fields.extend(object),
            Some(Err(_)) => query(&format!("?{}", self.body.as_deref().unwrap_or_default()), &mut parameters),
            _ => {}
        }
        fields.extend(parameters.into_iter().map(|field| (field.name, field.text.into())));
        fields
    }

    /// The value of a header.
    pub(crate) fn header_named(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn fetch(script: &str) -> Option<Self> {
        let arguments = script::fetch_arguments(script)?;
        let url = arguments.first()?.as_text()?.to_owned();
        let mut sent = Self { url: Some(url), ..Self::default() };
        if let Some(Value::Object(options)) = arguments.get(1) {
            sent.method = options.get("method").and_then(Value::as_text).map(str::to_owned);
            sent.headers_of(options.get("headers"));
            sent.body = body_of(options.get("body"));
        }
        sent.shows_headers = true;
        sent.method = Some(sent.method.unwrap_or_else(|| "GET".to_owned()).to_uppercase());
        Some(sent)
    }

    /// A request as it travels; the head ends at the first empty line.
    fn http(method: &str, target: &str, text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut sent = Self { method: Some(method.to_owned()), shows_headers: true, ..Self::default() };
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(':')) {
            sent.header(name, value);
        }
        sent.url = Some(match sent.header_named("host") {
            Some(host) if target.starts_with('/') => format!("https://{host}{target}"),
            _ => target.to_owned(),
        });
        sent.body = Some(body.trim_end_matches('\n').to_owned()).filter(|body| !body.is_empty());
        sent
    }

    fn curl(command: &str) -> Option<Self> {
        let command = command.replace("\r\n", "\n");
        let command = if command.contains("^\"") { without_carets(&command) } else { command };
        let command = plainly_quoted(&command.replace("\\\n", " "));
        let mut words = shlex::Shlex::new(&command).skip(1);
        let mut sent = Self { shows_headers: true, ..Self::default() };
        let (mut data, mut as_query) = (Vec::new(), false);
        while let Some(word) = words.next() {
            let (option, attached) = match word.split_at_checked(2) {
                Some((option, rest)) if !word.starts_with("--") && word.starts_with('-') && !rest.is_empty() => {
                    (option.to_owned(), Some(rest.to_owned()))
                }
                _ => (word.clone(), None),
            };
            match option.as_str() {
                "-X" | "--request" => sent.method = attached.or_else(|| words.next()),
                "-H" | "--header" => {
                    let header = attached.or_else(|| words.next())?;
                    let (name, value) = header.split_once(':')?;
                    sent.header(name, value);
                }
                "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--json" => {
                    data.push(attached.or_else(|| words.next())?);
                    if option == "--json" {
                        sent.header("content-type", "application/json");
                        sent.header("accept", "application/json");
                    }
                }
                "--data-urlencode" => {
                    let pair = words.next()?;
                    let (name, text) = pair.split_once('=')?;
                    data.push(format!("{name}={}", crate::request::percent_encode(text)));
                }
                "-G" | "--get" => as_query = true,
                "--url" => sent.url = words.next(),
                "-o" | "-A" | "-e" | "-b" | "-u" | "-m" | "-x" | "--user" | "--cookie" | "--max-time" | "--output"
                | "--proxy" => {
                    if attached.is_none() {
                        words.next();
                    }
                }
                option if option.starts_with('-') => {}
                url => sent.url = Some(url.to_owned()),
            }
        }
        if as_query {
            sent.url =
                sent.url.map(|url| format!("{url}{}{}", if url.contains('?') { '&' } else { '?' }, data.join("&")));
        } else if !data.is_empty() {
            sent.body = Some(data.join("&"));
        }
        let method = if sent.body.is_some() { "POST" } else { "GET" };
        sent.method.get_or_insert_with(|| method.to_owned());
        sent.url.is_some().then_some(sent)
    }
}

/// The command line of Windows escapes with carets: what follows one stands for itself, and a line goes on after it.
fn without_carets(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '^' => plain.extend(characters.next().map(|escaped| if escaped == '\n' { ' ' } else { escaped })),
            other => plain.push(other),
        }
    }
    plain
}

/// Writes `$'…'`, in which browsers and shells escape as C does, in single quotes, which a POSIX splitter knows.
fn plainly_quoted(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut rest = command.chars().peekable();
    let mut quote = None;
    while let Some(character) = rest.next() {
        match (quote, character) {
            (None, '$') if rest.peek() == Some(&'\'') => {
                rest.next();
                plain.push('\'');
                plain.push_str(&c_escaped(&mut rest).replace('\'', "'\\''"));
                plain.push('\'');
                continue;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None | Some('"'), '\\') => {
                plain.push(character);
                plain.extend(rest.next());
                continue;
            }
            _ => {}
        }
        plain.push(character);
    }
    plain
}

/// The text up to the closing quote of `$'…'`.
fn c_escaped(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(character) = rest.next() {
        let escaped = match character {
            '\'' => break,
            '\\' => rest.next(),
            other => {
                text.push(other);
                continue;
            }
        };
        match escaped {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(unit @ ('x' | 'u' | 'U')) => {
                let most = match unit {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let mut digits = String::new();
                while let Some(digit) = rest.next_if(|next| digits.len() < most && next.is_ascii_hexdigit()) {
                    digits.push(digit);
                }
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            other => text.extend(other),
        }
    }
    text
}

fn body_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_json()),
    }
}

fn unreadable() -> Error {
    Error::malformed_body("is not a request that can be recognised").hint(
        "paste a curl command, raw HTTP, a JSON body, a URL, a fetch call, or a request as { method, url, headers, body }",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"referenceNumber":"1","note":"it's \"x\""}"#;

    #[test]
    fn every_form_gives_the_same_request() {
        let quoted = BODY.replace('\'', "'\\''");
        for text in [
            format!("curl -X POST 'https://a.example/x?y=1' -H 'Accept: application/json' -d '{quoted}'"),
            format!("$ curl --location --request POST \"https://a.example/x?y=1\" \\\n  --header 'accept: application/json' \\\n  --data-raw '{quoted}'"),
            format!("curl https://a.example/x?y=1 -H'Accept:application/json' --data '{quoted}' --compressed -s"),
            format!("curl $'https://a.example/x?y=1' -H $'Accept: application/json' --data-raw $'{}'", BODY.replace('\\', "\\\\").replace('\'', "\\u0027").replace(' ', "\\x20")),
            format!("curl -X POST ^\"https://a.example/x?y=1^\" ^\r\n  -H ^\"Accept: application/json^\" ^\r\n  --data-raw ^\"{}^\"\r\n", BODY.replace('\\', "\\\\").replace('"', "\\^\"")),
            format!("curl ^\"https://a.example/x?y=1^\" -X POST -H ^\"Accept: application/json^\" ^\r\n  -d ^\"{}^\" ^\r\n  --compressed", BODY.replace('\\', "\\\\").replace('"', "\\^\"")),
            format!("POST /x?y=1 HTTP/1.1\r\nHost: a.example\r\nAccept: application/json\r\n\r\n{BODY}"),
            format!("POST https://a.example/x?y=1\naccept: application/json\n\n{BODY}\n"),
            format!("const r = await fetch('https://a.example/x?y=1', {{ method: 'post', headers: {{ Accept: \"application/json\", }}, body: `{BODY}` }});", BODY = BODY.replace('\\', "\\\\")),
            r#"fetch("https://a.example/x?y=1", {"method": "POST", "headers": new Headers([["accept", "application/json"]]), body: JSON.stringify({ referenceNumber: '1', note: "it's \"x\"" }) })"#.to_owned(),
            format!(r#"{{"method":"POST","url":"https://a.example/x?y=1","headers":{{"accept":"application/json"}},"body":{}}}"#, Value::from(BODY).to_json()),
        ] {
            let sent = SentRequest::read(&text.as_str().into()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(sent.method.as_deref(), Some("POST"), "{text}");
            assert_eq!(sent.url.as_deref(), Some("https://a.example/x?y=1"), "{text}");
            assert_eq!(sent.header_named("accept"), Some("application/json"), "{text}");
            assert_eq!(sent.body.as_deref(), Some(BODY), "{text}");
        }
    }

    #[test]
    fn bare_urls_queries_and_bodies_are_read() {
        let read = |text: &str| SentRequest::read(&text.into()).unwrap();
        assert_eq!(read("https://a.example/x?y=1").url.as_deref(), Some("https://a.example/x?y=1"));
        assert_eq!(read("merchantCode=a&signature=b").url.as_deref(), Some("?merchantCode=a&signature=b"));
        assert_eq!(read(BODY).body.as_deref(), Some(BODY));
        for text in ["", "hello", "curl", "{", "fetch(", "fetch('https://a', {", "1"] {
            assert!(SentRequest::read(&text.into()).is_err(), "{text}");
        }
    }
}
