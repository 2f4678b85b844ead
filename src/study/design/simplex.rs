//! Several shares that always have the same sum, each at least so much.
//!
//! Points that are drawn are uniform on the simplex: each share but the last takes of what the earlier ones left the part
//! that the inverse of the beta distribution's function (1, number of later shares) gives, so that evenly spread uniforms
//! become evenly spread budgets. The levels of a factorial design are a simplex lattice {k, m} (Scheffé 1958): all ways to
//! give out `m = steps - 1` equal parts among `k` shares.

/// Shares with a fixed sum.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Simplex {
    /// What they sum to.
    pub(crate) total: f64,
    /// The least of each; together less than the total.
    pub(crate) least: Vec<f64>,
    /// Levels of each share in a design of levels.
    pub(crate) steps: u32,
}

impl Simplex {
    /// Uniforms that a point takes: one less than shares.
    pub(crate) fn dimensions(&self) -> usize {
        self.least.len().saturating_sub(1)
    }

    /// The shares at uniforms in `[0, 1)`.
    pub(crate) fn at(&self, uniforms: &[f64]) -> Vec<f64> {
        let mut rest = 1.0;
        let mut parts = Vec::with_capacity(self.least.len());
        for (position, uniform) in uniforms.iter().take(self.dimensions()).enumerate() {
            let later = (self.dimensions() - position) as f64;
            let part = rest * (1.0 - libm::pow(1.0 - uniform, 1.0 / later));
            rest -= part;
            parts.push(part);
        }
        self.shares(&parts)
    }

    /// All shares of the lattice, the first slowest and from its least upwards.
    pub(crate) fn lattice(&self) -> Vec<Vec<f64>> {
        let all = self.steps.saturating_sub(1).max(1);
        let mut given = vec![Vec::new()];
        for _ in 0..self.dimensions() {
            let more = |given: Vec<u32>| {
                let left = all - given.iter().sum::<u32>();
                (0..=left).map(move |next| [&given[..], &[next]].concat())
            };
            given = given.into_iter().flat_map(more).collect();
        }
        let part = |&n: &u32| f64::from(n) / f64::from(all);
        given.iter().map(|given| self.shares(&given.iter().map(part).collect::<Vec<_>>())).collect()
    }

    /// How many shares the lattice has: `m + k - 1` over `k - 1`; too many to count is the largest number.
    pub(crate) fn count(&self) -> u64 {
        let m = u64::from(self.steps.saturating_sub(1).max(1));
        (1..=self.dimensions() as u64)
            .try_fold(1u64, |count, i| count.checked_mul(m + i).map(|n| n / i))
            .unwrap_or(u64::MAX)
    }

    /// The shares from the parts of what is free that all but the last have; the last has what is left.
    fn shares(&self, parts: &[f64]) -> Vec<f64> {
        let free = self.total - self.least.iter().sum::<f64>();
        let mut shares: Vec<f64> =
            self.least.iter().zip(parts).map(|(least, part)| neat(least + part * free).max(*least)).collect();
        let left = self.total - shares.iter().sum::<f64>();
        shares.extend(self.least.last().map(|&least| neat(left).max(least)));
        shares
    }
}

/// Rounded to nine decimals, so that tables stay neat; the sum of the shares stays well within what a budget allows.
fn neat(share: f64) -> f64 {
    (share * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplex(least: &[f64], total: f64, steps: u32) -> Simplex {
        Simplex { total, least: least.to_vec(), steps }
    }

    #[test]
    fn a_lattice_has_all_compositions() {
        let lattice = simplex(&[0.0; 3], 1.0, 3).lattice();
        let expected =
            [[0.0, 0.0, 1.0], [0.0, 0.5, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0], [1.0, 0.0, 0.0]];
        assert_eq!(lattice, expected);
        for (shares, steps) in [(2, 5), (4, 4), (9, 3)] {
            let simplex = simplex(&vec![0.01; shares], 0.7, steps);
            let lattice = simplex.lattice();
            assert_eq!(lattice.len() as u64, simplex.count());
            assert!(lattice.iter().all(|shares| (shares.iter().sum::<f64>() - 0.7).abs() < 1e-9));
        }
        assert_eq!(simplex(&[0.0; 9], 1.0, 1_000_000_000).count(), u64::MAX);
    }

    #[test]
    fn points_are_uniform_on_the_simplex() {
        // Of k shares that are uniform on the simplex, each has mean 1 / k and variance (k - 1) / (k^2 (k + 1)).
        let simplex = simplex(&[0.0; 4], 1.0, 0);
        let n = 20;
        let grid = |i: u32| (f64::from(i) + 0.5) / f64::from(n);
        let points: Vec<_> =
            (0..n * n * n).map(|i| simplex.at(&[grid(i % n), grid(i / n % n), grid(i / n / n)])).collect();
        for share in 0..4 {
            let values: Vec<f64> = points.iter().map(|point| point[share]).collect();
            let mean = crate::stats::mean(&values).expect("a mean");
            let deviation = crate::stats::standard_deviation(&values).expect("a deviation");
            assert!((mean - 0.25).abs() < 0.002, "{share}: {mean}");
            assert!((deviation * deviation - 3.0 / 80.0).abs() < 0.002, "{share}: {deviation}");
        }
    }

    #[test]
    fn the_least_is_kept_at_every_corner() {
        let simplex = simplex(&[0.3, 0.05, 0.0], 0.7, 0);
        for corner in [[0.0, 0.0], [0.0, 1.0 - f64::EPSILON], [1.0 - f64::EPSILON, 0.0]] {
            let shares = simplex.at(&corner);
            assert!(shares[0] >= 0.3 && shares[1] >= 0.05 && shares[2] >= 0.0, "{shares:?}");
            assert!((shares.iter().sum::<f64>() - 0.7).abs() < 1e-9, "{shares:?}");
        }
    }
}
