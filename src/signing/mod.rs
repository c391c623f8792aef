//! A signature as data: an ordered list of labelled parts, and a digest.
//!
//! Signing hashes a [`Recipe`], verification compares it, [`Recipe::explain`] shows it and a diagnosis
//! changes it until it fits. None of them has a formula of its own.

pub(crate) mod diagnose;
mod digest;
mod explain;
mod recipe;
pub(crate) mod veil;

pub use diagnose::{
    CAUSES, Cause, DiagnosedCause, Diagnosis, Finding, Kind as CauseKind, Mistake, PastedEvent, RequestDiagnosis,
    SentRequest, Subject, Verdict,
};
pub(crate) use digest::digest;
pub use digest::{Algorithm, Encoding};
pub use explain::{Explanation, ExplanationPart};
pub use recipe::{Part, Recipe, Role, Source};
