//! Outcomes over stretches of the run, for when a factor matters.

use super::bases::Bases;
use super::file::File;
use crate::study::design::Factor;
use crate::study::outcome::{Outcome, Reduction};

/// Stretches that a run is divided into.
const STRETCHES: u32 = 10;

/// Of each mean that a file asks for, the means over stretches of the run; none where runs differ in length.
pub(super) fn of(file: &File, bases: &Bases, factors: &[Factor], wanted: bool) -> Vec<Outcome> {
    let mut lengths: Vec<u32> = bases.each().map(|base| base.scenario.run.rounds).collect();
    lengths.dedup();
    let varies = factors.iter().any(|factor| factor.key == "run.rounds");
    let [rounds] = lengths[..] else { return Vec::new() };
    if !wanted || varies || file.stop.is_some() {
        return Vec::new();
    }
    let means = file.outcomes.iter().map(|named| &named.outcome);
    means.filter(|outcome| is_mean(outcome)).flat_map(|outcome| stretched(outcome, rounds)).collect()
}

/// The outcome over each stretch of the rounds.
fn stretched(outcome: &Outcome, rounds: u32) -> Vec<Outcome> {
    let parts = STRETCHES.min(rounds);
    let end = |part: u32| (u64::from(part) * u64::from(rounds) / u64::from(parts)) as u32;
    let stretch = |part: u32| {
        let (from, to) = (end(part), end(part + 1) - 1);
        let name = format!("{}_rounds_{from}_{to}", outcome.name);
        Outcome { name, reduction: Reduction::MeanOf([from, to]), ..outcome.clone() }
    };
    (0..parts).map(stretch).collect()
}

/// The stretches of a declared outcome among all outcomes.
pub(super) fn found(all: &[Outcome], declared: usize, outcome: usize) -> Vec<([u32; 2], usize)> {
    let Outcome { name, .. } = &all[outcome];
    let own = |(number, other): (usize, &Outcome)| match other.reduction {
        Reduction::MeanOf([from, to]) if other.name == format!("{name}_rounds_{from}_{to}") => {
            Some(([from, to], number))
        }
        _ => None,
    };
    all.iter().enumerate().skip(declared).filter_map(own).collect()
}

fn is_mean(outcome: &Outcome) -> bool {
    matches!(outcome.reduction, Reduction::MeanOfLast(_))
}
