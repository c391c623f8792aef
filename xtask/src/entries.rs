//! The entries of the npm package, each with a module of its own, so that a gateway that is not used costs nothing.

use std::path::PathBuf;
use std::sync::LazyLock;

use tawqee::Class;

use crate::project;

/// `tawqee`, or `tawqee/<name>`.
pub(crate) struct Entry {
    /// Its files in `pkg/dist` are called so.
    pub(crate) name: &'static str,
    /// The gateways that are compiled in.
    pub(crate) gateways: Vec<&'static str>,
}

/// The name of the entry `tawqee`.
pub(crate) const INDEX: &str = "index";

/// The name of the entry that holds everything.
pub(crate) const DIAGNOSE: &str = "diagnose";

/// Every entry: all gateways, each of them alone, and all with the diagnosis.
pub(crate) static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let all = gateways();
    let alone = all.iter().map(|name| Entry { name, gateways: vec![name] });
    let index = Entry { name: INDEX, gateways: all.clone() };
    let diagnose = Entry { name: DIAGNOSE, gateways: all.clone() };
    [index].into_iter().chain(alone).chain([diagnose]).collect()
});

/// The names of the gateways, in the order of their classes in the core's list.
pub(crate) fn gateways() -> Vec<&'static str> {
    let mut names: Vec<_> = tawqee::catalog().classes.iter().map(|class| class.gateway).collect();
    // The classes of one gateway are neighbours.
    names.dedup();
    names
}

/// The entries without a module: `pkg/src/<name>/index.js`, with the types `pkg/src/<name>.d.ts`.
pub(crate) const PLAIN: [&str; 3] = ["send", UNIFIED, SANDBOX];

/// The entry with one input for every gateway.
pub(crate) const UNIFIED: &str = "unified";

/// The entry for Node alone.
pub(crate) const SANDBOX: &str = "sandbox";

impl Entry {
    /// Where `package.json` exports it: `.` or `./<name>`.
    pub(crate) fn export(&self) -> String {
        if self.name == INDEX { ".".to_owned() } else { format!("./{}", self.name) }
    }

    /// The features of `tawqee-wasm` that it is compiled with. Those of a gateway are the core's own.
    pub(crate) fn features(&self) -> String {
        let gateways = self.gateways.iter().map(|name| format!("tawqee/{name}"));
        gateways.chain((self.name == DIAGNOSE).then(|| DIAGNOSE.to_owned())).collect::<Vec<_>>().join(",")
    }

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

    /// The script that exports the classes of its gateways.
    pub(crate) fn classes(&self) -> PathBuf {
        project::work(self.name).join("classes.js")
    }

    /// How rustc weighs speed against size. Calls are short, so in the entries that make them `s` is a third faster
    /// than `z` for a sixth more bytes; the diagnosis is large, and spends its time in digests.
    pub(crate) fn opt_level(&self) -> &'static str {
        if self.name == DIAGNOSE { "z" } else { "s" }
    }

    /// Whether a class is in it.
    pub(crate) fn holds(&self, class: &Class) -> bool {
        self.gateways.contains(&class.gateway)
    }
}
