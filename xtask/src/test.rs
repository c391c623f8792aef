//! `cargo xtask test`: every check and every test, in order, one line each.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{bun, cargo, npm_tool, program};
use crate::consumer::Consumer;
use crate::report::Report;
use crate::{project, setup, wasm};

/// Runs all of them, the rest also after a failure, and fails at the end if any did.
pub(crate) fn run() -> Result<()> {
    setup::tools()?;
    let mut report = Report::default();
    rust(&mut report)?;
    crate::build()?;
    let consumer = Consumer::install()?;
    package(&mut report, &consumer)?;
    suites(&mut report, &consumer)?;
    report.finish()
}

/// The examples in Rust: too many dependencies for every run.
pub(crate) fn examples() -> Result<()> {
    let mut report = Report::default();
    let target = project::target().join("examples");
    let example = |arguments: &[&str]| {
        let mut command = cargo();
        command.args(arguments).current_dir(project::at("examples/rust-service")).env("CARGO_TARGET_DIR", &target);
        command
    };
    report.check("clippy", &mut example(&["clippy", "--all-targets", "--", "--deny=warnings"]))?;
    report.tests("cargo test", &mut example(&["test"]))?;
    report.finish()
}

fn rust(report: &mut Report) -> Result<()> {
    report.check("cargo fmt", cargo().args(["fmt", "--all", "--check"]))?;

    let clippy = ["clippy", "--workspace", "--features=tawqee/http", "--all-targets", "--", "--deny=warnings"];
    report.check("clippy", cargo().args(clippy))?;
    let clippy = [
        "clippy",
        "--package=tawqee",
        "--package=tawqee-wasm",
        "--features=tawqee/js",
        "--target",
        wasm::TARGET,
        "--",
        "--deny=warnings",
    ];
    report.check("clippy for WebAssembly", for_wasm(cargo().args(clippy)))?;

    let doc = ["doc", "--package=tawqee", "--features=http", "--no-deps"];
    report.check("rustdoc", cargo().args(doc).env("RUSTDOCFLAGS", "--deny=warnings"))?;

    report.tests("cargo test", cargo().args(["test", "--workspace", "--features=tawqee/http"]))?;
    report.tests("wasm-bindgen-test on Node", &mut wasm_test()?)
}

/// `cargo test` for WebAssembly, with ourselves as the runner.
fn wasm_test() -> Result<Command> {
    let runner = env::current_exe()?;
    let runner = runner.to_str().context("the path of xtask is not Unicode")?;
    let config = format!("target.{}.runner=['{runner}', 'wasm-test-runner']", wasm::TARGET);
    let mut command = cargo();
    command.args(["test", "--test=wasm", "--features=js", "--target", wasm::TARGET, "--config", &config]);
    for_wasm(&mut command);
    Ok(command)
}

fn for_wasm(command: &mut Command) -> &mut Command {
    command.env("CARGO_ENCODED_RUSTFLAGS", wasm::rust_flags(true))
}

/// Types and packaging.
fn package(report: &mut Report, consumer: &Consumer) -> Result<()> {
    let types = ["--project", "types"];
    report.check("types, tsc --strict", npm_tool("tsc").args(types).current_dir(consumer.folder()))?;
    let compiled = ["--test", "--test-reporter=tap", "types/messages.test.mjs", "types/readme.test.mjs"];
    let title = "types, what the compiler says, and the code of the READMEs";
    report.tests(title, program("node").args(compiled).current_dir(consumer.folder()))?;
    let tarball = consumer.tarball();
    report.check("publint --strict", npm_tool("publint").arg("run").arg(tarball).arg("--strict"))?;
    report.check("attw", npm_tool("attw").arg(tarball))
}

/// What does not depend on each other: the suite through the installed package on each runtime, what is packed, every
/// request over HTTP, through Prism, to a sandbox of the gateways, and the page. The longest come first.
fn suites(report: &mut Report, consumer: &Consumer) -> Result<()> {
    let folder = consumer.folder();
    let mut contract = program("node");
    contract.args(["--test-reporter=tap", "tests/contract/run.mjs"]);
    let mut packed = program("node");
    packed.args(["--test", "--test-reporter=tap"]);
    packed.args(
        [
            "abuse", "by-hand", "command", "core", "corpus", "crypto", "live", "load", "package", "sandbox", "secrets",
            "send", "tape", "terminal", "unified",
        ]
        .map(|name| format!("tests/js/node/{name}.test.mjs")),
    );
    let script = "js/runners/standalone.mjs";
    let mut deno = npm_tool("deno");
    deno.args(["run", "--no-remote", "--no-lock", script]).current_dir(folder);
    let mut bun = program(&bun()?);
    bun.args(["run", script]).current_dir(folder);

    let mut translated = program("node");
    translated.args(["--conditions=edge-routine", "--test-reporter=tap", "js/runners/translated.mjs"]);
    translated.current_dir(folder);
    let mut projects = program("node");
    projects.arg("tests/consumers/quick.mjs").arg(folder);

    let mut runners = browser(report, consumer)?;
    runners.extend([
        ("contract, through Prism", contract),
        ("Node, what is packed", packed),
        ("Node, bundled by esbuild", consumer.node_test("bundled.mjs")),
        ("Node, import", consumer.node_test("node-esm.mjs")),
        ("Node, require", consumer.node_test("node-cjs.cjs")),
        ("workerd", consumer.node_test("workerd.mjs")),
        ("edge runtime", consumer.node_test("edge.mjs")),
        ("the module as JavaScript", translated),
        ("projects that need no installation", projects),
        ("Deno", deno),
        ("Bun", bun),
    ]);
    report.tests_at_once(runners)
}

/// What needs a Chromium; nothing where there is none, except in continuous integration, where there must be one.
fn browser(report: &Report, consumer: &Consumer) -> Result<Vec<(&'static str, Command)>> {
    let page = "the page, in Chromium";
    let suite = "Chromium, a module script";
    let Some(chromium) = setup::chromium()? else {
        let reason = "no Chromium; install one or name it in CHROMIUM";
        if env::var_os("CI").is_some() {
            bail!("{suite}: {reason}");
        }
        report.skip(suite, reason);
        report.skip(page, reason);
        return Ok(Vec::new());
    };
    let mut tests = program("node");
    tests.arg("tests/page/run.mjs").env("CHROMIUM", &chromium);
    let mut module = consumer.node_test("browser.mjs");
    module.env("CHROMIUM", &chromium);
    Ok(vec![(page, tests), (suite, module)])
}
