//! Writes the seeds of each target into a folder: `seeds fuzz/corpus`.

use std::path::PathBuf;
use std::{env, fs, io};

use tawqee_fuzz::{TARGETS, seeds};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "corpus".into()));
    for target in TARGETS {
        let folder = root.join(target.name);
        fs::create_dir_all(&folder)?;
        for (index, seed) in seeds(target.name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{index:03}")), seed)?;
        }
    }
    Ok(())
}
