//! Indices of a function in which luck is five times what the factors do: the table of `docs/sensitivity.md`.
//!
//! `cargo run --release --example noisy_ishigami`

use std::f64::consts::PI;

use grassroots::stats::sensitivity::{Block, Estimate, Settings, morris, sobol};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Normal};
use rand_xoshiro::Xoshiro256PlusPlus;

const FIRST: [f64; 3] = [0.31391, 0.44241, 0.0];
const TOTAL: [f64; 3] = [0.55759, 0.44241, 0.24368];
const SD: f64 = 3.7208;
const REPEATS: u32 = 100;

fn ishigami(x: &[f64]) -> f64 {
    let [a, b, c] = [0, 1, 2].map(|at| PI * (2.0 * x[at] - 1.0));
    a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
}

/// Ten runs at a point, each with luck of its own.
fn runs(x: &[f64], noise: f64, rng: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let luck = Normal::new(0.0, noise * SD).expect("a spread");
    (0..10).map(|_| ishigami(x) + luck.sample(rng)).collect()
}

/// 512 base points of an Owen-scrambled Sobol sequence.
fn blocks(seed: u32, noise: f64) -> Vec<Block> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.into());
    let coordinate = |point, dimension| f64::from(sobol_burley::sample(point, dimension, seed));
    let block = |point: u32| {
        let a: Vec<f64> = (0..3).map(|dimension| coordinate(point, dimension)).collect();
        let b: Vec<f64> = (3..6).map(|dimension| coordinate(point, dimension)).collect();
        let mixed = |factor: usize| (0..3).map(|at| if at == factor { b[at] } else { a[at] }).collect::<Vec<_>>();
        let ab = (0..3).map(|factor| runs(&mixed(factor), noise, &mut rng)).collect();
        Block { a: runs(&a, noise, &mut rng), b: runs(&b, noise, &mut rng), ab, ba: Vec::new() }
    };
    (0..512).map(block).collect()
}

/// Fifty trajectories over four levels.
fn effects(seed: u32, noise: f64) -> Vec<Vec<Vec<f64>>> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.into());
    let trajectory = |_| {
        let mut at: Vec<f64> = (0..3).map(|_| f64::from(rng.random_range(0..4_u32)) / 3.0).collect();
        let mut before = runs(&at, noise, &mut rng);
        let step = |factor: usize| {
            let length = if at[factor] < 0.5 { 2.0 / 3.0 } else { -2.0 / 3.0 };
            at[factor] += length;
            let after = runs(&at, noise, &mut rng);
            let effects = after.iter().zip(&before).map(|(after, before)| (after - before) / length).collect();
            before = after;
            effects
        };
        (0..3).map(step).collect()
    };
    (0..50).map(trajectory).collect()
}

/// Mean over repeats, in how many the interval holds the truth, and the mean half width.
fn tell(name: &str, found: &[Vec<Estimate>], truth: &[f64; 3]) {
    for (factor, truth) in truth.iter().enumerate() {
        let own = || found.iter().map(|indices| indices[factor]);
        let mean = own().map(|index| index.value).sum::<f64>() / found.len() as f64;
        let held = own().filter(|index| index.low <= *truth && *truth <= index.high).count();
        let half = own().map(|index| (index.high - index.low) / 2.0).sum::<f64>() / found.len() as f64;
        println!("{name} x{}: {mean:.3}, held in {held} of {REPEATS}, half width {half:.3}", factor + 1);
    }
}

fn main() {
    for noise in [0.0, 5.0] {
        println!("luck {noise} times the standard deviation of the function");
        let found = (0..REPEATS).map(|seed| sobol(&blocks(seed, noise), &Settings::default()).expect("indices"));
        let (first, total): (Vec<_>, Vec<_>) = found.map(|found| (found.first, found.total)).unzip();
        tell("first", &first, &FIRST);
        tell("total", &total, &TOTAL);
        let stars =
            (0..REPEATS).map(|seed| morris(&effects(seed, noise), &Settings::default()).expect("effects").mu_star);
        let stars: Vec<_> = stars.collect();
        let mean = |factor: usize| stars.iter().map(|star| star[factor].value).sum::<f64>() / f64::from(REPEATS);
        println!("mu* {:.3} {:.3} {:.3}", mean(0), mean(1), mean(2));
    }
}
