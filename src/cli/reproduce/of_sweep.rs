//! Results of `grassroots sweep`: the outcomes of every run that has ended, and its rounds where they are kept.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use grassroots::Error;
use grassroots::observe::Divergence;
use grassroots::output::{PointKey, Rows, RunKey, SweepManifest, names, read_journal, read_rounds_of};
use grassroots::study::Experiment;
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Finished, Job, Jobs, Record, Shard, Status, Sweep};

use super::untimed::Untimed;
use super::{Args, differs, one};
use crate::cli::experiments;
use crate::cli::progress::Progress;
use crate::cli::text::print;

/// What the folder has.
struct Kept<'a> {
    folder: &'a Path,
    experiment: Experiment,
    keep_rounds: bool,
    keys: Vec<PointKey>,
    rows: Rows,
}

/// Runs them again and compares.
pub fn execute(args: &Args) -> Result<(), Error> {
    let (saved, experiment) = experiments::of_folder(&args.dir)?;
    let rows = read_journal(&args.dir.join(names::JOURNAL))?.rows;
    let keys = experiment.points().iter().map(PointKey::of).collect();
    let kept = Kept { folder: &args.dir, experiment, keep_rounds: saved.keep_rounds, keys, rows };
    let found = match args.run {
        Some(number) => kept.one(args, number)?,
        None => kept.all(args)?,
    };
    let Some(what) = found else { return Ok(()) };
    let (version, commit) =
        SweepManifest::read(&args.dir).map_or(("unknown".to_owned(), "unknown".to_owned()), |m| (m.version, m.commit));
    Err(differs(&what, &version, &commit))
}

impl Kept<'_> {
    fn key(&self, job: Job) -> RunKey {
        RunKey { point: self.keys[job.point], replicate: job.replicate }
    }

    /// Runs all that did not fail; the first difference, in words.
    fn all(&self, args: &Args) -> Result<Option<String>, Error> {
        let jobs = Jobs::of(&self.experiment);
        let ended = |job: &Job| self.rows.get(&self.key(*job)).is_some_and(|record| record.status != Status::Failed);
        let jobs: Vec<Job> = jobs.shard(Shard::WHOLE).filter(ended).collect();
        let progress = Progress::runs(jobs.len() as u64, 0, args.quiet);
        let found: Mutex<Vec<(Job, String)>> = Mutex::new(Vec::new());
        let plan = Untimed(&self.experiment);
        Sweep::new(&plan, &|| false).run(jobs.iter().copied(), |finished| {
            progress.step();
            if let (Some(difference), Ok(mut found)) = (self.compare(&finished), found.lock()) {
                found.push((finished.job, difference));
            }
            ControlFlow::Continue(())
        });
        progress.end();
        let found = found.into_inner().unwrap_or_default();
        if let Some((_, difference)) = found.iter().min_by_key(|(job, _)| *job) {
            return Ok(Some(format!("{} of {} runs differ; the first: {difference}", found.len(), jobs.len())));
        }
        let failed = self.rows.len().saturating_sub(jobs.len());
        let others = if failed > 0 { format!("; {failed} that failed were not run again") } else { String::new() };
        let what = if self.keep_rounds { "outcomes and rounds" } else { "outcomes" };
        if !args.quiet {
            print(&format!("{} runs have the same {what} to the bit{others}\n", jobs.len()))?;
        }
        Ok(None)
    }

    /// Runs one, and writes it if asked to; a difference, in words.
    fn one(&self, args: &Args, number: u64) -> Result<Option<String>, Error> {
        let job = self.job(number)?;
        let kept = self.rows.get(&self.key(job));
        if kept.is_none() && args.out.is_none() {
            let problem = format!("run {number} has not ended yet: run it alone with --out DIR");
            return Err(Error::Option { option: "--run", problem });
        }
        let plan = Untimed(&self.experiment);
        let (finished, run) = one::run(&plan, job)?;
        let difference = self.compare(&finished);
        if !args.quiet && difference.is_none() {
            print(&told(number, job, kept, &finished.record))?;
        }
        if let Some(folder) = &args.out {
            let point = &self.experiment.points()[job.point];
            let mut scenario = self.experiment.scenario(point)?;
            scenario.name = grassroots::scenario::folder_name(&format!("{}_run_{number}", self.experiment.name()));
            one::write(args, folder, &scenario, run.as_ref(), self.experiment.seeds(point, job.replicate))?;
        }
        Ok(difference)
    }

    /// The run of a row.
    fn job(&self, number: u64) -> Result<Job, Error> {
        let replicates = u64::from(self.experiment.replicates().max(1));
        let runs = self.keys.len() as u64 * replicates;
        if number >= runs {
            let problem = format!("there is no run {number}: they are numbered from 0 to {}", runs.saturating_sub(1));
            return Err(Error::Option { option: "--run", problem });
        }
        Ok(Job { point: (number / replicates) as usize, replicate: (number % replicates) as u32 })
    }

    /// How a run differs from what is kept of it, in words.
    fn compare(&self, finished: &Finished) -> Option<String> {
        let (job, now) = (finished.job, &finished.record);
        let kept = self.rows.get(&self.key(job))?;
        let number = job.point as u64 * u64::from(self.experiment.replicates()) + u64::from(job.replicate);
        let name = format!("run {number} (point {}, replicate {})", job.point, job.replicate);
        // What took too long may well end when it is given time.
        if kept.is_late() && !now.is_late() {
            return None;
        }
        let rounds = self.rounds_differ(finished);
        rounds.or_else(|| self.records_differ(kept, now)).map(|difference| format!("{name}, {difference}"))
    }

    fn rounds_differ(&self, finished: &Finished) -> Option<String> {
        let run = finished.run.as_ref().filter(|_| self.keep_rounds)?;
        match read_rounds_of(self.folder, self.key(finished.job)) {
            Ok(kept) => Divergence::between(&kept, run, &[]).map(|difference| difference.to_string()),
            Err(error) => Some(error.to_string()),
        }
    }

    fn records_differ(&self, kept: &Record, now: &Record) -> Option<String> {
        let how = |record: &Record| {
            let word = record.status.word();
            let stage = if record.stage.is_empty() { String::new() } else { format!(", {}", record.stage) };
            let message = if record.message.is_empty() { String::new() } else { format!(": {}", record.message) };
            format!("{word}{stage}{message}")
        };
        if how(kept) != how(now) {
            return Some(format!("it was {} and is now {}", how(kept), how(now)));
        }
        let pairs = kept.outcomes.iter().zip(&now.outcomes).zip(self.experiment.outcomes());
        let mut differing = pairs.filter(|((a, b), _)| a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan()));
        differing.next().map(|((a, b), outcome)| format!("outcome {}: {a} is now {b}", outcome.name))
    }
}

fn told(number: u64, job: Job, kept: Option<&Record>, now: &Record) -> String {
    let name = format!("run {number} (point {}, replicate {})", job.point, job.replicate);
    let ending = |record: &Record| match record.status {
        Status::Done => "ends".to_owned(),
        Status::Stopped => format!("is stopped in {}", record.stage),
        Status::Failed => format!("fails, {}: {}", record.stage, record.message),
    };
    match kept {
        None => format!("{name} {}; nothing was kept of it to compare with\n", ending(now)),
        Some(kept) if kept.is_late() => {
            format!("{name} {} when it is given time; before, it {}\n", ending(now), kept.message)
        }
        Some(_) if now.status == Status::Failed => format!("{name} {}, as before\n", ending(now)),
        Some(_) => format!("{name} is the same to the bit\n"),
    }
}
