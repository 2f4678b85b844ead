//! The difference over equal stretches of the observed rounds: the shape of a curve in ten numbers.

use crate::stats;
use crate::study::comparison::CONFIDENCE;

/// Stretches of a run.
pub const STRETCHES: usize = 10;

/// Steps in a unit, to which the mean of a stretch is taken in each replicate: a fifth of a point.
const STEPS: f64 = 512.0;

/// A difference over a stretch of rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Mean over all replicates; NaN where no block has a value.
    pub mean: f64,
    /// 95 % t interval of it, from the spread between blocks; needs two of them.
    pub interval: Option<(f64, f64)>,
}

/// The sum over replicates of the mean difference in each stretch, in steps; none where a replicate has no value.
pub(super) fn sums(first: &[Vec<f64>], second: &[Vec<f64>]) -> [Option<i32>; STRETCHES] {
    let at = |stretch: usize| first.iter().zip(second).map(|(first, second)| steps(first, second, stretch)).sum();
    std::array::from_fn(at)
}

fn steps(first: &[f64], second: &[f64], stretch: usize) -> Option<i32> {
    let rounds = first.len().min(second.len());
    let (start, end) = (stretch * rounds / STRETCHES, (stretch + 1) * rounds / STRETCHES);
    let mean = stats::mean(&stats::differences(&first[start..end], &second[start..end]))?;
    Some((mean * STEPS).round() as i32)
}

/// The mean over blocks of a sum in steps and so many replicates.
pub(super) fn over(blocks: impl Iterator<Item = (i32, u32)>) -> Stretch {
    let blocks: Vec<(f64, f64)> = blocks.map(|(sum, pairs)| (f64::from(sum) / STEPS, f64::from(pairs))).collect();
    let pairs: f64 = blocks.iter().map(|(_, pairs)| pairs).sum();
    let mean = blocks.iter().map(|(sum, _)| sum).sum::<f64>() / pairs;
    // The ratio estimator of clusters of unlike size (Cochran 1977, section 6.4).
    let rests: f64 = blocks.iter().map(|(sum, pairs)| (sum - mean * pairs) * (sum - mean * pairs)).sum();
    let count = blocks.len() as f64;
    let error = (count / (count - 1.0) * rests).sqrt() / pairs;
    let half = stats::t_critical(blocks.len(), CONFIDENCE).map(|critical| critical * error);
    Stretch { mean, interval: half.map(|half| (mean - half, mean + half)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_one_size_have_the_t_interval_of_their_means() {
        let found = over([(512, 2), (1024, 2), (-512, 2)].into_iter());
        let (low, high) = stats::t_interval(&[0.5, 1.0, -0.5], CONFIDENCE).expect("an interval");
        let (found_low, found_high) = found.interval.expect("an interval");
        assert!((found.mean - 1.0 / 3.0).abs() < 1e-12);
        assert!((found_low - low).abs() < 1e-12 && (found_high - high).abs() < 1e-12, "{found:?}");
        assert_eq!(over([(512, 2)].into_iter()), Stretch { mean: 0.5, interval: None });
        assert!(over(std::iter::empty()).mean.is_nan());
    }

    #[test]
    fn a_stretch_is_the_mean_of_its_rounds() {
        let first = vec![vec![0.0; 20]];
        let second = vec![(0..20).map(|round| f64::from(round / 2)).collect::<Vec<f64>>()];
        assert_eq!(sums(&first, &second), std::array::from_fn(|at| Some(512 * at as i32)));
        assert_eq!(sums(&first, &[vec![f64::NAN; 20]]), [None; STRETCHES]);
    }
}
