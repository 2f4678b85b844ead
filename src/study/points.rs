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
    /// How it differs from the point that it is held against.
    pub contrast: Option<PointContrast>,
}

/// How a point differs from another one, replicate by replicate, which have the same seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointContrast {
    /// The position of the other point.
    pub against: usize,
    /// The mean difference, if any replicate has a value at both.
    pub mean: Option<f64>,
    /// Its 95 % t interval.
    pub interval: Option<(f64, f64)>,
    /// Replicates that have a value at both.
    pub pairs: usize,
}

/// Each point of which a run has ended, by its position, with all outcomes.
pub fn point_outcomes<'a>(plan: &'a dyn Plan, rows: &'a Rows) -> impl Iterator<Item = (usize, Vec<PointOutcome>)> + 'a {
    let mut critical = CriticalValues::new(CONFIDENCE);
    (0..plan.points().len()).filter_map(move |point| {
        let (runs, reference) = (runs(plan, rows, point), plan.reference(point));
        if runs.iter().all(Option::is_none) {
            return None;
        }
        let others = reference.map(|against| (against, self::runs(plan, rows, against)));
        let outcome = |outcome: usize| {
            let values = values(&runs, outcome);
            let contrast = others.as_ref().map(|(against, others)| {
                let pairs = values.iter().zip(self::values(others, outcome)).map(|(value, other)| value - other);
                contrast_of(*against, &pairs.collect::<Vec<_>>(), &mut critical)
            });
            PointOutcome { contrast, ..outcome_of(&values, &mut critical) }
        };
        Some((point, (0..plan.outcomes().len()).map(outcome).collect()))
    })
}

/// What is known of each replicate of a point.
fn runs<'a>(plan: &dyn Plan, rows: &'a Rows, point: usize) -> Vec<Option<&'a [f64]>> {
    let run = |replicate| rows.get(Job { point, replicate }).map(|record| record.outcomes.as_slice());
    (0..plan.replicates()).map(run).collect()
}

/// An outcome by replicate, missing where there is no such run.
fn values(runs: &[Option<&[f64]>], outcome: usize) -> Vec<f64> {
    runs.iter().map(|run| run.and_then(|values| values.get(outcome).copied()).unwrap_or(f64::NAN)).collect()
}

fn outcome_of(values: &[f64], critical: &mut CriticalValues) -> PointOutcome {
    let (mean, n) = (stats::mean(values), stats::present(values).len());
    let (sd, interval) = (stats::standard_deviation(values), critical.interval(values));
    PointOutcome { mean, sd, interval, n, contrast: None }
}

fn contrast_of(against: usize, differences: &[f64], critical: &mut CriticalValues) -> PointContrast {
    let (mean, pairs) = (stats::mean(differences), stats::present(differences).len());
    PointContrast { against, mean, interval: critical.interval(differences), pairs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::testing::ByHand;
    use crate::study::{Record, Status};

    #[test]
    fn points_are_paired_by_replicate_with_the_one_that_they_are_held_against() {
        let plan = ByHand { reference: Some(0), ..ByHand::new(&["talks", "forum"], 4) };
        let mut rows = Rows::none(&plan);
        let mut take = |point, replicate, outcome| {
            let record = Record {
                status: Status::Done,
                stage: String::new(),
                message: String::new(),
                outcomes: vec![outcome, 1.0],
            };
            rows.insert(Job { point, replicate }, record);
        };
        for (replicate, (one, other)) in [(0.1, 0.2), (0.5, 0.8), (0.9, f64::NAN)].into_iter().enumerate() {
            take(0, replicate as u32, one);
            take(1, replicate as u32, other);
        }
        take(1, 3, 7.0);
        let found: Vec<_> = point_outcomes(&plan, &rows).map(|(_, outcomes)| outcomes[0]).collect();
        assert_eq!(found[0].contrast, None);
        let contrast = found[1].contrast.expect("it is held against the first");
        assert_eq!((contrast.against, contrast.pairs, found[1].n), (0, 2, 3));
        // Differences 0.1 and 0.3: mean 0.2, standard error 0.1, t of one degree of freedom 12.706.
        let (low, high) = contrast.interval.expect("two pairs");
        let expected = [0.2, 0.2 - 1.270_62, 0.2 + 1.270_62];
        let near = [contrast.mean.expect("a mean"), low, high].iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-4);
        assert!(near, "{contrast:?}");
    }
}
