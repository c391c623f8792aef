//! One line per step, with its duration; and steps that run again only when something changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::project;

pub(crate) const GREEN: u8 = 32;
pub(crate) const RED: u8 = 31;
pub(crate) const DIM: u8 = 2;

/// Colours on a terminal, plain text in a pipe.
pub(crate) fn paint(colour: u8, text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some() || !stdout().is_terminal();
    if plain { text.to_owned() } else { format!("\x1b[{colour}m{text}\x1b[0m") }
}

/// Says what is being done, does it, and says how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("{title} … ");
    // Nothing to be done about a closed pipe.
    let _ = stdout().flush();
    let start = Instant::now();
    let result = work();
    let seconds = format!("{:.1} s", start.elapsed().as_secs_f64());
    match &result {
        Ok(_) => println!("{}", paint(GREEN, &seconds)),
        Err(_) => println!("{}", paint(RED, &format!("failed after {seconds}"))),
    }
    result.with_context(|| title.to_owned())
}

/// Says what was done beside other things, and how long it took.
pub(crate) fn done(title: &str, took: Duration) {
    println!("{title} … {}", paint(GREEN, &format!("{:.1} s", took.as_secs_f64())));
}

/// Says that a step is left out, and why.
pub(crate) fn skipped(title: &str, reason: &str) {
    println!("{title} … {}", paint(DIM, &format!("skipped: {reason}")));
}

/// What a step reads and writes.
pub(crate) struct Files<'a> {
    pub(crate) inputs: &'a [PathBuf],
    pub(crate) outputs: &'a [PathBuf],
}

/// A step that is left out when the inputs are those of its last success and the outputs are there.
pub(crate) fn incremental(title: &str, files: &Files, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let name: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let stamp = project::work("stamps").join(name);
    let now = fingerprint(files.inputs)?;
    let complete = files.outputs.iter().all(|output| output.exists());
    if complete && fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        println!("{title} … {}", paint(DIM, "up to date"));
        return Ok(());
    }
    step(title, work)?;
    write(&stamp, now)
}

/// A hash of the contents of files, and of folders with all that is below them; the same in every clone.
fn fingerprint(paths: &[PathBuf]) -> Result<String> {
    let (root, target) = (project::root(), project::target());
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for file in files_below(path)? {
            let name = file.strip_prefix(&target).or_else(|_| file.strip_prefix(root)).unwrap_or(&file);
            name.hash(&mut hasher);
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_below(&entry)?);
    }
    Ok(files)
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    let folder = path.parent().context("a file without a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
