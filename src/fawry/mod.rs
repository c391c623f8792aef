//! FawryPay, Egypt: charges, checkout links, refunds, order control, card tokens, notifications and the
//! e-invoice API.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/fawry.md`.

mod answer;
mod cancel;
mod charge;
mod config;
mod errors;
mod notification;
mod plans;
mod received;
mod refund;
mod returned;
mod status;
mod words;

pub use cancel::{CancelUnpaidOrder, UnpaidOrderCancelled};
pub use charge::{
    CardCharge, Charge, ChargeItem, ChargeMethod, ChargeOrder, Charged, InstallmentCharge, NextAction, Off, On, PlanId,
    SecureCardCharge, SecureTokenCharge, TokenCharge, TokenInstallmentCharge, ValuCharge, WalletCharge,
};
pub use config::{Fawry, FawryConfig};
pub use notification::{Notification, NotifiedItem};
pub use plans::{InstallmentPlan, InstallmentPlans, InstallmentPlansData};
pub use refund::{Refund, Refunded};
pub use status::{PaymentStatus, PaymentStatusV1, PaymentStatusV1Data};
pub use words::{Currency, Language};

use crate::operation::operations;

operations! { Fawry {
    /// Charges a customer.
    charge / read_charge: Charge,
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
}}
