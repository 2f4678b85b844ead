//! Means, spreads, quantiles and intervals of samples. Missing values are NaN: every function here leaves them out, and
//! answers `None` where too few values remain.

mod adjust;
mod bootstrap;
mod paired;
pub mod prim;
mod rank;
pub mod sensitivity;
mod share;
mod split;
mod sums;

pub use adjust::holm;
pub use bootstrap::bca_interval;
pub use paired::{Paired, differences, paired};
pub use rank::{Rank, rank_correlation};
pub use share::share_interval;
pub use split::{Components, variance_components};
pub use sums::PairSums;

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Values that are as like as this part of their size are the same: what is left between them is rounding.
const ROUNDING: f64 = 1e-12;

/// A spread around a mean, without what rounding makes of equal values.
fn spread(deviation: f64, mean: f64) -> f64 {
    if deviation <= ROUNDING * mean.abs() { 0.0 } else { deviation }
}

/// The values that are not missing, in their order.
pub fn present(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| !value.is_nan()).collect()
}

/// Arithmetic mean of the values that are not missing.
pub fn mean(values: &[f64]) -> Option<f64> {
    let values = present(values);
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Sample standard deviation, with `n - 1` in the denominator; needs two values. It is zero where they differ by rounding only.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let values = present(values);
    if values.len() < 2 {
        return None;
    }
    let mean = mean(&values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some(spread((squares / (values.len() - 1) as f64).sqrt(), mean))
}

/// Standard error of the mean; needs two values.
pub fn standard_error(values: &[f64]) -> Option<f64> {
    let n = present(values).len() as f64;
    Some(standard_deviation(values)? / n.sqrt())
}

/// Student's t interval of the mean at a confidence level such as 0.95; needs two values.
pub fn t_interval(values: &[f64], confidence: f64) -> Option<(f64, f64)> {
    let values = present(values);
    let half = t_critical(values.len(), confidence)? * standard_error(&values)?;
    let mean = mean(&values)?;
    Some((mean - half, mean + half))
}

/// How many standard errors reach to either side of the mean of `n` values at a confidence level.
pub fn t_critical(n: usize, confidence: f64) -> Option<f64> {
    if n < 2 || !(0.0..1.0).contains(&confidence) {
        return None;
    }
    let distribution = StudentsT::new(0.0, 1.0, (n - 1) as f64).ok()?;
    Some(distribution.inverse_cdf(0.5 + confidence / 2.0))
}

/// Mean and spread of values that come one by one and are not kept: all of them for the mean, then all of them again for
/// the spread. Gives the same bits as [`mean`], [`standard_deviation`] and [`t_interval`] of the values in that order.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    count: usize,
    sum: f64,
    squares: f64,
}

impl Default for Moments {
    fn default() -> Self {
        let nothing = std::iter::empty::<f64>().sum();
        Self { count: 0, sum: nothing, squares: nothing }
    }
}

impl Moments {
    /// Adds a value for the mean; a missing one is left out.
    pub fn add(&mut self, value: f64) {
        if !value.is_nan() {
            self.count += 1;
            self.sum += value;
        }
    }

    /// Adds a value for the spread, once all of them are there for the mean.
    pub fn add_square(&mut self, value: f64) {
        if !value.is_nan() {
            let mean = self.sum / self.count as f64;
            self.squares += (value - mean) * (value - mean);
        }
    }

    /// Values that are not missing.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Their mean.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    /// Their sample standard deviation, with `n - 1` in the denominator; needs two values.
    pub fn standard_deviation(&self) -> Option<f64> {
        let deviation = || (self.squares / (self.count - 1) as f64).sqrt();
        (self.count > 1).then(|| spread(deviation(), self.sum / self.count as f64))
    }

    /// The t interval of their mean; needs two values.
    pub fn interval(&self, critical: &mut CriticalValues) -> Option<(f64, f64)> {
        let half = critical.of(self.count)? * (self.standard_deviation()? / (self.count as f64).sqrt());
        let mean = self.mean()?;
        Some((mean - half, mean + half))
    }
}

/// Critical values of t at a confidence level, each worked out once: that takes long, and most samples have the same size.
#[derive(Clone, Debug)]
pub struct CriticalValues {
    confidence: f64,
    by_size: BTreeMap<usize, Option<f64>>,
}

impl CriticalValues {
    /// Those of a confidence level such as 0.95.
    pub fn new(confidence: f64) -> Self {
        Self { confidence, by_size: BTreeMap::new() }
    }

    /// [`t_critical`] of samples of that size.
    pub fn of(&mut self, n: usize) -> Option<f64> {
        *self.by_size.entry(n).or_insert_with(|| t_critical(n, self.confidence))
    }

    /// [`t_interval`] at the same level.
    pub fn interval(&mut self, values: &[f64]) -> Option<(f64, f64)> {
        let half = self.of(present(values).len())? * standard_error(values)?;
        let mean = mean(values)?;
        Some((mean - half, mean + half))
    }
}

/// The quantile of that share by Hyndman and Fan's type 7 (linear between order statistics; the default of R and NumPy).
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut values = present(values);
    values.sort_by(f64::total_cmp);
    quantile_of_sorted(&values, share)
}

/// [`quantile`] of values that are in ascending order already, none missing.
pub fn quantile_of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let position = share * last as f64;
    let below = position.floor() as usize;
    let part = position - below as f64;
    let above = (below + 1).min(last);
    Some(sorted[below] + part * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISSING: f64 = f64::NAN;

    fn near(found: Option<f64>, expected: f64, tolerance: f64) {
        let found = found.expect("a value");
        assert!((found - expected).abs() < tolerance, "{found} is not {expected}");
    }

    /// Student's data on extra sleep (Biometrika 1908), drug 1: R gives mean 0.75, sd 1.78901, interval -0.5297804 to
    /// 2.0297804.
    const SLEEP: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];

    #[test]
    fn students_sleep_data_give_the_published_answers() {
        near(mean(&SLEEP), 0.75, 1e-12);
        near(standard_deviation(&SLEEP), 1.789010, 1e-6);
        near(standard_error(&SLEEP), 0.565735, 1e-6);
        let (low, high) = t_interval(&SLEEP, 0.95).expect("an interval");
        near(Some(low), -0.5297804, 1e-6);
        near(Some(high), 2.0297804, 1e-6);
    }

    #[test]
    fn critical_values_are_those_of_the_tables() {
        near(t_critical(2, 0.95), 12.7062, 1e-3);
        near(t_critical(11, 0.95), 2.2281, 1e-4);
        near(t_critical(31, 0.99), 2.7500, 1e-4);
        assert_eq!(t_critical(1, 0.95), None);
        assert_eq!(t_critical(5, 1.0), None);
    }

    #[test]
    fn intervals_with_kept_critical_values_are_the_same_to_the_bit() {
        let mut critical = CriticalValues::new(0.95);
        for values in [&SLEEP[..], &SLEEP[..4], &[1.0, MISSING, 3.0], &[1.0], &SLEEP] {
            assert_eq!(critical.interval(values), t_interval(values, 0.95));
        }
    }

    #[test]
    fn quantiles_are_those_of_type_7() {
        let values = [4.0, 1.0, 3.0, 2.0];
        near(quantile(&values, 0.25), 1.75, 1e-12);
        near(quantile(&values, 0.5), 2.5, 1e-12);
        near(quantile(&values, 0.05), 1.15, 1e-12);
        near(quantile(&values, 0.0), 1.0, 1e-12);
        near(quantile(&values, 1.0), 4.0, 1e-12);
        assert_eq!(quantile(&values, 1.1), None);
    }

    #[test]
    fn missing_values_are_left_out() {
        near(mean(&[1.0, MISSING, 3.0]), 2.0, 1e-12);
        near(standard_deviation(&[1.0, MISSING, 3.0]), std::f64::consts::SQRT_2, 1e-12);
        near(quantile(&[MISSING, 5.0], 0.9), 5.0, 1e-12);
        assert_eq!(t_interval(&[1.0, MISSING], 0.95), None);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[MISSING, MISSING]), None);
        assert_eq!(standard_deviation(&[1.0]), None);
        assert_eq!(quantile(&[], 0.5), None);
    }
}
