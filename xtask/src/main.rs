//! All of Tawqee's automation. Each command does its own set-up, so that a fresh clone needs only
//! rustup, a C linker and Node.

mod bench;
mod catalog;
mod classes;
mod command;
mod consumer;
mod demo;
mod entries;
mod evidence;
mod fuzz;
mod manifest;
mod matrix;
mod mutants;
mod notices;
mod package;
mod page;
mod project;
mod release;
mod report;
mod reproduce;
mod sbom;
mod setup;
mod step;
mod test;
mod timing;
mod translate;
mod types;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;

const USAGE: &str = "\
usage: cargo xtask <command>

  build           builds the npm package into pkg/dist, and the page in www
  types           writes the catalog, the TypeScript types and the exports of the package alone
  test            builds, then runs every check and every test, on every runtime
  fuzz [SECONDS]  runs each fuzz target for so long (60), guided by coverage;
                  --keep writes the fewest inputs that reach as much to fuzz/corpus
  mutants [FILE…] breaks what decides over signatures in one place after the other, and says what no test notices
  timing [CALLS]  builds, then measures whether the time of a verification tells where a signature is wrong
  evidence        what SECURITY.md promises and a test run leaves out: the crates, the SBOM, timing, reproduce
  reproduce       builds two clones of what is committed in different folders, and compares the bytes
  sbom            writes what is inside the npm package, as CycloneDX
  release [TAG]   compares the versions of crate, package, lock file and changelog with each other and the tag, and says
                  what a tag still needs
  examples        tests the examples in Rust, which have dependencies of their own
  demo [--serve]  builds, sends each request to a sandbox and prints what happened;
                  --serve then serves the page
  bench           builds, then measures sizes, cold start, calls on each runtime and where their time goes, growth and
                  diagnoses; --json FILE also writes the figures, --write puts them into docs/performance.md;
                  --profile only says where the time of a call goes
  matrix [NAME…]  builds, then tries the package in the projects of tests/consumers, which npm installs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["build"] => build(),
        ["types"] => types(),
        ["test"] => test::run(),
        ["demo"] => demo::run(),
        ["demo", "--serve"] => demo::run().and_then(|()| demo::serve()),
        ["bench", options @ ..] => bench::run(options),
        ["fuzz"] => fuzz::run("60", false),
        ["fuzz", seconds] => fuzz::run(seconds, false),
        ["fuzz", seconds, "--keep"] => fuzz::run(seconds, true),
        ["mutants", files @ ..] => mutants::run(files),
        ["evidence"] => evidence::run(),
        ["timing"] => timing::run("200000"),
        ["timing", calls] => timing::run(calls),
        ["reproduce"] => reproduce::run(),
        ["sbom"] => sbom::build(),
        ["release"] => release::check(None),
        ["release", tag] => release::check(Some(tag)),
        ["examples"] => test::examples(),
        ["matrix", names @ ..] => matrix::run(names),
        // Cargo calls this with a compiled test; see `test::wasm`.
        ["wasm-test-runner", module, ..] => wasm::run_tests(module),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error:#}", step::paint(step::RED, "error:"));
            ExitCode::FAILURE
        }
    }
}

/// What follows from the declarations alone.
fn types() -> Result<()> {
    let catalog = catalog::build()?;
    types::build(&catalog)?;
    manifest::build()
}

/// Set-up and the whole package; what every other command begins with.
fn build() -> Result<()> {
    setup::tools()?;
    wasm::build()?;
    translate::build()?;
    types()?;
    package::build()?;
    notices::build()?;
    page::build()
}
