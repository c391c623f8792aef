//! `cargo xtask mutants [FILE…]`: breaks the code in one place after the other, and says what no test notices.

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
const DOCUMENTATION: [&str; 8] = [
    "summary from",
    "source from",
    "sample from",
    "sample_options from",
    "samples from",
    "doc from",
    "tags from",
    "name from struct Form",
];

/// The unit tests compile and run in half the time, and notice most; what they miss, the suite tries.
const UNIT_TESTS: [&str; 1] = ["--lib"];
/// A test of how time grows fails by itself when much else runs.
const SUITE: [&str; 3] = ["--test=suite", "--", "--skip=the_time_of_a_body"];

/// Tries every mutant of the files, all of the above when there are none, one file after the other, and fails where one
/// survives that is not explained.
pub(crate) fn run(files: &[&str]) -> Result<()> {
    if capture(cargo().args(["mutants", "--version"])).is_err() {
        step("cargo install cargo-mutants", || {
            capture(cargo().args(["install", "cargo-mutants", "--locked"])).map(drop)
        })?;
    }
    let mut survived = Vec::new();
    for file in if files.is_empty() { &FILES } else { files } {
        let units = Tried::of(file, &UNIT_TESTS, &[])?;
        let mut missed = units.missed.clone();
        if !missed.is_empty() {
            let suite = Tried::of(file, &SUITE, &missed)?;
            missed.retain(|name| suite.missed.contains(name));
        }
        let tried = units.killed + units.missed.len();
        println!("{file}: {tried} tried, {} killed", tried - missed.len());
        missed.iter().for_each(|name| println!("  {name}"));
        survived.extend(missed);
    }
    if !survived.is_empty() {
        bail!("no test notices:\n{}", survived.join("\n"));
    }
    Ok(())
}

/// What became of the mutants of a file. What does not compile does not count, nor does documentation.
struct Tried {
    killed: usize,
    missed: Vec<String>,
}

impl Tried {
    /// Tries those with one of these names, and all when there are none; `tests` are arguments of `cargo test`.
    fn of(file: &str, tests: &[&str], names: &[String]) -> Result<Self> {
        let folder = project::work("mutants");
        fs::create_dir_all(&folder)?;
        let mut mutants = cargo();
        mutants.args(["mutants", "--no-shuffle", "--file", file, "--output"]).arg(&folder).env("PROPTEST_CASES", CASES);
        for name in names {
            mutants.arg("--re").arg(format!("^{}$", escaped(name)));
        }
        let ended = watch(mutants.arg("--").args(tests));
        let outcomes = fs::read_to_string(folder.join("mutants.out/outcomes.json"));
        let outcomes: Value = serde_json::from_str(&outcomes.context("cargo-mutants tried nothing")?)?;
        let found = Self::read(&outcomes);
        match ended {
            // It fails for any that was missed, and any that took too long.
            Err(error) if found.killed + found.missed.len() == 0 => Err(error),
            _ => Ok(found),
        }
    }

    fn read(outcomes: &Value) -> Self {
        let mut tried = Self { killed: 0, missed: Vec::new() };
        for outcome in outcomes.get("outcomes").and_then(Value::as_array).into_iter().flatten() {
            let Some(name) = outcome.pointer("/scenario/Mutant/name").and_then(Value::as_str) else { continue };
            let is_documentation = |field: &&str| name.contains(&format!("delete field {field}"));
            match outcome.get("summary").and_then(Value::as_str) {
                Some("CaughtMutant" | "Timeout") => tried.killed += 1,
                Some("MissedMutant") if !DOCUMENTATION.iter().any(is_documentation) => tried.missed.push(name.into()),
                _ => {}
            }
        }
        tried
    }
}

/// A name as a regular expression that matches it alone.
fn escaped(name: &str) -> String {
    let special = |character: char| character.is_ascii_punctuation() && !"<>_".contains(character);
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
