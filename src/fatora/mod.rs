//! Fatora, Qatar.
//!
//! Facts, evidence and disagreements: `docs/gateways/fatora.md`.
