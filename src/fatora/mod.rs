//! Fatora, Qatar: hosted checkout, saved cards, verification, refunds and quick invoices.
//!
//! Nothing that Fatora takes or sends is signed: confirm every payment with `verifyPayment`.
//! Facts, evidence and disagreements: `docs/gateways/fatora.md`.

mod answer;
mod checkout;
mod collect_payment;
mod config;
mod errors;
mod fields;
mod invoice;
mod read_return;
mod refund;
mod verify_payment;

pub use checkout::{Checkout, CheckoutPage};
pub use collect_payment::{CollectPayment, Collected};
pub use config::{Fatora, FatoraConfig};
pub use fields::{Language, Payer, SavedCard};
pub use invoice::{Authorize, Authorized, CreateInvoice, InvoiceCreated};
pub use read_return::{Return, Unverified};
pub use refund::{Refund, Refunded};
pub use verify_payment::{
    CardDetails, ExchangeDetails, Payment, PaymentClient, RefundDetails, TransferDetails, VerifyPayment,
};

use crate::operation::operations;

operations! { Fatora {
    /// Opens a payment page.
    checkout / read_checkout: Checkout,
    /// Charges a saved card.
    collect_payment / read_collect_payment: CollectPayment,
    /// Asks what became of a payment.
    verify_payment / read_verify_payment: VerifyPayment,
    /// Refunds a whole payment.
    refund / read_refund: Refund,
    /// Asks for the token that invoices need.
    authorize / read_authorize: Authorize,
    /// Creates an invoice in its quick form.
    create_invoice / read_create_invoice: CreateInvoice,
}}
