//! What is worth a sentence about indices: those that are negative, undefined, or not told apart from zero.

use super::{Kind, OutcomeIndices, Sensitivity};
use crate::study::Experiment;
use crate::study::outcome::Outcome;

/// Units that are named in a sentence at most.
const NAMED: usize = 6;

/// Sentences about the indices of an experiment, outcome by outcome.
pub fn notes(experiment: &Experiment, sensitivity: &Sensitivity) -> Vec<String> {
    let of = |found: &OutcomeIndices| of_outcome(&experiment.declared()[found.outcome], sensitivity, found);
    sensitivity.outcomes.iter().flat_map(of).collect()
}

fn of_outcome(outcome: &Outcome, sensitivity: &Sensitivity, found: &OutcomeIndices) -> Vec<String> {
    let name = &outcome.name;
    let indices = match &found.indices {
        Ok(indices) => indices,
        Err(why) => return vec![format!("{name}: no index is defined: {why}")],
    };
    let words = |units: Vec<usize>| {
        let names: Vec<&str> = units.iter().map(|&unit| sensitivity.scheme.units[unit].name.as_str()).collect();
        listed(&names, NAMED)
    };
    let leading = || indices.iter().filter(|index| index.kind.leads());
    let negative: Vec<usize> =
        indices.iter().filter(|index| index.kind == Kind::First && index.estimate.high < 0.0).map(|i| i.unit).collect();
    let nothing: Vec<usize> = leading().filter(|index| is_zero(index.estimate.value)).map(|index| index.unit).collect();
    let untold = leading().filter(|index| index.estimate.low <= 0.0 && !is_zero(index.estimate.value));
    let untold: Vec<usize> = untold.map(|index| index.unit).collect();
    let mut notes = Vec::new();
    if found.left_out > 0 {
        let all = found.left_out + found.used;
        notes.push(format!("{name}: {} of {all} blocks lack a value and are left out", found.left_out));
    }
    if !negative.is_empty() {
        let first = words(negative);
        notes.push(format!(
            "{name}: the first-order index of {first} is negative, interval and all: take more base points"
        ));
    }
    if !nothing.is_empty() {
        notes.push(format!("{name}: nothing changes with {}", words(nothing)));
    }
    if !untold.is_empty() {
        notes.push(format!("{name}: not told apart from zero: {}", words(untold)));
    }
    notes
}

fn is_zero(value: f64) -> bool {
    value == 0.0
}

/// The first of some names, and how many more there are.
pub fn listed(names: &[&str], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let first = names[..names.len() - more].join(", ");
    if more > 0 { format!("{first} and {more} more") } else { first }
}
