//! Sobol's indices of the mean response, with the estimators of Jansen (1999, Computer Physics Communications 117: 35-43).
//!
//! With `V` the variance of the mean response and `U` the square of a mean without what luck adds to it:
//! total `T[i] = mean U(f(A) - f(AB[i])) / 2V`, first `S[i] = 1 - mean U(f(B) - f(AB[i])) / 2V`, and of a pair
//! `S[ij] = 1 - mean U(f(BA[i]) - f(AB[j])) / 2V - S[i] - S[j]`: these two points share factor i of A and factor j of B.

use super::resample::estimates;
use super::weights::{Table, Weights};
use super::{Estimate, Settings, Step, Undefined, complete, places, shape, steps, whole_places};
use crate::stats::{ROUNDING, standard_deviation};

/// The runs of a base point, which is a pair of points A and B. Each list has a value for each replicate, in the same order
/// of seeds at all points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// At A.
    pub a: Vec<f64>,
    /// At B.
    pub b: Vec<f64>,
    /// For each factor: at A with that factor from B.
    pub ab: Vec<Vec<f64>>,
    /// For each factor: at B with that factor from A. Empty where no pairs of factors are asked for.
    pub ba: Vec<Vec<f64>>,
}

/// Sobol's indices of the mean response.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolIndices {
    /// Variance of the mean response over the points A and B. Where its interval reaches zero, ratios to it mean little.
    pub variance: Estimate,
    /// The share of the variance of a single run that is luck; none of one replicate.
    pub luck: Option<f64>,
    /// Base points that were used.
    pub used: usize,
    /// Base points with a missing value, which were not.
    pub left_out: usize,
    /// Resamples in which the mean response had no variance: they have no part in the intervals.
    pub lost: usize,
    /// First-order index of each factor.
    pub first: Vec<Estimate>,
    /// Total index of each factor.
    pub total: Vec<Estimate>,
    /// Second-order index of each pair of factors; none without `ba`.
    pub second: Vec<(usize, usize, Estimate)>,
    /// The place of each factor by its total index, 1 the largest.
    pub ranks: Vec<Estimate>,
}

/// The indices of a design.
pub fn sobol(blocks: &[Block], settings: &Settings) -> Result<SobolIndices, Undefined> {
    let runs = Runs::new(blocks)?;
    let (found, lost) =
        estimates(runs.shape, settings, |weights| runs.indices(weights)).ok_or(Undefined::NoVariance)?;
    let (variance, found) = (found[0], &found[1..]);
    let factors = runs.total.len();
    let pairs = runs.second.iter().zip(&found[3 * factors..]);
    Ok(SobolIndices {
        variance,
        luck: runs.luck(variance.value),
        used: runs.shape.0,
        left_out: blocks.len() - runs.shape.0,
        lost,
        first: found[..factors].to_vec(),
        total: found[factors..2 * factors].to_vec(),
        second: pairs.map(|(pair, index)| (pair.0, pair.1, *index)).collect(),
        ranks: whole_places(&found[2 * factors..3 * factors]),
    })
}

/// The indices of the first eighth, quarter, half and all of a design.
pub fn sobol_convergence(blocks: &[Block], settings: &Settings) -> Vec<Step<SobolIndices>> {
    steps(blocks.len(), |points| sobol(&blocks[..points], settings))
}

/// The blocks without missing values, and their replicates.
pub(super) fn usable(blocks: &[Block]) -> Result<(Vec<&Block>, usize), Undefined> {
    let (factors, replicates) = shape(blocks.iter().map(|block| block.ab.as_slice())).ok_or(Undefined::Uneven)?;
    let second = blocks.iter().map(|block| block.ba.as_slice());
    let without = second.clone().all(<[_]>::is_empty);
    let ends = blocks.iter().all(|block| block.a.len() == replicates && block.b.len() == replicates);
    if !ends || !(without || shape(second) == Some((factors, replicates))) {
        return Err(Undefined::Uneven);
    }
    let whole = |list: &Vec<f64>| list.iter().all(|value| value.is_finite());
    let whole = |block: &&Block| whole(&block.a) && whole(&block.b) && complete(&block.ab) && complete(&block.ba);
    let used: Vec<&Block> = blocks.iter().filter(whole).collect();
    if used.len() < 2 { Err(Undefined::TooFew { used: used.len() }) } else { Ok((used, replicates)) }
}

/// The differences between the points of each block, factor by factor.
struct Runs {
    /// Base points and replicates.
    shape: (usize, usize),
    /// A and B.
    ends: Table,
    /// A variance that rounding explains.
    rounding: f64,
    total: Vec<Table>,
    first: Vec<Table>,
    second: Vec<(usize, usize, Table)>,
}

impl Runs {
    fn new(blocks: &[Block]) -> Result<Self, Undefined> {
        let (blocks, replicates) = usable(blocks)?;
        let factors = 0..blocks[0].ab.len();
        let ends = Table::of_pairs(2, blocks.iter().flat_map(|block| [block.a.clone(), block.b.clone()]));
        let rounding = ROUNDING * ends.size();
        Ok(Self {
            shape: (blocks.len(), replicates),
            ends: ends.centred(),
            rounding: rounding * rounding,
            total: factors.clone().map(|i| to_total(&blocks, i)).collect(),
            first: factors.map(|i| Table::of_rows(blocks.iter().map(|block| minus(&block.b, &block.ab[i])))).collect(),
            second: pairs(blocks[0].ba.len()).map(|(i, j)| (i, j, to_second(&blocks, i, j))).collect(),
        })
    }

    /// Variance, first-order and total indices, places, second-order indices; none without variance.
    fn indices(&self, weights: &Weights) -> Option<Vec<f64>> {
        let variance = Some(weights.variance(&self.ends)).filter(|&variance| variance > self.rounding)?;
        let share = |table: &Table| weights.mean_square(table) / (2.0 * variance);
        let first: Vec<f64> = self.first.iter().map(|table| 1.0 - share(table)).collect();
        let total: Vec<f64> = self.total.iter().map(share).collect();
        let second = self.second.iter().map(|(i, j, table)| 1.0 - share(table) - first[*i] - first[*j]);
        Some([&[variance], &first[..], &total, &places(&total), &second.collect::<Vec<f64>>()].concat())
    }

    fn luck(&self, variance: f64) -> Option<f64> {
        let spreads = self.ends.rows().map(standard_deviation).collect::<Option<Vec<f64>>>()?;
        let luck = spreads.iter().map(|spread| spread * spread).sum::<f64>() / spreads.len() as f64;
        Some(luck / (variance + luck))
    }
}

/// The differences that a factor makes to A.
pub(super) fn to_total(blocks: &[&Block], factor: usize) -> Table {
    Table::of_rows(blocks.iter().map(|block| minus(&block.a, &block.ab[factor])))
}

/// The differences between points that have a pair of factors in common, in both ways.
fn to_second(blocks: &[&Block], i: usize, j: usize) -> Table {
    let both = |block: &&Block| [minus(&block.ba[i], &block.ab[j]), minus(&block.ba[j], &block.ab[i])];
    Table::of_pairs(2, blocks.iter().flat_map(both))
}

fn minus(first: &[f64], second: &[f64]) -> Vec<f64> {
    first.iter().zip(second).map(|(a, b)| a - b).collect()
}

fn pairs(factors: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..factors).flat_map(move |i| (i + 1..factors).map(move |j| (i, j)))
}
