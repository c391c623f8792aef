//! What somebody pasted, whatever its form: a curl command, raw HTTP, a JSON body, a URL, a fetch call, a request object.

use crate::error::{Error, Result};
use crate::signing::diagnose::names::Renamed;
use crate::signing::diagnose::pasted::content::Content;
use crate::signing::diagnose::pasted::{curl, script};
use crate::signing::diagnose::subject::{Sent, query};
use crate::value::{MAX_BYTES, Object, Value, is_name};

/// More fields than any request has.
const MAX_FIELDS: usize = 200;

/// A request as it was sent, as far as the paste shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SentRequest {
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// Whether the form has headers at all; a bare URL or body says nothing about them.
    pub(crate) shows_headers: bool,
    /// What the paste does not show.
    pub(crate) gaps: Vec<Gap>,
    /// Names of fields of the body and the query that stand for others.
    names: Vec<(String, &'static str)>,
}

/// What a paste does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gap {
    /// `-d @file`
    BodyInFile,
    /// `-H @file`
    HeadersInFile,
    /// `--next`, or a second URL.
    FurtherRequests,
    /// Values that stand elsewhere in a program, by the names of the fields.
    Elsewhere(Vec<String>),
    /// A parameter that was given again.
    Repeated(Vec<String>),
}

impl SentRequest {
    /// Reads what was pasted.
    ///
    /// # Errors
    /// `MALFORMED_BODY` when it is none of the forms, longer than a mebibyte, or has too many fields.
    pub(crate) fn read(pasted: &Value) -> Result<Self> {
        let mut sent = match pasted {
            Value::Object(object) => Self::object(object),
            Value::String(text) if text.len() > MAX_BYTES => {
                return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes"))
                    .hint("paste one request, without the log around it"));
            }
            Value::String(text) => Self::text(text)?,
            _ => return Err(unreadable()),
        };
        sent.check_fields()?;
        Ok(sent)
    }

    fn text(pasted: &str) -> Result<Self> {
        let text = pasted.trim_start_matches('\u{feff}').trim().trim_start_matches("$ ").trim_start();
        if text == "curl" || text.starts_with("curl ") || text.starts_with("curl\t") || text.starts_with("curl.exe ") {
            return curl::read(text);
        }
        if text.starts_with(['{', '[']) {
            return Ok(match Value::parse(text) {
                Ok(Value::Object(object)) if !pasted.starts_with('\u{feff}') => Self::object(&object),
                // A byte-order mark is part of what is wrong.
                _ => Self { body: Some(pasted.trim().to_owned()), ..Self::default() },
            });
        }
        let read = if text.contains("fetch(") { Self::fetch(text) } else { Self::line(text) };
        read.ok_or_else(unreadable)
    }

    /// Raw HTTP, or a URL or query.
    fn line(text: &str) -> Option<Self> {
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
        let has = |name: &str| object.get(name).is_some();
        let is_request = has("url") && (object.len() == 1 || ["method", "headers", "body"].into_iter().any(has));
        let is_event = has("headers") && has("body");
        if !is_request && !is_event {
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

    pub(super) fn header(&mut self, name: &str, value: &str) {
        self.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }

    pub(super) fn gap(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// What the body holds.
    pub(crate) fn content(&self) -> Content {
        self.body.as_deref().map_or(Content::Empty, Content::of)
    }

    /// The same request with the right names of its fields; those inside of fields stay.
    pub(super) fn with_names(&self, renamed: &[Renamed]) -> Self {
        let top = renamed.iter().filter(|renamed| renamed.path == renamed.right);
        Self { names: top.map(|renamed| (renamed.given.clone(), renamed.right)).collect(), ..self.clone() }
    }

    fn right_name(&self, name: String) -> String {
        self.names.iter().find(|(given, _)| *given == name).map_or(name, |(_, right)| (*right).to_owned())
    }

    /// The parameters of the query.
    pub(crate) fn parameters(&self) -> Vec<(String, Value)> {
        let mut parameters: Vec<Sent> = Vec::new();
        query(self.url.as_deref().unwrap_or_default(), &mut parameters);
        parameters.into_iter().map(|field| (self.right_name(field.name), field.text.into())).collect()
    }

    /// The members of the body.
    pub(crate) fn members(&self) -> Vec<(String, Value)> {
        match self.content() {
            Content::Json(Value::Object(object)) => {
                object.into_iter().map(|(name, value)| (self.right_name(name), value)).collect()
            }
            Content::Form(pairs) => {
                pairs.into_iter().map(|field| (self.right_name(field.name), field.text.into())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The members of the body and the parameters of the query; of repeated ones the first.
    pub(crate) fn fields(&self) -> Vec<(String, Value)> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        for (name, value) in self.members().into_iter().chain(self.parameters()) {
            if !fields.iter().any(|(known, _)| *known == name) {
                fields.push((name, value));
            }
        }
        fields
    }

    /// Bounds the number of fields before anything looks at each of them, and notes repeated ones.
    fn check_fields(&mut self) -> Result<()> {
        let pairs = |text: &str| text.bytes().filter(|byte| *byte == b'&').count();
        let many = pairs(self.url.as_deref().unwrap_or_default()) > MAX_FIELDS
            || (pairs(self.body.as_deref().unwrap_or_default()) > MAX_FIELDS
                && matches!(self.content(), Content::Form(_)))
            || self.members().len() > MAX_FIELDS
            || self.headers.len() > MAX_FIELDS;
        if many {
            return Err(Error::malformed_body(format!("has more than {MAX_FIELDS} fields"))
                .hint("paste one request; none of the gateways takes as many"));
        }
        let mut repeated = Vec::new();
        for fields in [self.members(), self.parameters()] {
            for (index, (name, _)) in fields.iter().enumerate() {
                let is_repeated = fields.iter().take(index).any(|(known, _)| known == name);
                if is_repeated && !repeated.contains(name) {
                    repeated.push(name.clone());
                }
            }
        }
        if !repeated.is_empty() {
            self.gap(Gap::Repeated(repeated));
        }
        Ok(())
    }

    /// The value of a header.
    pub(crate) fn header_named(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn fetch(script: &str) -> Option<Self> {
        let script::Call { arguments, mut elsewhere } = script::Call::read(script)?;
        let url = arguments.first()?.as_text()?.to_owned();
        let mut sent = Self { url: Some(url), ..Self::default() };
        let hides = |name: &str| elsewhere.iter().any(|hidden| hidden == name);
        let (hides_headers, hides_method) = (hides("headers"), hides("method"));
        match arguments.get(1) {
            Some(Value::Object(options)) => {
                sent.method = options.get("method").and_then(Value::as_text).map(str::to_owned);
                sent.headers_of(options.get("headers"));
                sent.body = body_of(options.get("body"));
                sent.shows_headers = !hides_headers;
                sent.method = match hides_method {
                    true => None,
                    false => Some(sent.method.unwrap_or_else(|| "GET".to_owned()).to_uppercase()),
                };
            }
            // The options stand elsewhere.
            Some(_) => elsewhere.extend(["headers", "body"].map(str::to_owned)),
            None => {
                sent.shows_headers = true;
                sent.method = Some("GET".to_owned());
            }
        }
        elsewhere.retain(|name| is_name(name));
        elsewhere.dedup();
        if !elsewhere.is_empty() {
            sent.gap(Gap::Elsewhere(elsewhere));
        }
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
        for text in ["", "hello", "curl", "fetch(", "fetch('https://a', {", "1"] {
            assert!(SentRequest::read(&text.into()).is_err(), "{text}");
        }
    }

    #[test]
    fn options_of_curl_have_the_values_that_curl_gives_them() {
        let read = |text: &str| SentRequest::read(&text.into()).unwrap_or_else(|error| panic!("{text}: {error}"));
        for text in [
            "curl https://a.example/x --retry 3 -d a=1",
            "curl --retry 3 -sSLd a=1 https://a.example/x",
            "curl --connect-timeout=5 -kXPOST -da=1 --url https://a.example/x -o out.json",
            "curl -u user:pass https://a.example/x --data=a=1 -w '%{http_code}' | jq .",
            "curl -F a=1 https://a.example/x -A agent --cacert file > out.txt",
            "curl --data-urlencode a=1 -H 'X: y' --unheard-of 3 https://a.example/x",
            "curl -- https://a.example/x -d a=1",
        ] {
            let sent = read(text);
            assert_eq!(sent.url.as_deref(), Some("https://a.example/x"), "{text}");
            if !text.contains("-- ") {
                assert_eq!((sent.method.as_deref(), sent.body.as_deref()), (Some("POST"), Some("a=1")), "{text}");
                assert!(sent.gaps.is_empty(), "{text}");
            }
        }
        let sent = read("curl -G https://a.example/x?z=0 -d a=1 --url-query 'b=x y' --url-query +c=2");
        assert_eq!(sent.url.as_deref(), Some("https://a.example/x?z=0&b=x%20y&c=2&a=1"));
        assert_eq!((sent.method.as_deref(), sent.body), (Some("GET"), None));
        let sent = read("curl --json '{\"a\":' --json '1}' a.example/x");
        assert_eq!((sent.url.as_deref(), sent.body.as_deref()), (Some("http://a.example/x"), Some("{\"a\":1}")));
        assert_eq!(sent.header_named("content-type"), Some("application/json"));
        assert_eq!(read("curl -u me:secret -I https://a.example").header_named("authorization"), Some("Basic"));
        assert_eq!(read("curl -I https://a.example").method.as_deref(), Some("HEAD"));
    }

    #[test]
    fn what_a_paste_does_not_show_is_noted() {
        let gaps = |text: &str| SentRequest::read(&text.into()).unwrap_or_else(|error| panic!("{text}: {error}")).gaps;
        for body in ["-d @f.json", "--json @f", "--data-binary @-", "-F a=@f", "-T f", "--data-urlencode a@f"] {
            assert_eq!(gaps(&format!("curl https://a.example/x {body}")), [Gap::BodyInFile], "{body}");
        }
        assert!(gaps("curl https://a.example/x --data-raw @f").is_empty());
        assert_eq!(gaps("curl https://a.example/x -H @f"), [Gap::HeadersInFile]);
        for more in ["--next https://b.example", "-: https://b.example", "https://b.example"] {
            assert_eq!(gaps(&format!("curl https://a.example/x {more}")), [Gap::FurtherRequests], "{more}");
        }
        assert_eq!(gaps("https://a.example/x?a=1&a=2"), [Gap::Repeated(vec!["a".to_owned()])]);
        let hidden =
            "fetch('https://a.example/x', { method: 'POST', headers, body: JSON.stringify({ amount, a: f(1) }) })";
        let names = ["headers", "amount", "a"].map(str::to_owned).to_vec();
        assert_eq!(gaps(hidden), [Gap::Elsewhere(names)]);
    }

    #[test]
    fn constants_of_a_script_are_looked_up() {
        let script = r#"const h = new Headers();
            h.append("Content-Type", "application/json"); h.set('X-A', key);
            const raw = JSON.stringify({ a: 1 });
            const options = { method: "POST", headers: h, body: raw, redirect: "follow" };
            fetch("https://a.example/x", options).then((response) => response.text());"#;
        let sent = SentRequest::read(&script.into()).unwrap();
        assert_eq!((sent.method.as_deref(), sent.body.as_deref()), (Some("POST"), Some(r#"{"a":1}"#)));
        assert_eq!(sent.header_named("content-type"), Some("application/json"));
        assert!(sent.shows_headers);
        assert_eq!(sent.gaps, [Gap::Elsewhere(vec!["X-A".to_owned()])]);
    }

    #[test]
    fn fields_without_end_are_refused_at_once() {
        let many = "a=1&".repeat(100_000);
        let members = (0..300).map(|index| format!("\"a{index}\":1")).collect::<Vec<_>>().join(",");
        for text in [
            many.clone(),
            format!("https://a.example/x?{many}"),
            format!("curl https://a.example/x -d '{many}'"),
            format!("{{{members}}}"),
        ] {
            let error = SentRequest::read(&text.as_str().into()).err().unwrap();
            assert_eq!(error.message(), "has more than 200 fields");
        }
    }
}
