//! Crypto checkout, payouts and refunds. Their string to sign is not documented, so the caller gives it, and
//! every amount is sent as the caller wrote it.

use crate::engine::Call;
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::pay3::config::{OPERATION, client_id};
use crate::pay3::fields::{CryptoAmount, WrittenFiatAmount};
use crate::pay3::formula::GIVEN;
use crate::pay3::payout::EXECUTION;
use crate::table::kinds::{Flag, Id, Text};
use crate::table::{At, Effect, Key, Operation, Sample, Send, answer, input};

/// What all crypto operations have in common: the caller gives the string to sign.
const CRYPTO: Operation = Operation {
    options: &[CallOptions::KEY.string_to_sign],
    check: Some(needs_string_to_sign),
    recipe: Some(GIVEN),
    ..OPERATION
};

/// Never guessed, never left out.
fn needs_string_to_sign(call: &mut Call<'_>) -> Result<()> {
    if call.options.has(CallOptions::KEY.string_to_sign) {
        return Ok(());
    }
    let name = call.operation.map_or("", |operation| operation.name);
    Err(Error::unsupported(format!("the string to sign of {name} is not documented"))
        .hint("ask Pay3 for it and pass it as the option stringToSign"))
}

/// A field that belongs to the other of two forms, or is missing from the chosen one.
fn misplaced(field: &str, message: &str, hint: &str) -> Error {
    Error::invalid(message).at(field).hint(hint)
}

input! {
    /// Opens a crypto checkout, by a crypto amount or by a fiat amount.
    pub struct CryptoCheckout as "Pay3CryptoCheckoutInput" {
        /// Your number for the order, new for each order.
        request_id: Id = "requestId",
        /// The destination wallet.
        address: Text = "address",
        /// Pay3's id of the token: `usdt_polygon`.
        currency: Text = "currency",
        /// The crypto amount; not together with `fiatAmount`.
        amount: Option<CryptoAmount> = "amount",
        /// The fiat amount, instead of `amount`.
        fiat_amount: Option<WrittenFiatAmount> = "fiatAmount",
        /// Pay3's id of the currency of `fiatAmount`.
        fiat_currency: Option<Text> = "fiatCurrency",
    }
}

answer! {
    /// An opened crypto checkout. Nothing is paid yet.
    pub struct CryptoCheckoutOpened as "Pay3CryptoCheckoutData" {
        /// What the page or the SDK needs.
        token: Option<String> = "token",
        /// Your number for the order.
        request_id: Option<String> = "requestId",
        /// What was asked for.
        request_info_data: Option<CryptoRequestInfo> = "requestInfoData",
    }
}
answer! {
    /// What a crypto checkout asks for.
    pub struct CryptoRequestInfo as "Pay3CryptoRequestInfo" {
        /// The amount, as sent.
        amount: Option<String> = "amount",
        /// The destination wallet.
        address: Option<String> = "address",
        /// The client id.
        client_id: Option<String> = "clientId",
        /// Pay3's signature.
        signature: Option<String> = "signature",
        /// Pay3's id of the token.
        currency: Option<String> = "currency",
        /// The kind of request.
        kind: Option<String> = "type",
    }
}

/// `cryptoCheckout`.
pub(super) static CRYPTO_CHECKOUT: Operation = Operation {
    name: "cryptoCheckout",
    path: "/v1/client/crypto-checkout/create-order",
    input: CryptoCheckout::SHAPE,
    check: Some(check_checkout),
    send: Send { insert: &[client_id(At::End)], ..Send::BODY },
    answer: CryptoCheckoutOpened::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create crypto checkout order; docs/gateways/pay3.md#cryptocheckout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::with(
        "Open a crypto checkout with a string to sign from Pay3",
        r#"{ "requestId": "r-1", "address": "0x52908400098527886E0F7030069857D2E4169EE7", "currency": "usdt_polygon", "amount": "1.0" }"#,
        r#"{ "stringToSign": "amount=1.0&currency=usdt_polygon&requestId=r-1" }"#,
    )],
    ..CRYPTO
};

/// A crypto amount, or a fiat amount with its currency.
fn check_checkout(call: &mut Call<'_>) -> Result<()> {
    let both = "give either amount, or fiatAmount with fiatCurrency";
    let [amount, fiat_amount, fiat_currency] =
        [CryptoCheckout::KEY.amount, CryptoCheckout::KEY.fiat_amount, CryptoCheckout::KEY.fiat_currency];
    let missing = |key: Key| Err(Error::missing(CryptoCheckout::SHAPE.name_of(key)).hint(both));
    let beside = |key: Key| Err(misplaced(CryptoCheckout::SHAPE.name_of(key), "cannot stand beside amount", both));
    match [amount, fiat_amount, fiat_currency].map(|key| call.input.has(key)) {
        [true, false, false] | [false, true, true] => needs_string_to_sign(call),
        [true, true, _] => beside(fiat_amount),
        [true, false, true] => beside(fiat_currency),
        [false, true, false] => missing(fiat_currency),
        [false, false, true] => missing(fiat_amount),
        [false, false, false] => missing(amount),
    }
}

input! {
    /// Creates a crypto payout, or asks what it would cost.
    pub struct CryptoPayout as "Pay3CryptoPayoutInput" {
        /// Your number for the payout, new for each one.
        request_id: Id = "requestId",
        /// The crypto amount.
        amount: CryptoAmount = "amount",
        /// Pay3's id of the token: `usdc_amoy`.
        currency: Text = "currency",
        /// The destination wallet.
        address: Text = "address",
        /// `returnUrl` for a hosted page, or `createEstimate` for the fees.
        mode: Text = "mode",
    }
}

answer! {
    /// A created crypto payout. Nothing has been sent.
    pub struct CryptoPayoutCreated as "Pay3CryptoPayoutData" {
        /// What `executeCryptoPayout` needs.
        token: Option<String> = "token",
        /// Your number for the payout.
        request_id: Option<String> = "requestId",
        /// The hosted page, with `mode: "returnUrl"`.
        url: Option<String> = "url",
        /// Pay3's id of the token.
        currency: Option<String> = "currency",
        /// The destination wallet.
        address: Option<String> = "address",
        /// A warning in words.
        warning: Option<String> = "warning",
        /// The fees, as sent.
        estimated_fees: Option<String> = "estimatedFees",
        /// What would arrive, as sent.
        estimated_net_amount: Option<String> = "estimatedNetAmount",
    }
}

/// `cryptoPayout`.
pub(super) static CRYPTO_PAYOUT: Operation = Operation {
    name: "cryptoPayout",
    path: "/v1/client/crypto-payout/create-order",
    input: CryptoPayout::SHAPE,
    send: Send { insert: &[client_id(At::Start)], ..Send::BODY },
    answer: CryptoPayoutCreated::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create crypto payout order; docs/gateways/pay3.md#cryptopayout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::with(
        "Ask what a crypto payout costs, with a string to sign from Pay3",
        r#"{ "requestId": "r-1", "amount": "1.0", "currency": "usdc_sepolia", "address": "0x52908400098527886E0F7030069857D2E4169EE7", "mode": "createEstimate" }"#,
        r#"{ "stringToSign": "amount=1.0&currency=usdc_sepolia&requestId=r-1" }"#,
    )],
    ..CRYPTO
};

input! {
    /// Carries out a crypto payout that was created.
    pub struct ExecuteCryptoPayout as "Pay3ExecuteCryptoPayoutInput" {
        /// The token that `cryptoPayout` gave.
        token: Text = "token",
        /// The request id that created the payout.
        request_id: Id = "requestId",
    }
}

/// `executeCryptoPayout`.
pub(super) static EXECUTE_CRYPTO_PAYOUT: Operation = Operation {
    name: "executeCryptoPayout",
    path: "/v1/client/crypto-payout/execute",
    input: ExecuteCryptoPayout::SHAPE,
    options: CRYPTO.options,
    check: CRYPTO.check,
    recipe: CRYPTO.recipe,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, execute crypto payout order; docs/gateways/pay3.md#executecryptopayout",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[Sample::with(
        "Carry out a crypto payout with a string to sign from Pay3",
        r#"{ "token": "t-1", "requestId": "r-1" }"#,
        r#"{ "stringToSign": "token=t-1&requestId=r-1" }"#,
    )],
    ..EXECUTION
};

input! {
    /// Refunds a crypto order, by a fiat amount or, in the older form, by a crypto amount.
    pub struct CryptoRefund as "Pay3CryptoRefundInput" {
        /// Your number for the refund.
        request_id: Id = "requestId",
        /// The parent order's id, a UUID that the dashboard shows.
        order_id: Text = "orderId",
        /// The fiat amount; not together with `amount`.
        fiat_amount: Option<WrittenFiatAmount> = "fiatAmount",
        /// Pay3's id of the currency of `fiatAmount`: `aed_ae`.
        fiat_currency: Option<Text> = "fiatCurrency",
        /// The crypto amount of the older form.
        amount: Option<CryptoAmount> = "amount",
        /// Pay3's id of the token, with `amount`: `usdc_sepolia`.
        currency: Option<Text> = "currency",
        /// The destination wallet, with `amount`.
        address: Option<Text> = "address",
        /// `returnUrl` asks for a hosted page.
        mode: Option<Text> = "mode",
        /// Whether you bear the network fee.
        sponsor_fee: Flag = "sponsorFee",
    }
}

answer! {
    /// An accepted crypto refund, which the payer completes on a hosted page.
    pub struct CryptoRefundCreated as "Pay3CryptoRefundData" {
        /// What the page or the SDK needs.
        token: Option<String> = "token",
        /// Your number for the refund.
        request_id: Option<String> = "requestId",
        /// The hosted page.
        url: Option<String> = "url",
    }
}

/// `cryptoRefund`.
pub(super) static CRYPTO_REFUND: Operation = Operation {
    name: "cryptoRefund",
    path: "/v1/client/crypto-refund/create-order",
    input: CryptoRefund::SHAPE,
    check: Some(check_refund),
    send: Send { insert: &[client_id(At::Start)], ..Send::BODY },
    answer: CryptoRefundCreated::SHAPE,
    effect: Effect::MovesMoney,
    #[cfg(not(target_arch = "wasm32"))]
    source: "Pay3 documentation, create crypto refund; docs/gateways/pay3.md#cryptorefund",
    #[cfg(not(target_arch = "wasm32"))]
    samples: &[
        Sample::with(
            "Refund by a fiat amount, with a string to sign from Pay3",
            r#"{ "requestId": "r-1", "orderId": "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", "fiatAmount": "35", "fiatCurrency": "aed_ae", "sponsorFee": true }"#,
            r#"{ "stringToSign": "fiatAmount=35&requestId=r-1" }"#,
        ),
        Sample::with(
            "Refund by a crypto amount",
            r#"{ "requestId": "r-1", "orderId": "9c4dd5b3-64de-4d94-b696-3e92cd6b12ba", "amount": "1.0", "currency": "usdc_sepolia", "address": "0x52908400098527886E0F7030069857D2E4169EE7", "sponsorFee": false }"#,
            r#"{ "stringToSign": "amount=1.0&currency=usdc_sepolia&requestId=r-1" }"#,
        ),
    ],
    ..CRYPTO
};

/// Exactly one of the two forms, and that one whole.
fn check_refund(call: &mut Call<'_>) -> Result<()> {
    let hint = "give either fiatAmount with fiatCurrency, or amount with currency and address";
    let newest = [CryptoRefund::KEY.fiat_amount, CryptoRefund::KEY.fiat_currency];
    let older = [CryptoRefund::KEY.amount, CryptoRefund::KEY.currency, CryptoRefund::KEY.address];
    let first = |form: &[Key], given: bool| form.iter().copied().find(|key| call.input.has(*key) == given);
    let refuse = |key: Key, message: &str| Err(misplaced(CryptoRefund::SHAPE.name_of(key), message, hint));
    let absent = match (first(&newest, true), first(&older, true)) {
        (Some(_), Some(key)) => return refuse(key, "belongs to the other form of this refund"),
        (None, Some(_)) => first(&older, false),
        (_, None) => first(&newest, false),
    };
    match absent {
        Some(key) => refuse(key, "is required in this form of the refund"),
        None => needs_string_to_sign(call),
    }
}
