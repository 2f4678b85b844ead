//! Where every column of a scenario starts, ends, and how it changes, with the spread between replicates.

use super::Curves;
use crate::calendar::{QUARTER, YEAR};
use crate::error::Error;
use crate::observe::{COLUMNS, Group};
use crate::stats::{self, CriticalValues, Moments};

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
/// fewer than 65 rounds, the first fifth is the start and the rest the end. Missing rounds are left out of the means. The
/// runs are read twice, one after the other, so that no more than one is in memory.
pub fn summarise<K: Curves + ?Sized>(runs: &K) -> Result<Vec<SummaryRow>, Error> {
    let cells = runs.groups().iter().flat_map(|&group| (0..COLUMNS.len()).map(move |column| (group, column)));
    let mut summed: Vec<Summed> = cells.map(|(group, column)| Summed { group, column, ..Summed::default() }).collect();
    each_curve(runs, &mut summed, Moments::add)?;
    each_curve(runs, &mut summed, Moments::add_square)?;
    let mut critical = CriticalValues::new(CONFIDENCE);
    Ok(summed.iter().map(|summed| summed.row(&mut critical)).collect())
}

/// What is known of a cell after some of the runs.
struct Summed {
    group: Group,
    column: usize,
    start: Moments,
    end: Moments,
    change: Moments,
}

impl Default for Summed {
    fn default() -> Self {
        let [start, end, change] = <[Moments; 3]>::default();
        Self { group: Group::City, column: 0, start, end, change }
    }
}

impl Summed {
    fn row(&self, critical: &mut CriticalValues) -> SummaryRow {
        let Self { group, column, start, end, change } = self;
        SummaryRow {
            group: *group,
            column: *column,
            start: start.mean(),
            end: end.mean(),
            change: change.mean(),
            sd: end.standard_deviation(),
            end_interval: end.interval(critical),
            change_interval: change.interval(critical),
            replicates: end.count(),
        }
    }
}

/// Adds start, end and change of every replicate.
fn each_curve<K: Curves + ?Sized>(runs: &K, summed: &mut [Summed], add: fn(&mut Moments, f64)) -> Result<(), Error> {
    let (replicates, rounds) = (runs.replicates().len(), runs.rounds());
    let mut curve = Vec::with_capacity(rounds);
    for position in 0..replicates {
        for Summed { group, column, start, end, change } in summed.iter_mut() {
            curve.clear();
            runs.read(position, *group, *column, 0..rounds, &mut curve)?;
            let (first, last) = start_and_end(&curve);
            add(start, first);
            add(end, last);
            add(change, last - first);
        }
    }
    Ok(())
}

/// The means over the first and the last rounds of a curve; NaN where all are missing.
fn start_and_end(curve: &[f64]) -> (f64, f64) {
    let first = (curve.len() / 5).clamp(1, START_ROUNDS).min(curve.len());
    let last = curve.len().saturating_sub(first).clamp(1, END_ROUNDS).min(curve.len());
    let mean = |values: &[f64]| stats::mean(values).unwrap_or(f64::NAN);
    (mean(&curve[..first]), mean(&curve[curve.len() - last..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Run;
    use crate::observe::testing::{run_of, varied};

    fn rising(replicate: u32, rounds: u32) -> Run {
        run_of(replicate, rounds, |round, _, _| f64::from(round) + 10.0 * f64::from(replicate))
    }

    #[test]
    fn start_and_end_are_means_over_13_and_52_rounds() {
        let row = summarise(&vec![rising(0, 100)]).expect("a summary")[0];
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
        let row = summarise(&vec![rising(0, 100), rising(1, 100), rising(2, 100)]).expect("a summary")[0];
        assert_eq!(row.change_interval, Some((67.5, 67.5)));
        assert_eq!(row.sd, Some(10.0));
        let (low, high) = row.end_interval.unwrap();
        assert!((high - low - 2.0 * 4.302653 * 10.0 / 3f64.sqrt()).abs() < 1e-4);
    }

    #[test]
    fn what_is_missing_in_all_rounds_is_none() {
        let missing = run_of(0, 5, |_, _, column| if column == 0 { f64::NAN } else { 1.0 });
        let rows = summarise(&vec![missing]).expect("a summary");
        assert_eq!((rows.len(), rows[0].end, rows[0].replicates), (5 * COLUMNS.len(), None, 0));
        assert_eq!((rows[1].end, rows[1].change, rows[1].replicates), (Some(1.0), Some(0.0), 1));
    }

    #[test]
    fn runs_read_one_by_one_give_what_all_of_them_together_give() {
        let runs: Vec<Run> = (0..40).map(|replicate| varied(replicate, 9)).collect();
        let rows = summarise(&runs).expect("a summary");
        for row in rows {
            let curves = runs.iter().map(|run| run.series(row.column, row.group).expect("a curve"));
            let ends: Vec<(f64, f64)> = curves.map(|curve| start_and_end(&curve)).collect();
            let (starts, ends): (Vec<f64>, Vec<f64>) = ends.into_iter().unzip();
            let changes: Vec<f64> = starts.iter().zip(&ends).map(|(start, end)| end - start).collect();
            assert_eq!((row.start, row.end), (stats::mean(&starts), stats::mean(&ends)));
            assert_eq!((row.change, row.sd), (stats::mean(&changes), stats::standard_deviation(&ends)));
            assert_eq!(row.end_interval, stats::t_interval(&ends, CONFIDENCE));
            assert_eq!(row.change_interval, stats::t_interval(&changes, CONFIDENCE));
        }
    }
}
