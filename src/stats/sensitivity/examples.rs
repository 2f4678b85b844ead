//! Functions of which the indices are known, and designs of scrambled Sobol points to run them on.

use std::f64::consts::PI;

use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Block, Estimate, Settings};

/// Points only, without intervals.
pub(super) const POINTS: Settings = Settings { resamples: 0, seed: 1, confidence: 0.95 };

/// Ishigami and Homma's function with a = 7 and b = 0.1; `sin x1 + 7 sin^2 x2 + x3^4 sin x1 / 10` from -pi to pi.
pub(super) fn ishigami(point: &[f64]) -> f64 {
    let x: Vec<f64> = point.iter().map(|share| PI * (2.0 * share - 1.0)).collect();
    let (one, two) = (libm::sin(x[0]), libm::sin(x[1]));
    let square = x[2] * x[2];
    one + 7.0 * two * two + 0.1 * square * square * one
}

/// Its variance, first-order and total indices.
pub(super) const ISHIGAMI_VARIANCE: f64 = 13.844_588;
pub(super) const ISHIGAMI_FIRST: [f64; 3] = [0.31391, 0.44241, 0.0];
pub(super) const ISHIGAMI_TOTAL: [f64; 3] = [0.55759, 0.44241, 0.24368];

/// Sobol's g function with a = 0, 1, 4.5, 9 and 99.
pub(super) fn g(point: &[f64]) -> f64 {
    let factor = |(x, a): (&f64, f64)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a);
    point.iter().zip([0.0, 1.0, 4.5, 9.0, 99.0]).map(factor).product()
}

/// The runs of a design of base points, `run` giving the replicates of a point.
pub(super) fn design(
    points: u32,
    factors: usize,
    seed: u32,
    second: bool,
    run: &mut impl FnMut(&[f64]) -> Vec<f64>,
) -> Vec<Block> {
    let coordinate = |index, factor| f64::from(sobol_burley::sample(index, factor as u32, seed));
    let ends =
        |index| [0, factors].map(|from| (from..from + factors).map(|f| coordinate(index, f)).collect::<Vec<_>>());
    (0..points).map(|index| block(&ends(index), second, run)).collect()
}

fn block([a, b]: &[Vec<f64>; 2], second: bool, run: &mut impl FnMut(&[f64]) -> Vec<f64>) -> Block {
    let mut mixed = |from: &[f64], into: &[f64], factor: usize| {
        let mut point = into.to_vec();
        point[factor] = from[factor];
        run(&point)
    };
    let ab = (0..a.len()).map(|factor| mixed(b, a, factor)).collect();
    let ba = (0..a.len()).filter(|_| second).map(|factor| mixed(a, b, factor)).collect();
    Block { ab, ba, a: run(a), b: run(b) }
}

/// Trajectories of a start at random, from which each factor in turn takes a step of two thirds: their effects.
pub(super) fn trajectories(
    count: usize,
    factors: usize,
    seed: u64,
    run: &mut impl FnMut(&[f64]) -> Vec<f64>,
) -> Vec<Vec<Vec<f64>>> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut trajectory = || {
        let mut point: Vec<f64> = (0..factors).map(|_| f64::from(rng.random_range(0..4)) / 3.0).collect();
        let mut before = run(&point);
        let mut effect = |factor: usize| {
            let step = if point[factor] < 0.5 { 2.0 / 3.0 } else { -2.0 / 3.0 };
            point[factor] += step;
            let after = run(&point);
            let effect = after.iter().zip(&before).map(|(after, before)| (after - before) / step).collect();
            before = after;
            effect
        };
        (0..factors).map(&mut effect).collect()
    };
    (0..count).map(|_| trajectory()).collect()
}

/// A function with normal noise of that standard deviation, drawn anew for each run.
pub(super) fn noisy(
    of: impl Fn(&[f64]) -> f64,
    noise: f64,
    replicates: usize,
    seed: u64,
) -> impl FnMut(&[f64]) -> Vec<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    move |point| {
        let value = of(point);
        (0..replicates).map(|_| value + noise * rng.sample::<f64, _>(StandardNormal)).collect()
    }
}

/// Holds estimates to known values.
pub(super) fn near(found: &[Estimate], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found.value - expected).abs() <= tolerance, "{} is not {expected}", found.value);
    }
}
