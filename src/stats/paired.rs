//! Two samples whose values belong together, pair by pair.

use super::sums::{PairSums, two_sided};
use super::{ROUNDING, mean, standard_deviation, standard_error, t_interval};

/// What pairs tell of the difference of the second from the first. Pairs with a missing value are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Pairs with both values.
    pub pairs: usize,
    /// Mean of the first values.
    pub first: f64,
    /// Mean of the second values.
    pub second: f64,
    /// Mean of the differences, second minus first.
    pub difference: f64,
    /// Student's t interval of it; needs two pairs.
    pub interval: Option<(f64, f64)>,
    /// Mean of the differences over their standard deviation (d_z of Lakens 2013); none where they do not vary.
    pub effect: Option<f64>,
    /// Differences with the sign of their mean.
    pub same_sign: usize,
    /// Two-sided p of the paired t test; none where the differences do not vary.
    pub p: Option<f64>,
    /// Variance of the differences over that of unpaired samples, the sum of both variances.
    pub variance_ratio: Option<f64>,
}

/// The differences pair by pair, second minus first; NaN where one is missing, and zero where rounding alone tells them apart.
pub fn differences(first: &[f64], second: &[f64]) -> Vec<f64> {
    let all = first.iter().zip(second).map(|(first, second)| {
        let (difference, size) = (second - first, first.abs().max(second.abs()));
        if difference.abs() <= ROUNDING * size { 0.0 } else { difference }
    });
    all.collect()
}

/// Compares pairs at a confidence level; none if no pair has both values. Values below 8192 are taken to the nearest 2^-40, so
/// that all but the ratio of variances follows from exact sums ([`PairSums`]).
pub fn paired(first: &[f64], second: &[f64], confidence: f64) -> Option<Paired> {
    let both = |(a, b): &(&f64, &f64)| !a.is_nan() && !b.is_nan();
    let (first, second): (Vec<f64>, Vec<f64>) = first.iter().zip(second).filter(both).unzip();
    let found = PairSums::of(&first, &second).and_then(|sums| sums.paired(confidence));
    let variances = |differences: &[f64]| variance_ratio(differences, &first, &second, rounding(&first, &second));
    if let Some(found) = found {
        return Some(Paired { variance_ratio: variances(&differences(&first, &second)), ..found });
    }
    far(&first, &second, confidence)
}

/// The same for values too large for exact sums.
fn far(first: &[f64], second: &[f64], confidence: f64) -> Option<Paired> {
    let differences = differences(first, second);
    let difference = mean(&differences)?;
    let noise = rounding(first, second);
    Some(Paired {
        pairs: differences.len(),
        first: mean(first)?,
        second: mean(second)?,
        difference,
        interval: t_interval(&differences, confidence),
        effect: standard_deviation(&differences).filter(|&sd| sd > noise).map(|sd| difference / sd),
        same_sign: differences.iter().filter(|&&each| sign(each) == sign(difference)).count(),
        p: two_sided_p(&differences, noise),
        variance_ratio: variance_ratio(&differences, first, second, noise),
    })
}

fn sign(value: f64) -> i8 {
    i8::from(value > 0.0) - i8::from(value < 0.0)
}

/// A spread up to this is one of rounding: of values that would be equal if numbers had no end.
fn rounding(first: &[f64], second: &[f64]) -> f64 {
    ROUNDING * first.iter().chain(second).fold(0.0, |largest: f64, value| largest.max(value.abs()))
}

/// Of the t test that the mean is 0.
fn two_sided_p(values: &[f64], noise: f64) -> Option<f64> {
    standard_deviation(values).filter(|&sd| sd > noise)?;
    two_sided(mean(values)? / standard_error(values)?, values.len())
}

fn variance_ratio(differences: &[f64], first: &[f64], second: &[f64], noise: f64) -> Option<f64> {
    let variance = |values: &[f64]| standard_deviation(values).map(|sd| sd * sd);
    let unpaired = variance(first)? + variance(second)?;
    (unpaired > noise * noise).then_some(variance(differences)? / unpaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Student's data on extra sleep (Biometrika 1908) under two drugs, the same ten patients; `sleep` in R.
    const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6 * expected.abs().max(1e-3), "{found} is not {expected}");
    }

    #[test]
    fn students_sleep_data_give_the_published_paired_test() {
        // R: t.test(second, first, paired = TRUE): t = 4.0621, df = 9, p = 0.002833, interval 0.7001142 to 2.4598858.
        let found = paired(&FIRST, &SECOND, 0.95).expect("pairs");
        near(found.difference, 1.58);
        let (low, high) = found.interval.expect("an interval");
        near(low, 0.7001142);
        near(high, 2.4598858);
        near(found.p.expect("a p"), 0.00283289);
        near(found.effect.expect("an effect"), 1.2845576);
        near(found.variance_ratio.expect("a ratio"), 0.2098450);
        assert_eq!((found.pairs, found.same_sign), (10, 9), "one patient slept as long under both");
    }

    #[test]
    fn identical_samples_differ_by_nothing_and_are_no_test() {
        let found = paired(&FIRST, &FIRST, 0.95).expect("pairs");
        assert_eq!((found.difference, found.interval), (0.0, Some((0.0, 0.0))));
        assert_eq!((found.effect, found.p, found.variance_ratio), (None, None, Some(0.0)));
        assert_eq!(found.same_sign, 10);
        let constant = paired(&[2.0; 3], &[2.0; 3], 0.95).expect("pairs");
        assert_eq!(constant.variance_ratio, None);
    }

    #[test]
    fn a_spread_that_rounding_makes_is_none() {
        let found = paired(&[0.1, 0.1, 0.1], &[0.3, 0.1 + 0.2, 0.3], 0.95).expect("pairs");
        assert_eq!((found.effect, found.p, found.variance_ratio), (None, None, None));
        assert!((found.difference - 0.2).abs() < 1e-12);
    }

    #[test]
    fn differences_within_rounding_are_none() {
        let found = paired(&[0.3, 0.3, 0.3], &[0.1 + 0.2, 0.3, 0.1 + 0.2], 0.95).expect("pairs");
        assert_eq!((found.difference, found.interval, found.p), (0.0, Some((0.0, 0.0)), None));
        assert_eq!(differences(&[1.0, f64::NAN], &[1.0 + 1e-9, 2.0])[0], 1.000000082740371e-9);
        assert_eq!(standard_deviation(&[0.3, 0.1 + 0.2, 0.3]), Some(0.0));
    }

    #[test]
    fn pairs_with_a_missing_value_are_left_out() {
        let found = paired(&[1.0, f64::NAN, 3.0, 5.0], &[2.0, 9.0, f64::NAN, 8.0], 0.95).expect("pairs");
        assert_eq!((found.pairs, found.first, found.second, found.difference), (2, 3.0, 5.0, 2.0));
        assert_eq!(paired(&[f64::NAN], &[1.0], 0.95), None);
        let single = paired(&[1.0], &[2.0], 0.95).expect("a pair");
        assert_eq!((single.difference, single.interval, single.p, single.variance_ratio), (1.0, None, None, None));
    }

    #[test]
    fn samples_of_opposite_movement_are_worse_paired_than_unpaired() {
        let found = paired(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0], 0.95).expect("pairs");
        assert_eq!(found.variance_ratio, Some(2.0));
    }
}
