//! A project that uses the package as its users do: packed, and installed from the tarball.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::command::{capture, npm, program};
use crate::project;
use crate::step::{step, write};

/// The project and the tarball it was installed from.
pub(crate) struct Consumer {
    folder: PathBuf,
    tarball: PathBuf,
}

impl Consumer {
    /// Packs, installs, and brings the suite along.
    pub(crate) fn install() -> Result<Consumer> {
        let tarball = step("pack", pack)?;
        // In the project, wherever Cargo builds: the runners find the npm tools in a folder above them.
        let folder = project::at("target/tawqee/consumer");
        step("install the tarball", || {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            let manifest = json!({ "private": true, "type": "module" });
            write(&folder.join("package.json"), manifest.to_string())?;
            // Offline: a package without dependencies asks nothing of a registry.
            let install = ["install", "--offline", "--no-package-lock"];
            capture(npm().args(install).arg(&tarball).current_dir(&folder))?;
            for part in ["js", "types", "vectors"] {
                copy_folder(&project::at("tests").join(part), &folder.join(part))?;
            }
            Ok(())
        })?;
        Ok(Consumer { folder, tarball })
    }

    /// Where the project is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What `npm pack` made.
    pub(crate) fn tarball(&self) -> &Path {
        &self.tarball
    }

    /// A file of `tests/js/runners` under Node's test runner, with closing lines that can be read.
    pub(crate) fn node_test(&self, runner: &str) -> Command {
        let mut command = program("node");
        command.args(["--test", "--test-reporter=tap"]).arg(format!("js/runners/{runner}"));
        command.current_dir(&self.folder);
        command
    }
}

fn pack() -> Result<PathBuf> {
    let folder = project::work("pack");
    fs::create_dir_all(&folder)?;
    let pack = ["pack", "./pkg", "--json", "--loglevel=error", "--pack-destination"];
    let output = capture(npm().args(pack).arg(&folder))?;
    let listing: Value = serde_json::from_str(json_part(&output))?;
    let name = first_filename(&listing).context("npm pack names no file")?;
    Ok(folder.join(name))
}

/// npm may warn about the user's configuration before it answers.
fn json_part(output: &str) -> &str {
    output.split_once("\n[").map_or(output, |(warnings, _)| output.get(warnings.len() + 1..).unwrap_or(output))
}

fn first_filename(listing: &Value) -> Option<&str> {
    listing.get(0)?.get("filename")?.as_str()
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let target = to.join(path.file_name().context("an entry without a name")?);
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
