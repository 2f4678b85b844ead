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
