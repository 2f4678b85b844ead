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

/// The percentile interval. One of 1.96 standard deviations of the resamples covers as well, but where luck leaves the variance
/// of the mean response little above zero, it is several times as wide: a few resamples divide by next to nothing.
fn interval(value: f64, drawn: &[f64], confidence: f64) -> Estimate {
    let end = |share| quantile(drawn, share).unwrap_or(f64::NAN);
    Estimate { value, low: end((1.0 - confidence) / 2.0), high: end((1.0 + confidence) / 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sensitivity::weights::Table;

    fn mean(settings: &Settings, rows: &[f64]) -> (Estimate, usize) {
        let table = Table::of_rows(rows.iter().map(|&value| vec![value]));
        let act = |weights: &Weights| Some(vec![weights.over_points(&table, |row| weights.mean(row))]);
        let (found, lost) = estimates((rows.len(), 1), settings, act).expect("a mean");
        (found[0], lost)
    }

    #[test]
    fn the_interval_of_a_mean_is_that_of_its_resamples() {
        // The mean of 0 to 99 has the standard error 2.887 (of the sample as a population): 49.5 and 5.66 to both sides.
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let (found, lost) = mean(&Settings { resamples: 4000, ..Settings::default() }, &values);
        assert!((found.value - 49.5).abs() < 1e-9 && lost == 0);
        assert!((found.low - 43.84).abs() < 0.5 && (found.high - 55.16).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn resamples_without_an_answer_are_counted_and_left_out() {
        let act = |weights: &Weights| Some(vec![weights.mean(&[1.0, 2.0, 3.0])]).filter(|found| found[0] <= 2.0);
        let (found, lost) = estimates((2, 3), &Settings::default(), act).expect("a mean");
        assert!(found[0].high == 2.0 && lost > 200 && lost < 500, "{found:?} {lost}");
        assert_eq!(estimates((2, 3), &Settings::default(), |_| None), None);
    }

    #[test]
    fn without_resamples_there_is_a_value_without_an_interval() {
        let (found, _) = mean(&Settings { resamples: 0, ..Settings::default() }, &[1.0, 3.0]);
        assert!(found.value == 2.0 && found.low.is_nan() && found.high.is_nan());
        let (found, _) = mean(&Settings { confidence: 7.0, ..Settings::default() }, &[1.0, 3.0]);
        assert!(found.low.is_nan() && found.high.is_nan());
    }
}
