//! `indices.csv`, `indices_by_points.csv` and `indices_by_round.csv`: how much each factor of a sensitivity design matters.

use std::io::{self, Write};

use super::cells::{number, write_rows};
use super::table::{ColumnData, Table};
use crate::stats::sensitivity::Estimate;
use crate::study::Experiment;
use crate::study::sensitivity::{Index, OutcomeIndices, Sensitivity};

const HEADER: [&str; 11] =
    ["outcome", "index", "factor", "with", "value", "low", "high", "rank", "rank_low", "rank_high", "luck"];

/// Writes a row per outcome and index, with its 95 % interval; the rank of those by which factors are ranked.
pub fn write_indices(out: &mut dyn Write, experiment: &Experiment, found: &Sensitivity) -> io::Result<()> {
    let cells = |(outcome, index): (&OutcomeIndices, &Index)| {
        let (words, numbers) = (words(experiment, found, outcome, index), numbers(outcome, index));
        words.into_iter().chain(numbers.map(number)).collect::<Vec<_>>()
    };
    write_rows(out, HEADER, all(found).map(cells))
}

/// The same as columns with types.
pub fn indices_table(experiment: &Experiment, found: &Sensitivity) -> Table {
    let words: Vec<[String; 4]> = all(found).map(|(outcome, index)| words(experiment, found, outcome, index)).collect();
    let numbers: Vec<[f64; 7]> = all(found).map(|(outcome, index)| numbers(outcome, index)).collect();
    let text = |at: usize| ColumnData::Text(words.iter().map(|row| row[at].clone()).collect());
    let real = |at: usize| ColumnData::Real(numbers.iter().map(|row| row[at]).collect());
    let column = |(at, name): (usize, &&str)| ((*name).to_owned(), if at < 4 { text(at) } else { real(at - 4) });
    Table { columns: HEADER.iter().enumerate().map(column).collect() }
}

fn all(found: &Sensitivity) -> impl Iterator<Item = (&OutcomeIndices, &Index)> {
    found.outcomes.iter().flat_map(|outcome| outcome.indices.iter().flatten().map(move |index| (outcome, index)))
}

fn words(experiment: &Experiment, found: &Sensitivity, outcome: &OutcomeIndices, index: &Index) -> [String; 4] {
    let unit = |unit: usize| found.scheme.units[unit].name.clone();
    let name = experiment.declared()[outcome.outcome].name.clone();
    [name, index.kind.name().to_owned(), unit(index.unit), index.with.map(unit).unwrap_or_default()]
}

fn numbers(outcome: &OutcomeIndices, index: &Index) -> [f64; 7] {
    let Estimate { value, low, high } = index.estimate;
    let rank = index.rank.map_or([f64::NAN; 3], |rank| [rank.value, rank.low, rank.high]);
    [value, low, high, rank[0], rank[1], rank[2], outcome.luck.unwrap_or(f64::NAN)]
}

/// Writes the leading index of each factor after an eighth, a quarter, half and all of the trajectories or base points.
pub fn write_indices_by_points(out: &mut dyn Write, experiment: &Experiment, found: &Sensitivity) -> io::Result<()> {
    let rows = found.outcomes.iter().flat_map(|outcome| {
        let steps = outcome.convergence.iter();
        steps.flat_map(move |(blocks, units)| leading(experiment, found, outcome, &[blocks.to_string()], units))
    });
    write_rows(out, ["outcome", "points", "index", "factor", "value", "low", "high"], rows)
}

/// Writes the leading index of each factor over stretches of the run.
pub fn write_indices_by_round(out: &mut dyn Write, experiment: &Experiment, found: &Sensitivity) -> io::Result<()> {
    let rows = found.outcomes.iter().flat_map(|outcome| {
        let stretches = outcome.stretches.iter().filter_map(|(rounds, units)| Some((rounds, units.as_ref()?)));
        stretches.flat_map(move |([from, to], units)| {
            leading(experiment, found, outcome, &[from.to_string(), to.to_string()], units)
        })
    });
    write_rows(out, ["outcome", "from", "to", "index", "factor", "value", "low", "high"], rows)
}

fn leading(
    experiment: &Experiment,
    found: &Sensitivity,
    outcome: &OutcomeIndices,
    place: &[String],
    units: &[Estimate],
) -> Vec<Vec<String>> {
    let name = &experiment.declared()[outcome.outcome].name;
    let row = |(unit, estimate): (usize, &Estimate)| {
        let mut row = vec![name.clone()];
        row.extend_from_slice(place);
        row.extend([found.leading().name().to_owned(), found.scheme.units[unit].name.clone()]);
        row.extend([estimate.value, estimate.low, estimate.high].map(number));
        row
    };
    units.iter().enumerate().map(row).collect()
}
