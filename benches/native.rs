//! The core compiled for this machine: medians in nanoseconds, as one line of JSON. `cargo xtask bench` shows them
//! beside those of the package.

use std::hint::black_box;
use std::time::Instant;

use sha2::{Digest, Sha256};
use tawqee::fawry::{Environment, Fawry};
use tawqee::{Client, Value};

const REFUND: &str = r#"{"referenceNumber":"99900642041","refundAmount":"362.50","reason":"Item not as described"}"#;
const CHARGE: &str = r#"{"merchantRefNum":"23124654641","customerProfileId":"777777","customerName":"Ahmed Ali",
    "customerMobile":"01234567891","customerEmail":"example@gmail.com","paymentMethod":"PAYATFAWRY","amount":"580.55",
    "currencyCode":"EGP","language":"en-gb","description":"Example description","chargeItems":[
    {"itemId":"897fa8e81be26df25db592e81c31c","description":"Item","price":"580.55","quantity":1}]}"#;
const NOTIFICATION: &str = r#"{"requestId":"c72827d0-84ea-4b88-92fb-7a21b7e2a7c5","fawryRefNumber":"970177",
    "merchantRefNumber":"9708f1cea8b5426cb57922df51b7f790","paymentAmount":152,"orderAmount":150,"orderStatus":"PAID",
    "paymentMethod":"PAYATFAWRY"}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fawry = Fawry::builder("1tSa6uxz2nTwlaAmt38enA==", "259af31fc2f74453b3a55739b21ae9ef")
        .environment(Environment::Staging)
        .build()?;
    let (refund, charge) = (Value::parse(REFUND)?, Value::parse(CHARGE)?);
    let notification = fawry.sign_notification(&Value::parse(NOTIFICATION)?)?;
    let signed = "1tSa6uxz2nTwlaAmt38enA==99900642041362.50Item not as described259af31fc2f74453b3a55739b21ae9ef";
    let figures = [
        ("charge", median(|| fawry.build("charge", &charge, &Value::Null).is_ok())),
        ("refund", median(|| fawry.build("refund", &refund, &Value::Null).is_ok())),
        ("verifyNotification", median(|| fawry.verify_notification(notification.as_bytes()).is_ok())),
        ("signature of a refund", median(|| fawry.signature("refund", &refund, &Value::Null).is_ok())),
        ("SHA-256 of the text of a refund", median(|| Sha256::digest(black_box(signed)).as_slice() != [0; 32])),
    ];
    let members: Vec<String> = figures.iter().map(|(name, time)| format!(r#""{name}":{time}"#)).collect();
    println!("{{{}}}", members.join(","));
    Ok(())
}

/// The median time of a call over rounds of many. What is measured must go well.
fn median(call: impl Fn() -> bool) -> u128 {
    const CALLS: u32 = 5_000;
    let mut rounds: Vec<u128> = (0..31)
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
