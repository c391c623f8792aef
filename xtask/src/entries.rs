//! The entries of the npm package, each with a module of its own, so that a gateway that is not used costs nothing.

use std::path::PathBuf;

use tawqee::Class;

use crate::project;

/// `tawqee`, or `tawqee/<name>`.
pub(crate) struct Entry {
    /// Its files in `pkg/src/entries` and `pkg/dist` are called so.
    pub(crate) name: &'static str,
    /// The features of the crate that are compiled in: gateways by their names, and the diagnosis.
    pub(crate) features: &'static [&'static str],
}

/// The name of the entry `tawqee`.
pub(crate) const INDEX: &str = "index";

/// The name of the entry that holds everything.
pub(crate) const DIAGNOSE: &str = "diagnose";

/// Every entry.
pub(crate) const ENTRIES: [Entry; 6] = [
    Entry { name: INDEX, features: &["fawry", "fatora", "pay3", "upayments"] },
    Entry { name: "fawry", features: &["fawry"] },
    Entry { name: "fatora", features: &["fatora"] },
    Entry { name: "pay3", features: &["pay3"] },
    Entry { name: "upayments", features: &["upayments"] },
    Entry { name: DIAGNOSE, features: &["fawry", "fatora", "pay3", "upayments", "diagnose"] },
];

/// The entries without a module: `pkg/src/<name>/index.js`, with the types `pkg/src/<name>.d.ts`.
pub(crate) const PLAIN: [&str; 3] = ["send", "unified", SANDBOX];

/// The entry for Node alone.
pub(crate) const SANDBOX: &str = "sandbox";

impl Entry {
    /// The name of its module in the package.
    pub(crate) fn module_name(&self) -> String {
        let name = if self.name == INDEX { "core" } else { self.name };
        format!("{name}.wasm")
    }

    /// The optimised module: the one that is packed and tested.
    pub(crate) fn module(&self) -> PathBuf {
        project::work(self.name).join("core.wasm")
    }

    /// The glue that wasm-bindgen wrote.
    pub(crate) fn glue(&self) -> PathBuf {
        project::work(self.name).join("bindgen/core.js")
    }

    /// The names of the operations of each class, in the order of the module's classes.
    pub(crate) fn operations(&self) -> PathBuf {
        project::work(self.name).join("operations.json")
    }

    /// How rustc weighs speed against size. Calls are short, so in the entries that make them `s` is a third faster
    /// than `z` for a sixth more bytes; the diagnosis is large, and spends its time in digests.
    pub(crate) fn opt_level(&self) -> &'static str {
        if self.name == DIAGNOSE { "z" } else { "s" }
    }

    /// Whether a class is in it.
    pub(crate) fn holds(&self, class: &Class) -> bool {
        self.features.contains(&class.gateway)
    }
}
