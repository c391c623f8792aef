//! What describes one call rather than the merchant's account.

use crate::document::Item;
use crate::engine::Content;
use crate::error::{Error, Result};
use crate::table::kinds::{Flag, Money, Secret, Text, UnixSeconds};
use crate::table::{FieldType, Kind, Rule, Shape, field_type, input, members};

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
        /// How many mistakes a diagnosis looks for together: 2 when absent, or 3, which takes up to a few seconds. It
        /// compares some million candidates with a digest of 128 bits or more, so that a match by chance is out of
        /// the question.
        depth: Option<Depth> = "depth",
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

field_type! {
    /// How many mistakes are looked for together.
    Depth(u64): Kind::new(Rule::Own(depth), "2 | 3", "2 or 3")
}

fn depth(item: Item<'_>) -> Result<Content<'_>> {
    match item.as_text() {
        Some(text @ ("2" | "3")) => Ok(Content::number(text)),
        _ => Err(Error::invalid("is not a depth of a search").hint("write 2 or 3")),
    }
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
