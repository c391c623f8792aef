//! What fuzzing found worth keeping, in `fuzz/corpus`: one file for each target, one input in Base64 on each line, so
//! that the tests of every language can read them.

use std::path::PathBuf;
use std::{fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The file of a target, below the folder of the workspace.
fn file(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(format!("{target}.txt"))
}

/// The inputs that are kept for a target.
///
/// # Errors
/// When there is no such file, or a line of it is not Base64.
pub fn corpus(target: &str) -> io::Result<Vec<Vec<u8>>> {
    let text = fs::read_to_string(file(target))?;
    text.lines().map(|line| STANDARD.decode(line).map_err(io::Error::other)).collect()
}

/// Inputs as such a file holds them.
#[must_use]
pub fn lines(inputs: &[Vec<u8>]) -> String {
    inputs.iter().map(|input| STANDARD.encode(input) + "\n").collect()
}
