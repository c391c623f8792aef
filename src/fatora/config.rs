//! The configuration of a Fatora merchant, and what every Fatora request has in common.

use crate::engine::Call;
use crate::error::Error;
use crate::table::kinds::{BaseUrl, Paths, Token};
use crate::table::{Host, Operation, input};

const HOST: &str = "https://api.fatora.io/v1";

/// Why no request and no callback has a recipe.
const UNSIGNED: &str = "Fatora signs nothing: neither requests nor callbacks carry a signature";

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

/// What all operations have in common: a JSON body, and no signature.
pub(super) const OPERATION: Operation =
    Operation { unsigned: Some(UNSIGNED), ..Operation::read_by(super::answer::read) };

pub(super) fn unsigned() -> Error {
    Error::unsupported(UNSIGNED)
        .hint("diagnoseRequest of tawqee/diagnose looks at a failing request's URL, headers and body; verifyPayment confirms a return")
}

/// A configured path is one on the host; the documented ones stand below `/v1`.
pub(super) fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let base = call.account.text(FatoraConfig::KEY.base_url);
    Host { base: base.unwrap_or(HOST).into(), prefix: "", own_path_on_origin: true }
}

#[cfg(test)]
mod tests {
    use crate::client::Client;
    use crate::error::{ErrorCode, Result};
    use crate::fatora::Fatora;
    use crate::value::Value;

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
        let fatora = config(r#"{"apiKey":"k","paths":{"refund":"/api/v1/payments/refund"}}"#).unwrap();
        let input = Value::parse(r#"{"transaction_id":"1","order_id":"2"}"#).unwrap();
        let request = fatora.build("refund", &input, &Value::Null).unwrap();
        assert_eq!(request.url, "https://api.fatora.io/api/v1/payments/refund");
    }
}
