//! `summary.csv`: where every column starts, ends, and how it changes, with the spread between replicates.

use std::path::Path;

use super::rounds_csv::push_number;
use super::{Result, write_atomically};
use crate::calendar::{QUARTER, YEAR};
use crate::observe::{COLUMNS, Group, Run};
use crate::stats;

/// Rounds whose mean is the start.
const START_ROUNDS: usize = QUARTER as usize;
/// Rounds whose mean is the end.
const END_ROUNDS: usize = YEAR as usize;
/// Confidence level of the intervals.
const CONFIDENCE: f64 = 0.95;

/// The lower and upper end of an interval.
pub type Interval = (f64, f64);

/// The summary of one column for one group. A value is `None` where no replicate has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SummaryRow {
    /// Whom it is about.
    pub group: Group,
    /// Position of the column in [`COLUMNS`].
    pub column: usize,
    /// Mean over the first rounds, over replicates.
    pub start: Option<f64>,
    /// Mean over the last rounds, over replicates.
    pub end: Option<f64>,
    /// Mean over replicates of the end minus the start of each.
    pub change: Option<f64>,
    /// Standard deviation of the end between replicates.
    pub sd: Option<f64>,
    /// 95 % t interval of the end.
    pub end_interval: Option<Interval>,
    /// 95 % t interval of the change.
    pub change_interval: Option<Interval>,
    /// Replicates that have an end.
    pub replicates: usize,
}

/// Summarises every group and column. The start is the mean of the first 13 rounds and the end that of the last 52; of
/// fewer than 65 rounds, the first fifth is the start and the rest the end. Missing rounds are left out of the means.
pub fn summarise(runs: &[Run]) -> Vec<SummaryRow> {
    let groups = runs.first().map_or(&[][..], Run::groups);
    let cells = groups.iter().flat_map(|&group| (0..COLUMNS.len()).map(move |column| (group, column)));
    cells.map(|(group, column)| summary_row(runs, group, column)).collect()
}

fn summary_row(runs: &[Run], group: Group, column: usize) -> SummaryRow {
    let curves = runs.iter().filter_map(|run| run.series(column, group));
    let (starts, ends): (Vec<f64>, Vec<f64>) = curves.map(|curve| start_and_end(&curve)).unzip();
    let changes: Vec<f64> = starts.iter().zip(&ends).map(|(start, end)| end - start).collect();
    SummaryRow {
        group,
        column,
        start: stats::mean(&starts),
        end: stats::mean(&ends),
        change: stats::mean(&changes),
        sd: stats::standard_deviation(&ends),
        end_interval: stats::t_interval(&ends, CONFIDENCE),
        change_interval: stats::t_interval(&changes, CONFIDENCE),
        replicates: stats::present(&ends).len(),
    }
}

/// The means over the first and the last rounds of a curve; NaN where all are missing.
fn start_and_end(curve: &[f64]) -> (f64, f64) {
    let first = (curve.len() / 5).clamp(1, START_ROUNDS).min(curve.len());
    let last = curve.len().saturating_sub(first).clamp(1, END_ROUNDS).min(curve.len());
    let mean = |values: &[f64]| stats::mean(values).unwrap_or(f64::NAN);
    (mean(&curve[..first]), mean(&curve[curve.len() - last..]))
}

/// Writes `summary.csv`: a row per group and column; what does not exist is an empty cell.
pub fn write_summary(path: &Path, rows: &[SummaryRow]) -> Result<()> {
    let mut text =
        String::from("group,column,unit,start,end,change,end_sd,end_low,end_high,change_low,change_high,replicates\n");
    rows.iter().for_each(|row| push_row(&mut text, row));
    write_atomically(path, text.as_bytes())
}

fn push_row(text: &mut String, row: &SummaryRow) {
    let column = &COLUMNS[row.column];
    text.push_str(&format!("{},{},{}", row.group, column.name, quoted(column.unit)));
    let ends = |interval: Option<Interval>| [interval.map(|ends| ends.0), interval.map(|ends| ends.1)];
    let values = [row.start, row.end, row.change, row.sd].into_iter();
    for value in values.chain(ends(row.end_interval)).chain(ends(row.change_interval)) {
        text.push(',');
        push_number(text, value.unwrap_or(f64::NAN));
    }
    text.push_str(&format!(",{}\n", row.replicates));
}

/// A cell that may hold a comma.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::run_of;

    fn rising(replicate: u32, rounds: u32) -> Run {
        run_of(replicate, rounds, |round, _, _| f64::from(round) + 10.0 * f64::from(replicate))
    }

    #[test]
    fn start_and_end_are_means_over_13_and_52_rounds() {
        let row = summarise(&[rising(0, 100)])[0];
        assert_eq!((row.start, row.end, row.change), (Some(6.0), Some(73.5), Some(67.5)));
        assert_eq!((row.sd, row.end_interval, row.replicates), (None, None, 1));
    }

    #[test]
    fn a_short_run_starts_with_a_fifth_and_ends_with_the_rest() {
        assert_eq!(start_and_end(&[1.0, 1.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0]), (1.0, 3.0));
        assert_eq!(start_and_end(&[2.0]), (2.0, 2.0));
        assert!(start_and_end(&[]).0.is_nan());
    }

    #[test]
    fn the_interval_of_the_change_is_paired() {
        let row = summarise(&[rising(0, 100), rising(1, 100), rising(2, 100)])[0];
        assert_eq!(row.change_interval, Some((67.5, 67.5)));
        assert_eq!(row.sd, Some(10.0));
        let (low, high) = row.end_interval.unwrap();
        assert!((high - low - 2.0 * 4.302653 * 10.0 / 3f64.sqrt()).abs() < 1e-4);
    }

    #[test]
    fn missing_values_leave_empty_cells() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.csv");
        let missing = run_of(0, 5, |_, _, column| if column == 0 { f64::NAN } else { 1.0 });
        let rows = summarise(&[missing]);
        write_summary(&path, &rows).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 1 + 5 * COLUMNS.len());
        let mut lines = text.lines().skip(1);
        assert!(lines.next().unwrap().ends_with(",,,,,,,,,0"));
        assert!(lines.next().unwrap().ends_with(",1,1,0,,,,,,1"));
    }
}
