//! `manifest.json` of a sweep: what made these results, and how far they are; for the reader and for `status`.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::output::manifest::commit;
use crate::output::{Error, Result, names, reading, write_atomically};

/// What made the results of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepManifest {
    /// The program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The commit it was built from, or `unknown`.
    pub commit: String,
    /// Name of the experiment.
    pub experiment: String,
    /// Hash of its sources, the same for parts of one whole.
    pub experiment_hash: String,
    /// Points of the design.
    pub points: u64,
    /// Replicates of each.
    pub replicates: u32,
    /// The part of the runs that is done here: `1/1` is all.
    pub shard: String,
    /// Runs of this part.
    pub runs: u64,
    /// The times that the program worked on it.
    pub sessions: Vec<Session>,
    /// The files of results.
    pub files: Vec<String>,
}

/// A time that the program worked on a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// When it started.
    pub started: Timestamp,
    /// When it ended; none while it goes on or if it was killed.
    pub finished: Option<Timestamp>,
    /// Runs that were there already.
    pub found: u64,
    /// Threads used.
    pub threads: usize,
    /// The command line, with the program.
    pub arguments: Vec<String>,
}

impl Session {
    /// One that starts now.
    pub fn start(found: u64, threads: usize) -> Self {
        Self { started: Timestamp::now(), finished: None, found, threads, arguments: std::env::args().collect() }
    }

    /// Notes its end, now.
    pub fn end(&mut self) {
        self.finished = Some(Timestamp::now());
    }
}

impl SweepManifest {
    /// That of an experiment that nothing was done of; the fields that are not asked for here are for the caller to fill in.
    pub fn new(experiment: &str, experiment_hash: String) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: commit().to_owned(),
            experiment: experiment.to_owned(),
            experiment_hash,
            points: 0,
            replicates: 0,
            shard: String::new(),
            runs: 0,
            sessions: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Writes it into a folder, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(names::MANIFEST);
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|error| Error::Write { path: path.clone(), source: error.into() })?;
        write_atomically(&path, format!("{text}\n").as_bytes())
    }

    /// Reads that of a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(names::MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(reading(&path))?;
        let damaged =
            |error: serde_json::Error| Error::Damaged { path, line: error.line() as u64, problem: error.to_string() };
        serde_json::from_str(&text).map_err(damaged)
    }
}
