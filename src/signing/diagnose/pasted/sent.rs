//! What somebody pasted, whatever its form: a curl command, raw HTTP, a body, a URL, a program, a log, an export, a
//! request object.

use crate::error::{Error, Result};
use crate::signing::diagnose::pasted::{answers, curl, export, literal, log, scattered, script};
use crate::value::{MAX_BYTES, Object, Value};

/// A request as it was sent, as far as the paste shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct SentRequest {
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// Whether the form has headers at all; a bare URL or body says nothing about them.
    pub(crate) shows_headers: bool,
    /// What the paste does not show.
    pub(crate) gaps: Vec<Gap>,
    /// What the gateway answered.
    pub(super) answers: Vec<Object>,
    /// Names of fields of the body and the query that stand for others.
    pub(super) names: Vec<(String, &'static str)>,
}

/// What a paste does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gap {
    /// `-d @file`
    BodyInFile,
    /// A log that has the headers alone.
    BodyNotLogged,
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
        match pasted {
            Value::String(text) => sent.answers = answers::in_text(text),
            other => answers::in_value(other, 0, &mut sent.answers),
        }
        sent.check_fields()?;
        Ok(sent)
    }

    fn text(pasted: &str) -> Result<Self> {
        let text = pasted.trim_start_matches('\u{feff}').trim().trim_start_matches("$ ").trim_start();
        if text == "curl" || text.starts_with("curl ") || text.starts_with("curl\t") || text.starts_with("curl.exe ") {
            return curl::read(text);
        }
        Self::logged(text)
            .or_else(|| Self::literal(pasted, text))
            .or_else(|| match script::calls(text) && !log::starts_with_method(text) {
                true => script::read(text)
                    .filter(SentRequest::is_whole)
                    .or_else(|| scattered::read(text).or_else(|| script::read(text))),
                false => Self::line(text).or_else(|| log::headers(text)),
            })
            .or_else(|| log::print_r(text).map(Self::value))
            .or_else(|| scattered::read(text))
            // PowerShell writes a backtick in front of quotation marks.
            .or_else(|| text.contains("`\"").then(|| scattered::read(&text.replace("`\"", "\""))).flatten())
            .ok_or_else(unreadable)
    }

    /// What a client logs of the request that it sends.
    fn logged(text: &str) -> Option<Self> {
        if text.contains("send: b") {
            return log::http_client(text).and_then(|request| Self::line(&request));
        }
        if text.contains("=> Send header") {
            return log::trace(text).and_then(|request| Self::line(&request));
        }
        if let Some((head, gap)) = log::verbose(text) {
            let mut sent = Self::line(&head)?;
            if sent.header_named("content-length").is_some_and(|length| length != "0") {
                sent.gap(gap);
            }
            return Some(sent);
        }
        log::printed(text)
    }

    /// An object, a list, bytes, or what a program would write for them.
    fn literal(pasted: &str, text: &str) -> Option<Self> {
        if !text.starts_with(['{', '[', '<'])
            && !["b'", "b\"", "array(", "array (", "dict("].iter().any(|start| text.starts_with(start))
        {
            return None;
        }
        let body = || Self { body: Some(pasted.trim().to_owned()), ..Self::default() };
        let code = text.starts_with(['a', 'b', 'd', '<']);
        let value = match Value::parse(text) {
            Ok(Value::Object(object)) if !pasted.starts_with('\u{feff}') => return Some(Self::object(&object)),
            Ok(value) => Some(value),
            Err(_) => literal::read(text),
        };
        match value {
            // What a program or its log shows is not the text that is sent.
            Some(Value::String(text)) if code => Some(Self { body: Some(text), ..Self::default() }),
            Some(value) if code => Some(Self::value(value)),
            Some(Value::Object(object)) => export::read(&object).or_else(|| Some(body())),
            Some(list @ Value::Array(_)) => {
                let bytes = export::body_of(Some(&list)).filter(|text| text.starts_with('{'));
                Some(bytes.map_or_else(body, |text| Self { body: Some(text), ..Self::default() }))
            }
            // The time in front of a line of a log stands in brackets.
            _ if text.starts_with('[') => scattered::read(text).or_else(|| Some(body())),
            _ if text.starts_with('{') => match log::first_value(text) {
                // What stands behind it may be the answer.
                Some((first, _)) if !answers::in_text(text.get(first.len()..).unwrap_or_default()).is_empty() => {
                    Some(Self { body: Some(first.to_owned()), ..Self::default() })
                }
                _ => Some(body()),
            },
            _ => None,
        }
    }

    /// Whether nothing more of it can stand elsewhere in a program.
    fn is_whole(&self) -> bool {
        self.body.is_some() || !self.gaps.is_empty() || self.method.as_deref() == Some("GET")
    }

    /// A request, or a body that a program holds as a value.
    fn value(value: Value) -> Self {
        match value {
            Value::Object(object) => Self::object(&object),
            other => Self { body: Some(other.to_json()), ..Self::default() },
        }
    }

    /// Raw HTTP, or a URL or query.
    fn line(text: &str) -> Option<Self> {
        let first = text.lines().next().unwrap_or_default();
        let mut words = first.split_whitespace();
        let (word, target) = (words.next()?, words.next());
        if let Some(target) = target.filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase())) {
            return Some(Self::http(word, target, text));
        }
        let is_url = word.contains("://")
            || word.starts_with('/') && !word.starts_with("//")
            || (word.contains('=') && !word.contains('"'));
        is_url.then(|| {
            let query = !word.contains("://") && !word.starts_with('/') && !word.contains('?');
            Self { url: Some(if query { format!("?{word}") } else { word.to_owned() }), ..Self::default() }
        })
    }

    pub(super) fn object(object: &Object) -> Self {
        export::read(object)
            .unwrap_or_else(|| Self { body: export::body_of(Some(&object.clone().into())), ..Self::default() })
    }

    /// Takes headers: members, pairs, names and values in turn, lines, or objects of a name and a value.
    pub(super) fn headers_of(&mut self, headers: Option<&Value>) {
        self.shows_headers = headers.is_some();
        let text = |value: &Value| value.as_text().unwrap_or_default().to_owned();
        match headers {
            Some(Value::Object(headers)) => {
                for (name, value) in headers.iter() {
                    // Guzzle has a list of values for each name.
                    let value = value.as_array().and_then(<[Value]>::first).unwrap_or(value);
                    self.header(name, &text(value));
                }
            }
            Some(Value::Array(list)) if list.iter().all(|item| item.as_text().is_some()) => {
                match list.iter().all(|line| text(line).contains(": ")) {
                    true => list.iter().for_each(|line| self.header_line(&text(line))),
                    false => list.chunks(2).for_each(|pair| {
                        if let [name, value] = pair {
                            self.header(&text(name), &text(value));
                        }
                    }),
                }
            }
            Some(Value::Array(list)) => {
                for item in list {
                    let member = |names: [&str; 2]| names.into_iter().find_map(|name| item.at(name)).map(text);
                    match item.as_array().unwrap_or_default() {
                        [name, value] => self.header(&text(name), &text(value)),
                        _ => self.header(
                            &member(["name", "key"]).unwrap_or_default(),
                            &member(["value", "val"]).unwrap_or_default(),
                        ),
                    }
                }
            }
            Some(Value::String(lines)) => lines.lines().for_each(|line| self.header_line(line)),
            _ => {}
        }
    }

    fn header_line(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            self.header(name, value);
        }
    }

    /// A header by its name, or by the variable that a server makes of it.
    pub(super) fn variable(&mut self, name: &str, value: &str) {
        match name {
            "REQUEST_METHOD" => self.method = Some(value.to_owned()),
            "REQUEST_URI" => self.url = Some(value.to_owned()),
            "CONTENT_TYPE" => self.header("content-type", value),
            _ if name.starts_with("HTTP_") => self.header(&name.trim_start_matches("HTTP_").replace('_', "-"), value),
            // Other variables of a server are no headers.
            _ if name.contains('_') && name.bytes().all(|byte| byte.is_ascii_uppercase() || b"_".contains(&byte)) => {}
            _ => self.header(name, value),
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

    /// The value of a header.
    pub(crate) fn header_named(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A request as it travels; the head ends at the first empty line.
    fn http(method: &str, target: &str, text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        // The answer may follow.
        let body = body.split_once("\nHTTP/").map_or(body, |(body, _)| body).trim_end();
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

fn unreadable() -> Error {
    Error::malformed_body("is not a request that can be recognised").hint(
        "paste a curl command, raw HTTP, a body, a URL, the log or the code of a client, or a request as { method, url, headers, body }",
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
