//! The configuration of a Fawry merchant, and what every Fawry request has in common.

use crate::engine::{Account, Arena, Arrived, Call, Draft, Reply};
use crate::error::{Error, Result};
use crate::fawry::errors::ERRORS;
use crate::fawry::{
    authorization, cancel, charge, checkout, notification, notification_v1, plans, refund, returned, sdk, status,
    tokens,
};
use crate::table::kinds::{BaseUrl, Keys, Opaque, Paths};
use crate::table::{At, Class, Effect, Host, Insert, Operation, Part, Send, SignaturePlace, Source, choices, input};

choices! {
    /// Which of Fawry's environments the codes and keys belong to.
    Environment: "\"staging\" | \"production\"", "staging or production" { Staging = "staging", Production = "production" }
}
choices! {
    /// How query parameters are written.
    QueryEncoding: "\"raw\" | \"percent\"", "raw or percent" { Raw = "raw", Percent = "percent" }
}
choices! {
    /// Which fields of a charge are signed.
    ChargeSignature: "\"byMethod\" | \"base\"", "byMethod or base" { ByMethod = "byMethod", Base = "base" }
}
choices! {
    /// Which fields of a checkout link are signed.
    CheckoutSignature: "\"items\" | \"base\"", "items or base" { Items = "items", Base = "base" }
}
choices! {
    /// The order in which items are signed and sent.
    ItemOrder: "\"sorted\" | \"given\"", "sorted or given" { Sorted = "sorted", Given = "given" }
}
choices! {
    /// Whether the token is signed when a card token is deleted.
    DeleteTokenSignature: "\"withToken\" | \"withoutToken\"", "withToken or withoutToken" {
        WithToken = "withToken", WithoutToken = "withoutToken"
    }
}
choices! {
    /// Where the parameters stand when a card token is deleted.
    DeleteTokenParams: "\"query\" | \"body\"", "query or body" { Query = "query", Body = "body" }
}
choices! {
    /// Under which names an installment-plans request carries the merchant code.
    InstallmentPlansQuery: "\"both\" | \"merchantCode\" | \"accountNumber\"", "both, merchantCode or accountNumber" {
        Both = "both", MerchantCode = "merchantCode", AccountNumber = "accountNumber"
    }
}
choices! {
    /// How amounts stand in a body.
    AmountEncoding: "\"number\" | \"string\"", "number or string" { Number = "number", String = "string" }
}
choices! {
    /// The digest of notification V1.
    NotificationV1Digest: "\"md5\" | \"sha256\"", "md5 or sha256" { Md5 = "md5", Sha256 = "sha256" }
}

input! {
    /// The merchant's account at Fawry, and readings of the documentation that are not the default.
    pub struct FawryConfig as "FawryConfig" {
        /// The merchant code, exactly as Fawry issued it; it is never decoded, even when it looks like Base64.
        merchant_code: Opaque = "merchantCode",
        /// The secure key. An array holds several, newest first: the first signs, any verifies.
        secure_key: Keys = "secureKey",
        /// Which hosts are used. Codes and keys of one environment are refused by the other.
        environment: Environment = "environment",
        /// Another host for every operation of this instance, `checkoutLink` included.
        base_url: Option<BaseUrl> = "baseUrl",
        /// Another path for an operation: `{ charge: "/ECommerceWeb/Fawry/payments/charge" }`.
        paths: Option<Paths> = "paths",
        /// `raw` (default) writes query values as they are and refuses characters that would break them.
        query_encoding: Option<QueryEncoding> = "queryEncoding",
        /// `base` signs every charge by the one formula of the Server API description.
        charge_signature: Option<ChargeSignature> = "chargeSignature",
        /// `base` signs a checkout link as a charge, as some merchant profiles are said to need.
        checkout_signature: Option<CheckoutSignature> = "checkoutSignature",
        /// `given` keeps the order of the items instead of sorting them by `itemId`.
        item_order: Option<ItemOrder> = "itemOrder",
        /// `withoutToken` leaves the token out of the signature of `deleteCardToken`.
        delete_token_signature: Option<DeleteTokenSignature> = "deleteTokenSignature",
        /// `body` sends the parameters of `deleteCardToken` as JSON.
        delete_token_params: Option<DeleteTokenParams> = "deleteTokenParams",
        /// Send only one of the two documented parameters of `installmentPlans`.
        installment_plans_query: Option<InstallmentPlansQuery> = "installmentPlansQuery",
        /// `string` writes amounts in bodies as JSON strings.
        amount_encoding: Option<AmountEncoding> = "amountEncoding",
        /// `sha256` verifies notification V1 by SHA-256, as one integration does.
        notification_v1_digest: Option<NotificationV1Digest> = "notificationV1Digest",
    }
}

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
    operations: &[
        &charge::CHARGE,
        &checkout::CHECKOUT_LINK,
        &refund::REFUND,
        &cancel::CANCEL_UNPAID_ORDER,
        &status::PAYMENT_STATUS,
        &status::PAYMENT_STATUS_V1,
        &plans::INSTALLMENT_PLANS,
        &authorization::CAPTURE_AUTHORIZATION,
        &authorization::CANCEL_AUTHORIZATION,
        &tokens::CREATE_CARD_TOKEN,
        &tokens::LIST_CARD_TOKENS,
        &tokens::DELETE_CARD_TOKEN,
    ],
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
    #[cfg(not(target_arch = "wasm32"))]
    results: &[notification::Notification::SHAPE, notification_v1::NotificationV1::SHAPE, charge::Charged::SHAPE],
};

/// The merchant code among what is signed.
pub(super) const MERCHANT_CODE: Part = Part::Setting(FawryConfig::KEY.merchant_code, "merchantCode");

/// The key: the last of what is signed, but in notification V1.
pub(super) const SECURE_KEY: Part = Part::Secret(FawryConfig::KEY.secure_key, "secureKey");

/// A body starts with the merchant code.
pub(super) const BODY: Send = Send::body_with(&[Insert {
    at: At::Start,
    name: "merchantCode",
    source: Source::Setting(FawryConfig::KEY.merchant_code),
}]);

/// What all operations have in common. The signature is a field: the last of a body, or of the query.
pub(super) const OPERATION: Operation = Operation {
    send: BODY,
    signature: SignaturePlace::Field("signature"),
    effect: Effect::Writes,
    ..Operation::read_by(super::answer::read)
};

/// The host of the server API.
pub(super) fn server(environment: Option<&str>) -> &'static str {
    match environment.and_then(Environment::of) {
        Some(Environment::Production) => "https://www.atfawry.com",
        _ => "https://atfawry.fawrystaging.com",
    }
}

fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let is_page = call.operation.is_some_and(|operation| operation.path.starts_with("/fawrypay-api/"));
    let base = match (account.text(FawryConfig::KEY.base_url), account.text(FawryConfig::KEY.environment)) {
        (Some(url), _) => url,
        // The hosted checkout answers without www, the server API with it.
        (None, Some(environment)) if is_page && environment == Environment::Production.as_str() => {
            "https://atfawry.com"
        }
        (None, environment) => server(environment),
    };
    Host { base: base.into(), prefix: "", own_path_on_origin: false }
}

fn headers<'a>(_: &Call<'a>, draft: &mut Draft<'a>, _: Option<&str>) -> Result<()> {
    draft.header("accept", "application/json");
    if draft.has_body() {
        draft.header("content-type", "application/json");
    }
    Ok(())
}

pub(super) fn why_unsigned(operation: &'static Operation) -> Error {
    Error::unsupported(operation.unsigned.unwrap_or_default()).hint("send the request as the builder made it")
}

fn receive<'a>(account: &'a Account<'a>, call: &str, arrived: &'a Arrived<'a>, arena: &'a Arena) -> Result<Reply<'a>> {
    match call {
        "verifyNotification" => notification::verify(account, arrived.body, arena).map(Reply::Answer),
        "signNotification" => notification::sign(account, arrived.details).map(|body| Reply::Value(body.into())),
        "verifyNotificationV1" => notification_v1::verify(account, arrived.text()?, arena).map(Reply::Answer),
        "verifyReturn" => returned::verify(account, arrived.text()?, arena).map(Reply::Answer),
        _ => Err(Error::unsupported(format!("Fawry has no {call:?}"))),
    }
}
