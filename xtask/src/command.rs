//! Running other programs: captured, so that a step is one line until it fails.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project;

/// How much of a failed program's output is worth reading.
const TAIL_LINES: usize = 60;

/// A program that runs in the folder of the workspace.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root());
    command
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// A tool that `npm ci` installed.
pub(crate) fn npm_tool(name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    let tool = project::at(&format!("node_modules/.bin/{name}{suffix}"));
    program(&tool.to_string_lossy())
}

/// npm itself, which on Windows is a script.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// What a program printed, on both its streams, and whether it succeeded.
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) output: String,
}

/// Runs to the end, whatever the end is.
pub(crate) fn finish(command: &mut Command) -> Result<Finished> {
    let name = name(command);
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    // Reading ends when all writers are closed, so our own must go.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let mut output = Vec::new();
    reader.read_to_end(&mut output)?;
    let success = child.wait()?.success();
    Ok(Finished { success, output: String::from_utf8_lossy(&output).into_owned() })
}

/// Runs to the end and returns what was printed; the tail of it is the error when the program fails.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let Finished { success, output } = finish(command)?;
    if !success {
        bail!("{} failed\n{}", name(command), tail(&output));
    }
    Ok(output)
}

/// Runs with our own terminal: for what is meant to be watched.
pub(crate) fn watch(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

/// The last lines, which say what went wrong.
pub(crate) fn tail(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let from = lines.len().saturating_sub(TAIL_LINES);
    lines.get(from..).unwrap_or_default().join("\n")
}
