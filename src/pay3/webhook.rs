//! Webhooks: a compact JWS with HS384 and nothing else.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Answer, Arena, Call, Content, typed};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::State;
use crate::pay3::Pay3;
use crate::pay3::answer::{ErrorReason, state};
use crate::pay3::config::Pay3Config;
use crate::signing::{Algorithm, Encoding, Role};
use crate::table::{Event, Part, Recipe, answer};
use crate::value::{Object, Value};

/// The member of the body that holds the token.
const PAYLOAD: &str = "payload";

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

/// The claims of a webhook, which the token carries behind a header of our own.
pub(super) const WEBHOOK: Event = Event {
    name: "webhook",
    accept: Some(check_claims),
    check: Some(|call| check_secret(call.account)),
    recipe: Recipe {
        parts: &[
            Part::Constant { name: "header", text: "eyJhbGciOiJIUzM4NCJ9", note: "{\"alg\":\"HS384\"} in Base64url" },
            Part::Literal("."),
            Part::Computed {
                name: "claims",
                role: Role::Body,
                text: |call| Ok(Encoding::Base64Url.encode(call.given.to_json().as_bytes())),
                note: "the claims as compact JSON in Base64url",
            },
        ],
        ..HS384
    },
    #[cfg(not(target_arch = "wasm32"))]
    summary: "The claims of a webhook",
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "orderType": "FIAT", "orderId": "7aed064b-cb2d-42f8-9560-77413dcc5fc4", "orderStatus": "COMPLETED" }"#,
    ..Event::ARRIVING
};

/// The same of a token that arrived: its first two segments are signed as they are.
const RECEIVED: Recipe =
    Recipe { parts: &[Part::Computed { name: PAYLOAD, role: Role::Body, text: signed_segments, note: "" }], ..HS384 };

/// The only algorithm, with the webhook secret.
const HS384: Recipe = Recipe {
    algorithm: Algorithm::HmacSha384,
    encoding: Encoding::Base64Url,
    key: Some(Pay3Config::KEY.webhook_secret),
    parts: &[],
};

impl Pay3 {
    /// Verifies the raw body of a webhook and reads its claims.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING`, `SIGNATURE_MISMATCH`, `MALFORMED_BODY`; `INVALID_CONFIG` without a `webhookSecret`.
    pub fn verify_webhook(&self, body: &[u8]) -> Result<Webhook> {
        let arena = Arena::default();
        let answer = verify(&self.0.account()?, body, &arena)?;
        Ok(typed(&answer))
    }

    /// Makes the body of a webhook, to test a handler with.
    ///
    /// # Errors
    /// `INVALID_CONFIG` without a `webhookSecret`, `INVALID_FIELD` when the claims are not an object.
    pub fn sign_webhook(&self, claims: &Value) -> Result<String> {
        sign(&self.0.account()?, DocumentBuf::from(claims).root())
    }
}

/// Verifies the raw body of a webhook and reads its claims.
///
/// # Errors
/// `SIGNATURE_MISSING`, `SIGNATURE_MISMATCH`, `MALFORMED_BODY`; `INVALID_CONFIG` without a `webhookSecret`.
pub(super) fn verify<'a>(account: &Account<'_>, body: &[u8], arena: &'a Arena) -> Result<Answer<'a>> {
    check_secret(account)?;
    let malformed = |why: String| Error::malformed_body(why).at("body");
    let text = std::str::from_utf8(body).map_err(|_| malformed("is not UTF-8".into()))?;
    let document = DocumentBuf::parse(text.trim_start_matches('\u{feff}').trim()).map_err(malformed)?;
    let body = document.root();
    if !body.is_object() {
        return Err(malformed(format!("is {}, not an object", body.type_name())).hint("pass the raw body"));
    }
    let payload = body.present(PAYLOAD).and_then(Item::as_str).ok_or_else(|| {
        Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this")
            .at(PAYLOAD)
            .hint("do not trust the body: ask for the order instead")
    })?;
    let (header, claims, signature) = segments(payload)?;
    check_header(header)?;
    let call = Call::of_event(account, &WEBHOOK, body, Item::NULL)?;
    call.verify(&RECEIVED, Pay3Config::KEY.webhook_secret, PAYLOAD, Some(signature))?;
    let unreadable = |why: String| Error::malformed_body(why).at(PAYLOAD);
    let claims = decoded(claims).ok_or_else(|| unreadable("holds claims that are not text".into()))?;
    let claims = arena.keep(DocumentBuf::parse(&claims).map_err(unreadable)?)?;
    if !claims.is_object() {
        return Err(unreadable("holds claims that are not an object".into()));
    }
    Ok(read(claims))
}

/// Makes the body of a webhook, to test a handler with.
///
/// # Errors
/// `INVALID_CONFIG` without a `webhookSecret`, `INVALID_FIELD` when the claims are not an object.
pub(super) fn sign(account: &Account<'_>, claims: Item<'_>) -> Result<String> {
    let recipe = Call::of_event(account, &WEBHOOK, claims, Item::NULL)?.labelled(&WEBHOOK.recipe, None)?;
    let payload = format!("{}.{}", recipe.string_to_sign().as_str(), recipe.signature());
    let body: Object = [(PAYLOAD, payload)].into_iter().collect();
    Ok(Value::Object(body).to_json())
}

fn check_claims(claims: Item<'_>) -> Result<()> {
    if !claims.is_object() {
        return Err(Error::invalid(format!("the claims are {}, not an object", claims.type_name()))
            .hint("pass them as { orderId, orderStatus, orderType }"));
    }
    if !claims.is_json() {
        return Err(Error::invalid("the claims hold NaN or Infinity, which JSON cannot express")
            .hint("leave the field out instead"));
    }
    Ok(())
}

fn check_secret(account: &Account<'_>) -> Result<()> {
    if account.settings.has(Pay3Config::KEY.webhook_secret) {
        return Ok(());
    }
    Err(Error::config("webhookSecret", "is needed for webhooks").hint("it is not the API secret; Pay3 shares it apart"))
}

fn signed_segments(call: &Call<'_>) -> Result<String> {
    let payload = call.given.get(PAYLOAD).and_then(Item::as_str).unwrap_or_default();
    Ok(payload.rsplit_once('.').map_or("", |(signed, _)| signed).to_owned())
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
    Error::mismatch(message).at(PAYLOAD).hint("Pay3 sends header.claims.signature with HS384; refuse everything else")
}

/// The text of a segment.
fn decoded(segment: &str) -> Option<String> {
    String::from_utf8(Encoding::Base64Url.decode(segment)?).ok()
}

/// The token does not choose its algorithm: it is HS384, or the token is refused before anything is computed.
fn check_header(header: &str) -> Result<()> {
    let Some(Ok(header)) = decoded(header).map(|text| DocumentBuf::parse(&text)) else {
        return Err(forged("has a header that is not JSON"));
    };
    if header.root().get("alg").and_then(Item::as_str) != Some(HS384.algorithm.as_str()) {
        return Err(forged("is not signed with HS384"));
    }
    if header.root().get("crit").is_some() {
        return Err(forged("has a header that asks for more than HS384"));
    }
    Ok(())
}

/// The order stands in `data`, or at the top.
fn read(claims: Item<'_>) -> Answer<'_> {
    let key = Webhook::KEY;
    let order = [key.order_id, key.order_type, key.order_status];
    let mut answer = Answer::read(Webhook::SHAPE, &[claims], false);
    if let Some(data) = claims.get("data").filter(|data| data.is_object()) {
        let nested = Answer::read(Webhook::SHAPE, &[data], false);
        order.iter().for_each(|part| answer.values.set(*part, nested.values.get(*part).clone()));
    }
    let dedupe_key = match answer.text(key.order_id) {
        Some(_) => {
            let parts = order.map(|part| answer.text(part).map_or(Value::Null, Value::from));
            Value::Array(parts.to_vec()).to_json()
        }
        None => claims.to_json(),
    };
    let state = state(answer.text(key.order_status));
    answer.set_text(key.state, state.as_str());
    answer.set_text(key.dedupe_key, dedupe_key);
    answer.values.set(key.claims, Content::Json(claims));
    answer
}
