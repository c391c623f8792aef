//! What the page needs beside its own files: the library, and all of it as one file for offline use.

use std::fs;

use anyhow::Result;

use crate::command::{capture, program};
use crate::project;
use crate::step::{Files, incremental};

/// Copies the package's entry with the diagnosis to `www/generated` and writes the page as one file.
pub(crate) fn build() -> Result<()> {
    let library = project::at("pkg/dist/diagnose.mjs");
    let copy = project::at("www/generated/tawqee.js");
    let standalone = project::at("www/generated/tawqee.html");
    let inputs = [
        library.clone(),
        project::at("www/generated/catalog.js"),
        project::at("www/index.html"),
        project::at("www/app"),
        project::at("www/styles"),
        project::at("www/single-file.mjs"),
    ];
    incremental("build the page", &Files { inputs: &inputs, outputs: &[copy.clone(), standalone] }, || {
        fs::copy(&library, &copy)?;
        capture(program("node").arg("www/single-file.mjs")).map(drop)
    })
}
