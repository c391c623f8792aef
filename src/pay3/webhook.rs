//! Webhooks: a compact JWS with HS384 and nothing else.

use crate::declare::{Lenient, answer};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::State;
use crate::pay3::Pay3;
use crate::pay3::answer::{self as reply, ErrorReason};
use crate::secret::{Keys, Secret};
use crate::signing::{Algorithm, Encoding, Recipe, Role, Source};
use crate::value::{Object, Value};

/// `{"alg":"HS384"}`
const HEADER: &str = "eyJhbGciOiJIUzM4NCJ9";

answer! {
    /// A verified webhook. It names no amount: ask for the `order` before you deliver.
    pub struct Webhook as "Pay3Webhook" {
        /// `new`, `pending`, `paid` or `failed`.
        state: State = "state",
        /// Pay3's own word: `COMPLETED`.
        order_status: Option<String> = "orderStatus",
        /// Pay3's number for the order.
        order_id: Option<String> = "orderId",
        /// `CHECKOUT`, `PAYOUT`, `FIAT` or `CRYPTO`. An order with a fiat and a crypto part sends one of each.
        order_type: Option<String> = "orderType",
        /// Your number for the order, in the nested form of the claims.
        request_id: Option<String> = "requestId",
        /// The offer, in the flat form of the claims.
        offer_id: Option<String> = "offerId",
        /// `pay3-sdk-transaction-status`, in the nested form.
        kind: Option<String> = "type",
        /// Why the order failed.
        error: Option<ErrorReason> = "error",
        /// Equal for repeated deliveries of the same event. A replay looks the same, since no time is signed.
        dedupe_key: String = "dedupeKey",
        /// Everything that was signed.
        claims: Value = "claims",
    }
}

impl Pay3 {
    /// Verifies the raw body of a webhook and reads its claims.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING`, `SIGNATURE_MISMATCH`, `MALFORMED_BODY`; `INVALID_CONFIG` without a `webhookSecret`.
    pub fn verify_webhook(&self, body: &[u8]) -> Result<Webhook> {
        let keys = self.webhook_secret()?;
        let text = std::str::from_utf8(body).map_err(|_| Error::malformed_body("is not UTF-8"))?;
        let body = Value::parse(text.trim_start_matches('\u{feff}').trim()).map_err(Error::malformed_body)?;
        let object = body.as_object().ok_or_else(|| {
            Error::malformed_body(format!("is {}, not an object", body.type_name())).hint("pass the raw body")
        })?;
        let payload = match object.get("payload") {
            Some(Value::String(payload)) if !payload.is_empty() => payload,
            _ => {
                return Err(Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this")
                    .at("payload")
                    .hint("do not trust the body: ask for the order instead"));
            }
        };
        let (header, claims, signature) = segments(payload)?;
        check_header(header)?;
        let recipes = keys.iter().map(|key| self.jws(key, header, claims)).collect::<Result<Vec<_>>>()?;
        Recipe::verify(&recipes, "payload", Some(signature))?;
        let claims = Encoding::Base64Url.decode(claims).and_then(|bytes| String::from_utf8(bytes).ok());
        let claims = claims.ok_or_else(|| Error::malformed_body("holds claims that are not text").at("payload"))?;
        let claims = Value::parse(&claims).map_err(|why| Error::malformed_body(why).at("payload"))?;
        read(claims)
    }

    /// Makes the body of a webhook, to test a handler with.
    ///
    /// # Errors
    /// `INVALID_CONFIG` without a `webhookSecret`, `INVALID_FIELD` when the claims are not an object.
    pub fn sign_webhook(&self, claims: &Value) -> Result<String> {
        let recipe = self.webhook_recipe(claims)?;
        let payload = format!("{}.{}", recipe.string_to_sign().as_str(), recipe.signature());
        let body: Object = [("payload", payload)].into_iter().collect();
        Ok(Value::Object(body).to_json())
    }

    /// The recipe of the third segment of a webhook with these claims.
    pub(super) fn webhook_recipe(&self, claims: &Value) -> Result<Recipe> {
        if claims.as_object().is_none() {
            return Err(Error::invalid(format!("the claims are {}, not an object", claims.type_name()))
                .hint("pass them as { orderId, orderStatus, orderType }"));
        }
        if !claims.is_json() {
            return Err(Error::invalid("the claims hold NaN or Infinity, which JSON cannot express")
                .hint("leave the field out instead"));
        }
        let claims = Encoding::Base64Url.encode(claims.to_json().as_bytes());
        self.jws(self.webhook_secret()?.newest(), HEADER, &claims)
    }

    fn jws(&self, secret: &Secret, header: &str, claims: &str) -> Result<Recipe> {
        let key = self.webhook_key(secret)?;
        Ok(Recipe::hmac(Algorithm::HmacSha384, Encoding::Base64Url, &key)
            .role("header", header, Source::Constant, Role::Literal)
            .note("{\"alg\":\"HS384\"} in Base64url")
            .literal(".")
            .role("claims", claims, Source::Input, Role::Body)
            .note("the claims as compact JSON in Base64url"))
    }

    fn webhook_secret(&self) -> Result<&Keys> {
        self.config.webhook_secret.as_ref().ok_or_else(|| {
            Error::config("webhookSecret", "is needed for webhooks")
                .hint("it is not the API secret; Pay3 shares it apart")
        })
    }
}

/// Exactly three segments, none of them empty.
fn segments(payload: &str) -> Result<(&str, &str, &str)> {
    let mut parts = payload.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(claims), Some(signature), None) if !header.is_empty() && !claims.is_empty() => {
            if signature.is_empty() {
                return Err(forged("has an empty signature"));
            }
            Ok((header, claims, signature))
        }
        _ => Err(forged("is not a token of three parts")),
    }
}

fn forged(message: &str) -> Error {
    Error::mismatch(message).at("payload").hint("Pay3 sends header.claims.signature with HS384; refuse everything else")
}

/// The token does not choose its algorithm: it is HS384, or the token is refused before anything is computed.
fn check_header(header: &str) -> Result<()> {
    let text = Encoding::Base64Url.decode(header).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(Ok(header)) = text.map(|text| Value::parse(&text)) else {
        return Err(forged("has a header that is not JSON"));
    };
    if header.at("alg") != Some(&"HS384".into()) {
        return Err(forged("is not signed with HS384"));
    }
    if header.at("crit").is_some() {
        return Err(forged("has a header that asks for more than HS384"));
    }
    Ok(())
}

/// The order stands in `data`, or at the top.
fn read(claims: Value) -> Result<Webhook> {
    let top = Webhook::lenient(&claims)
        .ok_or_else(|| Error::malformed_body("holds claims that are not an object").at("payload"))?;
    let order = claims.at("data").and_then(Webhook::lenient).unwrap_or_else(|| top.clone());
    let key = [&order.order_id, &order.order_type, &order.order_status];
    let dedupe_key = match &order.order_id {
        Some(_) => Value::Array(key.map(|part| part.clone().map_or(Value::Null, Value::String)).to_vec()).to_json(),
        None => claims.to_json(),
    };
    Ok(Webhook {
        state: reply::state(order.order_status.as_deref()),
        order_status: order.order_status,
        order_id: order.order_id,
        order_type: order.order_type,
        dedupe_key,
        claims,
        ..top
    })
}
