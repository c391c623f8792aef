//! Diagnosis: the wrong signatures of the specifications, every mistake on every operation, pairs, and noise.

use tawqee::{Value, client};

/// The credentials of the sandbox.
fn config(class: &str) -> Value {
    let text = match class {
        "Fawry" => {
            r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","secureKey":"259af31fc2f74453b3a55739b21ae9ef","environment":"staging"}"#
        }
        "Pay3" => {
            r#"{"clientId":"client-123","secretKey":"test-secret","accessToken":"token-abc","webhookSecret":"test-webhook-secret","hostname":"merchant-demo"}"#
        }
        "UPayments" => r#"{"token":"test-bearer-token","apiSecret":"test-api-secret","environment":"sandbox"}"#,
        other => panic!("{other}"),
    };
    Value::parse(text).unwrap()
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    value.at(name).and_then(Value::as_array).unwrap().iter().map(|text| text.as_text().unwrap().to_owned()).collect()
}

/// Signatures made outside of this library, by the formula of each documented mistake.
#[test]
fn every_documented_wrong_signature_is_explained() {
    let mut failures = Vec::new();
    let mut count = 0;
    for file in [
        include_str!("../mistakes/fawry.json"),
        include_str!("../mistakes/pay3.json"),
        include_str!("../mistakes/upayments.json"),
    ] {
        for case in Value::parse(file).unwrap().as_array().unwrap() {
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
            if sorted(found.clone()) != sorted(texts(case, "causes")) {
                failures.push(format!("{}: {found:?}, {} tried", text("case"), diagnosis.candidates_tried));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
    println!("{count} documented wrong signatures explained");
}
