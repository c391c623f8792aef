//! Builds, signs, reads, verifies and explains the requests of four payment gateways: Fawry (Egypt),
//! Fatora (Qatar), Pay3 and UPayments (Kuwait).
//!
//! Nothing here does I/O, reads a clock or draws randomness: an operation becomes an [`HttpRequest`] for any
//! HTTP client, and an answer becomes an [`Outcome`].
//!
//! ```
//! use tawqee::fawry::{Fawry, Refund};
//! use tawqee::{HttpResponse, Input, Options, Value};
//!
//! let config = Value::parse(r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==",
//!     "secureKey":"259af31fc2f74453b3a55739b21ae9ef","environment":"staging"}"#)?;
//! let fawry = Fawry::new(&config)?;
//!
//! let refund = Refund {
//!     reference_number: "99900642041".parse()?,
//!     refund_amount: "362.5".parse()?,
//!     reason: Some("Item not as described".parse()?),
//!     extra: Default::default(),
//! };
//! let request = fawry.refund(&refund, &Options::default())?;
//! assert!(request.body.unwrap().contains(r#""refundAmount":362.50"#));
//!
//! let answer = HttpResponse { status: 200, body: r#"{"type":"ResponseDataModel","statusCode":9935}"# };
//! let outcome = fawry.read_refund(answer)?;
//! assert_eq!(outcome.error().unwrap().code, "9935");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A signature is data: a [`Recipe`] of labelled parts and a digest. The same recipe signs, verifies and
//! [explains](Recipe::explain).

#![forbid(unsafe_code)]

mod amount;
#[cfg(not(target_arch = "wasm32"))]
mod catalog;
mod characters;
mod declare;
mod error;
mod expect;
pub mod fatora;
pub mod fawry;
mod gateways;
mod operation;
mod outcome;
pub mod pay3;
mod query;
mod request;
mod secret;
pub mod signing;
mod unicode;
pub mod upayments;
mod value;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub mod js;

pub use amount::{Amount, MAX_INTEGER_DIGITS, canonical_amount, minor_unit};
#[cfg(not(target_arch = "wasm32"))]
pub use catalog::{Call, Catalog, Class, FieldData, SampleData, Type, VariantData, catalog};
pub use declare::types::*;
pub use declare::{Field, Input, Kind, Lenient, OrDefault, ReceivedPounds, Shape, Slot, Slotted, Variant};
pub use error::{Error, ErrorCode, Result};
pub use expect::{ExpectedPayment, expect_payment};
pub use gateways::{client, describe_error};
pub use operation::{
    Body, Client, Draft, Entry, Event, Gateway, Operation, Options, OtherKey, OtherKeys, Paths, Sample, SignedEvent,
    Spec, UnixSeconds,
};
pub use outcome::{GatewayError, KnownError, Outcome, RefundStatus, State};
pub use request::{HttpRequest, HttpResponse, Method, redact, redact_value};
pub use secret::{Keys, MASK, Secret, Token};
pub use signing::{Diagnosis, Explanation, Finding, Recipe, RequestDiagnosis};
pub use value::{Object, Value};
