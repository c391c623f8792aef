//! Pay3: fiat and crypto checkout, payouts, refunds, order reads and webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/pay3.md`.

#![cfg(feature = "pay3")]

#[cfg(not(target_arch = "wasm32"))]
mod about;
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

use crate::typed::class;

class! {
    /// A Pay3 client.
    pub struct Pay3 = class::CLASS, Pay3Config(client_id: String, secret_key: String);
    /// Refunds all or part of a fiat order.
    refund / refund_with, read_refund: refund::REFUND, Refund => Refunded;
    /// Asks how far the refunds of an order are.
    refund_status, read_refund_status: refund::REFUND_STATUS, RefundStatusQuery => RefundList;
    /// Opens a fiat checkout.
    checkout, read_checkout: checkout::CHECKOUT, Checkout => CheckoutOpened;
    /// Creates a payout.
    payout, read_payout: payout::PAYOUT, Payout => PayoutCreated;
    /// Carries out a payout that was created.
    execute_payout / execute_payout_with, read_execute_payout: payout::EXECUTE_PAYOUT, ExecutePayout => Executed;
    /// Opens a crypto checkout.
    crypto_checkout / crypto_checkout_with, read_crypto_checkout:
        crypto::CRYPTO_CHECKOUT, CryptoCheckout => CryptoCheckoutOpened;
    /// Creates a crypto payout, or asks what it would cost.
    crypto_payout / crypto_payout_with, read_crypto_payout: crypto::CRYPTO_PAYOUT, CryptoPayout => CryptoPayoutCreated;
    /// Carries out a crypto payout that was created.
    execute_crypto_payout / execute_crypto_payout_with, read_execute_crypto_payout:
        crypto::EXECUTE_CRYPTO_PAYOUT, ExecuteCryptoPayout => Executed;
    /// Refunds a crypto order.
    crypto_refund / crypto_refund_with, read_crypto_refund: crypto::CRYPTO_REFUND, CryptoRefund => CryptoRefundCreated;
    /// Asks what became of a fiat order.
    order, read_order: order::ORDER, OrderQuery => Orders;
    /// Asks what became of a crypto order.
    crypto_order, read_crypto_order: order::CRYPTO_ORDER, CryptoOrderQuery => CryptoOrders;
}
