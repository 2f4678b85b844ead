//! Results done again from what their folder keeps, and compared bit by bit: the runs, and the tables and figures that
//! follow from them.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::folder::{self, Held};
use super::manifest::Written;
use super::products::{self, Product};
use super::store::Runs;
use super::write::{Hashing, hash_of};
use super::{Error, Result, names};
use crate::observe::{Divergence, Run};
use crate::parallel::{locked, unlocked};
use crate::study::{Ended, Event, Found, Job, Listener, Plan, Record, Rows, Status, Store, Study};

/// Results in a folder, opened to be done again.
pub struct Kept {
    path: PathBuf,
    study: Study,
    runs: Runs,
    rows: Rows,
    lost: u64,
    other_program: Option<String>,
}

/// What came of doing results again.
#[derive(Clone, Debug, Default)]
pub struct Reproduced {
    /// Runs that the study asks for.
    pub wanted: u64,
    /// Runs that are the same to the bit.
    pub same: u64,
    /// Runs that failed before, and were not done again.
    pub failed: u64,
    /// Whether the rounds of runs were compared, beside their outcomes.
    pub rounds: bool,
    /// Tables and figures, with snapshots, that were written.
    pub written: usize,
    /// What differs of the runs, in words, in their order.
    pub differing: Vec<String>,
    /// What differs of the files, in words.
    pub files: Vec<String>,
    /// How the program that made the results differs from this one, if it does.
    pub other_program: Option<String>,
}

impl Reproduced {
    /// Whether all that was asked for is there and the same.
    pub fn is_whole(&self) -> bool {
        self.same + self.failed >= self.wanted && self.differing.is_empty() && self.files.is_empty()
    }
}

impl Kept {
    /// Opens the results of a folder.
    ///
    /// # Errors
    /// If there are none, or if their manifest and journal cannot be read.
    pub fn open(path: &Path) -> std::result::Result<Self, crate::Error> {
        let Some(Held { manifest, found }) = folder::held(path)? else {
            return Err(Error::NoResults { path: path.to_owned() }.into());
        };
        let study = manifest.header.study.study()?.untimed();
        let (lost, other_program) = (found.lost(), manifest.header.other_program());
        let runs = Runs::read(path, &study, manifest, found)?;
        let rows = runs.known(study.plan())?;
        Ok(Self { path: path.to_owned(), study, runs, rows, lost, other_program })
    }

    /// What was studied; runs may take as long as they like.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// What is known of its runs.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// That lines of the journal are damaged, in words, if any are.
    pub(super) fn damage(&self) -> Option<String> {
        let folder = self.path.display();
        match self.lost {
            0 => None,
            1 => Some(format!("a line of the journal in {folder} is damaged and left out")),
            lines => Some(format!("{lines} lines of the journal in {folder} are damaged and left out")),
        }
    }

    /// The runs that are done again: those that have ended and did not fail.
    pub fn jobs(&self) -> Vec<Job> {
        let ended = |job: &Job| self.rows.get(*job).is_some_and(|record| !record.is_failed());
        self.study.jobs().into_iter().filter(ended).collect()
    }

    /// The run with this number in `runs.csv`; none if there is no such number.
    pub fn job(&self, number: u64) -> Option<Job> {
        Job::numbered(number, self.study.plan())
    }

    /// Does all of it again.
    ///
    /// # Errors
    /// If the scenario of a run cannot be made any more.
    pub fn again(&self, path: &Path, listener: Listener<'_>) -> std::result::Result<Reproduced, crate::Error> {
        let jobs = self.jobs();
        let differing = self.compare(&jobs, listener)?;
        Ok(Reproduced {
            wanted: self.study.jobs().len() as u64,
            same: (jobs.len() - differing.len()) as u64,
            failed: self.rows.iter().filter(|(_, record)| record.is_failed()).count() as u64,
            rounds: self.study.plan().keeps_rounds(),
            written: self.runs.with_manifest(|manifest| manifest.files.len()),
            differing,
            files: self.files(path)?,
            other_program: self.other_program.clone(),
        })
    }

    /// Does one run again: how it differs from what is kept of it, in words, and what came of it.
    ///
    /// # Errors
    /// If its scenario cannot be made any more.
    pub fn one(&self, job: Job) -> std::result::Result<(Option<String>, Record), crate::Error> {
        let checked = Checked { kept: self, differing: Mutex::default(), last: Mutex::default() };
        let _ = self.study.only([job].into_iter(), &checked, &|_| std::ops::ControlFlow::Continue(()))?;
        let differing = unlocked(checked.differing).into_iter().next().map(|(_, words)| words);
        let record = unlocked(checked.last).ok_or_else(|| crate::Error::Internal(format!("{job:?} did not end")))?;
        Ok((differing, record))
    }

    /// What differs in runs that are done again, in their order.
    fn compare(&self, jobs: &[Job], listener: Listener<'_>) -> std::result::Result<Vec<String>, crate::Error> {
        let checked = Checked { kept: self, differing: Mutex::default(), last: Mutex::default() };
        let _ = self.study.only(jobs.iter().copied(), &checked, listener)?;
        let mut differing = unlocked(checked.differing);
        differing.sort_by_key(|(job, _)| *job);
        Ok(differing.into_iter().map(|(_, words)| words).collect())
    }

    /// How a run is spoken of.
    pub fn name(&self, job: Job) -> String {
        let plan = self.study.plan();
        match (self.study.scenario(), self.study.protocol()) {
            (Some(_), _) => format!("replicate {}", plan.seeds(job).replicate),
            (_, Some(protocol)) => format!("replicate {} of {}", job.replicate, protocol.arms()[job.point].0),
            _ => format!("run {} (point {}, replicate {})", job.number(plan), job.point, job.replicate),
        }
    }

    /// How a run that was done again differs from what is kept of it, in words.
    pub fn difference(&self, ended: &Ended) -> Option<String> {
        let (job, now) = (ended.job, &ended.record);
        let kept = self.rows.get(job)?;
        // What took too long may well end when it is given time.
        if kept.is_late() && !now.is_late() {
            return None;
        }
        let rounds = ended.run.as_ref().and_then(|run| self.rounds_differ(job, run));
        let found = rounds.or_else(|| records_differ(kept, now, self.study.plan()));
        found.map(|difference| format!("{}, {difference}", self.name(job)))
    }

    fn rounds_differ(&self, job: Job, now: &Run) -> Option<String> {
        let kept = match self.runs.run(job) {
            Ok(kept) => kept,
            Err(error) => return Some(error.to_string()),
        };
        if (kept.groups(), kept.rounds()) != (now.groups(), now.rounds()) {
            return Some(format!("it had {} rounds and has {} now", kept.rounds(), now.rounds()));
        }
        Divergence::between(&kept, now, &[]).map(|difference| difference.to_string())
    }

    /// What is wrong with the files that follow from the runs: changed, gone, or other ones when they are made again.
    fn files(&self, path: &Path) -> std::result::Result<Vec<String>, crate::Error> {
        let told = |manifest: &super::manifest::Manifest| {
            (manifest.files.clone(), manifest.command.clone(), manifest.language)
        };
        let (written, command, language) = self.runs.with_manifest(|manifest| told(manifest));
        let mut wrong = Vec::new();
        if self.runs.with_manifest(|manifest| manifest.rebuilt) {
            wrong.push(format!("{} is gone: nothing says which tables and figures were written", names::MANIFEST));
        }
        for file in &written {
            match hash_of(&path.join(&file.name))? {
                None => wrong.push(format!("{} is missing", file.name)),
                Some(hash) if hash != file.blake3 => {
                    wrong.push(format!("{} was changed since it was written", file.name));
                }
                Some(_) => {}
            }
        }
        let parquet = written.iter().any(|file| file.name == names::ROUNDS_PARQUET);
        let found = self.found()?;
        let study = self.study.clone().replicates(found.replicates);
        let mut made = match products::of(&study, &self.runs, &found, (&command, language), parquet) {
            Ok(made) => made.products,
            Err(error) => {
                wrong.push(format!("tables cannot be made again: {error}"));
                return Ok(wrong);
            }
        };
        let other_fonts = has_other_fonts(&mut made, &written);
        for product in made.into_iter().filter(|product| !(other_fonts && depends_on_fonts(&product.name))) {
            let Some(file) = written.iter().find(|file| file.name == product.name) else { continue };
            match hash(product) {
                Ok(hash) if hash == file.blake3 => {}
                Ok(_) => wrong.push(format!("{} is another one when it is made again", file.name)),
                Err(error) => wrong.push(format!("{} cannot be made again: {error}", file.name)),
            }
        }
        Ok(wrong)
    }

    /// What running it found, as far as it got.
    pub(super) fn found(&self) -> std::result::Result<Found, crate::Error> {
        self.study.resumed(&self.runs)
    }

    /// How the program that made the results differs from this one, in words; none if it is this very one.
    pub(super) fn other_program(&self) -> Option<&str> {
        self.other_program.as_deref()
    }

    pub(super) fn runs(&self) -> &Runs {
        &self.runs
    }
}

/// Whether images had letters of other fonts than this machine has: they are not the same then, and need not be.
fn has_other_fonts(made: &mut Vec<Product<'_>>, written: &[Written]) -> bool {
    let then = written.iter().find(|file| file.name == names::FONTS);
    let now = made.iter().position(|product| product.name == names::FONTS).map(|at| hash(made.remove(at)));
    then.zip(now).is_some_and(|(then, now)| now.is_ok_and(|now| now != then.blake3))
}

fn depends_on_fonts(name: &str) -> bool {
    name.ends_with(".png")
}

/// The hash of a product that is made and thrown away.
fn hash(product: Product<'_>) -> Result<String> {
    let mut out = Hashing::new(std::io::sink());
    (product.write)(&mut out)?;
    let _ = out.flush();
    Ok(out.hash())
}

/// Compares runs as they end.
struct Checked<'a> {
    kept: &'a Kept,
    differing: Mutex<Vec<(Job, String)>>,
    last: Mutex<Option<Record>>,
}

impl Store for Checked<'_> {
    fn known(&self, plan: &dyn Plan) -> std::result::Result<Rows, crate::Error> {
        Ok(Rows::none(plan))
    }

    fn reach(&self, _: u32) -> std::result::Result<(), crate::Error> {
        Ok(())
    }

    fn add(&self, ended: &Ended) -> std::result::Result<(), crate::Error> {
        if let Some(words) = self.kept.difference(ended) {
            locked(&self.differing).push((ended.job, words));
        }
        *locked(&self.last) = Some(ended.record.clone());
        Ok(())
    }

    fn rounds(&self, job: Job) -> std::result::Result<Run, crate::Error> {
        self.kept.runs.rounds(job)
    }
}

fn records_differ(kept: &Record, now: &Record, plan: &dyn Plan) -> Option<String> {
    let how = |record: &Record| {
        let word = record.status.word();
        let stage = if record.stage.is_empty() { String::new() } else { format!(", {}", record.stage) };
        let message = if record.message.is_empty() { String::new() } else { format!(": {}", record.message) };
        format!("{word}{stage}{message}")
    };
    if how(kept) != how(now) {
        return Some(format!("it was {} and is now {}", how(kept), how(now)));
    }
    let pairs = kept.outcomes.iter().zip(&now.outcomes).zip(plan.outcomes());
    let mut differing = pairs.filter(|((a, b), _)| a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan()));
    differing.next().map(|((a, b), outcome)| format!("outcome {}: {a} is now {b}", outcome.name))
}

/// Does one run of a folder again on its own and writes it into another one, as a run of its scenario, so that it can be
/// looked at; also if it fails, then with the rounds that it reached. Gives what came of it, and how it differs.
///
/// # Errors
/// As [`super::Session::open`] and [`super::Session::finish`].
pub fn open_run(
    kept: &Kept,
    job: Job,
    request: &super::Request,
) -> std::result::Result<(Option<String>, Record), crate::Error> {
    super::merge::apart(std::slice::from_ref(&kept.path), &request.folder)?;
    let study = Study::alone(&kept.study, job)?;
    let mut session = super::Session::open(study, request)?;
    let reached: Mutex<Option<Run>> = Mutex::default();
    let keep = |event: Event<'_>| {
        if let Event::Round { simulation, .. } = event {
            let observed = simulation.observed();
            let mut reached = locked(&reached);
            let new = || Run::new(observed.seeds, observed.groups().to_vec(), crate::observe::COLUMNS.len());
            let run = reached.get_or_insert_with(new);
            if observed.rounds() > run.rounds() {
                run.push(observed.last_round());
            }
        }
        std::ops::ControlFlow::Continue(())
    };
    let mut found = session.run(&keep)?;
    let own = Job { point: 0, replicate: 0 };
    let mut record =
        found.rows.get(own).cloned().ok_or_else(|| crate::Error::Internal("the run did not end".to_owned()))?;
    let as_failed = record.clone();
    let run = unlocked(reached);
    if record.is_failed() && run.as_ref().is_some_and(|run| run.rounds() > 0) {
        record = Record { status: Status::Stopped, outcomes: Vec::new(), ..record };
        session.replace(own, &record, run.as_ref())?;
        found.rows.insert(own, record);
    }
    session.finish(&found)?;
    let groups: BTreeSet<_> =
        run.iter().flat_map(|run| run.groups().to_vec()).filter(|&group| kept.study.plan().keeps(group)).collect();
    let run = run.filter(|_| kept.study.plan().keeps_rounds() && !as_failed.is_failed());
    let run = run.map(|run| run.of_groups(|group| groups.contains(&group)));
    let now = Ended { job, record: kept.with_outcomes(as_failed, &session, own)?, run };
    Ok((kept.difference(&now), now.record))
}

impl Kept {
    /// The record of a run that was done alone, with the outcomes that the study looks at.
    fn with_outcomes(
        &self,
        record: Record,
        session: &super::Session,
        own: Job,
    ) -> std::result::Result<Record, crate::Error> {
        if record.is_failed() {
            return Ok(record);
        }
        let run = session.store().rounds(own)?;
        let outcomes = self.study.plan().outcomes().iter().map(|outcome| outcome.of(&run)).collect();
        Ok(Record { outcomes, ..record })
    }
}
