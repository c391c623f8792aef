//! The configuration of a Fatora merchant, and what every Fatora request has in common.

use crate::engine::{Account, Arena, Arrived, Call, Draft, Reply};
use crate::error::{Error, Result};
use crate::fatora::errors::ERRORS;
use crate::fatora::{checkout, collect_payment, invoice, read_return, refund, verify_payment};
use crate::table::kinds::{BaseUrl, Paths, Token};
use crate::table::{Class, Host, Operation, input};

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

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "fatora",
    name: "Fatora",
    config: FatoraConfig::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{ "apiKey": "test-api-key", "bearerToken": "test-jwt" }"#,
    check_config: None,
    paths: FatoraConfig::KEY.paths,
    reserved: &["api_key"],
    options: &[],
    operations: &[
        &checkout::CHECKOUT,
        &collect_payment::COLLECT_PAYMENT,
        &verify_payment::VERIFY_PAYMENT,
        &refund::REFUND,
        &invoice::AUTHORIZE,
        &invoice::CREATE_INVOICE,
    ],
    events: &[],
    errors: ERRORS,
    host,
    raw_query: |_| false,
    amounts_as_text: |_| false,
    recipe: None,
    headers,
    signature_header: None,
    why_unsigned: |_| unsigned(),
    no_such_event: |_| unsigned(),
    key_bytes: None,
    receive,
    #[cfg(not(target_arch = "wasm32"))]
    results: &[read_return::Return::SHAPE],
};

/// What all operations have in common: a JSON body, and no signature.
pub(super) const OPERATION: Operation =
    Operation { unsigned: Some(UNSIGNED), ..Operation::read_by(super::answer::read) };

fn unsigned() -> Error {
    Error::unsupported(UNSIGNED)
        .hint("diagnoseRequest of tawqee/diagnose looks at a failing request's URL, headers and body; verifyPayment confirms a return")
}

/// A configured path is one on the host; the documented ones stand below `/v1`.
fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let base = call.account.text(FatoraConfig::KEY.base_url);
    Host { base: base.unwrap_or(HOST).into(), prefix: "", own_path_on_origin: true }
}

/// Payments carry the API key, invoices the token.
fn headers<'a>(call: &Call<'a>, draft: &mut Draft<'a>, _: Option<&str>) -> Result<()> {
    let account = call.account;
    if call.operation.is_some_and(|operation| operation.name == invoice::CREATE_INVOICE.name) {
        let token = account.text(FatoraConfig::KEY.bearer_token).ok_or_else(|| {
            Error::config("bearerToken", "is needed for invoices").hint("set the bearer_token that authorize answers")
        })?;
        draft.header("authorization", format!("Bearer {token}"));
    } else {
        draft.header("api_key", account.text(FatoraConfig::KEY.api_key).unwrap_or_default());
    }
    if draft.has_body() {
        draft.header("content-type", "application/json");
    }
    Ok(())
}

fn receive<'a>(_: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "readReturn" => read_return::read(arrived.text()?, arena).map(Reply::Answer),
        _ => Err(unsigned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::ErrorCode;
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
