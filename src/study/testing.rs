//! A plan made by hand, for tests, and runs of tiny cities.

use std::ops::ControlFlow;

use super::design::{Factor, Point, Role, Stop};
use super::jobs::{Job, Jobs, Shard};
use super::outcome::{Outcome, Reduction};
use super::plan::Plan;
use super::record::Record;
use super::runner::{Listener, Runner};
use super::store::{Memory, Store};
use crate::error::Error;
use crate::observe::{self, Group};
use crate::scenario::{Checked, Scenario};
use crate::streams::Seeds;

/// Levels of `needs.scale` in a tiny city.
#[derive(Clone, Debug)]
pub(crate) struct ByHand {
    pub(crate) factors: Vec<Factor>,
    pub(crate) points: Vec<Point>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) replicates: u32,
    pub(crate) keep_rounds: bool,
    pub(crate) stop: Option<Stop>,
    pub(crate) timeout: Option<f64>,
    /// The point that all others are held against.
    pub(crate) reference: Option<usize>,
}

impl ByHand {
    /// A point for each level, as it is written in TOML.
    pub(crate) fn new(levels: &[&str], replicates: u32) -> Self {
        let factors = vec![Factor { key: "needs.scale".to_owned(), role: Role::Lever }];
        let point = |(number, level): (usize, &&str)| Point {
            number,
            values: vec![level.parse::<f64>().map_or(toml::Value::String((*level).to_owned()), toml::Value::Float)],
            settings: vec![format!("needs.scale={level}")],
        };
        let column = |name: &str| observe::column(name).expect("a column");
        let outcomes = vec![
            Outcome::mean_of_last(column("trust_government"), 3),
            Outcome {
                name: "gain_final".to_owned(),
                column: column("gain"),
                group: Group::Third(0),
                reduction: Reduction::Final,
            },
        ];
        let points = levels.iter().enumerate().map(point).collect();
        Self { factors, points, outcomes, replicates, keep_rounds: true, stop: None, timeout: None, reference: None }
    }
}

impl Plan for ByHand {
    fn name(&self) -> &str {
        "by_hand"
    }
    fn factors(&self) -> &[Factor] {
        &self.factors
    }
    fn reference(&self, point: usize) -> Option<usize> {
        self.reference.filter(|reference| *reference != point)
    }
    fn points(&self) -> &[Point] {
        &self.points
    }
    fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }
    fn replicates(&self) -> u32 {
        self.replicates
    }
    fn scenario(&self, job: Job) -> Result<Checked, Error> {
        let city = ["population.residents=10", "population.communities=2", "run.warm_up=2", "run.rounds=6"];
        let settings = city.iter().map(|&text| text.to_owned());
        let settings: Vec<String> = settings.chain(self.points[job.point].settings.clone()).collect();
        Scenario::load_with("baseline", &settings)?.checked()
    }
    fn seeds(&self, job: Job) -> Seeds {
        Seeds { seed: 7, replicate: job.replicate, city_seed: None }
    }
    fn keeps(&self, _: Group) -> bool {
        self.keep_rounds
    }
    fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }
    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}

/// Runs all of a plan that a store does not know; breaks where the listener does.
pub(crate) fn run(plan: &dyn Plan, store: &dyn Store, listener: Listener<'_>) -> ControlFlow<()> {
    let known = store.known(plan).expect("a store");
    let jobs: Vec<Job> = Jobs::of(plan).shard(Shard::WHOLE).filter(|job| known.get(*job).is_none()).collect();
    Runner { plan, store, listener, checkpoint: None }.run(jobs.into_iter()).expect("a store that takes runs")
}

/// Never ends anything.
pub(crate) fn go_on(_: super::Event<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// What is kept of all runs of a plan, in order.
pub(crate) fn records(plan: &dyn Plan, listener: Listener<'_>) -> Vec<(Job, Record)> {
    let store = Memory::default();
    let _ = run(plan, &store, listener);
    let rows = store.known(plan).expect("a store");
    rows.iter().map(|(job, record)| (job, record.clone())).collect()
}

/// What comes of something done on so many threads.
pub(crate) fn on_threads<T: Send>(threads: usize, act: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(act)
}
