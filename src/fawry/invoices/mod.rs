//! Fawry's e-invoices (pay by link): logging in, creating, looking up, cancelling and refunding invoices.
//!
//! Nothing here is signed; every call but the two of the session carries a Bearer token.

mod class;
mod config;
mod create;
mod lookup;
mod refund;
mod session;
mod types;

pub(crate) use class::CLASS;
pub use config::FawryInvoicesConfig;
pub use create::{CreateInvoice, CreatePaymentLink, InvoiceCreated, InvoiceCustomer, RequiredData};
pub use lookup::{CancelInvoices, InvoiceDetails, InvoiceDetailsData, InvoiceStatistics};
pub use refund::{RefundInvoice, RefundInvoiceData};
pub use session::{BareToken, Login, RefreshToken, Session};
pub use types::{
    Communication, Day, Discount, DiscountKind, InvoiceItem, InvoiceNumber, Moment, PaymentType, PreferredMethod, Rate,
    RequiredCode, Whole,
};

use crate::typed::class;
use crate::value::Value;

class! {
    /// Access to Fawry's e-invoices.
    pub struct FawryInvoices = class::CLASS, FawryInvoicesConfig(environment: Value);
    /// Logs in; the answer holds the token.
    login, read_login: session::LOGIN, Login => Session;
    /// Gets a new token.
    refresh_token, read_refresh_token: session::REFRESH_TOKEN, RefreshToken => Session;
    /// Creates an invoice for one customer.
    create_invoice, read_create_invoice: create::CREATE_INVOICE, CreateInvoice => InvoiceCreated;
    /// Creates a link that anyone can pay.
    create_payment_link, read_create_payment_link: create::CREATE_PAYMENT_LINK, CreatePaymentLink => InvoiceCreated;
    /// Looks an invoice up.
    invoice_details, read_invoice_details: lookup::INVOICE_DETAILS, InvoiceDetails => InvoiceDetailsData;
    /// Counts the invoices.
    invoice_statistics, read_invoice_statistics: lookup::INVOICE_STATISTICS, InvoiceStatistics => Value;
    /// Cancels invoices.
    cancel_invoices, read_cancel_invoices: lookup::CANCEL_INVOICES, CancelInvoices => Value;
    /// Refunds a paid invoice.
    refund_invoice, read_refund_invoice: refund::REFUND_INVOICE, RefundInvoice => RefundInvoiceData;
}
