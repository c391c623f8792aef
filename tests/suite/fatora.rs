//! Fatora: exact amounts and untrusted returns, whatever comes in.

use proptest::prelude::*;
use tawqee::fatora::Fatora;
use tawqee::{Client, ErrorCode, Event, Object, Value, minor_unit};

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn fatora() -> Fatora {
    Fatora::new(&json(r#"{"apiKey":"test-api-key","bearerToken":"test-jwt"}"#)).unwrap()
}

fn checkout(amount: &str, currency: &str) -> tawqee::Result<String> {
    let mut input =
        json(r#"{"order_id":"1","success_url":"https://example.com/s","failure_url":"https://example.com/f"}"#)
            .as_object()
            .unwrap()
            .clone();
    input.set("amount", amount);
    input.set("currency", currency);
    let body = fatora().build("checkout", &input.into(), &Value::Null)?.body.unwrap();
    Ok(json(&body).at("amount").and_then(Value::as_text).unwrap().to_owned())
}

#[test]
fn nothing_is_signed() {
    let sample = json(r#"{"transaction_id":"1","order_id":"1"}"#);
    for operation in ["refund", "verifyPayment", "notification", "webhook"] {
        for error in [
            fatora().signature(operation, &sample, &Value::Null).unwrap_err(),
            fatora().explain(operation, &sample, &Value::Null).unwrap_err(),
        ] {
            assert_eq!(error.code(), ErrorCode::Unsupported, "{operation}");
            assert!(error.message().contains("signs nothing"), "{error}");
            assert!(error.hint_text().unwrap().contains("diagnoseRequest"), "{error}");
        }
    }
    let forged = fatora().event("verifyWebhook", &Event::default()).unwrap_err();
    assert_eq!(forged.code(), ErrorCode::Unsupported);
}

#[test]
fn a_refund_has_no_amount() {
    let input = json(r#"{"transaction_id":"1","order_id":"1","amount":"5"}"#);
    let error = fatora().build("refund", &input, &Value::Null).unwrap_err();
    assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some("amount")));
}

#[test]
fn misspelt_names_are_put_right() {
    let input = json(r#"{"transactionId":"1","order_id":"1"}"#);
    let error = fatora().build("refund", &input, &Value::Null).unwrap_err();
    assert_eq!(error.hint_text(), Some("did you mean transaction_id?"));
    let error = fatora().build("refund", &json(r#"{"transaction_id":1.5,"order_id":"1"}"#), &Value::Null).unwrap_err();
    assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("transaction_id")));
    let options = json(r#"{"orderIdOnly":true}"#);
    let error = fatora().build("refund", &json(r#"{"transaction_id":"1","order_id":"1"}"#), &options).unwrap_err();
    assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some("options.orderIdOnly")));
}

#[test]
fn a_return_is_an_event_without_proof() {
    let event = Event {
        body: b"order_id=A-1&transaction_id=77&response_code=000&card_token=ab+c%2Fd".to_vec(),
        details: Value::Null,
    };
    let result = fatora().event("readReturn", &event).unwrap();
    assert_eq!(result.at("verified"), Some(&Value::Bool(false)));
    assert_eq!(result.at("card_token"), Some(&"ab+c/d".into()));
    let outcome = tawqee::expect_payment(&result, &json(r#"{"amount":"1"}"#)).unwrap();
    assert_eq!(outcome.at("reason"), Some(&"not-paid".into()));
}

proptest! {
    #![proptest_config(crate::thorough::thorough())]

    #[test]
    fn amounts_have_the_decimals_of_their_currency(
        units in 1u64..1_000_000_000,
        scale in 0u32..5,
        currency in prop::sample::select(vec!["QAR", "SAR", "KWD", "BHD", "OMR", "JPY", "EGP", "USD"]),
    ) {
        let divisor = 10u64.pow(scale);
        let given = match scale {
            0 => units.to_string(),
            _ => format!("{}.{:0width$}", units / divisor, units % divisor, width = scale as usize),
        };
        let decimals = minor_unit(currency).unwrap();
        let significant = given.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
        match checkout(&given, currency) {
            Ok(written) => {
                prop_assert!(significant <= decimals);
                prop_assert_eq!(written.split_once('.').map_or(0, |(_, fraction)| fraction.len()), decimals);
                let plain = |text: &str| text.parse::<tawqee::Amount>().unwrap();
                prop_assert!(plain(&written).equals(&plain(&given)));
            }
            Err(error) => {
                prop_assert!(significant > decimals);
                prop_assert_eq!((error.code(), error.field()), (ErrorCode::InvalidAmount, Some("amount")));
            }
        }
    }

    #[test]
    fn texts_arrive_as_they_were_given(id in "[^\u{fffd}]{1,30}") {
        let input: Object = [("transaction_id", id.as_str()), ("order_id", id.as_str())].into_iter().collect();
        let body = fatora().build("refund", &input.clone().into(), &Value::Null).unwrap().body.unwrap();
        prop_assert_eq!(json(&body), Value::from(input));
    }

    #[test]
    fn a_card_token_survives_the_return(token in "[A-Za-z0-9+/\\\\|]{1,40}") {
        let raw = token.replace('/', "%2F").replace('\\', "%5C").replace('|', "%7C");
        let back = fatora().read_return(&format!("https://shop.example/r?order_id=1&card_token={raw}")).unwrap();
        prop_assert_eq!(back.card_token.as_deref(), Some(token.as_str()));
        let input: Object = [("card_token", token.as_str()), ("order_id", "1"), ("amount", "1")].into_iter().collect();
        let body = fatora().build("collectPayment", &input.into(), &Value::Null).unwrap().body.unwrap();
        prop_assert_eq!(json(&body).at("card_token").cloned(), Some(Value::from(token)));
    }

    #[test]
    fn no_return_crashes_or_proves_anything(text in any::<String>()) {
        let arrived = Event { body: text.into_bytes(), details: Value::Null };
        if let Ok(back) = fatora().event("readReturn", &arrived) {
            prop_assert_eq!(back.at("verified"), Some(&Value::Bool(false)));
        }
    }
}

#[test]
fn a_body_without_fields_is_sent_only_when_there_is_something_in_it() {
    let body = |input: &str| fatora().build("authorize", &json(input), &Value::Null).unwrap().body;
    assert_eq!(body("{}"), None);
    assert_eq!(body(r#"{"extra":{"later":1}}"#).as_deref(), Some(r#"{"later":1}"#));
}
