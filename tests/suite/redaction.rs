//! What is declared as secret is masked wherever a request is shown.

use tawqee::{FieldData, Object, Type, Value, redact_value};

const SECRET: &str = "s3cr3t-text";

/// The secrets among the fields; what stands inside a field that is masked whole needs no mask of its own.
fn secret_names(shape: &Type, names: &mut Vec<&'static str>) {
    for FieldData { name, secret, members, .. } in &shape.fields {
        if *secret {
            names.push(name);
        }
        if let Some(members) = members.as_ref().filter(|_| shown(name).contains(SECRET)) {
            secret_names(members, names);
        }
    }
}

/// A request that holds the text under a name, in its body and in its query, as it may be logged.
fn shown(name: &str) -> String {
    let body: Object = [(name, SECRET)].into_iter().collect();
    let mut request = Object::new();
    request.push("method", "POST");
    request.push("url", format!("https://a.example/x?kept=1&{name}={SECRET}"));
    request.push("body", Value::from(body).to_json());
    redact_value(&request.into()).to_json()
}

#[test]
fn every_declared_secret_is_masked_in_a_body_and_in_a_query() {
    let mut names = Vec::new();
    for class in tawqee::catalog().classes {
        for operation in &class.operations {
            secret_names(&operation.input, &mut names);
            operation.variants.iter().for_each(|variant| secret_names(&variant.own, &mut names));
        }
    }
    names.sort_unstable();
    names.dedup();
    assert!(names.len() > 8, "{names:?}");
    for name in names {
        let shown = shown(name);
        assert!(!shown.contains(SECRET), "{name}: {shown}");
        assert!(shown.contains("kept=1"), "{shown}");
    }
}
