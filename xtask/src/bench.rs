//! `cargo xtask bench`.

use anyhow::Result;

use crate::command::{program, watch};
use crate::setup;

/// Builds, then measures the built package in one run.
pub(crate) fn run() -> Result<()> {
    crate::build()?;
    let mut bench = program("node");
    bench.arg("benches/bench.mjs");
    if let Some(chromium) = setup::chromium()? {
        bench.env("CHROMIUM", chromium);
    }
    watch(&mut bench)
}
