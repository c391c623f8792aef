//! The class Fatora: its operations, its events, and what it does as a whole.

use crate::engine::{Call, Reply, UnsignedRequest};
use crate::error::{Error, Result};
#[cfg(not(target_arch = "wasm32"))]
use crate::fatora::about::ABOUT;
use crate::fatora::config::{FatoraConfig, host, unsigned};
use crate::fatora::errors::ERRORS;
use crate::fatora::{Fatora, invoice, read_return, verify_payment};
#[cfg(feature = "diagnose")]
use crate::signing::diagnose::OwnMistakes;
#[cfg(not(target_arch = "wasm32"))]
use crate::table::{AboutMethod, SignatureAt, Takes};
use crate::table::{Class, EventMethod, Gives};

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
    operations: Fatora::OPERATIONS,
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
    methods: &[EventMethod {
        name: "readReturn",
        run: |_, arrived, arena| read_return::read(arrived.text()?, arena).map(Reply::Answer),
        gives: Gives::Result(read_return::Return::SHAPE),
        #[cfg(not(target_arch = "wasm32"))]
        about: AboutMethod {
            event: "",
            title: "return in the browser",
            takes: Takes::Query(SignatureAt::Nowhere),
            doc: "Reads what the browser brought back. Nothing in it is signed: confirm with `verifyPayment`.",
        },
    }],
    #[cfg(feature = "diagnose")]
    own_mistakes: &OwnMistakes::NONE,
    #[cfg(not(target_arch = "wasm32"))]
    about: &ABOUT,
    #[cfg(not(target_arch = "wasm32"))]
    tokens: &[FatoraConfig::KEY.bearer_token],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[verify_payment::Payment::SHAPE],
};

/// Payments carry the API key, invoices the token.
fn headers<'a>(call: &Call<'a>, request: &mut UnsignedRequest<'a>, _: Option<&str>) -> Result<()> {
    let account = call.account;
    if call.operation.is_some_and(|operation| operation.name == invoice::CREATE_INVOICE.name) {
        let token = account.text(FatoraConfig::KEY.bearer_token).ok_or_else(|| {
            Error::config("bearerToken", "is needed for invoices").hint("set the bearer_token that authorize answers")
        })?;
        request.header("authorization", format!("Bearer {token}"));
    } else {
        request.header("api_key", account.text(FatoraConfig::KEY.api_key).unwrap_or_default());
    }
    if request.has_body() {
        request.header("content-type", "application/json");
    }
    Ok(())
}
