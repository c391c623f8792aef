//! UPayments, Kuwait: charges and invoice links, status, saved cards, single and multi-vendor refunds, webhooks.
//!
//! Facts, formulas, evidence and disagreements: `docs/gateways/upayments.md`.

mod account;
mod answer;
mod auto_deduct;
mod cards;
mod charge;
mod config;
mod errors;
mod multivendor;
mod order;
mod refund;
mod refund_status;
mod status;
#[cfg(test)]
mod testing;
mod types;
mod webhook;

pub use account::{CheckMerchant, Merchant, PayButtons, PaymentButtons, ShopButtons};
pub use auto_deduct::{AutoDeduct, CardHolder, Deducted, StoredCard};
pub use cards::{
    AddCard, Card, CardPage, CardRemoved, CreateCustomerToken, CreateTokenFromCard, CustomerCards, CustomerToken,
    Expiry, ListCustomerCards, NewCard, RemoveCard,
};
pub use charge::{Charge, ChargeLink, Customer, PaymentGateway, Product, Tokens, VendorShare};
pub use config::{Environment, UPayments, UPaymentsConfig};
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
pub use webhook::{DEFAULT_TOLERANCE_SECONDS, Notification, Webhook};

use crate::operation::operations;

#[cfg(test)]
use testing::{built, recipe_of, refusal, sandbox};

operations! { UPayments {
    /// Opens a payment: the answer holds the link to send the payer to.
    charge / read_charge: Charge,
    /// Charges a stored card.
    auto_deduct / read_auto_deduct: AutoDeduct,
    /// Opens a page on which a customer stores a card.
    add_card / read_add_card: AddCard,
    /// Stores a card whose number the merchant knows.
    create_token_from_card / read_create_token_from_card: CreateTokenFromCard,
    /// Registers a customer, under whose token cards can be stored.
    create_customer_token / read_create_customer_token: CreateCustomerToken,
    /// Lists the stored cards of a customer.
    list_customer_cards / read_list_customer_cards: ListCustomerCards,
    /// Removes a stored card.
    remove_card / read_remove_card: RemoveCard,
    /// Asks whether an API key belongs to a whitelabel merchant.
    check_merchant / read_check_merchant: CheckMerchant,
    /// Asks which payment buttons a shop may show.
    payment_buttons / read_payment_buttons: PaymentButtons,
    /// Asks for the status of a payment.
    payment_status / read_payment_status: PaymentStatus,
    /// Asks whether a payment has been paid out to the merchant.
    deposit_status / read_deposit_status: DepositStatus,
    /// Refunds a paid order, or asks for the amounts of each vendor when it was shared.
    refund / read_refund: Refund,
    /// Asks whether an order has been refunded.
    refund_status / read_refund_status: RefundStatus,
    /// Lists the refunds of an order.
    check_refund / read_check_refund: CheckRefund,
    /// Cancels a refund that has not been paid out.
    delete_refund / read_delete_refund: DeleteRefund,
    /// Refunds an order that was shared among vendors.
    multivendor_refund / read_multivendor_refund: MultivendorRefund,
    /// Cancels the refund of one vendor.
    delete_multivendor_refund / read_delete_multivendor_refund: DeleteMultivendorRefund,
}}
