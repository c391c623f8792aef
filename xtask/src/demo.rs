//! `cargo xtask demo`.

use anyhow::Result;

use crate::command::{program, watch};

/// Builds, then sends every request to the sandbox and prints what happened.
pub(crate) fn run() -> Result<()> {
    crate::build()?;
    watch(program("node").arg("tests/contract/demo.mjs"))?;
    println!("\nThe page: cargo xtask demo --serve");
    Ok(())
}

/// Serves the page, which is plain files and links to the documentation beside it, until the user stops it.
pub(crate) fn serve() -> Result<()> {
    watch(program("node").args(["tests/js/serve.mjs", ".", "8080", "www/"]))
}
