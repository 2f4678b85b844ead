//! Estimates with the intervals of the pigeonhole bootstrap.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::weights::Weights;
use super::{Estimate, Settings};
use crate::parallel;
use crate::stats::quantile;

/// Estimates in the order of what `act` makes of weights, and how many of the resamples it could make nothing of.
pub(super) fn estimates(
    (points, replicates): (usize, usize),
    settings: &Settings,
    act: impl Fn(&Weights) -> Option<Vec<f64>> + Sync + Send,
) -> Option<(Vec<Estimate>, usize)> {
    let values = act(&Weights::even(points, replicates))?;
    let drawn = |key| act(&Weights::drawn(&mut Xoshiro256PlusPlus::seed_from_u64(key), points, replicates));
    let keys = keys(settings);
    let drawn: Vec<Vec<f64>> = parallel::map(keys.len(), 8, |n| drawn(keys[n])).into_iter().flatten().collect();
    let column = |n: usize| drawn.iter().map(|values| values[n]).collect::<Vec<f64>>();
    let estimates = values.iter().enumerate().map(|(n, &value)| interval(value, &column(n), settings.confidence));
    Some((estimates.collect(), settings.resamples - drawn.len()))
}

/// A seed for each resample, so that their order does not matter.
fn keys(settings: &Settings) -> Vec<u64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    (0..settings.resamples).map(|_| rng.next_u64()).collect()
}

/// The percentile interval.
fn interval(value: f64, drawn: &[f64], confidence: f64) -> Estimate {
    let end = |share| quantile(drawn, share).unwrap_or(f64::NAN);
    Estimate { value, low: end((1.0 - confidence) / 2.0), high: end((1.0 + confidence) / 2.0) }
}
