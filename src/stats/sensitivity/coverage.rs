//! What the indices are worth where luck drowns the mean response: normal noise of five times its standard deviation, drawn
//! anew for each run, in ten replicates.

use super::examples::{ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ISHIGAMI_VARIANCE, POINTS, design, ishigami, noisy};
use super::{Block, Estimate, Settings, SobolIndices, sobol};

fn drowned(points: u32, seed: u32) -> Vec<Block> {
    design(points, 3, seed, false, &mut noisy(ishigami, 5.0 * ISHIGAMI_VARIANCE.sqrt(), 10, seed.into()))
}

/// The block with the mean of its replicates as its only one: the squares of these are naive, with luck in them.
fn naive(block: &Block) -> Block {
    let mean = |values: &Vec<f64>| vec![values.iter().sum::<f64>() / values.len() as f64];
    Block { a: mean(&block.a), b: mean(&block.b), ab: block.ab.iter().map(mean).collect(), ba: Vec::new() }
}

/// First-order and total indices.
fn values(found: &SobolIndices) -> Vec<f64> {
    found.first.iter().chain(&found.total).map(|index| index.value).collect()
}

/// In how many of 100 repeats the interval of each first-order index holds the true one.
fn held(resamples: usize, blocks: impl Fn(u32) -> Vec<Block>) -> [u32; 3] {
    let settings = Settings { resamples, ..Settings::default() };
    let mut held = [0; 3];
    for seed in 0..100 {
        let found = sobol(&blocks(seed), &settings).expect("indices");
        let holds = |(index, truth): (&Estimate, f64)| index.low <= truth && truth <= index.high;
        let inside = found.first.iter().zip(ISHIGAMI_FIRST).map(holds);
        held.iter_mut().zip(inside).for_each(|(held, inside)| *held += u32::from(inside));
    }
    held
}

/// The intervals of the pigeonhole bootstrap are wide here, as they also allow for luck that runs share: measured in 200
/// repeats with 300 resamples they held all of 600 values. If the coverage is 99.5 % this fails by chance once in twenty million
/// times for each factor; at just 95 % it would in one of eight. Seeds are fixed: it passes until something changes.
#[test]
fn intervals_hold_the_true_indices_in_93_of_100_repeats() {
    let held = held(100, |seed| drowned(128, seed));
    assert!(held.iter().all(|&held| held >= 93), "{held:?} of 100");
}

/// Without luck an interval that is too short would show: measured in 200 repeats with 64 base points, 193, 198 and 193 held.
/// If the coverage is 97 % fewer than 90 of 100 come once in 4,000 times, for each factor.
#[test]
fn intervals_hold_the_true_indices_without_luck() {
    let held = held(300, |seed| design(64, 3, seed, false, &mut |point: &[f64]| vec![ishigami(point)]));
    assert!(held.iter().all(|&held| held >= 90), "{held:?} of 100");
}

/// One repeat has a standard deviation of about 0.2, the mean of forty of 0.035.
#[test]
fn indices_are_right_on_average_where_naive_squares_are_far_off() {
    let (mut ours, mut theirs) = ([0.0; 6], [0.0; 6]);
    for seed in 200..240 {
        let blocks = drowned(512, seed);
        let averaged: Vec<Block> = blocks.iter().map(naive).collect();
        for (sum, blocks) in [(&mut ours, &blocks), (&mut theirs, &averaged)] {
            let found = values(&sobol(blocks, &POINTS).expect("indices"));
            sum.iter_mut().zip(found).for_each(|(sum, value)| *sum += value / 40.0);
        }
    }
    let truth = [ISHIGAMI_FIRST, ISHIGAMI_TOTAL].concat();
    let off = |found: &[f64]| found.iter().zip(&truth).map(|(found, truth)| (found - truth).abs()).collect::<Vec<_>>();
    assert!(off(&ours).iter().all(|&off| off < 0.12), "{ours:?}");
    // (T + 2.5) / 3.5 for the totals: 0.87, 0.84 and 0.78; S / 3.5 for the first: 0.09, 0.13 and 0.
    assert!(off(&theirs)[3..].iter().all(|&off| off > 0.25), "{theirs:?}");
    assert!(off(&theirs)[..2].iter().all(|&off| off > 0.15), "{theirs:?}");
}
