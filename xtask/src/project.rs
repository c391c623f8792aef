//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the workspace: the one we were called in. A path from compile time would be that of another clone
/// where clones share one target folder.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let here = env::current_dir().unwrap_or_default();
        let root = here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file());
        root.unwrap_or(&here).to_owned()
    });
    &ROOT
}

/// A file or folder of the workspace.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), |folder| root().join(folder))
}

/// Our own intermediate results, away from Cargo's.
pub(crate) fn work(path: &str) -> PathBuf {
    target().join("tawqee").join(path)
}
