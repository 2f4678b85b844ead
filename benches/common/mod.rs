//! The city that is measured: the baseline, made larger by districts like its own.

// Each bench uses a part of this.
#![allow(dead_code)]

use grassroots::observe::{self, Group, Run};
use grassroots::simulation::Simulation;
use grassroots::{Scenario, Seeds};

pub const SEEDS: Seeds = Seeds { seed: 1, replicate: 0, city_seed: None };

/// Rounds before anything is measured, so that offices have their queues.
pub const BEFORE: i32 = 26;

/// Rounds measured at a time: as many as lie between two consultations and one more.
pub const ROUNDS: i32 = 13;

/// Communities of a district, as in the baseline.
pub const COMMUNITIES: u32 = 10;

/// The baseline in a city of that many districts of that many communities of 500 residents.
pub fn city(districts: u32, communities: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.world.population.districts = districts;
    scenario.world.population.communities = communities;
    scenario.run.warm_up = 0;
    scenario
}

/// A city whose offices have their queues.
pub fn started(scenario: &Scenario) -> Simulation<'_> {
    let mut simulation = Simulation::start(scenario, SEEDS);
    (0..BEFORE).for_each(|round| drop(simulation.round(round)));
    simulation
}

/// Results without rounds yet.
pub fn no_results(scenario: &Scenario) -> Run {
    Run::new(SEEDS, Group::all(scenario.world.population.districts), observe::COLUMNS.len())
}

/// One round as `grassroots::run` does it: lived, measured, kept.
pub fn live(simulation: &mut Simulation<'_>, round: i32, run: &mut Run) {
    let (_, values) = simulation.observed(round);
    run.push(&values);
}

/// A pool of so many threads. What is to run on one thread runs in a pool of one, as the rest of the model asks rayon.
pub fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads")
}
