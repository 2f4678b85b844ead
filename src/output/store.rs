//! The results of a sweep in a folder that survives whatever ends the program.
//!
//! `sources.json` holds what the experiment was made from, so that it can be made again; `runs.journal` gets a line for
//! each run as soon as it has ended; `rounds/` a file for each run, where rounds are kept. All tables are made from
//! these ([`write_sweep_tables`](super::write_sweep_tables)). `manifest.json` and `experiment.toml` are for the reader.

mod journal;
mod line;
mod lock;
mod rounds;
mod session;
mod sources;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use journal::{Found, Journal, read_journal};
pub use line::{PointKey, Rows, RunKey};
pub use lock::FolderLock;
pub use rounds::{read_rounds_of, write_rounds_of};
pub use session::{Session, SweepManifest};
pub use sources::Saved;

use super::{Result, names};
use crate::observe::Run;
use crate::study::design::Plan;
use crate::study::sweep::{Finished, Record, Status};
#[cfg(test)]
use rounds::rounds_path;

/// An open folder that takes runs as they end, from any thread.
pub struct Store {
    folder: PathBuf,
    keys: Vec<PointKey>,
    journal: Mutex<Journal<File>>,
    keep_rounds: bool,
    durable: bool,
    _lock: FolderLock,
}

impl Store {
    /// Opens a folder, with what was found in it. A torn end of its journal is cut off, damaged lines are taken out. `durable`
    /// writes through to the disk, so that nothing is lost with the machine.
    pub fn open(lock: FolderLock, plan: &dyn Plan, keep_rounds: bool, durable: bool) -> Result<(Self, Found)> {
        let folder = lock.folder().to_owned();
        let (journal, mut found) = Journal::open(&folder.join(names::JOURNAL), durable)?;
        if keep_rounds {
            rounds::prepare(&folder)?;
            // What lost its rounds is to be run again.
            found.rows.retain(|key, record| record.status == Status::Failed || rounds::are_there(&folder, *key));
        }
        let keys = plan.points().iter().map(PointKey::of).collect();
        Ok((Self { folder, keys, journal: Mutex::new(journal), keep_rounds, durable, _lock: lock }, found))
    }

    /// Where the results are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What a run is known by.
    pub fn key(&self, point: usize, replicate: u32) -> RunKey {
        RunKey { point: self.keys[point], replicate }
    }

    /// Takes a run that has ended: it is on disk when this returns, with its rounds where they are kept.
    pub fn add(&self, finished: &Finished) -> Result<()> {
        let key = self.key(finished.job.point, finished.job.replicate);
        if let Some(run) = finished.run.as_ref().filter(|_| self.keep_rounds) {
            self.add_rounds(key, run)?;
        }
        self.append(key, &finished.record)
    }

    /// Takes a run over from another folder, with its rounds where they are kept.
    pub fn adopt(&self, key: RunKey, record: &Record, from: &Path) -> Result<()> {
        if self.keep_rounds && record.status != Status::Failed {
            self.add_rounds(key, &read_rounds_of(from, key)?)?;
        }
        self.append(key, record)
    }

    fn append(&self, key: RunKey, record: &Record) -> Result<()> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).append(key, record)
    }

    fn add_rounds(&self, key: RunKey, run: &Run) -> Result<()> {
        write_rounds_of(&self.folder, key, run, self.durable)
    }
}

#[cfg(test)]
mod tests;
