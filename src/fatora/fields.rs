//! The fields of Fatora that have a rule of their own.

use crate::currency::minor_unit;
use crate::engine::{Call, Content};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::table::kinds::{Email, Text};
use crate::table::{Key, Kind, Rule, choices, field_type, members};

choices! {
    /// The language of the payment page.
    Language: "\"en\" | \"ar\"", "en or ar" { En = "en", Ar = "ar" }
}
field_type! {
    /// A token that stands for a saved card, exactly as Fatora sent it.
    SavedCard(String): Kind::new(Rule::Checked(saved_card), "string", "letters, digits, + / \\ |").secret()
}
members! {
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

fn saved_card(text: &str) -> Result<()> {
    if text.chars().all(|character| character.is_ascii_alphanumeric() || "+/\\|".contains(character)) {
        return Ok(());
    }
    // The token is as good as a card, so it is not repeated.
    let error = Error::invalid("holds a character that card tokens do not have");
    Err(match text.contains(' ') {
        true => error.hint("the blank was a + that a URL decoder replaced; readReturn keeps it"),
        false => error.hint("pass it exactly as it was received, percent-decoded once"),
    })
}

/// Writes an amount that has no currency beside it: the option says it, `QAR` otherwise.
pub(super) fn in_account_currency(call: &mut Call<'_>, amount: Key) -> Result<()> {
    let currency = call.options.text(CallOptions::KEY.currency).unwrap_or("QAR");
    let decimals = minor_unit(currency).map_err(|error| error.at("options"))?;
    let given = call.input.text(amount).unwrap_or_default().parse::<crate::amount::Amount>()?;
    let text = given.to_decimals(decimals).map_err(|error| error.at("amount"))?;
    call.input.set(amount, Content::number(text));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;
    use crate::fatora::{CLASS, Fatora};
    use crate::value::{Object, Value};

    /// The token of a card as it is sent.
    fn sent(token: &str) -> Result<String> {
        let fatora = Fatora::new(&Value::parse(CLASS.sample_config).unwrap()).unwrap();
        let input: Object = [("card_token", token), ("order_id", "1"), ("amount", "1")].into_iter().collect();
        let body = fatora.build("collectPayment", &input.into(), &Value::Null)?.body.unwrap();
        Ok(Value::parse(&body).unwrap().at("card_token").and_then(Value::as_text).unwrap().to_owned())
    }

    #[test]
    fn a_card_token_is_taken_whole_or_not_at_all() {
        let token = r"ab+c/d\e|f";
        assert_eq!(sent(token).unwrap(), token);
        for bad in ["ab c/d", "ab%2Bc", "ab\n", "", "ab=="] {
            let error = sent(bad).unwrap_err();
            assert!(bad.is_empty() || !error.to_string().contains(bad), "{error}");
        }
        assert!(sent("a b").unwrap_err().hint_text().unwrap().contains('+'));
    }
}
