//! The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987).

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use statrs::distribution::{ContinuousCDF, Normal};

use super::{mean, present, quantile_of_sorted};

/// Samples drawn from the sample.
const RESAMPLES: usize = 4000;

/// Seed of the draws: the same sample has the same interval every time.
const SEED: u64 = 1987;

/// The BCa interval of the mean at a confidence level such as 0.95; needs two values. Where all values are equal it is
/// that point.
pub fn bca_interval(values: &[f64], confidence: f64) -> Option<(f64, f64)> {
    let values = present(values);
    let centre = mean(&values).filter(|_| values.len() >= 2 && (0.0..1.0).contains(&confidence))?;
    if values.iter().all(|&value| value == values[0]) {
        return Some((values[0], values[0]));
    }
    let means = resampled_means(&values);
    let normal = Normal::standard();
    let bias = normal.inverse_cdf(share_below(&means, centre)?);
    let acceleration = acceleration(&values, centre);
    let end = |share: f64| {
        let z = bias + normal.inverse_cdf(share);
        quantile_of_sorted(&means, normal.cdf(bias + z / (1.0 - acceleration * z)))
    };
    Some((end((1.0 - confidence) / 2.0)?, end((1.0 + confidence) / 2.0)?))
}

/// The means of samples drawn with replacement, in ascending order.
fn resampled_means(values: &[f64]) -> Vec<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let n = values.len() as u32;
    let mut draw = || (0..n).map(|_| values[rng.random_range(0..n) as usize]).sum::<f64>() / f64::from(n);
    let mut means: Vec<f64> = (0..RESAMPLES).map(|_| draw()).collect();
    means.sort_by(f64::total_cmp);
    means
}

/// The share of the means that lie below the centre, those at it by half; none if all lie on one side.
fn share_below(sorted: &[f64], centre: f64) -> Option<f64> {
    let below = sorted.partition_point(|&mean| mean < centre);
    let up_to = sorted.partition_point(|&mean| mean <= centre);
    let share = (below + up_to) as f64 / (2 * sorted.len()) as f64;
    (share > 0.0 && share < 1.0).then_some(share)
}

/// A sixth of the skewness of the jackknife values, which for a mean is that of the deviations.
fn acceleration(values: &[f64], centre: f64) -> f64 {
    let deviations = values.iter().map(|value| value - centre);
    let (squares, cubes) = deviations.fold((0.0, 0.0), |(s, c), d| (s + d * d, c + d * d * d));
    if squares > 0.0 { cubes / (6.0 * squares * squares.sqrt()) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bounds are a quantile of 4,000 means: they scatter by a few percent of the width around those of many more.
    fn near(found: Option<(f64, f64)>, (low, high): (f64, f64)) {
        let found = found.expect("an interval");
        let tolerance = 0.04 * (high - low);
        assert!(
            (found.0 - low).abs() < tolerance && (found.1 - high).abs() < tolerance,
            "{found:?}, not {low}, {high}"
        );
    }

    #[test]
    fn the_mouse_data_give_the_bounds_of_scipy() {
        // Survival in days of treated and control mice (Efron & Tibshirani 1993, table 2.1);
        // scipy.stats.bootstrap((data,), numpy.mean, n_resamples=400000, method="BCa").
        near(bca_interval(&[94., 197., 16., 38., 99., 141., 23.], 0.95), (46.285714, 138.285714));
        near(bca_interval(&[10., 27., 30., 40., 46., 51., 52., 104., 146.], 0.95), (36.111111, 91.888889));
    }

    #[test]
    fn students_sleep_differences_give_the_bounds_of_scipy() {
        near(bca_interval(&[1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4], 0.95), (1.06, 2.64));
    }

    #[test]
    fn the_interval_is_the_same_every_time_and_moves_with_the_values() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        let (low, high) = bca_interval(&values, 0.95).expect("an interval");
        assert_eq!(bca_interval(&values, 0.95), Some((low, high)));
        let mirrored = bca_interval(&values.map(|value| -value), 0.95).expect("an interval");
        assert!((mirrored.0 + high).abs() < 1e-9 && (mirrored.1 + low).abs() < 1e-9, "{mirrored:?}");
    }

    #[test]
    fn samples_without_spread_are_a_point_and_too_small_ones_nothing() {
        assert_eq!(bca_interval(&[0.1; 7], 0.95), Some((0.1, 0.1)));
        assert_eq!(bca_interval(&[3.0, f64::NAN], 0.95), None);
        assert_eq!(bca_interval(&[], 0.95), None);
        let (low, high) = bca_interval(&[1.0, 2.0], 0.95).expect("an interval");
        assert!(1.0 <= low && low <= high && high <= 2.0);
    }
}
