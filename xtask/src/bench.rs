//! `cargo xtask bench`.

use anyhow::{Context, Result};

use crate::command::{bun, capture, cargo, program, watch};
use crate::{project, setup};

/// Builds, then measures the built package in one run, beside the same core compiled for this machine.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    crate::build()?;
    let native = capture(cargo().args(["bench", "--quiet", "--bench=native"]))?;
    let mut bench = program("node");
    bench.arg("benches/bench.mjs").args(options);
    // Cargo's own words stand before the line of figures.
    bench.env("NATIVE", native.lines().find(|line| line.starts_with('{')).context("no figures of the native core")?);
    bench.env("BUN", bun()?).env("DENO", project::at("node_modules/.bin/deno"));
    if let Some(chromium) = setup::chromium()? {
        bench.env("CHROMIUM", chromium);
    }
    watch(&mut bench)
}
