//! What the values of an unknown parameter may be, and how one is drawn: with portable functions, since draws reach results.

use rand::RngExt;
use toml::Value;

use crate::parameters::Range;
use crate::streams::Generator;

/// What values may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Every value between two equally likely, or every order of magnitude.
    Uniform {
        /// Lowest value.
        from: f64,
        /// Highest value.
        to: f64,
        /// Whether the logarithm is uniform.
        log: bool,
    },
    /// Normal, cut to the range of the key.
    Normal {
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting.
        sd: f64,
    },
    /// Triangular.
    Triangular {
        /// Lowest value.
        from: f64,
        /// Most likely value.
        mode: f64,
        /// Highest value.
        to: f64,
    },
    /// One of these, equally likely.
    Values(Vec<Value>),
}

/// A normal distribution must have at least this much of its mass in the range of its key.
const LEAST_MASS: f64 = 0.01;

impl Distribution {
    /// What is wrong with it for a key with that range, whose bounds have been checked.
    pub(super) fn problem(&self, range: &Range) -> Option<String> {
        match self {
            Self::Uniform { from, to, .. } | Self::Triangular { from, to, .. } if from >= to => {
                Some(format!("{from} is not below {to}"))
            }
            Self::Uniform { from, log: true, .. } if *from <= 0. => {
                Some(format!("a log scale begins above 0, not at {from}"))
            }
            Self::Triangular { from, mode, to } if !(from..=to).contains(&mode) => {
                Some(format!("the mode {mode} is not between {from} and {to}"))
            }
            Self::Normal { mean, sd } => {
                let (min, max) = bounds(range);
                let inside =
                    if *sd > 0. { mass(mean, sd, min, max) } else { f64::from(u8::from((min..=max).contains(mean))) };
                (inside < LEAST_MASS).then(|| {
                    format!("hardly any value of a normal distribution with mean {mean} and sd {sd} is {range}")
                })
            }
            _ => None,
        }
    }

    /// Draws a value for a key with that range.
    pub(super) fn draw(&self, range: &Range, rng: &mut Generator) -> Value {
        match (self, range) {
            (Self::Values(values), _) => values[rng.random_range(0..values.len() as u32) as usize].clone(),
            (Self::Uniform { from, to, log: false }, Range::Whole { .. }) => {
                Value::Integer((from + rng.random::<f64>() * (to - from + 1.)).floor().min(*to) as i64)
            }
            (_, Range::Whole { .. }) => Value::Integer(self.real(range, rng).round() as i64),
            _ => Value::Float(self.real(range, rng)),
        }
    }

    fn real(&self, range: &Range, rng: &mut Generator) -> f64 {
        match *self {
            Self::Uniform { from, to, log: false } => between(from, to, rng.random()),
            Self::Uniform { from, to, log: true } => {
                libm::exp(between(libm::log(from), libm::log(to), rng.random())).clamp(from, to)
            }
            Self::Normal { mean, sd } => {
                let (min, max) = bounds(range);
                // At least one in a hundred is inside; so many misses in a row do not happen.
                let draws = (0..10_000).map(|_| mean + sd * standard_normal(rng));
                draws.into_iter().find(|x| (min..=max).contains(x)).unwrap_or(mean.clamp(min, max))
            }
            Self::Triangular { from, mode, to } => triangular(from, mode, to, rng.random()),
            Self::Values(_) => f64::NAN,
        }
    }
}

fn between(from: f64, to: f64, share: f64) -> f64 {
    (from + share * (to - from)).clamp(from, to)
}

fn triangular(from: f64, mode: f64, to: f64, share: f64) -> f64 {
    let width = to - from;
    let value = if share * width < mode - from {
        from + (share * width * (mode - from)).sqrt()
    } else {
        to - ((1. - share) * width * (to - mode)).sqrt()
    };
    value.clamp(from, to)
}

/// By the polar method (Marsaglia & Bray 1964), in double precision.
fn standard_normal(rng: &mut Generator) -> f64 {
    loop {
        let (x, y) = (2. * rng.random::<f64>() - 1., 2. * rng.random::<f64>() - 1.);
        let square = x * x + y * y;
        if square < 1. && square > 0. {
            return x * (-2. * libm::log(square) / square).sqrt();
        }
    }
}

/// The mass of a normal distribution between two values.
fn mass(mean: &f64, sd: &f64, min: f64, max: f64) -> f64 {
    let below = |x: f64| 0.5 * libm::erfc((mean - x) / sd * std::f64::consts::FRAC_1_SQRT_2);
    below(max) - below(min)
}

/// The lowest and the highest number of a range.
fn bounds(range: &Range) -> (f64, f64) {
    match range {
        Range::Real { min, max } => (*min, *max),
        Range::Whole { min, max } => (*min as f64, *max as f64),
        Range::Names(_) | Range::Flag => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

impl std::fmt::Display for Distribution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Uniform { from, to, log: false } => write!(f, "uniform from {from} to {to}"),
            Self::Uniform { from, to, log: true } => write!(f, "log-uniform from {from} to {to}"),
            Self::Normal { mean, sd } => write!(f, "normal with mean {mean} and sd {sd}"),
            Self::Triangular { from, mode, to } => write!(f, "triangular from {from} over {mode} to {to}"),
            Self::Values(values) => {
                let words: Vec<String> = values.iter().map(Value::to_string).collect();
                write!(f, "one of {}", words.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use statrs::distribution::{ContinuousCDF, Normal, Triangular};

    use super::*;

    const SHARE: Range = Range::Real { min: 0., max: 1. };
    const DRAWS: usize = 20_000;

    /// Kolmogorov-Smirnov at a false-positive rate of 1 in 1,000,000 (critical value 2.69 / sqrt n), at a fixed seed.
    fn assert_follows(distribution: &Distribution, range: &Range, cdf: impl Fn(f64) -> f64) {
        let mut rng = Generator::seed_from_u64(3);
        let mut draws: Vec<f64> =
            (0..DRAWS).filter_map(|_| super::super::number(&distribution.draw(range, &mut rng))).collect();
        draws.sort_by(f64::total_cmp);
        let n = draws.len() as f64;
        let distance = draws.iter().enumerate().fold(0.0f64, |most, (i, &x)| {
            most.max((cdf(x) - i as f64 / n).abs()).max((cdf(x) - (i + 1) as f64 / n).abs())
        });
        assert!(draws.len() == DRAWS && distance < 2.69 / n.sqrt(), "{distribution}: distance {distance}");
    }

    #[test]
    fn draws_follow_their_distribution() {
        assert_follows(&Distribution::Uniform { from: 0.1, to: 0.3, log: false }, &SHARE, |x| (x - 0.1) / 0.2);
        let log = |x: f64| libm::log(x / 0.01) / libm::log(100.);
        assert_follows(&Distribution::Uniform { from: 0.01, to: 1., log: true }, &SHARE, log);
        let triangular = Triangular::new(0.1, 0.9, 0.3).expect("a distribution");
        let found = Distribution::Triangular { from: 0.1, mode: 0.3, to: 0.9 };
        assert_follows(&found, &SHARE, |x| triangular.cdf(x));
        let normal = Normal::new(0.1, 0.2).expect("a distribution");
        let (below, above) = (normal.cdf(0.), normal.cdf(1.));
        let cut = |x: f64| (normal.cdf(x) - below) / (above - below);
        assert_follows(&Distribution::Normal { mean: 0.1, sd: 0.2 }, &SHARE, cut);
    }

    #[test]
    fn whole_numbers_and_values_are_all_drawn_about_equally_often() {
        let mut rng = Generator::seed_from_u64(3);
        let whole = Range::Whole { min: 1, max: 9 };
        let list = Distribution::Values([1, 2, 3, 4].map(Value::Integer).to_vec());
        for distribution in [Distribution::Uniform { from: 1., to: 4., log: false }, list] {
            let mut counts = [0; 4];
            for _ in 0..4000 {
                let drawn = distribution.draw(&whole, &mut rng).as_integer().expect("a whole number");
                counts[drawn as usize - 1] += 1;
            }
            // Standard deviation of a count 27; five of them.
            assert!(counts.iter().all(|&count: &i32| (count - 1000).abs() < 137), "{counts:?}");
        }
    }

    #[test]
    fn distributions_that_cannot_be_are_refused() {
        let refused = |distribution: Distribution| distribution.problem(&SHARE).expect("a problem");
        assert!(refused(Distribution::Uniform { from: 0., to: 1., log: true }).contains("above 0"));
        assert!(refused(Distribution::Triangular { from: 0., mode: 0.9, to: 0.5 }).contains("mode"));
        assert!(refused(Distribution::Normal { mean: 5., sd: 1. }).contains("hardly any"));
        assert!(refused(Distribution::Normal { mean: 5., sd: 0. }).contains("hardly any"));
        assert_eq!(Distribution::Normal { mean: 0.5, sd: 0. }.problem(&SHARE), None);
        assert_eq!(Distribution::Normal { mean: 0., sd: 9. }.problem(&SHARE), None);
    }
}
