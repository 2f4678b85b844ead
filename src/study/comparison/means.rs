//! An arm by itself: the means of an outcome over its replicates, and how well they are known.

use super::contrast::means_of_draws;
use super::{Arm, CONFIDENCE, Comparison, LUCKS, Question};
use crate::stats;

/// The mean of an outcome over the replicates of an arm. NaN or none where values are missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmMean {
    /// The mean.
    pub mean: f64,
    /// 95 % t interval of it; where unknowns were drawn it counts draws, not replicates.
    pub interval: Option<(f64, f64)>,
    /// Standard deviation between replicates.
    pub sd: Option<f64>,
    /// Replicates that have a value.
    pub replicates: usize,
}

impl Comparison {
    /// An arm's mean over the last rounds.
    pub fn mean_of(&self, arm: &Arm, question: Question) -> ArmMean {
        let values: Vec<f64> = arm.runs.iter().map(|run| question.of(run, self.window)).collect();
        self.mean_over(&values)
    }

    /// An arm's mean round by round, as long as all its runs go on.
    pub fn means_by_round(&self, arm: &Arm, question: Question) -> Vec<ArmMean> {
        let curves: Vec<Vec<f64>> = arm.runs.iter().map(|run| question.curve(run).unwrap_or_default()).collect();
        let rounds = curves.iter().map(Vec::len).min().unwrap_or(0);
        let at = |round: usize| curves.iter().map(|curve| curve[round]).collect::<Vec<f64>>();
        (0..rounds).map(|round| self.mean_over(&at(round))).collect()
    }

    fn mean_over(&self, values: &[f64]) -> ArmMean {
        let lucks = if self.unknowns.is_empty() { 1 } else { LUCKS as usize };
        let (draws, _) = means_of_draws(values, values, lucks);
        ArmMean {
            mean: stats::mean(&draws).unwrap_or(f64::NAN),
            interval: stats::t_interval(&draws, CONFIDENCE),
            sd: stats::standard_deviation(values),
            replicates: stats::present(values).len(),
        }
    }
}
