//! The city that is measured: the baseline, made larger by districts like its own.

// Each bench uses a part of this.
#![allow(dead_code)]

use grassroots::simulation::Simulation;
use grassroots::{Scenario, Seeds};

pub const SEEDS: Seeds = Seeds { seed: 1, replicate: 0, city_seed: None };

/// Rounds before anything is measured, so that offices have their queues.
pub const BEFORE: i32 = 26;

/// Rounds measured at a time: as many as lie between two consultations and one more.
pub const ROUNDS: i32 = 13;

/// Communities of a district of 5,000 residents.
pub const COMMUNITIES: u32 = 2;

/// The baseline in a city of that many districts of that many of its communities of 2,500 residents.
pub fn city(districts: u32, communities: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.world.population.districts = districts;
    scenario.world.population.communities = communities;
    scenario.run.warm_up = 0;
    scenario
}

/// Its city before the first round.
pub fn new(scenario: Scenario) -> Simulation {
    Simulation::new(scenario, SEEDS).expect("a scenario that passes all checks")
}

/// A city whose offices have their queues.
pub fn started(scenario: Scenario) -> Simulation {
    let mut simulation = new(scenario);
    live(&mut simulation, BEFORE);
    simulation
}

/// Some rounds, everything observed.
pub fn live(simulation: &mut Simulation, rounds: i32) {
    (0..rounds).for_each(|_| simulation.step());
}

/// A pool of so many threads. What is to run on one thread runs in a pool of one, as the rest of the model asks rayon.
pub fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads")
}
