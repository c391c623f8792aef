//! What UPayments sends to a charge's `notificationUrl`.

use crate::declare::{Field, Lenient, Url, answer};
use crate::error::{Error, ErrorCode, Result};
use crate::operation::{Event, UnixSeconds};
use crate::outcome::State;
use crate::query;
use crate::request::Method;
use crate::secret::Secret;
use crate::signing::{Algorithm, Encoding, PastedEvent, Recipe, Role, SentRequest, Source, digest};
use crate::upayments::answer::{respelled, state_of};
use crate::upayments::{UPayments, config};
use crate::value::{MAX_BYTES, Object, Value};

/// How far the time of a webhook may be from the clock, in either direction.
pub const DEFAULT_TOLERANCE_SECONDS: u64 = 300;

/// A webhook as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct Webhook<'a> {
    /// The `notificationUrl` of the charge, character for character; not what a framework reports behind a proxy.
    pub url: &'a str,
    /// The headers, names in any letter case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The bytes received, before any parser touched them.
    pub body: &'a [u8],
    /// The clock, in Unix seconds.
    pub now: u64,
    /// How far the webhook's time may be from the clock; [`DEFAULT_TOLERANCE_SECONDS`] is usual.
    pub tolerance_seconds: u64,
}

answer! {
    /// A verified webhook. It proves that UPayments sent it, not that the amount is right: ask `paymentStatus` for that.
    pub struct Notification as "UPaymentsNotification" {
        /// `paid` only when `result` is `CAPTURED`.
        state: State = "state",
        /// Equal exactly for repeated deliveries of the same event.
        dedupe_key: String = "dedupeKey",
        /// UPayments' word for the result.
        result: Option<String> = "result",
        /// The reference of the payment, for `paymentStatus`.
        track_id: Option<String> = "track_id",
        /// Your `order.id`.
        requested_order_id: Option<String> = "requested_order_id",
        /// UPayments' own id of the order; your id in older webhooks.
        order_id: Option<String> = "order_id",
        /// What `refund` needs as `orderId`.
        refund_order_id: Option<String> = "refund_order_id",
        /// The number of the payment.
        payment_id: Option<String> = "payment_id",
        /// The invoice of the payment.
        invoice_id: Option<String> = "invoice_id",
        /// The number of the receipt.
        receipt_id: Option<String> = "receipt_id",
        /// The bank's number of the transaction.
        tran_id: Option<String> = "tran_id",
        /// The bank's reference.
        reference: Option<String> = "ref",
        /// The bank's authorization code.
        auth: Option<String> = "auth",
        /// `knet`, `cc` and others.
        payment_type: Option<String> = "payment_type",
        /// The payment method.
        payment_method: Option<String> = "payment_method",
        /// `MMDD`, as banks write it.
        post_date: Option<String> = "post_date",
        /// `YYYY-MM-DD hh:mm:ss`, zone not stated.
        transaction_date: Option<String> = "transaction_date",
        /// A field for the merchant's use.
        trn_udf: Option<Value> = "trn_udf",
        /// Everything that came, under the names it came with.
        fields: Option<Value> = "fields",
    }
}

/// What tells one event from another: whose result it is, and which.
const IDENTITY: &[&str] = &[
    "payment_id",
    "track_id",
    "tran_id",
    "order_id",
    "requested_order_id",
    "refund_order_id",
    "invoice_id",
    "receipt_id",
    "result",
];

impl UPayments {
    /// Verifies a webhook and reads it.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING`, `TIMESTAMP_OUT_OF_RANGE` or `SIGNATURE_MISMATCH`, in this order; `MALFORMED_BODY` when a
    /// body is longer than a mebibyte, not UTF-8, or neither JSON nor form-encoded; `INVALID_CONFIG` without an API secret.
    pub fn verify_webhook(&self, webhook: &Webhook<'_>) -> Result<Notification> {
        let keys = self.keys()?;
        if webhook.body.len() > MAX_BYTES {
            return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes")).at("body"));
        }
        let timestamp = webhook.header("x-timestamp")?;
        let signature = webhook.header("x-signature")?;
        webhook.check_time(timestamp)?;
        let text = std::str::from_utf8(webhook.body).map_err(|_| Error::malformed_body("is not UTF-8").at("body"))?;
        let recipes: Vec<Recipe> = keys.iter().map(|key| recipe(key, timestamp, webhook.url, text)).collect();
        Recipe::verify(&recipes, "headers.x-signature", Some(signature))?;
        notification(text)
    }

    /// Signs a webhook, for tests of a merchant's own handler: the two headers that UPayments would send.
    ///
    /// # Errors
    /// `TIMESTAMP_OUT_OF_RANGE` unless the time has ten digits; `INVALID_CONFIG` without an API secret.
    pub fn sign_webhook(&self, url: &str, body: &str, unix_seconds: u64) -> Result<[(&'static str, String); 2]> {
        let timestamp = UnixSeconds::parse(&Value::Number(unix_seconds.to_string()))?;
        let signature = recipe(self.keys()?.newest(), timestamp.as_str(), url, body).signature();
        Ok([("x-timestamp", timestamp.as_str().to_owned()), ("x-signature", signature)])
    }
}

/// `timestamp + "POST" + full URL + raw body`: unlike a request, a webhook signs the whole URL.
fn recipe(key: &Secret, timestamp: &str, url: &str, body: &str) -> Recipe {
    config::recipe(key, timestamp, Method::Post).role("url", url, Source::Input, Role::Path).role(
        "body",
        body,
        Source::Input,
        Role::Body,
    )
}

impl<'a> Webhook<'a> {
    fn header(&self, name: &str) -> Result<&'a str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).ok_or_else(|| {
            Error::new(ErrorCode::SignatureMissing, "is absent, so nothing proves who sent this")
                .at(name)
                .at("headers")
                .hint("do not trust the body: ask paymentStatus for the result instead")
        })
    }

    fn check_time(&self, timestamp: &str) -> Result<()> {
        let at = |error: Error| error.at("x-timestamp").at("headers");
        UnixSeconds::parse(&timestamp.into()).map_err(at)?;
        let sent = timestamp.parse::<u64>().unwrap_or_default();
        let distance = self.now.abs_diff(sent);
        if distance <= self.tolerance_seconds {
            return Ok(());
        }
        let side = if sent < self.now { "before" } else { "after" };
        Err(at(Error::new(
            ErrorCode::TimestampOutOfRange,
            format!("is {distance} seconds {side} the clock, at most {} are accepted", self.tolerance_seconds),
        )
        .hint("an old webhook may be a replay; check the server's clock too")))
    }
}

/// Reads a verified body.
fn notification(text: &str) -> Result<Notification> {
    let fields = Value::from(match text.trim_start().starts_with('{') {
        true => match Value::parse(text).map_err(|why| Error::malformed_body(why).at("body"))? {
            Value::Object(object) => object,
            _ => return Err(unreadable()),
        },
        false => form(text)?,
    });
    let named = respelled(&fields, &Notification::DECLARED);
    let read = Notification::lenient(&named).ok_or_else(unreadable)?;
    let known = |name: &&'static str| Some((*name, named.at(name)?.as_text().filter(|text| !text.is_empty())?));
    let identity: Object = IDENTITY.iter().filter_map(known).collect();
    let dedupe_key = match identity.is_empty() {
        true => Encoding::Hex.encode(&digest(Algorithm::Sha256, &[], text.as_bytes())),
        false => Value::from(identity).to_json(),
    };
    Ok(Notification { state: state_of(read.result.as_deref()), dedupe_key, fields: Some(fields), ..read })
}

fn unreadable() -> Error {
    Error::malformed_body("is neither a JSON object nor form-encoded")
        .at("body")
        .hint("pass the raw body as it was received")
}

/// Reads `a=1&b=2`, and nothing that only happens to have an equals sign in it.
fn form(text: &str) -> Result<Object> {
    if text.trim().split('&').any(|pair| !pair.contains('=')) {
        return Err(unreadable());
    }
    let fields = query::form(text).map_err(|error| error.at("body"))?;
    let plain = |character: char| character.is_alphanumeric() || "_-.[] ".contains(character);
    if fields.iter().any(|(name, _)| name.is_empty() || !name.chars().all(plain)) {
        return Err(unreadable());
    }
    Ok(fields)
}

/// The recipe of `{ url, body }`.
pub(super) fn recipe_of(upayments: &UPayments, input: &Value, timestamp: &str) -> Result<Recipe> {
    let url = required(input, "url")?;
    Url::parse(&url.into()).map_err(|error| error.at("url"))?;
    let body = match input.at("body") {
        Some(Value::String(body)) => body.as_str(),
        Some(Value::Null) | None => return Err(Error::missing("body")),
        Some(other) => {
            return Err(Error::invalid(format!("is {}, not text", other.type_name()))
                .at("body")
                .hint("pass the raw body as it was received, not the parsed object"));
        }
    };
    Ok(recipe(upayments.keys()?.newest(), timestamp, url, body))
}

/// A pasted webhook: a signed POST to an address that is not the API's.
pub(super) fn recognise(sent: &SentRequest) -> Option<PastedEvent> {
    let url = sent.url.as_deref().filter(|url| url.contains("://") && !url.contains("/api/v1/"))?;
    let timestamp = sent.header_named("x-timestamp")?;
    let mut input = Object::new();
    input.push("url", url);
    input.push("body", sent.body.as_deref().unwrap_or_default());
    let mut options = Object::new();
    options.push("timestamp", timestamp);
    let signature = sent.header_named("x-signature").map(str::to_owned);
    Some(PastedEvent { name: "webhook", input: input.into(), signature, options })
}

/// `verifyWebhook`: details `{ url, headers, now, toleranceSeconds }`.
pub(super) fn verify(upayments: &UPayments, event: &Event) -> Result<Notification> {
    let details = &event.details;
    let url = required(details, "url")?;
    Url::parse(&url.into()).map_err(|error| error.at("url"))?;
    let headers = details.at("headers").and_then(Value::as_object).ok_or_else(|| Error::missing("headers"))?;
    let headers: Vec<(&str, &str)> =
        headers.iter().filter_map(|(name, value)| Some((name, value.as_text()?))).collect();
    let now = details.at("now").filter(|now| !now.is_absent()).ok_or_else(|| Error::missing("now"))?;
    let now = UnixSeconds::parse(now).map_err(|error| error.at("now"))?;
    let tolerance_seconds = match details.at("toleranceSeconds") {
        None | Some(Value::Null) => DEFAULT_TOLERANCE_SECONDS,
        Some(given) => given.as_text().and_then(|text| text.parse().ok()).ok_or_else(|| {
            Error::invalid("is not a whole number of seconds").at("toleranceSeconds").hint("write 300, for example")
        })?,
    };
    upayments.verify_webhook(&Webhook {
        url,
        headers: &headers,
        body: &event.body,
        now: now.as_str().parse().unwrap_or_default(),
        tolerance_seconds,
    })
}

/// `signWebhook`: details `{ url, timestamp }` and the body, which may also stand in the details.
pub(super) fn sign(upayments: &UPayments, event: &Event) -> Result<Value> {
    let details = &event.details;
    let timestamp =
        details.at("timestamp").filter(|time| !time.is_absent()).ok_or_else(|| Error::missing("timestamp"))?;
    let timestamp = UnixSeconds::parse(timestamp).map_err(|error| error.at("timestamp"))?;
    let body = match details.at("body").and_then(Value::as_text) {
        Some(body) => body,
        None => event.text()?,
    };
    let input: Object =
        [("url", details.at("url").cloned().unwrap_or_default()), ("body", body.into())].into_iter().collect();
    let signature = recipe_of(upayments, &input.into(), timestamp.as_str())?.signature();
    let headers = [("x-timestamp", timestamp.as_str().to_owned()), ("x-signature", signature)];
    Ok(headers.into_iter().collect::<Object>().into())
}

fn required<'a>(details: &'a Value, name: &str) -> Result<&'a str> {
    match details.at(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(value) if !value.is_absent() => {
            Err(Error::invalid(format!("is {}, not a string", value.type_name())).at(name))
        }
        _ => Err(Error::missing(name)),
    }
}
