//! Puts the fields of a call where they belong: path, query, body, headers.

use std::borrow::Cow;

use crate::document::{DocumentBuf, Item};
use crate::engine::call::Call;
use crate::engine::values::{Content, Writer, declared_name, name};
use crate::error::{Error, Result};
use crate::request::{HttpRequest, Method, join, percent_encode, split_origin, write_request};
use crate::table::{At, BodyForm, Insert, Operation, Param, SignaturePlace, Source};
use crate::value::write_string;

/// A request that is not signed yet.
pub(crate) struct UnsignedRequest<'a> {
    operation: &'static Operation,
    pub(crate) url: String,
    /// Where the part of the URL begins that a class may sign: the path relative to the API's base, with the query.
    relative: usize,
    /// The query that follows the signature, where the signature is a parameter.
    trailing: String,
    /// The body; without its closing brace while a signature may still be appended.
    body: Option<String>,
    is_object: bool,
    /// Why the query cannot be written as it is. Only sending needs that: signatures are made of the values themselves.
    refusal: Option<Error>,
    pub(crate) headers: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> UnsignedRequest<'a> {
    /// Places every field of a call.
    pub(crate) fn new(call: &Call<'a>) -> Result<Self> {
        let (Some(operation), Some(send)) = (call.operation, call.send()) else {
            return Err(Error::unsupported("is no request"));
        };
        let path = fill_in(call, operation)?;
        let mut query =
            Query { call, raw: (call.account.class.raw_query)(&call.account.settings), text: String::new() };
        let mut own_query = String::new();
        let mut fill = || -> Result<()> {
            for (name, text) in &call.query {
                query.push(name, text)?;
            }
            for param in send.query {
                query.param(param, operation)?;
            }
            own_query = std::mem::take(&mut query.text);
            if send.body == BodyForm::None {
                query.extra()?;
            }
            Ok(())
        };
        let refusal = fill().err();
        let trailing = query.text;
        let host = (call.account.class.host)(call);
        let (url, relative) = target(call, &host, &path);
        let body = body(call, operation, send.body, send.insert, send.query);
        let signs_query = matches!(operation.signature, SignaturePlace::Field(_)) && send.body == BodyForm::None;
        let mut request = Self {
            operation,
            url,
            relative,
            trailing,
            is_object: matches!(send.body, BodyForm::Fields | BodyForm::FieldsIfAny),
            body,
            refusal,
            headers: Vec::with_capacity(5),
        };
        request.append_query(&own_query);
        if !signs_query {
            let trailing = std::mem::take(&mut request.trailing);
            request.append_query(&trailing);
        }
        Ok(request)
    }

    /// Refuses what cannot stand in a path, where only the signature is wanted and the request is no part of it.
    pub(crate) fn check_path(call: &Call<'_>, operation: &Operation) -> Result<()> {
        fill_in(call, operation).map(drop)
    }

    fn append_query(&mut self, query: &str) {
        if query.is_empty() {
            return;
        }
        self.url.push(if self.url.contains('?') { '&' } else { '?' });
        self.url.push_str(query);
    }

    /// What of the URL is signed, where a class signs it.
    pub(crate) fn relative(&self) -> &str {
        self.url.get(self.relative..).unwrap_or_default()
    }

    /// Why the query cannot be written as it is; a diagnosis goes on without the rest of it.
    #[cfg(feature = "diagnose")]
    pub(super) const fn take_refusal(&mut self) -> Option<Error> {
        self.refusal.take()
    }

    /// Whether there is a body.
    pub(crate) const fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// The body as it is sent, where the signature is no part of it.
    pub(crate) fn body(&self) -> Cow<'_, str> {
        match &self.body {
            Some(body) if self.is_object => Cow::Owned(format!("{body}}}")),
            Some(body) => Cow::Borrowed(body),
            None => Cow::Borrowed(""),
        }
    }

    /// Whether the body is an object of fields, of which secret ones can be masked.
    pub(crate) const fn has_fields(&self) -> bool {
        self.is_object && self.body.is_some()
    }

    /// Adds a header.
    pub(crate) fn header(&mut self, name: &'static str, text: impl Into<Cow<'a, str>>) {
        self.headers.push((name, text.into()));
    }

    /// Puts the signature into body or query, and finishes the request.
    pub(crate) fn finish(mut self, call: &Call<'a>, signature: Option<&str>) -> Result<SignedRequest<'a>> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        if let (SignaturePlace::Field(field), Some(signature)) = (self.operation.signature, signature) {
            if let (Some(body), true) = (&mut self.body, self.is_object) {
                declared_name(field, body);
                write_string(signature, body);
            } else {
                let raw = (call.account.class.raw_query)(&call.account.settings);
                let mut query = Query { call, raw, text: String::new() };
                query.push(field, signature)?;
                let own = query.text;
                self.append_query(&own);
            }
        }
        let trailing = std::mem::take(&mut self.trailing);
        self.append_query(&trailing);
        if let (Some(body), true) = (&mut self.body, self.is_object) {
            body.push('}');
        }
        Ok(SignedRequest { method: self.operation.method, url: self.url, headers: self.headers, body: self.body })
    }
}

/// A finished request; its headers may be texts of the configuration.
pub(crate) struct SignedRequest<'a> {
    method: Method,
    url: String,
    headers: Vec<(&'static str, Cow<'a, str>)>,
    body: Option<String>,
}

impl SignedRequest<'_> {
    /// Writes `{ method, url, headers, body }` behind a document.
    pub(crate) fn write_to(&self, out: &mut DocumentBuf) {
        let headers = self.headers.iter().map(|(name, text)| (*name, &**text));
        write_request(self.method, &self.url, headers, self.body.as_deref(), out);
    }
}

impl From<SignedRequest<'_>> for HttpRequest {
    fn from(request: SignedRequest<'_>) -> Self {
        let headers = request.headers.into_iter().map(|(name, text)| (name, text.into_owned())).collect();
        Self { method: request.method, url: request.url, headers, body: request.body }
    }
}

/// The path with its parameters filled in, percent-encoded.
fn fill_in<'a>(call: &Call<'a>, operation: &Operation) -> Result<Cow<'a, str>> {
    if !call.path.contains('{') {
        return Ok(call.path.clone());
    }
    let mut path = call.path.clone().into_owned();
    for (index, field) in operation.input.fields.iter().enumerate() {
        let parameter = format!("{{{}}}", field.name);
        if let (Some(text), true) = (call.input.at(index).as_text(), path.contains(&parameter)) {
            if matches!(text, "." | "..") {
                return Err(Error::invalid("is a step in a path, not a reference")
                    .at(field.name)
                    .hint("pass the reference that the gateway gave"));
            }
            path = path.replace(&parameter, &percent_encode(text));
        }
    }
    Ok(path.into())
}

/// The URL without its query, and where the part of it begins that a class may sign.
fn target(call: &Call<'_>, host: &crate::table::Host<'_>, path: &str) -> (String, usize) {
    let after_prefix = || Some(path.split_once(host.prefix)?.1).filter(|_| !host.prefix.is_empty());
    if !(call.has_own_path && host.own_path_on_origin) {
        let relative = after_prefix().unwrap_or(path);
        return ending(join(&host.base, relative), relative);
    }
    let (origin, base_path) = split_origin(&host.base);
    let below_base = || path.trim_start_matches('/').strip_prefix(base_path)?.strip_prefix('/');
    let relative = after_prefix().or_else(below_base).unwrap_or_else(|| path.trim_start_matches('/'));
    ending(join(origin, path), relative)
}

/// A URL that ends with a path, and where that begins.
fn ending(url: String, path: &str) -> (String, usize) {
    let start = url.len().saturating_sub(path.len());
    (url, start)
}

/// A query under construction.
struct Query<'c, 'a> {
    call: &'c Call<'a>,
    raw: bool,
    text: String,
}

impl Query<'_, '_> {
    fn param(&mut self, param: &Param, operation: &Operation) -> Result<()> {
        if param.when.is_some_and(|condition| !self.call.holds(condition)) {
            return Ok(());
        }
        let (own_name, text) = match param.source {
            Source::Field(key) => {
                let name = operation.input.fields.get(key.index()).map_or("", |field| field.name);
                (name, self.call.input.text(key))
            }
            Source::Setting(key) => ("", self.call.account.text(key)),
            Source::True => ("", Some("true")),
        };
        let name = if param.name.is_empty() { own_name } else { param.name };
        text.map_or(Ok(()), |text| self.push(name, text))
    }

    fn extra(&mut self) -> Result<()> {
        let Some(extra) = self.call.input.extra else { return Ok(()) };
        for (name, value) in extra.members().filter(|(_, value)| !value.is_absent()) {
            let text = value.as_text().map_or_else(|| Cow::Owned(value.to_json()), Cow::Borrowed);
            self.push(name, &text).map_err(|error| error.at("extra"))?;
        }
        Ok(())
    }

    fn push(&mut self, name: &str, text: &str) -> Result<()> {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.push_str(&percent_encode(name));
        self.text.push('=');
        if !self.raw {
            self.text.push_str(&percent_encode(text));
            return Ok(());
        }
        let raw = |character: char| character.is_ascii_alphanumeric() || "=+/:@,-_.~".contains(character);
        match text.chars().find(|character| !raw(*character)) {
            None => {
                self.text.push_str(text);
                Ok(())
            }
            Some(bad) => {
                let class = self.call.account.class.name;
                Err(Error::invalid(format!("holds {bad:?}, which would break the raw query that {class} expects"))
                    .at(name)
                    .hint(
                        "use a reference of letters, digits and = + / : @ , - _ . ~, or set queryEncoding: \"percent\"",
                    ))
            }
        }
    }
}

/// The body; an object without its closing brace.
fn body(call: &Call<'_>, operation: &Operation, form: BodyForm, insert: &[Insert], query: &[Param]) -> Option<String> {
    let amounts_as_text = (call.account.class.amounts_as_text)(call);
    let writer = Writer { values: &call.input, amounts_as_text };
    match form {
        BodyForm::None => None,
        BodyForm::Text(key) => Some(call.input.text(key).unwrap_or_default().to_owned()),
        BodyForm::Value(key) => {
            let field = operation.input.fields.get(key.index())?;
            let mut out = String::new();
            writer.content(call.input.get(key), &field.kind, &mut out);
            Some(out)
        }
        BodyForm::Fields | BodyForm::FieldsIfAny => {
            let mut out = String::with_capacity(512);
            out.push('{');
            let insert_at = |at: At, out: &mut String| {
                insert.iter().filter(|insert| insert.at == at).for_each(|insert| inserted(call, insert, out));
            };
            insert_at(At::Start, &mut out);
            let has_parameters = operation.path.contains('{');
            for (index, field) in operation.input.fields.iter().enumerate() {
                let key = crate::table::Key(u16::try_from(index).unwrap_or(u16::MAX));
                let elsewhere = query.iter().any(|param| matches!(param.source, Source::Field(other) if other == key));
                let in_path = has_parameters && is_parameter(operation.path, field.name);
                if !elsewhere && !in_path {
                    writer.member(field, index, &mut out);
                }
                insert_at(At::After(key), &mut out);
            }
            insert_at(At::End, &mut out);
            for (extra, value) in call.input.extra.iter().flat_map(|extra: &Item<'_>| extra.members()) {
                name(extra, &mut out);
                value.write_json(&mut out);
            }
            (form == BodyForm::Fields || out.len() > 1).then_some(out)
        }
    }
}

fn is_parameter(path: &str, field: &str) -> bool {
    path.split('{').skip(1).any(|rest| rest.strip_prefix(field).is_some_and(|rest| rest.starts_with('}')))
}

fn inserted(call: &Call<'_>, insert: &Insert, out: &mut String) {
    let content = match insert.source {
        Source::True => Content::Flag(true),
        Source::Setting(key) => call.account.settings.get(key).clone(),
        Source::Field(key) => call.input.get(key).clone(),
    };
    match content {
        Content::Flag(flag) => {
            declared_name(insert.name, out);
            out.push_str(if flag { "true" } else { "false" });
        }
        content => {
            if let Some(text) = content.as_text() {
                declared_name(insert.name, out);
                write_string(text, out);
            }
        }
    }
}
