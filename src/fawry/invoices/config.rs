//! The configuration of the e-invoice API, and what its calls have in common.

use crate::declare::{BaseUrl, Input, Lenient, Shape, amounts_as_text, input};
use crate::error::{Error, Result};
use crate::fawry::answer as reply;
use crate::fawry::config::{AmountEncoding, Environment};
use crate::fawry::errors::ERRORS;
use crate::operation::{Body, Draft, Entry, Event, Gateway, Options, Paths, Spec, parse_config};
use crate::outcome::{GatewayError, KnownError, Outcome};
use crate::request::{HttpRequest, HttpResponse, join, percent_encode};
use crate::secret::{Secret, Token};
use crate::signing::Recipe;
use crate::value::{Object, Value};

input! {
    /// Access to Fawry's e-invoices.
    pub struct FawryInvoicesConfig as "FawryInvoicesConfig" {
        /// Which host is used. The production host is the one of the server API; it is not documented.
        environment: Environment = "environment",
        /// Another host for every operation of this instance.
        base_url: Option<BaseUrl> = "baseUrl",
        /// Another path for an operation.
        paths: Option<Paths> = "paths",
        /// The token from `login`. It expires, so it can be set again later.
        token: Option<Token> = "token",
        /// `string` writes amounts in bodies as JSON strings.
        amount_encoding: Option<AmountEncoding> = "amountEncoding",
    }
}

/// Access to Fawry's e-invoices.
#[derive(Debug, Clone)]
pub struct FawryInvoices {
    config: FawryInvoicesConfig,
    paths: Paths,
}

impl FawryInvoices {
    /// Reads a configuration; the fields are those of [`FawryInvoicesConfig`].
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub fn new(config: &Value) -> Result<Self> {
        let mut config: FawryInvoicesConfig = parse_config(Self::NAME, config)?;
        let paths = config.paths.take().unwrap_or_default();
        paths.check::<Self>()?;
        Ok(Self { config, paths })
    }

    /// Replaces the token, after `login` or `refresh_token`.
    pub fn set_token(&mut self, token: Token) {
        self.config.token = Some(token);
    }
}

/// The calls that get a token rather than use one.
const SESSION: &str = "/user-api/";

impl Gateway for FawryInvoices {
    const NAME: &'static str = "fawry";
    const CLASS: &'static str = "FawryInvoices";
    const ADDED: &'static [&'static str] = &["token"];
    const CONFIG: Shape = FawryInvoicesConfig::SHAPE;
    const SAMPLE_CONFIG: &'static str = r#"{ "environment": "staging", "token": "test-invoice-token" }"#;
    const ERRORS: &'static [KnownError] = ERRORS;

    fn configure(config: &Value) -> Result<Self> {
        Self::new(config)
    }

    fn entries() -> &'static [Entry<Self>] {
        Self::ENTRIES
    }

    fn paths(&self) -> &Paths {
        &self.paths
    }

    fn request_recipe(&self, _: &Draft, _: &Options) -> Result<Option<Recipe>> {
        Ok(None)
    }

    fn why_unsigned(&self, spec: &Spec) -> Error {
        Error::unsupported(spec.unsigned.unwrap_or_default()).hint("send the request as the builder made it")
    }

    fn seal(&self, mut draft: Draft, _: Option<String>, _: &Options) -> Result<HttpRequest> {
        let mut headers = vec![("accept", "application/json".to_owned())];
        if !draft.spec.path.starts_with(SESSION) {
            let token = self.config.token.as_ref();
            let token = token.ok_or_else(|| Error::config("token", "is required").hint("take it from login"))?;
            headers.push(("authorization", format!("Bearer {}", token.expose())));
        }
        if let (Body::Object(body), Some(AmountEncoding::String)) = (&mut draft.body, self.config.amount_encoding) {
            amounts_as_text(body, draft.slots);
        }
        let host = match (&self.config.base_url, self.config.environment) {
            (Some(url), _) => url.as_str(),
            (None, Environment::Staging) => "https://atfawry.fawrystaging.com",
            (None, Environment::Production) => "https://www.atfawry.com",
        };
        let mut url = join(host, &draft.path);
        for (index, (name, text)) in draft.query.iter().chain(&draft.trailing).enumerate() {
            let before = if index == 0 { '?' } else { '&' };
            url.push_str(&format!("{before}{}={}", percent_encode(name), percent_encode(text)));
        }
        let body = draft.body_text();
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        Ok(HttpRequest { method: draft.spec.method, url, headers, body })
    }

    fn event_recipe(&self, name: &str, _: &Value, _: &Options) -> Result<Recipe> {
        Err(Error::unsupported(format!("FawryInvoices signs no {name:?}"))
            .hint("what is signed belongs to the class Fawry"))
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        self.config.token.iter().map(|token| ("token", token.secret())).collect()
    }

    fn handle(&self, call: &str, _: &Event) -> Result<Value> {
        Err(Error::unsupported(format!("FawryInvoices has no {call:?}")).hint("notifications come through Fawry"))
    }
}

/// The code of a failure. With a good status `code` may be a field of the invoice, so it needs its words beside it.
fn reported_failure<'a>(object: &'a Object, response: HttpResponse<'_>) -> Option<&'a str> {
    let is_report = ["statusCode", "description", "reason"].iter().any(|name| object.get(name).is_some());
    reply::result_code(object).filter(|code| *code != "200" && (is_report || !response.is_success()))
}

/// Reads an answer without an envelope: the HTTP status decides, unless the body reports another code.
pub(super) fn read<T: Lenient>(
    response: HttpResponse<'_>,
    parse: impl FnOnce(&Value) -> Option<T>,
) -> Result<Outcome<T>> {
    let raw = response.json()?;
    let object = raw.as_ref().and_then(Value::as_object);
    if let Some((object, code)) = object.and_then(|object| Some((object, reported_failure(object, response)?))) {
        return Ok(reply::refused(code, object));
    }
    if !response.is_success() {
        let status = response.status.to_string();
        return Ok(match raw {
            None => reply::refused_empty(response),
            Some(Value::Object(object)) => reply::refused(&status, &object),
            Some(raw) => {
                let message = raw.as_text().unwrap_or_default();
                Outcome::Refused { error: GatewayError::new(&*status, message, KnownError::find(ERRORS, &status)), raw }
            }
        });
    }
    let empty = Value::Object(Object::new());
    let data = parse(raw.as_ref().unwrap_or(&empty)).or_else(|| T::lenient(&empty));
    let data = data.ok_or_else(|| Error::unsupported("the answer has no data"))?;
    Ok(Outcome::Accepted { data, raw: raw.unwrap_or_default() })
}
