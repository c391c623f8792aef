//! The configuration of a Fawry merchant, and what every Fawry request has in common.

use crate::engine::{Call, UnsignedRequest};
use crate::error::{Error, Result};
use crate::table::kinds::{BaseUrl, Keys, Opaque, Paths};
use crate::table::{At, Effect, Host, Insert, Operation, Part, Send, SignaturePlace, Source, choices, input};

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
    signature: SignaturePlace::Field(SIGNATURE),
    effect: Effect::Writes,
    ..Operation::read_by(super::answer::read)
};

/// The server API for tests.
pub(super) const STAGING: &str = "https://atfawry.fawrystaging.com";

/// The server API. It answers with www, the hosted checkout without it.
pub(super) const PRODUCTION: &str = "https://www.atfawry.com";

/// The hosted checkout.
pub(super) const PAGE: &str = "https://atfawry.com";

/// The field that carries a signature.
pub(super) const SIGNATURE: &str = "signature";

/// The host of the server API.
pub(super) fn server(environment: Option<&str>) -> &'static str {
    match environment.and_then(Environment::of) {
        Some(Environment::Production) => PRODUCTION,
        _ => STAGING,
    }
}

pub(super) fn host<'a>(call: &Call<'a>) -> Host<'a> {
    let account = call.account;
    let is_page = call.operation.is_some_and(|operation| operation.path.starts_with("/fawrypay-api/"));
    let base = match (account.text(FawryConfig::KEY.base_url), account.text(FawryConfig::KEY.environment)) {
        (Some(url), _) => url,
        (None, Some(environment)) if is_page && environment == Environment::Production.as_str() => PAGE,
        (None, environment) => server(environment),
    };
    Host { base: base.into(), prefix: "", own_path_on_origin: false }
}

pub(super) fn headers<'a>(_: &Call<'a>, request: &mut UnsignedRequest<'a>, _: Option<&str>) -> Result<()> {
    request.header("accept", "application/json");
    if request.has_body() {
        request.header("content-type", "application/json");
    }
    Ok(())
}

pub(super) fn why_unsigned(operation: &'static Operation) -> Error {
    Error::unsupported(operation.unsigned.unwrap_or_default()).hint("send the request as the builder made it")
}
