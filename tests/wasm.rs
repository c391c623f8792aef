//! The vectors and the errors again, compiled to WebAssembly and through the JavaScript face.

#![cfg(all(target_arch = "wasm32", feature = "js"))]
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use js_sys::{Array, BigInt, JSON, Object, Reflect};
use tawqee::js;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const FILES: [(&str, &str); 3] = [
    ("fawry", include_str!("vectors/fawry.json")),
    ("pay3", include_str!("vectors/pay3.json")),
    ("upayments", include_str!("vectors/upayments.json")),
];

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

fn class_of(gateway: &str) -> &'static str {
    match gateway {
        "pay3" => "Pay3",
        "upayments" => "UPayments",
        _ => "Fawry",
    }
}

/// The configuration of a vector; Fawry's vectors do not depend on the environment and name none.
fn config_of(gateway: &str, vector: &JsValue) -> JsValue {
    let config = get(vector, "config");
    if gateway == "fawry" && get(&config, "environment").is_undefined() {
        Reflect::set(&config, &"environment".into(), &"staging".into()).unwrap();
    }
    config
}

fn sample_config() -> JsValue {
    JSON::parse(r#"{"merchantCode":"m","secureKey":"secret-key","environment":"staging"}"#).unwrap()
}

#[wasm_bindgen_test]
fn every_vector_is_signed_as_known() {
    let mut compared = 0;
    for (gateway, file) in FILES {
        for vector in Array::from(&JSON::parse(file).unwrap()).iter() {
            let (name, operation) = (text(&vector, "name"), text(&vector, "operation"));
            if get(&vector, "input").is_undefined() || get(&vector, "signature").is_undefined() {
                continue;
            }
            let config = config_of(gateway, &vector);
            let (input, options) = (get(&vector, "input"), get(&vector, "options"));
            let signature = js::signature(class_of(gateway), &config, &operation, &input, &options).unwrap();
            let expected = text(&vector, "signature");
            assert_eq!(signature == expected, !name.contains("-mistake-"), "{gateway} {name}: {signature}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} vectors were compared");
}

#[wasm_bindgen_test]
fn an_error_is_plain_data_without_the_secret() {
    let input = JSON::parse(r#"{"referenceNumber":"1","refundAmount":"1,234.50"}"#).unwrap();
    let error = js::build("Fawry", &sample_config(), "refund", &input, &JsValue::UNDEFINED).unwrap_err();
    assert_eq!(text(&error, "code"), "INVALID_AMOUNT");
    assert_eq!(text(&error, "field"), "refundAmount");
    assert!(text(&error, "hint").contains("1234.50"));
    assert!(!String::from(JSON::stringify(&error).unwrap()).contains("secret-key"));
}

#[wasm_bindgen_test]
fn numbers_of_every_kind_keep_their_digits() {
    for (amount, written) in [
        (JsValue::from_f64(580.55), "580.55"),
        (JsValue::from_f64(20.0), "20.00"),
        (BigInt::from(7).into(), "7.00"),
        ("10.500".into(), "10.50"),
    ] {
        assert_eq!(js::canonical_amount(&amount, "EGP").unwrap(), written);
    }
    for bad in [JsValue::from_f64(0.1 + 0.2), JsValue::from_f64(f64::NAN), JsValue::from_f64(1e21), JsValue::TRUE] {
        assert_eq!(text(&js::canonical_amount(&bad, "EGP").unwrap_err(), "code"), "INVALID_AMOUNT");
    }
}

#[wasm_bindgen_test]
fn an_object_that_contains_itself_is_refused() {
    let input = Object::new();
    Reflect::set(&input, &"extra".into(), &input).unwrap();
    let error = js::build("Fawry", &sample_config(), "refund", &input, &JsValue::UNDEFINED).unwrap_err();
    assert_eq!(text(&error, "code"), "INVALID_FIELD");
}

#[wasm_bindgen_test]
fn what_is_not_plain_data_is_refused() {
    let refused = |reason: JsValue| {
        let input = JSON::parse(r#"{"referenceNumber":"1","refundAmount":"1"}"#).unwrap();
        Reflect::set(&input, &"reason".into(), &reason).unwrap();
        js::build("Fawry", &sample_config(), "refund", &input, &JsValue::UNDEFINED).unwrap_err()
    };
    let half_a_pair: JsValue = js_sys::JsString::from_char_code1(0xd800).into();
    for reason in
        [js_sys::Date::new_0().into(), js_sys::Set::default().into(), js_sys::Function::default().into(), half_a_pair]
    {
        let error = refused(reason);
        assert_eq!((text(&error, "code").as_str(), text(&error, "field").as_str()), ("INVALID_FIELD", "reason"));
    }
}

#[wasm_bindgen_test]
fn a_sparse_array_is_refused_by_its_length_and_its_holes() {
    let input = JSON::parse(r#"{"referenceNumber":"1","refundAmount":"1"}"#).unwrap();
    for (length, field) in [(u32::MAX, "extra.list"), (2, "extra.list[0]")] {
        let extra = Object::new();
        Reflect::set(&extra, &"list".into(), &Array::new_with_length(length)).unwrap();
        Reflect::set(&input, &"extra".into(), &extra).unwrap();
        let error = js::build("Fawry", &sample_config(), "refund", &input, &JsValue::UNDEFINED).unwrap_err();
        assert_eq!((text(&error, "code").as_str(), text(&error, "field").as_str()), ("INVALID_FIELD", field));
    }
    let inputs = Array::new_with_length(3);
    inputs.set(0, JSON::parse(r#"{"referenceNumber":"1","refundAmount":"1"}"#).unwrap());
    let error = js::sign_many("Fawry", &sample_config(), "refund", &inputs, &JsValue::UNDEFINED).unwrap_err();
    assert_eq!(get(&error, "index"), JsValue::from_f64(1.0));
}

#[wasm_bindgen_test]
fn json_text_keeps_its_digits_and_nothing_twice() {
    let sign = |json: &str| {
        js::of_json("Fawry", &sample_config(), "signature", "refund", json, &JsValue::UNDEFINED, "")
            .map_err(|error| (text(&error, "code"), text(&error, "field")))
    };
    assert!(sign(r#"{"referenceNumber":"1","refundAmount":2.50}"#).is_ok());
    for (json, code, field) in [
        (r#"{"referenceNumber":"1","refundAmount":2.5000000000000000001}"#, "INVALID_AMOUNT", "refundAmount"),
        (r#"{"referenceNumber":"1","refundAmount":2,"refundAmount":3}"#, "MALFORMED_BODY", "input"),
        ("\u{feff}{}", "MALFORMED_BODY", "input"),
    ] {
        assert_eq!(sign(json).unwrap_err(), (code.to_owned(), field.to_owned()), "{json}");
    }
}
