//! The configuration of a UPayments merchant, and what every UPayments request has in common.

use crate::engine::{Account, Arena, Arrived, Call, Draft, Reply};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::request::Method;
use crate::table::kinds::{self, BaseUrl, Paths};
use crate::table::{Class, Effect, Host, Kind, Operation, Part, Recipe, Rule, Send, choices, field_type, input};
use crate::upayments::errors::ERRORS;
use crate::upayments::{
    account, answer, auto_deduct, cards, charge, multivendor, refund, refund_status, status, webhook,
};

/// Where the API begins on its host; what follows is signed.
const API: &str = "/api/v1/";

choices! {
    /// Which of UPayments' hosts is used.
    Environment: "\"live\" | \"sandbox\" | \"dev\"", "live, sandbox or dev" {
        Live = "live", Sandbox = "sandbox", Dev = "dev"
    }
}
field_type! {
    /// The API key of the dashboard, without the word `Bearer`.
    ApiToken(String): Kind::new(Rule::Checked(kinds::check_token), "string", "").secret()
}

input! {
    /// The merchant's account at UPayments.
    pub struct UPaymentsConfig as "UPaymentsConfig" {
        /// The API key of the dashboard, sent as `Authorization: Bearer …` on every call. Without the word `Bearer`.
        token: ApiToken = "token",
        /// `sandbox` for tests, `live` for money; `dev` is the host printed on older pages.
        environment: Environment = "environment",
        /// The API secret. With it every request carries `x-timestamp` and `x-signature`, and webhooks can be
        /// verified. An array holds several, newest first: the first signs, any verifies.
        api_secret: Option<kinds::Keys> = "apiSecret",
        /// Another base, up to where the relative path begins: `https://sandboxapi.upayments.com/api/v1/`.
        base_url: Option<BaseUrl> = "baseUrl",
        /// Another path on the same host for an operation: `{ refund: "/api/v1/create-refund" }`. What follows
        /// `/api/v1/` is signed; without it, what follows the path of the base.
        paths: Option<Paths> = "paths",
    }
}

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "upayments",
    name: "UPayments",
    config: UPaymentsConfig::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{
        "token": "test-bearer-token",
        "apiSecret": "test-api-secret",
        "environment": "sandbox"
    }"#,
    check_config: None,
    paths: UPaymentsConfig::KEY.paths,
    reserved: &["isMultivendorRefund", "signature"],
    options: &[CallOptions::KEY.timestamp],
    operations: &[
        &charge::CHARGE,
        &auto_deduct::AUTO_DEDUCT,
        &cards::ADD_CARD,
        &cards::CREATE_TOKEN_FROM_CARD,
        &cards::CREATE_CUSTOMER_TOKEN,
        &cards::LIST_CUSTOMER_CARDS,
        &cards::REMOVE_CARD,
        &account::CHECK_MERCHANT,
        &account::PAYMENT_BUTTONS,
        &status::PAYMENT_STATUS,
        &status::DEPOSIT_STATUS,
        &refund::REFUND,
        &refund_status::REFUND_STATUS,
        &refund_status::CHECK_REFUND,
        &refund_status::DELETE_REFUND,
        &multivendor::MULTIVENDOR_REFUND,
        &refund_status::DELETE_MULTIVENDOR_REFUND,
    ],
    events: &[webhook::WEBHOOK],
    errors: ERRORS,
    host,
    raw_query: |_| false,
    amounts_as_text: |call| call.options.is_set(CallOptions::KEY.amount_as_string),
    recipe: Some(recipe),
    headers,
    signature_header: Some("x-signature"),
    why_unsigned: |_| no_secret(),
    no_such_event: |name| {
        Error::unsupported(format!("UPayments signs no {name:?}")).hint("it signs requests and webhook")
    },
    key_bytes: None,
    receive,
    #[cfg(not(target_arch = "wasm32"))]
    results: &[webhook::Notification::SHAPE],
};

/// What all operations have in common: a JSON body, and a signature in a header.
pub(super) const OPERATION: Operation = Operation::read_by(answer::read);

/// What the operations have in common that ask by path and query.
pub(super) const QUESTION: Operation =
    Operation { method: Method::Get, send: Send::query(&[]), effect: Effect::Reads, ..OPERATION };

/// `timestamp + METHOD + relative path + body`.
static SIGNED: Recipe = Recipe::hmac_sha256(UPaymentsConfig::KEY.api_secret, SIGNED_PARTS);
const SIGNED_PARTS: &[Part] = &[Part::Time, Part::Method, Part::Path, Part::Body];

/// Requests are signed with an API secret only.
fn recipe(call: &Call<'_>) -> Option<&'static Recipe> {
    call.account.settings.has(UPaymentsConfig::KEY.api_secret).then_some(&SIGNED)
}

fn no_secret() -> Error {
    Error::config("apiSecret", "is needed to sign and verify")
        .hint("take the API secret from the UPayments dashboard; requests work with the token alone")
}

/// Requires the secret that webhooks are signed with.
pub(super) fn require_secret(account: &Account<'_>) -> Result<()> {
    if account.settings.has(UPaymentsConfig::KEY.api_secret) { Ok(()) } else { Err(no_secret()) }
}

fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let base = account.text(UPaymentsConfig::KEY.base_url);
    let base = base.unwrap_or_else(|| match account.text(UPaymentsConfig::KEY.environment).and_then(Environment::of) {
        Some(Environment::Live) => "https://apiv2api.upayments.com/api/v1/",
        Some(Environment::Sandbox) => "https://sandboxapi.upayments.com/api/v1/",
        _ => "https://dev-apiv2api.upayments.com/api/v1/",
    });
    Host { base: base.into(), prefix: API, own_path_on_origin: true }
}

/// The signature is a header, over the exact text of the body.
fn headers<'a>(call: &Call<'a>, draft: &mut Draft<'a>, signature: Option<&str>) -> Result<()> {
    let token = call.account.text(UPaymentsConfig::KEY.token).unwrap_or_default();
    draft.header("authorization", format!("Bearer {token}"));
    draft.header("accept", "application/json");
    if draft.has_body() {
        draft.header("content-type", "application/json");
    }
    if let Some(signature) = signature {
        draft.header("x-timestamp", call.time()?.to_owned());
        draft.header("x-signature", signature.to_owned());
    }
    Ok(())
}

fn receive<'a>(account: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "verifyWebhook" => webhook::verify(account, arrived, arena).map(Reply::Answer),
        "signWebhook" => webhook::sign(account, arrived).map(Reply::Value),
        _ => Err(Error::unsupported(format!("UPayments has no {call:?}"))),
    }
}
