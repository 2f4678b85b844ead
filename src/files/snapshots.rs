//! Snapshots: every resident's state after a round, a file for each replicate.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::{reading, writing};
use super::manifest::Manifest;
use super::ready::Ready;
use super::store::Runs;
use super::write::Draft;
use super::{Error, Request, Result, folder, names, parquet};
use crate::render::tables;
use crate::simulation::Simulation;
use crate::study::{Job, Rows, Study};

/// Which snapshots are to be written, and where.
pub(super) struct Snapshots {
    folder: PathBuf,
    rounds: Vec<u32>,
    parquet: bool,
    durable: bool,
}

impl Snapshots {
    /// After these rounds.
    pub(super) fn new(folder: &Path, request: &Request) -> Self {
        let Request { snapshots, parquet, durable, .. } = request;
        Self { folder: folder.to_owned(), rounds: snapshots.clone(), parquet: *parquet, durable: *durable }
    }

    /// The names of the files of a replicate.
    pub(super) fn names(&self, replicate: u32) -> Vec<String> {
        let endings: &[&str] = if self.parquet { &["csv", "parquet"] } else { &["csv"] };
        let stems = self.rounds.iter().map(|&round| names::snapshot(replicate, round as i32));
        stems.flat_map(|stem| endings.iter().map(move |ending| format!("{stem}.{ending}"))).collect()
    }

    /// The names of all files that a study writes.
    pub(super) fn all(&self, study: &Study) -> Vec<String> {
        if self.rounds.is_empty() || study.scenario().is_none() {
            return Vec::new();
        }
        study.jobs().into_iter().flat_map(|job| self.names(study.plan().seeds(job).replicate)).collect()
    }

    /// Writes what is to be written after the round that a run has just lived through.
    pub(super) fn look(&self, simulation: &Simulation, runs: &Runs) -> Result<()> {
        let round = simulation.round() - 1;
        if !u32::try_from(round).is_ok_and(|round| self.rounds.contains(&round)) {
            return Ok(());
        }
        let table = tables::snapshot(simulation.city());
        let stem = names::snapshot(simulation.seeds().replicate, round);
        let csv = format!("{stem}.csv");
        self.write(&csv, runs, |path, out| tables::write_table(out, &table).map_err(writing(path)))?;
        if self.parquet {
            self.write(&format!("{stem}.parquet"), runs, |path, out| parquet::write_table(out, path, &table))?;
        }
        Ok(())
    }

    /// Writes one, and notes it before it takes its place.
    fn write(
        &self,
        name: &str,
        runs: &Runs,
        fill: impl FnOnce(&Path, &mut (dyn Write + Send)) -> Result<()>,
    ) -> Result<()> {
        let path = self.folder.join(name);
        let prepared = Draft::create(&path)?.fill(|out| fill(&path, out), self.durable)?;
        let ready = runs.with_manifest(|manifest| {
            let ready = Ready::of(&self.folder, manifest, name, prepared)?;
            ready.note(manifest);
            Ok::<_, Error>(ready)
        })?;
        runs.write_manifest()?;
        ready.place()
    }

    /// Replicates that have ended and lack a snapshot: they are to be done again.
    ///
    /// # Errors
    /// If a snapshot was changed since it was written, or is not one of this study.
    pub(super) fn missing(&self, study: &Study, rows: &Rows, manifest: &Manifest) -> Result<Vec<Job>> {
        let mut missing = Vec::new();
        let ended = rows.iter().filter(|(_, record)| !record.is_failed()).map(|(job, _)| job);
        for job in ended.filter(|_| study.scenario().is_some()) {
            for name in self.names(study.plan().seeds(job).replicate) {
                let there = self.folder.join(&name).try_exists().map_err(reading(&self.folder))?;
                if there && manifest.file(&name).is_some() {
                    folder::may_write(&self.folder, Some(manifest), &name, None)?;
                } else {
                    missing.push(job);
                }
            }
        }
        Ok(missing)
    }

    /// Whether a run that goes on from a saved state has lived through a round of which it has no snapshot.
    pub(super) fn were_missed(&self, study: &Study, job: Job, runs: &Runs) -> bool {
        let Some(saved) = runs.state_of(job).filter(|_| !self.rounds.is_empty()) else { return false };
        let Ok(saved) = Simulation::restore(&saved) else { return true };
        let replicate = study.plan().seeds(job).replicate;
        let lacks = |round: &&u32| {
            let one = Self { folder: self.folder.clone(), rounds: vec![**round], ..*self };
            (**round as i32) < saved.round() && one.names(replicate).iter().any(|name| !self.folder.join(name).exists())
        };
        self.rounds.iter().find(lacks).is_some()
    }
}
