//! Fatora, Qatar: hosted checkout, saved cards, verification, refunds and quick invoices.
//!
//! Nothing that Fatora takes or sends is signed: confirm every payment with `verifyPayment`.
//! Facts, evidence and disagreements: `docs/gateways/fatora.md`.

#![cfg(feature = "fatora")]

#[cfg(not(target_arch = "wasm32"))]
mod about;
mod answer;
mod checkout;
mod class;
mod collect_payment;
mod config;
mod errors;
mod fields;
mod invoice;
mod read_return;
mod refund;
mod verify_payment;

pub use crate::table::kinds::Unverified;
pub use checkout::{Checkout, CheckoutPage};
pub(crate) use class::CLASS;
pub use collect_payment::{CollectPayment, Collected};
pub use config::FatoraConfig;
pub use fields::{Language, Payer, SavedCard};
pub use invoice::{Authorize, Authorized, CreateInvoice, InvoiceCreated};
pub use read_return::Return;
pub use refund::{Refund, Refunded};
pub use verify_payment::{
    CardDetails, ExchangeDetails, Payment, PaymentClient, RefundDetails, TransferDetails, VerifyPayment,
};

use crate::typed::class;

class! {
    /// A Fatora merchant.
    pub struct Fatora = class::CLASS, FatoraConfig(api_key: String);
    /// Opens a payment page.
    checkout, read_checkout: checkout::CHECKOUT, Checkout => CheckoutPage;
    /// Charges a saved card.
    collect_payment / collect_payment_with, read_collect_payment:
        collect_payment::COLLECT_PAYMENT, CollectPayment => Collected;
    /// Asks what became of a payment.
    verify_payment / verify_payment_with, read_verify_payment: verify_payment::VERIFY_PAYMENT, VerifyPayment => Payment;
    /// Refunds a whole payment.
    refund, read_refund: refund::REFUND, Refund => Refunded;
    /// Asks for the token that invoices need.
    authorize, read_authorize: invoice::AUTHORIZE, Authorize => Authorized;
    /// Creates an invoice in its quick form.
    create_invoice / create_invoice_with, read_create_invoice: invoice::CREATE_INVOICE, CreateInvoice => InvoiceCreated;
}
