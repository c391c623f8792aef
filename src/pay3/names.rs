//! Other names under which integrations send Pay3's fields.

/// Fields by their wire names, with the other names.
pub(super) const ALIASES: &[(&str, &[&str])] = &[
    ("requestId", &["orderId", "merchantRequestId", "reference", "referenceId"]),
    ("fiatAmount", &["amount", "orderAmount", "refundAmount", "totalAmount"]),
    ("amount", &["cryptoAmount"]),
    ("currencyId", &["currency", "fiatCurrencyId", "fiatCurrency", "currencyCode"]),
    ("fiatCurrency", &["currencyId", "fiatCurrencyId"]),
    ("currency", &["currencyId", "cryptoCurrency", "cryptoCurId"]),
    ("paymentMethodId", &["paymentMethod"]),
    ("email", &["userEmail", "customerEmail"]),
    ("userId", &["customerId"]),
    ("address", &["walletAddress", "userAddress"]),
    ("clientId", &["merchantId"]),
];
