//! `docs/causes.md` is the table of causes. `UPDATE=1 cargo test --test suite causes` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tawqee::signing::{CAUSES, CauseKind};

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
         alone. A search that would take too long stops and says so in `note`.\n\n\
         In a title or detail `{fields}` stands for the wire names concerned, `{is}` for the verb after them, and\n\
         `{how}` for what was done.\n\n\
         | id | kind | title | detail | fix |\n|---|---|---|---|---|\n",
    );
    for cause in CAUSES {
        let kind = match cause.kind {
            CauseKind::Formula => "formula",
            CauseKind::Recognised => "recognised",
        };
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(
            text,
            "| `{}` | {kind} | {} | {} | {} |",
            cause.id,
            cell(cause.title),
            cell(cause.detail),
            cell(cause.fix)
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
