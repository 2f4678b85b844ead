//! Many runs as one study: replicates of a scenario that differ only by chance, a comparison of scenarios, a sweep over
//! factors. All of them are run by one runner, are kept in one kind of store, and go on where they were ended.
//!
//! ```
//! use std::ops::ControlFlow;
//! use grassroots::Scenario;
//! use grassroots::study::{Memory, Study};
//!
//! let mut scenario = Scenario::load("baseline")?;
//! scenario.world.population.residents = 20; // per community
//! (scenario.run.warm_up, scenario.run.rounds) = (4, 8);
//! let mut reformed = scenario.clone();
//! reformed.policy.government.pressure = 0.9;
//!
//! let study = Study::compare([scenario, reformed])?.replicates(3);
//! let store = Memory::default();
//! let found = study.run(&store, &|_| ControlFlow::Continue(()))?;
//! let comparison = study.comparison(&store, &found)?;
//! let reported = grassroots::observe::column("reported_resolution_rate").expect("a column");
//! assert!(comparison.contrasts[0].outcomes[reported].mean > 0.0);
//! # Ok::<(), grassroots::Error>(())
//! ```

mod charter;
pub mod comparison;
pub mod definition;
pub mod design;
mod estimate;
mod jobs;
mod kept;
mod looks;
pub mod outcome;
mod panics;
mod plan;
mod points;
mod record;
mod replicates;
mod room;
mod rows;
mod runner;
mod store;
mod summary;
mod watch;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use charter::{Charter, Kind};
pub use definition::Experiment;
pub use estimate::Estimate;
pub use jobs::{Job, Jobs, Shard};
pub use kept::Kept;
pub use looks::Precision;
pub use panics::note as note_panic;
pub use plan::Plan;
pub use points::{PointOutcome, point_outcomes};
pub use record::{Ended, Record, Status};
pub use replicates::{Replicates, seeds};
pub use rows::Rows;
pub use runner::{Event, Listener};
pub use store::{Memory, Store};
pub use summary::{Interval, SummaryRow, summarise};
pub use watch::Stage;

use std::ops::ControlFlow;
use std::sync::Mutex;

use crate::error::Error;
use crate::observe::{COLUMNS, Run};
use crate::scenario::{Scenario, Uncertainty};
use comparison::{Comparison, Protocol, Stopping};
use looks::Looks;
use runner::Runner;

/// Replicates at the first look where a precision is asked for.
const FIRST_LOOK: u32 = 8;

/// Runs of scenarios under seeds, and what they are run for.
#[derive(Clone, Debug)]
pub struct Study {
    what: What,
    shard: Shard,
    primary: Vec<usize>,
    precision: Option<Precision>,
    checkpoint: Option<u32>,
    retry_failed: bool,
}

#[derive(Clone, Debug)]
enum What {
    Replicates(Box<Replicates>),
    Comparison(Box<Protocol>),
    Sweep(Box<Experiment>),
}

/// What came of running a study.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is known of the runs.
    pub rows: Rows,
    /// Replicates of each point that were run, or were to be.
    pub replicates: u32,
    /// How their number was found, if not given beforehand.
    pub stopping: Option<Stopping>,
    /// Runs that were to be done.
    pub wanted: u64,
    /// Whether it was ended before all of them had ended.
    pub broken: bool,
}

impl Found {
    /// Runs that have ended in some way.
    pub fn count(&self, status: Status) -> u64 {
        self.rows.iter().filter(|(_, record)| record.status == status).count() as u64
    }

    /// Runs that have ended.
    pub fn ended(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Runs that failed.
    pub fn failed(&self) -> u64 {
        self.count(Status::Failed)
    }
}

impl Study {
    fn new(what: What) -> Self {
        let primary = comparison::primary();
        Self { what, shard: Shard::WHOLE, primary, precision: None, checkpoint: None, retry_failed: false }
    }

    /// Replicates of a scenario, as many as it asks for.
    ///
    /// # Errors
    /// If the scenario is not one that a file could hold.
    pub fn of(scenario: Scenario) -> Result<Self, Error> {
        Ok(Self::new(What::Replicates(Box::new(Replicates::of(scenario)?))))
    }

    /// The same, numbered from a first replicate that need not be 0.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn beginning_with(scenario: Scenario, first: u32) -> Result<Self, Error> {
        Ok(Self::new(What::Replicates(Box::new(Replicates::of(scenario)?.beginning_with(first)))))
    }

    /// Scenarios under the same seeds, the first the reference; 30 replicates if nothing else is said.
    ///
    /// # Errors
    /// If there are fewer than two, or if they are not as long or have other seeds.
    pub fn compare(scenarios: impl IntoIterator<Item = Scenario>) -> Result<Self, Error> {
        Ok(Self::new(What::Comparison(Box::new(Protocol::new(scenarios.into_iter().collect())?))))
    }

    /// An experiment.
    pub fn sweep(experiment: Experiment) -> Self {
        Self::new(What::Sweep(Box::new(experiment)))
    }

    /// The same with so many replicates of each point; the first ones stay what they are.
    pub fn replicates(mut self, replicates: u32) -> Self {
        match &mut self.what {
            What::Replicates(plan) => plan.set_replicates(replicates),
            What::Comparison(plan) => plan.set_replicates(replicates),
            What::Sweep(plan) => plan.set_replicates(replicates),
        }
        self
    }

    /// The same comparison with as many replicates as it takes to know every arm's difference in a column to this half
    /// width of its 95 % interval, but no more than `most`.
    ///
    /// # Errors
    /// If there is no such column, if it is no comparison, or if there cannot be a first look.
    pub fn until(self, column: &str, half_width: f64, most: u32) -> Result<Self, Error> {
        let first = FIRST_LOOK.min(most);
        self.with_precision(Precision { column: column.to_owned(), half_width, first, most })
    }

    /// The same with the first look at as many replicates as the precision says.
    ///
    /// # Errors
    /// As [`Self::until`].
    pub fn with_precision(mut self, precision: Precision) -> Result<Self, Error> {
        let Precision { first, most, half_width, .. } = precision;
        column(&precision.column)?;
        self.protocol_mut("precision")?;
        if first < 2 || first > most {
            return Err(argument(
                "replicates",
                format!("with a precision the first look is at 2 to {most}, not {first}"),
            ));
        }
        if !(half_width > 0.0 && half_width.is_finite()) {
            return Err(argument("precision", format!("`{half_width}` is not a number above 0")));
        }
        self.precision = Some(precision);
        Ok(self.replicates(first))
    }

    /// The same comparison with one history up to a round, that of the reference.
    ///
    /// # Errors
    /// If the arms differ in more than what a government decides from then on.
    pub fn forked(mut self, round: u32) -> Result<Self, Error> {
        let plan = self.protocol_mut("fork")?;
        *plan = plan.clone().forked(round)?;
        Ok(self)
    }

    /// The same comparison with unknowns drawn anew for every second replicate.
    ///
    /// # Errors
    /// If a draw would erase what the arms differ in, or does not fit to the scenarios.
    pub fn with_unknowns(mut self, unknowns: Vec<Uncertainty>) -> Result<Self, Error> {
        let precision = self.precision.as_ref().map_or(0, |precision| precision.most);
        let plan = self.protocol_mut("uncertain")?;
        let most = plan.replicates().max(precision);
        *plan = plan.clone().with_unknowns(unknowns, most)?;
        let replicates = plan.replicates();
        Ok(self.replicates(replicates))
    }

    /// The same comparison about these outcomes, whose p values are adjusted together.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn primary<S: AsRef<str>>(mut self, names: &[S]) -> Result<Self, Error> {
        let mut columns = Vec::new();
        for name in names {
            let column = column(name.as_ref())?;
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        if !columns.is_empty() {
            self.primary = columns;
        }
        Ok(self)
    }

    /// The same, but only a part of its runs are done.
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = shard;
        self
    }

    /// The same with runs that may take so many seconds each. A sweep keeps what its experiment says.
    pub fn timeout(mut self, seconds: Option<f64>) -> Self {
        match &mut self.what {
            What::Replicates(plan) => plan.set_timeout(seconds),
            What::Comparison(plan) => plan.set_timeout(seconds),
            What::Sweep(_) => {}
        }
        self
    }

    /// The same with runs that take as long as they like.
    pub fn untimed(mut self) -> Self {
        if let What::Sweep(plan) = &mut self.what {
            plan.set_timeout(None);
        }
        self.timeout(None)
    }

    /// The same, saving the state of every run after each so many rounds, so that a run goes on from there.
    pub fn checkpoint(mut self, rounds: Option<u32>) -> Self {
        self.checkpoint = rounds.map(|rounds| rounds.max(1));
        self
    }

    /// The same, doing again what failed before.
    pub fn retry_failed(mut self, retry: bool) -> Self {
        self.retry_failed = retry;
        self
    }

    /// Its points, scenarios and seeds.
    pub fn plan(&self) -> &dyn Plan {
        match &self.what {
            What::Replicates(plan) => &**plan,
            What::Comparison(plan) => &**plan,
            What::Sweep(plan) => &**plan,
        }
    }

    /// How scenarios are compared, if they are.
    pub fn protocol(&self) -> Option<&Protocol> {
        if let What::Comparison(plan) = &self.what { Some(plan) } else { None }
    }

    /// The experiment, if it is one.
    pub fn experiment(&self) -> Option<&Experiment> {
        if let What::Sweep(plan) = &self.what { Some(plan) } else { None }
    }

    /// The scenario of which there are replicates, if that is all there is.
    pub fn scenario(&self) -> Option<&Scenario> {
        if let What::Replicates(plan) = &self.what { Some(plan.scenario()) } else { None }
    }

    /// The scenarios that it runs, by name: one, or that of each arm; none of a sweep.
    pub fn scenarios(&self) -> Vec<(String, Scenario)> {
        match &self.what {
            What::Replicates(plan) => vec![(plan.scenario().name.clone(), plan.scenario().clone())],
            What::Comparison(plan) => plan.arms().iter().map(|(name, arm)| (name.clone(), (**arm).clone())).collect(),
            What::Sweep(_) => Vec::new(),
        }
    }

    /// The part of its runs that is done.
    pub fn part(&self) -> Shard {
        self.shard
    }

    /// What it is, as data.
    pub fn charter(&self) -> Charter {
        let names = || self.primary.iter().map(|&column| COLUMNS[column].name.to_owned()).collect();
        let kind = match &self.what {
            What::Replicates(plan) => charter::of_replicates(plan),
            What::Comparison(plan) => charter::of_comparison(plan, names(), self.precision.clone()),
            What::Sweep(plan) => Kind::Sweep { sources: plan.sources().clone() },
        };
        let plan = self.plan();
        let (name, replicates) = (plan.name().to_owned(), plan.replicates());
        Charter { name, kind, replicates, shard: self.shard, timeout: plan.timeout() }
    }

    /// What is other in `new`, in words, as far as results of this study are then not results of that one. More replicates,
    /// more points and another timeout are no change.
    pub fn changes(&self, new: &Study) -> Vec<String> {
        charter::differences(self, new)
    }

    /// The runs that it asks for, in the order in which they are done.
    pub fn jobs(&self) -> Vec<Job> {
        self.jobs_up_to(self.plan().replicates())
    }

    fn jobs_up_to(&self, replicates: u32) -> Vec<Job> {
        let jobs = runner::wanted(self.plan(), self.shard, replicates).collect();
        runner::in_order(self.plan(), jobs)
    }

    /// Rounds that are to be lived through for these runs, those of the warm-up included; none of a sweep, whose runs may
    /// differ in length.
    pub fn rounds(&self, jobs: &[Job]) -> Option<u64> {
        let (_, scenario) = self.scenarios().into_iter().next()?;
        let (warm_up, rounds) = (u64::from(scenario.run.warm_up), u64::from(scenario.run.rounds));
        let shared = self.plan().fork().map_or(0, |fork| warm_up + u64::from(fork));
        let replicates: std::collections::BTreeSet<u32> = jobs.iter().map(|job| job.replicate).collect();
        Some((warm_up + rounds - shared) * jobs.len() as u64 + shared * replicates.len() as u64)
    }

    /// Does what is missing of it, as many runs at a time as there are threads of the current pool. Each run that has ended
    /// is kept at once; the results are the same on any number of threads.
    ///
    /// The listener is told what happens, on whatever thread; when it breaks, what is under way is dropped.
    ///
    /// # Errors
    /// If a run cannot be kept. A run that fails, as by a panic, is kept as failed, and the others go on.
    pub fn run(&self, store: &dyn Store, listener: Listener<'_>) -> Result<Found, Error> {
        let rows = Mutex::new(store.known(self.plan())?);
        let mut looks = Looks::new(self.plan().replicates(), self.precision_by_position()?);
        let mut values = Values::default();
        let (mut replicates, mut wanted, mut broken) = (self.plan().replicates(), 0, false);
        while let Some(next) = looks.next() {
            replicates = self.whole(next);
            store.reach(replicates)?;
            let jobs = self.jobs_up_to(replicates);
            wanted = jobs.len() as u64;
            let ended = self.make(store, &rows, &jobs, listener)?.is_break();
            // Who breaks while the last runs live through their last round breaks nothing off.
            broken = ended && {
                let rows = rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                jobs.iter().any(|&job| self.is_missing(&rows, job))
            };
            let width = match looks.column().filter(|_| !broken) {
                Some(column) => values.half_width(self, store, &rows, column, replicates)?,
                None => break,
            };
            looks.saw(replicates, width);
        }
        let rows = rows.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(Found { rows, replicates, stopping: looks.stopping(), wanted, broken })
    }

    /// Does those of these runs that are missing.
    fn make(
        &self,
        store: &dyn Store,
        rows: &Mutex<Rows>,
        jobs: &[Job],
        listener: Listener<'_>,
    ) -> Result<ControlFlow<()>, Error> {
        let lock = || rows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let missing: Vec<Job> = {
            let rows = lock();
            jobs.iter().copied().filter(|&job| self.is_missing(&rows, job)).collect()
        };
        let noted = |event: Event<'_>| {
            if let Event::Finished(ended) | Event::Failed(ended) = event {
                lock().insert(ended.job, ended.record.clone());
            }
            listener(event)
        };
        let runner = Runner { plan: self.plan(), store, listener: &noted, checkpoint: self.checkpoint };
        runner.run(missing.into_iter())
    }

    /// Does these runs and no others, whatever is known of them. Breaks where the listener did.
    ///
    /// # Errors
    /// If a run cannot be kept.
    pub fn only(
        &self,
        jobs: impl Iterator<Item = Job> + Send,
        store: &dyn Store,
        listener: Listener<'_>,
    ) -> Result<ControlFlow<()>, Error> {
        Runner { plan: self.plan(), store, listener, checkpoint: None }.run(jobs)
    }

    /// What a store knows of it, as [`Self::run`] would find it without doing anything.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn resumed(&self, store: &dyn Store) -> Result<Found, Error> {
        let rows = Mutex::new(store.known(self.plan())?);
        let most = self.plan().replicates();
        let mut looks = Looks::new(most, self.precision_by_position()?);
        let (mut values, mut replicates) = (Values::default(), most);
        while let (Some(next), Some(column)) = (looks.next(), looks.column()) {
            if self.whole(next) > most {
                break;
            }
            let seen = self.whole(next);
            looks.saw(seen, values.half_width(self, store, &rows, column, seen)?);
            replicates = if looks.next().is_none() { seen } else { most };
        }
        let rows = rows.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let jobs = self.jobs();
        let broken = jobs.iter().any(|job| rows.get(*job).is_none());
        Ok(Found { rows, replicates, stopping: looks.stopping(), wanted: jobs.len() as u64, broken })
    }

    /// One run of a study as a study of its own: the only replicate of its scenario, with the seeds that it has there.
    ///
    /// # Errors
    /// If its scenario cannot be made.
    pub fn alone(study: &Study, job: Job) -> Result<Self, Error> {
        let plan = study.plan();
        let seeds = plan.seeds(job);
        let mut scenario = plan.alone(job)?;
        (scenario.run.seed, scenario.run.city_seed, scenario.run.replicates) = (seeds.seed, seeds.city_seed, 1);
        if study.scenario().is_none() {
            let number = job.point as u64 * u64::from(plan.replicates()) + u64::from(job.replicate);
            scenario.name = crate::scenario::folder_name(&format!("{}_run_{number}", plan.name()));
        }
        Ok(Self::beginning_with(scenario, seeds.replicate)?.stopping(plan.stop().cloned()))
    }

    /// The same replicates, each ended as soon as this holds.
    fn stopping(mut self, stop: Option<design::Stop>) -> Self {
        if let What::Replicates(plan) = &mut self.what {
            plan.set_stop(stop);
        }
        self
    }

    /// Whether a run is still to be done.
    pub fn is_missing(&self, rows: &Rows, job: Job) -> bool {
        rows.get(job).is_none_or(|record| self.retry_failed && record.is_failed())
    }

    /// What a comparison tells from the replicates of which no run failed.
    ///
    /// # Errors
    /// If it is no comparison, or if not all runs have ended.
    pub fn comparison(&self, store: &dyn Store, found: &Found) -> Result<Comparison, Error> {
        let Some(protocol) = self.protocol() else {
            return Err(Error::Comparison("this is no comparison".to_owned()));
        };
        let whole = self.whole_replicates(protocol, found);
        let arms = 0..protocol.arms().len();
        let of = |point: usize| whole.iter().map(|&replicate| store.rounds(Job { point, replicate })).collect();
        let runs = arms.map(of).collect::<Result<Vec<Vec<Run>>, Error>>()?;
        if whole.is_empty() {
            return Err(Error::Comparison("no replicate has ended in all arms".to_owned()));
        }
        Ok(protocol.compare(runs, self.primary.clone(), found.stopping.clone()))
    }

    /// Whether any replicate has ended in all arms.
    pub fn is_comparable(&self, found: &Found) -> bool {
        self.protocol().is_some_and(|protocol| !self.whole_replicates(protocol, found).is_empty())
    }

    /// The same with as many replicates as there are already, where a precision may ask for more than it begins with.
    pub fn reaching(self, replicates: u32) -> Self {
        match &self.precision {
            Some(precision) if replicates <= self.whole(precision.most) && replicates > self.plan().replicates() => {
                self.replicates(replicates)
            }
            _ => self,
        }
    }

    /// Replicates that have ended in all arms, with all that share their draw.
    fn whole_replicates(&self, protocol: &Protocol, found: &Found) -> Vec<u32> {
        let lucks = protocol.whole_draws(1);
        let is_done = |job: Job| found.rows.get(job).is_some_and(|record| record.status == Status::Done);
        let arms = || 0..protocol.arms().len();
        let has = |replicate: u32| arms().all(|point| is_done(Job { point, replicate }));
        let draws = (0..found.replicates).step_by(lucks as usize);
        draws.map(|first| first..first + lucks).filter(|draw| draw.clone().all(has)).flatten().collect()
    }

    fn precision_by_position(&self) -> Result<Option<(usize, Precision)>, Error> {
        let position = |precision: &Precision| Ok((column(&precision.column)?, precision.clone()));
        self.precision.as_ref().map(position).transpose()
    }

    /// Replicates in whole draws of unknowns.
    fn whole(&self, replicates: u32) -> u32 {
        self.protocol().map_or(replicates, |protocol| protocol.whole_draws(replicates))
    }

    fn protocol_mut(&mut self, name: &'static str) -> Result<&mut Protocol, Error> {
        match &mut self.what {
            What::Comparison(plan) => Ok(plan),
            _ => Err(argument(name, "only comparisons have it".to_owned())),
        }
    }
}

/// What a precision is measured by, arm by arm and replicate by replicate, as far as it has been looked at.
#[derive(Default)]
struct Values {
    arms: Vec<Vec<f64>>,
}

impl Values {
    /// The largest half width of the differences in a column after so many replicates.
    fn half_width(
        &mut self,
        study: &Study,
        store: &dyn Store,
        rows: &Mutex<Rows>,
        column: usize,
        replicates: u32,
    ) -> Result<f64, Error> {
        let Some(protocol) = study.protocol() else { return Ok(0.0) };
        let outcome = protocol.looked_at(column);
        self.arms.resize(protocol.arms().len(), Vec::new());
        for (point, values) in self.arms.iter_mut().enumerate() {
            for replicate in values.len() as u32..replicates {
                let job = Job { point, replicate };
                let failed = rows.lock().map_or(true, |rows| rows.get(job).is_none_or(Record::is_failed));
                values.push(if failed { f64::NAN } else { outcome.of(&store.rounds(job)?) });
            }
        }
        Ok(protocol.half_width(&self.arms))
    }
}

fn argument(name: &'static str, problem: String) -> Error {
    Error::Argument { name, problem }
}

/// The position of a column by its name.
fn column(name: &str) -> Result<usize, Error> {
    crate::observe::find_column(name)
}
