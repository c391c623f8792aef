//! The configuration of a Fatora merchant, and what every Fatora request has in common.

use crate::declare::{BaseUrl, Input, Lenient, Shape, input};
use crate::error::{Error, Result};
use crate::fatora::Return;
use crate::fatora::errors::ERRORS;
use crate::operation::{Body, Draft, Entry, Event, Gateway, Options, Paths, Spec, parse_config};
use crate::outcome::KnownError;
use crate::request::{HttpRequest, join, split_origin};
use crate::secret::{Secret, Token};
use crate::signing::Recipe;
use crate::value::Value;

const HOST: &str = "https://api.fatora.io/v1";

/// Why no request and no callback has a recipe.
pub(super) const UNSIGNED: &str = "Fatora signs nothing: neither requests nor callbacks carry a signature";

input! {
    /// The merchant's account at Fatora.
    pub struct FatoraConfig as "FatoraConfig" {
        /// The API key; it decides between test and live.
        api_key: Token = "apiKey",
        /// Another base for every operation: `https://api.fatora.io/api/v1` is the other documented reading.
        base_url: Option<BaseUrl> = "baseUrl",
        /// The token that `authorize` gives, for invoices; without `Bearer`.
        bearer_token: Option<Token> = "bearerToken",
        /// Another path on the same host for an operation: `{ refund: "/api/v1/payments/refund" }`.
        paths: Option<Paths> = "paths",
    }
}

/// A Fatora merchant.
#[derive(Debug, Clone)]
pub struct Fatora {
    config: FatoraConfig,
    paths: Paths,
}

impl Fatora {
    /// Reads a configuration; the fields are those of [`FatoraConfig`].
    ///
    /// # Errors
    /// `INVALID_CONFIG` with the name of the option.
    pub fn new(config: &Value) -> Result<Self> {
        let mut config: FatoraConfig = parse_config(Self::NAME, config)?;
        let paths = config.paths.take().unwrap_or_default();
        paths.check::<Self>()?;
        Ok(Self { config, paths })
    }

    /// Payments carry the API key, invoices the token.
    fn credential(&self, draft: &Draft) -> Result<(&'static str, String)> {
        if draft.spec.name != "createInvoice" {
            return Ok(("api_key", self.config.api_key.expose().to_owned()));
        }
        let token = self.config.bearer_token.as_ref().ok_or_else(|| {
            Error::config("bearerToken", "is needed for invoices").hint("set the bearer_token that authorize answers")
        })?;
        Ok(("authorization", format!("Bearer {}", token.expose())))
    }
}

fn unsigned() -> Error {
    Error::unsupported(UNSIGNED)
        .hint("diagnoseRequest looks at a failing request's URL, headers and body; verifyPayment confirms a return")
}

impl Gateway for Fatora {
    const NAME: &'static str = "fatora";
    const CLASS: &'static str = "Fatora";
    const ADDED: &'static [&'static str] = &["api_key"];
    const CONFIG: Shape = FatoraConfig::SHAPE;
    const SAMPLE_CONFIG: &'static str = r#"{ "apiKey": "test-api-key", "bearerToken": "test-jwt" }"#;
    const RESULTS: &'static [&'static Shape] = &[&Return::DECLARED];
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

    fn why_unsigned(&self, _: &Spec) -> Error {
        unsigned()
    }

    fn seal(&self, draft: Draft, _: Option<String>, _: &Options) -> Result<HttpRequest> {
        let mut headers = vec![self.credential(&draft)?];
        if draft.body != Body::None {
            headers.push(("content-type", "application/json".to_owned()));
        }
        let base = self.config.base_url.as_ref().map_or(HOST, BaseUrl::as_str);
        // A configured path is one on the host; the documented ones stand below `/v1`.
        let below = if self.paths.get(draft.spec.name).is_some() { split_origin(base).0 } else { base };
        let url = join(below, &draft.path);
        Ok(HttpRequest { method: draft.spec.method, url, headers, body: draft.body_text() })
    }

    fn event_recipe(&self, _: &str, _: &Value, _: &Options) -> Result<Recipe> {
        Err(unsigned())
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        let bearer = self.config.bearer_token.iter().map(|token| ("bearerToken", token.secret()));
        std::iter::once(("apiKey", self.config.api_key.secret())).chain(bearer).collect()
    }

    fn handle(&self, call: &str, event: &Event) -> Result<Value> {
        match call {
            "readReturn" => Ok(self.read_return(event.text()?)?.to_value()),
            _ => Err(unsigned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn config(text: &str) -> Result<Fatora> {
        Fatora::new(&Value::parse(text).unwrap())
    }

    #[test]
    fn a_key_is_used_exactly_as_it_is_or_refused() {
        assert!(config(r#"{"apiKey":"test-api-key"}"#).is_ok());
        for (bad, field) in [
            (r#"{"apiKey":"  test-api-key\n"}"#, "apiKey"),
            (r#"{"apiKey":"\"test-api-key\""}"#, "apiKey"),
            (r#"{"apiKey":""}"#, "apiKey"),
            (r#"{}"#, "apiKey"),
            (r#"{"apiKey":"k","bearerToken":"Bearer test-jwt"}"#, "bearerToken"),
            (r#"{"apiKey":"k","baseUrl":"http://api.fatora.io/v1"}"#, "baseUrl"),
            (r#"{"apiKey":"k","paths":{"refunds":"/x"}}"#, "paths"),
            (r#"{"apikey":"k"}"#, "apikey"),
        ] {
            let error = config(bad).unwrap_err();
            assert_eq!((error.code(), error.field()), (ErrorCode::InvalidConfig, Some(field)), "{bad}");
            assert!(!error.to_string().contains("test-"), "{error}");
        }
    }

    #[test]
    fn a_configured_path_is_one_on_the_host() {
        use crate::operation::Client;
        let config = r#"{"apiKey":"k","paths":{"refund":"/api/v1/payments/refund"}}"#;
        let fatora = Fatora::new(&Value::parse(config).unwrap()).unwrap();
        let input = Value::parse(r#"{"transaction_id":"1","order_id":"2"}"#).unwrap();
        let request = fatora.build("refund", &input, &Value::Null).unwrap();
        assert_eq!(request.url, "https://api.fatora.io/api/v1/payments/refund");
    }
}
