//! The configuration of a Pay3 client, and what every Pay3 request has in common.

use crate::declare::{BaseUrl, Id, Input, Lenient, Opaque, Shape, choices, input, text_type};
use crate::declare::{Kind, clean_text};
use crate::error::{Error, Result};
use crate::operation::{Draft, Entry, Event, Gateway, Operation, Options, Paths, SignedEvent, Spec, parse_config};
use crate::outcome::KnownError;
use crate::pay3::Webhook;
use crate::pay3::errors::ERRORS;
use crate::pay3::mistakes;
use crate::request::{HttpRequest, Method, join, percent_encode};
use crate::secret::{Keys, Secret, Token};
use crate::signing::{Encoding, Mistake, PastedEvent, Recipe, Role, SentRequest, Source, Subject};
use crate::value::{Object, Value};

/// Why reads have no recipe.
pub(super) const READ_UNSIGNED: &str = "Pay3 signs no reads; they carry the access token alone";

choices! {
    /// The letter case of the names inside the string to sign.
    SignedNameCase: "\"camel\" | \"lower\"", "camel or lower" { Camel = "camel", Lower = "lower" }
}
choices! {
    /// Which string a checkout signs.
    CheckoutSignature: "\"long\" | \"short\"", "long or short" { Long = "long", Short = "short" }
}
choices! {
    /// How the webhook secret is written.
    SecretEncoding: "\"utf8\" | \"base64\"", "utf8 or base64" { Utf8 = "utf8", Base64 = "base64" }
}
text_type! {
    /// What stands before `.pay3.app`.
    Hostname: Kind::of("string").rule("the part before .pay3.app"), hostname
}

input! {
    /// The client's account at Pay3, and readings of the documentation that are not the default.
    pub struct Pay3Config as "Pay3Config" {
        /// The client id from Pay3. It is sent with every request and never signed.
        client_id: Opaque = "clientId",
        /// The API secret, the key of the request signature.
        secret_key: Secret = "secretKey",
        /// The host name that Pay3 gave you for this environment, without `.pay3.app`.
        hostname: Option<Hostname> = "hostname",
        /// Another host for every operation; it takes the place of `hostname`.
        base_url: Option<BaseUrl> = "baseUrl",
        /// The access token, without `Bearer`. It expires after half an hour.
        access_token: Option<Token> = "accessToken",
        /// The webhook secret, which is not the API secret. An array holds several, newest first.
        webhook_secret: Option<Keys> = "webhookSecret",
        /// `base64` decodes the webhook secret before it is used.
        webhook_secret_encoding: Option<SecretEncoding> = "webhookSecretEncoding",
        /// `lower` signs `fiatamount=` instead of `fiatAmount=`; bodies keep their case.
        signed_name_case: Option<SignedNameCase> = "signedNameCase",
        /// `short` leaves the currency out of the string that a checkout signs.
        checkout_signature: Option<CheckoutSignature> = "checkoutSignature",
        /// Another path for an operation: `{ refund: "/v1/client/fiat_refund" }`.
        paths: Option<Paths> = "paths",
    }
}

/// A Pay3 client.
#[derive(Debug, Clone)]
pub struct Pay3 {
    pub(super) config: Pay3Config,
    base: String,
    paths: Paths,
}

impl Pay3 {
    /// Reads a configuration; the fields are those of [`Pay3Config`].
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub fn new(config: &Value) -> Result<Self> {
        let mut config: Pay3Config = parse_config(Self::NAME, config)?;
        let base = match (&config.base_url, &config.hostname) {
            (Some(url), _) => url.as_str().to_owned(),
            (None, Some(name)) => format!("https://{}.pay3.app", name.as_str()),
            (None, None) => {
                return Err(Error::config("hostname", "is required, unless baseUrl is given")
                    .hint("write what stands before .pay3.app in the address that Pay3 gave you")
                    .of(Self::NAME, None));
            }
        };
        let paths = config.paths.take().unwrap_or_default();
        paths.check::<Self>()?;
        let pay3 = Self { config, base, paths };
        pay3.check_webhook_secret()?;
        Ok(pay3)
    }

    fn check_webhook_secret(&self) -> Result<()> {
        let mut keys = self.config.webhook_secret.iter().flat_map(Keys::iter);
        keys.try_for_each(|key| self.webhook_key(key).map(|_| ())).map_err(|error| error.of(Self::NAME, None))
    }

    /// The bytes of a webhook secret.
    pub(super) fn webhook_key(&self, secret: &Secret) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        let bytes = match self.config.webhook_secret_encoding {
            Some(SecretEncoding::Base64) => Encoding::Base64.decode(secret.expose()),
            _ => Some(secret.expose().as_bytes().to_vec()),
        };
        bytes.filter(|bytes| !bytes.is_empty()).map(zeroize::Zeroizing::new).ok_or_else(|| {
            Error::config("webhookSecret", "is not Base64")
                .hint("leave webhookSecretEncoding out to use the secret as it is written")
        })
    }

    /// A name as it stands inside the string to sign.
    fn signed_name(&self, camel: &'static str, lower: &'static str) -> &'static str {
        if self.config.signed_name_case == Some(SignedNameCase::Lower) { lower } else { camel }
    }

    /// `fiatAmount=A&requestId=R`
    pub(super) fn short_recipe(&self, fiat_amount: &str, request_id: &Id) -> Recipe {
        let recipe = Recipe::hmac_sha256(&self.config.secret_key)
            .literal(self.signed_name("fiatAmount=", "fiatamount="))
            .amount("fiatAmount", fiat_amount);
        self.with_request_id(recipe, request_id)
    }

    /// `currencyId=U&fiatAmount=A&requestId=R`
    pub(super) fn long_recipe(&self, currency_id: &str, fiat_amount: &str, request_id: &Id) -> Recipe {
        let recipe = Recipe::hmac_sha256(&self.config.secret_key)
            .literal(self.signed_name("currencyId=", "currencyid="))
            .input("currencyId", currency_id);
        let recipe = noted(recipe, currency_id)
            .literal(self.signed_name("&fiatAmount=", "&fiatamount="))
            .amount("fiatAmount", fiat_amount);
        self.with_request_id(recipe, request_id)
    }

    fn with_request_id(&self, recipe: Recipe, request_id: &Id) -> Recipe {
        let recipe =
            recipe.literal(self.signed_name("&requestId=", "&requestid=")).input("requestId", request_id.as_str());
        noted(recipe, request_id.as_str())
    }

    /// The recipe of a text that the caller gives, where no formula is documented.
    pub(super) fn given_recipe(&self, options: &Options) -> Option<Recipe> {
        let text = options.string_to_sign.as_ref()?;
        let recipe = Recipe::hmac_sha256(&self.config.secret_key);
        Some(recipe.role("stringToSign", text.as_str(), Source::Option, Role::Text))
    }

    /// A body with the client id at its documented place: after the field `previous`, or first.
    pub(super) fn body_of(&self, fields: Object, previous: Option<&str>) -> Object {
        let mut body = Object::new();
        if previous.is_none() {
            body.push("clientId", self.config.client_id.as_str());
        }
        for (name, value) in fields {
            let here = previous == Some(name.as_str());
            body.push(name, value);
            if here {
                body.push("clientId", self.config.client_id.as_str());
            }
        }
        body
    }

    /// A read: everything is in the query.
    pub(super) fn read_draft<O: Operation<Gateway = Self>>(&self, request_id: &Id, extra: &Object) -> Draft {
        Draft::new::<O>(self)
            .query("requestId", request_id.as_str())
            .query("clientId", self.config.client_id.as_str())
            .query_extra(extra)
    }
}

/// Says that a value could be taken for two, since nothing in it is encoded.
fn noted(recipe: Recipe, value: &str) -> Recipe {
    if value.contains(['&', '=']) {
        return recipe.note("holds & or =, which are signed as they are and make the string ambiguous");
    }
    recipe
}

fn hostname(value: &Value) -> Result<String> {
    let text = clean_text(value)?;
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if text.to_ascii_lowercase().ends_with(".pay3.app") || !text.split('.').all(label) {
        return Err(Error::invalid("is not a host name without .pay3.app")
            .hint("write api-dev for https://api-dev.pay3.app, or give a whole address as baseUrl"));
    }
    Ok(text)
}

impl Gateway for Pay3 {
    const NAME: &'static str = "pay3";
    const CLASS: &'static str = "Pay3";
    const ADDED: &'static [&'static str] = &["clientId", "signature"];
    const SIGNATURE_HEADER: Option<&'static str> = Some("signature");
    const CONFIG: Shape = Pay3Config::SHAPE;
    const SAMPLE_CONFIG: &'static str = r#"{
        "clientId": "client-123",
        "secretKey": "test-secret",
        "hostname": "merchant-demo",
        "accessToken": "token-abc",
        "webhookSecret": "test-webhook-secret"
    }"#;
    const EVENTS: &'static [SignedEvent] = &[SignedEvent {
        name: "webhook",
        summary: "The claims of a webhook",
        incoming: true,
        input: None,
        sample: r#"{ "orderType": "FIAT", "orderId": "7aed064b-cb2d-42f8-9560-77413dcc5fc4", "orderStatus": "COMPLETED" }"#,
        options: "{}",
    }];
    const RESULTS: &'static [&'static Shape] = &[&Webhook::DECLARED];
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

    fn request_recipe(&self, draft: &Draft, _: &Options) -> Result<Option<Recipe>> {
        Ok(draft.recipe.clone())
    }

    /// Only an execution of a payout has no recipe and may have one.
    fn why_unsigned(&self, spec: &Spec) -> Error {
        let hint = match spec.options.contains(&"stringToSign") {
            true => "pass the text as the option stringToSign, if Pay3 asks for a signature",
            false => "if Pay3 refuses the call, look at the access token: it expires after half an hour",
        };
        Error::unsupported(spec.unsigned.unwrap_or("this call is not signed")).hint(hint)
    }

    /// Signature and access token are headers.
    fn seal(&self, draft: Draft, signature: Option<String>, _: &Options) -> Result<HttpRequest> {
        let token = self.config.access_token.as_ref().ok_or_else(|| {
            Error::config("accessToken", "is needed for every request")
                .hint("set the access token that Pay3 issued for this client id; it expires after half an hour")
        })?;
        let mut headers = Vec::with_capacity(4);
        headers.extend(signature.map(|signature| ("signature", signature)));
        headers.push(("access-token", token.expose().to_owned()));
        headers.push(("accept", "application/json".to_owned()));
        if draft.spec.method == Method::Post {
            headers.push(("content-type", "application/json".to_owned()));
        }
        let mut url = join(&self.base, &draft.path);
        for (index, (name, text)) in draft.query.iter().chain(&draft.trailing).enumerate() {
            let separator = if index == 0 { '?' } else { '&' };
            url.push_str(&format!("{separator}{}={}", percent_encode(name), percent_encode(text)));
        }
        Ok(HttpRequest { method: draft.spec.method, url, headers, body: draft.body_text() })
    }

    fn event_recipe(&self, name: &str, input: &Value, _: &Options) -> Result<Recipe> {
        match name {
            "webhook" => self.webhook_recipe(input),
            _ => Err(Error::unsupported("Pay3 has no such operation or event").hint("its only event is webhook")),
        }
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        let mut secrets = vec![("secretKey", &self.config.secret_key)];
        secrets.extend(self.config.access_token.iter().map(|token| ("accessToken", token.secret())));
        let webhook = self.config.webhook_secret.iter();
        secrets.extend(webhook.flat_map(|keys| keys.named("webhookSecret", "webhookSecret (an older one)")));
        secrets
    }

    fn account(&self) -> Vec<(&'static str, &str)> {
        vec![("clientId", self.config.client_id.as_str())]
    }

    fn recognise_event(&self, sent: &SentRequest) -> Option<PastedEvent> {
        mistakes::recognise_event(sent)
    }

    fn mistakes(&self, subject: &Subject<'_>) -> Vec<Mistake> {
        mistakes::mistakes(subject)
    }

    fn handle(&self, call: &str, event: &Event) -> Result<Value> {
        match call {
            "verifyWebhook" => Ok(self.verify_webhook(&event.body)?.to_value()),
            "signWebhook" => self.sign_webhook(&event.details).map(Value::String),
            _ => Err(Error::unsupported("Pay3 has no such event").hint("verifyWebhook and signWebhook are all")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn config(name: &str, json: &str) -> Result<Pay3> {
        let mut config =
            Value::parse(r#"{"clientId":"c","secretKey":"test-secret","hostname":"merchant-demo"}"#).unwrap();
        if let Value::Object(object) = &mut config {
            object.set(name, Value::parse(json).unwrap());
        }
        Pay3::new(&config)
    }

    #[test]
    fn what_cannot_work_is_refused_when_it_is_configured() {
        for (field, bad) in [
            ("hostname", r#""https://api-dev.pay3.app""#),
            ("hostname", r#""api-dev.pay3.app""#),
            ("hostname", r#""api-dev/""#),
            ("hostname", r#""a..b""#),
            ("hostname", r#""a_b""#),
            ("hostname", r#""a@b""#),
            ("hostname", "null"),
            ("clientId", r#"" c""#),
            ("secretKey", r#""test-secret\n""#),
            ("accessToken", r#""Bearer token-abc""#),
            ("accessToken", r#""\"token-abc\"""#),
            ("webhookSecret", r#""""#),
            ("webhookSecret", "[]"),
            ("signedNameCase", r#""upper""#),
            ("baseUrl", r#""http://pay3.example""#),
            ("paths", r#"{"refund":"fiat-refund"}"#),
        ] {
            let error = config(field, bad).unwrap_err();
            let named = error.field().unwrap_or_default();
            assert!(error.code() == ErrorCode::InvalidConfig && named.starts_with(field), "{field} {bad}: {error:?}");
            assert!(!error.to_string().contains("token-abc"));
        }
        for (field, good) in
            [("hostname", r#""api-dev""#), ("hostname", r#""a.b-1""#), ("baseUrl", r#""http://127.0.0.1:1/""#)]
        {
            assert!(config(field, good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_base64_webhook_secret_must_be_base64() {
        let with = |secret: &str| {
            let text = format!(
                r#"{{"clientId":"c","secretKey":"k","hostname":"h","webhookSecret":"{secret}","webhookSecretEncoding":"base64"}}"#
            );
            Pay3::new(&Value::parse(&text).unwrap())
        };
        assert!(with("dGVzdA==").is_ok());
        assert_eq!(with("not base64").unwrap_err().field(), Some("webhookSecret"));
    }
}
