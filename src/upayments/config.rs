//! The configuration of a UPayments merchant, and what every UPayments request has in common.

use crate::engine::{Account, Call, UnsignedRequest};
use crate::error::{Error, Result};
use crate::request::Method;
use crate::table::kinds::{self, BaseUrl, Paths};
use crate::table::{Effect, Host, Kind, Operation, Part, Recipe, Rule, Send, choices, field_type, input};
use crate::upayments::answer;

/// The header that carries a signature.
pub(super) const SIGNATURE: &str = "x-signature";

/// The header that carries the time, which is signed.
pub(super) const TIMESTAMP: &str = "x-timestamp";

/// The host for money.
pub(super) const LIVE: &str = "https://apiv2api.upayments.com/api/v1/";

/// The host for tests.
pub(super) const SANDBOX: &str = "https://sandboxapi.upayments.com/api/v1/";

/// The host that is printed on older pages.
pub(super) const DEV: &str = "https://dev-apiv2api.upayments.com/api/v1/";

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

/// What all operations have in common: a JSON body, and a signature in a header.
pub(super) const OPERATION: Operation = Operation::read_by(answer::read);

/// What the operations have in common that ask by path and query.
pub(super) const QUESTION: Operation =
    Operation { method: Method::Get, send: Send::query(&[]), effect: Effect::Reads, ..OPERATION };

/// `timestamp + METHOD + relative path + body`.
static SIGNED: Recipe = Recipe::hmac_sha256(UPaymentsConfig::KEY.api_secret, SIGNED_PARTS);
const SIGNED_PARTS: &[Part] = &[Part::Time, Part::Method, Part::Path, Part::Body];

/// Requests are signed with an API secret only.
pub(super) fn recipe(call: &Call<'_>) -> Option<&'static Recipe> {
    call.account.settings.has(UPaymentsConfig::KEY.api_secret).then_some(&SIGNED)
}

pub(super) fn no_secret() -> Error {
    Error::config("apiSecret", "is needed to sign and verify")
        .hint("take the API secret from the UPayments dashboard; requests work with the token alone")
}

/// Requires the secret that webhooks are signed with.
pub(super) fn require_secret(account: &Account<'_>) -> Result<()> {
    if account.settings.has(UPaymentsConfig::KEY.api_secret) { Ok(()) } else { Err(no_secret()) }
}

pub(super) fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let base = account.text(UPaymentsConfig::KEY.base_url);
    let base = base.unwrap_or_else(|| match account.text(UPaymentsConfig::KEY.environment).and_then(Environment::of) {
        Some(Environment::Live) => LIVE,
        Some(Environment::Sandbox) => SANDBOX,
        _ => DEV,
    });
    Host { base: base.into(), prefix: API, own_path_on_origin: true }
}

/// The signature is a header, over the exact text of the body.
pub(super) fn headers<'a>(call: &Call<'a>, request: &mut UnsignedRequest<'a>, signature: Option<&str>) -> Result<()> {
    let token = call.account.text(UPaymentsConfig::KEY.token).unwrap_or_default();
    request.header("authorization", format!("Bearer {token}"));
    request.header("accept", "application/json");
    if request.has_body() {
        request.header("content-type", "application/json");
    }
    if let Some(signature) = signature {
        request.header(TIMESTAMP, call.time()?.to_owned());
        request.header(SIGNATURE, signature.to_owned());
    }
    Ok(())
}
