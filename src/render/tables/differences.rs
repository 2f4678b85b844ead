//! `differences.csv` and `differences_by_round.csv`: how each arm of a comparison differs from the reference.

use std::io::{self, Write};

use super::cells::{flag, number, write_rows};
use crate::study::comparison::{Comparison, Contrast, Difference, Question, Whom};

const OUTCOMES: [&str; 22] = [
    "reference",
    "arm",
    "outcome",
    "group",
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

const BY_ROUND: [&str; 12] = [
    "reference",
    "arm",
    "outcome",
    "group",
    "round",
    "reference_mean",
    "arm_mean",
    "difference",
    "t_low",
    "t_high",
    "same_sign",
    "replicates",
];

/// Writes `differences.csv`: a row per contrast, group and column, those of the city first; what does not exist is an empty cell,
/// and a group that has no value of a column has no row of it.
pub fn write_differences(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.contrasts.iter().flat_map(|contrast| {
        questions(contrast).map(move |(question, answer)| outcome_row(comparison, contrast, question, answer))
    });
    write_rows(out, OUTCOMES, rows)
}

/// Writes `differences_by_round.csv`: a row per contrast, outcome and round: all columns of the city, and the primary outcomes of
/// others.
pub fn write_differences_by_round(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.contrasts.iter().flat_map(|contrast| {
        curves(comparison, contrast).flat_map(move |(question, rounds)| {
            let row = move |(round, difference)| round_row(comparison, contrast, question, round, difference);
            rounds.iter().enumerate().map(row)
        })
    });
    write_rows(out, BY_ROUND, rows)
}

/// What a contrast answers: all columns of the city, then what there is of others.
fn questions(contrast: &Contrast) -> impl Iterator<Item = (Question, &Difference)> {
    let all = std::iter::once((Whom::CITY, &contrast.outcomes));
    let all = all.chain(contrast.groups.iter().map(|(whom, outcomes)| (*whom, outcomes)));
    let answers = all.flat_map(|(whom, outcomes)| {
        outcomes.iter().enumerate().map(move |(column, answer)| (Question { column, whom }, answer))
    });
    answers.filter(|(question, answer)| question.is_of_city() || answer.replicates > 0)
}

/// The same round by round, of others than the city as far as they are primary.
fn curves<'a>(
    comparison: &'a Comparison,
    contrast: &'a Contrast,
) -> impl Iterator<Item = (Question, &'a [Difference])> {
    let city = contrast.by_round.iter().enumerate();
    let city = city.map(|(column, rounds)| (Question::of_city(column), rounds.as_slice()));
    let primary = comparison.primary.iter().zip(&contrast.primary_by_round);
    let others = primary.filter(|(question, _)| !question.is_of_city());
    city.chain(others.map(|(&question, rounds)| (question, rounds.as_slice())))
}

fn outcome_row(
    comparison: &Comparison,
    contrast: &Contrast,
    question: Question,
    difference: &Difference,
) -> Vec<String> {
    let primary = flag(comparison.primary.contains(&question));
    let [low, high] = ends(difference.t);
    let [bca_low, bca_high] = ends(difference.bca);
    let split = difference.split;
    let mut row = names(comparison, contrast, question);
    row.extend([question.about().unit.to_owned(), primary]);
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
    question: Question,
    round: usize,
    difference: &Difference,
) -> Vec<String> {
    let mut row = names(comparison, contrast, question);
    row.push(round.to_string());
    row.extend(means(difference));
    row.extend(ends(difference.t));
    row.extend([difference.same_sign.to_string(), difference.replicates.to_string()]);
    row
}

fn names(comparison: &Comparison, contrast: &Contrast, question: Question) -> Vec<String> {
    let arm = |position: usize| comparison.arms[position].name.clone();
    vec![arm(0), arm(contrast.arm), question.about().name.to_owned(), question.whom.to_string()]
}

fn means(difference: &Difference) -> [String; 3] {
    [difference.reference, difference.arm, difference.mean].map(number)
}

pub(super) fn ends(interval: Option<(f64, f64)>) -> [String; 2] {
    [interval.map(|ends| ends.0), interval.map(|ends| ends.1)].map(optional)
}

pub(super) fn optional(value: Option<f64>) -> String {
    number(value.unwrap_or(f64::NAN))
}
