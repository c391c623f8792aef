//! The part of `pkg/package.json` that follows from the entries: `exports` and `typesVersions`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::entries::{DIAGNOSE, ENTRIES, PLAIN};
use crate::package::{FORMS, Form, SCRIPT};
use crate::project;
use crate::step::{step, write};

/// Writes both into the file, which is committed; npm and editors read it without a build.
pub(crate) fn build() -> Result<()> {
    let current = current()?;
    if fs::read_to_string(path())? == current {
        return Ok(());
    }
    step("write the exports into pkg/package.json", || write(&path(), current))
}

fn path() -> PathBuf {
    project::at("pkg/package.json")
}

/// The file as it should be.
fn current() -> Result<String> {
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(path())?)?;
    let members = manifest.as_object_mut().context("pkg/package.json is no object")?;
    members.insert("exports".to_owned(), exports());
    members.insert("typesVersions".to_owned(), types_versions());
    Ok(format!("{}\n", written(&manifest, "")))
}

/// What an import of an entry leads to, under each condition.
fn exports() -> Value {
    let mut exports = Map::new();
    for entry in ENTRIES.iter() {
        let mut conditions = Map::new();
        if entry.name != DIAGNOSE {
            // Nitro's edge presets have the conditions of every edge runtime, and this one of their own.
            let types = format!("./dist/{}.d.ts", entry.name);
            let script = format!("./dist/{SCRIPT}");
            conditions.insert("edge-routine".to_owned(), json!({ "types": types, "default": script }));
        }
        conditions.extend(export(entry.name, FORMS.iter()));
        exports.insert(entry.export(), conditions.into());
    }
    for name in PLAIN {
        // Without a module there is one form for every runtime.
        exports.insert(format!("./{name}"), export(name, FORMS.iter().filter(|form| form.holds_module())).into());
    }
    exports.insert("./package.json".to_owned(), json!("./package.json"));
    exports.into()
}

fn export<'a>(name: &str, forms: impl Iterator<Item = &'a Form>) -> Map<String, Value> {
    let file = |form: &Form| {
        let types = if form.format == "cjs" { "d.cts" } else { "d.ts" };
        let file = format!("./dist/{name}.{}", form.suffix);
        (form.condition.to_owned(), json!({ "types": format!("./dist/{name}.{types}"), "default": file }))
    };
    let mut conditions: Map<String, Value> = forms.map(file).collect();
    conditions.insert("default".to_owned(), json!(format!("./dist/{name}.mjs")));
    conditions
}

/// The types of the entries for compilers that do not read `exports`.
fn types_versions() -> Value {
    let entries = ENTRIES.iter().filter_map(|entry| entry.export().strip_prefix("./").map(str::to_owned));
    let names = entries.chain(PLAIN.map(str::to_owned));
    let types: Map<String, Value> = names.map(|name| (name.clone(), json!([format!("./dist/{name}.d.cts")]))).collect();
    json!({ "*": types })
}

/// JSON as npm's own files are written, with lists on one line.
fn written(value: &Value, indent: &str) -> String {
    match value {
        Value::Object(members) => {
            let inner = format!("{indent}  ");
            let member = |(name, value): (&String, &Value)| format!("{inner}\"{name}\": {}", written(value, &inner));
            format!("{{\n{}\n{indent}}}", members.iter().map(member).collect::<Vec<_>>().join(",\n"))
        }
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(|element| written(element, indent)).collect();
            format!("[{}]", elements.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_exports_are_those_of_the_entries() -> Result<()> {
        assert_eq!(fs::read_to_string(path())?, current()?, "run `cargo xtask types`");
        Ok(())
    }
}
