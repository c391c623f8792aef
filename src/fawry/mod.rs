//! FawryPay, Egypt: charges, checkout links, refunds, order control, card tokens, notifications and the
//! e-invoice API.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/fawry.md`.

mod answer;
mod config;
mod errors;
mod refund;

pub use config::{Fawry, FawryConfig};
pub use refund::{Refund, Refunded};

use crate::operation::operations;

operations! { Fawry {
    /// Refunds all or part of a paid order.
    refund / read_refund: Refund,
}}
