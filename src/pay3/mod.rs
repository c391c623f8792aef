//! Pay3: fiat and crypto checkout, payouts, refunds, order reads and webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/pay3.md`.

mod answer;
mod checkout;
mod config;
mod crypto;
mod errors;
mod fields;
mod mistakes;
mod order;
mod payout;
mod refund;
mod webhook;

pub use answer::ErrorReason;
pub use checkout::{Checkout, CheckoutOpened, Offer};
pub use config::{CheckoutSignature, Hostname, Pay3, Pay3Config, SecretEncoding, SignedNameCase};
pub use crypto::{
    CryptoCheckout, CryptoCheckoutOpened, CryptoPayout, CryptoPayoutCreated, CryptoRefund, CryptoRefundCreated,
    CryptoRequestInfo, ExecuteCryptoPayout,
};
pub use fields::{CryptoAmount, FiatAmount, WrittenFiatAmount};
pub use order::{CryptoOrder, CryptoOrderQuery, CryptoOrders, Order, OrderQuery, Orders};
pub use payout::{ExecutePayout, Executed, Payout, PayoutCreated, Verification};
pub use refund::{Refund, RefundList, RefundStatusQuery, Refunded};
pub use webhook::Webhook;

use crate::operation::operations;

operations! { Pay3 {
    /// Refunds all or part of a fiat order.
    refund / read_refund: Refund,
    /// Asks how far the refunds of an order are.
    refund_status / read_refund_status: RefundStatusQuery,
    /// Opens a fiat checkout.
    checkout / read_checkout: Checkout,
    /// Creates a payout.
    payout / read_payout: Payout,
    /// Carries out a payout that was created.
    execute_payout / read_execute_payout: ExecutePayout,
    /// Opens a crypto checkout.
    crypto_checkout / read_crypto_checkout: CryptoCheckout,
    /// Creates a crypto payout, or asks what it would cost.
    crypto_payout / read_crypto_payout: CryptoPayout,
    /// Carries out a crypto payout that was created.
    execute_crypto_payout / read_execute_crypto_payout: ExecuteCryptoPayout,
    /// Refunds a crypto order.
    crypto_refund / read_crypto_refund: CryptoRefund,
    /// Asks what became of a fiat order.
    order / read_order: OrderQuery,
    /// Asks what became of a crypto order.
    crypto_order / read_crypto_order: CryptoOrderQuery,
}}
