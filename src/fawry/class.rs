//! The class Fawry: its operations, its events, and what it does as a whole.

use crate::engine::Reply;
use crate::error::Error;
#[cfg(not(target_arch = "wasm32"))]
use crate::fawry::about::ABOUT;
use crate::fawry::config::{AmountEncoding, FawryConfig, QueryEncoding, headers, host, why_unsigned};
use crate::fawry::errors::ERRORS;
#[cfg(feature = "diagnose")]
use crate::fawry::mistakes::OWN_MISTAKES;
use crate::fawry::{Fawry, charge, notification, notification_v1, returned, sdk};
#[cfg(not(target_arch = "wasm32"))]
use crate::table::{AboutMethod, SignatureAt, Takes};
use crate::table::{Class, EventMethod, Gives};

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "fawry",
    name: "Fawry",
    config: FawryConfig::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{
        "merchantCode": "1tSa6uxz2nTwlaAmt38enA==",
        "secureKey": "259af31fc2f74453b3a55739b21ae9ef",
        "environment": "staging"
    }"#,
    check_config: None,
    paths: FawryConfig::KEY.paths,
    reserved: &["merchantCode", "merchantAccount", "accountNumber", "signature", "requestSignature"],
    options: &[],
    operations: Fawry::OPERATIONS,
    events: &[
        notification::NOTIFICATION,
        notification_v1::NOTIFICATION_V1,
        returned::RETURN,
        sdk::SDK_PAYMENT,
        sdk::SDK_TOKENIZATION,
    ],
    errors: ERRORS,
    host,
    raw_query: |settings| settings.text(FawryConfig::KEY.query_encoding) != Some(QueryEncoding::Percent.as_str()),
    amounts_as_text: |call| {
        call.account.text(FawryConfig::KEY.amount_encoding) == Some(AmountEncoding::String.as_str())
    },
    recipe: None,
    headers,
    signature_header: None,
    why_unsigned,
    no_such_event: |name| {
        Error::unsupported(format!("Fawry signs no {name:?}"))
            .hint("write the name of a builder, notification, notificationV1, return, sdkPayment or sdkTokenization")
    },
    key_bytes: None,
    methods: &[
        EventMethod {
            name: "verifyNotification",
            run: |account, arrived, arena| notification::verify(account, arrived.body, arena).map(Reply::Answer),
            gives: Gives::Result(notification::Notification::SHAPE),
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "notification",
                title: "notification V2",
                takes: Takes::Body(SignatureAt::Member(notification::SIGNATURE)),
                doc: "Verifies and reads a notification V2. Answer it with HTTP 200 and an empty body, or Fawry sends it again.\n\
                    Throws `MALFORMED_BODY`, `SIGNATURE_MISSING` or `SIGNATURE_MISMATCH`.",
            },
        },
        EventMethod {
            name: "verifyNotificationV1",
            run: |account, arrived, arena| notification_v1::verify(account, arrived.text()?, arena).map(Reply::Answer),
            gives: Gives::Result(notification_v1::NotificationV1::SHAPE),
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "notificationV1",
                title: "notification V1",
                takes: Takes::Query(SignatureAt::Member(notification_v1::SIGNATURE)),
                doc: "Verifies a notification V1. It rests on MD5: confirm with `paymentStatus`.",
            },
        },
        EventMethod {
            name: "verifyReturn",
            run: |account, arrived, arena| returned::verify(account, arrived.text()?, arena).map(Reply::Answer),
            gives: Gives::Result(charge::Charged::SHAPE),
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "return",
                title: "return in the browser",
                takes: Takes::QueryOrJson(SignatureAt::Member(returned::SIGNATURE)),
                doc: "Verifies what the browser brought back. For display only: confirm with `paymentStatus` or a notification.",
            },
        },
        EventMethod {
            name: "signNotification",
            run: |account, arrived, _| {
                notification::sign(account, arrived.details).map(|body| Reply::Value(body.into()))
            },
            gives: Gives::Body,
            #[cfg(not(target_arch = "wasm32"))]
            about: AboutMethod {
                event: "notification",
                title: "",
                takes: Takes::Fields("(fields: FawrySignedNotification)"),
                doc: "A signed notification V2 as body text, to test your own handler with.",
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
    payments: &[notification::Notification::SHAPE, notification_v1::NotificationV1::SHAPE],
};
