//! FawryPay, Egypt: charges, checkout links, refunds, order control, card tokens, notifications and the
//! e-invoice API.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/fawry.md`.

mod answer;
mod authorization;
mod cancel;
mod charge;
mod checkout;
mod config;
mod errors;
mod events;
mod invoices;
mod items;
mod notification;
mod notification_v1;
mod plans;
mod received;
mod refund;
mod returned;
mod sdk;
mod status;
mod tokens;
mod words;

pub use authorization::{Authorized, CancelAuthorization, CaptureAuthorization};
pub use cancel::{CancelUnpaidOrder, UnpaidOrderCancelled};
pub use charge::{
    CardCharge, Charge, ChargeItem, ChargeMethod, ChargeOrder, Charged, InstallmentCharge, NextAction, Off, On, PlanId,
    SecureCardCharge, SecureTokenCharge, TokenCharge, TokenInstallmentCharge, ValuCharge, WalletCharge,
};
pub use checkout::{CheckoutLink, CheckoutLinkData, ExpiryText};
pub use config::{
    AmountEncoding, ChargeSignature, CheckoutSignature, DeleteTokenParams, DeleteTokenSignature, Environment, Fawry,
    FawryConfig, InstallmentPlansQuery, ItemOrder, NotificationV1Digest, QueryEncoding,
};
pub use invoices::{
    BareToken, CancelInvoices, Communication, CreateInvoice, CreatePaymentLink, Day, Discount, DiscountKind,
    FawryInvoices, FawryInvoicesConfig, InvoiceCreated, InvoiceCustomer, InvoiceDetails, InvoiceDetailsData,
    InvoiceItem, InvoiceNumber, InvoiceStatistics, Login, Moment, PaymentType, PreferredMethod, Rate, RefreshToken,
    RefundInvoice, RefundInvoiceData, RequiredCode, RequiredData, Session, Whole,
};
pub use items::CheckoutItem;
pub use notification::{Notification, NotifiedItem};
pub use notification_v1::NotificationV1;
pub use plans::{InstallmentPlan, InstallmentPlans, InstallmentPlansData};
pub use refund::{Refund, Refunded};
pub use sdk::{SdkItem, SdkPayment, SdkTokenization};
pub use status::{PaymentStatus, PaymentStatusV1, PaymentStatusV1Data};
pub use tokens::{
    CardTokenData, CardTokenDeleted, CardTokensData, CreateCardToken, DeleteCardToken, ListCardTokens, SavedCard,
};
pub use words::{Currency, Language};

use crate::operation::operations;

operations! { Fawry {
    /// Charges a customer.
    charge / read_charge: Charge,
    /// Asks for a link to the hosted payment page.
    checkout_link / read_checkout_link: CheckoutLink,
    /// Refunds all or part of a paid order.
    refund / read_refund: Refund,
    /// Cancels an order that is not paid yet.
    cancel_unpaid_order / read_cancel_unpaid_order: CancelUnpaidOrder,
    /// Asks for the status of an order.
    payment_status / read_payment_status: PaymentStatus,
    /// Asks for the status of an order by the older call.
    payment_status_v1 / read_payment_status_v1: PaymentStatusV1,
    /// Lists the installment plans.
    installment_plans / read_installment_plans: InstallmentPlans,
    /// Takes all or part of an authorized amount.
    capture_authorization / read_capture_authorization: CaptureAuthorization,
    /// Gives an authorized amount back.
    cancel_authorization / read_cancel_authorization: CancelAuthorization,
    /// Saves a card.
    create_card_token / read_create_card_token: CreateCardToken,
    /// Lists the saved cards of a customer.
    list_card_tokens / read_list_card_tokens: ListCardTokens,
    /// Deletes a saved card.
    delete_card_token / read_delete_card_token: DeleteCardToken,
}}
