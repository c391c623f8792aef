//! The core compiled for this machine: medians in nanoseconds, as one line of JSON. `cargo xtask bench` shows them
//! beside those of the package, whose module carries out the same calls on the same documents.

use std::hint::black_box;
use std::time::Instant;

use sha2::{Digest, Sha256};
use tawqee::crossing::{self, DocumentBuf, Function};
use tawqee::fawry::{Environment, Fawry};
use tawqee::{Client, Value};

const CONFIG: &str = r#"{"merchantCode":"1tSa6uxz2nTwlaAmt38enA==","secureKey":"259af31fc2f74453b3a55739b21ae9ef","environment":"staging"}"#;

const REFUND: &str = r#"{"referenceNumber":"99900642041","refundAmount":"362.50","reason":"Item not as described"}"#;
const CHARGE: &str = r#"{"merchantRefNum":"23124654641","customerProfileId":"777777","customerName":"Ahmed Ali",
    "customerMobile":"01234567891","customerEmail":"example@gmail.com","paymentMethod":"PAYATFAWRY","amount":"580.55",
    "currencyCode":"EGP","language":"en-gb","description":"Example description","chargeItems":[
    {"itemId":"897fa8e81be26df25db592e81c31c","description":"Item","price":"580.55","quantity":1}]}"#;
const NOTIFICATION: &str = r#"{"requestId":"c72827d0-84ea-4b88-92fb-7a21b7e2a7c5","fawryRefNumber":"970177",
    "merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","paymentAmount":152,"orderAmount":150,"orderStatus":"PAID",
    "paymentMethod":"PAYATFAWRY"}"#;

/// The place of the class in the core's list.
const FAWRY: usize = 0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fawry = Fawry::builder("1tSa6uxz2nTwlaAmt38enA==", "259af31fc2f74453b3a55739b21ae9ef")
        .environment(Environment::Staging)
        .build()?;
    let refund = Value::parse(REFUND)?;
    let notification = fawry.sign_notification(&Value::parse(NOTIFICATION)?)?;
    let given = |name: &str, input: &str| DocumentBuf::parse(&format!(r#"[{CONFIG},"{name}",{input},null]"#));
    let (of_charge, of_refund, of_event) =
        (given("charge", CHARGE)?, given("refund", REFUND)?, given("verifyNotification", "null")?);
    let mut out = DocumentBuf::default();
    let mut call = |function, given: &DocumentBuf, body: &str| {
        median(|| crossing::call(function, FAWRY, given.as_document(), body.as_bytes(), &mut out))
    };
    let signed = "1tSa6uxz2nTwlaAmt38enA==99900642041362.50Item not as described259af31fc2f74453b3a55739b21ae9ef";
    let figures = [
        ("charge", call(Function::Build, &of_charge, "")),
        ("refund", call(Function::Build, &of_refund, "")),
        ("verifyNotification", call(Function::Event, &of_event, &notification)),
        ("signature of a refund", call(Function::Signature, &of_refund, "")),
        ("refund by the Rust API", median(|| fawry.build("refund", &refund, &Value::Null).is_ok())),
        ("SHA-256 of the text of a refund", median(|| Sha256::digest(black_box(signed)).as_slice() != [0; 32])),
    ];
    let members: Vec<String> = figures.iter().map(|(name, time)| format!(r#""{name}":{time}"#)).collect();
    println!("{{{}}}", members.join(","));
    Ok(())
}

/// The median time of a call over rounds of many. What is measured must go well.
fn median(mut call: impl FnMut() -> bool) -> u128 {
    const CALLS: u32 = 500;
    let mut rounds: Vec<u128> = (0..201)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                assert!(black_box(call()), "a call was refused");
            }
            start.elapsed().as_nanos() / u128::from(CALLS)
        })
        .collect();
    rounds.sort_unstable();
    rounds.get(rounds.len() / 2).copied().unwrap_or_default()
}
