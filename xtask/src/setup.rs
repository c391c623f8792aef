//! What a fresh machine lacks: the WebAssembly target, the npm tools, a browser.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{capture, npm, program};
use crate::project;
use crate::step::{Files, incremental, step};

/// The oldest Node that runs every tool and the package itself.
const NODE: (u32, u32) = (20, 19);

/// What `build` needs.
pub(crate) fn tools() -> Result<()> {
    node()?;
    wasm_target()?;
    npm_packages()
}

fn node() -> Result<()> {
    let hint = format!("install Node {}.{} or newer: https://nodejs.org", NODE.0, NODE.1);
    let version = capture(program("node").arg("--version")).context(hint.clone())?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    let found: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < NODE {
        bail!("this is Node {}; {hint}", version.trim());
    }
    Ok(())
}

/// rustup may be set up not to install by itself what `rust-toolchain.toml` names.
fn wasm_target() -> Result<()> {
    let target = crate::wasm::TARGET;
    let libraries = capture(program("rustc").args(["--print", "target-libdir", "--target", target]))?;
    if Path::new(libraries.trim()).exists() {
        return Ok(());
    }
    let channel = channel()?;
    step(&format!("rustup target add {target} ({channel})"), || {
        capture(program("rustup").args(["target", "add", target, "--toolchain", &channel])).map(drop)
    })
}

/// The channel of `rust-toolchain.toml`.
fn channel() -> Result<String> {
    let text = fs::read_to_string(project::at("rust-toolchain.toml"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("channel"));
    let value = line.context("rust-toolchain.toml names no channel")?;
    Ok(value.trim_matches([' ', '=', '"']).to_owned())
}

fn npm_packages() -> Result<()> {
    let files = Files {
        inputs: &[project::at("package.json"), project::at("package-lock.json")],
        // npm writes this file last.
        outputs: &[project::at("node_modules/.package-lock.json")],
    };
    // The lock file holds a hash of each package, so what npm has in its cache need not be asked for again.
    let install = ["ci", "--prefer-offline", "--no-audit", "--no-fund"];
    incremental("npm ci", &files, || capture(npm().args(install)).map(drop))
}

/// A Chromium for the tests in a browser: `$CHROMIUM`, an installed one, or Debian's when we may install it. `None` says
/// that there is none.
pub(crate) fn chromium() -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(Some(path.into()));
    }
    if let Some(path) = installed_chromium() {
        return Ok(Some(path));
    }
    if is_root() && on_path("apt-get").is_some() {
        step("apt-get install chromium", || {
            capture(program("apt-get").arg("update"))?;
            let install = |package| {
                let install = ["install", "--yes", "--no-install-recommends", package];
                capture(program("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install)).map(drop)
            };
            install(CHROMIUMS[0]).or_else(|_| install(CHROMIUMS[1]))
        })?;
    }
    Ok(installed_chromium())
}

/// The one without a window comes first: the same engine, which starts sooner.
const CHROMIUMS: [&str; 5] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn installed_chromium() -> Option<PathBuf> {
    CHROMIUMS.into_iter().find_map(on_path)
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn is_root() -> bool {
    capture(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
