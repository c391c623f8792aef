//! The npm package: one bundled file per entry, so that nothing is left to find at run time.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{capture, npm_tool};
use crate::project;
use crate::step::{Files, incremental};
use crate::wasm;

/// An entry: where it starts, the module format, the file it becomes.
struct Entry {
    source: &'static str,
    format: &'static str,
    file: &'static str,
}

/// In the order of the conditions in `pkg/package.json`.
const ENTRIES: [Entry; 4] = [
    Entry { source: "workerd.js", format: "esm", file: "workerd.js" },
    Entry { source: "edge-light.js", format: "esm", file: "edge-light.js" },
    Entry { source: "inline.js", format: "esm", file: "index.mjs" },
    Entry { source: "inline.js", format: "cjs", file: "index.cjs" },
];

/// Bundles the entries into `pkg/dist`, with the module and the licences beside them.
pub(crate) fn build() -> Result<()> {
    let dist = project::at("pkg/dist");
    let mut outputs: Vec<_> = ENTRIES.iter().map(|entry| dist.join(entry.file)).collect();
    outputs.push(dist.join("core.wasm"));
    let inputs = [
        wasm::module(),
        wasm::glue(),
        project::at("pkg/src"),
        project::at("pkg/package.json"),
        project::at("package-lock.json"),
    ];
    incremental("bundle the package", &Files { inputs: &inputs, outputs: &outputs }, || {
        fs::create_dir_all(&dist)?;
        fs::copy(wasm::module(), dist.join("core.wasm"))?;
        ENTRIES.iter().try_for_each(|entry| bundle(entry, &dist))
    })?;
    licences()
}

fn bundle(entry: &Entry, dist: &Path) -> Result<()> {
    let flag = |name: &str, value: &Path| format!("--{name}{}", value.display());
    let arguments = [
        format!("pkg/src/entries/{}", entry.source),
        "--bundle".into(),
        format!("--format={}", entry.format),
        // No runtime of its own: what the bundle uses, every runtime has.
        "--platform=neutral".into(),
        "--target=es2022".into(),
        "--charset=utf8".into(),
        "--legal-comments=none".into(),
        "--log-level=warning".into(),
        flag("alias:tawqee-core=", &wasm::glue()),
        flag("alias:tawqee-core.wasm=", &wasm::module()),
        "--loader:.wasm=binary".into(),
        "--external:./core.wasm".into(),
        "--external:./core.wasm?module".into(),
        flag("outfile=", &dist.join(entry.file)),
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
