//! A curl command: its options are read with the number of values that curl gives them.

use crate::error::{Error, Result};
use crate::request::percent_encode;
use crate::signing::diagnose::pasted::sent::{Gap, SentRequest};
use crate::signing::diagnose::pasted::shell;

/// The options with a value that a request depends on.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    Method,
    Header,
    Data,
    RawData,
    Encoded,
    Json,
    Form,
    FormText,
    Query,
    Url,
    User,
    Bearer,
    Upload,
    Settings,
}

const READ: &[(&str, Takes)] = &[
    ("config", Takes::Settings),
    ("data", Takes::Data),
    ("data-ascii", Takes::Data),
    ("data-binary", Takes::Data),
    ("data-raw", Takes::RawData),
    ("data-urlencode", Takes::Encoded),
    ("form", Takes::Form),
    ("form-string", Takes::FormText),
    ("header", Takes::Header),
    ("json", Takes::Json),
    ("oauth2-bearer", Takes::Bearer),
    ("request", Takes::Method),
    ("upload-file", Takes::Upload),
    ("url", Takes::Url),
    ("url-query", Takes::Query),
    ("user", Takes::User),
];

/// The other options with a value. What is in neither list has none.
const VALUED: &str = "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers connect-timeout \
    connect-to continue-at cookie cookie-jar create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr \
    dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout \
    ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms \
    haproxy-clientip hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway keepalive-cnt keepalive-time key \
    key-type knownhosts krb krb4 libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt \
    max-filesize max-redirs max-time netrc-file noproxy output output-dir parallel-max parallel-max-host pass \
    pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert \
    proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass \
    proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser \
    proxy-user proxy1.0 pubkey quote random-file range rate referer request-target resolve retry retry-delay \
    retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname \
    speed-limit speed-time ssl-sessions stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers \
    tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-flags user-agent variable \
    vlan-priority write-out";

/// The letters of the options with a value, and of the others that a request depends on.
const LETTERS: &[(char, &str)] = &[
    ('A', "user-agent"),
    ('b', "cookie"),
    ('c', "cookie-jar"),
    ('C', "continue-at"),
    ('d', "data"),
    ('D', "dump-header"),
    ('e', "referer"),
    ('E', "cert"),
    ('F', "form"),
    ('G', "get"),
    ('H', "header"),
    ('I', "head"),
    ('K', "config"),
    ('m', "max-time"),
    ('o', "output"),
    ('P', "ftp-port"),
    ('Q', "quote"),
    ('r', "range"),
    ('t', "telnet-option"),
    ('T', "upload-file"),
    ('u', "user"),
    ('U', "proxy-user"),
    ('w', "write-out"),
    ('x', "proxy"),
    ('X', "request"),
    ('y', "speed-time"),
    ('Y', "speed-limit"),
    ('z', "time-cond"),
    (':', "next"),
];

/// Where a shell goes on to another command.
const ENDS: &[&str] = &["|", "||", "&", "&&", ";", ">", ">>", "<"];

/// Reads a command line that begins with curl.
pub(super) fn read(command: &str) -> Result<SentRequest> {
    let words = shell::words(command).map_err(|why| {
        Error::malformed_body(why).hint("copy the whole command, with the quotation marks as they are")
    })?;
    let mut curl = Curl::default();
    let mut words = words.into_iter().skip(1);
    let mut only_urls = false;
    while let Some(word) = words.next() {
        if ENDS.contains(&word.as_str()) || curl.is_complete {
            break;
        }
        match word.strip_prefix("--") {
            _ if only_urls => curl.url(word),
            Some("") => only_urls = true,
            Some(long) => curl.long(long, &mut words),
            None if word.len() > 1 && word.starts_with('-') => curl.letters(&word, &mut words),
            None => curl.url(word),
        }
    }
    curl.finish()
}

#[derive(Default)]
struct Curl {
    sent: SentRequest,
    urls: Vec<String>,
    data: Vec<String>,
    json: Vec<String>,
    form: Vec<String>,
    query: Vec<String>,
    get: bool,
    head: bool,
    /// A further request follows.
    is_complete: bool,
}

impl Curl {
    fn url(&mut self, url: String) {
        self.urls.push(url);
    }

    /// `--name value` or `--name=value`.
    fn long(&mut self, option: &str, rest: &mut impl Iterator<Item = String>) {
        let (name, attached) = match option.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (option, None),
        };
        // `--expand-data` is `--data` with variables, whose values the command line shows elsewhere.
        let name = name.strip_prefix("expand-").unwrap_or(name);
        self.option(name, attached, rest);
    }

    /// `-sSLd value`: letters without a value may stand together, and before one with a value.
    fn letters(&mut self, word: &str, rest: &mut impl Iterator<Item = String>) {
        let mut letters = word.strip_prefix('-').unwrap_or(word).chars();
        while let Some(letter) = letters.next() {
            let Some((_, name)) = LETTERS.iter().find(|(known, _)| *known == letter) else { continue };
            if takes_value(name) {
                let attached = letters.as_str();
                let attached = (!attached.is_empty()).then(|| attached.to_owned());
                return self.option(name, attached, rest);
            }
            self.option(name, None, rest);
        }
    }

    fn option(&mut self, name: &str, attached: Option<String>, rest: &mut impl Iterator<Item = String>) {
        if !takes_value(name) {
            match name {
                "get" => self.get = true,
                "head" => self.head = true,
                "next" => self.is_complete = true,
                _ => {}
            }
            return;
        }
        let value = attached.or_else(|| rest.next()).unwrap_or_default();
        if let Some((_, takes)) = READ.iter().find(|(known, _)| *known == name) {
            self.take(*takes, value);
        }
    }

    fn take(&mut self, takes: Takes, value: String) {
        let file = value.strip_prefix('@').is_some();
        match takes {
            Takes::Method => self.sent.method = Some(value),
            Takes::Url => self.url(value),
            Takes::Header if file => self.sent.gap(Gap::HeadersInFile),
            Takes::Header => match value.split_once(':') {
                Some((name, value)) if !value.trim().is_empty() => self.sent.header(name, value),
                // Without a value curl sends no such header.
                _ => {}
            },
            Takes::Data | Takes::Json if file => self.sent.gap(Gap::BodyInFile),
            Takes::Data | Takes::RawData => self.data.push(value),
            Takes::Json => self.json.push(value),
            Takes::Encoded => match encoded(&value) {
                Some(pair) => self.data.push(pair),
                None => self.sent.gap(Gap::BodyInFile),
            },
            Takes::Query => match value.strip_prefix('+') {
                Some(raw) => self.query.push(raw.to_owned()),
                None => self.query.extend(encoded(&value)),
            },
            Takes::Form if value.split_once('=').is_some_and(|(_, text)| text.starts_with(['@', '<'])) => {
                self.sent.gap(Gap::BodyInFile);
            }
            Takes::Form | Takes::FormText => {
                let (name, text) = value.split_once('=').unwrap_or((value.as_str(), ""));
                self.form.push(format!("{}={}", percent_encode(name), percent_encode(text)));
            }
            Takes::User => self.sent.header("authorization", "Basic"),
            Takes::Bearer => self.sent.header("authorization", &format!("Bearer {value}")),
            Takes::Upload => {
                self.sent.method.get_or_insert_with(|| "PUT".to_owned());
                self.sent.gap(Gap::BodyInFile);
            }
            Takes::Settings => self.sent.gap(Gap::HeadersInFile),
        }
    }

    fn finish(mut self) -> Result<SentRequest> {
        // Words that are no URL come from options that this table does not have, or from broken quotation marks.
        let is_url = |url: &&String| url.contains("://");
        let url =
            self.urls.iter().find(is_url).or_else(|| self.urls.first()).ok_or_else(|| {
                Error::malformed_body("is a curl command without a URL").hint("copy the whole command")
            })?;
        let mut url = if url.contains("://") { url.clone() } else { format!("http://{url}") };
        if self.is_complete || self.urls.iter().filter(is_url).count() > 1 {
            self.sent.gap(Gap::FurtherRequests);
        }
        if self.get {
            self.query.append(&mut self.data);
        }
        if !self.query.is_empty() {
            let separator = if url.contains('?') { '&' } else { '?' };
            url = format!("{url}{separator}{}", self.query.join("&"));
        }
        let (body, content_type) = if !self.json.is_empty() {
            // curl writes the texts of several --json one after the other.
            (Some(self.json.concat()), Some("application/json"))
        } else if !self.data.is_empty() {
            (Some(self.data.join("&")), Some("application/x-www-form-urlencoded"))
        } else if !self.form.is_empty() {
            (Some(self.form.join("&")), Some("multipart/form-data"))
        } else {
            (None, None)
        };
        if let Some(content_type) = content_type.filter(|_| self.sent.header_named("content-type").is_none()) {
            self.sent.header("content-type", content_type);
        }
        let has_body = body.is_some() || self.sent.gaps.contains(&Gap::BodyInFile);
        let method = match (self.head, has_body && !self.get) {
            (true, _) => "HEAD",
            (false, true) => "POST",
            (false, false) => "GET",
        };
        self.sent.method.get_or_insert_with(|| method.to_owned());
        self.sent.url = Some(url);
        self.sent.body = body;
        self.sent.shows_headers = !self.sent.gaps.contains(&Gap::HeadersInFile);
        Ok(self.sent)
    }
}

fn takes_value(name: &str) -> bool {
    READ.iter().any(|(known, _)| *known == name) || VALUED.split_ascii_whitespace().any(|known| known == name)
}

/// What `--data-urlencode` makes of `text`, `=text` and `name=text`; `None` for a file.
fn encoded(value: &str) -> Option<String> {
    match value.split_once('=') {
        Some(("", text)) => Some(percent_encode(text)),
        Some((name, text)) => Some(format!("{name}={}", percent_encode(text))),
        None if value.contains('@') => None,
        None => Some(percent_encode(value)),
    }
}
