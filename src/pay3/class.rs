//! The class Pay3: its operations, its events, and what it does as a whole.

use crate::engine::Reply;
use crate::error::Error;
#[cfg(not(target_arch = "wasm32"))]
use crate::pay3::about::ABOUT;
use crate::pay3::config::{CLIENT_ID, Pay3Config, SIGNATURE, check_config, headers, host, key_bytes, why_unsigned};
use crate::pay3::errors::ERRORS;
#[cfg(feature = "diagnose")]
use crate::pay3::mistakes::OWN_MISTAKES;
use crate::pay3::{Pay3, order, webhook};
#[cfg(not(target_arch = "wasm32"))]
use crate::table::{AboutMethod, SignatureAt, Takes};
use crate::table::{Class, EventMethod, Gives};

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
    methods: &[
        EventMethod {
            name: "verifyWebhook",
            run: |account, arrived, arena| webhook::verify(account, arrived.body, arena).map(Reply::Answer),
            gives: Gives::Result(webhook::Webhook::SHAPE),
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "webhook",
                title: "webhook",
                takes: Takes::Body(SignatureAt::Inside),
                doc: "Verifies a webhook, HS384 only. Throws `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.",
            },
        },
        EventMethod {
            name: "signWebhook",
            run: |account, arrived, _| webhook::sign(account, arrived.details).map(|body| Reply::Value(body.into())),
            gives: Gives::Body,
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "webhook",
                title: "",
                takes: Takes::Fields(CLAIMS),
                doc: "A signed webhook as body text, to test your own handler with.",
            },
        },
    ],
    #[cfg(feature = "diagnose")]
    own_mistakes: &OWN_MISTAKES,
    #[cfg(not(target_arch = "wasm32"))]
    about: &ABOUT,
    #[cfg(not(target_arch = "wasm32"))]
    tokens: &[Pay3Config::KEY.access_token],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[order::Order::SHAPE, order::Orders::SHAPE, order::CryptoOrder::SHAPE, order::CryptoOrders::SHAPE],
};

/// The flat or the nested form, whichever is meant.
#[cfg(not(target_arch = "wasm32"))]
const CLAIMS: &str = "<Claims extends object>(
    claims: Claims & (Claims extends { data: unknown } ? Pay3NestedClaims : Pay3Claims),
  )";
