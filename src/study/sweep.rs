//! The runs of a plan: every point with every replicate, each handed over as soon as it has ended.
//!
//! One run at a time is alive on each thread. A thread that finds no further run helps with the districts of the runs
//! that are still alive, so a few large runs keep all threads as busy as many small ones do; nothing of this changes a
//! bit of the results. A thread that waits within a run never begins another one: cities alive stay as few as threads,
//! and fewer where they are large (`room`).

mod jobs;
mod room;
mod watch;

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

pub use jobs::{Job, Jobs, Shard};
pub use watch::Stage;

use crate::observe::Run;
use crate::scenario::Scenario;
use crate::simulation::{self, Observer};
use crate::streams::Seeds;
use crate::study::design::Plan;
use crate::study::panics;
use room::Room;
use watch::{Broken, Watch};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// After its last round.
    Done,
    /// Before, because the plan's stop condition was met.
    Stopped,
    /// It has no outcomes: the scenario was refused, the run took too long, or the program panicked.
    Failed,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 3] = [Status::Done, Status::Stopped, Status::Failed];

    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Status::Done => "done",
            Status::Stopped => "stopped",
            Status::Failed => "failed",
        }
    }

    /// The inverse of its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// What is kept of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How it ended.
    pub status: Status,
    /// Where it ended, if not after its last round: `build`, `warm-up`, `round 17`.
    pub stage: String,
    /// Why it failed.
    pub message: String,
    /// The value of each outcome, NaN where there is none; nothing if it failed.
    pub outcomes: Vec<f64>,
}

impl Record {
    /// Whether it failed because it took too long.
    pub fn is_late(&self) -> bool {
        self.status == Status::Failed && self.message.starts_with(watch::LATE)
    }

    fn failed(stage: Stage, message: String) -> Self {
        Self { status: Status::Failed, stage: stage.to_string(), message, outcomes: Vec::new() }
    }
}

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Which one.
    pub job: Job,
    /// What is kept of it.
    pub record: Record,
    /// Its rounds, if it did not fail.
    pub run: Option<Run>,
}

/// What runs a scenario once.
pub type Runner<'a> = &'a (dyn Fn(&Scenario, Seeds, &mut dyn Observer) -> Run + Sync);

/// The runs of a plan, about to be run.
#[derive(Clone, Copy)]
pub struct Sweep<'a> {
    /// What to run.
    pub plan: &'a dyn Plan,
    /// What runs a scenario: [`simulation::run`], unless a test puts something else in its place.
    pub runner: Runner<'a>,
    /// Asked before each run and after each round whether everything is to end now.
    pub ends: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Sweep<'a> {
    /// The runs of a plan, until `ends` says so.
    pub fn new(plan: &'a dyn Plan, ends: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { plan, runner: &simulation::run, ends }
    }

    /// Runs these, in about their order, on all threads of the current pool. Each that has ended is handed over at once, in
    /// whatever order they end, several at the same time; when that breaks, no further run is begun. Runs that are alive
    /// when everything ends are dropped.
    pub fn run(&self, jobs: impl Iterator<Item = Job> + Send, finished: impl Fn(Finished) -> ControlFlow<()> + Sync) {
        let (jobs, room, broken) = (Mutex::new(jobs), Room::default(), AtomicBool::new(false));
        let ends = || broken.load(Ordering::Relaxed) || (self.ends)();
        let sweep = Sweep { ends: &ends, ..*self };
        let next = || if ends() { None } else { jobs.lock().ok()?.next() };
        let _silence = panics::silence();
        rayon::broadcast(|_| {
            let mut scenario = None;
            while let Some(job) = next() {
                if let Some(ended) = sweep.finish(job, &room, &mut scenario)
                    && finished(ended).is_break()
                {
                    broken.store(true, Ordering::Relaxed);
                }
            }
        });
    }

    /// Runs one alone, on all threads; none if everything ended before.
    pub fn one(&self, job: Job) -> Option<Finished> {
        let _silence = panics::silence();
        self.finish(job, &Room::default(), &mut None)
    }

    /// Runs one to its end; `made` is the scenario of the point that this thread had last.
    fn finish(&self, job: Job, room: &Room, made: &mut Option<(usize, Scenario)>) -> Option<Finished> {
        let point = self.plan.points().get(job.point)?;
        if made.as_ref().is_none_or(|(number, _)| *number != job.point) {
            let scenario = panics::caught(|| self.plan.scenario(point));
            match scenario.and_then(|scenario| scenario.map_err(|error| error.to_string())) {
                Ok(scenario) => *made = Some((job.point, scenario)),
                Err(message) => {
                    let record = Record::failed(Stage::Build, message);
                    return Some(Finished { job, record, run: None });
                }
            }
        }
        let (_, scenario) = made.as_ref()?;
        let _alive = room.enter(residents(scenario));
        let (record, run) = self.simulate(scenario, self.plan.seeds(point, job.replicate))?;
        Some(Finished { job, record, run })
    }

    /// Runs a scenario; none if everything ended before it did.
    fn simulate(&self, scenario: &Scenario, seeds: Seeds) -> Option<(Record, Option<Run>)> {
        let mut watch = Watch::new(scenario, self.plan.stop(), self.plan.timeout(), self.ends);
        let run = panics::caught(|| (self.runner)(scenario, seeds, &mut watch));
        let outcomes = |run: &Run| self.plan.outcomes().iter().map(|outcome| outcome.of(run)).collect::<Vec<f64>>();
        let (status, stage) = match (&run, watch.broken()) {
            (Err(message), _) => return Some((Record::failed(watch.stage(), message.clone()), None)),
            (_, Some(Broken::Ended)) => return None,
            (_, Some(Broken::Late(message))) => return Some((Record::failed(watch.stage(), message.clone()), None)),
            (_, Some(Broken::Stopped)) => (Status::Stopped, watch.stage().to_string()),
            (_, None) => (Status::Done, String::new()),
        };
        let run = run.ok()?;
        let outcomes = outcomes(&run);
        Some((Record { status, stage, message: String::new(), outcomes }, Some(run)))
    }
}

fn residents(scenario: &Scenario) -> u64 {
    let population = &scenario.world.population;
    u64::from(population.residents) * u64::from(population.communities) * u64::from(population.districts)
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests;
