//! Diagnosis: the wrong signatures of the specifications, every mistake on every operation, pairs, and noise.

use tawqee::{Value, client};

use crate::cases_in;

/// The account of the sandbox.
fn config(class: &str) -> Value {
    let declared = tawqee::catalog().classes.into_iter().find(|known| known.class == class).unwrap();
    Value::parse(declared.config.get()).unwrap()
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    value.at(name).and_then(Value::as_array).unwrap().iter().map(|text| text.as_text().unwrap().to_owned()).collect()
}

/// Signatures made outside of this library, by the formula of each documented mistake.
#[test]
fn every_documented_wrong_signature_is_explained() {
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases_in("tests/mistakes") {
        let text = |name: &str| case.at(name).and_then(Value::as_text).unwrap();
        let client = client(text("class"), &config(text("class"))).unwrap();
        let [input, options] = ["input", "options"].map(|name| case.at(name).unwrap());
        let diagnosis = client.diagnose(text("operation"), input, text("observed"), options).unwrap();
        let found: Vec<_> = diagnosis.causes.iter().map(|cause| cause.id.clone()).collect();
        count += 1;
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        if sorted(found.clone()) != sorted(texts(&case, "causes")) {
            failures.push(format!("{}: {found:?}, {} tried", text("case"), diagnosis.candidates_tried));
        }
    }
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 130, "{count}");
    println!("{count} documented wrong signatures explained");
}
