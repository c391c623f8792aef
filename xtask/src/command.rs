//! Running other programs: captured, so that a step is one line until it fails.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// How much of a failed program's output is worth reading.
const TAIL_LINES: usize = 60;

/// A step of the set-up may have to download; more than this is no progress.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

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

/// Bun's own binary: the package's command is a placeholder until an install script runs.
pub(crate) fn bun() -> Result<String> {
    for folder in fs::read_dir(project::at("node_modules/@oven"))? {
        let path = folder?.path().join("bin").join(if cfg!(windows) { "bun.exe" } else { "bun" });
        let path = path.to_string_lossy().into_owned();
        // npm may have installed a variant for other processors beside the right one.
        if Command::new(&path).arg("--version").output().is_ok_and(|it| it.status.success()) {
            return Ok(path);
        }
    }
    bail!("no Bun for this machine in node_modules/@oven")
}

/// What a program printed, on both its streams, and whether it succeeded.
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) output: String,
}

/// Runs to the end, whatever the end is; what takes too long is stopped and has failed.
pub(crate) fn finish(command: &mut Command, limit: Duration) -> Result<Finished> {
    let name = name(command);
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    // Reading ends when all writers are closed, so our own must go.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    // Read on another thread: a stopped program may leave children behind that keep the pipe open.
    let (sender, chunks) = mpsc::channel();
    thread::spawn(move || {
        let mut chunk = [0; 8192];
        while let Ok(length @ 1..) = reader.read(&mut chunk) {
            let _ = sender.send(chunk.get(..length).unwrap_or_default().to_vec());
        }
    });

    let deadline = Instant::now() + limit;
    let mut output = Vec::new();
    let in_time = loop {
        match chunks.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(chunk) => output.extend(chunk),
            Err(RecvTimeoutError::Disconnected) => break true,
            Err(RecvTimeoutError::Timeout) => {
                child.kill()?;
                output.extend(format!("\nstopped after {} minutes\n", limit.as_secs() / 60).bytes());
                break false;
            }
        }
    };
    let success = child.wait()?.success() && in_time;
    Ok(Finished { success, output: String::from_utf8_lossy(&output).into_owned() })
}

/// Runs to the end and returns what was printed; the tail of it is the error when the program fails.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let Finished { success, output } = finish(command, PATIENCE)?;
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

/// The lines that say what went wrong: the tests that failed, where they are marked, or the last ones.
pub(crate) fn tail(output: &str) -> String {
    let failures = failed_tests(output);
    if !failures.is_empty() {
        return failures.iter().take(2 * TAIL_LINES).copied().collect::<Vec<_>>().join("\n");
    }
    let lines: Vec<&str> = output.lines().collect();
    let from = lines.len().saturating_sub(TAIL_LINES);
    lines.get(from..).unwrap_or_default().join("\n")
}

/// What follows each `not ok` of Node's runner and of ours, up to the next test or comment.
fn failed_tests(output: &str) -> Vec<&str> {
    let mut inside = false;
    let belongs = |line: &&str| {
        let line = line.trim_start();
        if line.starts_with("not ok ") {
            inside = true;
        } else if line.starts_with("ok ") || line.starts_with("# ") || line == "..." {
            inside = false;
        }
        inside
    };
    output.lines().filter(belongs).collect()
}
