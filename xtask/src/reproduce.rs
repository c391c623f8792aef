//! `cargo xtask reproduce`: two clones of what is committed, in folders of different names, give the same bytes.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::command::{capture, npm, program};
use crate::project;
use crate::step::step;

/// Nothing that is built may hold a part of these names, nor depend on how long they are.
const FOLDERS: [&str; 2] = ["one", "another/of-a-longer-name"];

/// Builds both, prints the hash of each module and of the tarball, and fails where they differ.
pub(crate) fn run() -> Result<()> {
    let work = project::work("reproduce");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let mut built = Vec::new();
    for folder in FOLDERS {
        built.push(step(&format!("build a clone in {folder}"), || build(&work.join(folder)))?);
    }
    let [one, other] = built.as_slice() else { bail!("there are two folders") };
    let mut differ = Vec::new();
    for (name, hash) in one {
        let again = other.get(name).map_or("absent", String::as_str);
        println!("{name}\n  {hash}\n  {again}");
        if hash != again {
            differ.push(name.as_str());
        }
    }
    if !differ.is_empty() || one.len() != other.len() {
        bail!("the two builds differ: {}", differ.join(", "));
    }
    fs::remove_dir_all(&work)?;
    println!("the two builds are the same");
    Ok(())
}

/// Clones, builds and packs; the hashes of the modules and the tarball by their names.
fn build(folder: &Path) -> Result<BTreeMap<String, String>> {
    capture(program("git").args(["clone", "--quiet", "--no-hardlinks"]).arg(project::root()).arg(folder))?;
    // This program looks for the workspace from the folder that it is called in.
    let mut xtask = program(&env::current_exe()?.to_string_lossy());
    capture(xtask.arg("build").current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target")))?;
    capture(npm().args(["pack", "./pkg", "--loglevel=error"]).current_dir(folder))?;
    let mut hashes = BTreeMap::new();
    for (place, ending) in [("pkg/dist", "wasm"), (".", "tgz")] {
        for entry in fs::read_dir(folder.join(place))? {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == ending) {
                let name = path.file_name().context("a file without a name")?.to_string_lossy().into_owned();
                hashes
                    .insert(name, Sha256::digest(fs::read(&path)?).iter().map(|byte| format!("{byte:02x}")).collect());
            }
        }
    }
    Ok(hashes)
}
