//! `cargo xtask matrix`: the packed package in projects of its users, one for each framework, bundler and runtime.
//!
//! A project is a folder of `tests/consumers`: it is copied out of the workspace, its dependencies are installed by npm,
//! and its `check.mjs` prints a row for everything that it tries.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{capture, finish, npm, program};
use crate::consumer::{Consumer, copy_folder};
use crate::project;
use crate::step::{done, step, write};

/// Where the projects are; `common` is part of each.
const CONSUMERS: &str = "tests/consumers";
const COMMON: &str = "common";

/// A build of a framework takes minutes on a small machine; more than this is no progress.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// The table that the rows replace.
const PAGE: &str = "docs/runtimes.md";
const START: &str = "<!-- matrix -->\n";
const END: &str = "<!-- /matrix -->";

/// What was tried.
struct Row {
    title: String,
    /// `None` when it could not be tried.
    works: Option<bool>,
    configuration: String,
    size: Option<u64>,
    cold: Option<f64>,
    note: String,
}

/// Tries all projects, or those with these names, and writes their rows into the table of `docs/runtimes.md`.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    crate::build()?;
    let consumer = Consumer::install()?;
    let mut projects = Vec::new();
    for entry in fs::read_dir(project::at(CONSUMERS))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != COMMON && (names.is_empty() || names.contains(&name.as_str())) {
            projects.push(name);
        }
    }
    if projects.len() < names.len() {
        bail!("{CONSUMERS} has no such project: {}", names.join(", "));
    }
    projects.sort();

    let folder = env::temp_dir().join("tawqee-matrix");
    let mut rows = Vec::new();
    for name in &projects {
        rows.extend(try_project(name, &folder.join(name), consumer.tarball())?);
    }
    let lines: Vec<String> = rows.iter().map(line).collect();
    println!("\n{HEAD}{}", lines.concat());
    write_page(&lines, names.is_empty())?;
    match rows.iter().filter(|row| row.works == Some(false)).count() {
        0 => Ok(()),
        failed => bail!("{failed} of {} do not work", rows.len()),
    }
}

fn try_project(name: &str, folder: &Path, tarball: &Path) -> Result<Vec<Row>> {
    let installed = step(&format!("install {name}"), || {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        copy_folder(&project::at(CONSUMERS).join(name), folder)?;
        copy_folder(&project::at(CONSUMERS).join(COMMON), &folder.join(COMMON))?;
        copy_folder(&project::at("tests/types"), &folder.join("types"))?;
        // No script of a dependency runs, so nothing but npm's registry is asked.
        let install =
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
        Ok(capture(npm().args(install).arg(tarball).current_dir(folder)).err())
    })?;
    if let Some(error) = installed {
        // A registry that does not have everything is no fault of the package; the table names it.
        let note = format!("cannot be installed here: {}", last_line(&format!("{error:#}")));
        return Ok(vec![Row {
            title: name.to_owned(),
            works: None,
            configuration: String::new(),
            size: None,
            cold: None,
            note,
        }]);
    }
    let start = std::time::Instant::now();
    let finished = finish(program("node").arg("check.mjs").current_dir(folder), LIMIT)?;
    let rows: Vec<Row> = finished.output.lines().filter_map(row).collect();
    if !finished.success || rows.is_empty() {
        bail!("{name}: check.mjs did not run to its end\n{}", finished.output);
    }
    for row in rows.iter().filter(|row| row.works != Some(true)) {
        println!("{}: {}", row.title, row.note);
    }
    done(&format!("try {name}"), start.elapsed());
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    Ok(rows)
}

/// A line that `check.mjs` prints for the table.
fn row(line: &str) -> Option<Row> {
    let row: Value = serde_json::from_str(line.strip_prefix("row ")?).ok()?;
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Row {
        title: text("title"),
        works: row.get("works").and_then(Value::as_bool),
        configuration: text("configuration"),
        size: row.get("size").and_then(Value::as_u64),
        cold: row.get("cold").and_then(Value::as_f64),
        note: text("note"),
    })
}

const HEAD: &str = "\
| Where | Works | Configuration | KiB, gzip | Cold start, ms | Note |
|---|---|---|---|---|---|
";

/// A row as it stands in the table.
fn line(row: &Row) -> String {
    let works = match row.works {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "not tried",
    };
    let size = row.size.map_or(String::new(), |bytes| bytes.div_ceil(1024).to_string());
    let cold = row.cold.map_or(String::new(), |ms| format!("{ms:.0}"));
    let note = if row.works == Some(true) { row.note.clone() } else { last_line(&row.note) };
    let cells = [&row.title, works, &row.configuration, &size, &cold, &note.replace('|', "\\|")];
    format!("| {} |\n", cells.join(" | "))
}

fn last_line(text: &str) -> String {
    text.trim().lines().next_back().unwrap_or_default().to_owned()
}

/// Writes the table anew, or those of its rows that were tried again.
fn write_page(lines: &[String], all: bool) -> Result<()> {
    let path = project::at(PAGE);
    let page = fs::read_to_string(&path)?;
    let (before, rest) = page.split_once(START).with_context(|| format!("{PAGE} has no {START}"))?;
    let (table, after) = rest.split_once(END).with_context(|| format!("{PAGE} has no {END}"))?;
    let title = |line: &str| line.split(" | ").next().unwrap_or_default().to_owned();
    let mut written: Vec<String> = Vec::new();
    if !all {
        written.extend(table.lines().skip(3).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")));
    }
    for line in lines {
        match written.iter_mut().find(|written| title(written) == title(line)) {
            Some(written) => written.clone_from(line),
            None => written.push(line.clone()),
        }
    }
    write(&path, format!("{before}{START}\n{HEAD}{}\n{END}{after}", written.concat()))
}
