//! Crypto checkout, payouts and refunds. Their string to sign is not documented, so the caller gives it, and
//! every amount is sent as the caller wrote it.

use crate::declare::{Flag, Id, Input, Text, answer, input};
use crate::error::{Error, Result};
use crate::operation::{Draft, Operation, Options, Sample, Spec};
use crate::outcome::Outcome;
use crate::pay3::Pay3;
use crate::pay3::answer::{self as reply, Call};
use crate::pay3::fields::{CryptoAmount, WrittenFiatAmount};
use crate::pay3::payout::Executed;
use crate::request::{HttpResponse, Method};
use crate::signing::Recipe;
use crate::value::Object;

/// Never guessed, never left out.
fn crypto_recipe<O: Operation>(pay3: &Pay3, options: &Options) -> Result<Recipe> {
    pay3.given_recipe(options).ok_or_else(|| {
        Error::unsupported(format!("the string to sign of {} is not documented", O::SPEC.name))
            .hint("ask Pay3 for it and pass it as the option stringToSign")
    })
}

fn draft<O: Operation<Gateway = Pay3>>(pay3: &Pay3, body: Object, options: &Options) -> Result<Draft> {
    Ok(Draft::new::<O>(pay3).body(body).signed(crypto_recipe::<O>(pay3, options)?))
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

impl Operation for CryptoCheckout {
    type Gateway = Pay3;
    type Answer = CryptoCheckoutOpened;
    const SPEC: &'static Spec = &Spec {
        name: "cryptoCheckout",
        method: Method::Post,
        path: "/v1/client/crypto-checkout/create-order",
        unsigned: None,
        options: &["stringToSign"],
        source: "Pay3 documentation, create crypto checkout order; docs/gateways/pay3.md#cryptocheckout",
    };
    const SAMPLES: &'static [Sample] = &[Sample::with(
        "Open a crypto checkout with a string to sign from Pay3",
        r#"{ "requestId": "r-1", "address": "0x52908400098527886E0F7030069857D2E4169EE7", "currency": "usdt_polygon", "amount": "1.0" }"#,
        r#"{ "stringToSign": "amount=1.0&currency=usdt_polygon&requestId=r-1" }"#,
    )];

    fn draft(&self, pay3: &Pay3, options: &Options) -> Result<Draft> {
        let both = "give either amount, or fiatAmount with fiatCurrency";
        let last = match (&self.amount, &self.fiat_amount, &self.fiat_currency) {
            (Some(_), None, None) => "amount",
            (None, Some(_), Some(_)) => "fiatCurrency",
            (Some(_), Some(_), _) => return Err(misplaced("fiatAmount", "cannot stand beside amount", both)),
            (Some(_), None, Some(_)) => return Err(misplaced("fiatCurrency", "cannot stand beside amount", both)),
            (None, Some(_), None) => return Err(Error::missing("fiatCurrency").hint(both)),
            (None, None, Some(_)) => return Err(Error::missing("fiatAmount").hint(both)),
            (None, None, None) => return Err(Error::missing("amount").hint(both)),
        };
        draft::<Self>(pay3, pay3.body_of(self.to_object(), Some(last)), options)
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<CryptoCheckoutOpened>> {
        reply::read(response, Call::Write)
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

impl Operation for CryptoPayout {
    type Gateway = Pay3;
    type Answer = CryptoPayoutCreated;
    const SPEC: &'static Spec = &Spec {
        name: "cryptoPayout",
        method: Method::Post,
        path: "/v1/client/crypto-payout/create-order",
        unsigned: None,
        options: &["stringToSign"],
        source: "Pay3 documentation, create crypto payout order; docs/gateways/pay3.md#cryptopayout",
    };
    const SAMPLES: &'static [Sample] = &[Sample::with(
        "Ask what a crypto payout costs, with a string to sign from Pay3",
        r#"{ "requestId": "r-1", "amount": "1.0", "currency": "usdc_sepolia", "address": "0x52908400098527886E0F7030069857D2E4169EE7", "mode": "createEstimate" }"#,
        r#"{ "stringToSign": "amount=1.0&currency=usdc_sepolia&requestId=r-1" }"#,
    )];

    fn draft(&self, pay3: &Pay3, options: &Options) -> Result<Draft> {
        draft::<Self>(pay3, pay3.body_of(self.to_object(), None), options)
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<CryptoPayoutCreated>> {
        reply::read(response, Call::Write)
    }
}

input! {
    /// Carries out a crypto payout that was created.
    pub struct ExecuteCryptoPayout as "Pay3ExecuteCryptoPayoutInput" {
        /// The token that `cryptoPayout` gave.
        token: Text = "token",
        /// The request id that created the payout.
        request_id: Id = "requestId",
    }
}

impl Operation for ExecuteCryptoPayout {
    type Gateway = Pay3;
    type Answer = Executed;
    const SPEC: &'static Spec = &Spec {
        name: "executeCryptoPayout",
        method: Method::Post,
        path: "/v1/client/crypto-payout/execute",
        unsigned: None,
        options: &["stringToSign"],
        source: "Pay3 documentation, execute crypto payout order; docs/gateways/pay3.md#executecryptopayout",
    };
    const SAMPLES: &'static [Sample] = &[Sample::with(
        "Carry out a crypto payout with a string to sign from Pay3",
        r#"{ "token": "t-1", "requestId": "r-1" }"#,
        r#"{ "stringToSign": "token=t-1&requestId=r-1" }"#,
    )];

    fn draft(&self, pay3: &Pay3, options: &Options) -> Result<Draft> {
        draft::<Self>(pay3, pay3.body_of(self.to_object(), Some("requestId")), options)
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<Executed>> {
        Executed::read(response)
    }
}

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

impl CryptoRefund {
    /// Exactly one of the two forms, and that one whole.
    fn check_form(&self) -> Result<()> {
        let hint = "give either fiatAmount with fiatCurrency, or amount with currency and address";
        let newest = [("fiatAmount", self.fiat_amount.is_some()), ("fiatCurrency", self.fiat_currency.is_some())];
        let older = [
            ("amount", self.amount.is_some()),
            ("currency", self.currency.is_some()),
            ("address", self.address.is_some()),
        ];
        let first = |form: &[(&'static str, bool)], given: bool| {
            form.iter().find(|(_, is_given)| *is_given == given).map(|(name, _)| *name)
        };
        let absent = match (first(&newest, true), first(&older, true)) {
            (Some(_), Some(field)) => return Err(misplaced(field, "belongs to the other form of this refund", hint)),
            (None, Some(_)) => first(&older, false),
            (_, None) => first(&newest, false),
        };
        absent.map_or(Ok(()), |field| Err(misplaced(field, "is required in this form of the refund", hint)))
    }
}

impl Operation for CryptoRefund {
    type Gateway = Pay3;
    type Answer = CryptoRefundCreated;
    const SPEC: &'static Spec = &Spec {
        name: "cryptoRefund",
        method: Method::Post,
        path: "/v1/client/crypto-refund/create-order",
        unsigned: None,
        options: &["stringToSign"],
        source: "Pay3 documentation, create crypto refund; docs/gateways/pay3.md#cryptorefund",
    };
    const SAMPLES: &'static [Sample] = &[
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
    ];

    fn draft(&self, pay3: &Pay3, options: &Options) -> Result<Draft> {
        self.check_form()?;
        draft::<Self>(pay3, pay3.body_of(self.to_object(), None), options)
    }

    fn read(_: &Pay3, response: HttpResponse<'_>) -> Result<Outcome<CryptoRefundCreated>> {
        reply::read(response, Call::Write)
    }
}
