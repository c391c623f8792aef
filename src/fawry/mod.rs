//! FawryPay, Egypt: charges, checkout links, refunds, order control, card tokens, notifications and the
//! e-invoice API.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/fawry.md`.

#![cfg(feature = "fawry")]

#[cfg(not(target_arch = "wasm32"))]
mod about;
mod answer;
mod authorization;
mod cancel;
mod charge;
mod checkout;
mod class;
mod config;
mod errors;
mod invoices;
mod items;
#[cfg(feature = "diagnose")]
mod mistakes;
#[cfg(feature = "diagnose")]
mod names;
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

pub use crate::table::kinds::ReceivedPounds;
pub use authorization::{Authorized, CancelAuthorization, CaptureAuthorization};
pub use cancel::{CancelUnpaidOrder, UnpaidOrderCancelled};
pub use charge::{Charge, ChargeItem, Charged, NextAction, PlanId};
pub use checkout::{CheckoutLink, CheckoutLinkData};
pub(crate) use class::CLASS;
pub use config::{
    AmountEncoding, ChargeSignature, CheckoutSignature, DeleteTokenParams, DeleteTokenSignature, Environment,
    FawryConfig, InstallmentPlansQuery, ItemOrder, NotificationV1Digest, QueryEncoding,
};
pub(crate) use invoices::CLASS as INVOICES;
pub use invoices::{
    BareToken, CancelInvoices, Communication, CreateInvoice, CreatePaymentLink, Day, Discount, DiscountKind,
    FawryInvoices, FawryInvoicesConfig, InvoiceCreated, InvoiceCustomer, InvoiceDetails, InvoiceDetailsData,
    InvoiceItem, InvoiceNumber, InvoiceStatistics, Login, Moment, PaymentType, PreferredMethod, Rate, RefreshToken,
    RefundInvoice, RefundInvoiceData, RequiredCode, RequiredData, Session, Whole,
};
pub use items::CheckoutItem;
pub use notification::{Notification, NotifiedItem, NotifiedReference, SignedNotification};
pub use notification_v1::{NotificationV1, SignedNotificationV1, SpeltReference};
pub use plans::{InstallmentPlan, InstallmentPlans, InstallmentPlansData};
pub use refund::{Refund, Refunded};
pub use returned::SignedReturn;
pub use sdk::{SdkItem, SdkPayment, SdkTokenization};
pub use status::{PaymentStatus, PaymentStatusV1, PaymentStatusV1Data};
pub use tokens::{
    CardTokenData, CardTokenDeleted, CardTokensData, CreateCardToken, DeleteCardToken, ListCardTokens, SavedCard,
};
pub use words::{Currency, Language};

use crate::typed::class;
use crate::value::Value;

class! {
    /// A Fawry merchant.
    pub struct Fawry = class::CLASS, FawryConfig(merchant_code: String, secure_key: Value);
    /// Charges a customer.
    charge, read_charge: charge::CHARGE, Charge => Charged;
    /// Asks for a link to the hosted payment page.
    checkout_link, read_checkout_link: checkout::CHECKOUT_LINK, CheckoutLink => CheckoutLinkData;
    /// Refunds all or part of a paid order.
    refund, read_refund: refund::REFUND, Refund => Refunded;
    /// Cancels an order that is not paid yet.
    cancel_unpaid_order, read_cancel_unpaid_order:
        cancel::CANCEL_UNPAID_ORDER, CancelUnpaidOrder => UnpaidOrderCancelled;
    /// Asks for the status of an order.
    payment_status, read_payment_status: status::PAYMENT_STATUS, PaymentStatus => Notification;
    /// Asks for the status of an order by the older call.
    payment_status_v1, read_payment_status_v1: status::PAYMENT_STATUS_V1, PaymentStatusV1 => PaymentStatusV1Data;
    /// Lists the installment plans.
    installment_plans, read_installment_plans: plans::INSTALLMENT_PLANS, InstallmentPlans => InstallmentPlansData;
    /// Takes all or part of an authorized amount.
    capture_authorization, read_capture_authorization:
        authorization::CAPTURE_AUTHORIZATION, CaptureAuthorization => Authorized;
    /// Gives an authorized amount back.
    cancel_authorization, read_cancel_authorization:
        authorization::CANCEL_AUTHORIZATION, CancelAuthorization => Authorized;
    /// Saves a card.
    create_card_token, read_create_card_token: tokens::CREATE_CARD_TOKEN, CreateCardToken => CardTokenData;
    /// Lists the saved cards of a customer.
    list_card_tokens, read_list_card_tokens: tokens::LIST_CARD_TOKENS, ListCardTokens => CardTokensData;
    /// Deletes a saved card.
    delete_card_token, read_delete_card_token: tokens::DELETE_CARD_TOKEN, DeleteCardToken => CardTokenDeleted;
}

/// What the tests of the operations share.
#[cfg(test)]
mod testing {
    use super::{CLASS, Fawry, FawryInvoices, INVOICES};
    use crate::client::Client;
    use crate::error::Error;
    use crate::request::{HttpRequest, HttpResponse};
    use crate::value::Value;

    pub(super) fn json(text: &str) -> Value {
        Value::parse(text).unwrap()
    }

    /// The documented demonstration merchant.
    pub(super) fn fawry() -> Fawry {
        Fawry::new(&json(CLASS.sample_config)).unwrap()
    }

    /// The same with another reading of the documentation.
    pub(super) fn fawry_with(option: &str, value: &str) -> Fawry {
        let mut config = json(CLASS.sample_config).as_object().unwrap().clone();
        config.set(option, value);
        Fawry::new(&config.into()).unwrap()
    }

    pub(super) fn invoices() -> FawryInvoices {
        FawryInvoices::new(&json(INVOICES.sample_config)).unwrap()
    }

    pub(super) fn build(client: &dyn Client, operation: &str, input: &str) -> Result<HttpRequest, Error> {
        client.build(operation, &json(input), &Value::Null)
    }

    /// The code and field of a refused input.
    pub(super) fn refused(client: &dyn Client, operation: &str, input: &str) -> (&'static str, String) {
        let error = build(client, operation, input).expect_err(input);
        assert!(error.hint_text().is_some() || error.code().as_str() == "MISSING_FIELD", "no hint: {error}");
        (error.code().as_str(), error.field().unwrap_or_default().to_owned())
    }

    pub(super) fn read(client: &dyn Client, operation: &str, status: u16, body: &str) -> Result<Value, Error> {
        client.read(operation, HttpResponse { status, body })
    }

    /// The text at a path of what a reader made of an answer.
    pub(super) fn text(value: &Value, path: &str) -> String {
        match value.at(path) {
            Some(Value::String(text) | Value::Number(text)) => text.clone(),
            Some(Value::Bool(flag)) => flag.to_string(),
            Some(other) => other.to_json(),
            None => String::new(),
        }
    }
}
