//! Fatora, Qatar: hosted checkout, saved cards, verification, refunds and quick invoices.
//!
//! Nothing that Fatora takes or sends is signed: confirm every payment with `verifyPayment`.
//! Facts, evidence and disagreements: `docs/gateways/fatora.md`.

mod answer;
mod config;
mod errors;
mod refund;

pub use config::{Fatora, FatoraConfig};
pub use refund::{Refund, Refunded};

use crate::operation::operations;

operations! { Fatora {
    /// Refunds a whole payment.
    refund / read_refund: Refund,
}}
