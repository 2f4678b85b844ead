//! The folder of a sweep: begun or gone on with, added to by each run, completed after all.

use std::collections::BTreeSet;
use std::path::Path;

use grassroots::Error;
use grassroots::output::{
    self, FolderLock, Found, Saved, Session, Store, SweepManifest, names, read_journal, rows_of, write_sweep_tables,
};
use grassroots::study::sweep::{Finished, Job, Jobs, Shard, Status};
use grassroots::study::{Experiment, Rows};

use super::Args;
use crate::cli::experiments;
use crate::cli::figures::draw_sweep;
use crate::cli::text::note;

/// A sweep in its folder.
pub struct Batch {
    store: Store,
    manifest: SweepManifest,
    jobs: Jobs,
    shard: Shard,
    done: BTreeSet<Job>,
    keep_rounds: bool,
}

impl Batch {
    /// Opens the folder, once it is known to be for this experiment.
    pub fn open(args: &Args, experiment: &Experiment, folder: &Path, threads: usize) -> Result<Self, Error> {
        let lock = FolderLock::take(folder)?;
        let saved = experiments::saved(experiment, args.shard);
        let begun = Saved::is_in(folder) && !args.overwrite;
        let earlier = if begun { go_on(args, experiment, folder)? } else { None };
        if !begun {
            output::prepare_folder(folder, args.overwrite)?;
        }
        saved.write(folder)?;
        let (store, found) = Store::open(lock, experiment, experiment.keeps_rounds(), args.durable)?;
        tell_lost(&found, folder);
        let jobs = Jobs::of(experiment);
        let is_done = |job: &Job| {
            let record = found.rows.get(&store.key(job.point, job.replicate));
            record.is_some_and(|record| !args.retry_failed || record.status != Status::Failed)
        };
        let done: BTreeSet<Job> = jobs.shard(args.shard).filter(is_done).collect();
        let mut manifest = SweepManifest::new(&saved.experiment, saved.hash());
        manifest.sessions = earlier.unwrap_or_default();
        manifest.sessions.push(Session::start(done.len() as u64, threads));
        let mut batch = Self { store, manifest, jobs, shard: args.shard, done, keep_rounds: experiment.keeps_rounds() };
        batch.count(experiment);
        batch.manifest.write(folder)?;
        Ok(batch)
    }

    fn count(&mut self, experiment: &Experiment) {
        use grassroots::study::design::Plan;
        self.manifest.points = experiment.points().len() as u64;
        self.manifest.replicates = experiment.replicates();
        self.manifest.shard = self.shard.to_string();
        self.manifest.runs = self.runs();
    }

    /// Where the results are.
    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// Number of runs in all.
    pub fn runs(&self) -> u64 {
        self.jobs.shard(self.shard).count() as u64
    }

    /// Number of runs that were there already.
    pub fn done(&self) -> u64 {
        self.done.len() as u64
    }

    /// What is still to be run.
    pub fn missing(&self) -> impl Iterator<Item = Job> + Send + '_ {
        self.jobs.shard(self.shard).filter(|job| !self.done.contains(job))
    }

    /// Takes a run that has ended.
    pub fn add(&self, finished: &Finished) -> Result<(), Error> {
        Ok(self.store.add(finished)?)
    }

    /// What the program is doing now.
    pub fn session(&self) -> Option<&Session> {
        self.manifest.sessions.last()
    }

    /// Writes the tables of all runs that have ended and draws them; gives back the runs, and the names of the figures.
    pub fn finish(&mut self, experiment: &Experiment) -> Result<(Rows, Vec<String>), Error> {
        let folder = self.store.folder().to_owned();
        let rows = read_journal(&folder.join(names::JOURNAL))?.rows;
        write_sweep_tables(&folder, experiment, &rows, self.keep_rounds)?;
        let rows = rows_of(experiment, &rows);
        let figures = draw_sweep(experiment, &rows, &folder)?;
        self.manifest.files = output::result_files(&folder)?;
        if let Some(session) = self.manifest.sessions.last_mut() {
            session.end();
        }
        self.manifest.write(&folder)?;
        Ok((rows, figures))
    }
}

/// Whether the folder may be gone on with; gives back when it was worked on before.
fn go_on(args: &Args, experiment: &Experiment, folder: &Path) -> Result<Option<Vec<Session>>, Error> {
    let fits = fits(args, experiment, folder);
    if !args.resume {
        let path = folder.to_owned();
        let error =
            if fits.is_ok() { output::Error::Begun { path, what: "sweep" } } else { output::Error::NotEmpty { path } };
        return Err(error.into());
    }
    // The manifest is for the reader: a sweep that lost it can be gone on with.
    fits.map(|()| SweepManifest::read(folder).ok().map(|manifest| manifest.sessions))
}

/// Whether the folder has results of this very experiment, by this very program.
fn fits(args: &Args, experiment: &Experiment, folder: &Path) -> Result<(), Error> {
    let path = || folder.to_owned();
    if let Some(what) = Saved::read(folder)?.other_program() {
        return Err(output::Error::Resume { path: path(), what }.into());
    }
    let (saved, old) = experiments::of_folder(folder)?;
    let changes = experiments::changes(&saved, &old, experiment, args.shard);
    if changes.is_empty() { Ok(()) } else { Err(output::Error::OtherExperiment { path: path(), changes }.into()) }
}

fn tell_lost(found: &Found, folder: &Path) {
    let journal = folder.join(names::JOURNAL);
    match found.lost() {
        0 => {}
        1 => note(&format!("note: a line of {} was damaged: its run will be done again", journal.display())),
        lost => {
            note(&format!("note: {lost} lines of {} were damaged: {lost} runs will be done again", journal.display()));
        }
    }
}
