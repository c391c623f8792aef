//! Fawry's e-invoices (pay by link): logging in, creating, looking up, cancelling and refunding invoices.
//!
//! Nothing here is signed; every call but the two of the session carries a Bearer token.

mod config;
mod create;
mod lookup;
mod refund;
mod session;
mod types;

pub use config::{FawryInvoices, FawryInvoicesConfig};
pub use create::{CreateInvoice, CreatePaymentLink, InvoiceCreated, InvoiceCustomer, RequiredData};
pub use lookup::{CancelInvoices, InvoiceDetails, InvoiceDetailsData, InvoiceStatistics};
pub use refund::{RefundInvoice, RefundInvoiceData};
pub use session::{BareToken, Login, RefreshToken, Session};
pub use types::{
    Communication, Day, Discount, DiscountKind, InvoiceItem, InvoiceNumber, Moment, PaymentType, PreferredMethod, Rate,
    RequiredCode, Whole,
};

use crate::operation::operations;

operations! { FawryInvoices {
    /// Logs in; the answer holds the token.
    login / read_login: Login,
    /// Gets a new token.
    refresh_token / read_refresh_token: RefreshToken,
    /// Creates an invoice for one customer.
    create_invoice / read_create_invoice: CreateInvoice,
    /// Creates a link that anyone can pay.
    create_payment_link / read_create_payment_link: CreatePaymentLink,
    /// Looks an invoice up.
    invoice_details / read_invoice_details: InvoiceDetails,
    /// Counts the invoices.
    invoice_statistics / read_invoice_statistics: InvoiceStatistics,
    /// Cancels invoices.
    cancel_invoices / read_cancel_invoices: CancelInvoices,
    /// Refunds a paid invoice.
    refund_invoice / read_refund_invoice: RefundInvoice,
}}
