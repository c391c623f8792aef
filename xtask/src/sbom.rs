//! `cargo xtask sbom`: what is inside the npm package, as CycloneDX. The same for the same sources: no time, no serial
//! number.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::notices::{inside, list, metadata, text};
use crate::project;
use crate::step::{step, write};

/// Writes it beside the catalog, and says where.
pub(crate) fn build() -> Result<()> {
    let file = project::work("sbom.cdx.json");
    step("write the SBOM", || write(&file, format!("{:#}\n", bill()?)))?;
    println!("{}", file.display());
    Ok(())
}

fn bill() -> Result<Value> {
    let package: Value = serde_json::from_str(&fs::read_to_string(project::at("pkg/package.json"))?)?;
    if package.get("dependencies").is_some() {
        bail!("the package has dependencies of its own now, which this list must name");
    }
    let of_package = format!("pkg:npm/{}@{}", text(&package, "name"), text(&package, "version"));
    let checksums = checksums()?;
    let crates = inside()?;
    let components = crates.iter().map(|(name, version, licence)| {
        let reference = reference(name, version);
        let mut component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": name,
            "version": version,
            "purl": reference,
            "licenses": [{ "expression": licence.replace('/', " OR ") }],
        });
        if let (Some(sum), Some(component)) =
            (checksums.get(&(name.clone(), version.clone())), component.as_object_mut())
        {
            component.insert("hashes".into(), json!([{ "alg": "SHA-256", "content": sum }]));
        }
        component
    });
    let known: Vec<String> = crates.iter().map(|(name, version, _)| reference(name, version)).collect();
    let mut dependencies = edges(&known)?;
    // The workspace is one component: what it depends on is all that nothing else brings.
    let brought: Vec<&String> = dependencies.values().flatten().collect();
    let direct: Vec<String> = known.iter().filter(|name| !brought.contains(name)).cloned().collect();
    dependencies.insert(of_package.clone(), direct);
    let dependencies: Vec<_> = dependencies.iter().map(|(name, on)| json!({ "ref": name, "dependsOn": on })).collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "library",
            "bom-ref": of_package,
            "name": text(&package, "name"),
            "version": text(&package, "version"),
            "purl": of_package,
            "licenses": [{ "expression": text(&package, "license") }],
        } },
        "components": components.collect::<Vec<_>>(),
        "dependencies": dependencies,
    }))
}

fn reference(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// What each of the known crates depends on among them.
fn edges(known: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let metadata = metadata()?;
    let references: BTreeMap<&str, String> = list(&metadata, "packages")
        .map(|package| (text(package, "id"), reference(text(package, "name"), text(package, "version"))))
        .collect();
    let resolve = metadata.get("resolve").context("cargo metadata resolved nothing")?;
    let mut edges = BTreeMap::new();
    for node in list(resolve, "nodes") {
        let Some(name) = references.get(text(node, "id")).filter(|name| known.contains(name)) else { continue };
        let normal = |dep: &&Value| list(dep, "dep_kinds").any(|kind| kind.get("kind").is_none_or(Value::is_null));
        let on = list(node, "deps").filter(normal).filter_map(|dep| references.get(text(dep, "pkg")));
        let mut on: Vec<String> = on.filter(|name| known.contains(name)).cloned().collect();
        on.sort();
        edges.insert(name.clone(), on);
    }
    Ok(edges)
}

/// The SHA-256 of each crate by name and version, from the lock file.
fn checksums() -> Result<BTreeMap<(String, String), String>> {
    let lock = fs::read_to_string(project::at("Cargo.lock"))?;
    let value = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{name} = \"")))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let sum = |block: &str| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?));
    Ok(lock.split("[[package]]").filter_map(sum).collect())
}
