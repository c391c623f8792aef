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

/// Where an operation is documented: by the gateway, and on a page of ours as an address.
pub(super) fn source(source: &str) -> String {
    match source.split_once("; docs/") {
        Some((gateway, page)) if BASE.is_empty() => format!("Source: {gateway}; docs/{page} in this package"),
        Some((gateway, page)) => format!("Source: {gateway}. [Fields, formula and evidence]({}docs/{page})", *BASE),
        None => format!("Source: {source}"),
    }
}

/// What the addresses of our pages begin with: the `homepage` of the package, as soon as there is one.
static BASE: LazyLock<String> = LazyLock::new(|| {
    let manifest = fs::read_to_string(project::at("pkg/package.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let homepage = manifest.get("homepage").and_then(Value::as_str).unwrap_or_default();
    let homepage = homepage.split('#').next().unwrap_or_default().trim_end_matches('/');
    if homepage.is_empty() { String::new() } else { format!("{homepage}/") }
});
