//! UPayments, Kuwait: charges and invoice links, status, saved cards, single and multi-vendor refunds, webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/upayments.md`.

#![cfg(feature = "upayments")]

#[cfg(not(target_arch = "wasm32"))]
mod about;
mod account;
mod answer;
mod auto_deduct;
mod cards;
mod charge;
mod class;
mod config;
mod errors;
#[cfg(feature = "diagnose")]
mod mistakes;
mod multivendor;
#[cfg(feature = "diagnose")]
mod names;
mod order;
mod refund;
mod refund_status;
mod status;
#[cfg(test)]
mod testing;
mod types;
mod webhook;

pub use crate::options::DEFAULT_TOLERANCE_SECONDS;
pub use crate::table::kinds::{Headers, RawBody};
pub use account::{CheckMerchant, Merchant, PayButtons, PaymentButtons, ShopButtons};
pub use auto_deduct::{AutoDeduct, CardHolder, Deducted, StoredCard};
pub use cards::{
    AddCard, Card, CardPage, CardRemoved, CreateCustomerToken, CreateTokenFromCard, CustomerCards, CustomerToken,
    Expiry, ListCustomerCards, NewCard, RemoveCard,
};
pub use charge::{Charge, ChargeLink, Customer, PaymentGateway, Product, Tokens, VendorShare};
pub(crate) use class::CLASS;
pub use config::{ApiToken, Environment, UPaymentsConfig};
pub use multivendor::{GeneratedRefund, MultivendorRefund, VendorRefund, VendorsRefunded};
pub use order::{Currency, Language, Order, Reference};
pub use refund::{Refund, Refunded, VendorBalance};
pub use refund_status::{
    CheckRefund, CheckedRefund, CheckedRefunds, DeleteMultivendorRefund, DeleteRefund, DeletedRefund, RefundProgress,
    RefundStatus,
};
pub use status::{Deposit, DepositStatus, Payment, PaymentStatus};
pub use types::{
    ApiKey, ChargeType, ExpiryNumber, Iban, NotificationType, PaymentSource, Received, UniqueToken, YesOrNo, ZeroOrMore,
};
pub use webhook::{ArrivedWebhook, Notification, Seconds, SignedWebhook, Webhook};

use crate::typed::class;

#[cfg(test)]
use testing::{built, recipe_of, refusal, sandbox};

class! {
    /// A UPayments merchant.
    pub struct UPayments = class::CLASS, UPaymentsConfig(token: String);
    /// Opens a payment: the answer holds the link to send the payer to.
    charge / charge_with, read_charge: charge::CHARGE, Charge => ChargeLink;
    /// Charges a stored card.
    auto_deduct / auto_deduct_with, read_auto_deduct: auto_deduct::AUTO_DEDUCT, AutoDeduct => Deducted;
    /// Opens a page on which a customer stores a card.
    add_card / add_card_with, read_add_card: cards::ADD_CARD, AddCard => CardPage;
    /// Stores a card whose number the merchant knows.
    create_token_from_card / create_token_from_card_with, read_create_token_from_card:
        cards::CREATE_TOKEN_FROM_CARD, CreateTokenFromCard => Card;
    /// Registers a customer, under whose token cards can be stored.
    create_customer_token / create_customer_token_with, read_create_customer_token:
        cards::CREATE_CUSTOMER_TOKEN, CreateCustomerToken => CustomerToken;
    /// Lists the stored cards of a customer.
    list_customer_cards / list_customer_cards_with, read_list_customer_cards:
        cards::LIST_CUSTOMER_CARDS, ListCustomerCards => CustomerCards;
    /// Removes a stored card.
    remove_card / remove_card_with, read_remove_card: cards::REMOVE_CARD, RemoveCard => CardRemoved;
    /// Asks whether an API key belongs to a whitelabel merchant.
    check_merchant / check_merchant_with, read_check_merchant: account::CHECK_MERCHANT, CheckMerchant => Merchant;
    /// Asks which payment buttons a shop may show.
    payment_buttons / payment_buttons_with, read_payment_buttons:
        account::PAYMENT_BUTTONS, PaymentButtons => ShopButtons;
    /// Asks for the status of a payment.
    payment_status / payment_status_with, read_payment_status: status::PAYMENT_STATUS, PaymentStatus => Payment;
    /// Asks whether a payment has been paid out to the merchant.
    deposit_status / deposit_status_with, read_deposit_status: status::DEPOSIT_STATUS, DepositStatus => Deposit;
    /// Refunds a paid order, or asks for the amounts of each vendor when it was shared.
    refund / refund_with, read_refund: refund::REFUND, Refund => Refunded;
    /// Asks whether an order has been refunded.
    refund_status / refund_status_with, read_refund_status:
        refund_status::REFUND_STATUS, RefundStatus => RefundProgress;
    /// Lists the refunds of an order.
    check_refund / check_refund_with, read_check_refund: refund_status::CHECK_REFUND, CheckRefund => CheckedRefunds;
    /// Cancels a refund that has not been paid out.
    delete_refund / delete_refund_with, read_delete_refund: refund_status::DELETE_REFUND, DeleteRefund => DeletedRefund;
    /// Refunds an order that was shared among vendors.
    multivendor_refund / multivendor_refund_with, read_multivendor_refund:
        multivendor::MULTIVENDOR_REFUND, MultivendorRefund => VendorsRefunded;
    /// Cancels the refund of one vendor.
    delete_multivendor_refund / delete_multivendor_refund_with, read_delete_multivendor_refund:
        refund_status::DELETE_MULTIVENDOR_REFUND, DeleteMultivendorRefund => DeletedRefund;
}
