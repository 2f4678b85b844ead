//! Does what is missing of a plan, as many runs at a time as there are threads, and hands each over as soon as it has
//! ended.
//!
//! One task at a time is alive on each thread: a run, or those runs of a replicate that share a history. A thread that
//! finds no further task helps with the districts of the runs that are still alive, so a few large runs keep all threads
//! as busy as many small ones do; nothing of this changes a bit of the results. A thread that waits within a run never
//! begins another one: cities alive stay as few as threads, and fewer where they are large (`room`).

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::jobs::{Job, Jobs};
use super::panics::caught;
use super::plan::Plan;
use super::record::{Ended, Record, Status};
use super::room::Room;
use super::store::Store;
use super::watch::{Broken, Stage, Watch};
use crate::error::Error;
use crate::parallel::{self, locked, unlocked};
use crate::scenario::{Checked, Scenario};
use crate::simulation::Simulation;

/// What happens while a study runs, as it happens, on whatever thread.
#[derive(Clone, Copy)]
pub enum Event<'a> {
    /// The city of a run stands; its first round is to come. Of runs that share a history the first is named.
    Built {
        /// The run.
        job: Job,
        /// Its city.
        simulation: &'a Simulation,
    },
    /// A run has lived through a round.
    Round {
        /// The run.
        job: Job,
        /// Its city after the round.
        simulation: &'a Simulation,
    },
    /// A run has ended, and is kept.
    Finished(&'a Ended),
    /// A run has failed, and that is kept.
    Failed(&'a Ended),
}

/// Told what happens; breaking ends the study: what has ended is kept, what is under way is dropped.
pub type Listener<'a> = &'a (dyn Fn(Event<'_>) -> ControlFlow<()> + Sync);

/// Does runs of a plan.
#[derive(Clone, Copy)]
pub(super) struct Runner<'a> {
    pub(super) plan: &'a dyn Plan,
    pub(super) store: &'a dyn Store,
    pub(super) listener: Listener<'a>,
    /// Rounds after which the state of a run is saved, again and again.
    pub(super) checkpoint: Option<u32>,
}

/// Whether and why everything ends.
#[derive(Default)]
struct End {
    now: AtomicBool,
    error: Mutex<Option<Error>>,
}

impl End {
    fn is_now(&self) -> bool {
        self.now.load(Ordering::Relaxed)
    }

    fn with(&self, error: Option<Error>) {
        if let Some(error) = error {
            locked(&self.error).get_or_insert(error);
        }
        self.now.store(true, Ordering::Relaxed);
    }

    fn into_result(self) -> Result<ControlFlow<()>, Error> {
        let flow = if self.now.into_inner() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        unlocked(self.error).map_or(Ok(flow), Err)
    }
}

/// The scenario that a thread had last: runs of one point come one after the other.
type Made = Option<((usize, u32), Checked)>;

impl Runner<'_> {
    /// Does these runs, in about their order, on all threads of the current pool. Breaks where the listener did; an error is
    /// that of keeping a run.
    pub(super) fn run(&self, jobs: impl Iterator<Item = Job> + Send) -> Result<ControlFlow<()>, Error> {
        let together = self.plan.fork().is_some();
        let tasks = Mutex::new(Tasks { jobs: jobs.peekable(), together });
        let (room, end) = (Room::default(), End::default());
        let next = || if end.is_now() { None } else { locked(&tasks).next() };
        parallel::everywhere(|| {
            let mut made = None;
            while let Some(task) = next() {
                self.task(&task, &room, &end, &mut made);
            }
        });
        end.into_result()
    }

    fn task(&self, jobs: &[Job], room: &Room, end: &End, made: &mut Made) {
        let first = Job { point: if self.plan.fork().is_some() { 0 } else { jobs[0].point }, ..jobs[0] };
        let scenario = match self.scenario(first, made) {
            Ok(scenario) => scenario,
            Err(message) => return self.all_failed(jobs, Stage::Build, &message, end),
        };
        let _alive = room.enter(residents(&scenario));
        match self.plan.fork() {
            None => self.alone(jobs[0], scenario, end),
            Some(round) => self.together(jobs, scenario, round as i32, end),
        }
    }

    fn scenario(&self, job: Job, made: &mut Made) -> Result<Checked, String> {
        let variant = (job.point, self.plan.variant(job));
        if let Some((_, scenario)) = made.as_ref().filter(|(known, _)| *known == variant) {
            return Ok(scenario.clone());
        }
        let scenario = caught(|| self.plan.scenario(job))?.map_err(|error| error.to_string())?;
        *made = Some((variant, scenario.clone()));
        Ok(scenario)
    }

    /// One run.
    fn alone(&self, job: Job, scenario: Checked, end: &End) {
        let mut watch = Watch::new(self.plan);
        let lived = caught(|| {
            let simulation = self.begin(job, scenario);
            self.live(job, simulation, i32::MAX, &mut watch, end)
        });
        self.ended(job, lived, &watch, end);
    }

    /// One history for all, then each run from the same city.
    fn together(&self, jobs: &[Job], reference: Checked, round: i32, end: &End) {
        let mut watch = Watch::new(self.plan);
        let seeds = self.plan.seeds(jobs[0]);
        let history = caught(|| {
            let simulation = Simulation::start(reference, seeds);
            self.live(jobs[0], simulation, round, &mut watch, end)
        });
        let history = match history {
            Ok((history, None)) => history,
            Ok((_, Some(Broken::Late(message)))) | Err(message) => {
                return self.all_failed(jobs, watch.stage(), &message, end);
            }
            Ok(_) => return,
        };
        for &job in jobs {
            let mut watch = Watch::new(self.plan);
            let lived = caught(|| {
                let scenario = self.plan.scenario(job)?;
                Ok(self.live(job, history.forked(scenario), i32::MAX, &mut watch, end))
            });
            match lived {
                Ok(Err(error)) => self.all_failed(&[job], Stage::Build, &Error::to_string(&error), end),
                Ok(Ok(lived)) => self.ended(job, Ok(lived), &watch, end),
                Err(message) => self.ended(job, Err(message), &watch, end),
            }
        }
    }

    /// The city of a run: as it was saved last, if it was, else before its first round.
    fn begin(&self, job: Job, scenario: Checked) -> Simulation {
        let seeds = self.plan.seeds(job);
        let same = |saved: &Simulation| saved.seeds() == seeds && *saved.scenario() == *scenario;
        let saved = self.checkpoint.and_then(|_| self.store.saved(job));
        let saved = saved.and_then(|bytes| Simulation::restore(&bytes).ok()).filter(same);
        saved.unwrap_or_else(|| Simulation::start(scenario, seeds))
    }

    /// Lives on to a round or to the end, or to where it is broken off.
    fn live(
        &self,
        job: Job,
        mut simulation: Simulation,
        until: i32,
        watch: &mut Watch<'_>,
        end: &End,
    ) -> (Simulation, Option<Broken>) {
        watch.built(&simulation);
        self.tell(Event::Built { job, simulation: &simulation }, end);
        while !simulation.is_over() && simulation.round() < until {
            simulation.step();
            self.tell(Event::Round { job, simulation: &simulation }, end);
            if let Err(broken) = watch.look(&simulation, end.is_now()) {
                return (simulation, Some(broken));
            }
            self.save(job, &simulation, end);
        }
        (simulation, None)
    }

    /// Saves the state of a run after every so many rounds.
    fn save(&self, job: Job, simulation: &Simulation, end: &End) {
        let Some(every) = self.checkpoint.filter(|_| !simulation.is_over() && self.plan.fork().is_none()) else {
            return;
        };
        let lived = simulation.round() + simulation.scenario().run.warm_up as i32;
        if lived % every.max(1) as i32 == 0
            && let Err(error) = self.store.save(job, &simulation.save())
        {
            end.with(Some(error));
        }
    }

    /// Hands over what came of a run.
    fn ended(&self, job: Job, lived: Result<(Simulation, Option<Broken>), String>, watch: &Watch<'_>, end: &End) {
        let (status, stage, simulation) = match lived {
            Err(message) | Ok((_, Some(Broken::Late(message)))) => {
                return self.all_failed(&[job], watch.stage(), &message, end);
            }
            Ok((_, Some(Broken::Ended))) => return,
            Ok((simulation, Some(Broken::Stopped))) => (Status::Stopped, watch.stage().to_string(), simulation),
            Ok((simulation, None)) => (Status::Done, String::new(), simulation),
        };
        let run = simulation.into_observed();
        let outcomes = self.plan.outcomes().iter().map(|outcome| outcome.of(&run)).collect();
        let record = Record { status, stage, message: String::new(), outcomes };
        let run = self.plan.keeps_rounds().then(|| run.of_groups(|group| self.plan.keeps(group)));
        self.keep(&Ended { job, record, run }, end);
    }

    fn all_failed(&self, jobs: &[Job], stage: Stage, message: &str, end: &End) {
        for &job in jobs {
            self.keep(&Ended { job, record: Record::failed(stage, message.to_owned()), run: None }, end);
        }
    }

    /// Keeps a run that has ended, then tells of it.
    fn keep(&self, ended: &Ended, end: &End) {
        match self.store.add(ended) {
            Err(error) => end.with(Some(error)),
            Ok(()) if ended.record.is_failed() => self.tell(Event::Failed(ended), end),
            Ok(()) => self.tell(Event::Finished(ended), end),
        }
    }

    fn tell(&self, event: Event<'_>, end: &End) {
        if (self.listener)(event).is_break() {
            end.with(None);
        }
    }
}

fn residents(scenario: &Scenario) -> u64 {
    let population = &scenario.world.population;
    [population.districts, population.communities, population.residents].map(u64::from).into_iter().product()
}

/// Jobs as they are done at a time: those of a replicate together where they share a history.
struct Tasks<I: Iterator<Item = Job>> {
    jobs: std::iter::Peekable<I>,
    together: bool,
}

impl<I: Iterator<Item = Job>> Iterator for Tasks<I> {
    type Item = Vec<Job>;

    fn next(&mut self) -> Option<Vec<Job>> {
        let first = self.jobs.next()?;
        let mut task = vec![first];
        while let Some(next) = self.jobs.next_if(|next| self.together && next.replicate == first.replicate) {
            task.push(next);
        }
        Some(task)
    }
}

/// The order in which runs are done: replicate by replicate where whole replicates are wanted first, else point by point.
pub(super) fn in_order(plan: &dyn Plan, mut jobs: Vec<Job>) -> Vec<Job> {
    if plan.fork().is_some() || plan.factors().iter().any(|factor| factor.key == super::comparison::ARM) {
        jobs.sort_by_key(|job| (job.replicate, job.point));
    }
    jobs
}

/// The runs of a plan that are to be done, of the first replicates.
pub(super) fn wanted(plan: &dyn Plan, shard: super::jobs::Shard, replicates: u32) -> impl Iterator<Item = Job> {
    let all: Vec<Job> = Jobs::of(plan).replicates(replicates).shard(shard).collect();
    all.into_iter()
}
