//! `cargo xtask mutants [FILE…]`: breaks the code in one place after the other, and says what no test notices.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{capture, cargo, watch};
use crate::project;
use crate::step::step;

/// What decides over amounts, signatures and what is believed, and what reads what arrives.
const FILES: [&str; 40] = [
    "src/amount.rs",
    "src/currency.rs",
    "src/document.rs",
    "src/document/json.rs",
    "src/engine/account.rs",
    "src/engine/answer.rs",
    "src/engine/call.rs",
    "src/engine/event.rs",
    "src/engine/place.rs",
    "src/engine/read.rs",
    "src/engine/sign.rs",
    "src/engine/values.rs",
    "src/expect.rs",
    "src/fatora/answer.rs",
    "src/fatora/read_return.rs",
    "src/fatora/verify_payment.rs",
    "src/fawry/answer.rs",
    "src/fawry/charge/*.rs",
    "src/fawry/items.rs",
    "src/fawry/notification.rs",
    "src/fawry/notification_v1.rs",
    "src/fawry/received.rs",
    "src/fawry/returned.rs",
    "src/fawry/status.rs",
    "src/pay3/answer.rs",
    "src/pay3/config.rs",
    "src/pay3/formula.rs",
    "src/pay3/webhook.rs",
    "src/query.rs",
    "src/request.rs",
    "src/secret.rs",
    "src/signing/digest.rs",
    "src/signing/explain.rs",
    "src/signing/recipe.rs",
    "src/table/field.rs",
    "src/table/kinds.rs",
    "src/table/recipe.rs",
    "src/upayments/answer.rs",
    "src/upayments/webhook.rs",
    "src/value.rs",
];

/// A mutant that changes what is signed or believed fails at the first few cases of a property.
const CASES: &str = "300";

/// Tries every mutant of the files, all of the above when there are none, and fails where one survives that
/// `.cargo/mutants.toml` does not explain.
pub(crate) fn run(files: &[&str]) -> Result<()> {
    if capture(cargo().args(["mutants", "--version"])).is_err() {
        step("cargo install cargo-mutants", || {
            capture(cargo().args(["install", "cargo-mutants", "--locked"])).map(drop)
        })?;
    }
    let folder = project::work("mutants");
    fs::create_dir_all(&folder)?;
    let mut mutants = cargo();
    mutants.args(["mutants", "--no-shuffle", "--output"]).arg(&folder).env("PROPTEST_CASES", CASES);
    for file in if files.is_empty() { &FILES } else { files } {
        mutants.args(["--file", file]);
    }
    let tried = watch(&mut mutants);
    let outcomes = fs::read_to_string(folder.join("mutants.out/outcomes.json")).context("cargo-mutants ran nothing")?;
    report(&serde_json::from_str(&outcomes)?)?;
    tried
}

/// A line for each file: how many were tried, and how many no test noticed. What does not compile does not count.
fn report(outcomes: &Value) -> Result<()> {
    let mut counts = BTreeMap::<&str, [u32; 2]>::new();
    for outcome in outcomes.get("outcomes").and_then(Value::as_array).into_iter().flatten() {
        let Some(file) = outcome.pointer("/scenario/Mutant/file").and_then(Value::as_str) else { continue };
        let [tried, missed] = counts.entry(file).or_default();
        match outcome.get("summary").and_then(Value::as_str) {
            Some("CaughtMutant" | "Timeout") => *tried += 1,
            Some("MissedMutant") => (*tried, *missed) = (*tried + 1, *missed + 1),
            _ => {}
        }
    }
    for (file, [tried, missed]) in &counts {
        println!("{file}: {tried} tried, {} killed, {missed} survived", tried - missed);
    }
    if counts.is_empty() {
        bail!("nothing was tried");
    }
    Ok(())
}
