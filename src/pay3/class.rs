//! The class Pay3: its operations, its events, and what it does as a whole.

use crate::engine::{Account, Arena, Arrived, Reply};
use crate::error::{Error, Result};
use crate::pay3::config::{CLIENT_ID, Pay3Config, SIGNATURE, check_config, headers, host, key_bytes, why_unsigned};
use crate::pay3::errors::ERRORS;
#[cfg(feature = "diagnose")]
use crate::pay3::mistakes::OWN_MISTAKES;
use crate::pay3::{Pay3, order, webhook};
use crate::table::Class;

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "pay3",
    name: "Pay3",
    config: Pay3Config::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{
        "clientId": "client-123",
        "secretKey": "test-secret",
        "hostname": "merchant-demo",
        "accessToken": "token-abc",
        "webhookSecret": "test-webhook-secret"
    }"#,
    check_config: Some(check_config),
    paths: Pay3Config::KEY.paths,
    reserved: &[CLIENT_ID, SIGNATURE],
    options: &[],
    operations: Pay3::OPERATIONS,
    events: &[webhook::WEBHOOK],
    errors: ERRORS,
    host,
    raw_query: |_| false,
    amounts_as_text: |_| false,
    recipe: None,
    headers,
    signature_header: Some(SIGNATURE),
    why_unsigned,
    no_such_event: |_| Error::unsupported("Pay3 has no such operation or event").hint("its only event is webhook"),
    key_bytes: Some(key_bytes),
    receive,
    #[cfg(feature = "diagnose")]
    own_mistakes: &OWN_MISTAKES,
    results: &[webhook::Webhook::SHAPE],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[order::Order::SHAPE, order::Orders::SHAPE, order::CryptoOrder::SHAPE, order::CryptoOrders::SHAPE],
};

fn receive<'a>(account: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "verifyWebhook" => webhook::verify(account, arrived.body, arena).map(Reply::Answer),
        "signWebhook" => webhook::sign(account, arrived.details).map(|body| Reply::Value(body.into())),
        _ => Err(Error::unsupported("Pay3 has no such event").hint("verifyWebhook and signWebhook are all")),
    }
}
