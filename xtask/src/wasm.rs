//! From the crate to one optimised WebAssembly file and its JavaScript glue.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{capture, cargo, npm_tool};
use crate::project;
use crate::step::{Files, incremental, step};

/// The one target of the package.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The glue that wasm-bindgen wrote.
pub(crate) fn glue() -> PathBuf {
    project::work("bindgen/core.js")
}

/// The optimised module: the one that is packed and tested.
pub(crate) fn module() -> PathBuf {
    project::work("core.wasm")
}

/// Compiles, binds and optimises.
pub(crate) fn build() -> Result<()> {
    step("compile the core to WebAssembly", compile)?;
    let compiled = project::target().join(TARGET).join("release/tawqee.wasm");
    let bound = project::work("bindgen/core_bg.wasm");

    let files = Files { inputs: &[compiled.clone(), lock_file()], outputs: &[glue(), bound.clone()] };
    incremental("bind it to JavaScript", &files, || bind(compiled.clone()))?;

    let files = Files { inputs: &[bound.clone(), project::at("package-lock.json")], outputs: &[module()] };
    incremental("optimise it", &files, || {
        // No feature flags: `--all-features` emits imports that no runtime loads.
        capture(npm_tool("wasm-opt").arg("-Oz").arg(&bound).arg("-o").arg(module())).map(drop)
    })
}

fn lock_file() -> PathBuf {
    project::at("Cargo.lock")
}

fn compile() -> Result<()> {
    let flags = ["build", "--release", "--lib", "--package", "tawqee", "--features", "js", "--target", TARGET];
    capture(cargo().args(flags).env("CARGO_ENCODED_RUSTFLAGS", rust_flags())).map(drop)
}

/// The compiler flags of every build for WebAssembly: no path of this machine in the result, and
/// the small SHA-2. One set for all, so that nothing is compiled twice.
pub(crate) fn rust_flags() -> String {
    let mut flags = vec![r#"--cfg=sha2_backend_soft="compact""#.to_owned()];
    // Of several prefixes that fit, the last one wins.
    let home = env::var("HOME").or_else(|_| env::var("USERPROFILE"));
    flags.extend(home.map(|home| format!("--remap-path-prefix={home}=~")));
    let cargo_home = env::var("CARGO_HOME");
    flags.extend(cargo_home.map(|folder| format!("--remap-path-prefix={folder}=cargo")));
    let root = project::root().canonicalize();
    flags.extend(root.map(|root| format!("--remap-path-prefix={}=tawqee", root.display())));
    flags.join("\x1f")
}

/// wasm-bindgen as a library, so that `Cargo.lock` holds it to the version of the crate.
fn bind(compiled: PathBuf) -> Result<()> {
    let folder = project::work("bindgen");
    fs::create_dir_all(&folder)?;
    Bindgen::new()
        .input_path(compiled)
        .out_name("core")
        .web(true)?
        .typescript(false)
        // Each entry of the package brings the module itself.
        .omit_default_module_path(true)
        // A fresh instance after a trap; see `pkg/src/core.js`.
        .reset_state_function(true)
        .generate(folder)
}

/// wasm-bindgen's test runner, which Cargo calls through us.
pub(crate) fn run_tests(arguments: &[&str]) -> Result<()> {
    let arguments = std::iter::once("wasm-test-runner").chain(arguments.iter().copied());
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments).context("a test in WebAssembly")
}
