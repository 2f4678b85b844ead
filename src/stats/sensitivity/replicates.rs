//! How to split a number of runs between base points and replicates.
//!
//! A difference `D = delta + luck` of a base point, with `delta` its mean over seeds and `s2` the variance of its luck, gives
//! by products of `m` different replicates a square `U` of the variance `A + 4 E[delta^2] s2 / m + 2 s2^2 / (m (m - 1))`,
//! where `A` is the variance of `delta^2` over base points. A number of runs `T` at `c` runs a base point and replicate buys
//! `n = T / (c m)` base points, and the mean of `U` over them has the variance
//! `c / T (m A + 4 E[delta^2] s2 + 2 s2^2 / (m - 1))`. Its slope in `m` is zero at `m = 1 + sqrt(2 s2^2 / A)`, whatever `T`:
//! a factor whose effect drowns in luck asks for replicates, one that stands out for base points. Mazo (arXiv:2210.08807)
//! treats this trade-off for other estimators of Sobol's indices, where it turns on the luck of the model likewise.
//!
//! That takes luck as drawn anew at each base point. As far as the same seed brings the same luck to all of them, more base
//! points do not average it out, and more replicates than these are worth their runs.

use super::Undefined;
use super::morris::{self, luck, of_factor};
use super::sobol::{self, Block, to_total};
use super::weights::{Table, Weights};

/// How many replicates a pilot asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The median over factors; 2 if none has an effect.
    pub replicates: usize,
    /// For each factor; none for one that changes nothing.
    pub by_factor: Vec<Option<usize>>,
    /// The share of the mean square of the differences in a single replicate that is luck.
    pub luck: Option<f64>,
}

/// From 2 to `max` replicates by the differences that each factor makes in a pilot for Sobol's indices. The pilot needs two
/// replicates, and better four: what they say about the variance of squares is rough.
pub fn sobol_replicates(pilot: &[Block], max: usize) -> Result<Proposal, Undefined> {
    let (used, replicates) = sobol::usable(pilot)?;
    let tables = (0..used[0].ab.len()).map(|factor| to_total(&used, factor));
    propose(&tables.collect::<Vec<_>>(), (used.len(), replicates), max)
}

/// From 2 to `max` replicates by the elementary effects of each factor in a pilot, by trajectory, factor and replicate.
pub fn morris_replicates(pilot: &[Vec<Vec<f64>>], max: usize) -> Result<Proposal, Undefined> {
    let (used, size) = morris::usable(pilot)?;
    let tables = (0..used[0].len()).map(|factor| of_factor(&used, factor));
    propose(&tables.collect::<Vec<_>>(), size, max)
}

fn propose(tables: &[Table], (points, replicates): (usize, usize), max: usize) -> Result<Proposal, Undefined> {
    if replicates < 2 {
        return Err(Undefined::OneReplicate);
    }
    let weights = Weights::even(points, replicates);
    let by_factor: Vec<Option<usize>> = tables.iter().map(|table| best(table, &weights, max)).collect();
    let mut asked: Vec<usize> = by_factor.iter().flatten().copied().collect();
    asked.sort_unstable();
    let replicates = asked.get(asked.len() / 2).copied().unwrap_or(2);
    Ok(Proposal { replicates, by_factor, luck: luck(tables.iter(), &weights) })
}

/// The number of replicates at which the variance for a number of runs is least; none where nothing differs.
fn best(table: &Table, weights: &Weights, max: usize) -> Option<usize> {
    let (signal, luck) = variances(table, weights);
    let cost = |m: &usize| *m as f64 * signal + 2.0 * luck / (*m as f64 - 1.0);
    let better = |a: &usize, b: &usize| cost(a).total_cmp(&cost(b));
    (signal > 0.0 || luck > 0.0).then(|| (2..=max.max(2)).min_by(better))?
}

/// The variance over base points of the square of the mean difference, and the mean square of the variance of its luck. Where
/// the first is within two standard errors of none, it is taken as no more than that of normal differences of the same mean
/// square, twice the square of it: of few base points that is known far better.
fn variances(table: &Table, weights: &Weights) -> (f64, f64) {
    let squares: Vec<f64> = table.rows().map(|row| weights.square(row)).collect();
    let (luck, noise) = luck_and_noise(table, &squares);
    let centre = mean(&squares);
    let deviations: Vec<f64> = squares.iter().map(|square| (square - centre) * (square - centre)).collect();
    let error = (variance(&deviations) / squares.len() as f64).sqrt();
    let signal = (variance(&squares) - noise).max(0.0);
    (if signal > 2.0 * error { signal } else { signal.min(2.0 * centre * centre) }, luck)
}

/// The mean square of the variance of luck, and what luck adds to the variance of the squares. With the variance `s2` of `m`
/// values, for normal luck `s4 = s2^2 (m - 1) / (m + 1)` is without bias the square of the true one, and
/// `U s2 + 2 s4 / (m (m - 1))` the product of the true one and `delta^2`.
fn luck_and_noise(table: &Table, squares: &[f64]) -> (f64, f64) {
    let (mut luck, mut noise) = (0.0, 0.0);
    for (row, square) in table.rows().zip(squares) {
        let (m, s2) = (row.len() as f64, variance(row));
        let s4 = s2 * s2 * (m - 1.0) / (m + 1.0);
        let product = square * s2 + 2.0 * s4 / (m * (m - 1.0));
        luck += s4;
        noise += 4.0 * product / m + 2.0 * s4 / (m * (m - 1.0));
    }
    (luck / squares.len() as f64, noise / squares.len() as f64)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (values.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_distr::StandardNormal;
    use rand_xoshiro::Xoshiro256PlusPlus;

    use super::super::examples::{design, noisy};
    use super::*;

    /// Differences of normal size, for which `A` is 2, with luck of variance 5: best are 1 + sqrt(25) = 6 replicates.
    fn differences(points: usize, replicates: usize) -> Vec<Vec<Vec<f64>>> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let mut row = || {
            let effect: f64 = rng.sample(StandardNormal);
            (0..replicates).map(|_| effect + 5f64.sqrt() * rng.sample::<f64, _>(StandardNormal)).collect()
        };
        (0..points).map(|_| vec![row(), vec![0.0; replicates]]).collect()
    }

    #[test]
    fn the_pilot_proposes_what_was_derived() {
        let found = morris_replicates(&differences(4000, 4), 50).expect("a proposal");
        let asked = found.by_factor[0].expect("replicates");
        assert!((5..=7).contains(&asked) && found.replicates == asked, "{found:?}");
        assert_eq!(found.by_factor[1], None);
        assert!(found.luck.is_some_and(|luck| (luck - 5.0 / 6.0).abs() < 0.03), "{found:?}");
    }

    #[test]
    fn that_number_of_replicates_has_the_least_variance_for_its_runs() {
        // By the formula the variances are as 74, 42 and 63; each is found to 7 % in 400 repeats.
        let variance_with = |replicates: usize| {
            let mut normal = Xoshiro256PlusPlus::seed_from_u64(2);
            let mut draw = move || normal.sample::<f64, _>(StandardNormal);
            let mut square = |weights: &Weights| {
                let effect = draw();
                weights.square(&(0..replicates).map(|_| effect + 5f64.sqrt() * draw()).collect::<Vec<_>>())
            };
            let points = 240 / replicates;
            let weights = Weights::even(points, replicates);
            let means = (0..400).map(|_| (0..points).map(|_| square(&weights)).sum::<f64>() / points as f64);
            variance(&means.collect::<Vec<_>>())
        };
        let (two, six, twenty) = (variance_with(2), variance_with(6), variance_with(20));
        assert!(six < 0.8 * two && six < 0.85 * twenty, "{two} {six} {twenty}");
    }

    #[test]
    fn clear_effects_ask_for_two_replicates_and_drowned_ones_for_all_they_can_have() {
        let propose = |noise: f64| {
            let blocks = design(64, 3, 1, false, &mut noisy(|point| point.iter().sum(), noise, 4, 1));
            sobol_replicates(&blocks, 12).expect("a proposal")
        };
        assert_eq!(propose(0.01).by_factor, [Some(2); 3]);
        assert_eq!(propose(100.0).replicates, 12);
        assert!(propose(100.0).luck > Some(0.9));
        assert_eq!(propose(0.0).replicates, 2);
    }

    #[test]
    fn one_replicate_proposes_nothing() {
        let blocks = design(8, 2, 1, false, &mut |point: &[f64]| vec![point[0]]);
        assert_eq!(sobol_replicates(&blocks, 8), Err(Undefined::OneReplicate));
        assert_eq!(sobol_replicates(&[], 8), Err(Undefined::Uneven));
        let still = vec![vec![vec![0.0; 2]]; 3];
        let nothing = Proposal { replicates: 2, by_factor: vec![None], luck: None };
        assert_eq!(morris_replicates(&still, 0), Ok(nothing));
    }
}
