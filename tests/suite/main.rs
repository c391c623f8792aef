//! The crate as its users call it, in one program: linking it once is most of what a test run waits for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs)]

mod catalog;
mod causes;
mod clients;
mod diagnose;
mod expect;
mod fatora;
mod fawry;
mod imperfect;
mod leaks;
mod pasted;
mod pay3;
mod public;
mod readme;
mod redaction;
mod upayments;
mod vectors;
