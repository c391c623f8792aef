//! The amounts of Pay3, which travel as text.

use crate::amount::Amount;
use crate::declare::{Kind, text_type};
use crate::error::{Error, ErrorCode, Result};
use crate::value::Value;

/// How many decimals a fiat amount has in every currency, KWD included.
const FIAT_DECIMALS: usize = 2;
const CRYPTO_DECIMALS: usize = 18;

text_type! {
    /// A fiat amount with exactly two decimals; the same text is signed and sent.
    FiatAmount: Kind::of("Amount").rule("above zero, two decimals").amount(),
    |value| Amount::from_value(value)?.positive()?.to_decimals(FIAT_DECIMALS)
}
text_type! {
    /// A crypto amount as the caller wrote it, because the caller writes the string to sign as well.
    CryptoAmount: Kind::of("Amount").rule("above zero, at most 18 decimals, sent as written").amount(),
    |value| as_written(value, CRYPTO_DECIMALS)
}
text_type! {
    /// A fiat amount of a crypto operation, as the caller wrote it.
    WrittenFiatAmount: Kind::of("Amount").rule("above zero, at most two decimals, sent as written").amount(),
    |value| as_written(value, FIAT_DECIMALS)
}

/// A fiat amount as Pay3 sent it, with two decimals; unchanged when it has more.
pub(super) fn received_fiat(amount: Amount) -> Amount {
    let text = amount.to_decimals(FIAT_DECIMALS).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(amount)
}

fn as_written(value: &Value, decimals: usize) -> Result<String> {
    let amount = Amount::from_value(value)?.positive()?;
    amount.to_decimals(decimals)?;
    let refuse = |message: String, hint: &str| Err(Error::new(ErrorCode::InvalidAmount, message).hint(hint));
    let given = amount.given();
    let (integer, fraction) = given.split_once('.').unwrap_or((given, ""));
    if integer.len() > 1 && integer.starts_with('0') {
        return refuse("has a leading zero, and is sent as written".into(), "leave the zero out");
    }
    if fraction.len() > decimals {
        let message = format!("has {} decimals, at most {decimals} are possible", fraction.len());
        return refuse(message, "leave zeros at the end out: the amount is sent as written");
    }
    Ok(given.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declare::Field;

    #[test]
    fn fiat_amounts_have_two_decimals() {
        for (given, written) in [("10", "10.00"), ("10.5", "10.50"), ("0.020", "0.02"), ("007", "7.00")] {
            assert_eq!(FiatAmount::parse(&given.into()).unwrap().as_str(), written);
        }
        assert_eq!(FiatAmount::parse(&Value::Number("580.55".into())).unwrap().as_str(), "580.55");
        for bad in ["0.025", ".02", "0,02", "1e-2", "0.00", "-1", "5.", "1.005", ""] {
            assert_eq!(FiatAmount::parse(&bad.into()).unwrap_err().code(), ErrorCode::InvalidAmount, "{bad}");
        }
    }

    #[test]
    fn what_pay3_sends_has_two_decimals_as_well() {
        for (sent, read) in [("10", "10.00"), ("0.020", "0.02"), ("1.1000", "1.10"), ("10.125", "10.125")] {
            assert_eq!(received_fiat(sent.parse().unwrap()).given(), read);
        }
    }

    #[test]
    fn crypto_amounts_stay_as_they_are_written() {
        for given in ["1", "1.0", "0.000000000000000001", "35.10"] {
            assert_eq!(CryptoAmount::parse(&given.into()).unwrap().as_str(), given);
        }
        for bad in ["007", "00.5", "0.0000000000000000001", "1.0000000000000000000", "0", "1e-7", ".5"] {
            assert_eq!(CryptoAmount::parse(&bad.into()).unwrap_err().code(), ErrorCode::InvalidAmount, "{bad}");
        }
        assert_eq!(WrittenFiatAmount::parse(&"35".into()).unwrap().as_str(), "35");
        assert!(WrittenFiatAmount::parse(&"35.100".into()).is_err());
    }
}
