//! Runs made by hand, for tests.

use super::{COLUMNS, Group, Run};
use crate::streams::Seeds;

/// A run of one district whose values are told by a function of round, group and column.
pub fn run_of(replicate: u32, rounds: u32, value: impl Fn(u32, usize, usize) -> f64) -> Run {
    let seeds = Seeds { seed: 1, replicate, city_seed: None };
    let groups = Group::all(1);
    let count = groups.len();
    let mut run = Run::new(seeds, groups, COLUMNS.len());
    for round in 0..rounds {
        let cells = (0..count).flat_map(|group| (0..COLUMNS.len()).map(move |column| (group, column)));
        let values: Vec<f64> = cells.map(|(group, column)| value(round, group, column)).collect();
        run.push(&values);
    }
    run
}

/// A run with different values everywhere, some of them missing.
pub fn varied(replicate: u32, rounds: u32) -> Run {
    run_of(replicate, rounds, |round, group, column| match (round as usize + column) % 7 {
        0 => f64::NAN,
        step => 1.0 / (step + group) as f64 + f64::from(replicate),
    })
}
