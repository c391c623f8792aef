//! `cargo xtask fuzz [SECONDS] [--keep]`: each target under libFuzzer, guided by coverage, for so long.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use tawqee_fuzz::{TARGETS, Target, seeds};

use crate::command::{capture, cargo, program};
use crate::project;
use crate::step::{step, write};

/// What LLVM instruments for libFuzzer; these flags need no nightly compiler.
const COVERAGE: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// The longest input: as long as the longest seeds, and far below the limits.
const LONGEST: &str = "-max_len=4096";

/// Builds the targets and runs each for so many seconds, from its seeds, what is kept in `fuzz/corpus` and what earlier
/// runs have found. Where `keep` is true, the fewest inputs that reach all that was reached go to `fuzz/corpus`.
pub(crate) fn run(seconds: &str, keep: bool) -> Result<()> {
    let seconds: u32 = seconds.parse().context("usage: cargo xtask fuzz [SECONDS] [--keep], for each target")?;
    let fuzzer = Fuzzer::build()?;
    let mut total = 0;
    for Target { name, .. } in TARGETS {
        let (executions, edges) = fuzzer.run(name, seconds)?;
        println!("{name}: {executions} executions, {edges} edges reached, nothing found");
        total += executions;
        if keep {
            println!("{name}: {} inputs kept", fuzzer.keep(name)?);
        }
    }
    println!("{total} executions in all");
    Ok(())
}

/// The compiled targets, and the folder with what they work on.
struct Fuzzer {
    binary: String,
    folder: PathBuf,
}

impl Fuzzer {
    fn build() -> Result<Self> {
        let build = ["build", "--package=tawqee-fuzz", "--features=libfuzzer", "--profile=fuzz", "--bin=fuzz"];
        let folder = project::target().join("fuzz");
        // Named, so that the flags are not those of build scripts too.
        let host = capture(program("rustc").arg("-vV"))?;
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
        let mut command = cargo();
        command.args(build).args(["--target", host]).env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\x1f"));
        step("compile the targets", || capture(command.env("CARGO_TARGET_DIR", &folder)).map(drop))?;
        let binary = folder.join(host).join("fuzz/fuzz").to_string_lossy().into_owned();
        Ok(Self { binary, folder })
    }

    /// libFuzzer on the folders of a target, the first of which it writes to.
    fn command(&self, name: &str, folders: &[&Path]) -> Command {
        let mut command = program(&self.binary);
        command.env("TARGET", name).args(folders).args([LONGEST, "-verbosity=1"]);
        command
    }

    fn corpus(&self, name: &str) -> PathBuf {
        self.folder.join("corpus").join(name)
    }

    /// How many executions there were, and how many edges they reached.
    fn run(&self, name: &str, seconds: u32) -> Result<(u64, u64)> {
        let (corpus, findings) = (self.corpus(name), self.folder.join("findings").join(name));
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&findings)?;
        for (index, input) in seeds(name).into_iter().chain(tawqee_fuzz::corpus(name)?).enumerate() {
            fs::write(corpus.join(format!("start-{index:04}")), input)?;
        }
        let mut fuzz = self.command(name, &[&corpus]);
        fuzz.arg("-print_final_stats=1").arg(format!("-max_total_time={seconds}"));
        fuzz.arg(format!("-artifact_prefix={}/", findings.display()));
        let told = capture(&mut fuzz).with_context(|| format!("{name}: see {}", findings.display()))?;
        let Some(executions) = figure(&told, "stat::number_of_executed_units:") else {
            bail!("{name}: libFuzzer printed no figures\n{told}");
        };
        let edges = told.lines().rev().find_map(|line| figure(line, "cov:")).unwrap_or_default();
        Ok((executions, edges))
    }

    /// Writes the file of a target in `fuzz/corpus`, and says how many inputs it has.
    fn keep(&self, name: &str) -> Result<usize> {
        let fewest = self.folder.join("fewest").join(name);
        if fewest.exists() {
            fs::remove_dir_all(&fewest)?;
        }
        fs::create_dir_all(&fewest)?;
        let mut merge = self.command(name, &[&fewest, &self.corpus(name)]);
        // Edges count, and not how often they were taken.
        capture(merge.args(["-set_cover_merge=1", "-use_counters=0"]))?;
        let files = fs::read_dir(&fewest)?.map(|entry| Ok(fs::read(entry?.path())?)).collect::<Result<Vec<_>>>();
        let mut inputs = files?;
        inputs.sort();
        write(&project::at(&format!("fuzz/corpus/{name}.txt")), tawqee_fuzz::lines(&inputs))?;
        Ok(inputs.len())
    }
}

/// The number that follows a word.
fn figure(text: &str, word: &str) -> Option<u64> {
    text.split_once(word)?.1.split_whitespace().next()?.parse().ok()
}
