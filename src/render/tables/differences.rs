//! `differences.csv` and `differences_by_round.csv`: how each arm of a comparison differs from the reference.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use crate::observe::COLUMNS;
use crate::study::comparison::{Comparison, Contrast, Difference};

const OUTCOMES: [&str; 21] = [
    "reference",
    "arm",
    "outcome",
    "unit",
    "primary",
    "reference_mean",
    "arm_mean",
    "difference",
    "t_low",
    "t_high",
    "bca_low",
    "bca_high",
    "effect",
    "same_sign",
    "replicates",
    "p",
    "holm",
    "variance_ratio",
    "luck",
    "ignorance",
    "window",
];

const BY_ROUND: [&str; 11] = [
    "reference",
    "arm",
    "outcome",
    "round",
    "reference_mean",
    "arm_mean",
    "difference",
    "t_low",
    "t_high",
    "same_sign",
    "replicates",
];

/// Writes `differences.csv`: a row per contrast and column; what does not exist is an empty cell.
pub fn write_differences(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.contrasts.iter().flat_map(|contrast| {
        let columns = 0..COLUMNS.len();
        columns.map(move |column| outcome_row(comparison, contrast, column, &contrast.outcomes[column]))
    });
    write_rows(out, OUTCOMES, rows)
}

/// Writes `differences_by_round.csv`: a row per contrast, column and round.
pub fn write_differences_by_round(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.contrasts.iter().flat_map(|contrast| {
        contrast.by_round.iter().enumerate().flat_map(move |(column, rounds)| {
            let row = move |(round, difference)| round_row(comparison, contrast, column, round, difference);
            rounds.iter().enumerate().map(row)
        })
    });
    write_rows(out, BY_ROUND, rows)
}

fn outcome_row(comparison: &Comparison, contrast: &Contrast, column: usize, difference: &Difference) -> Vec<String> {
    let primary = comparison.primary.contains(&column).to_string();
    let [low, high] = ends(difference.t);
    let [bca_low, bca_high] = ends(difference.bca);
    let split = difference.split;
    let mut row = names(comparison, contrast, column);
    row.extend([COLUMNS[column].unit.to_owned(), primary]);
    row.extend(means(difference));
    row.extend([low, high, bca_low, bca_high, optional(difference.effect)]);
    row.extend([difference.same_sign.to_string(), difference.replicates.to_string()]);
    row.extend([difference.p, difference.holm, difference.variance_ratio].map(optional));
    row.extend([split.map(|split| split.luck), split.map(|split| split.ignorance)].map(optional));
    row.push(comparison.window.to_string());
    row
}

fn round_row(
    comparison: &Comparison,
    contrast: &Contrast,
    column: usize,
    round: usize,
    difference: &Difference,
) -> Vec<String> {
    let mut row = names(comparison, contrast, column);
    row.push(round.to_string());
    row.extend(means(difference));
    row.extend(ends(difference.t));
    row.extend([difference.same_sign.to_string(), difference.replicates.to_string()]);
    row
}

fn names(comparison: &Comparison, contrast: &Contrast, column: usize) -> Vec<String> {
    let arm = |position: usize| comparison.arms[position].name.clone();
    vec![arm(0), arm(contrast.arm), COLUMNS[column].name.to_owned()]
}

fn means(difference: &Difference) -> [String; 3] {
    [difference.reference, difference.arm, difference.mean].map(number)
}

fn ends(interval: Option<(f64, f64)>) -> [String; 2] {
    [interval.map(|ends| ends.0), interval.map(|ends| ends.1)].map(optional)
}

fn optional(value: Option<f64>) -> String {
    number(value.unwrap_or(f64::NAN))
}
