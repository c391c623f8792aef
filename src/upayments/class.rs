//! The class UPayments: its operations, its events, and what it does as a whole.

use crate::engine::{Account, Arena, Arrived, Reply};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::table::Class;
use crate::upayments::config::{UPaymentsConfig, headers, host, no_secret, recipe};
use crate::upayments::errors::ERRORS;
#[cfg(feature = "diagnose")]
use crate::upayments::mistakes::OWN_MISTAKES;
use crate::upayments::{UPayments, status, webhook};

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "upayments",
    name: "UPayments",
    config: UPaymentsConfig::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{
        "token": "test-bearer-token",
        "apiSecret": "test-api-secret",
        "environment": "sandbox"
    }"#,
    check_config: None,
    paths: UPaymentsConfig::KEY.paths,
    reserved: &["isMultivendorRefund", "signature"],
    options: &[CallOptions::KEY.timestamp],
    operations: UPayments::OPERATIONS,
    events: &[webhook::WEBHOOK],
    errors: ERRORS,
    host,
    raw_query: |_| false,
    amounts_as_text: |call| call.options.is_set(CallOptions::KEY.amount_as_string),
    recipe: Some(recipe),
    headers,
    signature_header: Some("x-signature"),
    why_unsigned: |_| no_secret(),
    no_such_event: |name| {
        Error::unsupported(format!("UPayments signs no {name:?}")).hint("it signs requests and webhook")
    },
    key_bytes: None,
    receive,
    #[cfg(feature = "diagnose")]
    own_mistakes: &OWN_MISTAKES,
    results: &[webhook::Notification::SHAPE],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[status::Payment::SHAPE],
};

fn receive<'a>(account: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "verifyWebhook" => webhook::verify(account, arrived, arena).map(Reply::Answer),
        "signWebhook" => webhook::sign(account, arrived).map(Reply::Value),
        _ => Err(Error::unsupported(format!("UPayments has no {call:?}"))),
    }
}
