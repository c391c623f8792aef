//! The core compiled for this machine: medians in nanoseconds, as one line of JSON. `cargo xtask bench` shows them
//! beside those of the package.

use std::hint::black_box;
use std::time::Instant;

use sha2::{Digest, Sha256};
use tawqee::fawry::{Environment, Fawry};
use tawqee::{Client, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fawry = Fawry::builder("1tSa6uxz2nTwlaAmt38enA==", "259af31fc2f74453b3a55739b21ae9ef")
        .environment(Environment::Staging)
        .build()?;
    let input = r#"{"referenceNumber":"99900642041","refundAmount":"362.50","reason":"Item not as described"}"#;
    let input = Value::parse(input)?;
    let signed = "1tSa6uxz2nTwlaAmt38enA==99900642041362.50Item not as described259af31fc2f74453b3a55739b21ae9ef";
    let build = median(|| fawry.build("refund", &input, &Value::Null).is_ok());
    let signature = median(|| fawry.signature("refund", &input, &Value::Null).is_ok());
    let digest = median(|| Sha256::digest(black_box(signed)).as_slice() != [0; 32]);
    println!(r#"{{"refund":{build},"signature of a refund":{signature},"SHA-256 of the same bytes":{digest}}}"#);
    Ok(())
}

/// The median time of a call over rounds of many.
fn median(call: impl Fn() -> bool) -> u128 {
    const CALLS: u32 = 20_000;
    let mut rounds: Vec<u128> = (0..11)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(call());
            }
            start.elapsed().as_nanos() / u128::from(CALLS)
        })
        .collect();
    rounds.sort_unstable();
    rounds.get(rounds.len() / 2).copied().unwrap_or_default()
}
