//! Other names under which integrations send UPayments' fields: those of its answers and of its older API.

use crate::signing::diagnose::names::{Groups, Meaning, OtherNames, meaning};

pub(super) const NAMES: OtherNames = OtherNames { meanings: MEANINGS, groups: Groups::NONE };

const MEANINGS: &[Meaning] = &[
    meaning(&["totalPrice"], &["amount", "refundAmount", "totalAmount", "price"]),
    meaning(&["orderId"], &["refundOrderId", "orderID"]),
    meaning(&["amount"], &["total", "totalPrice", "totalAmount", "price"]),
    meaning(&["currency"], &["currencyCode"]),
    meaning(&["returnUrl"], &["successUrl", "redirectUrl"]),
    meaning(&["cancelUrl"], &["errorUrl", "failureUrl"]),
    meaning(&["notificationUrl"], &["notifyUrl", "webhookUrl", "callbackUrl"]),
    meaning(&["customerUniqueToken"], &["uniqueToken", "customerToken"]),
    meaning(&["is_whitelabled"], &["isWhitelabeled", "whitelabled"]),
    meaning(&["customerMobileNumber"], &["customerMobile", "mobile", "phone"]),
    meaning(&["customerFirstName"], &["customerName", "name"]),
    meaning(&["customerEmail"], &["email"]),
    meaning(&["receiptId"], &["receipt"]),
    meaning(&["mobile"], &["phone", "phoneNumber"]),
    meaning(&["price"], &["unitPrice", "amount"]),
    meaning(&["quantity"], &["qty"]),
];
