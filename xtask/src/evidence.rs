//! `cargo xtask evidence`: what is promised in SECURITY.md and takes longer than a test may.

use anyhow::Result;

use crate::command::{capture, cargo, watch};
use crate::step::step;
use crate::{reproduce, sbom, timing};

/// The version that `.github/workflows/ci.yml` installs too.
const DENY: &str = "cargo-deny@0.20.2";

/// How many calls are timed, natively and in WebAssembly.
const CALLS: &str = "200000";

/// Checks the crates against `deny.toml`, writes the SBOM, times the comparison and builds two clones.
pub(crate) fn run() -> Result<()> {
    if capture(cargo().args(["deny", "--version"])).is_err() {
        step(&format!("cargo install {DENY}"), || capture(cargo().args(["install", DENY, "--locked"])).map(drop))?;
    }
    watch(cargo().args(["deny", "check", "bans", "licenses", "sources"]))?;
    sbom::build()?;
    timing::run(CALLS)?;
    reproduce::run()
}
