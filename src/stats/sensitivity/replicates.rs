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

/// The variance over base points of the square of the mean difference, and the mean square of the variance of its luck. From
/// the variance of the squares that of their luck is taken away, which for normal luck leaves no bias.
fn variances(table: &Table, weights: &Weights) -> (f64, f64) {
    let squares: Vec<f64> = table.rows().map(|row| weights.square(row)).collect();
    let m = table.rows().next().map_or(0, <[f64]>::len) as f64;
    let spreads: Vec<f64> = table.rows().map(variance).collect();
    let luck: Vec<f64> = spreads.iter().map(|s2| s2 * s2 * (m - 1.0) / (m + 1.0)).collect();
    let noise = squares.iter().zip(&spreads).zip(&luck);
    let noise: Vec<f64> = noise.map(|((u, s2), s4)| 4.0 * u * s2 / m + 2.0 * s4 / (m * (m - 1.0))).collect();
    ((variance(&squares) - mean(&noise)).max(0.0), mean(&luck))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (values.len() as f64 - 1.0)
}
