//! The runs of a study in its folder: each on the disk as soon as it has ended.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use super::error::writing;
use super::journal::{self, Journal};
use super::line::{Entry, PointKey, RunKey};
use super::manifest::{Header, Manifest};
use super::rounds::{Opened, Owner, Place};
use super::write::write_whole;
use super::{Error, Result, names};
use crate::observe::Run;
use crate::parallel::locked;
use crate::study::{Ended, Job, Plan, Record, Rows, Shard, Status, Store, Study};

/// The runs of a study in a folder.
pub(super) struct Runs {
    folder: PathBuf,
    points: Points,
    shard: Shard,
    seeds: Box<dyn Fn(Job) -> crate::streams::Seeds + Send + Sync>,
    keeps_rounds: bool,
    place: Place,
    known: Mutex<Known>,
}

/// What changes while runs end.
struct Known {
    manifest: Manifest,
    entries: BTreeMap<RunKey, Box<Entry>>,
    /// None where the folder is only read.
    journal: Option<Journal<File>>,
}

/// The points of a plan by their keys.
struct Points {
    keys: Vec<PointKey>,
    positions: BTreeMap<PointKey, usize>,
}

impl Points {
    fn of(plan: &dyn Plan) -> Self {
        let keys: Vec<PointKey> = plan.points().iter().map(PointKey::of).collect();
        let mut positions = BTreeMap::new();
        keys.iter().enumerate().for_each(|(position, key)| {
            positions.entry(*key).or_insert(position);
        });
        Self { keys, positions }
    }

    fn key(&self, job: Job) -> RunKey {
        RunKey { point: self.keys[job.point], replicate: job.replicate }
    }

    fn job(&self, key: RunKey) -> Option<Job> {
        Some(Job { point: *self.positions.get(&key.point)?, replicate: key.replicate })
    }
}

impl Runs {
    /// Opens the runs of a study to read them.
    pub(super) fn read(folder: &Path, study: &Study, manifest: Manifest, found: journal::Content) -> Result<Self> {
        let runs = Self::new(folder, study, manifest, found.entries, None, false);
        runs.check_plan(study)?;
        Ok(runs)
    }

    /// Opens them to go on. Runs whose rounds are kept must have them whole: those that do not are forgotten, to be done
    /// again; `tell` is told of each.
    pub(super) fn open(
        folder: &Path,
        study: &Study,
        manifest: Manifest,
        found: journal::Content,
        durable: bool,
        tell: &mut dyn FnMut(String),
    ) -> Result<Self> {
        let journal = Journal::open(&folder.join(names::JOURNAL), &manifest.header, &found, durable)?;
        let runs = Self::new(folder, study, manifest, found.entries, Some(journal), durable);
        runs.check_plan(study)?;
        if runs.keeps_rounds {
            runs.place.prepare()?;
            runs.forget_lost(tell)?;
        }
        Ok(runs)
    }

    fn new(
        folder: &Path,
        study: &Study,
        manifest: Manifest,
        entries: BTreeMap<RunKey, Box<Entry>>,
        journal: Option<Journal<File>>,
        durable: bool,
    ) -> Self {
        let (plan, of) = (study.plan(), study.clone());
        Self {
            folder: folder.to_owned(),
            points: Points::of(plan),
            shard: study.part(),
            keeps_rounds: plan.keeps_rounds(),
            place: Place::new(folder, &manifest.header.identity, durable),
            seeds: Box::new(move |job| of.plan().seeds(job)),
            known: Mutex::new(Known { manifest, entries, journal }),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        locked(&self.known)
    }

    /// Every run must be one that the study has.
    fn check_plan(&self, study: &Study) -> Result<()> {
        let replicates = study.plan().replicates();
        let is_ours =
            |key: &RunKey| self.points.job(*key).is_some_and(|job| job.replicate < replicates && self.shard.has(job));
        let known = self.known();
        let stranger = known.entries.keys().find(|key| !is_ours(key));
        stranger.map_or(Ok(()), |key| {
            let problem =
                format!("it has a run that the study does not have: {key}; put the journal of this folder back");
            Err(Error::Damaged { path: self.folder.join(names::JOURNAL), problem })
        })
    }

    fn owner(&self, job: Job) -> Owner {
        Owner { key: self.points.key(job), seeds: (self.seeds)(job) }
    }

    /// Forgets runs whose rounds are gone or damaged.
    fn forget_lost(&self, tell: &mut dyn FnMut(String)) -> Result<()> {
        for (job, hash) in self.with_rounds() {
            if let Err(error) = self.place.read(self.owner(job), hash) {
                tell(format!("{error}: its run will be done again"));
                self.place.discard(self.points.key(job))?;
                self.known().entries.remove(&self.points.key(job));
            }
        }
        Ok(())
    }

    /// Forgets runs that are to be done again for another reason.
    pub(super) fn forget(&self, job: Job) {
        self.known().entries.remove(&self.points.key(job));
    }

    /// The saved state of a run that goes on.
    pub(super) fn state_of(&self, job: Job) -> Option<Vec<u8>> {
        std::fs::read(self.state(job)).ok()
    }

    /// Takes away what is saved of a run that goes on, so that it begins anew.
    pub(super) fn forget_state(&self, job: Job) {
        let _ = std::fs::remove_file(self.state(job));
    }

    /// The runs that should have rounds, with the hash of their files.
    fn with_rounds(&self) -> Vec<(Job, Option<blake3::Hash>)> {
        let known = self.known();
        let ended = known.entries.iter().filter(|(_, entry)| !entry.record.is_failed());
        ended.filter_map(|(key, entry)| Some((self.points.job(*key)?, entry.rounds))).collect()
    }

    /// The seeds of a run.
    pub(super) fn seeds_of(&self, job: Job) -> crate::streams::Seeds {
        (self.seeds)(job)
    }

    /// The rounds of a run.
    pub(super) fn run(&self, job: Job) -> Result<Run> {
        let hash = self.known().entries.get(&self.points.key(job)).and_then(|entry| entry.rounds);
        self.place.read(self.owner(job), hash)
    }

    /// The rounds of a run, opened to read single curves.
    pub(super) fn opened(&self, job: Job) -> Result<Opened> {
        self.place.open(self.owner(job))
    }

    /// Takes over a run from another folder.
    pub(super) fn adopt(&self, job: Job, record: &Record, run: Option<&Run>) -> Result<()> {
        self.take(job, record, run)
    }

    fn take(&self, job: Job, record: &Record, run: Option<&Run>) -> Result<()> {
        let key = self.points.key(job);
        // The rounds first: a line in the journal says that they are there.
        let rounds = run.filter(|_| self.keeps_rounds).map(|run| self.place.write(key, run)).transpose()?;
        let entry = Entry { record: record.clone(), rounds };
        let mut known = self.known();
        if let Some(journal) = &mut known.journal {
            journal.append(key, &entry)?;
        }
        known.entries.insert(key, Box::new(entry));
        drop(known);
        self.forget_state(job);
        Ok(())
    }

    /// Where the state of a run that goes on is saved.
    fn state(&self, job: Job) -> PathBuf {
        self.folder.join(names::CHECKPOINTS).join(format!("{}.state", self.points.key(job)))
    }

    /// Does something with the manifest.
    pub(super) fn with_manifest<T>(&self, act: impl FnOnce(&mut Manifest) -> T) -> T {
        act(&mut self.known().manifest)
    }

    /// Writes the manifest, with the number of runs that have ended.
    pub(super) fn write_manifest(&self) -> Result<()> {
        let mut known = self.known();
        known.manifest.ended = known.entries.len() as u64;
        known.manifest.write(&self.folder)
    }

    /// Numbers of the replicates of a point that ended well, in order.
    pub(super) fn replicates(&self, point: usize) -> Vec<u32> {
        let known = self.known();
        let of_point = known.entries.iter().filter(|(key, _)| key.point == self.points.keys[point]);
        of_point.filter(|(_, entry)| entry.record.status != Status::Failed).map(|(key, _)| key.replicate).collect()
    }
}

impl Store for Runs {
    fn known(&self, plan: &dyn Plan) -> std::result::Result<Rows, crate::Error> {
        let mut rows = Rows::none(plan);
        for (key, entry) in &Runs::known(self).entries {
            if let Some(job) = self.points.job(*key) {
                rows.insert(job, entry.record.clone());
            }
        }
        Ok(rows)
    }

    /// Says so in the folder before any further run is done.
    fn reach(&self, replicates: u32) -> std::result::Result<(), crate::Error> {
        let mut guard = Runs::known(self);
        let known = &mut *guard;
        let header = &known.manifest.header;
        if replicates <= header.study.replicates {
            return Ok(());
        }
        let points = self.points.keys.len() as u64;
        let further: Header = header.extended(crate::study::Charter { replicates, ..header.study.clone() });
        if let Some(journal) = &mut known.journal {
            journal.restate(&further)?;
            known.manifest.header = further;
            known.manifest.runs = points * u64::from(replicates);
            known.manifest.write(&self.folder)?;
        }
        Ok(())
    }

    fn add(&self, ended: &Ended) -> std::result::Result<(), crate::Error> {
        Ok(self.take(ended.job, &ended.record, ended.run.as_ref())?)
    }

    fn rounds(&self, job: Job) -> std::result::Result<Run, crate::Error> {
        Ok(self.run(job)?)
    }

    fn save(&self, job: Job, state: &[u8]) -> std::result::Result<(), crate::Error> {
        let folder = self.folder.join(names::CHECKPOINTS);
        std::fs::create_dir_all(&folder).map_err(writing(&folder))?;
        Ok(write_whole(&self.state(job), state, false)?)
    }

    fn saved(&self, job: Job) -> Option<Vec<u8>> {
        self.state_of(job)
    }
}
