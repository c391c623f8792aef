//! Requests as values: what to send, never the sending.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::document::DocumentBuf;
use crate::error::{Error, ErrorCode, Result};
use crate::secret::{MASK, check_opaque};
use crate::value::{Object, Value};

/// What RFC 3986 never needs encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An HTTP method that a gateway uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Post,
    Delete,
}

impl Method {
    /// In upper case, as it is sent and signed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// A finished request for any HTTP client. Send URL and body unchanged: their bytes may be signed.
///
/// `Debug` masks tokens; [`redact`] makes a copy that is safe to log.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The finished URL, query included.
    pub url: String,
    /// Header names are in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The exact text to send; absent on GET.
    pub body: Option<String>,
}

/// What a reader takes: the status and the body as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body, decoded as UTF-8.
    pub body: &'a str,
}

impl HttpResponse<'_> {
    /// Whether the status is 2xx.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

impl HttpRequest {
    pub(crate) fn to_value(&self) -> Value {
        DocumentBuf::of(|out| self.write_to(out)).root().to_value()
    }

    fn write_to(&self, out: &mut DocumentBuf) {
        let headers = self.headers.iter().map(|(name, text)| (*name, text.as_str()));
        write_request(self.method, &self.url, headers, self.body.as_deref(), out);
    }
}

/// Writes `{ method, url, headers, body }` behind a document.
pub(crate) fn write_request<'h>(
    method: Method,
    url: &str,
    headers: impl ExactSizeIterator<Item = (&'h str, &'h str)>,
    body: Option<&str>,
    out: &mut DocumentBuf,
) {
    let member = |out: &mut DocumentBuf, name: &str, text: &str| {
        out.push_name(name);
        out.push_text(text);
    };
    let request = out.open_object();
    member(out, "method", method.as_str());
    member(out, "url", url);
    out.push_name("headers");
    let opened = out.open_object();
    let count = headers.len();
    headers.for_each(|(name, text)| member(out, name, text));
    out.close(opened, count);
    if let Some(body) = body {
        member(out, "body", body);
    }
    out.close(request, 3 + usize::from(body.is_some()));
}

/// For clients that take the requests of the crate `http`; without a body it is empty.
#[cfg(feature = "http")]
impl TryFrom<HttpRequest> for http::Request<String> {
    type Error = http::Error;

    fn try_from(request: HttpRequest) -> std::result::Result<Self, http::Error> {
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(request.url);
        for (name, text) in request.headers {
            let mut value = http::HeaderValue::try_from(text)?;
            // What logs a request leaves these out then.
            value.set_sensitive(is_secret_header(name));
            builder = builder.header(name, value);
        }
        builder.body(request.body.unwrap_or_default())
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact_value(&self.to_value()).to_json())
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(crate) fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Joins a base and a path with exactly one slash.
pub(crate) fn join(base: &str, path: &str) -> String {
    let (base, path) = (base.trim_end_matches('/'), path.trim_start_matches('/'));
    let mut joined = String::with_capacity(base.len() + 1 + path.len());
    joined.push_str(base);
    joined.push('/');
    joined.push_str(path);
    joined
}

/// Scheme and host of a base URL, and its path without slashes around it.
pub(crate) fn split_origin(base: &str) -> (&str, &str) {
    let host = base.find("://").map_or(0, |scheme| scheme + 3);
    let end = base.char_indices().find(|(index, character)| *index >= host && *character == '/');
    let (origin, path) = base.split_at(end.map_or(base.len(), |(index, _)| index));
    (origin, path.trim_matches('/'))
}

/// Checks a configured base URL: https, or http on loopback for tests.
pub(crate) fn check_base_url(url: &str) -> Result<()> {
    check_opaque(url)?;
    let refuse = |message: &str, hint: &str| Err(Error::new(ErrorCode::InvalidConfig, message).hint(hint));
    if url.contains(['?', '#']) {
        return refuse("has a query or fragment", "give scheme, host and base path only");
    }
    if url.contains(['@', '\\']) || url.contains(char::is_whitespace) {
        return refuse("has a user name, a backslash or white space in it", "give scheme, host and base path only");
    }
    if has_steps(url) {
        return refuse("has a step \".\" or \"..\" in its path", "write the path that it leads to");
    }
    if url.strip_prefix("https://").is_some_and(|rest| authority(rest).is_empty()) {
        return refuse("has no host", "write https:// and the host");
    }
    if is_secure(url) {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        if host(authority(rest)).is_none() {
            return refuse(
                "has a host or a port that cannot be one",
                "write the host in ASCII, as in https://xn--mgbh0fb.example, and the port as a number",
            );
        }
        if !rest.bytes().all(|byte| is_plain(byte) || b"[]".contains(&byte)) {
            return refuse("has a character that no path has", "percent-encode it");
        }
        return Ok(());
    }
    refuse("is not https", "tokens and signatures travel in it; plain http is possible on loopback only")
}

/// Whether a URL is https with a host, or http on this machine for tests.
pub(crate) fn is_secure(url: &str) -> bool {
    if let Some(rest) = url.strip_prefix("https://") {
        return !authority(rest).is_empty();
    }
    url.strip_prefix("http://").and_then(|rest| host(authority(rest))).is_some_and(is_loopback)
}

/// Host and port of what follows the scheme of a URL, and a user name if it has one.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The host of host and port, without the brackets of an IPv6 address; none where one of both cannot be one.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(v6) => v6.split_once(']').filter(|(host, _)| host.contains(':'))?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let is_in_host = |byte: u8| match authority.starts_with('[') {
        true => byte.is_ascii_hexdigit() || b":.".contains(&byte),
        false => byte.is_ascii_alphanumeric() || b"-._".contains(&byte),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let fits = !host.is_empty() && host.bytes().all(is_in_host);
    (fits && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))).then_some(host)
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok();
    let in_v4 = host.strip_prefix("127.").is_some_and(|rest| rest.split('.').filter(|part| number(part)).count() == 3);
    matches!(host, "localhost" | "::1") || in_v4 && host.split('.').count() == 4
}

/// Checks the path that a configuration puts in place of an operation's.
pub(crate) fn check_path(path: &str) -> Result<()> {
    check_opaque(path)?;
    let plain = path.bytes().all(|byte| is_plain(byte) || b"{}".contains(&byte));
    if !path.starts_with('/') || path.starts_with("//") || has_steps(path) || unescaped(path).contains("..") || !plain {
        return Err(Error::new(ErrorCode::InvalidConfig, "is not a path on the same host")
            .hint("start it with one slash, without \"..\", query or host"));
    }
    Ok(())
}

/// Whether a path can have a byte as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=%".contains(&byte)
}

/// Whether a path or URL has a segment `.` or `..`: a step to another path, whatever is percent-encoded in it.
fn has_steps(path: &str) -> bool {
    unescaped(path).split('/').any(|segment| matches!(segment, "." | ".."))
}

/// A path with the dots and slashes that URL parsers and servers decode, in lower case.
fn unescaped(path: &str) -> String {
    path.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/")
}

/// A copy of a request that is safe to log: tokens, card data, passwords and keys are masked, in headers,
/// URL and body alike. A body that is not JSON is masked whole.
#[must_use]
pub fn redact(request: &HttpRequest) -> Value {
    redact_value(&request.to_value())
}

/// As [`redact`], for a request as data: `{ method, url, headers, body }`.
#[must_use]
pub fn redact_value(request: &Value) -> Value {
    let Some(object) = request.as_object() else { return request.clone() };
    let mask = |name: &str, value: &Value| match (name, value) {
        ("headers", Value::Object(headers)) => masked_members(headers, is_secret_header),
        ("url", Value::String(url)) => masked_url(url).into(),
        ("body", Value::String(body)) if body.is_empty() => value.clone(),
        ("body", Value::String(body)) => match Value::parse(body) {
            Ok(json @ (Value::Object(_) | Value::Array(_))) => masked_body(&json).to_json().into(),
            _ => MASK.into(),
        },
        _ => value.clone(),
    };
    object.iter().map(|(name, value)| (name, mask(name, value))).collect::<Object>().into()
}

/// The headers that hold a secret in any of the gateways' requests.
pub(crate) const SECRET_HEADERS: &[&str] = &["authorization", "api_key", "access-token", "cookie"];

pub(crate) fn is_secret_header(name: &str) -> bool {
    SECRET_HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Field names that hold a secret in any of the gateways' requests, however somebody spells them.
pub(crate) fn is_secret_field(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "cardnumber",
        "cardexpiryyear",
        "cardexpirymonth",
        "cvv",
        "cardtoken",
        "expiryyear",
        "expirymonth",
        "card",
        "creditcard",
        "kfast",
        "token",
        "refreshtoken",
        "accesstoken",
        "bearertoken",
        "password",
        "apikey",
        "number",
        "securitycode",
        "securekey",
        "secretkey",
        "apisecret",
    ];
    let plain = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    NAMES.iter().any(|known| known.bytes().eq(plain.clone()))
}

fn masked_members(object: &Object, secret: impl Fn(&str) -> bool) -> Value {
    let mask = |name: &str, value: &Value| if secret(name) { MASK.into() } else { value.clone() };
    object.iter().map(|(name, value)| (name, mask(name, value))).collect::<Object>().into()
}

/// Masks secret fields at any depth.
pub(crate) fn masked_body(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mask = |name: &str, value: &Value| match value {
                Value::Null => Value::Null,
                _ if is_secret_field(name) => MASK.into(),
                other => masked_body(other),
            };
            object.iter().map(|(name, value)| (name, mask(name, value))).collect::<Object>().into()
        }
        Value::Array(items) => Value::Array(items.iter().map(masked_body).collect()),
        other => other.clone(),
    }
}

/// Masks the secret parameters of a URL's query.
pub(crate) fn masked_url(url: &str) -> String {
    let Some((base, query)) = url.split_once('?') else { return url.to_owned() };
    let is_secret = |name: &str| is_secret_field(&percent_encoding::percent_decode_str(name).decode_utf8_lossy());
    let mask = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    format!("{base}?{}", query.split('&').map(mask).collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "http")]
    #[test]
    fn a_request_of_the_crate_http_is_the_same_and_hides_its_token() {
        let request = HttpRequest {
            method: Method::Post,
            url: "https://a.example/v1/pay?x=%20".into(),
            headers: vec![("authorization", "Bearer t0ken".into()), ("content-type", "application/json".into())],
            body: Some("{}".into()),
        };
        let made = http::Request::try_from(request).unwrap();
        assert_eq!(
            (made.method().as_str(), made.uri().to_string().as_str()),
            ("POST", "https://a.example/v1/pay?x=%20")
        );
        assert_eq!(made.headers().get("authorization").unwrap(), "Bearer t0ken");
        assert!(!format!("{made:?}").contains("t0ken"));
        assert_eq!(made.body(), "{}");
    }

    #[test]
    fn two_hundred_and_what_follows_is_success() {
        for (status, success) in
            [(0, false), (101, false), (199, false), (200, true), (204, true), (299, true), (300, false), (404, false)]
        {
            assert_eq!(HttpResponse { status, body: "" }.is_success(), success, "{status}");
        }
    }

    #[test]
    fn a_base_has_an_origin_and_a_path() {
        for (base, parts) in [
            ("https://a.eg/v1", ("https://a.eg", "v1")),
            ("https://a.example/v1/b/", ("https://a.example", "v1/b")),
            ("http://[::1]:1//", ("http://[::1]:1", "")),
            ("https://a", ("https://a", "")),
            ("a/b", ("a", "b")),
        ] {
            assert_eq!(split_origin(base), parts, "{base}");
        }
    }

    #[test]
    fn only_https_or_loopback_is_a_base() {
        for good in [
            "https://a.example",
            "https://a.example/v1/",
            "https://a.example/v1..2/.well-known/%2e.x",
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:1/x",
            "https://[2001:db8::1]/x",
            "https://xn--mgbh0fb.example:65535/v1",
            "https://under_score.a-b.example",
        ] {
            assert!(check_base_url(good).is_ok(), "{good}");
        }
        for bad in [
            "http://a.example",
            "ftp://a",
            "a.example",
            "https://",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://127.0.0.256",
            "http://127.0.0.x",
            "http://127.0.0.+1",
            "http://127.0.1",
            "http://127.0.0.0.1",
            "https://a.example?x",
            " https://a.example",
            "https://a.example\n",
            "https://user@a.example",
            "https://a.example/v1@b",
            "https://a.example\\v1",
            "https://a b",
            "http://127.0.0.1@evil.example",
            "https://a.example/../..",
            "https://a.example/v1/%2e%2e",
            "https://a.example/%2E%2e/v1",
            "https://a.example/.%2e/v1",
            "https://a.example/%2E./v1",
            "https://a.example/./v1",
            "https://a.example/%2e",
            "https://a.example/v1/..%2Fv2",
            "https://..",
            "https://a.ex\u{200b}ample",
            "\u{feff}https://a.example",
            "https://ex\u{e4}mple",
            "https://a.example:x",
            "https://a.example:",
            "https://a.example:65536",
            "https://a.example:+80",
            "https://a*b.example",
            "https://:80",
            "https://[::1",
            "https://[::1]a.example",
            "https://[]",
            "https://[a]",
            "https://a.example/\u{e4}",
            "https://a.example/{x}",
            "http://localhost:x",
            "http://[::1]a.example",
            "http://[::1]:1a",
        ] {
            assert_eq!(check_base_url(bad).unwrap_err().code(), ErrorCode::InvalidConfig, "{bad}");
        }
    }

    #[test]
    fn http_is_secure_on_loopback_only() {
        for good in
            ["https://a.example/x?y=1", "http://127.0.0.1:8080/pay/1?x=1", "http://[::1]:1/", "http://localhost"]
        {
            assert!(is_secure(good), "{good}");
        }
        for bad in [
            "http://a.example",
            "http://localhost:1@a.example",
            "http://localhost.a.example",
            "http://127.0.0.1.a.example",
            "http://a.example\\@localhost",
            "http://",
            "https://",
            "//localhost",
            "ftp://localhost",
            "http://[::1]a.example",
            "http://localhost:x",
        ] {
            assert!(!is_secure(bad), "{bad}");
        }
    }

    #[test]
    fn a_path_stays_on_its_host() {
        assert!(check_path("/ECommerceWeb/Fawry/payments/charge").is_ok());
        for bad in [
            "charge",
            "//evil.example/x",
            "/a/../b",
            "/a/./b",
            "/a/%2E%2e/b",
            "/a/.",
            "/a?b",
            "/a#b",
            "/a b",
            "/a\n",
            "/a\u{200b}",
            "/a..b",
            "/a/%2e%2E%2fb",
            "",
        ] {
            assert!(check_path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redacted_request_holds_no_secret() {
        let request = HttpRequest {
            method: Method::Post,
            url: "https://a.example/x?merchantCode=m&cardToken=tok-1&Card%5Fnumber=tok-1".into(),
            headers: vec![("authorization", "Bearer jwt-1".into()), ("accept", "application/json".into())],
            body: Some(r#"{"cardNumber":"4242424242424242","amount":1.00,"card":{"number":"4242","expiry":{"month":5}},"list":[{"cvv":"123"}]}"#.into()),
        };
        let shown = redact(&request).to_json();
        for secret in ["tok-1", "jwt-1", "4242", "123\"", "month\":5"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        assert!(shown.contains("1.00") && shown.contains("merchantCode=m"));
        assert_eq!(format!("{request:?}"), shown);
    }

    #[test]
    fn what_is_no_secret_stays_in_a_redacted_request() {
        let redacted = |request: &str| redact_value(&Value::parse(request).unwrap()).to_json();
        for (request, expected) in [
            (
                r#"{"headers":{"Authorization":"x","accept":"a"},"body":"{\"cvv\":null,\"cardToken\":1,\"a\":null}"}"#,
                r#"{"headers":{"Authorization":"••••••••","accept":"a"},"body":"{\"cvv\":null,\"cardToken\":\"••••••••\",\"a\":null}"}"#,
            ),
            (
                r#"{"url":"https://a.example/?a=1&token=2&b","body":""}"#,
                r#"{"url":"https://a.example/?a=1&token=••••••••&b","body":""}"#,
            ),
            (r#"{"body":"7"}"#, r#"{"body":"••••••••"}"#),
            ("[1]", "[1]"),
        ] {
            assert_eq!(redacted(request), expected);
        }
    }
}
