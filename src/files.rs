//! Results on disk: folders that survive whatever ends the program, and what is written into them.
//!
//! A folder of a study holds
//!
//! - `runs.journal`: what is studied, then a line for each run that has ended, added as soon as it has;
//! - `rounds/`: the rounds of each run where they are kept, a file each;
//! - `manifest.json`: what is studied once more, by which program, and which files it wrote, each with its hash;
//! - tables and figures, made from these and made again from them whenever asked for.
//!
//! Whatever decides what a table holds stands under a checksum. Every file says itself what it is, and that is compared
//! with where it stands. Files come into their place whole, by a rename.

mod error;
mod folder;
mod journal;
mod line;
mod lock;
mod manifest;
pub mod names;
mod parquet;
mod rounds;
mod write;

pub use error::{Error, Result};
pub use lock::FolderLock;

/// What the program was built from: a hash of its sources and of its lock file.
pub const BUILD: &str = env!("GRASSROOTS_BUILD");

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
