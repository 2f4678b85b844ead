//! Names what is compiled: a hash of all sources and of the lock file, so that results of different programs are told
//! apart, whether git is at hand or not.

use std::path::{Path, PathBuf};

/// What the program is made from, relative to the package.
const MADE_FROM: [&str; 5] = ["Cargo.toml", "Cargo.lock", "build.rs", "src", "scenarios"];

fn main() {
    let mut files = Vec::new();
    for name in MADE_FROM {
        println!("cargo::rerun-if-changed={name}");
        collect(Path::new(name), &mut files);
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in &files {
        let name = file.to_string_lossy().replace('\\', "/");
        let text = std::fs::read(file).unwrap_or_default();
        for part in [name.as_bytes(), &text] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }
    println!("cargo::rustc-env=GRASSROOTS_BUILD={}", &hasher.finalize().to_hex()[..12]);
}

/// All files below a path; none where there is nothing, as a package may leave out its lock file.
fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) if path.is_file() => files.push(path.to_owned()),
        Err(_) => {}
    }
}
