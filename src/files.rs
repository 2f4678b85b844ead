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

mod codes;
mod curves;
mod error;
mod folder;
mod fonts;
mod journal;
mod line;
mod lock;
mod manifest;
mod merge;
pub mod names;
mod observed;
mod parquet;
mod plot;
mod products;
mod ready;
mod report;
mod reproduce;
mod rounds;
mod session;
mod snapshots;
mod status;
mod store;
mod write;

#[cfg(test)]
mod tests;

pub use codes::codes;
pub use error::{Error, Result};
pub use lock::FolderLock;
pub use manifest::{FORMAT, Header, Manifest, Worked, Written};
pub use merge::{Merged, merge};
pub use plot::{Drawing, Format, plot};
pub use products::Told;
pub use report::report;
pub use reproduce::{Kept, Reproduced, open_run};
pub use session::{Begin, Request, Results, Session};
pub use status::{Progress, status};

/// What the program was built from: a hash of its sources and of its lock file.
pub const BUILD: &str = env!("GRASSROOTS_BUILD");

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
