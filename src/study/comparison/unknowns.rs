//! Which unknown goes with a difference.

use super::contrast::means_of_draws;
use super::{CONFIDENCE, Comparison, Contrast, LUCKS, Question, Unknown};
use crate::stats::{self, Rank};

/// How an unknown goes with the difference in an outcome, over draws.
#[derive(Clone, Debug)]
pub struct Association<'a> {
    /// The unknown.
    pub unknown: &'a Unknown,
    /// The outcome.
    pub question: Question,
    /// The rank correlation of the draws with the differences.
    pub rank: Rank,
}

impl Comparison {
    /// How each unknown goes with the difference of an arm in the primary outcomes, the closest first within each outcome. Left
    /// out: unknowns that are names, which have no order, and what does not vary.
    pub fn associations(&self, contrast: &Contrast) -> Vec<Association<'_>> {
        let all = self.primary.iter().flat_map(|&question| {
            let differences = self.differences_by_draw(contrast, question);
            let of = |unknown: &'_ Unknown| {
                let (draws, _) = means_of_draws(&unknown.draws, &unknown.draws, LUCKS as usize);
                stats::rank_correlation(&draws, &differences, CONFIDENCE)
            };
            let ordered = self.unknowns.iter().filter(|unknown| unknown.ordered);
            let mut found: Vec<Association<'_>> =
                ordered.filter_map(|unknown| Some(Association { unknown, question, rank: of(unknown)? })).collect();
            found.sort_by(|a, b| b.rank.rho.abs().total_cmp(&a.rank.rho.abs()));
            found
        });
        all.collect()
    }

    /// The paired differences in an outcome, a mean for each draw of the unknowns.
    fn differences_by_draw(&self, contrast: &Contrast, question: Question) -> Vec<f64> {
        let values =
            |arm: usize| self.arms[arm].runs.iter().map(|run| question.of(run, self.window)).collect::<Vec<_>>();
        let (first, second) = means_of_draws(&values(0), &values(contrast.arm), LUCKS as usize);
        stats::differences(&first, &second)
    }
}
