//! UPayments as its users call it: known requests, refusals, webhooks, and what holds for every input.

use tawqee::upayments::{DEFAULT_TOLERANCE_SECONDS, UPayments, Webhook};
use tawqee::{Client, Error, ErrorCode, Event, HttpRequest, HttpResponse, Object, Value};

mod answers;
mod configuration;
mod fields;
mod properties;
mod vectors;
mod webhooks;

const NOW: u64 = 1_718_000_000;
const ORDER: &str = "mv1GZnrG2l20221010125525514466916867376022022026038648992c2755f2";
const URL: &str = "https://example.com/notify";
const PAID: &str =
    r#"{"payment_id":"100326010000027219","result":"CAPTURED","track_id":"GWdK07j0XPriuCbzimCHh5MmyrZuSd2J"}"#;
const PAID_SIGNATURE: &str = "OJpOVbwSZeHbIxfey56jo/6vId3upSyN9FrfAYN77nk=";

fn json(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

fn merchant(more: &str) -> UPayments {
    let text = format!(r#"{{"token":"test-bearer-token","environment":"sandbox"{more}}}"#);
    UPayments::new(&json(&text)).unwrap()
}

fn signing() -> UPayments {
    merchant(r#","apiSecret":"test-api-secret""#)
}

fn class() -> tawqee::Class {
    tawqee::catalog().classes.into_iter().find(|class| class.class == "UPayments").unwrap()
}

/// The names of the operations.
fn operations() -> Vec<&'static str> {
    class().operations.iter().map(|operation| operation.name).collect()
}

fn at_now() -> Value {
    json(r#"{"timestamp":1718000000}"#)
}

fn build(operation: &str, input: &str) -> Result<HttpRequest, Error> {
    signing().build(operation, &json(input), &at_now())
}
