//! From the crate to optimised WebAssembly modules and their JavaScript glue.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{capture, cargo, npm_tool, program, watch};
use crate::entries::{ENTRIES, Entry};
use crate::project;
use crate::step::{Files, incremental, write};

/// The one target of the package.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Makes the module of every entry.
pub(crate) fn build() -> Result<()> {
    ENTRIES.iter().try_for_each(|entry| module(entry, &project::work(entry.name), true))
}

/// Compiles, binds and optimises the module of an entry in a folder of its own. Without vectors it is what `wasm2js`
/// translates.
pub(crate) fn module(entry: &Entry, folder: &Path, vectors: bool) -> Result<()> {
    let what = if vectors { entry.name.to_owned() } else { format!("{} without vectors", entry.name) };
    let compiled = folder.join("compiled.wasm");
    // By their content: Cargo would compile every fresh clone anew. The flags are part of this file.
    let sources =
        ["src", "wasm", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "xtask/src/wasm.rs", "xtask/src/entries.rs"]
            .map(project::at);
    let files = Files { inputs: &sources, outputs: std::slice::from_ref(&compiled) };
    incremental(&format!("compile the core of {what}"), &files, || compile(entry, &compiled, vectors))?;

    let bound = folder.join("bindgen/core_bg.wasm");
    let outputs = [folder.join("bindgen/core.js"), bound.clone()];
    let files = Files { inputs: &[compiled.clone(), lock_file()], outputs: &outputs };
    incremental(&format!("bind {what} to JavaScript"), &files, || bind(compiled.clone(), folder))?;

    let optimised = folder.join("core.wasm");
    let files =
        Files { inputs: &[bound.clone(), project::at("package-lock.json")], outputs: std::slice::from_ref(&optimised) };
    incremental(&format!("optimise {what}"), &files, || {
        // No feature flags: `--all-features` emits imports that no runtime loads.
        capture(npm_tool("wasm-opt").arg("-Oz").arg(&bound).arg("-o").arg(&optimised)).map(drop)
    })
}

fn lock_file() -> PathBuf {
    project::at("Cargo.lock")
}

fn compile(entry: &Entry, compiled: &Path, vectors: bool) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--release", "--package=tawqee-wasm", "--target", TARGET]);
    command.args(["--no-default-features", "--features", &entry.features()]);
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", entry.opt_level());
    // Where it is set to 1, the bytes are others.
    command.env("CARGO_INCREMENTAL", "0");
    capture(command.env("CARGO_ENCODED_RUSTFLAGS", rust_flags(vectors)))?;
    write(compiled, fs::read(project::target().join(TARGET).join("release/tawqee_wasm.wasm"))?)
}

/// The compiler flags for WebAssembly: no path of this user in the result, and SHA-2 with vectors, which is faster and
/// no larger. Every runtime has had them since 2023; without them it is the small SHA-2. Paths of the workspace are
/// relative already.
pub(crate) fn rust_flags(vectors: bool) -> String {
    let sha2 = if vectors { "-Ctarget-feature=+simd128" } else { r#"--cfg=sha2_backend_soft="compact""# };
    let mut flags = vec![sha2.to_owned()];
    // Of several prefixes that fit, the last one wins.
    let home = env::var("HOME").or_else(|_| env::var("USERPROFILE"));
    flags.extend(home.map(|home| format!("--remap-path-prefix={home}=~")));
    let cargo_home = env::var("CARGO_HOME");
    flags.extend(cargo_home.map(|folder| format!("--remap-path-prefix={folder}=cargo")));
    flags.join("\x1f")
}

/// wasm-bindgen as a library, so that `Cargo.lock` holds it to the version of the crate.
fn bind(compiled: PathBuf, folder: &Path) -> Result<()> {
    let folder = folder.join("bindgen");
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

/// The tests that `wasm-bindgen-test` compiled into a module, which Cargo hands to us as their runner: bound for Node, and
/// called there. The runner of wasm-bindgen itself brings a web server whose old parsers compilers will refuse.
pub(crate) fn run_tests(module: &str) -> Result<()> {
    let folder = project::work("wasm-tests");
    fs::create_dir_all(&folder)?;
    Bindgen::new()
        .input_path(module)
        .out_name("tests")
        .nodejs(true)?
        .typescript(false)
        .debug(true)
        .export_wasm(true)
        .emit_start(false)
        .generate(&folder)?;
    // Within the repository its scripts would be modules.
    write(&folder.join("package.json"), r#"{ "type": "commonjs" }"#)?;
    watch(program("node").arg(project::at("tests/wasm-run.cjs")).arg(folder.join("tests.js")))
}
