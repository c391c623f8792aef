//! What describes one call rather than the merchant's account.

use crate::table::kinds::{Flag, Money, Secret, Text, UnixSeconds};
use crate::table::{FieldType, Shape, field_type, input, members};

input! {
    /// What describes one call rather than the merchant's account.
    pub struct CallOptions as "CallOptions" {
        /// Unix seconds, for gateways that sign the time (UPayments). In JavaScript the clock is read when it is absent.
        timestamp: Option<UnixSeconds> = "timestamp",
        /// The text to sign, where the gateway (Pay3) documents no formula.
        string_to_sign: Option<Text> = "stringToSign",
        /// Accept a third decimal in a refund (UPayments).
        allow_three_decimals: Option<Flag> = "allowThreeDecimals",
        /// Send the amount as a JSON string (UPayments `autoDeduct`).
        amount_as_string: Option<Flag> = "amountAsString",
        /// Verify by order id alone (Fatora `verifyPayment`).
        order_id_only: Option<Flag> = "orderIdOnly",
        /// The currency in whose minor units an amount without a currency field is written (Fatora); `QAR` when absent.
        currency: Option<Text> = "currency",
        /// The amount of the parent order, which a refund must not exceed (Pay3).
        parent_amount: Option<Money> = "parentAmount",
        /// Further keys that a diagnosis tries.
        other_keys: Option<OtherKeys> = "otherKeys",
    }
}

members! {
    /// A key that may have been used by mistake.
    pub struct OtherKey as "OtherKey" {
        /// What the diagnosis calls it: `staging key`.
        label: Text = "label",
        /// The key.
        key: Secret = "key",
    }
}

field_type! {
    /// Any number of them, none too: code that gathers them need not ask whether it found one.
    OtherKeys(Vec<OtherKey>): <Vec<OtherKey> as FieldType>::KIND.even_empty()
}

/// How far the time of a webhook may be from the clock, in either direction.
pub const DEFAULT_TOLERANCE_SECONDS: u64 = 300;

/// The options of every call.
pub(crate) const OPTIONS: &Shape = CallOptions::SHAPE;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::MASK;

    #[test]
    fn the_keys_of_a_call_are_not_printed() {
        let options = CallOptions::new().other_keys(vec![OtherKey::new().label("staging").key("s3cr3t")]);
        let shown = format!("{options:?}");
        assert!(shown.contains(MASK) && shown.contains("staging") && !shown.contains("s3cr3t"), "{shown}");
    }
}
