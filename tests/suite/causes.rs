//! `docs/causes.md` is the table of causes. `UPDATE=1 cargo test --test suite causes` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tawqee::Value;
use tawqee::signing::{CAUSES, CauseKind};

/// What real stacks sign; `every_habit_is_named` diagnoses each of them.
const HABITS: &str = include_str!("../habits.json");

/// The key of the examples, which is no secret: it belongs to no merchant.
const KEY: &str = "259af31fc2f74453b3a55739b21ae9ef";

/// The first case that has a cause alone, in words.
fn example(file: &Value, id: &str) -> Option<String> {
    let is_of = |case: &&Value| {
        let causes = case.at("causes").and_then(Value::as_array).unwrap();
        matches!(causes, [only] if only.as_text() == Some(id))
    };
    let case = file.at("cases").and_then(Value::as_array).unwrap().iter().find(is_of)?;
    let text = |name: &str| case.at(name).and_then(Value::as_text).filter(|text| !text.is_empty());
    let request = file.at("requests").and_then(Value::as_object).unwrap().get(text("request").unwrap()).unwrap();
    let word = |name: &str| request.at(name).and_then(Value::as_text).unwrap();
    let shown = match text("text") {
        Some(string) => format!("`{}`", visible(string)),
        None => format!("signature `{}`", visible(text("observed").unwrap())),
    };
    Some(format!("{} `{}`, {}: {shown}", word("class"), word("operation"), text("case").unwrap().replace('|', "\\|")))
}

/// A text in a table: the key named, and every character to be seen.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for character in text.replace(KEY, "‹key›").chars() {
        match character {
            '|' => shown.push_str("\\|"),
            '`' => shown.push('\''),
            '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{300}'..='\u{36f}' => {
                write!(shown, "\\u{{{:x}}}", u32::from(character)).unwrap();
            }
            other if other.is_control() => shown.extend(other.escape_default()),
            other => shown.push(other),
        }
    }
    shown
}

fn document() -> String {
    let mut text = String::from(
        "# Causes of a refused signature\n\n\
         What `diagnose` and `diagnoseRequest` can name. Ids are stable. A **formula** cause reproduces the observed\n\
         signature byte for byte; a **recognised** one is a known value or shape. Two causes together mean that both\n\
         mistakes were made. When several mistakes give the same bytes, the simplest is named, and those that are as\n\
         simple stand beside it in `alternatives`: which of them it was cannot be known.\n\n\
         An event (notification, webhook, browser return) is signed by the gateway. Only the same number in another\n\
         text, or the same bytes in another encoding, is a matter of form there; every other difference between what\n\
         was signed and what was received is `content-changed`. The causes about keys, formulas and digests are those\n\
         of tests that sign their own events.\n\n\
         With a right signature the verdict is `valid`, there is no cause, and `checks` says what else to look at: the\n\
         time, the environment, the key pair, what was really sent. `diagnoseRequest` adds `findings`: differences\n\
         between what was sent, what was signed and what the gateway documents.\n\n\
         Every mistake is tried alone and with every other that can be made at the same time; the rarest are tried\n\
         alone. Then come made-up formulas: any of the values and the key, in any order. A search that would take too\n\
         long stops and says so in `note`. With the option `depth: 3` three mistakes are tried together, for up to a few\n\
         seconds, and `note` says how far. A candidate has the digest of another text by chance once in 2^128 or more,\n\
         and some million candidates are compared at most, so a cause that was found by chance is out of the question.\n\n\
         In a title or detail `{fields}` stands for the wire names concerned, `{is}` for the verb after them, and\n\
         `{how}` for what was done.\n\n\
         The example is a call and the text that was hashed for it, `‹key›` standing for the key, or the signature that\n\
         was sent; `tests/habits.json` of the repository has them whole, and a test diagnoses each. The page shows the\n\
         diagnosis of one at `#/debug/mistake/` and its id.\n\n\
         | id | kind | title | detail | fix | example |\n|---|---|---|---|---|---|\n",
    );
    let file = Value::parse(HABITS).unwrap();
    for cause in CAUSES {
        let kind = match cause.kind {
            CauseKind::Formula => "formula",
            CauseKind::Recognised => "recognised",
        };
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(
            text,
            "| `{}` | {kind} | <a id=\"{}\"></a>{} | {} | {} | {} |",
            cause.id,
            cause.id,
            cell(cause.title),
            cell(cause.detail),
            cell(cause.fix),
            example(&file, cause.id).unwrap_or_else(|| panic!("{} has no example", cause.id))
        )
        .unwrap();
    }
    text
}

#[test]
fn the_document_is_the_table() {
    let path = "docs/causes.md";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, document()).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        document(),
        "run UPDATE=1 cargo test --test suite causes"
    );
}

#[test]
fn ids_are_unique_and_every_cause_says_what_to_do() {
    let ids: BTreeSet<_> = CAUSES.iter().map(|cause| cause.id).collect();
    assert_eq!(ids.len(), CAUSES.len());
    for cause in CAUSES {
        assert!(cause.fix.ends_with('.') && cause.detail.ends_with('.') && !cause.title.ends_with('.'), "{}", cause.id);
        assert!(cause.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
    }
}
