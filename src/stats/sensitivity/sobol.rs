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

#[cfg(test)]
mod tests {
    use super::super::examples::*;
    use super::*;

    fn once(of: impl Fn(&[f64]) -> f64) -> impl FnMut(&[f64]) -> Vec<f64> {
        move |point| vec![of(point)]
    }

    /// Twelve blocks of the first three factors of `g` with luck in four replicates.
    fn few() -> Vec<Block> {
        design(12, 3, 5, true, &mut noisy(g, 0.2, 4, 5))
    }

    #[test]
    fn ishigamis_function_has_its_known_indices() {
        let found = sobol(&design(4096, 3, 1, true, &mut once(ishigami)), &POINTS).expect("indices");
        assert!((found.variance.value / ISHIGAMI_VARIANCE - 1.0).abs() < 0.01, "{:?}", found.variance);
        near(&found.first, &ISHIGAMI_FIRST, 0.01);
        near(&found.total, &ISHIGAMI_TOTAL, 0.01);
        let second: Vec<Estimate> = found.second.iter().map(|(_, _, index)| *index).collect();
        near(&second, &[0.0, 0.24368, 0.0], 0.02);
        let pairs: Vec<(usize, usize)> = found.second.iter().map(|(i, j, _)| (*i, *j)).collect();
        assert_eq!((pairs, found.used, found.left_out, found.luck), (vec![(0, 1), (0, 2), (1, 2)], 4096, 0, None));
    }

    #[test]
    fn sobols_g_function_has_its_known_indices_and_order() {
        let found = sobol(&design(4096, 5, 2, false, &mut once(g)), &POINTS).expect("indices");
        near(&found.first, &[0.71619, 0.17905, 0.02368, 0.00716, 0.00007], 0.01);
        near(&found.total, &[0.78714, 0.24220, 0.03432, 0.01046, 0.00010], 0.01);
        near(&found.ranks, &[1.0, 2.0, 3.0, 4.0, 5.0], 0.0);
        assert!(found.second.is_empty());
    }

    #[test]
    fn replicates_that_agree_and_what_a_seed_adds_everywhere_change_nothing() {
        let plain = sobol(&design(64, 3, 3, true, &mut once(ishigami)), &POINTS).expect("indices");
        let mut run = |point: &[f64]| [-40.0, 0.0, 3.0].map(|seed| ishigami(point) + seed).to_vec();
        let seeds = sobol(&design(64, 3, 3, true, &mut run), &POINTS).expect("indices");
        let values = |found: &SobolIndices| {
            [&found.first[..], &found.total].concat().iter().map(|e| e.value).collect::<Vec<_>>()
        };
        near(&[&seeds.first[..], &seeds.total].concat(), &values(&plain), 1e-9);
        assert!((seeds.variance.value - plain.variance.value).abs() < 1e-9);
    }

    #[test]
    fn luck_is_its_share_of_the_variance_of_a_run() {
        // Noise of twice the standard deviation: four parts of five. Its standard error is about 0.01.
        let noise = 2.0 * ISHIGAMI_VARIANCE.sqrt();
        let found = sobol(&design(1024, 3, 4, false, &mut noisy(ishigami, noise, 4, 4)), &POINTS).expect("indices");
        assert!(found.luck.is_some_and(|luck| (luck - 0.8).abs() < 0.03), "{:?}", found.luck);
    }

    #[test]
    fn a_factor_that_does_nothing_has_a_total_of_exactly_zero() {
        // As with common seeds: what luck does hangs on what matters only.
        let mut run = |point: &[f64]| (0..4).map(|k| point[0] * (1.0 + 0.1 * f64::from(k))).collect();
        let found = sobol(&design(32, 3, 6, false, &mut run), &Settings::default()).expect("indices");
        let nothing = Estimate { value: 0.0, low: 0.0, high: 0.0 };
        assert_eq!(found.total[1..], [nothing, nothing]);
        assert_eq!(found.ranks[1..], [Estimate { value: 2.5, low: 2.0, high: 3.0 }; 2]);
    }

    #[test]
    fn blocks_with_a_missing_value_are_left_out() {
        let whole = few();
        let mut damaged = whole.clone();
        damaged[3].ba[2][1] = f64::NAN;
        damaged[7].a[0] = f64::INFINITY;
        let rest: Vec<Block> = (0..12).filter(|n| ![3, 7].contains(n)).map(|n| whole[n].clone()).collect();
        let found = sobol(&damaged, &Settings::default()).expect("indices");
        assert_eq!((found.used, found.left_out), (10, 2));
        assert_eq!(found, SobolIndices { left_out: 2, ..sobol(&rest, &Settings::default()).expect("indices") });
    }

    #[test]
    fn the_same_seed_gives_the_same_intervals_and_another_one_others() {
        let (blocks, settings) = (few(), Settings { resamples: 100, ..Settings::default() });
        let found = sobol(&blocks, &settings).expect("indices");
        assert_eq!(sobol(&blocks, &settings), Ok(found.clone()));
        let other = sobol(&blocks, &Settings { seed: 1, ..settings }).expect("indices");
        assert_eq!(other.first[0].value, found.first[0].value);
        assert_ne!(other.first[0], found.first[0]);
    }

    #[test]
    fn convergence_ends_with_the_indices_of_all_blocks() {
        let (blocks, settings) = (few(), Settings { resamples: 20, ..Settings::default() });
        let steps = sobol_convergence(&blocks, &settings);
        assert_eq!(steps.iter().map(|step| step.points).collect::<Vec<_>>(), [3, 6, 12]);
        assert_eq!(steps[2].indices, sobol(&blocks, &settings));
        assert_eq!(steps[0].indices, sobol(&blocks[..3], &settings));
    }

    #[test]
    fn where_nothing_varies_there_are_no_indices() {
        let without =
            |run: &mut dyn FnMut(&[f64]) -> Vec<f64>| sobol(&design(16, 2, 7, false, &mut |p: &[f64]| run(p)), &POINTS);
        assert_eq!(without(&mut |_| vec![0.1; 3]), Err(Undefined::NoVariance));
        assert_eq!(without(&mut |point| vec![1e6 + 1e-9 * point[0]]), Err(Undefined::NoVariance));
        assert_eq!(without(&mut |_| vec![0.3, 1e3, -7.7]), Err(Undefined::NoVariance));
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        let damaged = |damage: &dyn Fn(&mut Block)| {
            let mut blocks = few();
            damage(&mut blocks[4]);
            sobol(&blocks, &POINTS).map(|_| ())
        };
        assert_eq!(damaged(&|_| ()), Ok(()));
        assert_eq!(damaged(&|block| block.a.truncate(3)), Err(Undefined::Uneven));
        assert_eq!(damaged(&|block| block.ab.truncate(2)), Err(Undefined::Uneven));
        assert_eq!(damaged(&|block| block.ab[1].truncate(2)), Err(Undefined::Uneven));
        assert_eq!(damaged(&|block| block.ba.clear()), Err(Undefined::Uneven));
        assert_eq!(sobol(&[], &POINTS), Err(Undefined::Uneven));
        assert_eq!(sobol(&[Block::default()], &POINTS), Err(Undefined::Uneven));
        assert_eq!(sobol(&few()[..1], &POINTS), Err(Undefined::TooFew { used: 1 }));
    }
}
