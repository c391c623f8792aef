//! From the crate to one optimised WebAssembly file and its JavaScript glue.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{capture, cargo, npm_tool};
use crate::project;
use crate::step::{Files, incremental, write};

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
    let compiled = project::work("compiled/tawqee.wasm");
    // By their content: Cargo would compile every fresh clone anew. The flags are part of this file.
    let sources = ["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "xtask/src/wasm.rs"].map(project::at);
    let files = Files { inputs: &sources, outputs: std::slice::from_ref(&compiled) };
    incremental("compile the core to WebAssembly", &files, || compile(&compiled))?;

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

fn compile(compiled: &Path) -> Result<()> {
    // Not a crate type of the manifest: beside an rlib, Cargo leaves out the link-time optimisation.
    let build = ["rustc", "--lib", "--crate-type=cdylib", "--release", "--package=tawqee", "--features=js"];
    let mut command = cargo();
    command.args(build).args(["--target", TARGET]);
    capture(command.env("CARGO_ENCODED_RUSTFLAGS", rust_flags()))?;
    write(compiled, fs::read(project::target().join(TARGET).join("release/tawqee.wasm"))?)
}

/// The compiler flags of every build for WebAssembly: no path of this user in the result, and the small SHA-2. Paths
/// of the workspace are relative already. One set for all, so that nothing is compiled twice.
pub(crate) fn rust_flags() -> String {
    let mut flags = vec![r#"--cfg=sha2_backend_soft="compact""#.to_owned()];
    // Of several prefixes that fit, the last one wins.
    let home = env::var("HOME").or_else(|_| env::var("USERPROFILE"));
    flags.extend(home.map(|home| format!("--remap-path-prefix={home}=~")));
    let cargo_home = env::var("CARGO_HOME");
    flags.extend(cargo_home.map(|folder| format!("--remap-path-prefix={folder}=cargo")));
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
