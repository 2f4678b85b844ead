//! What happens in the rounds of a comparison: the fork, reforms and shocks, and to which arms.

use std::collections::BTreeMap;

use crate::study::comparison::{Arm, Comparison};

/// The marks in order of their rounds, each once, with the arms that it is for where these are not all.
pub fn of(comparison: &Comparison) -> Vec<(u32, String)> {
    let mut arms: BTreeMap<(u32, String), Vec<&str>> = BTreeMap::new();
    for arm in &comparison.arms {
        for mark in events(arm) {
            arms.entry(mark).or_default().push(&arm.name);
        }
    }
    let fork = comparison.fork.map(|round| (round, "fork".to_owned()));
    let marks = arms.into_iter().map(|((round, what), names)| {
        let all = names.len() == comparison.arms.len();
        (round, if all { what } else { format!("{what}: {}", names.join(", ")) })
    });
    let mut marks: Vec<(u32, String)> = fork.into_iter().chain(marks).collect();
    marks.sort_by_key(|&(round, _)| round);
    marks
}

/// Reforms and shocks of an arm, each once.
fn events(arm: &Arm) -> Vec<(u32, String)> {
    let reforms = arm.scenario.reforms.iter().map(|reform| (reform.round, "reform".to_owned()));
    let shocks = arm.scenario.shocks.iter().map(|shock| (shock.round, format!("shock to {}", shock.category.name())));
    let mut events: Vec<(u32, String)> = reforms.chain(shocks).collect();
    events.sort();
    events.dedup();
    events
}
