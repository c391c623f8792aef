//! Times that have run out. The core reads no clock: without `options.now` nothing is said about them.

use crate::error::Result;
use crate::signing::diagnose::Finding;
use crate::signing::diagnose::pasted::findings::finding;
use crate::signing::diagnose::pasted::sent::SentRequest;
use crate::table::kinds::check_unix_seconds;
use crate::value::Object;

/// How far the time of a request may be from the clock; UPayments documents about a minute.
const REQUEST_TOLERANCE: u64 = 60;

/// How far the time of a webhook may be from the clock, as its verification has it.
const EVENT_TOLERANCE: u64 = crate::options::DEFAULT_TOLERANCE_SECONDS;

/// The caller's clock.
pub(super) struct Clock(Option<String>);

impl Clock {
    /// Takes `now` out of the options.
    pub(super) fn take(options: &mut Object) -> Result<Self> {
        let now = options.get("now").filter(|now| !now.is_absent());
        let now = now.map(|now| now.as_text().unwrap_or_default().to_owned());
        if let Some(text) = &now {
            check_unix_seconds(text).map_err(|error| error.at("now").at("options"))?;
        }
        *options = std::mem::take(options).into_iter().filter(|(name, _)| name != "now").collect();
        Ok(Self(now))
    }

    pub(super) fn now(&self) -> Option<&str> {
        self.0.as_deref()
    }

    fn seconds(&self) -> Option<u64> {
        self.now()?.parse().ok()
    }
}

/// The signed time of a request, and the expiry of an order.
pub(super) fn request(sent: &SentRequest, clock: &Clock, findings: &mut Vec<Finding>) {
    let Some(now) = clock.seconds() else { return };
    findings.extend(signed_time(sent, now, REQUEST_TOLERANCE));
    let fields = sent.fields();
    let expiry = fields.iter().find(|(name, _)| name == "paymentExpiry").and_then(|(_, value)| value.as_text());
    // Fewer digits are seconds, which the rule of the field refuses.
    let millis = expiry.filter(|text| text.len() > 11).and_then(|text| text.parse::<u64>().ok());
    if millis.is_some_and(|millis| millis <= now.saturating_mul(1000)) {
        findings.push(finding(
            "expiry-passed",
            Some("paymentExpiry"),
            "The order has expired already",
            "paymentExpiry is before the clock, so nobody can pay the order.",
            "Write a time in the future, in epoch milliseconds.",
        ));
    }
}

/// The signed time of a webhook.
pub(super) fn event(sent: &SentRequest, clock: &Clock) -> Option<Finding> {
    signed_time(sent, clock.seconds()?, EVENT_TOLERANCE)
}

fn signed_time(sent: &SentRequest, now: u64, tolerance: u64) -> Option<Finding> {
    let time = sent.header_named("x-timestamp").filter(|time| check_unix_seconds(time).is_ok())?;
    let time = time.parse::<u64>().ok()?;
    let distance = now.abs_diff(time);
    (distance > tolerance).then(|| {
        let side = if time < now { "before" } else { "after" };
        finding(
            "timestamp-out-of-range",
            Some("x-timestamp"),
            "The signed time is too far from the clock",
            format!("x-timestamp is {distance} seconds {side} the clock; about {tolerance} are accepted."),
            "Sign with the time at which the request is sent, and check the clock of the server.",
        )
    })
}
