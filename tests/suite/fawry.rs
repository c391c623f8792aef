//! Properties of the Fawry operations that hold for any input.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tawqee::{Catalog, Client, ErrorCode, Event, HttpResponse, Object, Value};

use crate::vectors::signed_fields;

const CLASSES: [&str; 2] = ["Fawry", "FawryInvoices"];

/// Whether a field is signed that stands at a path such as `chargeItems[0].price`.
fn is_signed(signs: &[String], operation: &str, input: &Value, path: &str) -> bool {
    let path: String = path.split('.').map(|step| step.split('[').next().unwrap()).collect::<Vec<_>>().join(".");
    if (operation, path.as_str()) == ("charge", "returnUrl") {
        return input.at("enable3DS") == Some(&Value::Bool(true)) && input.at("installmentPlanId").is_none();
    }
    signs.contains(&path)
}

fn client(class: &str) -> Box<dyn Client> {
    let described = CATALOG.classes.iter().find(|known| known.class == class).unwrap();
    tawqee::client(class, &Value::parse(described.config.get()).unwrap()).unwrap()
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(tawqee::catalog);

/// A sample of an operation.
struct Sample {
    class: &'static str,
    operation: &'static str,
    input: Value,
    /// The fields that the documented formula signs; none of an operation without a signature.
    signs: Vec<String>,
    /// The paths of its texts, numbers and flags.
    leaves: Vec<String>,
}

/// Every sample of every class.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let mut samples = Vec::new();
    for class in CATALOG.classes.iter().filter(|known| CLASSES.contains(&known.class)) {
        for call in &class.operations {
            for sample in &call.samples {
                let input = Value::parse(sample.input.get()).unwrap();
                let mut found = Vec::new();
                leaves(&input, "", &mut found);
                let signs = if call.signed { signed_fields(class.class, call.name) } else { Vec::new() };
                samples.push(Sample { class: class.class, operation: call.name, input, signs, leaves: found });
            }
        }
    }
    samples
});

/// The paths of all texts, numbers and flags.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, member)| {
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            leaves(member, &path, found);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{path}[{index}]"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

fn replaced(value: &Value, path: &str, new: &Value) -> Value {
    let (step, rest) = match path.find(['.', '[']) {
        Some(end) => (&path[..end], path[end..].trim_start_matches(['.', '['])),
        None => (path, ""),
    };
    let inner = |old: &Value| if rest.is_empty() { new.clone() } else { replaced(old, rest, new) };
    match value {
        Value::Object(object) => {
            let change =
                |(name, old): (&str, &Value)| (name.to_owned(), if name == step { inner(old) } else { old.clone() });
            Value::from(object.iter().map(change).collect::<Object>())
        }
        Value::Array(items) => {
            let at: usize = step.trim_end_matches(']').parse().unwrap();
            let change = |(index, old): (usize, &Value)| if index == at { inner(old) } else { old.clone() };
            Value::Array(items.iter().enumerate().map(change).collect())
        }
        other => other.clone(),
    }
}

/// Another value that the field takes as well, drawn from `seed`.
fn another(old: &Value, name: &str, seed: u64) -> Value {
    let digits = |length: usize| format!("{:019}", seed % 10_000_000_000_000_000_000)[19 - length.min(19)..].to_owned();
    let text = match (name, old) {
        ("language" | "lang", Value::String(text)) => if text == "ar-eg" { "en-gb" } else { "ar-eg" }.to_owned(),
        ("cardExpiryMonth", _) => format!("{:02}", 1 + seed % 12),
        ("debitMobileWalletNo", _) => format!("010{}", digits(8)),
        ("cardNumber" | "cardExpiryYear" | "cvv", Value::String(text)) => digits(text.len()),
        ("paymentMethod", _) => format!("Method{seed}"),
        ("amount" | "price" | "refundAmount" | "captureAmount", _) => {
            return Value::Number(format!("{}.{:02}", 1 + seed % 100_000, seed % 97));
        }
        ("quantity", _) => return Value::Number((1 + seed % 1000).to_string()),
        ("paymentExpiry", _) => return Value::Number((1_700_000_000_000 + seed % 1_000_000_000).to_string()),
        ("returnUrl" | "orderWebHookUrl", _) => format!("https://shop.example/{seed}"),
        (_, Value::Bool(flag)) => return Value::Bool(!flag),
        _ => format!("other-{seed}"),
    };
    Value::from(text)
}

/// Two values that stand for the same text or amount.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_text(), other.as_text()) {
        (Some(one), Some(other)) => {
            one == other || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one == other)
        }
        _ => one == other,
    }
}

/// Anything that JSON can hold.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.to_string())),
        any::<f64>().prop_map(|number| Value::Number(format!("{number:?}"))),
        ".{0,24}".prop_map(Value::String),
        "[0-9.,eE+-]{0,30}".prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map("[a-zA-Z.\\[\\]]{0,12}", inner, 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Object>())),
        ]
    })
}

#[test]
fn every_signed_operation_is_in_the_table() {
    let signed: Vec<_> = SAMPLES.iter().filter(|sample| !sample.signs.is_empty()).collect();
    assert!(signed.len() > 15, "{}", signed.len());
    for Sample { class, operation, input, .. } in signed {
        client(class).signature(operation, input, &Value::Null).unwrap();
    }
}

proptest! {
    #![proptest_config(crate::thorough::thorough())]

    #[test]
    fn a_signature_changes_exactly_with_the_signed_fields(
        sample in any::<prop::sample::Index>(), leaf in any::<prop::sample::Index>(), seed in any::<u64>(),
    ) {
        let Sample { class, operation, input, signs, leaves } = sample.get::<Sample>(&SAMPLES);
        prop_assume!(!signs.is_empty());
        let path = leaf.get::<String>(leaves);
        let name = path.rsplit('.').next().unwrap();
        let old = input.at(path).unwrap();
        let new = another(old, name, seed);
        // What decides which formula applies has tests of its own.
        prop_assume!(!same(old, &new) && name != "enable3DS");
        let before = client(class).signature(operation, input, &Value::Null).unwrap();
        let after = match client(class).signature(operation, &replaced(input, path, &new), &Value::Null) {
            Ok(after) => after,
            Err(error) => panic!("{operation} {path}: {error}"),
        };
        prop_assert_eq!(before != after, is_signed(signs, operation, input, path), "{} {}", operation, path);
    }

    #[test]
    fn any_json_gives_a_request_or_a_typed_error(
        value in any_json(), sample in any::<prop::sample::Index>(), leaf in any::<prop::sample::Index>(), whole in any::<bool>(),
        event in prop::sample::select(vec!["notification", "notificationV1", "return", "sdkPayment", "sdkTokenization"]),
    ) {
        let Sample { class, operation, input, leaves, .. } = sample.get::<Sample>(&SAMPLES);
        let input = if whole || leaves.is_empty() { value.clone() } else { replaced(input, leaf.get::<String>(leaves), &value) };
        if let Err(error) = client(class).build(operation, &input, &Value::Null) {
            prop_assert!(error.gateway() == Some("fawry") && error.operation() == Some(operation));
            prop_assert!(!error.message().is_empty());
        }
        let _ = client("Fawry").signature(event, &value, &Value::Null);
    }

    #[test]
    fn readers_take_any_text(
        body in prop_oneof![".{0,200}", any_json().prop_map(|value| value.to_json())], status in 100_u16..600,
        sample in any::<prop::sample::Index>(),
    ) {
        let Sample { class, operation, .. } = sample.get::<Sample>(&SAMPLES);
        match client(class).read(operation, HttpResponse { status, body: &body }) {
            Ok(outcome) => prop_assert!(matches!(outcome.at("ok"), Some(Value::Bool(_)))),
            Err(error) => prop_assert_eq!(error.code(), ErrorCode::MalformedResponse),
        }
    }

    #[test]
    fn verifiers_believe_no_bytes_that_fawry_did_not_sign(
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            any_json().prop_map(|value| value.to_json().into_bytes()),
            "[a-zA-Z]{0,9}(=[a-zA-Z0-9%+]{0,9}(&[a-zA-Z]{0,9}=[^&]{0,9}){0,4})?".prop_map(String::into_bytes),
        ],
    ) {
        let fawry = client("Fawry");
        for call in ["verifyNotification", "verifyNotificationV1", "verifyReturn"] {
            let error = fawry.event(call, &Event { body: body.clone(), details: Value::Null }).unwrap_err();
            prop_assert!(matches!(
                error.code(),
                ErrorCode::MalformedBody | ErrorCode::SignatureMissing | ErrorCode::SignatureMismatch
            ));
        }
    }

    #[test]
    fn one_changed_byte_is_a_mismatch_or_not_signed(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let fawry = client("Fawry");
        let fields = r#"{"requestId":"1","fawryRefNumber":"970177","merchantRefNumber":"M1","paymentAmount":152.5,
            "orderAmount":"150","orderStatus":"PAID","paymentMethod":"CARD","customerName":"Ali"}"#;
        let event = Event { body: Vec::new(), details: Value::parse(fields).unwrap() };
        let signed = fawry.event("signNotification", &event).unwrap().as_text().unwrap().as_bytes().to_vec();
        let verify = |body: Vec<u8>| fawry.event("verifyNotification", &Event { body, details: Value::Null });
        let genuine = verify(signed.clone()).unwrap();
        let mut tampered = signed.clone();
        tampered[at.index(signed.len())] = byte;
        if let Ok(believed) = verify(tampered) {
            // Whatever is believed says the same in all that is signed.
            for name in ["dedupeKey", "fawryRefNumber", "merchantRefNumber", "paymentAmount", "orderAmount", "orderStatus", "paymentMethod"] {
                prop_assert_eq!(believed.at(name), genuine.at(name));
            }
        }
    }
}

#[test]
fn the_largest_bodies_are_refused() {
    let fawry = client("Fawry");
    let shapes = SHAPES.map(|(_, body)| body(60_000));
    for body in shapes.into_iter().chain(["[".repeat(1024 * 1024), "{\"a\":".repeat(200_000)]) {
        for call in VERIFIERS {
            assert!(fawry.event(call, &Event { body: body.clone().into_bytes(), details: Value::Null }).is_err());
        }
        let _ = fawry.read("charge", HttpResponse { status: 200, body: &body });
    }
}

#[test]
fn the_time_of_a_body_grows_with_its_length_and_not_faster() {
    let fawry = client("Fawry");
    for (shape, body) in SHAPES {
        let [short, long] = [1_000, 16_000].map(|count| Event { body: body(count).into_bytes(), details: Value::Null });
        for call in VERIFIERS {
            let mut least = [Duration::MAX; 2];
            // The least of several measurements is that of the work alone, whatever else the machine does meanwhile.
            let linear = (0..40).any(|round| {
                for (event, least) in [&short, &long].into_iter().zip(&mut least) {
                    let started = Instant::now();
                    assert!(fawry.event(call, event).is_err());
                    *least = started.elapsed().min(*least);
                }
                // Of 16 times the length: 16 times the time if it is linear, 256 times if it is quadratic.
                round >= 4 && least[1] < least[0] * 64
            });
            assert!(linear, "{call} of {shape}: {least:?}");
        }
    }
}

const VERIFIERS: [&str; 3] = ["verifyNotification", "verifyNotificationV1", "verifyReturn"];

/// A body that holds as many parts as wanted, each of some 10 bytes.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 4] = [
    ("members", |count| {
        format!("{{{}\"z\":1}}", (0..count).map(|index| format!("\"a{index}\":1,")).collect::<String>())
    }),
    ("arrays", |count| format!("[{}1]", "[],".repeat(5 * count))),
    ("one parameter", |count| "a=1&".repeat(3 * count)),
    ("parameters", |count| (0..count).map(|index| format!("a{index}=1&")).collect()),
];
