//! `cargo xtask fuzz [SECONDS]`: each target under libFuzzer, guided by coverage, for so long.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::command::{capture, cargo, program};
use crate::project;
use crate::step::step;

/// What LLVM instruments for libFuzzer; these flags need no nightly compiler.
const COVERAGE: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// The longest input: as long as the longest seeds, and far below the limits.
const LONGEST: &str = "-max_len=4096";

/// Builds the targets and runs each for so many seconds, from its seeds and what earlier runs have found.
pub(crate) fn run(seconds: &str) -> Result<()> {
    let seconds: u32 = seconds.parse().context("usage: cargo xtask fuzz [SECONDS], for each target")?;
    let build = ["build", "--package=tawqee-fuzz", "--features=libfuzzer", "--profile=fuzz", "--bin=fuzz"];
    let target = project::target().join("fuzz");
    // Named, so that the flags are not those of build scripts too.
    let host = capture(program("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    step("compile the targets", || {
        capture(
            cargo()
                .args(build)
                .args(["--target", host])
                .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\x1f"))
                .env("CARGO_TARGET_DIR", &target),
        )
        .map(drop)
    })?;
    let corpus = target.join("corpus");
    // Not instrumented: only libFuzzer knows what to do with the counters.
    capture(cargo().args(["run", "--quiet", "--package=tawqee-fuzz", "--bin=seeds", "--"]).arg(&corpus))?;
    let binary = target.join(host).join("fuzz/fuzz").to_string_lossy().into_owned();
    let mut total = 0;
    for name in ["json", "amount", "event", "answer", "input", "paste"] {
        let findings = target.join("findings").join(name);
        fs::create_dir_all(&findings)?;
        let mut fuzz = program(&binary);
        fuzz.env("TARGET", name).arg(corpus.join(name)).args([LONGEST, "-print_final_stats=1", "-verbosity=1"]);
        fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", findings.display()));
        let told = capture(&mut fuzz).with_context(|| format!("{name}: see {}", findings.display()))?;
        let Some(executions) = figure(&told, "stat::number_of_executed_units:") else {
            bail!("{name}: libFuzzer printed no figures\n{told}");
        };
        let edges = told.lines().rev().find_map(|line| figure(line, "cov:")).unwrap_or_default();
        println!("{name}: {executions} executions, {edges} edges reached, nothing found");
        total += executions;
    }
    println!("{total} executions in all");
    Ok(())
}

/// The number that follows a word.
fn figure(text: &str, word: &str) -> Option<u64> {
    text.split_once(word)?.1.split_whitespace().next()?.parse().ok()
}
