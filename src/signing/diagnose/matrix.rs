//! Every mistake of every family made on every signed operation and event.

use super::families::{habits, signed};
use crate::catalog::catalog;
use crate::gateways::client;
use crate::signing::{Recipe, Role};
use crate::value::Value;

/// A signed call, taken apart.
pub(super) struct Call {
    pub(super) class: &'static str,
    pub(super) name: String,
    /// Whether the gateway signs it.
    pub(super) is_event: bool,
    pub(super) input: Value,
    pub(super) options: Value,
    pub(super) recipe: Recipe,
}

pub(super) type Parts = Vec<(Role, String, String)>;

const EVENTS: &[(&str, &str, &str)] = &[
    (
        "Fawry",
        "notificationV1",
        r#"{"Amount":"1152.50","FawryRefNo":"970177","MerchantRefNo":"M1","OrderStatus":"PAID"}"#,
    ),
    (
        "Fawry",
        "sdkPayment",
        r#"{"merchantRefNum":"23124654641","customerProfileId":"1212","chargeItems":[{"itemId":"b10","quantity":1,"price":"10"},{"itemId":"a2","quantity":2,"price":"20.5"},{"itemId":"B1","quantity":3,"price":1130}]}"#,
    ),
    ("Fawry", "sdkTokenization", r#"{"customerProfileId":"1212"}"#),
    (
        "Fawry",
        "notification",
        r#"{"fawryRefNumber":"970177","merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","paymentAmount":1152.5,"orderAmount":1150,"orderStatus":"NEW","paymentMethod":"PAYATFAWRY","paymentRefrenceNumber":"88001"}"#,
    ),
    (
        "Fawry",
        "return",
        r#"{"referenceNumber":"963455678","merchantRefNumber":"23124654641","paymentAmount":"580.5","orderAmount":"575","orderStatus":"PAID","paymentMethod":"PayUsingCC","fawryFees":"0","customerMail":"buyer@shop.example","customerMobile":"01000000000"}"#,
    ),
    ("Pay3", "webhook", r#"{"orderType":"FIAT","orderId":"7aed064b-cb2d","orderStatus":"COMPLETED","amount":"1/2"}"#),
    (
        "UPayments",
        "webhook",
        r#"{"url":"https://example.com/notify","body":"{\"payment_id\":\"1003\",\"result\":\"CAPTURED\",\"amount\":1.500}"}"#,
    ),
];

pub(super) fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for class in catalog().classes {
        let client = client(class.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let mut add = |name: &str, input: &str, options: &str, is_event: bool| {
            let input = Value::parse(input).unwrap();
            let mut options = Value::parse(options).unwrap();
            if let (Value::Object(options), true) = (&mut options, class.call_options.contains(&"timestamp")) {
                options.set("timestamp", Value::Number("1718000000".into()));
            }
            // A sample of an operation that is not signed is no case.
            if let Ok(recipe) = client.recipe(name, &input, &options) {
                calls.push(Call { class: class.class, name: name.to_owned(), is_event, input, options, recipe });
            }
        };
        for operation in &class.operations {
            for sample in &operation.samples {
                add(operation.name, sample.input.get(), sample.options.get(), false);
            }
        }
        for event in &class.events {
            let of_it = |(of, name, _): &&(&str, &str, &str)| *of == class.class && *name == event.name;
            let Some((.., input)) = EVENTS.iter().find(of_it) else {
                panic!("EVENTS has no {}.{}", class.class, event.name)
            };
            // What is declared is signed by the merchant, for an app of his.
            add(event.name, input, "{}", event.input.is_none());
        }
    }
    calls
}

impl Call {
    pub(super) fn parts(&self) -> Parts {
        let part = |part: &crate::signing::Part| (part.role, part.name.clone().into_owned(), part.text.to_string());
        self.recipe.parts.iter().map(part).collect()
    }

    pub(super) fn key(&self) -> Vec<u8> {
        match &self.recipe.hmac_key {
            Some(key) => key.to_vec(),
            None => self.parts().into_iter().find(|part| part.0 == Role::Key).unwrap().2.into_bytes(),
        }
    }
}

#[test]
fn every_mistake_is_found_on_every_operation() {
    let other_keys = Value::parse(r#"[{"label":"staging key","key":"the-staging-key"}]"#).unwrap();
    let mut failures = Vec::new();
    let (mut cases, mut operations) = (0, std::collections::BTreeSet::new());
    let mut families = std::collections::BTreeSet::new();
    for call in calls() {
        let class = catalog().classes.into_iter().find(|class| class.class == call.class).unwrap();
        let client = client(call.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let mut options = call.options.as_object().unwrap().clone();
        options.set("otherKeys", other_keys.clone());
        operations.insert(format!("{}.{}", call.class, call.name));
        let text = call.recipe.string_to_sign();
        let unhashed = client.diagnose(&call.name, &call.input, &text, &options.clone().into()).unwrap();
        assert_eq!(unhashed.causes[0].id, "string-sent-unhashed", "{}.{}", call.class, call.name);
        for habit in habits(&call) {
            let (family, id) = (&habit.form, habit.id);
            cases += 1;
            families.insert(id);
            let diagnosis =
                client.diagnose(&call.name, &call.input, &signed(&call, &[&habit]), &options.clone().into()).unwrap();
            let named =
                |cause: &super::DiagnosedCause| cause.id == id || cause.alternatives.iter().any(|other| other.id == id);
            if !diagnosis.causes.iter().any(named) || diagnosis.causes.len() > 1 {
                let ids: Vec<_> = diagnosis.causes.iter().map(|cause| (&cause.id, &cause.alternatives)).collect();
                failures.push(format!("{}.{} {family}: {ids:?}, not {id}", call.class, call.name));
            }
            // What is other content for certain is nothing else.
            if id == "content-changed" && diagnosis.causes.iter().any(|cause| cause.id != id) {
                failures.push(format!("{}.{} {family}: {:?}", call.class, call.name, diagnosis.causes));
            }
            for cause in &diagnosis.causes {
                let words = format!("{} {}", cause.title, cause.detail);
                let unnamed = cause.fields.iter().filter(|field| !words.contains(field.as_str()));
                failures.extend(
                    unnamed.map(|field| format!("{}.{} {}: {field} not named", call.class, call.name, cause.id)),
                );
            }
            let shown = format!("{diagnosis:?}");
            let key = String::from_utf8(call.key()).unwrap();
            assert!(!shown.contains(&key), "{}.{} {family} shows the key", call.class, call.name);
        }
    }
    assert!(failures.is_empty(), "{} of {cases}:\n{}", failures.len(), failures.join("\n"));
    println!("{cases} cases: {} mistakes on {} operations and events", families.len(), operations.len());
    assert!(cases > 500 && operations.len() > 10, "{cases} cases on {operations:?}");
}
