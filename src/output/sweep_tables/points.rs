//! `points.csv`: a row per point and outcome, over its replicates.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{SweepTable, cell, number_cell};
use crate::output::store::Rows;
use crate::output::{Result, writing};
use crate::stats::{self, CriticalValues};
use crate::study::design::{Plan, Point};

/// Confidence level of the intervals.
const CONFIDENCE: f64 = 0.95;

/// An outcome at a point, over the replicates that have a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointOutcome {
    /// The mean, if any replicate has a value.
    pub mean: Option<f64>,
    /// The standard deviation, with n - 1.
    pub sd: Option<f64>,
    /// The 95 % t interval of the mean.
    pub interval: Option<(f64, f64)>,
    /// Replicates that have a value.
    pub n: usize,
}

/// For each point of which a run has ended, its position and all outcomes.
pub fn point_outcomes(plan: &dyn Plan, rows: &Rows) -> Vec<(usize, Vec<PointOutcome>)> {
    summed_up(&SweepTable::new(plan, rows)).collect()
}

/// Writes mean, standard deviation, 95 % t interval and number of values, of points of which a run has ended.
pub(super) fn write_csv(path: &Path, table: &SweepTable<'_>) -> Result<()> {
    let file = File::create(path).map_err(writing(path))?;
    let mut csv = csv::Writer::from_writer(BufWriter::new(file));
    let failed = |error: csv::Error| writing(path)(error.into());
    let names = ["outcome", "mean", "sd", "low", "high", "n"];
    csv.write_record(std::iter::once("point").chain(table.factor_names()).chain(names)).map_err(failed)?;
    for (position, outcomes) in summed_up(table) {
        let point = &table.plan.points()[position];
        for (outcome, found) in table.plan.outcomes().iter().zip(&outcomes) {
            csv.write_record(cells(point, &outcome.name, found)).map_err(failed)?;
        }
    }
    let mut out = csv.into_inner().map_err(|error| writing(path)(error.into_error()))?;
    out.flush().map_err(writing(path))
}

fn summed_up<'a>(table: &'a SweepTable<'_>) -> impl Iterator<Item = (usize, Vec<PointOutcome>)> + 'a {
    let mut critical = CriticalValues::new(CONFIDENCE);
    (0..table.plan.points().len()).filter_map(move |position| {
        let runs: Vec<&[f64]> = table.runs_of(position).map(|run| run.record.outcomes.as_slice()).collect();
        let values = |outcome: usize| runs.iter().filter_map(move |values| values.get(outcome).copied()).collect();
        let outcomes = (0..table.plan.outcomes().len()).map(values);
        let outcomes: Vec<PointOutcome> = outcomes.map(|values: Vec<f64>| outcome_of(&values, &mut critical)).collect();
        (!runs.is_empty()).then_some((position, outcomes))
    })
}

fn outcome_of(values: &[f64], critical: &mut CriticalValues) -> PointOutcome {
    let (mean, n) = (stats::mean(values), stats::present(values).len());
    PointOutcome { mean, sd: stats::standard_deviation(values), interval: critical.interval(values), n }
}

fn cells(point: &Point, outcome: &str, found: &PointOutcome) -> Vec<String> {
    let PointOutcome { mean, sd, interval, n } = *found;
    let numbers = [mean, sd, interval.map(|ends| ends.0), interval.map(|ends| ends.1)];
    let mut cells = vec![point.number.to_string()];
    cells.extend(point.values.iter().map(cell));
    cells.push(outcome.to_owned());
    cells.extend(numbers.map(|number| number_cell(number.unwrap_or(f64::NAN))));
    cells.push(n.to_string());
    cells
}
