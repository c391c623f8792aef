//! The class UPayments: its operations, its events, and what it does as a whole.

use crate::engine::Reply;
use crate::error::Error;
use crate::options::CallOptions;
#[cfg(not(target_arch = "wasm32"))]
use crate::table::{AboutMethod, Takes};
use crate::table::{Class, EventMethod, Gives};
#[cfg(not(target_arch = "wasm32"))]
use crate::upayments::about::ABOUT;
use crate::upayments::config::{SIGNATURE, TIMESTAMP, UPaymentsConfig, headers, host, no_secret, recipe};
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
    signature_header: Some(SIGNATURE),
    why_unsigned: |_| no_secret(),
    no_such_event: |name| {
        Error::unsupported(format!("UPayments signs no {name:?}")).hint("it signs requests and webhook")
    },
    key_bytes: None,
    methods: &[
        EventMethod {
            name: "verifyWebhook",
            run: |account, arrived, arena| webhook::verify(account, arrived, arena).map(Reply::Answer),
            gives: Gives::Result(webhook::Notification::SHAPE),
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "webhook",
                title: "webhook",
                takes: Takes::Delivery {
                    beside: webhook::ArrivedWebhook::SHAPE,
                    address: "notificationUrl",
                    signature: SIGNATURE,
                    time: TIMESTAMP,
                },
                doc: "Verifies a webhook. Throws `SIGNATURE_MISSING`, `TIMESTAMP_OUT_OF_RANGE`, `SIGNATURE_MISMATCH` or `MALFORMED_BODY`.",
            },
        },
        EventMethod {
            name: "signWebhook",
            run: |account, arrived, _| webhook::sign(account, arrived).map(Reply::Value),
            gives: Gives::Headers,
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "webhook",
                title: "",
                takes: Takes::ToDeliver(webhook::ArrivedWebhook::SHAPE),
                doc: "The headers of a signed webhook, to test your own handler with.",
            },
        },
    ],
    #[cfg(feature = "diagnose")]
    own_mistakes: &OWN_MISTAKES,
    #[cfg(not(target_arch = "wasm32"))]
    about: &ABOUT,
    #[cfg(not(target_arch = "wasm32"))]
    tokens: &[],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[status::Payment::SHAPE],
};
