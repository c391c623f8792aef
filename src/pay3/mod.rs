//! Pay3: fiat and crypto checkout, payouts, refunds, order reads and webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/pay3.md`.

mod answer;
mod config;
mod errors;
mod fields;
mod refund;

pub use answer::ErrorReason;
pub use config::{Hostname, Pay3, Pay3Config};
pub use fields::{CryptoAmount, FiatAmount, WrittenFiatAmount};
pub use refund::{Refund, RefundList, RefundStatusQuery, Refunded};

use crate::operation::operations;

operations! { Pay3 {
    /// Refunds all or part of a fiat order.
    refund / read_refund: Refund,
    /// Asks how far the refunds of an order are.
    refund_status / read_refund_status: RefundStatusQuery,
}}
