//! The documentation that editors show beside a type.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use tawqee::FieldData;

use crate::project;

/// What is left to say about a field's rule: a union of literals says its rule itself, and so does `string | number`.
pub(super) fn rule(field: &FieldData) -> &str {
    let said = field.ts.contains('"') || field.ts == "string | number" && field.rule.starts_with("text");
    if said { "" } else { field.rule }
}

/// Documentation whose first paragraph ends with the rule, unless the rule is in it.
pub(super) fn with_rule(doc: &str, rule: &str) -> String {
    let lower = doc.to_lowercase();
    // Of `EGP, two decimals` the currency may have been named.
    let rule = match rule.split_once(", ") {
        Some((currency, rest)) if lower.starts_with(&currency.to_lowercase()) => rest,
        _ => rule,
    };
    if rule.is_empty() || lower.contains(&rule.to_lowercase()) {
        return doc.to_owned();
    }
    let (first, rest) = doc.split_once("\n\n").unwrap_or((doc, ""));
    let gap = if rest.is_empty() { "" } else { "\n\n" };
    format!("{first} {}.{gap}{rest}", super::capitalised(rule))
}

/// The first sentence.
pub(super) fn first_sentence(doc: &str) -> &str {
    doc.split_inclusive(". ").next().unwrap_or_default().trim_end()
}

/// Where an operation is documented: by the gateway, and by a page of ours.
pub(super) fn source(source: &str) -> String {
    match source.split_once("; docs/") {
        Some((gateway, page)) => format!("Source: {gateway}. Fields, formula and evidence: [docs/{page}](docs/{page})"),
        None => format!("Source: {source}"),
    }
}

/// Makes addresses of links to our pages: editors know nothing of the folder of the package. The pages are in the
/// tarball, so those of the very version that is installed are public as soon as it is, without a repository.
pub(super) fn with_addresses(types: &str) -> String {
    types.replace("](docs/", &format!("]({}/docs/", *PUBLISHED))
}

/// What serves the files of a published package.
const FILES_OF: &str = "https://unpkg.com";

/// The address of the files of this version.
static PUBLISHED: LazyLock<String> = LazyLock::new(|| {
    let manifest = fs::read_to_string(project::at("pkg/package.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let text = |name: &str| manifest.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    format!("{FILES_OF}/{}@{}", text("name"), text("version"))
});
