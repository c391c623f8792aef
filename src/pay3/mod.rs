//! Pay3.
//!
//! Facts, evidence and disagreements: `docs/gateways/pay3.md`.
