//! `points.csv`: a row per point and outcome, over its replicates.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{SweepTable, cell, number_cell};
use crate::experiment::design::Point;
use crate::output::{Result, writing};
use crate::stats;

/// Confidence level of the intervals.
const CONFIDENCE: f64 = 0.95;

/// Writes mean, standard deviation, 95 % t interval and number of values, of points of which a run has ended.
pub(super) fn write_csv(path: &Path, table: &SweepTable<'_>) -> Result<()> {
    let file = File::create(path).map_err(writing(path))?;
    let mut csv = csv::Writer::from_writer(BufWriter::new(file));
    let failed = |error: csv::Error| writing(path)(error.into());
    let names = ["outcome", "mean", "sd", "low", "high", "n"];
    csv.write_record(std::iter::once("point").chain(table.factor_names()).chain(names)).map_err(failed)?;
    let mut critical = Critical::default();
    for (position, point) in table.plan.points().iter().enumerate() {
        let runs: Vec<&[f64]> = table.runs_of(position).map(|run| run.record.outcomes.as_slice()).collect();
        for (number, outcome) in table.plan.outcomes().iter().enumerate().filter(|_| !runs.is_empty()) {
            let values: Vec<f64> = runs.iter().filter_map(|values| values.get(number).copied()).collect();
            csv.write_record(cells(point, &outcome.name, &values, &mut critical)).map_err(failed)?;
        }
    }
    let mut out = csv.into_inner().map_err(|error| writing(path)(error.into_error()))?;
    out.flush().map_err(writing(path))
}

fn cells(point: &Point, outcome: &str, values: &[f64], critical: &mut Critical) -> Vec<String> {
    let (mean, n) = (stats::mean(values), stats::present(values).len());
    let half = stats::standard_error(values).and_then(|error| Some(critical.of(n)? * error));
    let end = |sign: f64| mean.zip(half).map(|(mean, half)| mean + sign * half);
    let numbers = [mean, stats::standard_deviation(values), end(-1.0), end(1.0)];
    let mut cells = vec![point.number.to_string()];
    cells.extend(point.values.iter().map(cell));
    cells.push(outcome.to_owned());
    cells.extend(numbers.map(|number| number_cell(number.unwrap_or(f64::NAN))));
    cells.push(n.to_string());
    cells
}

/// Critical values of t by number of values; each takes long to work out, and most points have the same number.
#[derive(Default)]
struct Critical(BTreeMap<usize, Option<f64>>);

impl Critical {
    fn of(&mut self, n: usize) -> Option<f64> {
        *self.0.entry(n).or_insert_with(|| stats::t_critical(n, CONFIDENCE))
    }
}
