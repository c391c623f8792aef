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

/// What real stacks sign, made outside of this library: each case has the text that was hashed, and what it must be
/// called, as the cause or as its equal.
#[test]
fn every_habit_is_named() {
    let file = Value::parse(include_str!("../habits.json")).unwrap();
    let (mut failures, mut count) = (Vec::new(), 0);
    for case in file.at("cases").and_then(Value::as_array).unwrap() {
        let text = |name: &str| case.at(name).and_then(Value::as_text).unwrap();
        let request = file.at("requests").and_then(Value::as_object).unwrap().get(text("request")).unwrap();
        let word = |name: &str| request.at(name).and_then(Value::as_text).unwrap();
        let client = client(word("class"), &config(word("class"))).unwrap();
        let [input, options] = ["input", "options"].map(|name| request.at(name).unwrap());
        let diagnosis = client.diagnose(word("operation"), input, text("observed"), options).unwrap();
        count += 1;
        let wanted = texts(case, "causes");
        let named = |id: &String| {
            diagnosis
                .causes
                .iter()
                .any(|cause| cause.id == *id || cause.alternatives.iter().any(|other| other.id == *id))
        };
        let known = text("observed");
        let shown = format!("{diagnosis:?}");
        for secret in ["259af31fc2f74453b3a55739b21ae9ef", "test-api-secret", "test-secret"] {
            assert!(!shown.contains(secret), "{} shows a key", text("case"));
        }
        if !wanted.iter().all(named) || diagnosis.causes.len() > wanted.len() {
            let found: Vec<_> =
                diagnosis.causes.iter().map(|cause| (&cause.id, &cause.fields, &cause.detail)).collect();
            let tried = diagnosis.candidates_tried;
            failures.push(format!(
                "{}, {}: {found:?}, not {wanted:?}; {tried} tried ({known})",
                text("case"),
                text("request")
            ));
        }
    }
    println!("{} of {count} habits named", count - failures.len());
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}
