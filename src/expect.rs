//! Whether a payment is the one that the merchant expects.

use crate::amount::Amount;
use crate::document::DocumentBuf;
use crate::engine::{Values, read_value};
use crate::error::{Error, ErrorCode, Result};
use crate::outcome::State;
use crate::table::kinds::{Id, Money, Text};
use crate::table::{FieldType, members};
use crate::value::{Object, Value};

members! {
    /// What the merchant's own record of the order says.
    pub struct ExpectedPayment as "ExpectedPayment" {
        /// What was to be paid.
        amount: Money = "amount",
        /// Its currency, in the gateway's own notation; letter case does not matter.
        currency: Option<Text> = "currency",
        /// The merchant's own number for the order.
        merchant_ref: Option<Id> = "merchantRef",
    }
}

/// Where a kind of result has the amount that was paid, its currency and the merchant's reference.
struct Places {
    amount: &'static [&'static str],
    currency: Currency,
    reference: &'static [&'static str],
}

enum Currency {
    /// The gateway knows one currency.
    Always(&'static str),
    /// It stands in one of these fields.
    In(&'static [&'static str]),
}

/// The first row whose amount a result has is the one it is compared by.
const PLACES: &[Places] = &[
    // Fawry: notification V2, status, charge response and browser return.
    Places {
        amount: &["orderAmount"],
        currency: Currency::Always("EGP"),
        reference: &["merchantRefNumber", "merchantRefNum"],
    },
    // Fawry: notification V1.
    Places { amount: &["Amount"], currency: Currency::Always("EGP"), reference: &["MerchantRefNo"] },
    // UPayments.
    Places {
        amount: &["total_price"],
        currency: Currency::In(&["currency_type"]),
        reference: &["merchant_requested_order_id", "requested_order_id"],
    },
    // Pay3: fiat and crypto orders.
    Places { amount: &["exchangeAmount"], currency: Currency::In(&["exchangeCurId"]), reference: &["requestId"] },
    Places { amount: &["receivedAmount"], currency: Currency::In(&["cryptoCurId"]), reference: &["requestId"] },
    // Fatora.
    Places { amount: &["amount"], currency: Currency::In(&["currency"]), reference: &["order_id"] },
];

/// Compares a verified notification, or the data of a status or verification reader, with what the merchant
/// expects: the state is `paid`, and amount, currency and reference are the expected ones. Amounts are compared
/// as decimals. What is missing from the result is not the expected one.
///
/// Gives `{ ok: true }`, or `{ ok: false, reason, expected, actual }` with the first difference: `not-paid`,
/// `amount`, `currency` or `reference`.
///
/// # Errors
/// `INVALID_FIELD` and the like when `expected` cannot be compared with, and when it names a currency or reference
/// without a value, which was meant to be compared.
pub fn expect_payment(result: &Value, expected: &Value) -> Result<Value> {
    check_expectations(expected)?;
    let document = DocumentBuf::from(expected);
    let mut expected = Values::default();
    read_value(&mut expected, document.root(), &ExpectedPayment::KIND).map_err(|error| match error.hint_text() {
        Some(_) => error.at("expected"),
        None => error.at("expected").hint("pass { amount, currency, merchantRef } from your own record of the order"),
    })?;
    let expected_amount = expected.text(ExpectedPayment::KEY.amount).unwrap_or_default();
    let result = result.as_object().ok_or_else(|| {
        Error::invalid(format!("is {}, not a verified result", result.type_name()))
            .at("result")
            .hint("pass a verified notification, or the data of a status or verification outcome")
    })?;
    if result.get("ok").is_some() && (result.get("raw").is_some() || result.get("data").is_some()) {
        return Err(Error::invalid("is an outcome, not its data").at("result").hint("pass outcome.data"));
    }

    let state = text(result, &["state"]);
    if state != Some(State::Paid.as_str()) {
        return Ok(difference("not-paid", State::Paid.as_str(), state));
    }
    let Some((places, amount)) = PLACES.iter().find_map(|places| Some((places, text(result, places.amount)?))) else {
        return Ok(difference("amount", expected_amount, None));
    };
    let equal = |one: Amount| expected_amount.parse().is_ok_and(|other| one.equals(&other));
    if !amount.parse().is_ok_and(equal) {
        return Ok(difference("amount", expected_amount, Some(amount)));
    }
    if let Some(currency) = expected.text(ExpectedPayment::KEY.currency) {
        let actual = match places.currency {
            Currency::Always(code) => Some(code),
            Currency::In(names) => text(result, names),
        };
        if !actual.is_some_and(|actual| actual.eq_ignore_ascii_case(currency)) {
            return Ok(difference("currency", currency, actual));
        }
    }
    if let Some(reference) = expected.text(ExpectedPayment::KEY.merchant_ref) {
        let actual = text(result, places.reference);
        if actual != Some(reference) {
            return Ok(difference("reference", reference, actual));
        }
    }
    Ok([("ok", true)].into_iter().collect::<Object>().into())
}

/// Whatever is named was meant to be compared, so it cannot be absent, as undefined is.
fn check_expectations(expected: &Value) -> Result<()> {
    let Some(expected) = expected.as_object() else { return Ok(()) };
    let is_empty = |value: &Value| *value == Value::Null || value.as_text() == Some("");
    let has = |name: &str| expected.get(name).is_some_and(|value| !is_empty(value));
    if !has("amount") && !has("merchantRef") {
        let error =
            Error::new(ErrorCode::MissingField, "is required: without an amount and a reference nothing is checked");
        return Err(error.at("amount").at("expected").hint("pass the amount of your own record of the order"));
    }
    match expected.iter().find(|(name, value)| *name != "amount" && is_empty(value)) {
        None => Ok(()),
        Some((name, _)) => Err(Error::invalid("is named and has no value, so it would not be compared")
            .at(name)
            .at("expected")
            .hint("give it the value of your own record of the order, or leave it out")),
    }
}

fn text<'a>(result: &'a Object, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| result.get(name)?.as_text().filter(|text| !text.is_empty()))
}

fn difference(reason: &str, expected: &str, actual: Option<&str>) -> Value {
    let mut object = Object::new();
    object.push("ok", false);
    object.push("reason", reason);
    object.push("expected", expected);
    object.push("actual", actual.map_or(Value::Null, Value::from));
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect(result: &str, expected: &str) -> Result<String> {
        let value = expect_payment(&Value::parse(result).unwrap(), &Value::parse(expected).unwrap())?;
        let reason = value.at("reason").and_then(Value::as_text).unwrap_or("ok").to_owned();
        assert_eq!(value.at("ok") == Some(&Value::Bool(true)), reason == "ok");
        Ok(reason)
    }

    const RESULTS: [&str; 7] = [
        r#"{"state":"paid","orderAmount":"150.00","paymentAmount":"155.00","merchantRefNumber":"r-1"}"#,
        r#"{"state":"paid","Amount":"150.00","MerchantRefNo":"r-1"}"#,
        r#"{"state":"paid","amount":"150.00","currency":"EGP","order_id":"r-1"}"#,
        r#"{"state":"paid","total_price":"150.000","currency_type":"EGP","merchant_requested_order_id":"r-1","requested_order_id":"x"}"#,
        r#"{"state":"paid","total_price":"150.000","currency_type":"EGP","requested_order_id":"r-1"}"#,
        r#"{"state":"paid","exchangeAmount":"150.00","exchangeCurId":"egp","requestId":"r-1"}"#,
        r#"{"state":"paid","receivedAmount":"150.0","cryptoCurId":"EGP","requestId":"r-1"}"#,
    ];

    #[test]
    fn one_expectation_fits_every_gateway() {
        for result in RESULTS {
            for expected in [
                r#"{"amount":"150"}"#,
                r#"{"amount":150}"#,
                r#"{"amount":"150.000","currency":"EGP"}"#,
                r#"{"amount":"150.00","currency":"egp","merchantRef":"r-1"}"#,
            ] {
                assert_eq!(expect(result, expected).unwrap(), "ok", "{result} {expected}");
            }
            for (expected, reason) in [
                (r#"{"amount":"150.01"}"#, "amount"),
                (r#"{"amount":"15000"}"#, "amount"),
                (r#"{"amount":"150.0000000001","currency":"USD"}"#, "amount"),
                (r#"{"amount":"150","currency":"USD","merchantRef":"r-2"}"#, "currency"),
                (r#"{"amount":"150","merchantRef":"r-2"}"#, "reference"),
                (r#"{"amount":"150","merchantRef":"R-1"}"#, "reference"),
            ] {
                assert_eq!(expect(result, expected).unwrap(), reason, "{result} {expected}");
            }
        }
    }

    #[test]
    fn whatever_is_missing_is_not_what_was_expected() {
        for (result, reason) in [
            ("{}", "not-paid"),
            (r#"{"verified":false,"order_id":"r-1","amount":"150"}"#, "not-paid"),
            (r#"{"state":"partially-refunded","orderAmount":"150.00"}"#, "not-paid"),
            (r#"{"state":"PAID","orderAmount":"150.00"}"#, "not-paid"),
            (r#"{"state":"paid","orderId":"o"}"#, "amount"),
            (r#"{"state":"paid","amount":""}"#, "amount"),
            (r#"{"state":"paid","amount":"1.5e2"}"#, "amount"),
            (r#"{"state":"paid","amount":"-150"}"#, "amount"),
            (r#"{"state":"paid","amount":["150"]}"#, "amount"),
            (r#"{"state":"paid","amount":"150","order_id":"r-1"}"#, "currency"),
            (r#"{"state":"paid","amount":"150","currency":"EGP"}"#, "reference"),
        ] {
            let expected = r#"{"amount":"150","currency":"EGP","merchantRef":"r-1"}"#;
            assert_eq!(expect(result, expected).unwrap(), reason, "{result}");
        }
    }

    #[test]
    fn a_difference_shows_both_sides() {
        let result = Value::parse(RESULTS[0]).unwrap();
        let compare = |expected| expect_payment(&result, &Value::parse(expected).unwrap()).unwrap().to_json();
        assert_eq!(
            compare(r#"{"amount":"15.5"}"#),
            r#"{"ok":false,"reason":"amount","expected":"15.5","actual":"150.00"}"#
        );
        let unpaid = expect_payment(&Object::new().into(), &Value::parse(r#"{"amount":1}"#).unwrap()).unwrap();
        assert_eq!(unpaid.to_json(), r#"{"ok":false,"reason":"not-paid","expected":"paid","actual":null}"#);
    }

    #[test]
    fn without_an_amount_and_a_reference_it_says_that_nothing_is_checked() {
        let error = expect(RESULTS[0], "{}").unwrap_err();
        assert!(error.to_string().contains("nothing is checked"), "{error}");
    }

    #[test]
    fn an_expectation_that_cannot_be_met_is_an_error() {
        for (result, expected, field, code) in [
            (RESULTS[0], "{}", "expected.amount", ErrorCode::MissingField),
            (RESULTS[0], r#"{"amount":null,"merchantRef":null}"#, "expected.amount", ErrorCode::MissingField),
            (RESULTS[0], r#"{"merchantRef":"r-1"}"#, "expected.amount", ErrorCode::MissingField),
            (RESULTS[0], r#"{"amount":"150","merchantRef":null}"#, "expected.merchantRef", ErrorCode::InvalidField),
            (RESULTS[0], r#"{"amount":"150","merchantRef":""}"#, "expected.merchantRef", ErrorCode::InvalidField),
            (RESULTS[0], r#"{"amount":"150","currency":null}"#, "expected.currency", ErrorCode::InvalidField),
            (RESULTS[0], r#"{"amount":"1,5"}"#, "expected.amount", ErrorCode::InvalidAmount),
            (RESULTS[0], r#"{"amount":"0"}"#, "expected.amount", ErrorCode::InvalidAmount),
            (RESULTS[0], r#"{"amount":"1","reference":"r"}"#, "expected.reference", ErrorCode::UnknownField),
            (RESULTS[0], "null", "expected", ErrorCode::InvalidField),
            (r#"{"ok":true,"data":{"state":"paid"},"raw":{}}"#, r#"{"amount":"1"}"#, "result", ErrorCode::InvalidField),
            (r#"{"ok":true,"data":{"state":"paid"}}"#, r#"{"amount":"1"}"#, "result", ErrorCode::InvalidField),
            ("null", r#"{"amount":"1"}"#, "result", ErrorCode::InvalidField),
        ] {
            let error = expect(result, expected).unwrap_err();
            assert_eq!((error.code(), error.field()), (code, Some(field)), "{expected}");
            assert!(error.hint_text().is_some(), "{error}");
        }
    }
}
