//! Spearman's rank correlation.

use statrs::distribution::{ContinuousCDF, Normal};

use super::mean;

/// A rank correlation of pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// Spearman's rho, -1 to 1.
    pub rho: f64,
    /// Its interval by Fisher's z with the variance of Bonett and Wright (2000); needs four pairs.
    pub interval: Option<(f64, f64)>,
    /// Pairs with both values.
    pub pairs: usize,
}

/// How the order of the first values goes with that of the second; ties have the mean of their ranks. Pairs with a missing value
/// are left out; none of fewer than three pairs, of which two always agree or disagree, or where one of the two does not vary.
pub fn rank_correlation(first: &[f64], second: &[f64], confidence: f64) -> Option<Rank> {
    let both = |(a, b): &(&f64, &f64)| !a.is_nan() && !b.is_nan();
    let (first, second): (Vec<f64>, Vec<f64>) = first.iter().zip(second).filter(both).unzip();
    if first.len() < 3 {
        return None;
    }
    let rho = correlation(&ranks(&first), &ranks(&second))?;
    Some(Rank { rho, interval: interval(rho, first.len(), confidence), pairs: first.len() })
}

/// The rank of each value from 1, with the mean of the ranks for ties.
fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count();
        let equal = values.iter().filter(|other| *other == value).count();
        below as f64 + (equal as f64 + 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}

/// Pearson's correlation; none where one of the two does not vary.
fn correlation(first: &[f64], second: &[f64]) -> Option<f64> {
    let (a, b) = (mean(first)?, mean(second)?);
    let sum = |of: &dyn Fn(f64, f64) -> f64| first.iter().zip(second).map(|(x, y)| of(x - a, y - b)).sum::<f64>();
    let (products, squares) = (sum(&|x, y| x * y), sum(&|x, _| x * x) * sum(&|_, y| y * y));
    (squares > 0.0).then(|| (products / squares.sqrt()).clamp(-1.0, 1.0))
}

fn interval(rho: f64, pairs: usize, confidence: f64) -> Option<(f64, f64)> {
    if pairs < 4 || !(0.0..1.0).contains(&confidence) {
        return None;
    }
    if rho.abs() == 1.0 {
        return Some((rho, rho));
    }
    let z = libm::atanh(rho);
    let error = ((1.0 + rho * rho / 2.0) / (pairs as f64 - 3.0)).sqrt();
    let half = Normal::standard().inverse_cdf(0.5 + confidence / 2.0) * error;
    Some((libm::tanh(z - half), libm::tanh(z + half)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rho_is_that_of_r_with_and_without_ties() {
        // R: cor(c(1, 2, 3, 4, 5, 6), c(2, 1, 4, 3, 7, 5), method = "spearman") is 0.8285714.
        let found = rank_correlation(&[1., 2., 3., 4., 5., 6.], &[2., 1., 4., 3., 7., 5.], 0.95).expect("pairs");
        assert!((found.rho - 0.828_571_428).abs() < 1e-8 && found.pairs == 6);
        // atanh(rho) 1.18341, standard error sqrt((1 + rho^2 / 2) / 3) 0.66918: from -0.127 to 0.986.
        let (low, high) = found.interval.expect("an interval");
        assert!((low + 0.12724).abs() < 1e-4 && (high - 0.98649).abs() < 1e-4, "{low} {high}");
        // R: cor(c(1, 2, 2, 3), c(1, 3, 2, 4), method = "spearman") is 0.9486833.
        let tied = rank_correlation(&[1., 2., 2., 3.], &[1., 3., 2., 4.], 0.95).expect("pairs");
        assert!((tied.rho - 0.948_683_298).abs() < 1e-8);
    }

    #[test]
    fn what_does_not_vary_has_no_rank_correlation() {
        assert_eq!(rank_correlation(&[1., 1., 1.], &[1., 2., 3.], 0.95), None);
        assert_eq!(rank_correlation(&[], &[], 0.95), None);
        assert_eq!(rank_correlation(&[1., 2., f64::NAN], &[3., 4., 5.], 0.95), None);
        let whole = rank_correlation(&[1., f64::NAN, 2., 3.], &[1., 9., 4., 9.], 0.95).expect("pairs");
        assert_eq!((whole.rho, whole.interval, whole.pairs), (1.0, None, 3));
    }
}
