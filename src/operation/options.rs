//! What describes one call rather than the merchant's account.

use crate::declare::{Field, Flag, Kind, Money, Text, input, nested};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::Secret;
use crate::value::{Object, Value};

input! {
    /// What describes one call rather than the merchant's account.
    pub struct Options as "CallOptions" {
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

nested! {
    /// A key that may have been used by mistake.
    pub struct OtherKey as "OtherKey" {
        /// What the diagnosis calls it: `staging key`.
        label: Text = "label",
        /// The key.
        key: Secret = "key",
    }
}

/// Further keys that a diagnosis tries; there may be none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherKeys(pub Vec<OtherKey>);

impl Field for OtherKeys {
    const KIND: Kind = <Vec<OtherKey>>::KIND;

    fn parse(value: &Value) -> Result<Self> {
        match value {
            Value::Array(keys) if keys.is_empty() => Ok(Self::default()),
            keys => Field::parse(keys).map(Self),
        }
    }

    fn to_value(&self) -> Option<Value> {
        self.0.to_value()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timestamp: None,
            string_to_sign: None,
            allow_three_decimals: None,
            amount_as_string: None,
            order_id_only: None,
            currency: None,
            parent_amount: None,
            other_keys: None,
            extra: Object::new(),
        }
    }
}

impl Options {
    /// Options with a timestamp.
    ///
    /// # Errors
    /// `TIMESTAMP_OUT_OF_RANGE` unless it has ten digits.
    pub fn at(unix_seconds: u64) -> Result<Self> {
        let timestamp = UnixSeconds::parse(&Value::Number(unix_seconds.to_string()))?;
        Ok(Self { timestamp: Some(timestamp), ..Self::default() })
    }

    pub(crate) fn is_set(flag: Option<Flag>) -> bool {
        flag.is_some_and(|flag| flag.0)
    }
}

/// Unix seconds: ten digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnixSeconds(String);

impl UnixSeconds {
    /// The decimal text, as it is signed and sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for UnixSeconds {
    const KIND: Kind = Kind::of("number | string").rule("Unix seconds, ten digits");

    fn parse(value: &Value) -> Result<Self> {
        let text = value.as_text().unwrap_or_default();
        if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        let error = Error::new(ErrorCode::TimestampOutOfRange, "is not a Unix time in seconds");
        Err(match text.len() {
            13 => error.hint("these look like milliseconds: write Math.floor(Date.now() / 1000)"),
            _ => error.hint("write ten digits"),
        })
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Number(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declare::parse_input;

    #[test]
    fn a_list_of_other_keys_may_be_empty_and_is_read_strictly() {
        let read = |json: &str| parse_input::<Options>(&Value::parse(json).unwrap(), &[]);
        assert_eq!(read(r#"{"otherKeys":[]}"#).unwrap().other_keys, Some(OtherKeys::default()));
        assert_eq!(read(r#"{"otherKeys":[{"label":"old","key":"k"}]}"#).unwrap().other_keys.unwrap().0.len(), 1);
        for (json, field) in [
            (r#"{"otherKeys":{}}"#, "otherKeys"),
            (r#"{"otherKeys":[{"label":"old"}]}"#, "otherKeys[0].key"),
            (r#"{"otherKeys":[{"label":"old","key":"\u200bk"}]}"#, "otherKeys[0].key"),
        ] {
            assert_eq!(read(json).unwrap_err().field(), Some(field), "{json}");
        }
    }
}
