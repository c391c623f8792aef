//! What the fields of an input take, what they refuse, and what is said about it.

use std::sync::LazyLock;

use tawqee::{Catalog, Client, Error, ErrorCode, HttpRequest, Object, Value, catalog, client};

/// Made once: it holds every class.
static CATALOG: LazyLock<Catalog> = LazyLock::new(catalog);

fn json(text: &str) -> Value {
    Value::parse(text).unwrap_or_else(|why| panic!("{text} {why}"))
}

/// A class with its sample configuration.
fn of(class: &str) -> Box<dyn Client> {
    let found = CATALOG.classes.iter().find(|known| known.class == class).unwrap();
    client(class, &json(found.config.get())).unwrap()
}

/// The first sample of an operation with other members; `None` takes one away.
fn sample(class: &str, operation: &str, changes: &[(&str, Option<Value>)]) -> Value {
    let found = CATALOG.classes.iter().find(|known| known.class == class).unwrap();
    let call = found.operations.iter().find(|call| call.name == operation).unwrap();
    let mut input = json(call.samples[0].input.get()).as_object().unwrap().clone();
    for (name, value) in changes {
        match value {
            Some(value) => input.set(name, value.clone()),
            None => input = input.into_iter().filter(|(known, _)| known != name).collect::<Object>(),
        }
    }
    input.into()
}

fn build(class: &str, operation: &str, input: &Value) -> Result<HttpRequest, Error> {
    let options = if class == "UPayments" { json(r#"{"timestamp":1718000000}"#) } else { Value::Null };
    of(class).build(operation, input, &options)
}

/// The first sample with one other member, as it is sent.
fn sent(class: &str, operation: &str, name: &str, value: Value) -> String {
    let request = build(class, operation, &sample(class, operation, &[(name, Some(value))]));
    request.unwrap_or_else(|error| panic!("{error}")).body.unwrap()
}

fn refused(class: &str, operation: &str, name: &str, value: Value) -> Error {
    build(class, operation, &sample(class, operation, &[(name, Some(value))])).unwrap_err()
}

fn told(error: &Error) -> String {
    format!("{} {}", error.message(), error.hint_text().unwrap_or_default())
}

const REFUND: (&str, &str) = ("Fawry", "refund");

fn refund(name: &str, value: &str) -> Error {
    refused(REFUND.0, REFUND.1, name, json(value))
}

#[test]
fn an_input_is_an_object_of_known_fields() {
    for (input, says) in [("[]", "an array"), ("null", "null"), ("\"a\"", "a string"), ("7", "a number")] {
        let error = build("Fawry", "refund", &json(input)).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, None));
        assert!(told(&error).contains(&format!("the input is {says}, not an object")), "{error}");
    }
    for (name, says) in [
        ("refundAmont", "did you mean refundAmount?"),
        ("colour", "fields that the gateway added later go into extra"),
        ("merchantCode", "is added by this library leave it out of the input"),
        ("signature", "is added by this library leave it out of the input"),
    ] {
        let error = refund(name, "1");
        assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some(name)));
        assert!(told(&error).contains(says), "{}", told(&error));
    }
    let item = json(r#"[{"itemId":"1","description":"d","price":"1","quantity":1,"shade":"red"}]"#);
    let error = refused("Fawry", "charge", "chargeItems", item);
    assert_eq!((error.code(), error.field()), (ErrorCode::UnknownField, Some("chargeItems[0].shade")));
    assert!(told(&error).contains("the fields here are itemId, description, price, quantity"), "{}", told(&error));
    let long = "x".repeat(200);
    assert_eq!(refund(&format!("\u{7}{long}"), "1").field(), Some(&long[..64]));
}

#[test]
fn an_extra_member_is_none_that_this_library_writes() {
    let with = |extra: &str| build("Fawry", "refund", &sample("Fawry", "refund", &[("extra", Some(json(extra)))]));
    assert!(with(r#"{"later":[1.50,{"a":null}]}"#).unwrap().body.unwrap().contains(r#","later":[1.50,{"a":null}],"#));
    assert_eq!(with("null").unwrap(), with("{}").unwrap());
    for (extra, field, says) in [
        ("[]", "extra", "is an array, not an object"),
        (r#"{"reason":"x"}"#, "extra.reason", "writes itself"),
        (r#"{"signature":"x"}"#, "extra.signature", "writes itself"),
    ] {
        let error = with(extra).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some(field)));
        assert!(told(&error).contains(says), "{}", told(&error));
    }
    let nan: Object = [("later", Value::Number("NaN".into()))].into_iter().collect();
    let error = refused("Fawry", "refund", "extra", nan.into());
    assert_eq!(error.field(), Some("extra"));
    assert!(told(&error).contains("NaN"), "{}", told(&error));
}

#[test]
fn what_is_absent_and_what_is_empty() {
    for value in ["null", "\"\""] {
        let error = refund("referenceNumber", value);
        assert_eq!((error.code(), error.field()), (ErrorCode::MissingField, Some("referenceNumber")));
        let without = build("Fawry", "refund", &sample("Fawry", "refund", &[("reason", None)])).unwrap();
        let with = build("Fawry", "refund", &sample("Fawry", "refund", &[("reason", Some(json(value)))])).unwrap();
        assert_eq!(with, without);
    }
    // Left out, an amount means all there is, so an empty one is no amount and not none.
    assert_eq!(refund("refundAmount", "null").code(), ErrorCode::MissingField);
    assert_eq!(refund("refundAmount", "\"\"").code(), ErrorCode::InvalidAmount);
    let link = refused("FawryInvoices", "createPaymentLink", "amount", "".into());
    assert_eq!((link.code(), link.field()), (ErrorCode::InvalidAmount, Some("amount")));
}

#[test]
fn a_reference_is_text_or_a_safe_integer() {
    for (given, written) in [
        ("\"07\"", "\"07\""),
        ("7", "\"7\""),
        ("0", "\"0\""),
        ("9007199254740991", "\"9007199254740991\""),
        ("\" a \"", "\" a \""),
    ] {
        let body = sent("Fawry", "refund", "referenceNumber", json(given));
        assert!(body.contains(&format!("\"referenceNumber\":{written},")), "{body}");
    }
    for (given, says) in [
        ("9007199254740992", "above 2^53 - 1"),
        ("18446744073709551616", "above 2^53 - 1"),
        ("1.0", "not a whole number"),
        ("-1", "not a whole number"),
        ("1e3", "not a whole number"),
        ("true", "is a boolean, not a string"),
        ("[]", "is an array, not a string"),
        ("\"a\u{fffd}\"", "U+FFFD"),
    ] {
        let error = refund("referenceNumber", given);
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("referenceNumber")), "{given}");
        assert!(told(&error).contains(says) && error.hint_text().is_some(), "{}", told(&error));
    }
    // A plan's number stays a number.
    let plan = |given: &str| {
        let card = [
            ("paymentMethod", Some("CARD".into())),
            ("cardNumber", Some("4242424242424242".into())),
            ("cardExpiryYear", Some("29".into())),
            ("cardExpiryMonth", Some("05".into())),
            ("cvv", Some("012".into())),
            ("installmentPlanId", Some(json(given))),
        ];
        build("Fawry", "charge", &sample("Fawry", "charge", &card)).map(|request| request.body.unwrap())
    };
    for (given, written) in [("12", "12"), ("\"12\"", "\"12\"")] {
        let body = plan(given).unwrap_or_else(|error| panic!("{error}"));
        assert!(body.contains(&format!("\"installmentPlanId\":{written}")), "{body}");
    }
}

#[test]
fn an_amount_is_exact_or_refused() {
    for (given, written) in [
        ("\"1.00\"", "1.00"),
        ("\"1\"", "1.00"),
        ("1.5", "1.50"),
        ("\"1.500\"", "1.50"),
        ("\"0.01\"", "0.01"),
        ("\"01.00\"", "1.00"),
        ("\"999999999999.99\"", "999999999999.99"),
        ("\"999999999999.990\"", "999999999999.99"),
    ] {
        let body = sent("Fawry", "refund", "refundAmount", json(given));
        assert!(body.contains(&format!("\"refundAmount\":{written},")), "{given}: {body}");
    }
    for given in [
        "\"0.00\"",
        "0",
        "\"-1.00\"",
        "\"1,00\"",
        "\"1.00 \"",
        "\".10\"",
        "\"1.005\"",
        "\"1000000000000.00\"",
        "\"1.0a\"",
        "\"a.00\"",
        "true",
        "\"1:00\"",
        "\"1/.00\"",
        "\"1.0:\"",
        "\"\u{661}.00\"",
        "\"1.\"",
    ] {
        let error = refund("refundAmount", given);
        assert_eq!(error.field(), Some("refundAmount"), "{given}");
        assert!(error.hint_text().is_some(), "{error}");
    }
}

#[test]
fn texts_end_where_the_gateway_ends_them() {
    let text = |length: usize, letter: &str| letter.repeat(length).into();
    for (length, letter) in [(255, "a"), (255, "\u{639}"), (128, "\u{639}")] {
        assert!(
            build(
                "UPayments",
                "multivendorRefund",
                &sample("UPayments", "multivendorRefund", &[("orderId", Some(text(length, letter)))])
            )
            .is_ok()
        );
    }
    for letter in ["a", "\u{639}"] {
        let error = refused("UPayments", "multivendorRefund", "orderId", text(256, letter));
        assert!(told(&error).contains("has 256 characters, at most 255 are possible"), "{}", told(&error));
    }
}

#[test]
fn digits_are_text() {
    let card = |name: &str, given: &str| {
        let card = [
            ("paymentMethod", Some("CARD".into())),
            ("cardNumber", Some("4242424242424242".into())),
            ("cardExpiryYear", Some("29".into())),
            ("cardExpiryMonth", Some("05".into())),
            ("cvv", Some("012".into())),
        ];
        let changed = |(known, value): (&'static str, Option<Value>)| {
            if known == name { (known, Some(json(given))) } else { (known, value) }
        };
        build("Fawry", "charge", &sample("Fawry", "charge", &card.map(changed)))
    };
    for (name, given) in [
        ("cvv", "\"123\""),
        ("cvv", "\"0123\""),
        ("cardExpiryMonth", "\"01\""),
        ("cardExpiryMonth", "\"12\""),
        ("cardNumber", "\"424242424242\""),
        ("cardNumber", "\"4242424242424242424\""),
    ] {
        card(name, given).unwrap_or_else(|error| panic!("{given}: {error}"));
    }
    for (name, given, says) in [
        ("cvv", "12", "has lost any leading zero"),
        ("cvv", "\"12\"", "three or four digits"),
        ("cvv", "\"12345\"", "three or four digits"),
        ("cvv", "\"12a\"", "three or four digits"),
        ("cardExpiryMonth", "\"00\"", "01 to 12"),
        ("cardExpiryMonth", "\"13\"", "01 to 12"),
        ("cardExpiryMonth", "\"5\"", "01 to 12"),
        ("cardExpiryYear", "\"2029\"", "two digits"),
        ("cardExpiryYear", "\"9\"", "two digits"),
        ("cardNumber", "\"42424242424\"", "12 to 19 digits"),
        ("cardNumber", "\"42424242424242424242\"", "12 to 19 digits"),
        ("cardNumber", "\"4242 4242 4242 4242\"", "12 to 19 digits"),
    ] {
        let error = card(name, given).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some(name)), "{given}");
        assert!(told(&error).contains(says) && !error.message().contains(given.trim_matches('"')), "{}", told(&error));
    }
}

#[test]
fn flags_and_words_are_the_documented_ones() {
    let error = refused("Fawry", "charge", "enable3DS", "true".into());
    assert!(told(&error).contains("is a string, not a boolean write true or false"), "{}", told(&error));
    for word in ["en", "EN-GB", ""] {
        let error = refused("Fawry", "charge", "language", word.into());
        assert_eq!(error.field(), Some("language"), "{word}");
    }
    let hint = told(&refused("Fawry", "charge", "language", "en".into()));
    assert!(hint.contains("is not one of the values that the gateway documents write ar-eg or en-gb"), "{hint}");
}

#[test]
fn a_list_has_one_to_ten_thousand_elements() {
    let item = json(r#"{"itemId":"1","description":"d","price":"1.00","quantity":1}"#);
    let items = |count: usize| Value::Array(vec![item.clone(); count]);
    let sent = |value: Value| {
        build("Fawry", "charge", &sample("Fawry", "charge", &[("chargeItems", Some(value))]))
            .map(|sent| sent.body.unwrap())
    };
    assert_eq!(sent(items(10_000)).unwrap().matches("\"itemId\"").count(), 10_000);
    for (given, field, says) in [
        (items(10_001), "chargeItems", "has 10001 elements, at most 10000 are possible"),
        (items(0), "chargeItems", "is empty"),
        (item.clone(), "chargeItems", "is an object, not an array"),
        (json("[1]"), "chargeItems[0]", "is a number, not an object"),
        (Value::Array(vec![item.clone(), json("{}")]), "chargeItems[1].itemId", ""),
        (Value::Array(vec![item.clone(), Value::Null]), "chargeItems[1]", "is null, not an object"),
    ] {
        let error = sent(given).unwrap_err();
        assert_eq!(error.field(), Some(field));
        assert!(told(&error).contains(says), "{}", told(&error));
    }
    let two = json(
        r#"[{"itemId":"1","description":"d","price":"1","quantity":1},{"quantity":2,"price":"2","description":"e","itemId":"2"}]"#,
    );
    let written = r#""chargeItems":[{"itemId":"1","description":"d","price":1.00,"quantity":1},{"itemId":"2","description":"e","price":2.00,"quantity":2}]"#;
    assert!(sent(two.clone()).unwrap().contains(written), "{}", sent(two).unwrap());
}

#[test]
fn times_are_in_the_unit_of_their_field() {
    for millis in ["100000000000", "\"1767225600000\"", "99999999999999"] {
        let body = sent("Fawry", "charge", "paymentExpiry", json(millis));
        assert!(body.contains(&format!("\"paymentExpiry\":{},", millis.trim_matches('"'))), "{body}");
    }
    for (millis, says) in [
        ("99999999999", "looks like seconds"),
        ("1767225600", "looks like seconds"),
        ("100000000000000", "is not a time in epoch milliseconds"),
        ("-1", "is not a time in epoch milliseconds"),
        ("1767225600000.5", "is not a time in epoch milliseconds"),
        ("\"2026-01-01\"", "is not a time in epoch milliseconds"),
    ] {
        let error = refused("Fawry", "charge", "paymentExpiry", json(millis));
        assert_eq!(error.field(), Some("paymentExpiry"));
        assert!(told(&error).contains(says) && error.hint_text().is_some(), "{}", told(&error));
    }
    let upayments = client("UPayments", &json(r#"{"token":"k","environment":"sandbox","apiSecret":"s"}"#)).unwrap();
    for (seconds, says) in [
        ("1718000000000", "these look like milliseconds"),
        ("171800000", "write ten digits"),
        ("\"171800000x\"", "write ten digits"),
    ] {
        let options = json(&format!(r#"{{"timestamp":{seconds}}}"#));
        let error = upayments.build("paymentStatus", &json(r#"{"trackId":"t"}"#), &options).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::TimestampOutOfRange, Some("options.timestamp")));
        assert!(told(&error).contains(says), "{}", told(&error));
    }
}

#[test]
fn only_a_card_in_one_sum_is_reserved_first() {
    let card = |more: &[(&'static str, Option<Value>)]| {
        let mut fields = vec![
            ("paymentMethod", Some("CARD".into())),
            ("authCaptureModePayment", Some(true.into())),
            ("customerProfileId", Some("7".into())),
        ];
        fields.extend_from_slice(more);
        build("Fawry", "charge", &sample("Fawry", "charge", &fields))
    };
    let number: [(&str, Option<Value>); 4] = [
        ("cardNumber", Some("4242424242424242".into())),
        ("cardExpiryYear", Some("29".into())),
        ("cardExpiryMonth", Some("05".into())),
        ("cvv", Some("012".into())),
    ];
    let token = [("cardToken", Some("t".into())), ("cvv", Some("012".into()))];
    let plan = [("installmentPlanId", Some(12_u64.into()))];
    for means in [&number[..], &token[..]] {
        let body = card(means).unwrap_or_else(|error| panic!("{error}")).body.unwrap();
        assert!(body.contains("\"authCaptureModePayment\":true"), "{body}");
        let error = card(&[means, &plan[..]].concat()).unwrap_err();
        assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("authCaptureModePayment")));
        assert!(told(&error).contains("installments and wallets cannot be authorized first"), "{}", told(&error));
    }
    assert_eq!(card(&[]).unwrap_err().field(), Some("cardNumber"));
}

#[test]
fn a_body_says_what_it_is() {
    for class in &CATALOG.classes {
        for call in &class.operations {
            let sample = &call.samples[0];
            let mut options = json(sample.options.get()).as_object().cloned().unwrap_or_default();
            if class.call_options.contains(&"timestamp") {
                options.set("timestamp", "1718000000");
            }
            let request = of(class.class).build(call.name, &json(sample.input.get()), &options.into()).unwrap();
            let content_type = request.headers.iter().find(|(name, _)| *name == "content-type");
            match &request.body {
                Some(body) => {
                    // `refreshToken` sends a token as it is, and Fawry wants it called JSON all the same.
                    let (_, told) = content_type.unwrap_or_else(|| panic!("{}", call.name));
                    assert_eq!(told, "application/json", "{}", call.name);
                    assert!(Value::parse(body).is_ok() || call.name == "refreshToken", "{}: {body}", call.name);
                }
                None => assert_eq!(content_type, None, "{}", call.name),
            }
        }
    }
}

#[test]
fn a_reference_is_no_step_in_a_path_that_is_configured() {
    let mut config =
        json(r#"{"merchantCode":"c","secureKey":"k","environment":"staging"}"#).as_object().unwrap().clone();
    config.set("paths", json(r#"{"refund":"/refunds/{referenceNumber}"}"#));
    let fawry = client("Fawry", &config.into()).unwrap();
    let input = |reference: &str| sample("Fawry", "refund", &[("referenceNumber", Some(reference.into()))]);
    assert!(fawry.build("refund", &input("a/b"), &Value::Null).unwrap().url.ends_with("/refunds/a%2Fb"));
    for step in [".", ".."] {
        let errors = [
            fawry.build("refund", &input(step), &Value::Null).map(drop),
            fawry.signature("refund", &input(step), &Value::Null).map(drop),
        ];
        for error in errors.map(Result::unwrap_err) {
            assert_eq!((error.code(), error.field()), (ErrorCode::InvalidField, Some("referenceNumber")));
        }
    }
}
