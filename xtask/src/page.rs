//! What the page loads: its scripts and style, bundled and compressed; and all of it as one file for offline use.

use anyhow::Result;

use crate::command::{capture, program};
use crate::project;
use crate::step::{Files, incremental};

/// Writes it to `www/generated`.
pub(crate) fn build() -> Result<()> {
    let inputs = [
        "pkg/dist/diagnose.workerd.js",
        "pkg/dist/diagnose.wasm",
        "package-lock.json",
        "www/generated/catalog.js",
        "www/index.html",
        "www/app",
        "www/build",
        "www/styles",
    ];
    let outputs = ["arabic.js", "boot.js", "library.js", "page.css", "page.js"];
    let compressed = outputs.iter().flat_map(|name| ["", ".br", ".gz"].map(|ending| format!("{name}{ending}")));
    let outputs: Vec<_> =
        compressed.chain(["tawqee.html".to_owned()]).map(|name| project::at("www/generated").join(name)).collect();
    incremental("build the page", &Files { inputs: &inputs.map(project::at), outputs: &outputs }, || {
        capture(program("node").arg("www/build/site.mjs")).map(drop)
    })
}
