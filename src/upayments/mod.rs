//! UPayments, Kuwait.
//!
//! Facts, evidence and disagreements: `docs/gateways/upayments.md`.
