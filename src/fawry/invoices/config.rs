//! The configuration of the e-invoice API, and what its calls have in common.

use crate::document::Item;
use crate::engine::{Call, Response, UnsignedRequest, Verdict};
use crate::error::{Error, Result};
use crate::fawry::answer as reply;
use crate::fawry::config::{AmountEncoding, Environment, server};
use crate::fawry::invoices::FawryInvoices;
use crate::outcome::GatewayError;
use crate::table::kinds::{BaseUrl, Paths, Token};
use crate::table::{Host, Operation, Send, input};

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

/// The setting that holds the token.
pub(super) const TOKEN: &str = "token";

/// What all calls have in common: a JSON body, and no signature.
pub(super) const OPERATION: Operation = Operation {
    unsigned: Some("Fawry's e-invoice calls carry no signature"),
    send: Send::BODY,
    read,
    ..crate::fawry::config::OPERATION
};

impl FawryInvoices {
    /// Replaces the token, after `login` or `refresh_token`.
    ///
    /// # Errors
    /// `INVALID_CONFIG` for a text that cannot stand in a header; the old token stays then.
    pub fn set_token(&mut self, token: &str) -> Result<()> {
        self.0.set(TOKEN, token)
    }
}

/// The calls that get a token rather than use one.
const SESSION: &str = "/user-api/";

pub(super) fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let documented = server(account.text(FawryInvoicesConfig::KEY.environment));
    let base = account.text(FawryInvoicesConfig::KEY.base_url).unwrap_or(documented);
    Host { base: base.into(), prefix: "", own_path_on_origin: false }
}

pub(super) fn headers<'a>(call: &Call<'a>, request: &mut UnsignedRequest<'a>, _: Option<&str>) -> Result<()> {
    request.header("accept", "application/json");
    if !call.operation.is_some_and(|operation| operation.path.starts_with(SESSION)) {
        let token = call.account.text(FawryInvoicesConfig::KEY.token);
        let token = token.ok_or_else(|| Error::config(TOKEN, "is required").hint("take it from login"))?;
        request.header("authorization", format!("Bearer {token}"));
    }
    if request.has_body() {
        request.header("content-type", "application/json");
    }
    Ok(())
}

/// The code of a failure. With a good status `code` may be a field of the invoice, so it needs its words beside it.
fn reported_failure<'a>(response: &Response<'a>, object: Item<'a>) -> Option<&'a str> {
    let is_report = ["statusCode", "description", "reason"].iter().any(|name| object.get(name).is_some());
    reply::result_code(object).filter(|code| *code != "200" && (is_report || !response.is_success()))
}

/// Reads an answer without an envelope: the HTTP status decides, unless the body reports another code.
pub(super) fn read<'a>(response: &Response<'a>) -> Result<Verdict<'a>> {
    let body = response.json()?;
    if let Some((object, code)) = body.and_then(|object| Some((object, reported_failure(response, object)?))) {
        return Ok(reply::refused(response, code, object));
    }
    if response.is_success() {
        return Ok(Verdict::Accepted { data: body.into_iter().collect(), loose_names: false });
    }
    let status = response.status.to_string();
    Ok(match body {
        None => reply::refused_empty(response),
        Some(object) if object.is_object() => reply::refused(response, &status, object),
        Some(other) => {
            let message = other.as_text().unwrap_or_default();
            Verdict::Refused(GatewayError::new(status.as_str(), message, response.known_error(&status)))
        }
    })
}
