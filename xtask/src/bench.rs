//! `cargo xtask bench`.

use anyhow::Result;

use crate::command::{program, watch};

/// Builds, then measures the built package in one run.
pub(crate) fn run() -> Result<()> {
    crate::build()?;
    watch(program("node").arg("benches/bench.mjs"))
}
