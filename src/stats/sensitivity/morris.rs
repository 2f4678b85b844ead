//! Morris's elementary effects (Technometrics 33: 161-174, 1991) of the mean response, with the mean of their sizes by
//! Campolongo, Cariboni and Saltelli (2007).

use super::resample::estimates;
use super::weights::{Table, Weights};
use super::{Estimate, Settings, Step, Undefined, complete, places, shape, steps, whole_places};
use crate::stats::{spread, standard_deviation};

/// What elementary effects say about each factor. Of a group of factors `mu` and `sigma` mean nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct MorrisIndices {
    /// Mean effect.
    pub mu: Vec<Estimate>,
    /// Mean size of the effect without its sign. Luck does not raise it; where luck hides the sign, it lowers it.
    pub mu_star: Vec<Estimate>,
    /// Standard deviation of the effect over trajectories, of which luck is no part.
    pub sigma: Vec<Estimate>,
    /// The place of each factor by `mu_star`, 1 the largest.
    pub ranks: Vec<Estimate>,
    /// The share of the mean square of the effects in a single replicate that is luck; none of one replicate.
    pub luck: Option<f64>,
    /// Trajectories that were used.
    pub used: usize,
    /// Trajectories with a missing value, which were not.
    pub left_out: usize,
}

/// The indices of effects by trajectory, factor and replicate; each is a difference divided by the step, with its sign.
pub fn morris(effects: &[Vec<Vec<f64>>], settings: &Settings) -> Result<MorrisIndices, Undefined> {
    let (used, size) = usable(effects)?;
    let factors: Vec<Effects> = (0..used[0].len()).map(|factor| Effects::new(&used, factor)).collect();
    let (found, _) =
        estimates(size, settings, |weights| Some(indices(&factors, weights))).ok_or(Undefined::NoVariance)?;
    let mut parts = found.chunks(factors.len()).map(<[_]>::to_vec);
    let mut part = || parts.next().unwrap_or_default();
    Ok(MorrisIndices {
        mu: part(),
        mu_star: part(),
        sigma: part(),
        ranks: whole_places(&part()),
        luck: luck(factors.iter().map(|factor| &factor.effects), &Weights::even(size.0, size.1)),
        used: used.len(),
        left_out: effects.len() - used.len(),
    })
}

/// The indices of the first eighth, quarter, half and all of the trajectories.
pub fn morris_convergence(effects: &[Vec<Vec<f64>>], settings: &Settings) -> Vec<Step<MorrisIndices>> {
    steps(effects.len(), |points| morris(&effects[..points], settings))
}

type Trajectory = Vec<Vec<f64>>;

/// The trajectories without missing values; their number and that of the replicates.
pub(super) fn usable(effects: &[Trajectory]) -> Result<(Vec<&Trajectory>, (usize, usize)), Undefined> {
    let (_, replicates) = shape(effects.iter().map(Vec::as_slice)).ok_or(Undefined::Uneven)?;
    let used: Vec<&Trajectory> = effects.iter().filter(|trajectory| complete(trajectory)).collect();
    let points = used.len();
    if points < 2 { Err(Undefined::TooFew { used: points }) } else { Ok((used, (points, replicates))) }
}

/// The effects of a factor by trajectory.
pub(super) fn of_factor(trajectories: &[&Trajectory], factor: usize) -> Table {
    Table::of_rows(trajectories.iter().map(|trajectory| trajectory[factor].clone()))
}

/// The effects of a factor, as they are and with their means at zero.
struct Effects {
    effects: Table,
    centred: Table,
    size: f64,
}

impl Effects {
    fn new(trajectories: &[&Trajectory], factor: usize) -> Self {
        let effects = of_factor(trajectories, factor);
        Self { centred: effects.clone().centred(), size: effects.size(), effects }
    }
}

/// Of all factors `mu`, `mu_star`, `sigma` and places.
fn indices(factors: &[Effects], weights: &Weights) -> Vec<f64> {
    let mu = factors.iter().map(|of| weights.over_points(&of.effects, |row| weights.mean(row)));
    let sizes = factors.iter().map(|of| weights.over_points(&of.effects, |row| weights.magnitude(row)));
    let sigma = factors.iter().map(|of| spread(weights.variance(&of.centred).max(0.0).sqrt(), of.size));
    let sizes: Vec<f64> = sizes.collect();
    [mu.collect(), sizes.clone(), sigma.collect(), places(&sizes)].concat()
}

/// The share of the mean square of differences in a single replicate that is luck; none of one replicate.
pub(super) fn luck<'a>(tables: impl Iterator<Item = &'a Table>, weights: &Weights) -> Option<f64> {
    let (mut luck, mut effect) = (0.0, 0.0);
    for table in tables {
        let spreads = table.rows().map(standard_deviation).collect::<Option<Vec<f64>>>()?;
        luck += spreads.iter().map(|spread| spread * spread).sum::<f64>() / spreads.len() as f64;
        effect += weights.mean_square(table);
    }
    let whole = luck + effect.max(0.0);
    (whole > 0.0).then(|| luck / whole)
}

#[cfg(test)]
mod tests {
    use super::super::examples::*;
    use super::*;

    #[test]
    fn ishigamis_second_factor_has_effects_of_7_875_and_either_sign() {
        // On four levels every step of x2 is between sin^2 of pi and of pi / 3: 7 * 3 / 4 over 2 / 3 is 7.875.
        let found = morris(&trajectories(400, 3, 1, &mut |point| vec![ishigami(point)]), &POINTS).expect("indices");
        near(&found.mu_star[1..2], &[7.875], 1e-9);
        // Means over 40,000 trajectories; standard errors 0.3, 0.4 and 0.44, and of the sizes 0.3.
        near(&found.mu, &[7.62, 0.0, 0.0], 1.3);
        near(&[found.mu_star[0], found.mu_star[2]], &[7.62, 6.22], 1.0);
        near(&found.sigma, &[6.25, 7.875, 8.81], 0.5);
        assert_eq!((found.used, found.left_out, found.luck), (400, 0, None));
    }

    #[test]
    fn a_linear_function_has_its_slopes_and_no_spread() {
        let mut run = |point: &[f64]| [0.0, 5.0, -90.0].map(|seed| seed + 3.0 * point[0] - 2.0 * point[1]).to_vec();
        let found = morris(&trajectories(10, 3, 2, &mut run), &Settings::default()).expect("indices");
        near(&found.mu, &[3.0, -2.0, 0.0], 1e-12);
        near(&found.mu_star, &[3.0, 2.0, 0.0], 1e-12);
        near(&found.sigma, &[0.0; 3], 0.0);
        near(&found.ranks, &[1.0, 2.0, 3.0], 0.0);
        assert!(found.ranks[0].low == 1.0 && found.ranks[2].high == 3.0);
    }

    #[test]
    fn luck_raises_neither_the_size_nor_the_spread_of_effects() {
        // The luck of an effect has the variance 2 / (2/3)^2 = 4.5. The size of the mean of four effects of nothing else would
        // be 0.85 on average, and its spread 1.06. The sign of the mean of three is wrong for the slope of 1 in 20.7 % of
        // trajectories, which leaves 0.586 of it. Standard errors are 0.045 for the sizes and 0.025 for the means.
        let mut run = noisy(|point| point[0], 1.0, 4, 3);
        let found = morris(&trajectories(1600, 2, 3, &mut run), &POINTS).expect("indices");
        near(&found.mu, &[1.0, 0.0], 0.1);
        near(&found.mu_star, &[0.586, 0.0], 0.17);
        assert!(found.sigma.iter().all(|sigma| sigma.value < 0.4), "{:?}", found.sigma);
        // Luck has 4.5 in the square of each effect, the slope 1 in that of one of two.
        assert!(found.luck.is_some_and(|luck| (luck - 0.9).abs() < 0.03), "{:?}", found.luck);
    }

    #[test]
    fn trajectories_with_a_missing_value_are_left_out_and_the_seed_decides() {
        let whole = trajectories(9, 3, 4, &mut noisy(ishigami, 1.0, 3, 4));
        let mut damaged = whole.clone();
        damaged[8][1][2] = f64::NAN;
        let found = morris(&damaged, &Settings::default()).expect("indices");
        assert_eq!(found, MorrisIndices { left_out: 1, ..morris(&whole[..8], &Settings::default()).expect("indices") });
        assert_ne!(Ok(found), morris(&damaged, &Settings { seed: 3, ..Settings::default() }));
    }

    #[test]
    fn convergence_ends_with_all_trajectories_and_too_few_are_refused() {
        let effects = trajectories(8, 2, 5, &mut noisy(|point| point[0], 0.1, 2, 5));
        let steps = morris_convergence(&effects, &Settings::default());
        assert_eq!(steps.iter().map(|step| step.points).collect::<Vec<_>>(), [2, 4, 8]);
        assert_eq!(steps[2].indices, morris(&effects, &Settings::default()));
        assert_eq!(morris(&effects[..1], &POINTS), Err(Undefined::TooFew { used: 1 }));
        assert_eq!(morris(&[], &POINTS), Err(Undefined::Uneven));
        assert_eq!(morris(&[vec![vec![1.0]], vec![vec![1.0, 2.0]]], &POINTS), Err(Undefined::Uneven));
    }
}
