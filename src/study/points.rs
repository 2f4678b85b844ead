//! What came of each point of a sweep: its outcomes over the replicates.

use super::{Job, Plan, Rows};

use crate::stats::{self, CriticalValues};

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

/// Each point of which a run has ended, by its position, with all outcomes.
pub fn point_outcomes<'a>(plan: &'a dyn Plan, rows: &'a Rows) -> impl Iterator<Item = (usize, Vec<PointOutcome>)> + 'a {
    let mut critical = CriticalValues::new(CONFIDENCE);
    (0..plan.points().len()).filter_map(move |point| {
        let runs = (0..plan.replicates()).filter_map(|replicate| rows.get(Job { point, replicate }));
        let runs: Vec<&[f64]> = runs.map(|record| record.outcomes.as_slice()).collect();
        let values = |outcome: usize| runs.iter().filter_map(move |values| values.get(outcome).copied()).collect();
        let outcomes = (0..plan.outcomes().len()).map(values);
        let outcomes: Vec<PointOutcome> = outcomes.map(|values: Vec<f64>| outcome_of(&values, &mut critical)).collect();
        (!runs.is_empty()).then_some((point, outcomes))
    })
}

fn outcome_of(values: &[f64], critical: &mut CriticalValues) -> PointOutcome {
    let (mean, n) = (stats::mean(values), stats::present(values).len());
    PointOutcome { mean, sd: stats::standard_deviation(values), interval: critical.interval(values), n }
}
