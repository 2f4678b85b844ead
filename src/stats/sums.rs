//! Sums over pairs that are exact: the same in any order, and of parts the same as of the whole. So runs that were made in
//! many places give the bits that one machine gives.
//!
//! Values are taken as whole multiples of a grain of 2^-40, about 9e-13; what is told apart by less is the same.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::paired::{Paired, differences};
use super::{spread, t_critical};

/// Grains in a unit.
const GRAINS: f64 = (1_u64 << 40) as f64;

/// Larger values are not counted in grains.
const LARGEST: f64 = 8192.0;

/// Counts and sums over pairs of values, in grains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairSums {
    /// Pairs.
    pub pairs: u32,
    /// Sum of the first values.
    pub first: i128,
    /// Sum of the differences, second minus first.
    pub difference: i128,
    /// Sum of their squares, in grains of grains.
    pub squares: i128,
    /// Pairs whose second value is larger.
    pub up: u32,
    /// Pairs whose second value is smaller.
    pub down: u32,
}

impl PairSums {
    /// Of pairs in which no value is missing; none if one of them is 8192 or more in size.
    pub fn of(first: &[f64], second: &[f64]) -> Option<Self> {
        let near = |values: &[f64]| values.iter().all(|value| value.abs() < LARGEST);
        if !near(first) || !near(second) {
            return None;
        }
        let [first, second] =
            [first, second].map(|values| values.iter().map(|&value| on_grains(value)).collect::<Vec<_>>());
        let mut sums = Self::default();
        for (first, difference) in first.iter().zip(differences(&first, &second)) {
            sums.take(grains(*first), grains(difference));
        }
        Some(sums)
    }

    fn take(&mut self, first: i128, difference: i128) {
        self.pairs += 1;
        self.first += first;
        self.difference += difference;
        self.squares += difference * difference;
        self.up += u32::from(difference > 0);
        self.down += u32::from(difference < 0);
    }

    /// Those of these pairs and of others.
    pub fn and(self, other: Self) -> Self {
        Self {
            pairs: self.pairs + other.pairs,
            first: self.first + other.first,
            difference: self.difference + other.difference,
            squares: self.squares + other.squares,
            up: self.up + other.up,
            down: self.down + other.down,
        }
    }

    /// What they tell at a confidence level, but for the ratio of variances; none without a pair, or if there are too many
    /// for the size of their values.
    pub fn paired(&self, confidence: f64) -> Option<Paired> {
        let n = f64::from(self.pairs);
        let mean = |sum: i128| (self.pairs > 0).then(|| sum as f64 / GRAINS / n);
        let (first, difference) = (mean(self.first)?, mean(self.difference)?);
        let deviation = if self.pairs > 1 { Some(self.deviation(difference)?) } else { None };
        let half =
            deviation.zip(t_critical(self.pairs as usize, confidence)).map(|(sd, critical)| critical * sd / n.sqrt());
        let varies = deviation.filter(|&deviation| deviation > 1.0 / GRAINS);
        Some(Paired {
            pairs: self.pairs as usize,
            first,
            second: mean(self.first + self.difference)?,
            difference,
            interval: half.map(|half| (difference - half, difference + half)),
            effect: varies.map(|deviation| difference / deviation),
            same_sign: self.same_sign(),
            p: varies.and_then(|deviation| two_sided(difference / (deviation / n.sqrt()), self.pairs as usize)),
            variance_ratio: None,
        })
    }

    /// The sample standard deviation of the differences around their mean, of two pairs or more.
    fn deviation(&self, mean: f64) -> Option<f64> {
        let n = i128::from(self.pairs);
        let numerator = n.checked_mul(self.squares)?.checked_sub(self.difference.checked_mul(self.difference)?)?;
        Some(spread((numerator as f64 / (n * (n - 1)) as f64).sqrt() / GRAINS, mean))
    }

    fn same_sign(&self) -> usize {
        let same = match self.difference.signum() {
            1 => self.up,
            -1 => self.down,
            _ => self.pairs - self.up - self.down,
        };
        same as usize
    }
}

/// The p of Student's t with one degree of freedom less than there are pairs, to both sides.
pub(super) fn two_sided(t: f64, pairs: usize) -> Option<f64> {
    let distribution = StudentsT::new(0.0, 1.0, (pairs - 1) as f64).ok()?;
    Some((2.0 * distribution.sf(t.abs())).min(1.0))
}

/// The nearest multiple of a grain.
fn on_grains(value: f64) -> f64 {
    (value * GRAINS).round() / GRAINS
}

fn grains(value: f64) -> i128 {
    (value * GRAINS).round() as i128
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: [f64; 6] = [0.7, 0.1, 0.123_456_789, 0.2, 0.9, 0.4];
    const SECOND: [f64; 6] = [0.6, 0.1, 0.2, 0.3, 1.0, 0.3];

    #[test]
    fn sums_of_parts_in_any_order_are_the_sums_of_the_whole() {
        let whole = PairSums::of(&FIRST, &SECOND).expect("sums");
        for cut in 0..=6 {
            let (head, tail) =
                (PairSums::of(&FIRST[..cut], &SECOND[..cut]), PairSums::of(&FIRST[cut..], &SECOND[cut..]));
            assert_eq!(tail.expect("sums").and(head.expect("sums")), whole);
        }
        assert_eq!((whole.pairs, whole.up, whole.down), (6, 3, 2));
    }

    #[test]
    fn exact_sums_tell_what_the_samples_tell() {
        let found = PairSums::of(&FIRST, &SECOND).and_then(|sums| sums.paired(0.95)).expect("pairs");
        let differences = differences(&FIRST, &SECOND);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-11, "{a} is not {b}");
        near(found.difference, super::super::mean(&differences).expect("a mean"));
        let (low, high) = super::super::t_interval(&differences, 0.95).expect("an interval");
        let (found_low, found_high) = found.interval.expect("an interval");
        near(found_low, low);
        near(found_high, high);
        near(found.second, super::super::mean(&SECOND).expect("a mean"));
    }

    #[test]
    fn what_is_too_large_for_grains_is_left_to_others() {
        assert_eq!(PairSums::of(&[8192.0], &[1.0]), None);
        let many = PairSums { pairs: u32::MAX, squares: i128::MAX / 2, ..PairSums::default() };
        assert_eq!(many.paired(0.95), None);
        assert_eq!(PairSums::default().paired(0.95), None);
    }
}
