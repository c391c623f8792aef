//! Forged events: no change of what a gateway signed is explained as a matter of form, and no signature of what was
//! received is given away.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::catalog;
use crate::client::Client;
use crate::gateways::{all, client};
use crate::signing::Encoding;
use crate::signing::diagnose::mistake::{Candidate, Method};
use crate::signing::diagnose::observed::Reading;
use crate::signing::diagnose::search::{Found, Search};
use crate::signing::diagnose::{Diagnosis, Mistake, Mistakes, Subject, Verdict, explain, generate};
use crate::value::{Object, Value};

/// What is received, with its options.
const EVENTS: &[(&str, &str, &str, &str)] = &[
    (
        "Fawry",
        "notification",
        r#"{"fawryRefNumber":"0970177","merchantRefNumber":"M1","paymentAmount":1152.5,"orderAmount":1150,"orderStatus":"PAID","paymentMethod":"CARD","paymentRefrenceNumber":"88001","requestId":"c728","customerMail":"a@b.example"}"#,
        "{}",
    ),
    (
        "Fawry",
        "notification",
        r#"{"fawryRefNumber":"970177","merchantRefNumber":"shop 1/2","paymentAmount":"1.5","orderAmount":"1.5","orderStatus":"NEW","paymentMethod":"PAYATFAWRY"}"#,
        "{}",
    ),
    (
        "Fawry",
        "notificationV1",
        r#"{"Amount":"152.00","FawryRefNo":"0970177","MerchantRefNo":"M1","OrderStatus":"PAID"}"#,
        "{}",
    ),
    (
        "Fawry",
        "return",
        r#"{"referenceNumber":"963455678","merchantRefNumber":"23124654641","paymentAmount":"580.5","orderAmount":"575","orderStatus":"PAID","paymentMethod":"PayUsingCC","fawryFees":"0","customerMail":"Buyer@shop.example","customerMobile":"01000000000"}"#,
        "{}",
    ),
    (
        "Pay3",
        "webhook",
        r#"{"orderType":"FIAT","orderId":"7aed064b-cb2d","orderStatus":"COMPLETED","amount":1.5}"#,
        "{}",
    ),
    (
        "UPayments",
        "webhook",
        r#"{"url":"https://example.com/notify","body":"{\"payment_id\":\"1003\",\"result\":\"CAPTURED\",\"amount\":1.500}"}"#,
        r#"{"timestamp":1718000000}"#,
    ),
    (
        "UPayments",
        "webhook",
        r#"{"url":"https://example.com/notify","body":"payment_id=10%2603&result=CAPTURED&amount=1.500"}"#,
        r#"{"timestamp":1718000000}"#,
    ),
];

fn gateway(class: &str) -> Box<dyn Client> {
    let found = catalog().classes.into_iter().find(|found| found.class == class).unwrap();
    client(class, &Value::parse(found.config.get()).unwrap()).unwrap()
}

/// Everything that is tried on an event.
fn mistakes(class: &str, subject: &Subject<'_>) -> Vec<Mistake> {
    let class = all().find(|known| known.name == class).unwrap();
    let own = class.own_mistakes.mistakes.map_or_else(Vec::new, |own| own(subject));
    let mut mistakes = Mistakes::default();
    own.into_iter().for_each(|mistake| mistakes.push(subject.recipe, mistake));
    generate(subject, &mut mistakes);
    mistakes.into_sorted()
}

/// Other values in place of one: other numbers, and other texts.
fn others(text: &str, all: &[String]) -> BTreeSet<String> {
    let mut made: BTreeSet<String> = all.iter().cloned().collect();
    if let Ok(value) = text.parse::<f64>() {
        for other in [value / 100.0, value * 100.0, value * 1000.0, value / 1000.0, -value, value + 1.0, value * 1.01] {
            made.insert(other.to_string());
            made.insert(format!("{other:.2}"));
        }
        for other in [value.floor(), value.ceil(), value.round(), 0.0, 1.0, 0.01, 999_999.0] {
            made.insert(other.to_string());
        }
    }
    for other in ["", "0", "null", "undefined", "NEW", "FAILED", "mwallet", "another", "1718000000", "1717999940"] {
        made.insert(other.to_owned());
    }
    for other in [text.to_uppercase(), text.to_lowercase(), text.trim_start_matches('0').to_owned(), text.repeat(2)] {
        made.insert(other);
    }
    // No zero in front: after an amount the bytes are those of an amount with one decimal more.
    for other in [format!("{text} "), format!(" {text}"), format!("{text}\n"), format!("\u{feff}{text}")] {
        made.insert(other);
    }
    made.extend(text.get(1..).into_iter().chain(text.get(..text.len().saturating_sub(1))).map(str::to_owned));
    made.remove(text);
    made
}

/// Everything that the gateway might have signed before one or two fields were changed to what was received.
fn originals(received: &Value) -> Vec<Value> {
    let object = received.as_object().unwrap();
    let with = |object: &Object, name: &str, text: &str| {
        let mut changed = object.clone();
        changed.set(name, text);
        changed
    };
    if let Some(body) = object.get("body").and_then(Value::as_text) {
        let fields = Value::parse(body).unwrap_or_else(|_| crate::query::form(body).unwrap().into());
        let mut bodies: Vec<Value> = Vec::new();
        let is_form = !body.starts_with('{');
        for fields in originals(&fields) {
            let form = |object: &Object| {
                let pairs =
                    object.iter().map(|(name, value)| format!("{name}={}", value.as_text().unwrap_or_default()));
                pairs.collect::<Vec<_>>().join("&")
            };
            let text = if is_form { form(fields.as_object().unwrap()) } else { fields.to_json() };
            bodies.push(with(object, "body", &text).into());
        }
        return bodies;
    }
    let texts: Vec<(String, String)> = object
        .iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.as_text()?.to_owned())))
        .chain(
            ["fawryFees", "shippingFees", "authNumber", "paymentRefrenceNumber"]
                .map(|name| (name.to_owned(), String::new())),
        )
        .collect();
    let values: Vec<_> = texts.iter().map(|(_, text)| text.clone()).filter(|text| !text.is_empty()).collect();
    let mut made: Vec<Value> = Vec::new();
    for (index, (name, text)) in texts.iter().enumerate() {
        for other in others(text, &values) {
            let one = with(object, name, &other);
            for (second, text) in texts.iter().skip(index + 1).take(6) {
                // What changed places, and a few more.
                let few = [
                    values.iter().find(|value| *value == &other).map(|_| object_text(object, name)),
                    Some("0".into()),
                    Some("another".into()),
                    Some(format!("{text} ")),
                    Some(text.to_uppercase()),
                ];
                let few = few.into_iter().flatten().filter(|few| few != text);
                made.extend(few.map(|few| Value::from(with(&one, second, &few))));
            }
            made.push(one.into());
        }
    }
    made
}

fn object_text(object: &Object, name: &str) -> String {
    object.get(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

#[test]
fn a_forged_event_is_never_a_matter_of_form() {
    let mut found_ids = BTreeMap::new();
    let mut forged = 0;
    for class in catalog().classes {
        for event in class.events.iter().filter(|event| event.input.is_none()) {
            let known = EVENTS.iter().any(|(of, name, ..)| (*of, *name) == (class.class, event.name));
            assert!(known, "EVENTS has no {}.{}", class.class, event.name);
        }
    }
    for (class, name, input, options) in EVENTS {
        let gateway = gateway(class);
        let (input, options) = (Value::parse(input).unwrap(), Value::parse(options).unwrap());
        let recipe = gateway.recipe(name, &input, &options).unwrap();
        let right = recipe.signature();
        let mut signed = HashMap::new();
        for original in originals(&input) {
            if let Ok(recipe) = gateway.recipe(name, &original, &options) {
                signed.insert(recipe.string_to_sign().as_bytes().to_vec(), original);
            }
        }
        signed.remove(recipe.string_to_sign().as_bytes());
        forged += signed.len();
        let subject = Subject::new(name, &recipe, &input, None, true);
        let mistakes = mistakes(class, &subject);
        let (subject, mistakes) = (&subject, mistakes.as_slice());
        let reading = Reading::of(Vec::new(), Vec::new());
        let readings = [];
        let search = Search::new(&recipe, &readings, 2);
        let mut text = Vec::new();
        let mut check = |made: Vec<&Mistake>| {
            let mut edits = made.iter().map(|mistake| &mistake.edit);
            let candidate = Candidate::new(&recipe, [edits.next(), edits.next(), None]);
            let own_key = recipe.hmac_key.as_ref().is_none_or(|key| key.as_slice() == candidate.key());
            if candidate.method() != Method::Stated || !own_key {
                return;
            }
            candidate.write(&mut text);
            let Some(original) = signed.get(&text) else { return };
            let found = Found { reading: &reading, other_digest: None, mistakes: made };
            let causes = explain(subject, &found, &search.equal(&found, mistakes));
            let ids: Vec<_> = found.mistakes.iter().map(|mistake| mistake.cause.id).collect();
            assert!(
                causes.iter().any(|cause| cause.id == "content-changed"),
                "{class}.{name}: {ids:?} for {}: {causes:?}",
                original.to_json()
            );
            assert!(!format!("{causes:?}").contains(&right));
            *found_ids.entry(ids).or_insert(0) += 1;
        };
        for (index, first) in mistakes.iter().enumerate() {
            check(vec![first]);
            for second in
                mistakes.iter().skip(index + 1).take_while(|second| first.rank.weight() + second.rank.weight() <= 3)
            {
                if first.edit.combines_with(&second.edit) {
                    check(vec![first, second]);
                }
            }
        }
    }
    println!("{forged} forged events: {} explanations of {found_ids:?}", found_ids.values().sum::<i32>());
    assert!(forged > 10_000, "{forged}");
    assert!(found_ids.len() > 10, "{found_ids:?}");
}

fn diagnosed(class: &str, name: &str, signed: &str, received: &str, options: &str) -> Diagnosis {
    let gateway = gateway(class);
    let [signed, received, options] = [signed, received, options].map(|text| Value::parse(text).unwrap());
    let observed = gateway.signature(name, &signed, &options).unwrap();
    let diagnosis = gateway.diagnose(name, &received, &observed, &options).unwrap();
    let right = gateway.signature(name, &received, &options).unwrap();
    assert!(right == observed || !format!("{diagnosis:?}").contains(&right), "{diagnosis:?}");
    diagnosis
}

#[test]
fn the_fields_of_changed_content_are_named() {
    let event = |amount: &str, status: &str, reference: &str| {
        format!(
            r#"{{"fawryRefNumber":"970177","merchantRefNumber":"M1","paymentAmount":152,"orderAmount":{amount},"orderStatus":"{status}","paymentMethod":"CARD","paymentRefrenceNumber":"{reference}"}}"#
        )
    };
    let signed = event("150", "PAID", "88001");
    for (received, field) in [
        (event("1.5", "PAID", "88001"), "orderAmount"),
        (event("15000", "PAID", "88001"), "orderAmount"),
        (event("150.75", "PAID", "88001"), "orderAmount"),
        (event("990", "PAID", "88001"), ""),
        (event("150", "paid", "88001"), "orderStatus"),
        (event("150", "PAID", "088001"), "paymentRefrenceNumber"),
        (event("150", "PAID", " 88001"), "paymentRefrenceNumber"),
    ] {
        let diagnosis = diagnosed("Fawry", "notification", &signed, &received, "{}");
        if field.is_empty() {
            assert_eq!((diagnosis.verdict, diagnosis.causes.len()), (Verdict::Unexplained, 0), "{received}");
            assert!(diagnosis.note.unwrap().starts_with("Do not trust this content"), "{received}");
            continue;
        }
        let [cause] = diagnosis.causes.as_slice() else { panic!("{received}: {diagnosis:?}") };
        assert_eq!(
            (cause.id.as_str(), cause.fields.as_slice()),
            ("content-changed", &[field.to_owned()][..]),
            "{received}"
        );
        assert!(cause.title.starts_with(&format!("{field} is not what the gateway signed")), "{}", cause.title);
        assert!(cause.fix.starts_with("Do not trust it"), "{}", cause.fix);
    }
    // A blank in front of the key may be one behind the last field.
    let diagnosis = diagnosed("Fawry", "notification", &event("150", "PAID", "88001 "), &signed, "{}");
    let alternatives: Vec<_> = diagnosis.causes[0].alternatives.iter().map(|other| other.id.as_str()).collect();
    assert_eq!((diagnosis.causes[0].id.as_str(), alternatives), ("content-changed", vec!["key-white-space"]));
    // Amounts that changed places.
    let diagnosis = diagnosed(
        "Fawry",
        "notification",
        &signed,
        &signed.replace("152", "x").replace("150", "152").replace("\":x", "\":150"),
        "{}",
    );
    let names: Vec<_> = diagnosis.causes.iter().map(|cause| (cause.id.as_str(), cause.title.as_str())).collect();
    assert_eq!(names, [("content-changed", "paymentAmount, orderAmount are not what the gateway signed")]);
}

#[test]
fn another_form_of_the_same_content_is_a_matter_of_form() {
    let gateway = gateway("Fawry");
    let input = r#"{"fawryRefNumber":"970177","merchantRefNumber":"طلب 1/2","paymentAmount":1152.5,"orderAmount":1500,"orderStatus":"PAID","paymentMethod":"CARD"}"#;
    let input = Value::parse(input).unwrap();
    let recipe = gateway.recipe("notification", &input, &Value::Null).unwrap();
    for (name, signed, id) in [
        ("paymentAmount", "1152.5", "amount-not-padded"),
        ("paymentAmount", "1152.500", "amount-wrong-decimals"),
        ("paymentAmount", "1,152.50", "amount-thousands-separators"),
        ("paymentAmount", "1.152,50", "amount-decimal-comma"),
        ("paymentAmount", "1152.50 EGP", "amount-with-currency"),
        ("paymentAmount", "١١٥٢٫٥٠", "arabic-indic-digits"),
        ("paymentAmount", "1.152500e+03", "amount-exponent"),
        ("orderAmount", "1500", "amount-not-padded"),
        ("orderAmount", "1500.0", "amount-float-text"),
        ("orderAmount", "1,500", "amount-thousands-separators"),
        // A point is a point: this is one and a half.
        ("orderAmount", "1.500", "content-changed"),
        ("orderAmount", "15", ""),
        ("orderAmount", "150000", "content-changed"),
        ("merchantRefNumber", "%D8%B7%D9%84%D8%A8%201%2F2", "text-percent-encoded"),
        ("merchantRefNumber", "\\u0637\\u0644\\u0628 1/2", "text-escaped"),
        ("merchantRefNumber", "طلب 1\\/2", "text-escaped"),
        ("merchantRefNumber", "طلب1/2", "content-changed"),
        ("fawryRefNumber", "٩٧٠١٧٧", "arabic-indic-digits"),
        ("fawryRefNumber", "970177.0", "number-as-float"),
    ] {
        let mut signed_recipe = recipe.clone();
        let part = signed_recipe.parts.iter_mut().find(|part| part.name == name).unwrap();
        *part.text = signed.to_owned();
        let diagnosis = gateway.diagnose("notification", &input, &signed_recipe.signature(), &Value::Null).unwrap();
        let ids: Vec<_> = diagnosis.causes.iter().map(|cause| cause.id.as_str()).collect();
        assert_eq!(ids, if id.is_empty() { vec![] } else { vec![id] }, "{name} {signed}");
    }
    // A form, encoded in another way, and one that swallows a field.
    let webhook = |body: &str| format!(r#"{{"url":"https://example.com/notify","body":"{body}"}}"#);
    for (signed, received, id) in [
        ("a=1%202&result=CAPTURED", "a=1+2&result=CAPTURED", "body-serialised-again"),
        ("a=1&result=CAPTURED", "a=1%26result=CAPTURED", "content-changed"),
    ] {
        let time = r#"{"timestamp":1718000000}"#;
        let diagnosis = diagnosed("UPayments", "webhook", &webhook(signed), &webhook(received), time);
        assert_eq!(diagnosis.causes[0].id, id, "{diagnosis:?}");
    }
    // The letter case of the digest is nothing at all.
    let upper = recipe.signature().to_uppercase();
    assert_eq!(gateway.diagnose("notification", &input, &upper, &Value::Null).unwrap().verdict, Verdict::Valid);
    // A value for a mobile SDK is a request of our own.
    let profile = Value::parse(r#"{"customerProfileId":"1212"}"#).unwrap();
    let upper = gateway.signature("sdkTokenization", &profile, &Value::Null).unwrap().to_uppercase();
    let diagnosis = gateway.diagnose("sdkTokenization", &profile, &upper, &Value::Null).unwrap();
    assert_eq!(diagnosis.causes[0].id, "hex-upper-case");
}

/// Forged events, pasted: nothing that is answered holds the signature that would make them genuine.
#[test]
fn a_pasted_forgery_gets_no_signature() {
    let token = |claims: &str, signature: &str| {
        let segments = [r#"{"alg":"HS384"}"#, claims].map(|text| Encoding::Base64Url.encode(text.as_bytes()));
        format!(r#"{{"payload":"{}.{signature}"}}"#, segments.join("."))
    };
    let fawry =
        |input: &str, name: &str, signature: &str| input.replacen('{', &format!(r#"{{"{name}":"{signature}","#), 1);
    for (class, name, input, options) in EVENTS {
        let gateway = gateway(class);
        let [original, options] = [input, options].map(|text| Value::parse(text).unwrap());
        let signature = gateway.signature(name, &original, &options).unwrap();
        let received =
            input.replace("1.5", "150").replace("1150", "11.50").replace("575", "57500").replace("152.00", "1.52");
        assert_ne!(received, *input, "{class}.{name} has none of the amounts that are changed here");
        let forged = Value::parse(&received).unwrap();
        let right = gateway.signature(name, &forged, &options).unwrap();
        assert_ne!(right, signature, "{class}.{name}");
        let paste = |input: &str| match *name {
            "notification" => fawry(input, "messageSignature", &signature),
            "notificationV1" => fawry(input, "MessageSignature", &signature),
            "return" => fawry(input, "signature", &signature),
            _ if *class == "Pay3" => token(input, &signature),
            _ if *class == "UPayments" => {
                let value = Value::parse(input).unwrap();
                let body = value.at("body").and_then(Value::as_text).unwrap();
                format!(
                    "POST /notify HTTP/1.1\nHost: example.com\nX-Timestamp: 1718000000\nX-Signature: {signature}\n\n{body}"
                )
            }
            _ => panic!("how {class}.{name} arrives is not in `paste`"),
        };
        let genuine = gateway.diagnose_request(&paste(input).into(), &Value::Null).unwrap();
        assert_eq!(genuine.verdict, Verdict::Valid, "{class}.{name}: {genuine:?}");
        assert_eq!(genuine.explanation.unwrap().signature, signature);
        let diagnosis = gateway.diagnose_request(&paste(&received).into(), &Value::Null).unwrap();
        assert!(diagnosis.explanation.is_none() && !format!("{diagnosis:?}").contains(&right), "{diagnosis:?}");
        assert!(diagnosis.causes.iter().all(|cause| cause.id == "content-changed"), "{diagnosis:?}");
        assert!(diagnosis.causes.len() == 1 || diagnosis.note.is_some(), "{diagnosis:?}");
    }
    let unsigned = gateway("Fawry").diagnose_request(&EVENTS[0].2.into(), &Value::Null).unwrap();
    assert!(unsigned.explanation.is_none() && unsigned.findings[0].id == "signature-missing", "{unsigned:?}");
}
