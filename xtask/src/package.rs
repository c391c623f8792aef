//! The npm package: one bundled file per entry, so that nothing is left to find at run time.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::catalog;
use crate::command::{capture, npm_tool};
use crate::entries::{DIAGNOSE, ENTRIES, Entry, INDEX, PLAIN, SANDBOX};
use crate::project;
use crate::step::{Files, incremental, write};
use crate::translate::translated;

/// A file of an entry, and the condition in `pkg/package.json` under which it is taken.
pub(crate) struct Form {
    pub(crate) condition: &'static str,
    pub(crate) suffix: &'static str,
    pub(crate) format: &'static str,
    module: Module,
}

/// How an entry comes by its module.
enum Module {
    /// The bytes are in the file, and nothing is left to find when users bundle it themselves.
    Inlined,
    /// The runtime compiles no bytes at run time, but gives a compiled module to an import with this ending.
    Imported(&'static str),
}

impl Form {
    /// Whether the bytes of the module are in the file; the same file would do for an entry without one.
    pub(crate) fn holds_module(&self) -> bool {
        matches!(self.module, Module::Inlined)
    }
}

/// In the order of the conditions.
pub(crate) const FORMS: [Form; 4] = [
    // Cloudflare Workers
    Form { condition: "workerd", suffix: "workerd.js", format: "esm", module: Module::Imported("") },
    // Vercel's edge runtime and its kin
    Form { condition: "edge-light", suffix: "edge-light.js", format: "esm", module: Module::Imported("?module") },
    // Node, Deno, Bun, browsers, bundlers
    Form { condition: "import", suffix: "mjs", format: "esm", module: Module::Inlined },
    Form { condition: "require", suffix: "cjs", format: "cjs", module: Module::Inlined },
];

/// The entry `tawqee` without a module, for the edge presets of Nitro. It serves the entries of one gateway too.
pub(crate) const SCRIPT: &str = "index.script.js";

/// What `npx tawqee` runs.
const COMMAND: &str = "cli.js";

/// Bundles the entries into `pkg/dist`, with their modules beside them.
pub(crate) fn build() -> Result<()> {
    let dist = project::at("pkg/dist");
    for entry in ENTRIES.iter() {
        let files = FORMS.iter().map(|form| format!("{}.{}", entry.name, form.suffix)).chain([entry.module_name()]);
        let outputs: Vec<_> = files.map(|name| dist.join(name)).collect();
        incremental(&format!("bundle {}", entry.name), &Files { inputs: &inputs(entry), outputs: &outputs }, || {
            fs::create_dir_all(&dist)?;
            fs::copy(entry.module(), dist.join(entry.module_name()))?;
            write(&inlined(entry), as_script(&fs::read(entry.module())?))?;
            FORMS.iter().try_for_each(|form| bundle(entry, form, &dist))
        })?;
    }
    let index = ENTRIES.iter().find(|entry| entry.name == INDEX).context("no entry with all gateways")?;
    let outputs = [dist.join(SCRIPT)];
    let files = Files { inputs: &[&inputs(index)[..], &[translated()]].concat(), outputs: &outputs };
    incremental("bundle the translated module", &files, || script(index, &dist))?;
    for name in PLAIN {
        let outputs =
            [("esm", "mjs"), ("cjs", "cjs")].map(|(format, suffix)| (format, dist.join(format!("{name}.{suffix}"))));
        let files = outputs.clone().map(|(_, file)| file);
        incremental(
            &format!("bundle {name}"),
            &Files { inputs: &[&sources()[..], &[catalog::unified()]].concat(), outputs: &files },
            || {
                fs::create_dir_all(&dist)?;
                outputs.iter().try_for_each(|(format, file)| plain(name, format, file))
            },
        )?;
    }
    let diagnose = ENTRIES.iter().find(|entry| entry.name == DIAGNOSE).context("no entry with a diagnosis")?;
    let outputs = [dist.join(COMMAND)];
    let files = Files { inputs: &[&inputs(diagnose)[..], &[catalog::command()]].concat(), outputs: &outputs };
    incremental("bundle the command", &files, || command(diagnose, &dist))
}

fn inputs(entry: &Entry) -> Vec<PathBuf> {
    sources().into_iter().chain([entry.module(), entry.glue(), entry.operations(), entry.classes()]).collect()
}

/// What every bundle is made of.
fn sources() -> [PathBuf; 4] {
    ["pkg/src", "pkg/package.json", "package-lock.json", "xtask/src/package.rs"].map(project::at)
}

/// The module as a script; see [`as_script`].
fn inlined(entry: &Entry) -> PathBuf {
    project::work(entry.name).join("inlined.js")
}

/// A script that exports bytes, written as text with one character for each: after compression a fifth smaller than
/// Base64, and read faster.
fn as_script(bytes: &[u8]) -> String {
    let mut script = String::from("const text = \"");
    for byte in bytes {
        match byte {
            b'"' => script.push_str("\\\""),
            b'\\' => script.push_str("\\\\"),
            b'\n' => script.push_str("\\n"),
            b'\r' => script.push_str("\\r"),
            byte => script.push(char::from(*byte)),
        }
    }
    // A loop over all of it runs cold, and would be half of the time to the first call.
    script.push_str("\";\nexport default globalThis.Buffer?.from(text, \"latin1\") ?? loop();\n");
    script.push_str("function loop() {\n  const bytes = new Uint8Array(text.length);\n");
    script.push_str("  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);\n");
    script.push_str("  return bytes;\n}\n");
    script
}

/// No runtime of its own: what such a bundle uses, every runtime has.
const EVERYWHERE: [&str; 6] = [
    "--bundle",
    "--platform=neutral",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
];

fn bundle(entry: &Entry, form: &Form, dist: &Path) -> Result<()> {
    let module = match form.module {
        Module::Inlined => inlined(entry).display().to_string(),
        Module::Imported(ending) => format!("./{}{ending}", entry.module_name()),
    };
    let mut arguments = vec![
        format!("pkg/src/entries/{}.js", if entry.name == DIAGNOSE { DIAGNOSE } else { INDEX }),
        format!("--format={}", form.format),
        "--inject:pkg/src/host.js".into(),
        format!("--external:./{}*", entry.module_name()),
    ];
    arguments.extend(aliases(entry, &entry.glue(), &module));
    esbuild(&EVERYWHERE, &arguments, &dist.join(format!("{}.{}", entry.name, form.suffix)))
}

/// Where the names lead under which the sources import what is built.
fn aliases(entry: &Entry, glue: &Path, module: &str) -> [String; 5] {
    [
        format!("--alias:tawqee-core={}", glue.display()),
        format!("--alias:tawqee-core.wasm={module}"),
        format!("--alias:tawqee-operations={}", entry.operations().display()),
        format!("--alias:tawqee-classes={}", entry.classes().display()),
        format!("--alias:tawqee-package={}", project::at("pkg/src").display()),
    ]
}

fn script(entry: &Entry, dist: &Path) -> Result<()> {
    let mut arguments = vec![
        format!("pkg/src/entries/{}.js", entry.name),
        "--format=esm".into(),
        // The longest by far, and of machine-made code.
        "--minify-whitespace".into(),
        "--inject:pkg/src/host.js".into(),
        format!("--alias:tawqee-translated={}", translated().display()),
    ];
    // There is no module to hand over.
    let no_module = project::at("pkg/src/no-module.js").display().to_string();
    arguments.extend(aliases(entry, &project::at("pkg/src/translated.js"), &no_module));
    esbuild(&EVERYWHERE, &arguments, &dist.join(SCRIPT))
}

/// Runs esbuild, and leaves only the name of a file from the target folder in the comments that say what comes from
/// where: the bundle is the same wherever it was built.
fn esbuild(options: &[&str], arguments: &[String], file: &Path) -> Result<()> {
    let outfile = format!("--outfile={}", file.display());
    capture(npm_tool("esbuild").args(options).args(arguments).arg(outfile))?;
    let bundle = fs::read_to_string(file)?;
    let named = |line: &str| match line.strip_prefix("// ").filter(|path| !path.starts_with("pkg/")) {
        Some(path) => format!("// {}", path.rsplit('/').next().unwrap_or(path)),
        None => line.to_owned(),
    };
    write(file, bundle.split('\n').map(named).collect::<Vec<_>>().join("\n"))
}

/// What runs on Node, and on runtimes with its modules.
const ON_NODE: [&str; 6] = [
    "--bundle",
    "--platform=node",
    "--target=node20",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
];

/// An entry without a module.
fn plain(name: &str, format: &str, file: &Path) -> Result<()> {
    let mut arguments = vec![
        format!("pkg/src/{name}/index.js"),
        format!("--format={format}"),
        format!("--alias:tawqee-unified={}", catalog::unified().display()),
    ];
    if name == SANDBOX {
        // It asks for the reason of a refusal from what lies beside it.
        arguments.push("--external:./diagnose.mjs".into());
        return esbuild(&ON_NODE, &arguments, file);
    }
    esbuild(&EVERYWHERE, &arguments, file)
}

/// The command, for Node alone. It calls the core in ways that no entry offers, so it brings the classes itself
/// and reads the module beside it.
fn command(entry: &Entry, dist: &Path) -> Result<()> {
    let mut arguments = vec![
        "pkg/src/cli/main.js".into(),
        "--format=esm".into(),
        "--banner:js=#!/usr/bin/env node".into(),
        format!("--external:./{SANDBOX}.mjs"),
        format!("--alias:tawqee-catalog={}", catalog::command().display()),
    ];
    arguments.extend(aliases(entry, &entry.glue(), &project::at("pkg/src/cli/module.js").display().to_string()));
    esbuild(&ON_NODE, &arguments, &dist.join(COMMAND))
}
