//! Other names under which integrations send UPayments' fields: those of its answers and of its older API.

/// Fields by their wire names, with the other names.
pub(super) const ALIASES: &[(&str, &[&str])] = &[
    ("totalPrice", &["amount", "refundAmount", "totalAmount", "price"]),
    ("orderId", &["refundOrderId", "orderID"]),
    ("amount", &["total", "totalPrice", "totalAmount", "price"]),
    ("currency", &["currencyCode"]),
    ("returnUrl", &["successUrl", "redirectUrl"]),
    ("cancelUrl", &["errorUrl", "failureUrl"]),
    ("notificationUrl", &["notifyUrl", "webhookUrl", "callbackUrl"]),
    ("customerUniqueToken", &["uniqueToken", "customerToken"]),
    ("is_whitelabled", &["isWhitelabeled", "whitelabled"]),
    ("customerMobileNumber", &["customerMobile", "mobile", "phone"]),
    ("customerFirstName", &["customerName", "name"]),
    ("customerEmail", &["email"]),
    ("receiptId", &["receipt"]),
    ("mobile", &["phone", "phoneNumber"]),
    ("price", &["unitPrice", "amount"]),
    ("quantity", &["qty"]),
];
