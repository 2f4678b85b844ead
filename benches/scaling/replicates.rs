//! Replicates of the baseline's own city side by side.

use std::ops::ControlFlow;

use grassroots::Scenario;
use grassroots::study::{Memory, Study};

use crate::common::{COMMUNITIES, city, pool};
use crate::table;
use crate::timing::{REPEATS, Spread, seconds};

/// Replicates of a measurement, each of a year; even, so that two threads can share them.
const REPLICATES: u32 = 8;
const ROUNDS: u32 = 52;

/// Seconds on one thread, on two, and the one divided by the other.
pub struct Replicates {
    one: Spread,
    two: Spread,
    pub ratio: Spread,
}

pub fn measure() -> Replicates {
    let mut scenario = city(4, COMMUNITIES);
    (scenario.run.rounds, scenario.run.replicates) = (ROUNDS, REPLICATES);
    let pools = [pool(1), pool(2)];
    let pair = |_| pools.each_ref().map(|pool| pool.install(|| seconds(|| replicate(&scenario))));
    let pairs: Vec<[f64; 2]> = (0..REPEATS).map(pair).collect();
    let each = |of: fn(&[f64; 2]) -> f64| Spread::of(pairs.iter().map(of).collect());
    Replicates { one: each(|p| p[0]), two: each(|p| p[1]), ratio: each(|p| p[0] / p[1]) }
}

fn replicate(scenario: &Scenario) {
    let study = Study::of(scenario.clone()).expect("a scenario");
    let found = study.run(&Memory::default(), &|_| ControlFlow::Continue(())).expect("memory takes all runs");
    assert_eq!(found.ended(), u64::from(scenario.run.replicates), "every replicate is finished");
}

pub fn print(replicates: &Replicates) {
    let Replicates { one, two, ratio } = replicates;
    let note = format!(
        "{REPLICATES} replicates of {ROUNDS} rounds of 20,000 residents, building their cities included; median \
         (lowest..highest) of {REPEATS} repeats."
    );
    let head = ["1 thread, s", "2 threads, s", "2 threads against 1"];
    table::print("Replicates side by side", &note, head, &[[one.text(2), two.text(2), ratio.text(2)]]);
}
