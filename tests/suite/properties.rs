//! What holds for every operation of every gateway, whatever it is given.

use std::sync::LazyLock;

use proptest::prelude::*;
use tawqee::{Object, Value};

/// An operation with an input that it accepts.
struct Sample {
    class: &'static str,
    config: Value,
    gateway: &'static str,
    operation: &'static str,
    signed: bool,
    input: Object,
    options: Value,
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let mut samples = Vec::new();
    for class in tawqee::catalog().classes {
        let config = Value::parse(class.config.get()).unwrap();
        for call in &class.operations {
            for sample in &call.samples {
                let mut options = Value::parse(sample.options.get()).unwrap().as_object().cloned().unwrap_or_default();
                if class.class == "UPayments" {
                    options.set("timestamp", "1718000000");
                }
                samples.push(Sample {
                    class: class.class,
                    config: config.clone(),
                    gateway: class.gateway,
                    operation: call.name,
                    signed: call.signed,
                    input: Value::parse(sample.input.get()).unwrap().as_object().cloned().unwrap_or_default(),
                    options: options.into(),
                });
            }
        }
    }
    samples
});

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.to_string())),
        any::<f64>().prop_map(|number| Value::Number(format!("{number:?}"))),
        (0u32..100_000_000).prop_map(|cents| Value::from(format!("{}.{:02}", cents / 100, cents % 100))),
        ".{0,24}".prop_map(Value::String),
        "[0-9٠-٩.,eE+-]{0,30}".prop_map(Value::String),
        prop::collection::vec(".{0,4}".prop_map(Value::String), 0..3).prop_map(Value::Array),
        prop::collection::btree_map("[a-zA-Z]{0,12}", "[a-z0-9]{0,4}".prop_map(Value::String), 0..3)
            .prop_map(|members| Value::from(members.into_iter().collect::<Object>())),
    ]
}

proptest! {
    #![proptest_config(crate::thorough::thorough())]

    #[test]
    fn an_input_gives_a_request_that_its_explanation_signs_or_a_typed_error(
        sample in any::<prop::sample::Index>(), field in any::<prop::sample::Index>(), value in any_value(),
    ) {
        let Sample { class, config, gateway, operation, signed, input, options } = sample.get::<Sample>(&SAMPLES);
        let client = tawqee::client(class, config).unwrap();
        let mut input = input.clone();
        let names: Vec<String> = input.iter().map(|(name, _)| name.to_owned()).collect();
        if !names.is_empty() {
            input.set(field.get::<String>(&names), value);
        }
        let input = Value::from(input);
        match client.build(operation, &input, options) {
            Ok(request) => {
                prop_assert!(request.url.starts_with("https://") && request.url.is_ascii(), "{}", request.url);
                if let Some(body) = &request.body {
                    // A body may be the bare text of a field.
                    let is_field = |members: &Object| members.iter().any(|(_, value)| value.as_text() == Some(body));
                    let is_bare = input.as_object().is_some_and(is_field);
                    prop_assert!(Value::parse(body).is_ok() || is_bare || !body.starts_with('{'), "{}", body);
                }
                if let (true, Ok(signature)) = (*signed, client.signature(operation, &input, options)) {
                    let recipe = client.recipe(operation, &input, options).unwrap();
                    prop_assert_eq!(&client.explain(operation, &input, options).unwrap().signature, &signature);
                    prop_assert_eq!(recipe.signature(), signature.as_str());
                    prop_assert!(recipe.matches(&signature) && !recipe.matches("") && !recipe.matches(&signature[1..]));
                }
            }
            Err(error) => {
                prop_assert_eq!((error.gateway(), error.operation()), (Some(*gateway), Some(*operation)));
                prop_assert!(!error.message().is_empty() && error.to_string().len() < 1_000, "{}", error);
                prop_assert!(client.build(operation, &input, options).unwrap_err() == error, "it is the same each time");
            }
        }
    }
}
