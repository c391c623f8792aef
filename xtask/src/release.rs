//! `cargo xtask release [TAG]`: whether everything that is published says the same version.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::notices::text;
use crate::project;

/// Compares the versions of the package and the newest heading of the changelog with that of the crate, and with a tag
/// `v1.2.3` if there is one; what has a tag is released, so the heading has a date.
pub(crate) fn check(tag: Option<&str>) -> Result<()> {
    let read = |name: &str| fs::read_to_string(project::at(name)).with_context(|| format!("cannot read {name}"));
    let manifest = read("Cargo.toml")?;
    let line =
        manifest.lines().find_map(|line| line.strip_prefix("version = ")).context("Cargo.toml has no version")?;
    let version = line.trim_matches('"');
    let package: Value = serde_json::from_str(&read("pkg/package.json")?)?;
    let changelog = read("CHANGELOG.md")?;
    let heading =
        changelog.lines().find_map(|line| line.strip_prefix("## ")).context("the changelog has no heading")?;
    let (newest, date) = heading.split_once(", ").context("a heading is a version, a comma and a date")?;
    compare("pkg/package.json", text(&package, "version"), version)?;
    compare("CHANGELOG.md", newest, version)?;
    if let Some(tag) = tag {
        compare("the tag", tag, &format!("v{version}"))?;
        let is_date = date.len() == 10 && date.split('-').all(|part| part.parse::<u16>().is_ok());
        if !is_date {
            bail!("CHANGELOG.md: \"{heading}\" says no date; write ## {version}, and the day of the release");
        }
        // npm refuses a provenance that names another repository than the package does.
        if package.get("repository").is_none() {
            bail!("pkg/package.json names no repository; write the one that the tag was pushed to");
        }
    }
    println!("{version} everywhere");
    Ok(())
}

fn compare(place: &str, found: &str, wanted: &str) -> Result<()> {
    if found != wanted {
        bail!("{place}: {found} instead of {wanted}");
    }
    Ok(())
}
