//! `cargo xtask timing [CALLS]`: whether the time of a verification tells where a signature is wrong.

use anyhow::{Context, Result};

use crate::command::{cargo, program, watch};

/// Measures natively and in WebAssembly, so many calls each; fails where Welch's t finds a difference.
pub(crate) fn run(calls: &str) -> Result<()> {
    let _: u32 = calls.parse().context("usage: cargo xtask timing [CALLS]")?;
    crate::build()?;
    let mut native = cargo();
    native.args(["test", "--quiet", "--release", "--test=suite", "timing", "--", "--ignored", "--nocapture"]);
    // One after the other: each would be noise to the other.
    watch(native.arg("--test-threads=1").env("ROUNDS", calls))?;
    watch(program("node").arg("benches/timing.mjs").arg(calls))
}
