//! The amounts of Pay3, which travel as text.

use crate::amount::{Amount, ExactAmount};
use crate::table::kinds::amount;
use crate::table::{Decimals, field_type};

/// How many decimals a fiat amount has in every currency, KWD included.
const FIAT_DECIMALS: u8 = 2;
const CRYPTO_DECIMALS: u8 = 18;

field_type! {
    /// A fiat amount with exactly two decimals; the same text is signed and sent.
    FiatAmount(ExactAmount): amount(Decimals::Exactly(FIAT_DECIMALS), false, true, "above zero, two decimals")
}
field_type! {
    /// A crypto amount as the caller wrote it, because the caller writes the string to sign as well.
    CryptoAmount(ExactAmount): amount(
        Decimals::AsWritten(CRYPTO_DECIMALS), false, true, "above zero, at most 18 decimals, sent as written"
    )
}
field_type! {
    /// A fiat amount of a crypto operation, as the caller wrote it.
    WrittenFiatAmount(ExactAmount): amount(
        Decimals::AsWritten(FIAT_DECIMALS), false, true, "above zero, at most two decimals, sent as written"
    )
}

/// A fiat amount as Pay3 sent it, with two decimals; none when it has more, and then it stays as it is.
pub(super) fn received_fiat(text: &str) -> Option<String> {
    text.parse::<Amount>().ok()?.to_decimals(usize::from(FIAT_DECIMALS)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::error::{ErrorCode, Result};
    use crate::pay3::{CLASS, Pay3};
    use crate::value::{Object, Value};

    /// The amount as it is sent.
    fn sent(operation: &str, input: &str, field: &str, amount: Value) -> Result<String> {
        let pay3 = Pay3::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap();
        let mut input = Value::parse(input).unwrap();
        if let Value::Object(object) = &mut input {
            object.set(field, amount);
        }
        let mut options = Object::new();
        if operation != "refund" {
            options.set("stringToSign", "s");
        }
        let body = pay3.build(operation, &input, &options.into())?.body.unwrap();
        Ok(Value::parse(&body).unwrap().at(field).and_then(Value::as_text).unwrap().to_owned())
    }

    fn fiat(amount: impl Into<Value>) -> Result<String> {
        sent("refund", r#"{"requestId":"r"}"#, "fiatAmount", amount.into())
    }

    fn crypto(amount: &str) -> Result<String> {
        let input = r#"{"requestId":"r","currency":"c","address":"w","mode":"returnUrl"}"#;
        sent("cryptoPayout", input, "amount", amount.into())
    }

    fn written_fiat(amount: &str) -> Result<String> {
        let input = r#"{"requestId":"r","currency":"c","address":"w","fiatCurrency":"aed_ae"}"#;
        sent("cryptoCheckout", input, "fiatAmount", amount.into())
    }

    #[test]
    fn fiat_amounts_have_two_decimals() {
        for (given, written) in [("10", "10.00"), ("10.5", "10.50"), ("0.020", "0.02"), ("007", "7.00")] {
            assert_eq!(fiat(given).unwrap(), written);
        }
        assert_eq!(fiat(Value::Number("580.55".into())).unwrap(), "580.55");
        for bad in ["0.025", ".02", "0,02", "1e-2", "0.00", "-1", "5.", "1.005", ""] {
            assert_eq!(fiat(bad).unwrap_err().code(), ErrorCode::InvalidAmount, "{bad}");
        }
    }

    #[test]
    fn what_pay3_sends_has_two_decimals_as_well() {
        for (sent, read) in [("10", Some("10.00")), ("0.020", Some("0.02")), ("1.1000", Some("1.10")), ("10.125", None)]
        {
            assert_eq!(received_fiat(sent).as_deref(), read);
        }
    }

    #[test]
    fn crypto_amounts_stay_as_they_are_written() {
        for given in ["1", "1.0", "0.000000000000000001", "35.10"] {
            assert_eq!(crypto(given).unwrap(), given);
        }
        for bad in ["007", "00.5", "0.0000000000000000001", "1.0000000000000000000", "0", "1e-7", ".5"] {
            assert_eq!(crypto(bad).unwrap_err().code(), ErrorCode::InvalidAmount, "{bad}");
        }
        assert_eq!(written_fiat("35").unwrap(), "35");
        assert!(written_fiat("35.100").is_err());
    }
}
