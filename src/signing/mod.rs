//! A signature with every part labelled: what [`Recipe::explain`] shows, and what a diagnosis changes until it fits.
//!
//! The formulas are data of the gateways (`crate::table::Recipe`), from which the engine signs, verifies and makes a
//! [`Recipe`].

#[cfg(feature = "diagnose")]
pub(crate) mod diagnose;
mod digest;
mod explain;
mod recipe;

#[cfg(feature = "diagnose")]
pub use diagnose::{
    Alternative, CAUSES, Cause, DiagnosedCause, Diagnosis, Finding, Kind as CauseKind, RequestDiagnosis, Verdict,
};
#[cfg(feature = "diagnose")]
pub(crate) use diagnose::{Mistake, PastedEvent, SentRequest, Subject};
pub use digest::{Algorithm, Encoding};
pub(crate) use digest::{Hasher, digest};
pub use explain::{Explanation, ExplanationPart};
pub use recipe::{Part, Recipe, Role, Source};
