//! `cargo xtask bench`.

use std::env::consts::{ARCH, OS};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::command::{bun, capture, cargo, npm, npm_tool, program, watch};
use crate::entries::ENTRIES;
use crate::step::{Files, incremental, skipped};
use crate::{project, setup};

/// The newest Node that npm has, to be measured beside the installed one.
const NEWEST_NODE: &str = "26.10.0";

/// Builds, then measures the built package in one run, beside the same core compiled for this machine. With `--profile`
/// only where the time of a call goes.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    crate::build()?;
    let named = name_functions()?;
    if options.contains(&"--profile") {
        return watch(program("node").arg("benches/profile.mjs").env("NAMED", named));
    }
    let native = capture(cargo().args(["bench", "--quiet", "--bench=native"]))?;
    let mut bench = program("node");
    bench.arg("benches/bench.mjs").args(options).env("NAMED", named);
    // Cargo's own words stand before the line of figures.
    bench.env("NATIVE", native.lines().find(|line| line.starts_with('{')).context("no figures of the native core")?);
    bench.env("BUN", bun()?).env("DENO", project::at("node_modules/.bin/deno"));
    if let Some(node) = newest_node() {
        bench.env("NEWEST_NODE", node);
    }
    if let Some(chromium) = setup::chromium()? {
        bench.env("CHROMIUM", chromium);
    }
    watch(&mut bench)
}

/// The modules of all entries once more, with the names of their functions: the code is the same. The folder they are in.
fn name_functions() -> Result<PathBuf> {
    let folder = project::work("named");
    std::fs::create_dir_all(&folder)?;
    for entry in ENTRIES.iter() {
        let bound = project::work(entry.name).join("bindgen/core_bg.wasm");
        let named = folder.join(format!("{}.wasm", entry.name));
        let inputs = [bound.clone(), project::at("package-lock.json"), project::at("xtask/src/wasm.rs")];
        let files = Files { inputs: &inputs, outputs: std::slice::from_ref(&named) };
        incremental(&format!("name the functions of {}", entry.name), &files, || {
            capture(npm_tool("wasm-opt").args(["-Oz", "--debuginfo"]).arg(&bound).arg("-o").arg(&named)).map(drop)
        })?;
    }
    Ok(folder)
}

/// Node's own binary from npm, in a folder of ours: no tool of the project needs it. `None` where there is none.
fn newest_node() -> Option<PathBuf> {
    let system = if OS == "macos" { "darwin" } else { OS };
    let processor = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let package = format!("node-{system}-{processor}");
    let folder = project::work("node");
    let node = folder.join("node_modules").join(&package).join("bin/node");
    let files = Files { inputs: &[project::at("xtask/src/bench.rs")], outputs: std::slice::from_ref(&node) };
    let title = format!("npm install {package}@{NEWEST_NODE}");
    let install = incremental(&title, &files, || {
        let install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"];
        capture(npm().args(install).arg(&folder).arg(format!("{package}@{NEWEST_NODE}"))).map(drop)
    });
    if install.is_err() {
        skipped(&title, "there is none for this machine, or no network");
    }
    install.ok().map(|()| node)
}
