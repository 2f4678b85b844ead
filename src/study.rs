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
//! let diligence = grassroots::observe::column("diligence").expect("a column");
//! assert!(comparison.contrasts[0].outcomes[diligence].mean > 0.0);
//! # Ok::<(), grassroots::Error>(())
//! ```

mod asked;
pub mod audit;
mod charter;
pub mod class;
pub mod comparison;
mod curves;
pub mod definition;
pub mod design;
mod distance;
mod estimate;
mod found;
mod idle;
mod jobs;
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
pub mod sensitivity;
mod store;
mod summary;
mod watch;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use audit::Audit;
pub use charter::{Charter, StudyKind};
pub use curves::Curves;
pub use definition::Experiment;
pub use distance::{Compared, Distance, Part, band_of_sorted, distances};
pub use estimate::Estimate;
pub use found::Found;
pub use idle::idle_factors;
pub use jobs::{Job, Jobs, Shard};
pub use looks::Precision;
pub use panics::note as note_panic;
pub use plan::Plan;
pub use points::{PointContrast, PointOutcome, point_outcomes};
pub use record::{Ended, Record, Status};
pub use replicates::{Replicates, seeds};
pub use rows::Rows;
pub use runner::{Event, Listener};
pub use store::{Memory, Store};
pub use summary::{Interval, SummaryRow, summarise};
pub use watch::Stage;

use std::ops::ControlFlow;

use crate::error::Error;
use crate::observe::{Observations, Run};
use crate::scenario::{Scenario, folder_name};
use comparison::{Comparison, Protocol, Question};
use runner::Runner;

/// Runs of scenarios under seeds, and what they are run for.
#[derive(Clone, Debug)]
pub struct Study {
    what: What,
    shard: Shard,
    primary: Vec<Question>,
    precision: Option<Precision>,
    checkpoint: Option<u32>,
    retry_failed: bool,
}

#[derive(Clone, Debug)]
enum What {
    Replicates(Box<Replicates>),
    Comparison(Box<Protocol>),
    Sweep(Box<Experiment>),
    Audit(Box<Audit>),
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

    /// A claim under attack.
    pub fn audit(audit: Audit) -> Self {
        Self::new(What::Audit(Box::new(audit)))
    }

    /// Its points, scenarios and seeds.
    pub fn plan(&self) -> &dyn Plan {
        match &self.what {
            What::Replicates(plan) => &**plan,
            What::Comparison(plan) => &**plan,
            What::Sweep(plan) => &**plan,
            What::Audit(plan) => &**plan,
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

    /// The claim, if it is one under attack.
    pub fn claim(&self) -> Option<&Audit> {
        if let What::Audit(plan) = &self.what { Some(plan) } else { None }
    }

    /// The scenario of which there are replicates, if that is all there is.
    pub fn scenario(&self) -> Option<&Scenario> {
        if let What::Replicates(plan) = &self.what { Some(plan.scenario()) } else { None }
    }

    /// What was observed outside of the model, if it is replicates of a scenario that has such data.
    pub fn observations(&self) -> Option<&Observations> {
        if let What::Replicates(plan) = &self.what { plan.observations() } else { None }
    }

    /// The scenarios that it runs, by name: one, or that of each arm; none of a sweep.
    pub fn scenarios(&self) -> Vec<(String, Scenario)> {
        match &self.what {
            What::Replicates(plan) => vec![(plan.scenario().name.clone(), plan.scenario().clone())],
            What::Comparison(plan) => plan.arms().iter().map(|(name, arm)| (name.clone(), (**arm).clone())).collect(),
            What::Sweep(_) | What::Audit(_) => Vec::new(),
        }
    }

    /// The part of its runs that is done.
    pub fn part(&self) -> Shard {
        self.shard
    }

    /// What it is, as data.
    pub fn charter(&self) -> Charter {
        let names = || self.primary.iter().map(|question| question.name()).collect();
        let kind = match &self.what {
            What::Replicates(plan) => charter::of_replicates(plan),
            What::Comparison(plan) => charter::of_comparison(plan, names(), self.precision.clone()),
            What::Sweep(plan) => StudyKind::Sweep { sources: plan.sources().clone() },
            What::Audit(plan) => StudyKind::Audit { sources: plan.sources().clone(), quick: plan.is_quick() },
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

    /// One run of a study as a study of its own: the only replicate of its scenario, with the seeds that it has there.
    ///
    /// # Errors
    /// If its scenario cannot be made.
    pub fn alone(study: &Study, job: Job) -> Result<Self, Error> {
        let plan = study.plan();
        let seeds = plan.seeds(job);
        let mut scenario = plan.alone(job)?;
        (scenario.run.seed, scenario.run.city_seed, scenario.run.replicates) = (seeds.seed, seeds.city_seed, 1);
        if let Some(whole) = study.scenario() {
            scenario.observed.clone_from(&whole.observed);
        } else {
            scenario.observed = None;
            scenario.name = folder_name(&format!("{}_run_{}", plan.name(), job.number(plan)));
        }
        Ok(Self::beginning_with(scenario, seeds.replicate)?.stopping(plan.stop().cloned()))
    }

    /// Whether a run is still to be done.
    pub fn is_missing(&self, rows: &Rows, job: Job) -> bool {
        rows.get(job).is_none_or(|record| self.retry_failed && record.is_failed())
    }

    /// Refuses a comparison of more replicates than memory could hold; [`Self::run`] does, too.
    ///
    /// # Errors
    /// If it is one.
    pub fn check_size(&self) -> Result<(), Error> {
        let most = self.precision.as_ref().map_or(self.plan().replicates(), |precision| precision.most);
        self.protocol().map_or(Ok(()), |protocol| protocol.check_size(most))
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

    /// Replicates that have ended in all arms, with all that share their draw.
    fn whole_replicates(&self, protocol: &Protocol, found: &Found) -> Vec<u32> {
        let lucks = protocol.whole_draws(1);
        let is_done = |job: Job| found.rows.get(job).is_some_and(|record| record.status == Status::Done);
        let arms = || 0..protocol.arms().len();
        let has = |replicate: u32| arms().all(|point| is_done(Job { point, replicate }));
        let draws = (0..found.replicates).step_by(lucks as usize);
        draws.map(|first| first..first + lucks).filter(|draw| draw.clone().all(has)).flatten().collect()
    }

    /// Replicates in whole draws of unknowns.
    fn whole(&self, replicates: u32) -> u32 {
        self.protocol().map_or(replicates, |protocol| protocol.whole_draws(replicates))
    }
}
