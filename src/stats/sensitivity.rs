//! How much each factor of a function with luck in it matters: Sobol's indices and Morris's elementary effects of its mean.
//!
//! At every point of a design the function is run with the same `m` seeds, its replicates. What is asked for is the mean over
//! all seeds, of which the mean over `m` is a noisy reading, and the square of a noisy reading is too large. So squares are
//! products of different replicates only: of the values `D[k]` of a difference
//! `sum over k != l of D[k] D[l] / (m (m - 1))` is the square of its mean over all seeds without bias, however large the luck.
//! Of one replicate it is the square itself, which is right for a function without luck only.
//!
//! Intervals are those of the pigeonhole bootstrap (Owen 2007, Annals of Applied Statistics 1: 386-411): base points and
//! replicates are drawn anew, each for themselves, as both were drawn once. A replicate drawn twice is not multiplied with
//! itself. They allow for luck that a seed brings to all points alike, so they are too wide where each run has its own: such
//! luck counts three times in the variance of a mean, and about seven times in that of a product. Two replicates can be drawn
//! in one way only, so their intervals say nothing about the choice of seeds; four or more do, ten do it well.

mod morris;
mod replicates;
mod resample;
mod sobol;
mod weights;

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod examples;

pub use morris::{MorrisIndices, morris, morris_convergence};
pub use replicates::{Proposal, morris_replicates, sobol_replicates};
pub use sobol::{Block, SobolIndices, sobol, sobol_convergence};

/// How intervals are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How often base points and replicates are drawn anew.
    pub resamples: usize,
    /// Seed of these draws: the same seed gives the same intervals.
    pub seed: u64,
    /// Confidence level of the intervals, between 0 and 1.
    pub confidence: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { resamples: 1000, seed: 2007, confidence: 0.95 }
    }
}

/// A value with its interval; the ends are NaN where nothing was drawn anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Why there are no indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Fewer than two base points without missing values.
    #[error("of the base points {used} can be used, and at least 2 are needed")]
    TooFew {
        /// Base points without missing values.
        used: usize,
    },
    /// One replicate shows no luck.
    #[error("one replicate a point does not tell luck from effect")]
    OneReplicate,
    /// Lists that should be of the same length are not, or there are no factors or replicates.
    #[error("the base points differ in their factors or replicates, or have none")]
    Uneven,
    /// The mean response does not vary, or no more than luck explains.
    #[error("the mean response shows no variance that factors could share")]
    NoVariance,
}

/// Indices of the first base points of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<T> {
    /// How many base points, left out or not.
    pub points: usize,
    /// Their indices.
    pub indices: Result<T, Undefined>,
}

/// Indices of the first eighth, quarter, half and all of the base points; of each number once, and from two on.
fn steps<T>(points: usize, indices: impl Fn(usize) -> Result<T, Undefined>) -> Vec<Step<T>> {
    let mut counts: Vec<usize> = [8, 4, 2, 1].iter().map(|parts| points / parts).filter(|&count| count > 1).collect();
    counts.dedup();
    counts.into_iter().map(|points| Step { points, indices: indices(points) }).collect()
}

/// The place of each value from 1 for the largest; equal ones share the mean of their places.
fn places(values: &[f64]) -> Vec<f64> {
    let place = |value: &f64| {
        let above = values.iter().filter(|other| *other > value).count();
        let equal = values.iter().filter(|other| *other == value).count();
        above as f64 + (equal as f64 + 1.0) / 2.0
    };
    values.iter().map(place).collect()
}

/// Intervals of places in whole places.
fn whole_places(places: &[Estimate]) -> Vec<Estimate> {
    let whole = |place: &Estimate| Estimate { low: place.low.floor(), high: place.high.ceil(), ..*place };
    places.iter().map(whole).collect()
}

/// The factors that all base points have in common, and the replicates; none if they differ.
fn shape<'a>(mut lists: impl Iterator<Item = &'a [Vec<f64>]>) -> Option<(usize, usize)> {
    let first = lists.next()?;
    let (factors, replicates) = (first.len(), first.first()?.len());
    let fits = |list: &[Vec<f64>]| list.len() == factors && list.iter().all(|values| values.len() == replicates);
    (replicates > 0 && fits(first) && lists.all(fits)).then_some((factors, replicates))
}

/// Whether all values of all lists are numbers.
fn complete(lists: &[Vec<f64>]) -> bool {
    lists.iter().flatten().all(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_has_place_one_and_equal_ones_share_their_places() {
        assert_eq!(places(&[0.1, 0.7, 0.1, 0.3]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(places(&[]), [0.0; 0]);
    }

    #[test]
    fn steps_double_and_need_two_points() {
        let counts = |points| steps(points, |_| Ok(())).iter().map(|step| step.points).collect::<Vec<_>>();
        assert_eq!(counts(1024), [128, 256, 512, 1024]);
        assert_eq!(counts(10), [2, 5, 10]);
        assert_eq!(counts(1), [0; 0]);
    }
}
