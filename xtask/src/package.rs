//! The npm package: one bundled file per entry, so that nothing is left to find at run time.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{capture, npm_tool};
use crate::project;
use crate::step::{Files, incremental};
use crate::{catalog, wasm};

/// A file of the package, of which a condition in `pkg/package.json` is served.
struct Entry {
    file: &'static str,
    format: &'static str,
    module: Module,
}

/// How an entry comes by the core.
enum Module {
    /// The bytes are in the file, and nothing is left to find when users bundle it themselves.
    Inlined,
    /// The runtime compiles no bytes at run time, but gives a compiled module to this import.
    Imported(&'static str),
}

/// In the order of the conditions.
const ENTRIES: [Entry; 4] = [
    // Cloudflare Workers
    Entry { file: "workerd.js", format: "esm", module: Module::Imported("./core.wasm") },
    // Vercel's edge runtime and its kin
    Entry { file: "edge-light.js", format: "esm", module: Module::Imported("./core.wasm?module") },
    // Node, Deno, Bun, browsers, bundlers
    Entry { file: "index.mjs", format: "esm", module: Module::Inlined },
    Entry { file: "index.cjs", format: "cjs", module: Module::Inlined },
];

/// What `npx tawqee` runs.
const COMMAND: &str = "cli.js";

/// Bundles the entries into `pkg/dist`, with the module and the licences beside them.
pub(crate) fn build() -> Result<()> {
    let dist = project::at("pkg/dist");
    let mut outputs: Vec<_> = ENTRIES.iter().map(|entry| dist.join(entry.file)).collect();
    outputs.extend([dist.join("core.wasm"), dist.join(COMMAND)]);
    let inputs = [
        wasm::module(),
        wasm::glue(),
        catalog::operations(),
        catalog::options(),
        project::at("pkg/src"),
        project::at("pkg/package.json"),
        project::at("package-lock.json"),
    ];
    incremental("bundle the package", &Files { inputs: &inputs, outputs: &outputs }, || {
        fs::create_dir_all(&dist)?;
        fs::copy(wasm::module(), dist.join("core.wasm"))?;
        ENTRIES.iter().try_for_each(|entry| bundle(entry, &dist))?;
        command(&dist)
    })?;
    licences()
}

fn bundle(entry: &Entry, dist: &Path) -> Result<()> {
    let module = match entry.module {
        Module::Inlined => wasm::module().display().to_string(),
        Module::Imported(specifier) => specifier.to_owned(),
    };
    let arguments = [
        "pkg/src/index.js".into(),
        "--bundle".into(),
        format!("--format={}", entry.format),
        // No runtime of its own: what the bundle uses, every runtime has.
        "--platform=neutral".into(),
        "--target=es2022".into(),
        "--charset=utf8".into(),
        "--legal-comments=none".into(),
        "--log-level=warning".into(),
        format!("--alias:tawqee-core={}", wasm::glue().display()),
        format!("--alias:tawqee-core.wasm={module}"),
        format!("--alias:tawqee-operations={}", catalog::operations().display()),
        "--loader:.wasm=binary".into(),
        "--external:./core.wasm*".into(),
        format!("--outfile={}", dist.join(entry.file).display()),
    ];
    capture(npm_tool("esbuild").args(arguments)).map(drop)
}

/// The command, for Node alone. It calls the core in ways that no entry offers, so it brings the classes itself
/// and reads the module beside it.
fn command(dist: &Path) -> Result<()> {
    let arguments = [
        "pkg/src/cli/main.js".into(),
        "--bundle".into(),
        "--format=esm".into(),
        "--platform=node".into(),
        "--target=node20".into(),
        "--charset=utf8".into(),
        "--log-level=warning".into(),
        "--legal-comments=none".into(),
        "--banner:js=#!/usr/bin/env node".into(),
        format!("--alias:tawqee-core={}", wasm::glue().display()),
        format!("--alias:tawqee-core.wasm={}", project::at("pkg/src/cli/module.js").display()),
        format!("--alias:tawqee-operations={}", catalog::operations().display()),
        format!("--alias:tawqee-options={}", catalog::options().display()),
        format!("--outfile={}", dist.join(COMMAND).display()),
    ];
    capture(npm_tool("esbuild").args(arguments)).map(drop)
}

/// npm packs only what lies in the folder of the package.
fn licences() -> Result<()> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let copied = fs::copy(project::at(name), project::at("pkg").join(name));
        copied.with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}
