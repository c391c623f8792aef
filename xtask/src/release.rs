//! `cargo xtask release [TAG]`: whether everything that is published says the same version, and what a tag still needs.

use std::env;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::notices::text;
use crate::project;

/// Compares the versions of the package, the lock file and the newest heading of the changelog with that of the crate,
/// and with a tag `v1.2.3` if there is one. What has a tag is released, so its heading has a date and the package names
/// its repository; without a tag it is only said what is missing for one.
///
/// # Errors
/// All that is wrong at once, with what to write instead.
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
    let lock = read("Cargo.lock")?;
    let locked = lock.split_once("name = \"tawqee\"\nversion = \"").and_then(|(_, rest)| rest.split('"').next());
    let mut wrong: Vec<String> = [
        ("pkg/package.json", text(&package, "version"), "write the version of Cargo.toml"),
        ("Cargo.lock", locked.unwrap_or_default(), "run cargo metadata, which writes it"),
        ("CHANGELOG.md", newest, "write a heading for the version of Cargo.toml"),
    ]
    .into_iter()
    .filter(|(_, found, _)| *found != version)
    .map(|(place, found, hint)| format!("{place}: {found} instead of {version}; {hint}"))
    .collect();
    let missing = [undated(heading, date, version), unnamed(&package)].into_iter().flatten();
    match tag {
        None => missing.for_each(|what| println!("before a tag: {what}")),
        Some(tag) => {
            if tag != format!("v{version}") {
                wrong.push(format!("the tag: {tag} instead of v{version}"));
            }
            wrong.extend(missing);
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    println!("{version} everywhere");
    Ok(())
}

/// What is wrong with the heading of a release.
fn undated(heading: &str, date: &str, version: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    let is_date = parts.iter().map(|part| part.len()).eq([4, 2, 2])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let message = || format!("CHANGELOG.md: \"{heading}\" says no date; write ## {version}, YYYY-MM-DD");
    (!is_date).then(message)
}

/// What is wrong with the repository of the package: npm refuses a provenance that names another one than the package.
fn unnamed(package: &Value) -> Option<String> {
    let pushed = env::var("GITHUB_REPOSITORY").ok().map(|name| {
        let server = env::var("GITHUB_SERVER_URL").unwrap_or_else(|_| "https://github.com".into());
        format!("{server}/{name}")
    });
    let url = package.pointer("/repository/url").and_then(Value::as_str);
    let named = url.map(|url| url.trim_start_matches("git+").trim_end_matches(".git"));
    let why = match (named, &pushed) {
        (None, _) => "names no repository".to_owned(),
        (Some(named), Some(pushed)) if named != pushed => format!("names the repository {named}"),
        _ => return None,
    };
    let address = pushed.as_deref().unwrap_or("https://github.com/<owner>/<name>");
    Some(format!(
        "pkg/package.json {why}, and npm publishes with provenance only what names the one that the tag was pushed to; write \
         \"repository\": {{ \"type\": \"git\", \"url\": \"git+{address}.git\" }}"
    ))
}
