//! UPayments, Kuwait: charges and invoice links, status, saved cards, single and multi-vendor refunds, webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/upayments.md`.

mod answer;
mod config;
mod errors;
mod refund;
mod types;

pub use config::{Environment, UPayments, UPaymentsConfig};
pub use refund::{Refund, Refunded, VendorBalance};
pub use types::Received;

use crate::operation::operations;

operations! { UPayments {
    /// Refunds a paid order, or asks for the amounts of each vendor when it was shared.
    refund / read_refund: Refund,
}}

/// The merchant of the tests.
#[cfg(test)]
fn sandbox() -> UPayments {
    use crate::operation::Gateway as _;
    UPayments::new(&crate::value::Value::parse(UPayments::SAMPLE_CONFIG).unwrap()).unwrap()
}
