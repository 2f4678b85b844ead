//! Snapshots: every resident's state after a round, a file for each replicate.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::writing;
use super::write::{Draft, hash_of};
use super::manifest::Manifest;
use super::{Error, Result, names, parquet};
use crate::render::tables;
use crate::simulation::Simulation;
use crate::study::{Job, Rows, Study};

/// Which snapshots are to be written, and where.
pub(super) struct Snapshots {
    folder: PathBuf,
    rounds: Vec<u32>,
    parquet: bool,
}

impl Snapshots {
    /// After these rounds.
    pub(super) fn new(folder: &Path, rounds: &[u32], parquet: bool) -> Self {
        Self { folder: folder.to_owned(), rounds: rounds.to_vec(), parquet }
    }

    /// The names of the files of a replicate.
    pub(super) fn names(&self, replicate: u32) -> Vec<String> {
        let endings: &[&str] = if self.parquet { &["csv", "parquet"] } else { &["csv"] };
        let stems = self.rounds.iter().map(|&round| names::snapshot(replicate, round as i32));
        stems.flat_map(|stem| endings.iter().map(move |ending| format!("{stem}.{ending}"))).collect()
    }

    /// Writes what is to be written after the round that a run has just lived through.
    pub(super) fn look(&self, _: Job, simulation: &Simulation) -> Result<()> {
        let round = simulation.round() - 1;
        if !u32::try_from(round).is_ok_and(|round| self.rounds.contains(&round)) {
            return Ok(());
        }
        let table = tables::snapshot(simulation.city());
        let stem = names::snapshot(simulation.seeds().replicate, round);
        let csv = self.folder.join(format!("{stem}.csv"));
        let failed = writing(&csv);
        let fill = |out: &mut (dyn Write + Send)| tables::write_table(out, &table).map_err(&failed);
        Draft::create(&csv)?.fill(fill, false)?.place()?;
        if self.parquet {
            let path = self.folder.join(format!("{stem}.parquet"));
            Draft::create(&path)?.fill(|out| parquet::write_table(out, &path, &table), false)?.place()?;
        }
        Ok(())
    }

    /// Replicates that have ended and lack a snapshot: they are to be done again.
    ///
    /// # Errors
    /// If a snapshot was changed since it was written.
    pub(super) fn missing(&self, study: &Study, rows: &Rows, manifest: &Manifest) -> Result<Vec<Job>> {
        let mut missing = Vec::new();
        let ended = rows.iter().filter(|(_, record)| !record.is_failed()).map(|(job, _)| job);
        for job in ended.filter(|_| study.scenario().is_some() && !self.rounds.is_empty()) {
            for name in self.names(study.plan().seeds(job).replicate) {
                match (hash_of(&self.folder.join(&name))?, manifest.file(&name)) {
                    (None, _) => missing.push(job),
                    (Some(hash), Some(written)) if hash != written.blake3 => {
                        let why = "was changed since it was written";
                        return Err(Error::Foreign { path: self.folder.join(name), why });
                    }
                    _ => {}
                }
            }
        }
        Ok(missing)
    }

    /// The snapshots of all replicates that have ended, with the hash of each.
    pub(super) fn written(&self, study: &Study, rows: &Rows) -> Result<Vec<(String, String)>> {
        if study.scenario().is_none() {
            return Ok(Vec::new());
        }
        let names = rows.iter().flat_map(|(job, _)| self.names(study.plan().seeds(job).replicate));
        let hashed = names.map(|name| Ok(hash_of(&self.folder.join(&name))?.map(|hash| (name, hash))));
        hashed.filter_map(Result::transpose).collect()
    }
}
