//! A module as JavaScript, for a host that neither takes a module from its bundler nor compiles one.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::{capture, npm_tool};
use crate::entries::{ENTRIES, INDEX};
use crate::project;
use crate::step::{Files, incremental, write};
use crate::wasm::module;

/// What `pkg/src/translated.js` calls; the rest of the glue is about references to JavaScript, which no call passes.
const EXPORTS: [&str; 5] = ["memory", "reserve", "run", "textAt", "wordsAt"];

/// What the translation writes, and what stands there instead.
const EDITS: [(&str, &str); 3] = [
    // What a trap is for the callers of a module.
    ("throw new Error('abort')", "throw new WebAssembly.RuntimeError('unreachable')"),
    // A memory that moves leaves no copy behind: it holds keys and cards.
    ("newHEAP8.set(HEAP8);", "newHEAP8.set(HEAP8);HEAP8.fill(0);"),
    // A fresh instance at each call, as after a trap.
    ("var retasmFunc = asmFunc(", "export default () => asmFunc("),
];

/// The translated module.
pub(crate) fn translated() -> PathBuf {
    folder().join("translated.js")
}

fn folder() -> PathBuf {
    project::work("script")
}

/// Translates the module of the entry that has all gateways.
pub(crate) fn build() -> Result<()> {
    ENTRIES.iter().filter(|entry| entry.name == INDEX).try_for_each(|entry| module(entry, &folder(), false))?;
    let inputs = [folder().join("core.wasm"), project::at("package-lock.json"), project::at("xtask/src/translate.rs")];
    let outputs = [translated()];
    incremental("translate the module to JavaScript", &Files { inputs: &inputs, outputs: &outputs }, translate)
}

fn translate() -> Result<()> {
    let folder = folder();
    let (graph, lean, script) = (folder.join("exports.json"), folder.join("lean.wasm"), folder.join("lean.js"));
    let mut nodes = vec![serde_json::json!({ "name": "used", "root": true, "reaches": EXPORTS })];
    nodes.extend(EXPORTS.map(|name| serde_json::json!({ "name": name, "export": name })));
    write(&graph, serde_json::Value::from(nodes).to_string())?;
    let graph = format!("--graph-file={}", graph.display());
    capture(npm_tool("wasm-metadce").arg(folder.join("core.wasm")).arg(graph).arg("-o").arg(&lean))?;
    capture(npm_tool("wasm2js").arg(&lean).arg("-O").arg("-o").arg(&script))?;

    let mut text = fs::read_to_string(&script)?;
    for (from, to) in EDITS {
        if !text.contains(from) {
            bail!("wasm2js writes no `{from}`");
        }
        text = text.replace(from, to);
    }
    // Exports of the one instance that it would make.
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("export var ")).collect();
    fs::write(&script, lines.join("\n"))?;
    let minify = ["--minify", "--format=esm", "--target=es2022", "--log-level=warning"];
    let outfile = format!("--outfile={}", translated().display());
    capture(npm_tool("esbuild").arg(&script).args(minify).arg(outfile)).map(drop)
}
