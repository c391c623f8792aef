//! The configuration of a Pay3 client, and what every Pay3 request has in common.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::engine::{Call, UnsignedRequest, Values};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::request::Method;
use crate::signing::Encoding;
use crate::table::kinds::{BaseUrl, Keys, Opaque, Paths, Secret, Token};
use crate::table::{
    At, BodyForm, Effect, Host, Insert, Key, Kind, Operation, Param, Rule, Send, Source, choices, field_type, input,
};

/// The name of the client id in every request.
pub(super) const CLIENT_ID: &str = "clientId";

/// The header that carries the signature.
pub(super) const SIGNATURE: &str = "signature";

/// Every merchant has a host of this domain.
pub(super) const DOMAIN: &str = ".pay3.app";

/// Why reads have no recipe.
const READ_UNSIGNED: &str = "Pay3 signs no reads; they carry the access token alone";

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
field_type! {
    /// What stands before `.pay3.app`.
    Hostname(String): Kind::new(Rule::Checked(hostname), "string", "the part before .pay3.app")
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

/// What all operations have in common: a JSON body, and a signature in a header.
pub(super) const OPERATION: Operation = Operation { effect: Effect::Writes, ..Operation::read_by(super::answer::read) };

/// What all reads have in common: the answer is a list, and nothing is signed.
pub(super) const READ: Operation = Operation {
    method: Method::Get,
    unsigned: Some(READ_UNSIGNED),
    send: Send { body: BodyForm::None, ..Send::BODY },
    read: super::answer::read_list,
    effect: Effect::Reads,
    ..OPERATION
};

/// The client id at its documented place in a body.
pub(super) const fn client_id(at: At) -> Insert {
    Insert { at, name: CLIENT_ID, source: Source::Setting(Pay3Config::KEY.client_id) }
}

/// The query of a read.
pub(super) const fn asking(request_id: Key) -> [Param; 2] {
    [Param::field(request_id), Param::setting(CLIENT_ID, Pay3Config::KEY.client_id)]
}

pub(super) fn check_config(settings: &Values<'_>) -> Result<()> {
    let key = Pay3Config::KEY;
    if !settings.has(key.base_url) && !settings.has(key.hostname) {
        return Err(Error::config("hostname", "is required, unless baseUrl is given")
            .hint("write what stands before .pay3.app in the address that Pay3 gave you"));
    }
    settings.keys(key.webhook_secret).try_for_each(|secret| key_bytes(settings, key.webhook_secret, secret).map(drop))
}

/// The webhook secret may be written in Base64, the API secret never is.
pub(super) fn key_bytes(settings: &Values<'_>, setting: Key, text: &str) -> Result<Zeroizing<Vec<u8>>> {
    let key = Pay3Config::KEY;
    let is_base64 = setting == key.webhook_secret
        && settings.text(key.webhook_secret_encoding) == Some(SecretEncoding::Base64.as_str());
    let bytes = if is_base64 { Encoding::Base64.decode(text) } else { Some(text.as_bytes().to_vec()) };
    bytes.filter(|bytes| !bytes.is_empty()).map(Zeroizing::new).ok_or_else(|| {
        Error::config("webhookSecret", "is not Base64")
            .hint("leave webhookSecretEncoding out to use the secret as it is written")
    })
}

pub(super) fn hostname(text: &str) -> Result<()> {
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if text.to_ascii_lowercase().ends_with(DOMAIN) || !text.split('.').all(label) {
        return Err(Error::invalid("is not a host name without .pay3.app")
            .hint("write api-dev for https://api-dev.pay3.app, or give a whole address as baseUrl"));
    }
    Ok(())
}

pub(super) fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let base = match account.text(Pay3Config::KEY.base_url) {
        Some(url) => Cow::Borrowed(url),
        None => {
            let name = account.text(Pay3Config::KEY.hostname).unwrap_or_default();
            Cow::Owned(format!("https://{name}{DOMAIN}"))
        }
    };
    Host { base, prefix: "", own_path_on_origin: false }
}

/// Signature and access token are headers.
pub(super) fn headers<'a>(call: &Call<'a>, request: &mut UnsignedRequest<'a>, signature: Option<&str>) -> Result<()> {
    let token = call.account.text(Pay3Config::KEY.access_token).ok_or_else(|| {
        Error::config("accessToken", "is needed for every request")
            .hint("set the access token that Pay3 issued for this client id; it expires after half an hour")
    })?;
    if let Some(signature) = signature {
        request.header(SIGNATURE, signature.to_owned());
    }
    request.header("access-token", token);
    request.header("accept", "application/json");
    if request.has_body() {
        request.header("content-type", "application/json");
    }
    Ok(())
}

/// Only an execution of a payout has no recipe and may have one.
pub(super) fn why_unsigned(operation: &'static Operation) -> Error {
    let hint = match operation.options.contains(&CallOptions::KEY.string_to_sign) {
        true => "pass the text as the option stringToSign, if Pay3 asks for a signature",
        false => "if Pay3 refuses the call, look at the access token: it expires after half an hour",
    };
    Error::unsupported(operation.unsigned.unwrap_or("this call is not signed")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::pay3::Pay3;
    use crate::value::Value;

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
