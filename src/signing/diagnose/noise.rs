//! A search must name nothing that is not there, find pairs, and end in time.

use proptest::prelude::*;

use crate::client::Client;
use crate::gateways::client;
use crate::signing::diagnose::mistake::Candidate;
use crate::signing::diagnose::observed::Reading;
use crate::signing::diagnose::search::Search;
use crate::signing::diagnose::{Mistakes, Subject, Verdict, generate, known};
use crate::signing::{Encoding, Recipe, digest};
use crate::value::Value;

const FAWRY: &str = r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","secureKey":"259af31fc2f74453b3a55739b21ae9ef","environment":"staging"}"#;
const UPAYMENTS: &str = r#"{"token":"test-bearer-token","apiSecret":"test-api-secret","environment":"sandbox"}"#;
const REFUND: &str = r#"{"referenceNumber":"99900642041","refundAmount":"1362.50","reason":"Item not / as described"}"#;
const CHARGE: &str = r#"{"merchantRefNum":"23124654641","customerProfileId":"777777","customerMobile":"01234567891",
    "customerEmail":"a@example.com","customerName":"Ali","paymentMethod":"CARD","amount":"1580.50","language":"en-gb","description":"d",
    "chargeItems":[{"itemId":"1","description":"d","price":"580.55","quantity":1},{"itemId":"2","description":"d","price":"580.55","quantity":1}],
    "cardNumber":"4242424242424242","cardExpiryYear":"21","cardExpiryMonth":"05","cvv":"012","enable3DS":true,
    "returnUrl":"https://shop.example/return?order=1"}"#;

fn fawry() -> Box<dyn Client> {
    client("Fawry", &Value::parse(FAWRY).unwrap()).unwrap()
}

fn mistakes(recipe: &Recipe, input: &Value) -> Vec<crate::signing::Mistake> {
    mistakes_of("refund", recipe, input)
}

fn mistakes_of(operation: &str, recipe: &Recipe, input: &Value) -> Vec<crate::signing::Mistake> {
    let request = fawry().build(operation, input, &Value::Null).ok();
    let subject = Subject::new(operation, recipe, input, request.as_ref(), false);
    let mut mistakes = Mistakes::default();
    generate(&subject, &mut mistakes);
    mistakes.into_sorted()
}

/// Different every time, the same in every run.
fn noise(index: u64) -> Vec<u8> {
    digest(crate::signing::Algorithm::Sha256, &[], &index.to_le_bytes())
}

#[test]
fn ten_thousand_random_signatures_have_no_cause() {
    let input = Value::parse(REFUND).unwrap();
    let recipe = fawry().recipe("refund", &input, &Value::Null).unwrap();
    let mistakes = mistakes(&recipe, &input);
    // All at once: every candidate is compared with every one of them.
    let readings: Vec<_> = (0..10_000).map(|index| Reading::of(noise(index), Vec::new())).collect();
    let singles: Vec<_> = mistakes.iter().filter(|mistake| mistake.rank.weight() == 1).cloned().collect();
    let mut search = Search::new(&recipe, &readings, 2);
    assert!(search.run(&singles).is_none() && search.tried > 500, "{}", search.tried);
    let subject = Subject::new("refund", &recipe, &input, None, false);
    for index in 0..10_000 {
        let bytes = noise(index);
        for text in [Encoding::Hex.encode(&bytes), Encoding::Base64.encode(&bytes), Encoding::Base64Url.encode(&bytes)]
        {
            assert!(known::recognise(&subject, &[], &text).is_none(), "{text}");
        }
    }
    // And some of them through the whole space of pairs.
    for index in 0..3 {
        let observed = Encoding::Hex.encode(&noise(index));
        let diagnosis = fawry().diagnose("refund", &input, &observed, &Value::Null).unwrap();
        assert_eq!((diagnosis.verdict, diagnosis.causes.len()), (Verdict::Unexplained, 0));
        assert!(diagnosis.candidates_tried > 10_000 && diagnosis.note.is_none(), "{diagnosis:?}");
    }
}

/// A hundred thousand, each compared with every candidate of the whole search, at once:
/// `cargo test --release --lib hundred_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_random_signatures_have_no_cause() {
    for (name, input) in [("refund", REFUND), ("charge", CHARGE)] {
        let input = Value::parse(input).unwrap();
        let recipe = fawry().recipe(name, &input, &Value::Null).unwrap();
        let mistakes = mistakes_of(name, &recipe, &input);
        let random: std::collections::HashSet<Vec<u8>> = (0..100_000).map(noise).collect();
        let subject = Subject::new(name, &recipe, &input, None, false);
        for (index, bytes) in random.iter().enumerate() {
            for text in [Encoding::Hex.encode(bytes), Encoding::Base64.encode(bytes)] {
                assert!(known::recognise(&subject, &[], &text).is_none(), "{text}");
            }
            // Some go through everything, which tells that nothing else happens there.
            if index % 5_000 == 0 {
                let observed = Encoding::Hex.encode(bytes);
                let diagnosis = fawry().diagnose(name, &input, &observed, &Value::Null).unwrap();
                assert_eq!((diagnosis.verdict, diagnosis.causes.len()), (Verdict::Unexplained, 0), "{observed}");
            }
        }
        let (mut text, mut tried) = (Vec::new(), 0);
        let mut check = |edits: crate::signing::diagnose::mistake::Edits<'_>| {
            Candidate::new(&recipe, edits).write(&mut text);
            tried += 1;
            assert!(!random.contains(&digest(recipe.algorithm, &[], &text)), "{name}");
        };
        for (index, first) in mistakes.iter().enumerate() {
            check([Some(&first.edit), None, None]);
            for second in
                mistakes.iter().skip(index + 1).filter(|second| second.rank.weight() + first.rank.weight() <= 5)
            {
                if first.edit.combines_with(&second.edit) {
                    check([Some(&first.edit), Some(&second.edit), None]);
                }
            }
        }
        println!("{name}: {} random signatures against {tried} candidates", random.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Any two mistakes that combine are found; what is named may be a simpler explanation of the same bytes.
    #[test]
    fn pairs_are_found(first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>()) {
        let input = Value::parse(REFUND).unwrap();
        let recipe = fawry().recipe("refund", &input, &Value::Null).unwrap();
        let mistakes = mistakes(&recipe, &input);
        let mistakes: Vec<_> = mistakes.into_iter().filter(|mistake| mistake.rank.weight() <= 3).collect();
        let (first, second) = (first.get(&mistakes), second.get(&mistakes));
        let plain = |mistake: &crate::signing::Mistake| !matches!(mistake.edit, crate::signing::diagnose::Edit::Method(_));
        prop_assume!(first.edit.combines_with(&second.edit) && plain(first) && plain(second));
        let mut text = Vec::new();
        Candidate::new(&recipe, [Some(&first.edit), Some(&second.edit), None]).write(&mut text);
        let observed = hex::encode(digest(recipe.algorithm, &[], &text));
        let diagnosis = fawry().diagnose("refund", &input, &observed, &Value::Null).unwrap();
        prop_assert!(diagnosis.verdict != Verdict::Unexplained, "{} and {}", first.cause.id, second.cause.id);
    }
}

#[test]
fn a_pair_names_both_mistakes() {
    let input = Value::parse(REFUND).unwrap();
    let key = "259af31fc2f74453b3a55739b21ae9ef";
    let text = format!("1tSa6uxz2nTwlaAmt38enA==999006420411,362.50Item not / as described{key}\n");
    let observed = hex::encode(digest(crate::signing::Algorithm::Sha256, &[], text.as_bytes()));
    let diagnosis = fawry().diagnose("refund", &input, &observed, &Value::Null).unwrap();
    let mut ids: Vec<_> = diagnosis.causes.iter().map(|cause| cause.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["amount-thousands-separators", "key-white-space"]);
}

/// Which searches end before every pair is tried: `cargo test --release --lib stop -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn which_searches_stop() {
    let (mut searches, mut stopped) = (0, 0);
    for call in super::matrix::calls() {
        let class = crate::catalog::catalog().classes.into_iter().find(|class| class.class == call.class).unwrap();
        let client = client(call.class, &Value::parse(class.config.get()).unwrap()).unwrap();
        let observed = call.recipe.encoding.encode(&digest(call.recipe.algorithm, b"another key", b"another text"));
        let start = std::time::Instant::now();
        let diagnosis = client.diagnose(&call.name, &call.input, &observed, &call.options).unwrap();
        let took = start.elapsed();
        assert_eq!(diagnosis.verdict, Verdict::Unexplained);
        searches += 1;
        let is_stopped = diagnosis.note.is_some_and(|note| note.contains("stopped"));
        stopped += usize::from(is_stopped);
        let end = if is_stopped { "stopped" } else { "whole" };
        println!("{}.{}: {end}, {} candidates in {took:?}", call.class, call.name, diagnosis.candidates_tried);
    }
    println!("{stopped} of {searches} searches stopped");
}

/// The budget: `cargo test --release --lib budget -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn budget() {
    let body = r#"{"products":[{"name":"a","description":"b","price":1.5,"quantity":2}],"order":{"id":"2555","description":"Invoice #2555","currency":"KWD","amount":3},"language":"en","reference":{"id":"1"},"customer":{"name":"a","email":"a@example.com","mobile":"+96512345678"},"returnUrl":"https://example.com/success","cancelUrl":"https://example.com/cancel","notificationUrl":"https://example.com/notify"}"#;
    let items: Vec<_> = (0..50)
        .map(|index| format!(r#"{{"itemId":"item{index:03}","description":"d","price":"{index}1.50","quantity":2}}"#))
        .collect();
    let link = format!(
        r#"{{"merchantRefNum":"2312","customerProfileId":"7","returnUrl":"https://shop.example/r","chargeItems":[{}]}}"#,
        items.join(",")
    );
    let hex = Encoding::Hex.encode(&noise(1));
    let base64 = Encoding::Base64.encode(&noise(1));
    let upayments = client("UPayments", &Value::parse(UPAYMENTS).unwrap()).unwrap();
    let time = Value::parse(r#"{"timestamp":1718000000}"#).unwrap();
    for (name, input) in [("refund", REFUND), ("charge", CHARGE), ("checkoutLink", &link)] {
        let input = Value::parse(input).unwrap();
        let recipe = fawry().recipe(name, &input, &Value::Null).unwrap();
        let mistakes = mistakes_of(name, &recipe, &input);
        let weights: Vec<_> =
            (1..=5).map(|weight| mistakes.iter().filter(|mistake| mistake.rank.weight() == weight).count()).collect();
        println!("{name}: {weights:?} mistakes by weight");
    }
    for (client, operation, input, observed, options) in [
        (fawry(), "refund", REFUND, &hex, Value::Null),
        (fawry(), "charge", CHARGE, &hex, Value::Null),
        (fawry(), "checkoutLink", &link, &hex, Value::Null),
        (upayments, "charge", body, &base64, time),
    ] {
        let input = Value::parse(input).unwrap();
        let start = std::time::Instant::now();
        let diagnosis = client.diagnose(operation, &input, observed, &options).unwrap();
        let took = start.elapsed();
        println!("{operation}: {} candidates in {took:?}, {:?}", diagnosis.candidates_tried, diagnosis.note);
        assert_eq!(diagnosis.verdict, Verdict::Unexplained);
    }
}
