//! Pay3: fiat and crypto checkout, payouts, refunds, order reads and webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/pay3.md`.

mod answer;
mod checkout;
mod class;
mod config;
mod crypto;
mod errors;
mod fields;
mod formula;
#[cfg(feature = "diagnose")]
mod mistakes;
#[cfg(feature = "diagnose")]
mod names;
mod order;
mod payout;
mod refund;
mod webhook;

pub use answer::ErrorReason;
pub use checkout::{Checkout, CheckoutOpened, Offer};
pub(crate) use class::CLASS;
pub use config::{CheckoutSignature, Hostname, Pay3Config, SecretEncoding, SignedNameCase};
pub use crypto::{
    CryptoCheckout, CryptoCheckoutOpened, CryptoPayout, CryptoPayoutCreated, CryptoRefund, CryptoRefundCreated,
    CryptoRequestInfo, ExecuteCryptoPayout,
};
pub use fields::{CryptoAmount, FiatAmount, WrittenFiatAmount};
pub use order::{CryptoOrder, CryptoOrderQuery, CryptoOrders, Order, OrderQuery, Orders};
pub use payout::{ExecutePayout, Executed, Payout, PayoutCreated, Verification};
pub use refund::{Refund, RefundList, RefundStatusQuery, Refunded};
pub use webhook::Webhook;

use crate::document::DocumentBuf;
use crate::engine::{Arena, typed};
use crate::error::Result;
use crate::typed::class;
use crate::value::Value;

class! {
    /// A Pay3 client.
    pub struct Pay3 = class::CLASS, Pay3Config(client_id: String, secret_key: String);
    /// Refunds all or part of a fiat order.
    refund / refund_with / read_refund: refund::REFUND, Refund => Refunded;
    /// Asks how far the refunds of an order are.
    refund_status / refund_status_with / read_refund_status:
        refund::REFUND_STATUS, RefundStatusQuery => RefundList;
    /// Opens a fiat checkout.
    checkout / checkout_with / read_checkout: checkout::CHECKOUT, Checkout => CheckoutOpened;
    /// Creates a payout.
    payout / payout_with / read_payout: payout::PAYOUT, Payout => PayoutCreated;
    /// Carries out a payout that was created.
    execute_payout / execute_payout_with / read_execute_payout:
        payout::EXECUTE_PAYOUT, ExecutePayout => Executed;
    /// Opens a crypto checkout.
    crypto_checkout / crypto_checkout_with / read_crypto_checkout:
        crypto::CRYPTO_CHECKOUT, CryptoCheckout => CryptoCheckoutOpened;
    /// Creates a crypto payout, or asks what it would cost.
    crypto_payout / crypto_payout_with / read_crypto_payout:
        crypto::CRYPTO_PAYOUT, CryptoPayout => CryptoPayoutCreated;
    /// Carries out a crypto payout that was created.
    execute_crypto_payout / execute_crypto_payout_with / read_execute_crypto_payout:
        crypto::EXECUTE_CRYPTO_PAYOUT, ExecuteCryptoPayout => Executed;
    /// Refunds a crypto order.
    crypto_refund / crypto_refund_with / read_crypto_refund:
        crypto::CRYPTO_REFUND, CryptoRefund => CryptoRefundCreated;
    /// Asks what became of a fiat order.
    order / order_with / read_order: order::ORDER, OrderQuery => Orders;
    /// Asks what became of a crypto order.
    crypto_order / crypto_order_with / read_crypto_order: order::CRYPTO_ORDER, CryptoOrderQuery => CryptoOrders;
}

impl Pay3 {
    /// Verifies the raw body of a webhook and reads its claims.
    ///
    /// # Errors
    /// `SIGNATURE_MISSING`, `SIGNATURE_MISMATCH`, `MALFORMED_BODY`; `INVALID_CONFIG` without a `webhookSecret`.
    pub fn verify_webhook(&self, body: &[u8]) -> Result<Webhook> {
        let arena = Arena::default();
        let answer = webhook::verify(&self.0.account()?, body, &arena)?;
        Ok(typed(&answer))
    }

    /// Makes the body of a webhook, to test a handler with.
    ///
    /// # Errors
    /// `INVALID_CONFIG` without a `webhookSecret`, `INVALID_FIELD` when the claims are not an object.
    pub fn sign_webhook(&self, claims: &Value) -> Result<String> {
        webhook::sign(&self.0.account()?, DocumentBuf::from(claims).root())
    }
}
