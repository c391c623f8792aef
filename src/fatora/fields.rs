//! The fields of Fatora that have a rule of their own.

use crate::amount::minor_unit;
use crate::declare::{CurrencyCode, Email, Kind, Money, Text, choices, clean_text, nested, text_type};
use crate::error::{Error, Result};
use crate::operation::Options;
use crate::value::Value;

choices! {
    /// The language of the payment page.
    Language: "\"en\" | \"ar\"", "en or ar" { En = "en", Ar = "ar" }
}
text_type! {
    /// A token that stands for a saved card, exactly as Fatora sent it.
    SavedCard: Kind::of("string").rule("letters, digits, + / \\ |").secret(), saved_card
}
nested! {
    /// Who pays.
    pub struct Payer as "FatoraClient" {
        /// The full name.
        name: Option<Text> = "name",
        /// With the country code: `+97400000000`.
        phone: Option<Text> = "phone",
        /// The address that Fatora writes to.
        email: Option<Email> = "email",
    }
}

fn saved_card(value: &Value) -> Result<String> {
    let text = clean_text(value)?;
    if text.chars().all(|character| character.is_ascii_alphanumeric() || "+/\\|".contains(character)) {
        return Ok(text);
    }
    // The token is as good as a card, so it is not repeated.
    let error = Error::invalid("holds a character that card tokens do not have");
    Err(match text.contains(' ') {
        true => error.hint("the blank was a + that a URL decoder replaced; readReturn keeps it"),
        false => error.hint("pass it exactly as it was received, percent-decoded once"),
    })
}

/// The JSON number of an amount in a currency.
pub(super) fn in_currency(amount: &Money, currency: &CurrencyCode) -> Result<Value> {
    amount.amount().in_currency(currency.as_str()).map(Value::Number).map_err(|error| error.at("amount"))
}

/// The JSON number of an amount that has no currency beside it: the option says it, `QAR` otherwise.
pub(super) fn in_account_currency(amount: &Money, options: &Options) -> Result<Value> {
    let currency = options.currency.as_ref().map_or("QAR", Text::as_str);
    let decimals = minor_unit(currency).map_err(|error| error.at("options"))?;
    amount.amount().to_decimals(decimals).map(Value::Number).map_err(|error| error.at("amount"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declare::Field;

    #[test]
    fn a_card_token_is_taken_whole_or_not_at_all() {
        let token = r"ab+c/d\e|f";
        assert_eq!(SavedCard::parse(&token.into()).unwrap().as_str(), token);
        for bad in ["ab c/d", "ab%2Bc", "ab\n", "", "ab=="] {
            let error = SavedCard::parse(&bad.into()).unwrap_err();
            assert!(bad.is_empty() || !error.to_string().contains(bad), "{error}");
        }
        assert!(SavedCard::parse(&"a b".into()).unwrap_err().hint_text().unwrap().contains('+'));
    }
}
