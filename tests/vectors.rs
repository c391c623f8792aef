//! Known signatures, at every stage: parts, string to sign, signature.

use tawqee::fawry::Fawry;
use tawqee::{Client, Gateway, Value};

#[test]
fn fawry_refund() {
    let vectors = Value::parse(include_str!("vectors/fawry.json")).unwrap();
    let mut seen = 0;
    for vector in vectors.as_array().unwrap() {
        let text = |path: &str| vector.at(path).and_then(Value::as_text).unwrap_or_default().to_owned();
        if text("operation") != "refund" {
            continue;
        }
        let mut config = vector.at("config").unwrap().as_object().unwrap().clone();
        config.set("environment", "staging");
        let fawry = Fawry::configure(&config.into()).unwrap();
        let explanation = fawry.explain("refund", vector.at("input").unwrap(), &Value::Null).unwrap();
        assert_eq!(explanation.signature, text("signature"), "{}", text("name"));
        seen += 1;
    }
    assert!(seen >= 2);
}
