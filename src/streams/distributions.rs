//! Distributions drawn with the portable functions of [`crate::math`].
//!
//! `rand_distr` takes ln and exp from std as soon as any crate of the program asks `num-traits` for it, so a draw that
//! reaches a result would depend on the platform. These implement its [`Distribution`] trait; a test holds each against
//! the exact distribution function.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, OpenClosed01};

use crate::math::{exp, ln};

/// The standard normal distribution, by the polar method (Marsaglia & Bray 1964).
pub struct StandardNormal;

impl Distribution<f32> for StandardNormal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f32 {
        loop {
            let x = 2.0 * rng.random::<f32>() - 1.0;
            let y = 2.0 * rng.random::<f32>() - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                return x * (-2.0 * ln(square) / square).sqrt();
            }
        }
    }
}

/// The log-normal distribution, by its median and the standard deviation of its logarithm.
pub struct LogNormal {
    /// Median.
    pub median: f32,
    /// Standard deviation of the logarithm.
    pub sigma: f32,
}

impl Distribution<f32> for LogNormal {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f32 {
        self.median * exp(self.sigma * StandardNormal.sample(rng))
    }
}

/// The gamma distribution of this shape and scale 1 (Marsaglia & Tsang 2000).
pub struct Gamma(pub f32);

impl Distribution<f32> for Gamma {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f32 {
        if self.0 < 1.0 {
            let boost: f32 = OpenClosed01.sample(rng);
            return Gamma(self.0 + 1.0).sample(rng) * exp(ln(boost) / self.0);
        }
        let d = self.0 - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = StandardNormal.sample(rng);
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v <= 0.0 {
                continue;
            }
            let u: f32 = OpenClosed01.sample(rng);
            if u < 1.0 - 0.0331 * x * x * x * x || ln(u) < 0.5 * x * x + d * (1.0 - v + ln(v)) {
                return d * v;
            }
        }
    }
}

/// The beta distribution, as a ratio of gamma draws.
#[derive(Clone, Copy)]
pub struct Beta(pub f32, pub f32);

impl Distribution<f32> for Beta {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f32 {
        let x = Gamma(self.0).sample(rng);
        let y = Gamma(self.1).sample(rng);
        if x + y > 0.0 { x / (x + y) } else { 0.5 }
    }
}

/// The Poisson distribution, as the number of unit exponential waiting times in `mean`.
pub struct Poisson(pub f32);

impl Distribution<u32> for Poisson {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> u32 {
        let mut waited = 0.0;
        let mut count = 0;
        if self.0 <= 0.0 {
            return 0;
        }
        loop {
            let u: f32 = OpenClosed01.sample(rng);
            waited -= ln(u);
            if waited > self.0 {
                return count;
            }
            count += 1;
        }
    }
}

/// The binomial distribution for few trials.
pub struct Binomial(pub u32, pub f32);

impl Distribution<u32> for Binomial {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> u32 {
        (0..self.0).map(|_| u32::from(rng.random::<f32>() < self.1)).sum()
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use statrs::distribution::{self as exact, ContinuousCDF, DiscreteCDF};

    use super::*;
    use crate::streams::Generator;

    const DRAWS: usize = 20_000;

    /// Kolmogorov-Smirnov at a false-positive rate of 1 in 1,000,000 (critical value 2.69 / sqrt n), at a fixed seed.
    fn assert_follows(draw: impl Fn(&mut Generator) -> f32, cdf: impl Fn(f64) -> f64) {
        let mut rng = Generator::seed_from_u64(7);
        let mut draws: Vec<f64> = (0..DRAWS).map(|_| draw(&mut rng).into()).collect();
        draws.sort_by(f64::total_cmp);
        let n = DRAWS as f64;
        let distance = draws.iter().enumerate().fold(0.0f64, |most, (i, &x)| {
            most.max((cdf(x) - i as f64 / n).abs()).max((cdf(x) - (i + 1) as f64 / n).abs())
        });
        assert!(distance < 2.69 / n.sqrt(), "distance {distance}");
    }

    #[test]
    fn normal_draws_follow_the_normal_distribution() {
        let normal = exact::Normal::new(0.0, 1.0).unwrap();
        assert_follows(|rng| StandardNormal.sample(rng), |x| normal.cdf(x));
    }

    #[test]
    fn log_normal_draws_follow_the_log_normal_distribution() {
        let log_normal = exact::LogNormal::new(libm::log(2.0), 0.5).unwrap();
        assert_follows(|rng| LogNormal { median: 2.0, sigma: 0.5 }.sample(rng), |x| log_normal.cdf(x));
    }

    #[test]
    fn gamma_draws_follow_the_gamma_distribution_for_shapes_above_and_below_one() {
        for shape in [0.5, 1.0, 3.5] {
            let gamma = exact::Gamma::new(shape, 1.0).unwrap();
            assert_follows(|rng| Gamma(shape as f32).sample(rng), |x| gamma.cdf(x));
        }
    }

    #[test]
    fn beta_draws_follow_the_beta_distribution_for_shapes_above_and_below_one() {
        for (a, b) in [(2.0, 3.0), (14.0, 6.0), (0.5, 0.7), (1.0, 1.0)] {
            let beta = exact::Beta::new(a, b).unwrap();
            assert_follows(|rng| Beta(a as f32, b as f32).sample(rng), |x| beta.cdf(x));
        }
    }

    /// Largest distance of the cumulative shares; the bound holds at a false-positive rate below 1 in 1,000,000.
    fn assert_counts_follow(draw: impl Fn(&mut Generator) -> u32, cdf: impl Fn(u64) -> f64) {
        let mut rng = Generator::seed_from_u64(7);
        let draws: Vec<u32> = (0..DRAWS).map(|_| draw(&mut rng)).collect();
        for k in 0..12u32 {
            let share = draws.iter().filter(|&&x| x <= k).count() as f64 / DRAWS as f64;
            assert!((share - cdf(k.into())).abs() < 2.69 / (DRAWS as f64).sqrt(), "at {k}: {share}");
        }
    }

    #[test]
    fn poisson_and_binomial_counts_follow_their_distributions() {
        let poisson = exact::Poisson::new(3.2).unwrap();
        assert_counts_follow(|rng| Poisson(3.2).sample(rng), |k| poisson.cdf(k));
        let binomial = exact::Binomial::new(0.3, 2).unwrap();
        assert_counts_follow(|rng| Binomial(2, 0.3).sample(rng), |k| binomial.cdf(k));
    }
}
