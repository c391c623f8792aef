//! The class Fawry: its operations, its events, and what it does as a whole.

use crate::engine::{Account, Arena, Arrived, Reply};
use crate::error::{Error, Result};
use crate::fawry::config::{AmountEncoding, FawryConfig, QueryEncoding, headers, host, why_unsigned};
use crate::fawry::errors::ERRORS;
#[cfg(feature = "diagnose")]
use crate::fawry::mistakes::OWN_MISTAKES;
use crate::fawry::{Fawry, charge, notification, notification_v1, returned, sdk};
use crate::table::Class;

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
    receive,
    #[cfg(feature = "diagnose")]
    own_mistakes: &OWN_MISTAKES,
    results: &[notification::Notification::SHAPE, notification_v1::NotificationV1::SHAPE, charge::Charged::SHAPE],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[notification::Notification::SHAPE, notification_v1::NotificationV1::SHAPE],
};

fn receive<'a>(account: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "verifyNotification" => notification::verify(account, arrived.body, arena).map(Reply::Answer),
        "signNotification" => notification::sign(account, arrived.details).map(|body| Reply::Value(body.into())),
        "verifyNotificationV1" => notification_v1::verify(account, arrived.text()?, arena).map(Reply::Answer),
        "verifyReturn" => returned::verify(account, arrived.text()?, arena).map(Reply::Answer),
        _ => Err(Error::unsupported(format!("Fawry has no {call:?}"))),
    }
}
