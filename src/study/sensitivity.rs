//! What the runs of a sensitivity design say: how much each factor matters for each outcome, how sure that is, and when.

mod blocks;
mod notes;
mod split;

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod tests;

pub use notes::{listed, notes};
pub use split::{Split, split};

use super::design::{Blocks, Scheme};
use super::{Experiment, Rows};
use crate::parallel;
use crate::stats::sensitivity::{
    Estimate, MorrisIndices, Settings, SobolIndices, Undefined, morris, morris_convergence, sobol, sobol_convergence,
};

/// Draws for intervals where nothing but the value is shown, as over stretches.
const FEW: usize = 200;

/// The indices of every declared outcome.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// What is varied, and how points belong together.
    pub scheme: Scheme,
    /// Outcomes in the order of the experiment.
    pub outcomes: Vec<OutcomeIndices>,
}

/// The indices of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeIndices {
    /// Position among the outcomes of the experiment.
    pub outcome: usize,
    /// Blocks that have all of their values.
    pub used: usize,
    /// Blocks that lack one.
    pub left_out: usize,
    /// The share of the variance of a single run that is luck.
    pub luck: Option<f64>,
    /// The indices, or why there are none.
    pub indices: Result<Vec<Index>, Undefined>,
    /// The leading index of each unit after some blocks: how many, and by unit.
    pub convergence: Vec<(usize, Vec<Estimate>)>,
    /// The leading index of each unit over stretches of the run: first and last round, and by unit; nothing of a stretch without
    /// variance.
    pub stretches: Vec<([u32; 2], Option<Vec<Estimate>>)>,
}

/// What an index tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Mean elementary effect.
    Mu,
    /// Mean size of the elementary effect, whatever its sign.
    MuStar,
    /// How far elementary effects differ: non-linear, or dependent on other factors.
    Sigma,
    /// Share of the variance that a factor explains alone.
    First,
    /// Share of the variance in which it has any part.
    Total,
    /// Share that two factors explain together beyond what each does alone.
    Second,
}

/// An index of a unit, or of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// What it tells.
    pub kind: Kind,
    /// The position of the unit.
    pub unit: usize,
    /// The other unit of a pair.
    pub with: Option<usize>,
    /// Its value and interval.
    pub estimate: Estimate,
    /// The place of the unit, 1 the most important one, with its interval; of leading indices only.
    pub rank: Option<Estimate>,
}

impl Kind {
    /// Its word in tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Mu => "mu",
            Kind::MuStar => "mu_star",
            Kind::Sigma => "sigma",
            Kind::First => "first",
            Kind::Total => "total",
            Kind::Second => "second",
        }
    }

    /// Whether units are ranked by it.
    pub fn leads(self) -> bool {
        matches!(self, Kind::MuStar | Kind::Total)
    }
}

impl Sensitivity {
    /// The indices of what is known of an experiment; none of one without a sensitivity design.
    pub fn of(experiment: &Experiment, rows: &Rows) -> Option<Self> {
        let scheme = experiment.scheme()?;
        let of = |outcome: usize| OutcomeIndices::of(experiment, rows, scheme, outcome);
        let outcomes = parallel::map(experiment.declared().len(), 1, of);
        Some(Self { scheme: scheme.clone(), outcomes })
    }

    /// The index that units are ranked by.
    pub fn leading(&self) -> Kind {
        match self.scheme.blocks {
            Blocks::Morris { .. } => Kind::MuStar,
            Blocks::Saltelli { .. } => Kind::Total,
        }
    }
}

impl OutcomeIndices {
    fn of(experiment: &Experiment, rows: &Rows, scheme: &Scheme, outcome: usize) -> Self {
        let settings = Settings::default();
        let (indices, luck, used, left_out) = whole(experiment, rows, scheme, outcome, &settings);
        let convergence = convergence(experiment, rows, scheme, outcome);
        let stretch = |(rounds, position): ([u32; 2], usize)| {
            let few = Settings { resamples: FEW, ..settings };
            let (indices, ..) = whole(experiment, rows, scheme, position, &few);
            (rounds, indices.ok().map(|indices| leading(&indices)))
        };
        let stretches = experiment.stretches(outcome).into_iter().map(stretch).collect();
        Self { outcome, used, left_out, luck, indices, convergence, stretches }
    }

    /// The leading index of each unit, with its position, the largest first.
    pub fn ranked(&self) -> Vec<Index> {
        let Ok(indices) = &self.indices else { return Vec::new() };
        let mut ranked: Vec<Index> = indices.iter().filter(|index| index.kind.leads()).copied().collect();
        ranked
            .sort_by(|one, other| other.estimate.value.total_cmp(&one.estimate.value).then(one.unit.cmp(&other.unit)));
        ranked
    }

    /// An index of a unit.
    pub fn index(&self, kind: Kind, unit: usize) -> Option<Estimate> {
        let found = self.indices.as_ref().ok()?.iter().find(|index| index.kind == kind && index.unit == unit)?;
        Some(found.estimate)
    }
}

type Whole = (Result<Vec<Index>, Undefined>, Option<f64>, usize, usize);

/// All indices of an outcome, the share of luck, blocks used and left out.
fn whole(experiment: &Experiment, rows: &Rows, scheme: &Scheme, outcome: usize, settings: &Settings) -> Whole {
    match &scheme.blocks {
        Blocks::Morris { .. } => {
            let effects = blocks::effects(experiment, rows, scheme, outcome);
            match morris(&effects, settings) {
                Ok(found) => (Ok(of_morris(scheme, &found)), found.luck, found.used, found.left_out),
                Err(why) => (Err(why), None, 0, effects.len()),
            }
        }
        Blocks::Saltelli { .. } => {
            let blocks = blocks::blocks(experiment, rows, scheme, outcome);
            match sobol(&blocks, settings) {
                Ok(found) => (Ok(of_sobol(&found)), found.luck, found.used, found.left_out),
                Err(why) => (Err(why), None, 0, blocks.len()),
            }
        }
    }
}

/// The signs of a group's effects mean nothing, for its factors move each in its own direction.
fn of_morris(scheme: &Scheme, found: &MorrisIndices) -> Vec<Index> {
    let index = |kind, unit, estimate, rank| Index { kind, unit, with: None, estimate, rank };
    let of_unit = |unit: usize| {
        let leading = index(Kind::MuStar, unit, found.mu_star[unit], Some(found.ranks[unit]));
        let alone = [index(Kind::Mu, unit, found.mu[unit], None), index(Kind::Sigma, unit, found.sigma[unit], None)];
        let signed = alone.into_iter().filter(|_| !scheme.units[unit].is_group());
        std::iter::once(leading).chain(signed).collect::<Vec<_>>()
    };
    (0..found.mu_star.len()).flat_map(of_unit).collect()
}

fn of_sobol(found: &SobolIndices) -> Vec<Index> {
    let alone = (0..found.first.len()).flat_map(|unit| {
        let (first, total) = (found.first[unit], found.total[unit]);
        [
            Index { kind: Kind::First, unit, with: None, estimate: first, rank: None },
            Index { kind: Kind::Total, unit, with: None, estimate: total, rank: Some(found.ranks[unit]) },
        ]
    });
    let pair = |&(unit, with, estimate): &(usize, usize, Estimate)| Index {
        kind: Kind::Second,
        unit,
        with: Some(with),
        estimate,
        rank: None,
    };
    alone.chain(found.second.iter().map(pair)).collect()
}

/// The leading index by unit.
fn leading(indices: &[Index]) -> Vec<Estimate> {
    indices.iter().filter(|index| index.kind.leads()).map(|index| index.estimate).collect()
}

fn convergence(experiment: &Experiment, rows: &Rows, scheme: &Scheme, outcome: usize) -> Vec<(usize, Vec<Estimate>)> {
    let few = Settings { resamples: FEW, ..Settings::default() };
    match &scheme.blocks {
        Blocks::Morris { .. } => {
            let steps = morris_convergence(&blocks::effects(experiment, rows, scheme, outcome), &few).into_iter();
            steps.filter_map(|step| Some((step.points, step.indices.ok()?.mu_star))).collect()
        }
        Blocks::Saltelli { .. } => {
            let steps = sobol_convergence(&blocks::blocks(experiment, rows, scheme, outcome), &few).into_iter();
            steps.filter_map(|step| Some((step.points, step.indices.ok()?.total))).collect()
        }
    }
}
