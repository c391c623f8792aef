//! Known signatures and requests, at every stage: parts, string to sign, signature, whole request, and back:
//! what is received with such a signature is believed, and with a mistaken one it is not.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha2::{Digest as _, Sha256};
use tawqee::{Class, Client, Event, Explanation, MASK, MethodData, Object, TakenData, Value};

use crate::cases_in;

/// One known value.
struct Vector {
    value: Value,
    class: &'static str,
    client: Box<dyn Client>,
}

impl Vector {
    fn all() -> Vec<Self> {
        let classes = tawqee::catalog().classes;
        cases_in("tests/vectors").into_iter().map(|value| Self::new(value, &classes)).collect()
    }

    fn new(value: Value, classes: &[Class]) -> Self {
        let text = |path: &str| value.at(path).and_then(Value::as_text).unwrap_or_default();
        let mut config = value.at("config").and_then(Value::as_object).cloned().unwrap_or_default();
        // A vector that names no class is one of the gateway's first.
        let is_own = |class: &&Class| match text("class") {
            "" => class.gateway == text("gateway"),
            name => class.class == name,
        };
        let class = classes.iter().find(is_own).map_or_else(|| panic!("{value:?}: no such class"), |class| class.class);
        // Fawry's vectors do not depend on the environment and name none.
        if text("gateway") == "fawry" {
            config.set("environment", "staging");
        }
        let client = tawqee::client(class, &config.into()).unwrap();
        Self { value, class, client }
    }

    fn text(&self, path: &str) -> &str {
        self.value.at(path).and_then(Value::as_text).unwrap_or_default()
    }

    fn has(&self, path: &str) -> bool {
        self.value.at(path).is_some()
    }

    fn get(&self, path: &str) -> Value {
        self.value.at(path).cloned().unwrap_or_default()
    }

    /// A value that came out in practice but is wrong.
    fn is_mistake(&self) -> bool {
        self.text("name").contains("-mistake-")
    }

    fn explain(&self) -> Explanation {
        let explanation = self.client.explain(self.text("operation"), &self.get("input"), &self.get("options"));
        explanation.unwrap_or_else(|error| panic!("{}: {error}", self.text("name")))
    }

    /// The secret behind a masked part.
    fn secret(&self, name: &str) -> String {
        let input = self.get("input");
        let found = input.at(name).and_then(Value::as_text).or_else(|| self.value.at("config")?.at(name)?.as_text());
        found.unwrap_or_else(|| panic!("{}: no {name}", self.text("name"))).to_owned()
    }
}

/// The digests of a published string to sign, by primitives alone: one, or one with each setting as the key.
fn digests(vector: &Vector) -> Vec<String> {
    let text = vector.text("stringToSign").as_bytes();
    let hmac = |key: &str| {
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap().chain_update(text);
        STANDARD.encode(mac.finalize().into_bytes())
    };
    match vector.text("digest") {
        "sha256-hex" => vec![hex::encode(Sha256::digest(text))],
        "md5-hex" => vec![hex::encode(Md5::digest(text))],
        "hmac-sha256-base64" => {
            let config = vector.get("config");
            config.as_object().unwrap().iter().filter_map(|(_, setting)| setting.as_text().map(hmac)).collect()
        }
        other => panic!("{}: digest {other}", vector.text("name")),
    }
}

/// The signed fields of an operation as one of its vectors tells them, by the documented formula.
pub(crate) fn signed_fields(class: &str, operation: &str) -> Vec<String> {
    let vectors = Vector::all();
    let is_told =
        |vector: &&Vector| vector.class == class && vector.text("operation") == operation && vector.has("signs");
    let told = vectors.iter().find(is_told).unwrap_or_else(|| panic!("{class}.{operation} has no vector with `signs`"));
    let fields = told.get("signs");
    fields.as_array().unwrap().iter().map(|field| field.as_text().unwrap().to_owned()).collect()
}

#[test]
fn the_declared_formulas_sign_the_documented_fields() {
    for class in tawqee::catalog().classes {
        for operation in class.operations.iter().filter(|operation| !operation.signs.is_empty()) {
            if operation.signs == ["*"] {
                continue;
            }
            let forms = operation.variants.iter().flat_map(|form| &form.signs);
            let declared: BTreeSet<_> = operation.signs.iter().chain(forms).cloned().collect();
            let documented: BTreeSet<_> = signed_fields(class.class, operation.name).into_iter().collect();
            assert_eq!(declared, documented, "{}.{}", class.class, operation.name);
        }
    }
}

/// The suites in WebAssembly and on the runtimes of JavaScript import the files by name.
#[test]
fn every_file_is_read_on_every_runtime() {
    for entry in std::fs::read_dir("tests/vectors").unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        for reader in ["tests/wasm.rs", "tests/js/vectors.mjs"] {
            let text = std::fs::read_to_string(reader).unwrap();
            assert!(text.contains(&format!("vectors/{file}\"")), "{reader} does not read tests/vectors/{file}");
        }
    }
}

#[test]
fn every_vector_agrees_with_itself() {
    let vectors = Vector::all();
    let mut names: Vec<_> = vectors.iter().map(|vector| (vector.text("gateway"), vector.text("name"))).collect();
    // A mistake may also lie in the digest or the key.
    for vector in vectors.iter().filter(|vector| vector.has("stringToSign") && !vector.is_mistake()) {
        let (digests, signature) = (digests(vector), vector.get("signature"));
        assert!(digests.iter().any(|digest| signature.as_text() == Some(digest)), "{}", vector.text("name"));
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), vectors.len(), "a name stands twice");
}

#[test]
fn parts_and_signature() {
    let mut signed = 0;
    for vector in Vector::all().iter().filter(|vector| vector.has("stringToSign")) {
        let name = vector.text("name");
        let explanation = vector.explain();
        let shown: String = explanation.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(shown, explanation.string_to_sign, "{name}");
        let unmasked: String = explanation
            .parts
            .iter()
            .map(|part| if part.secret && part.text == MASK { vector.secret(&part.name) } else { part.text.clone() })
            .collect();
        if vector.is_mistake() {
            assert_ne!(explanation.signature, vector.text("signature"), "{name}");
        } else {
            match vector.text("maskedStringToSign") {
                "" => assert_eq!(unmasked, vector.text("stringToSign"), "{name}"),
                masked => assert_eq!(shown, masked, "{name}"),
            }
            assert_eq!(explanation.signature, vector.text("signature"), "{name}");
        }
        signed += 1;
    }
    assert!(signed >= 75, "{signed}");
}

#[test]
fn offsets_point_at_their_parts() {
    for vector in Vector::all().iter().filter(|vector| vector.has("stringToSign")) {
        let explanation = vector.explain();
        let units: Vec<u16> = explanation.string_to_sign.encode_utf16().collect();
        let mut end = 0;
        for part in &explanation.parts {
            assert_eq!(part.start, end, "{}", vector.text("name"));
            let slice = &units[usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap()];
            assert_eq!(String::from_utf16(slice).unwrap(), part.text, "{}", vector.text("name"));
            end = part.end;
        }
        assert_eq!(end, units.len() as u64);
    }
}

#[test]
fn no_explanation_shows_a_secret() {
    let mut looked_for = 0;
    let classes = tawqee::catalog().classes;
    for vector in Vector::all().iter().filter(|vector| vector.has("stringToSign")) {
        let shown = vector.explain().to_value().to_json();
        let class = classes.iter().find(|class| class.class == vector.class).unwrap();
        let call = class.operations.iter().find(|call| call.name == vector.text("operation"));
        let fields = class.options.fields.iter().chain(call.into_iter().flat_map(|call| &call.input.fields));
        for name in fields.filter(|field| field.secret).map(|field| field.name) {
            let secret = vector.value.at("input").and_then(|input| input.at(name)?.as_text());
            let secret = secret.or_else(|| vector.value.at("config")?.at(name)?.as_text());
            // A key of one or two letters occurs in any text.
            if let Some(secret) = secret.filter(|secret| secret.len() > 4) {
                assert!(!shown.contains(secret), "{}: {name} in {shown}", vector.text("name"));
                looked_for += 1;
            }
        }
    }
    assert!(looked_for >= 75, "{looked_for}");
}

#[test]
fn whole_requests() {
    let mut compared = 0;
    for vector in Vector::all().iter().filter(|vector| vector.has("request")) {
        let name = vector.text("name");
        let request = vector.client.build(vector.text("operation"), &vector.get("input"), &vector.get("options"));
        let request = request.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(request.method.as_str(), vector.text("request.method"), "{name}");
        assert_eq!(request.url, vector.text("request.url"), "{name}");
        assert_eq!(request.body.unwrap_or_default(), vector.text("request.body"), "{name}");
        let mut headers: Vec<_> = request.headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        headers.sort_unstable();
        let expected = vector.get("request.headers");
        let mut expected: Vec<_> =
            expected.as_object().unwrap().iter().map(|(name, text)| (name, text.as_text().unwrap())).collect();
        expected.sort_unstable();
        assert_eq!(headers, expected, "{name}");
        compared += 1;
    }
    assert!(compared >= 65, "{compared}");
}

/// What a sender of the vector's fields would deliver.
fn delivered(vector: &Vector) -> Option<(&'static str, Event)> {
    let class = tawqee::catalog().classes.into_iter().find(|class| class.class == vector.class)?;
    let arrives = |method: &MethodData| method.event == vector.text("operation") && !method.title.is_empty();
    let method = class.methods.into_iter().find(arrives)?;
    let mut fields = vector.get("input").as_object().cloned().unwrap_or_default();
    let body = match method.takes {
        TakenData::Body { signature: Some(name) } => {
            fields.set(name, vector.text("signature"));
            Value::from(fields).to_json()
        }
        // Inside what arrives, in a form of the gateway's own.
        TakenData::Body { signature: None } => vector.text("body").to_owned(),
        TakenData::Query { signature, .. } => {
            // Fawry writes that of notification V1 in capitals.
            let is_v1 = method.name == "verifyNotificationV1";
            let text = vector.text("signature");
            fields.set(signature?, if is_v1 { text.to_uppercase() } else { text.to_owned() });
            let pairs = fields.iter().map(|(name, value)| format!("{name}={}", value.as_text().unwrap()));
            format!("https://shop.example/paid?{}", pairs.collect::<Vec<_>>().join("&").replace(' ', "%20"))
        }
        TakenData::Delivery { signature, time, .. } => {
            return Some((method.name, delivery(vector, signature, time)));
        }
        TakenData::Fields { .. } | TakenData::ToDeliver { .. } => return None,
    };
    Some((method.name, Event { body: body.into_bytes(), details: Value::Null }))
}

/// An event whose signature stands in a header beside the body.
fn delivery(vector: &Vector, signature: &str, time: &str) -> Event {
    let timestamp = vector.text("options.timestamp");
    let mut headers = Object::new();
    headers.set(signature, vector.text("signature"));
    let mut details = Object::new();
    if !time.is_empty() {
        headers.set(time, timestamp);
        details.set("now", timestamp);
    }
    details.set("url", vector.text("input.url"));
    details.set("headers", headers);
    Event { body: vector.text("input.body").as_bytes().to_vec(), details: details.into() }
}

#[test]
fn deliveries_are_believed_exactly_when_their_signature_is_right() {
    let mut seen = 0;
    for vector in &Vector::all() {
        let Some((call, event)) = delivered(vector) else { continue };
        let name = vector.text("name");
        match vector.client.event(call, &event) {
            Ok(result) => {
                assert!(!vector.is_mistake() && !vector.has("refused"), "{name} was believed");
                assert!(result.at("dedupeKey").is_some_and(|key| !key.is_absent()), "{name}");
                assert!(result.at("state").is_some(), "{name}");
            }
            Err(error) => {
                assert!(vector.is_mistake() || vector.has("refused"), "{name}: {error}");
                let expected = if vector.has("refused") { vector.text("refused") } else { "SIGNATURE_MISMATCH" };
                assert_eq!(error.code().as_str(), expected, "{name}");
            }
        }
        seen += 1;
    }
    assert!(seen >= 25, "{seen}");
}

#[test]
fn every_operation_has_a_known_request() {
    let vectors = Vector::all();
    for class in tawqee::catalog().classes {
        for operation in &class.operations {
            let known = |vector: &Vector| {
                vector.class == class.class && vector.text("operation") == operation.name && vector.has("request")
            };
            let (file, class, name) = (class.gateway, class.class, operation.name);
            assert!(
                vectors.iter().any(known),
                "{class}.{name} has no vector with `request` in tests/vectors/{file}.json"
            );
        }
    }
}

#[test]
fn every_sample_is_a_request() {
    for class in tawqee::catalog().classes {
        let client = tawqee::client(class.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        for operation in &class.operations {
            for sample in &operation.samples {
                let input = Value::parse(sample.input.get()).unwrap();
                let mut options = Value::parse(sample.options.get()).unwrap().as_object().unwrap().clone();
                if class.call_options.contains(&"timestamp") {
                    options.set("timestamp", 1_718_000_000_usize);
                }
                let request = client.build(operation.name, &input, &options.into());
                assert!(request.is_ok(), "{}.{}, {}: {request:?}", class.class, operation.name, sample.title);
            }
            assert!(!operation.samples.is_empty(), "{}.{}", class.class, operation.name);
        }
    }
}
