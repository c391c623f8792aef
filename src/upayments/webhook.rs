//! What UPayments sends to a charge's `notificationUrl`.

use crate::document::{DocumentBuf, Item};
use crate::engine::{Account, Answer, Arena, Arrived, Call, Content, read_open, typed};
use crate::error::{Error, ErrorCode, Result};
use crate::options::DEFAULT_TOLERANCE_SECONDS;
use crate::outcome::State;
use crate::query;
use crate::signing::{Algorithm, Encoding, Role, digest};
use crate::table::kinds::{Headers, RawBody, UnixSeconds, Url, check_unix_seconds};
use crate::table::{Event, Key, Kind, Part, Recipe, Rule, answer, field_type, members};
use crate::upayments::answer::state_of;
use crate::upayments::config::{SIGNATURE, TIMESTAMP, require_secret};
use crate::upayments::{UPayments, UPaymentsConfig};
use crate::value::{MAX_BYTES, Object, Value};

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

members! {
    /// What a webhook signs beside its time and the method. Unlike a request, it signs the whole URL.
    pub struct SignedWebhook as "UPaymentsSignedWebhook" {
        /// The `notificationUrl` of the charge, character for character.
        url: Url = "url",
        /// The raw body.
        body: RawBody = "body",
    }
}
members! {
    /// What `verifyWebhook` takes beside the body.
    pub struct ArrivedWebhook as "UPaymentsArrivedWebhook" {
        /// The `notificationUrl` of the charge, character for character.
        url: Url = "url",
        /// The headers, names in any letter case.
        headers: Headers = "headers",
        /// The clock, in Unix seconds.
        now: UnixSeconds = "now",
        /// How far the webhook's time may be from the clock, in seconds; 300 when absent.
        tolerance_seconds: Option<Seconds> = "toleranceSeconds",
    }
}
field_type! {
    /// A whole number of seconds.
    Seconds(u64): Kind::new(Rule::Own(seconds), "number | string", "a whole number of seconds").even_empty()
}

fn seconds(item: Item<'_>) -> Result<Content<'_>> {
    let text = item.as_text().filter(|text| text.parse::<u64>().is_ok());
    text.map(Content::number)
        .ok_or_else(|| Error::invalid("is not a whole number of seconds").hint("write 300, for example"))
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

/// `timestamp + "POST" + full URL + raw body`.
const SIGNED_PARTS: &[Part] = &[
    Part::Time,
    Part::Method,
    Part::Whole(SignedWebhook::KEY.url, Role::Path),
    Part::Whole(SignedWebhook::KEY.body, Role::Body),
];

/// `webhook`.
pub(super) const WEBHOOK: Event = Event {
    name: "webhook",
    input: SignedWebhook::SHAPE,
    check: Some(|call| require_secret(call.account)),
    recipe: Recipe::hmac_sha256(UPaymentsConfig::KEY.api_secret, SIGNED_PARTS),
    #[cfg(not(target_arch = "wasm32"))]
    summary: "A webhook: the registered URL and the raw body",
    #[cfg(not(target_arch = "wasm32"))]
    sample: r#"{ "url": "https://example.com/notify", "body": "{\"payment_id\":\"100326010000027219\",\"result\":\"CAPTURED\"}" }"#,
    #[cfg(not(target_arch = "wasm32"))]
    sample_options: "{ \"timestamp\": 1718000000 }",
    ..Event::ARRIVING
};

/// What tells one event from another: whose result it is, and which.
const IDENTITY: [Key; 9] = [
    Notification::KEY.payment_id,
    Notification::KEY.track_id,
    Notification::KEY.tran_id,
    Notification::KEY.order_id,
    Notification::KEY.requested_order_id,
    Notification::KEY.refund_order_id,
    Notification::KEY.invoice_id,
    Notification::KEY.receipt_id,
    Notification::KEY.result,
];

impl UPayments {
    /// Verifies a webhook and reads it.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING`, `TIMESTAMP_OUT_OF_RANGE` or `SIGNATURE_MISMATCH`, in this order; `MALFORMED_BODY` when a
    /// body is longer than a mebibyte, not UTF-8, or neither JSON nor form-encoded; `INVALID_CONFIG` without an API
    /// secret; `INVALID_FIELD` for what is no URL.
    pub fn verify_webhook(&self, webhook: &Webhook<'_>) -> Result<Notification> {
        let account = self.0.account()?;
        let arena = Arena::default();
        let notification = webhook.verified(&account, &arena)?;
        Ok(typed(&notification))
    }

    /// Signs a webhook, for tests of a merchant's own handler: the two headers that UPayments would send.
    ///
    /// # Errors
    /// `TIMESTAMP_OUT_OF_RANGE` unless the time has ten digits; `INVALID_CONFIG` without an API secret;
    /// `INVALID_FIELD` for what is no URL.
    pub fn sign_webhook(&self, url: &str, body: &str, unix_seconds: u64) -> Result<[(&'static str, String); 2]> {
        let timestamp = unix_seconds.to_string();
        check_unix_seconds(&timestamp)?;
        signed_headers(&self.0.account()?, url.into(), body, &timestamp)
    }
}

/// A webhook as a call: its URL and body, and the time that its header says.
fn with_call<T>(
    account: &Account<'_>,
    url: Value,
    body: &str,
    timestamp: &str,
    then: impl FnOnce(&Call<'_>) -> Result<T>,
) -> Result<T> {
    let fields: Object = [("url", url), ("body", body.into())].into_iter().collect();
    let options: Object = [("timestamp", timestamp)].into_iter().collect();
    let fields = DocumentBuf::from(&Value::from(fields));
    let options = DocumentBuf::from(&Value::from(options));
    let call = Call::of_event(account, &WEBHOOK, fields.root(), options.root())?;
    then(&call)
}

fn signed_headers(
    account: &Account<'_>,
    url: Value,
    body: &str,
    timestamp: &str,
) -> Result<[(&'static str, String); 2]> {
    let signature = with_call(account, url, body, timestamp, |call| call.signature(&WEBHOOK.recipe, None))?;
    Ok([(TIMESTAMP, timestamp.to_owned()), (SIGNATURE, signature)])
}

impl<'a> Webhook<'a> {
    fn verified<'n>(&self, account: &Account<'_>, arena: &'n Arena) -> Result<Answer<'n>> {
        require_secret(account)?;
        if self.body.len() > MAX_BYTES {
            return Err(Error::malformed_body(format!("is longer than {MAX_BYTES} bytes")).at("body"));
        }
        let timestamp = self.header(TIMESTAMP)?;
        let signature = self.header(SIGNATURE)?;
        self.check_time(timestamp)?;
        let text = std::str::from_utf8(self.body).map_err(|_| Error::malformed_body("is not UTF-8").at("body"))?;
        with_call(account, self.url.into(), text, timestamp, |call| {
            let keys = UPaymentsConfig::KEY.api_secret;
            call.verify(&WEBHOOK.recipe, keys, "headers.x-signature", Some(signature))
        })?;
        notification(text, arena)
    }

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
        let at = |error: Error| error.at(TIMESTAMP).at("headers");
        check_unix_seconds(timestamp).map_err(at)?;
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
fn notification<'a>(text: &str, arena: &'a Arena) -> Result<Answer<'a>> {
    let fields = match text.trim_start().starts_with('{') {
        true => DocumentBuf::parse(text).map_err(|why| Error::malformed_body(why).at("body"))?,
        false => DocumentBuf::from(&Value::from(form(text)?)),
    };
    let fields = arena.keep(fields)?;
    let mut answer = Answer::read(Notification::SHAPE, &[fields], true);
    let key = Notification::KEY;
    let state = state_of(answer.text(key.result));
    answer.set_text(key.state, state.as_str());
    let known = |part: Key| Some((Notification::SHAPE.fields.get(part.index())?.name, answer.text(part)?));
    let identity: Object = IDENTITY.into_iter().filter_map(known).collect();
    let dedupe_key = match identity.is_empty() {
        true => Encoding::Hex.encode(&digest(Algorithm::Sha256, &[], text.as_bytes())),
        false => Value::from(identity).to_json(),
    };
    answer.set_text(key.dedupe_key, dedupe_key);
    answer.values.set(key.fields, Content::Json(fields));
    Ok(answer)
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

/// `verifyWebhook`; the details are those of [`ArrivedWebhook`].
pub(super) fn verify<'a>(account: &Account<'_>, arrived: &Arrived<'_>, arena: &'a Arena) -> Result<Answer<'a>> {
    let details = read_open(arrived.details, ArrivedWebhook::SHAPE)?;
    let key = ArrivedWebhook::KEY;
    let headers: Vec<(&str, &str)> = match details.get(key.headers) {
        Content::Json(headers) => {
            headers.members().filter_map(|(name, value)| Some((name, value.as_text()?))).collect()
        }
        _ => Vec::new(),
    };
    let number = |key: Key| details.text(key).and_then(|text| text.parse::<u64>().ok());
    let webhook = Webhook {
        url: details.text(key.url).unwrap_or_default(),
        headers: &headers,
        body: arrived.body,
        now: number(key.now).unwrap_or_default(),
        tolerance_seconds: number(key.tolerance_seconds).unwrap_or(DEFAULT_TOLERANCE_SECONDS),
    };
    webhook.verified(account, arena)
}

/// `signWebhook`: details `{ url, timestamp }` and the body, which may also stand in the details.
pub(super) fn sign(account: &Account<'_>, arrived: &Arrived<'_>) -> Result<Value> {
    let details = arrived.details;
    let timestamp = details.present("timestamp").ok_or_else(|| Error::missing("timestamp"))?;
    let timestamp = timestamp.as_text().unwrap_or_default();
    check_unix_seconds(timestamp).map_err(|error| error.at("timestamp"))?;
    let body = match details.get("body").and_then(Item::as_text) {
        Some(body) => body,
        None => arrived.text()?,
    };
    let url = details.get("url").map_or(Value::Null, Item::to_value);
    Ok(signed_headers(account, url, body, timestamp)?.into_iter().collect::<Object>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_many_names_is_read_in_one_pass() {
        let members = (0..80_000).map(|index| format!("\"n{index}\":1")).collect::<Vec<_>>().join(",");
        let body = format!("{{{members}}}");
        let start = std::time::Instant::now();
        let arena = Arena::default();
        let answer = notification(&body, &arena).unwrap();
        let read: Notification = typed(&answer);
        assert_eq!(read.fields.unwrap().as_object().map(Object::len), Some(80_000));
        assert!(start.elapsed().as_secs() < 20);
    }
}
