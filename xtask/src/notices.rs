//! What else npm packs: the licences of what is inside the modules, the documentation, and what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{capture, cargo};
use crate::consumer::copy_folder;
use crate::project;
use crate::step::{step, write};
use crate::wasm;

/// What npm finds only in the folder of the package.
const COPIED: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];

/// The pages that the README of the package leads to, and the examples that those lead to; pictures stay behind.
const PAGES: [&str; 13] = [
    "docs/gateways",
    "docs/causes.md",
    "docs/live-check.md",
    "docs/performance.md",
    "docs/recipes.md",
    "docs/runtimes.md",
    "docs/sandbox.md",
    "docs/sending.md",
    "examples/cloudflare-orders",
    "examples/cloudflare-worker",
    "examples/node-backend",
    "examples/recipes",
    "examples/vitest",
];

/// Writes all of it into `pkg`.
pub(crate) fn build() -> Result<()> {
    step("write the notices", || {
        for name in COPIED {
            let copied = fs::copy(project::at(name), project::at("pkg").join(name));
            copied.with_context(|| format!("cannot copy {name}"))?;
        }
        fs::create_dir_all(project::at("pkg/docs"))?;
        for name in PAGES {
            let (from, to) = (project::at(name), project::at("pkg").join(name));
            match from.is_dir() {
                true => copy_folder(&from, &to)?,
                false => fs::copy(&from, &to).map(drop).with_context(|| format!("cannot copy {name}"))?,
            }
        }
        write(&project::at("pkg/THIRD-PARTY-NOTICES.md"), third_party()?)
    })
}

/// The crates in the modules, as Cargo resolves them, with their licences, each text once.
fn third_party() -> Result<String> {
    let folders = folders()?;
    let mut crates = String::new();
    let mut licences: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version, licence) in inside()? {
        writeln!(crates, "| {name} | {version} | {licence} |")?;
        let folder = folders.get(&(name.clone(), version.clone())).with_context(|| format!("no sources of {name}"))?;
        for found in texts(folder, &licence)? {
            licences.entry(found).or_default().push(name.clone());
        }
    }
    let mut page = format!("{HEAD}{crates}| the Rust standard library | | MIT OR Apache-2.0 |\n");
    for (licence, of) in licences {
        write!(page, "\n## {}\n\n```text\n{}\n```\n", of.join(", "), licence.trim_end())?;
    }
    Ok(page)
}

const HEAD: &str = "\
# Third-party notices

The WebAssembly modules of this package hold code of these crates. Their licences follow, each text once; where MIT is
one of several to choose from, it is chosen. The JavaScript has no dependencies.

| Crate | Version | Licence |
|---|---|---|
";

/// Name, version and licence of each crate that is compiled into a module: no macros, and nothing of the workspace.
pub(crate) fn inside() -> Result<BTreeSet<(String, String, String)>> {
    let arguments = ["tree", "--package=tawqee-wasm", "--all-features", "--locked", "--target", wasm::TARGET];
    let form = ["--edges=normal,no-proc-macro", "--prefix=none", "--format={p}|{l}"];
    let output = capture(cargo().args(arguments).args(form))?;
    let mut crates = BTreeSet::new();
    for line in output.lines() {
        // `name v1.2.3|MIT`, with a path behind the version of what is in the workspace.
        let Some((package, licence)) = line.split_once('|') else { continue };
        let Some((name, version)) = package.split_once(" v").filter(|(_, version)| !version.contains('(')) else {
            continue;
        };
        let licence = licence.trim_end_matches(" (*)");
        if licence.is_empty() {
            bail!("{package} declares no licence");
        }
        crates.insert((name.to_owned(), version.to_owned(), licence.to_owned()));
    }
    if crates.is_empty() {
        bail!("cargo tree names no crate");
    }
    Ok(crates)
}

/// Where the sources of every crate are, by name and version.
fn folders() -> Result<BTreeMap<(String, String), PathBuf>> {
    let metadata = metadata()?;
    let folder = |package: &Value| {
        let name = (text(package, "name").to_owned(), text(package, "version").to_owned());
        Some((name, Path::new(text(package, "manifest_path")).parent()?.to_owned()))
    };
    Ok(list(&metadata, "packages").filter_map(folder).collect())
}

/// Every crate, and what each depends on, as Cargo resolves them.
pub(crate) fn metadata() -> Result<Value> {
    let output = capture(cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    // Cargo may say something before the one line of JSON.
    let json = output.lines().find(|line| line.starts_with('{')).context("cargo metadata printed no JSON")?;
    Ok(serde_json::from_str(json)?)
}

/// The licence texts in the folder of a crate; the MIT one alone where it may be chosen.
fn texts(folder: &Path, licence: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|it| name.starts_with(it)) {
            files.push((name, path));
        }
    }
    files.sort();
    let may_choose = licence.contains("MIT") && licence.contains(" OR ") && !licence.contains(" AND ");
    if may_choose && files.iter().any(|(name, _)| name.contains("MIT")) {
        files.retain(|(name, _)| name.contains("MIT"));
    }
    files.iter().map(|(_, path)| Ok(fs::read_to_string(path)?.replace("\r\n", "\n"))).collect()
}

/// The elements of a member; none where there is no list.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The text of a member; empty where there is none.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
