//! Builds, signs, reads, verifies and explains the requests of four payment gateways: Fawry (Egypt),
//! Fatora (Qatar), Pay3 and UPayments (Kuwait).
//!
//! Nothing here does I/O, reads a clock or draws randomness: an operation becomes an [`HttpRequest`] for any
//! HTTP client, and an answer becomes an [`Outcome`].
//!
//! ```
//! use tawqee::HttpResponse;
//! use tawqee::fawry::{Environment, Fawry, Refund};
//!
//! let fawry = Fawry::builder("1tSa6uxz2nTwlaAmt38enA==", "259af31fc2f74453b3a55739b21ae9ef")
//!     .environment(Environment::Staging)
//!     .build()?;
//!
//! let refund = Refund::new()
//!     .reference_number("99900642041")
//!     .refund_amount("362.5")
//!     .reason("Item not as described");
//! let request = fawry.refund(&refund)?;
//! assert!(request.body.unwrap().contains(r#""refundAmount":362.50"#));
//!
//! let answer = HttpResponse { status: 200, body: r#"{"type":"ResponseDataModel","statusCode":9935}"# };
//! let outcome = fawry.read_refund(answer)?;
//! assert_eq!(outcome.error().unwrap().code, "9935");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A signature is data: a list of labelled parts and a digest. The same list signs, verifies and becomes a [`Recipe`],
//! which [explains](Recipe::explain) it.

#![forbid(unsafe_code)]
// What a gateway or the diagnosis alone uses is left out by the linker where they are not compiled in, and so is what is
// only read natively, by those who write types and documentation.
#![cfg_attr(
    any(target_arch = "wasm32", not(feature = "default")),
    allow(dead_code, unreachable_pub, unused_imports, unused_macros, unused_variables)
)]

mod amount;
#[cfg(not(target_arch = "wasm32"))]
mod catalog;
mod characters;
mod client;
#[doc(hidden)]
pub mod crossing;
mod currency;
mod document;
mod engine;
mod error;
mod expect;
pub mod fatora;
pub mod fawry;
mod gateways;
mod options;
mod outcome;
pub mod pay3;
mod query;
mod report;
mod request;
mod secret;
pub mod signing;
mod table;
mod text;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod thorough;
mod typed;
pub mod upayments;
mod value;

pub use amount::{Amount, MAX_INTEGER_DIGITS, canonical_amount};
#[cfg(not(target_arch = "wasm32"))]
pub use catalog::{
    Call, CallData, Catalog, Class, FieldData, LiveData, MethodData, PastedData, SaidData, SampleData, TakenData, Type,
    UnifiedData, VariantData, catalog,
};
pub use client::{Client, Event};
pub use currency::minor_unit;
pub use error::{Error, ErrorCode, Result};
pub use expect::{ExpectedPayment, expect_payment};
pub use gateways::{client, describe_error};
pub use options::{CallOptions, OtherKey};
pub use outcome::{GatewayError, KnownError, Outcome, RefundStatus, State};
pub use request::{HttpRequest, HttpResponse, Method, redact, redact_value};
pub use secret::MASK;
#[cfg(feature = "diagnose")]
pub use signing::{Diagnosis, Finding, RequestDiagnosis};
pub use signing::{Explanation, Recipe};
pub use value::{Object, Value};
