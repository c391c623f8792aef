//! The configuration of a UPayments merchant, and what every UPayments request has in common.

use crate::declare::{BaseUrl, Input, Lenient, Shape, choices, input};
use crate::error::{Error, Result};
use crate::operation::{Body, Draft, Entry, Event, Gateway, Options, Paths, SignedEvent, Spec, parse_config};
use crate::outcome::KnownError;
use crate::request::{HttpRequest, Method, join, masked_body, masked_url, percent_encode, split_origin};
use crate::secret::{Keys, Secret};
use crate::signing::{PastedEvent, Recipe, Role, SentRequest, Source};
use crate::upayments::errors::ERRORS;
use crate::upayments::webhook::{self, Notification};
use crate::value::Value;

/// Where the API begins on its host; what follows is signed.
const API: &str = "/api/v1/";

choices! {
    /// Which of UPayments' hosts is used.
    Environment: "\"live\" | \"sandbox\" | \"dev\"", "live, sandbox or dev" {
        Live = "live", Sandbox = "sandbox", Dev = "dev"
    }
}

input! {
    /// The merchant's account at UPayments.
    pub struct UPaymentsConfig as "UPaymentsConfig" {
        /// The API key of the dashboard, sent as `Authorization: Bearer …` on every call. Without the word `Bearer`.
        token: Secret = "token",
        /// `sandbox` for tests, `live` for money; `dev` is the host printed on older pages.
        environment: Environment = "environment",
        /// The API secret. With it every request carries `x-timestamp` and `x-signature`, and webhooks can be
        /// verified. An array holds several, newest first: the first signs, any verifies.
        api_secret: Option<Keys> = "apiSecret",
        /// Another base, up to where the relative path begins: `https://sandboxapi.upayments.com/api/v1/`.
        base_url: Option<BaseUrl> = "baseUrl",
        /// Another path on the same host for an operation: `{ refund: "/api/v1/create-refund" }`. What follows
        /// `/api/v1/` is signed; without it, what follows the path of the base.
        paths: Option<Paths> = "paths",
    }
}

/// A UPayments merchant.
#[derive(Debug, Clone)]
pub struct UPayments {
    pub(crate) config: UPaymentsConfig,
    paths: Paths,
}

impl UPayments {
    /// Reads a configuration; the fields are those of [`UPaymentsConfig`].
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub fn new(config: &Value) -> Result<Self> {
        let mut config: UPaymentsConfig = parse_config(Self::NAME, config)?;
        let paths = config.paths.take().unwrap_or_default();
        paths.check::<Self>().map_err(|error| error.of(Self::NAME, None))?;
        if config.token.expose().to_ascii_lowercase().starts_with("bearer ") {
            return Err(Error::config("token", "starts with \"Bearer \", which this library adds")
                .hint("give the API key of the dashboard alone")
                .of(Self::NAME, None));
        }
        Ok(Self { config, paths })
    }

    /// The keys that webhooks are verified with.
    pub(super) fn keys(&self) -> Result<&Keys> {
        self.config.api_secret.as_ref().ok_or_else(no_secret)
    }

    fn base(&self) -> &str {
        match (&self.config.base_url, self.config.environment) {
            (Some(url), _) => url.as_str(),
            (None, Environment::Live) => "https://apiv2api.upayments.com/api/v1/",
            (None, Environment::Sandbox) => "https://sandboxapi.upayments.com/api/v1/",
            (None, Environment::Dev) => "https://dev-apiv2api.upayments.com/api/v1/",
        }
    }

    /// The URL of a request, and the path that is signed for it; both with the query as it is sent.
    fn target(&self, draft: &Draft) -> (String, String) {
        let mut query = String::new();
        for (name, text) in draft.query.iter().chain(&draft.trailing) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(&format!("{}={}", percent_encode(name), percent_encode(text)));
        }
        let path = draft.path.as_str();
        let relative = path.split_once(API).map(|(_, relative)| relative);
        if self.paths.get(draft.spec.name).is_none() {
            let relative = relative.unwrap_or(path);
            return (join(self.base(), relative) + &query, format!("{relative}{query}"));
        }
        let (origin, base_path) = split_origin(self.base());
        let below_base = || path.trim_start_matches('/').strip_prefix(base_path)?.strip_prefix('/');
        let relative = relative.or_else(below_base).unwrap_or_else(|| path.trim_start_matches('/'));
        (join(origin, path) + &query, format!("{relative}{query}"))
    }
}

fn no_secret() -> Error {
    Error::config("apiSecret", "is needed to sign and verify")
        .hint("take the API secret from the UPayments dashboard; requests work with the token alone")
}

fn time(options: &Options) -> Result<&str> {
    options.timestamp.as_ref().map(|time| time.as_str()).ok_or_else(|| {
        Error::missing("timestamp").at("options").hint("pass the time in Unix seconds; this core reads no clock")
    })
}

/// Timestamp and method, with which every string to sign begins.
pub(super) fn recipe(key: &Secret, timestamp: &str, method: Method) -> Recipe {
    Recipe::hmac_sha256(key).role("timestamp", timestamp, Source::Option, Role::Timestamp).role(
        "method",
        method.as_str(),
        Source::Constant,
        Role::Method,
    )
}

impl Gateway for UPayments {
    const NAME: &'static str = "upayments";
    const CLASS: &'static str = "UPayments";
    const ADDED: &'static [&'static str] = &["isMultivendorRefund", "signature"];
    const OPTIONS: &'static [&'static str] = &["timestamp"];
    const SIGNATURE_HEADER: Option<&'static str> = Some("x-signature");
    const CONFIG: Shape = UPaymentsConfig::SHAPE;
    const SAMPLE_CONFIG: &'static str = r#"{
        "token": "test-bearer-token",
        "apiSecret": "test-api-secret",
        "environment": "sandbox"
    }"#;
    const EVENTS: &'static [SignedEvent] = &[SignedEvent {
        name: "webhook",
        summary: "A webhook: the registered URL and the raw body",
        incoming: true,
        input: None,
        sample: r#"{ "url": "https://example.com/notify", "body": "{\"payment_id\":\"100326010000027219\",\"result\":\"CAPTURED\"}" }"#,
        options: "{ \"timestamp\": 1718000000 }",
    }];
    const RESULTS: &'static [&'static Shape] = &[&Notification::DECLARED];
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

    /// `timestamp + METHOD + relative path + body`, with an API secret only.
    fn request_recipe(&self, draft: &Draft, options: &Options) -> Result<Option<Recipe>> {
        let Some(keys) = &self.config.api_secret else { return Ok(None) };
        let (_, path) = self.target(draft);
        let from_input = draft.spec.path.contains('{') || path.contains('?');
        let source = if from_input { Source::Input } else { Source::Constant };
        let recipe = recipe(keys.newest(), time(options)?, draft.spec.method)
            .role("path", &path, source, Role::Path)
            .shown(masked_url(&path));
        let body = draft.body_text().unwrap_or_default();
        let recipe = recipe.role("body", &body, Source::Input, Role::Body);
        Ok(Some(match &draft.body {
            Body::Object(object) => recipe.shown(masked_body(&object.clone().into()).to_json()),
            _ => recipe.note("absent: contributes nothing"),
        }))
    }

    fn why_unsigned(&self, _: &Spec) -> Error {
        no_secret()
    }

    /// The signature is a header, over the exact text of the body.
    fn seal(&self, draft: Draft, signature: Option<String>, options: &Options) -> Result<HttpRequest> {
        let (url, _) = self.target(&draft);
        let mut headers = vec![
            ("authorization", format!("Bearer {}", self.config.token.expose())),
            ("accept", "application/json".to_owned()),
        ];
        let body = draft.body_text();
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        if let Some(signature) = signature {
            headers.push(("x-timestamp", time(options)?.to_owned()));
            headers.push(("x-signature", signature));
        }
        Ok(HttpRequest { method: draft.spec.method, url, headers, body })
    }

    fn event_recipe(&self, name: &str, input: &Value, options: &Options) -> Result<Recipe> {
        match name {
            "webhook" => webhook::recipe_of(self, input, time(options)?),
            _ => Err(Error::unsupported(format!("UPayments signs no {name:?}")).hint("it signs requests and webhook")),
        }
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        let keys = self.config.api_secret.iter().flat_map(|keys| keys.named("apiSecret", "apiSecret (an older one)"));
        keys.chain([("token", &self.config.token)]).collect()
    }

    fn recognise_event(&self, sent: &SentRequest) -> Option<PastedEvent> {
        webhook::recognise(sent)
    }

    fn handle(&self, call: &str, event: &Event) -> Result<Value> {
        match call {
            "verifyWebhook" => Ok(webhook::verify(self, event)?.to_value()),
            "signWebhook" => webhook::sign(self, event),
            _ => Err(Error::unsupported(format!("UPayments has no {call:?}"))),
        }
    }
}
