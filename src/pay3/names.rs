//! Other names under which integrations send Pay3's fields.

use crate::signing::diagnose::names::{Groups, Meaning, OtherNames, meaning};

pub(super) const NAMES: OtherNames = OtherNames { meanings: MEANINGS, groups: Groups::NONE };

const MEANINGS: &[Meaning] = &[
    meaning(&["requestId"], &["orderId", "merchantRequestId", "reference", "referenceId"]),
    meaning(&["fiatAmount"], &["amount", "orderAmount", "refundAmount", "totalAmount"]),
    meaning(&["amount"], &["cryptoAmount"]),
    meaning(&["currencyId"], &["currency", "fiatCurrencyId", "fiatCurrency", "currencyCode"]),
    meaning(&["fiatCurrency"], &["currencyId", "fiatCurrencyId"]),
    meaning(&["currency"], &["currencyId", "cryptoCurrency", "cryptoCurId"]),
    meaning(&["paymentMethodId"], &["paymentMethod"]),
    meaning(&["email"], &["userEmail", "customerEmail"]),
    meaning(&["userId"], &["customerId"]),
    meaning(&["address"], &["walletAddress", "userAddress"]),
    meaning(&["clientId"], &["merchantId"]),
];
