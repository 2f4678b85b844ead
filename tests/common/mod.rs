//! What the system tests share: small cities, seeds, budgets that balance, and bits.

// Each test program uses a part of this.
#![allow(dead_code)]

use grassroots::observe::{COLUMNS, Group, Run, column};
use grassroots::policy::Budget;
use grassroots::scenario::Scenario;
use grassroots::simulation::{self, Simulation};
use grassroots::streams::Seeds;

/// The baseline in a city of this shape, over that many rounds after a warm-up.
pub fn scenario([districts, communities, residents]: [u32; 3], warm_up: u32, rounds: u32) -> Scenario {
    let mut scenario = Scenario::default();
    let population = &mut scenario.world.population;
    (population.districts, population.communities, population.residents) = (districts, communities, residents);
    (scenario.run.warm_up, scenario.run.rounds) = (warm_up, rounds);
    scenario
}

/// A scenario with something changed.
pub fn with(scenario: &Scenario, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut changed = scenario.clone();
    change(&mut changed);
    changed
}

/// The seeds of a replicate, each with its own city.
pub fn seeds(seed: u64, replicate: u32) -> Seeds {
    Seeds { seed, replicate, city_seed: None }
}

/// A run that nobody looks at.
pub fn simulate(scenario: &Scenario, seeds: Seeds) -> Run {
    simulation::run(scenario, seeds, &mut ())
}

/// The city before its first round.
pub fn built(scenario: &Scenario, seeds: Seeds) -> Simulation {
    Simulation::new(scenario.clone(), seeds).unwrap_or_else(|error| panic!("{error}"))
}

/// Gives one share of the budget a value; services pay for it.
pub fn fund(budget: &mut Budget, share: fn(&mut Budget) -> &mut f64, value: f64) {
    let before = std::mem::replace(share(budget), value);
    budget.services -= value - before;
    let sum: f64 = budget.shares().iter().sum();
    assert!((sum - 1.0).abs() < 1e-9 && budget.services >= 0.0, "services cannot pay: {budget:?}");
}

/// Every value of a run, to the bit.
pub fn bits(run: &Run) -> Vec<u64> {
    run.records().flat_map(|record| record.values.iter().map(|value| value.to_bits())).collect()
}

/// Fails with the first round, group and column in which two runs differ.
pub fn assert_same(found: &Run, expected: &Run, why: &str) {
    assert_eq!(found.rounds(), expected.rounds(), "{why}: number of rounds");
    for (a, b) in found.records().zip(expected.records()) {
        for ((column, a_value), b_value) in COLUMNS.iter().zip(a.values).zip(b.values) {
            let same = a_value.to_bits() == b_value.to_bits();
            assert!(same, "{why}: round {}, {}, {}: {a_value} and {b_value}", a.round, a.group, column.name);
        }
    }
}

/// A column for a group, round by round.
pub fn series(run: &Run, name: &str, group: Group) -> Vec<f64> {
    let column = column(name).unwrap_or_else(|| panic!("no column {name}"));
    run.series(column, group).unwrap_or_else(|| panic!("no group {group}"))
}

/// Its mean over the rounds that have a value.
pub fn average(run: &Run, name: &str, group: Group) -> f64 {
    grassroots::stats::mean(&series(run, name, group)).unwrap_or(f64::NAN)
}

/// Does something on a pool of that many threads.
pub fn on_threads<T: Send>(threads: usize, act: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads").install(act)
}
