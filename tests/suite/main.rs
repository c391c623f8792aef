//! The crate as its users call it, in one program: linking it once is most of what a test run waits for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(missing_docs)]

mod catalog;
#[cfg(feature = "diagnose")]
mod causes;
#[cfg(feature = "diagnose")]
mod clients;
#[cfg(feature = "diagnose")]
mod diagnose;
mod expect;
mod explained;
mod fatora;
mod fawry;

#[cfg(feature = "diagnose")]
mod imperfect;
mod inputs;
#[cfg(feature = "diagnose")]
mod leaks;
#[cfg(feature = "diagnose")]
mod pasted;
mod pay3;
mod properties;
#[cfg(feature = "diagnose")]
mod public;
mod readme;
mod redaction;
mod timing;
mod typed;
mod upayments;
mod values;
mod vectors;

#[path = "../../src/thorough.rs"]
mod thorough;

/// The cases in all JSON files of a folder: one file for each gateway, an array each.
fn cases_in(folder: &str) -> Vec<tawqee::Value> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| match tawqee::Value::parse(&std::fs::read_to_string(path).unwrap()) {
        Ok(tawqee::Value::Array(cases)) => cases,
        other => panic!("{}: {other:?}", path.display()),
    };
    files.iter().flat_map(read).collect()
}
