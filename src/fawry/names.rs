//! Other names of Fawry's fields: those that Fawry itself has for the same thing in other calls, answers and
//! notifications, and those under which integrations send it.

use crate::signing::diagnose::names::{Groups, Meaning, OtherNames, meaning};

pub(super) const NAMES: OtherNames = OtherNames {
    meanings: MEANINGS,
    // The older browser plugin takes `customer: { name, mobile, … }` and `order: { expiry, orderItems, … }`.
    groups: Groups { names: &["customer", "order"], beside: "merchantCode" },
};

const MERCHANTS_REFERENCE: &[&str] = &["merchantRefNum", "merchantRefNumber", "MerchantRefNo"];
const FAWRYS_REFERENCE: &[&str] = &["referenceNumber", "orderRefNo", "fawryRefNumber", "FawryRefNo"];

const MEANINGS: &[Meaning] = &[
    meaning(&["merchantCode", "merchantAccount"], &["merchantAccountNumber"]),
    // The merchant's reference and Fawry's number are taken for each other.
    meaning(MERCHANTS_REFERENCE, &["merchantReferenceNumber", "merchantReference", "merchantOrderId"])
        .taken_for(FAWRYS_REFERENCE),
    meaning(FAWRYS_REFERENCE, &["fawryReferenceNumber", "refNumber", "orderReferenceNumber", "orderRefNumber"])
        .taken_for(MERCHANTS_REFERENCE),
    meaning(
        &["amount", "paymentAmount", "orderAmount", "refundAmount", "captureAmount", "Amount"],
        &["totalAmount", "chargeAmount", "total", "refundedAmount", "capturedAmount"],
    ),
    meaning(&["orderStatus", "OrderStatus"], &[]),
    meaning(&["customerProfileId"], &["customerMerchantId", "merchantCustomerProfileId", "profileId", "customerId"]),
    meaning(&["customerName"], &["clientName", "name"]),
    meaning(&["customerMobile"], &["customerPhone", "customerMobileNumber", "customerPhoneNumber", "mobile", "phone"]),
    meaning(&["customerEmail", "customerMail"], &["email"]),
    meaning(&["reason"], &["refundReason"]),
    meaning(&["currencyCode"], &["currency"]),
    meaning(&["lang", "language"], &["locale"]),
    meaning(&["paymentMethod"], &["paymentMethodType", "payMethod"]),
    meaning(&["paymentExpiry"], &["expiry", "expiryDate", "orderExpiry", "expireDate"]),
    meaning(&["chargeItems"], &["orderItems", "items", "products", "cartItems"]),
    meaning(&["itemId"], &["productSKU", "itemCode", "productId", "sku", "id"]),
    meaning(&["quantity"], &["qty", "count"]),
    meaning(&["price"], &["unitPrice", "itemPrice"]),
    meaning(&["returnUrl"], &["redirectUrl", "successUrl", "callbackUrl"]),
    meaning(&["orderWebHookUrl"], &["webhookUrl", "notificationUrl"]),
    meaning(&["cardNumber"], &["cardNo", "creditCardNumber"]),
    meaning(&["cardExpiryYear", "expiryYear"], &["expYear"]),
    meaning(&["cardExpiryMonth", "expiryMonth"], &["expMonth"]),
    meaning(&["cvv"], &["cvc", "cvv2", "securityCode"]),
    meaning(&["cardToken"], &["creditCardToken", "token"]),
    meaning(&["installmentPlanId"], &["planId"]),
    meaning(&["debitMobileWalletNo"], &["debitMobileWalletNumber", "walletNumber", "mobileWalletNo", "walletNo"]),
    meaning(&["valuCustomerCode"], &["valuMobile", "valuCustomerMobile"]),
];
