//! The class FawryInvoices: its operations, its events, and what it does as a whole.

use crate::error::Error;
use crate::fawry::config::{AmountEncoding, why_unsigned};
use crate::fawry::errors::ERRORS;
use crate::fawry::invoices::FawryInvoices;
use crate::fawry::invoices::config::{FawryInvoicesConfig, TOKEN, headers, host};
#[cfg(feature = "diagnose")]
use crate::signing::diagnose::OwnMistakes;
#[cfg(not(target_arch = "wasm32"))]
use crate::table::About;
use crate::table::Class;

/// The class.
pub(crate) static CLASS: Class = Class {
    gateway: "fawry",
    name: "FawryInvoices",
    config: FawryInvoicesConfig::SHAPE,
    #[cfg(not(target_arch = "wasm32"))]
    sample_config: r#"{ "environment": "staging", "token": "test-invoice-token" }"#,
    check_config: None,
    paths: FawryInvoicesConfig::KEY.paths,
    reserved: &[TOKEN],
    options: &[],
    operations: FawryInvoices::OPERATIONS,
    events: &[],
    errors: ERRORS,
    host,
    raw_query: |_| false,
    amounts_as_text: |call| {
        call.account.text(FawryInvoicesConfig::KEY.amount_encoding) == Some(AmountEncoding::String.as_str())
    },
    recipe: None,
    headers,
    signature_header: None,
    why_unsigned,
    no_such_event: |name| {
        Error::unsupported(format!("FawryInvoices signs no {name:?}")).hint("what is signed belongs to the class Fawry")
    },
    key_bytes: None,
    methods: &[],
    #[cfg(feature = "diagnose")]
    own_mistakes: &OwnMistakes::NONE,
    #[cfg(not(target_arch = "wasm32"))]
    about: &About::NONE,
    #[cfg(not(target_arch = "wasm32"))]
    tokens: &[FawryInvoicesConfig::KEY.token],
    #[cfg(not(target_arch = "wasm32"))]
    payments: &[],
};
