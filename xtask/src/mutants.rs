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

/// Fields of declarations that are documentation; `exclude_re` of cargo-mutants does not reach fields.
const DOCUMENTATION: [&str; 5] = ["summary", "source", "sample", "sample_options", "samples"];

/// Tries every mutant of the files, all of the above when there are none, and fails where one survives that is not
/// explained.
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
    let ended = watch(&mut mutants);
    let outcomes = fs::read_to_string(folder.join("mutants.out/outcomes.json"));
    let outcomes: Value = serde_json::from_str(&outcomes.context("cargo-mutants tried nothing")?)?;
    let missed = report(&outcomes);
    match ended {
        // It fails for any that was missed.
        Err(error) if missed.is_empty() && !has_missed(&outcomes) => Err(error),
        _ if missed.is_empty() => Ok(()),
        _ => bail!("no test notices:\n{}", missed.join("\n")),
    }
}

fn all(outcomes: &Value) -> impl Iterator<Item = &Value> {
    outcomes.get("outcomes").and_then(Value::as_array).into_iter().flatten()
}

fn summary(outcome: &Value) -> &str {
    outcome.get("summary").and_then(Value::as_str).unwrap_or_default()
}

fn has_missed(outcomes: &Value) -> bool {
    all(outcomes).any(|outcome| summary(outcome) == "MissedMutant")
}

/// Prints for each file how many were tried and killed, and gives those that survived. What does not compile does not
/// count, nor does documentation.
fn report(outcomes: &Value) -> Vec<&str> {
    let mut counts = BTreeMap::<&str, [u32; 2]>::new();
    let mut missed = Vec::new();
    for outcome in all(outcomes) {
        let of = |place| outcome.pointer(place).and_then(Value::as_str);
        let (Some(file), Some(name)) = (of("/scenario/Mutant/file"), of("/scenario/Mutant/name")) else { continue };
        let is_documentation = |field: &&str| name.contains(&format!("delete field {field} from struct"));
        let [tried, killed] = counts.entry(file).or_default();
        match summary(outcome) {
            "CaughtMutant" | "Timeout" => (*tried, *killed) = (*tried + 1, *killed + 1),
            "MissedMutant" if !DOCUMENTATION.iter().any(is_documentation) => {
                *tried += 1;
                missed.push(name);
            }
            _ => {}
        }
    }
    for (file, [tried, killed]) in &counts {
        println!("{file}: {tried} tried, {killed} killed");
    }
    missed
}
