//! The vectors and the errors again, compiled to WebAssembly and as they cross.

#![cfg(all(target_arch = "wasm32", feature = "js"))]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use tawqee::Value;
use tawqee::crossing::{self, DocumentBuf, Function};
use wasm_bindgen_test::wasm_bindgen_test;

const FILES: &[&str] = &[
    include_str!("vectors/fatora.json"),
    include_str!("vectors/fawry.json"),
    include_str!("vectors/pay3.json"),
    include_str!("vectors/upayments.json"),
];

/// The place of the class, in the list of classes, that takes a configuration.
fn place_of(config: &Value) -> usize {
    let takes = |place: &usize| call(Function::Configure, *place, std::slice::from_ref(config)).is_ok();
    (0..32).find(takes).unwrap_or_else(|| panic!("no class takes {config:?}"))
}

fn document(arguments: &[Value]) -> DocumentBuf {
    DocumentBuf::from(&Value::Array(arguments.to_vec()))
}

fn call(function: Function, place: usize, arguments: &[Value]) -> Result<Value, Value> {
    let mut out = DocumentBuf::default();
    let done = crossing::call(function, place, document(arguments).as_document(), b"", &mut out);
    let told = out.root().to_value();
    if done { Ok(told) } else { Err(told) }
}

fn json(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.at(name).and_then(Value::as_text).unwrap_or_default()
}

/// The configuration of a vector; Fawry's vectors do not depend on the environment and name none.
fn config_of(vector: &Value) -> Value {
    let mut config = vector.at("config").and_then(Value::as_object).cloned().unwrap_or_default();
    if text(vector, "gateway") == "fawry" && config.get("environment").is_none() {
        config.set("environment", "staging");
    }
    config.into()
}

fn sample_config() -> Value {
    json(r#"{"merchantCode":"m","secureKey":"secret-key","environment":"staging"}"#)
}

#[wasm_bindgen_test]
fn every_vector_is_signed_as_known() {
    let mut compared = 0;
    for file in FILES {
        for vector in json(file).as_array().unwrap() {
            let (Some(input), Some(_)) = (vector.at("input"), vector.at("signature")) else { continue };
            let options = vector.at("options").cloned().unwrap_or_default();
            let operation = text(vector, "operation").into();
            let config = config_of(vector);
            let place = place_of(&config);
            let signature = call(Function::Signature, place, &[config, operation, input.clone(), options]).unwrap();
            let (name, expected) = (text(vector, "name"), text(vector, "signature"));
            let fits = signature.as_text() == Some(expected);
            assert_eq!(fits, !name.contains("-mistake-"), "{name}: {signature:?}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} vectors were compared");
}

#[wasm_bindgen_test]
fn an_error_is_plain_data_without_the_secret() {
    let input = json(r#"{"referenceNumber":"1","refundAmount":"1,234.50"}"#);
    let error = call(Function::Build, 0, &[sample_config(), "refund".into(), input, Value::Null]).unwrap_err();
    assert_eq!((text(&error, "code"), text(&error, "field")), ("INVALID_AMOUNT", "refundAmount"));
    assert!(text(&error, "hint").contains("1234.50") && !error.to_json().contains("secret-key"));
}

#[wasm_bindgen_test]
fn amounts_keep_their_digits() {
    let canonical = |amount: Value| call(Function::CanonicalAmount, 0, &[Value::Null, "EGP".into(), amount]);
    for (amount, written) in [("580.55", "580.55"), ("20", "20.00"), ("10.500", "10.50")] {
        assert_eq!(canonical(Value::Number(amount.into())).unwrap().as_text(), Some(written));
        assert_eq!(canonical(amount.into()).unwrap().as_text(), Some(written));
    }
    for bad in [Value::Number("0.30000000000000004".into()), Value::Number("NaN".into()), true.into()] {
        assert_eq!(text(&canonical(bad).unwrap_err(), "code"), "INVALID_AMOUNT");
    }
}

#[wasm_bindgen_test]
fn json_text_keeps_its_digits_and_nothing_twice() {
    for function in [Function::SignatureOfJson, Function::BuildOfJson] {
        let run = |json: &str| call(function, 0, &[sample_config(), "refund".into(), json.into(), Value::Null]);
        assert!(run(r#"{"referenceNumber":"1","refundAmount":2.50}"#).is_ok());
        for (json, code, field) in [
            (r#"{"referenceNumber":"1","refundAmount":2.5000000000000000001}"#, "INVALID_AMOUNT", "refundAmount"),
            (r#"{"referenceNumber":"1","refundAmount":2,"refundAmount":3}"#, "MALFORMED_BODY", "input"),
            ("\u{feff}{}", "MALFORMED_BODY", "input"),
        ] {
            let error = run(json).unwrap_err();
            assert_eq!((text(&error, "code"), text(&error, "field")), (code, field), "{json}");
        }
    }
}
