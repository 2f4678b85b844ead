//! Designs whose points belong together in blocks, so that indices of sensitivity can be made of what came of them.

use super::{morris, saltelli};

/// A factor, or a group of factors that are varied together.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The key of the factor, or the name of the group.
    pub name: String,
    /// Positions of its factors among all.
    pub factors: Vec<usize>,
    /// Positions of its dimensions in the unit cube.
    pub(crate) dimensions: Vec<usize>,
}

impl Unit {
    /// Whether it is several factors at once.
    pub fn is_group(&self) -> bool {
        self.factors.len() > 1
    }
}

/// The order in which a trajectory moves its units, and whether each of them moves upwards (of a group: its first factor).
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Units in the order of the steps.
    pub order: Vec<usize>,
    /// By unit.
    pub up: Vec<bool>,
}

/// How the points of a sensitivity design belong together.
#[derive(Clone, Debug, PartialEq)]
pub enum Blocks {
    /// Trajectories of elementary effects, each a point more than there are units.
    Morris {
        /// The trajectories.
        trajectories: Vec<Trajectory>,
        /// The length of a step, as part of the range of a factor.
        step: f64,
    },
    /// Blocks of a base point.
    Saltelli {
        /// Base points.
        base: usize,
        /// Whether there are points for pairs.
        second_order: bool,
    },
}

/// A sensitivity design beside its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// What is varied.
    pub units: Vec<Unit>,
    /// How the points belong together.
    pub blocks: Blocks,
}

impl Scheme {
    /// Points of a block.
    pub fn points_of_block(&self) -> usize {
        match self.blocks {
            Blocks::Morris { .. } => self.units.len() + 1,
            Blocks::Saltelli { second_order, .. } => saltelli::block(self.units.len(), second_order),
        }
    }

    /// Blocks: trajectories, or base points.
    pub fn count(&self) -> usize {
        match &self.blocks {
            Blocks::Morris { trajectories, .. } => trajectories.len(),
            Blocks::Saltelli { base, .. } => *base,
        }
    }

    /// Trajectories with their points in the unit cube.
    pub(crate) fn morris(trajectories: u32, levels: u32, units: Vec<Unit>, seed: u64) -> (Vec<Vec<f64>>, Self) {
        let (points, trajectories) = morris::morris(trajectories, levels, &units, seed);
        (points, Self { units, blocks: Blocks::Morris { trajectories, step: morris::step(levels) } })
    }

    /// Blocks of base points with their points in the unit cube.
    pub(crate) fn saltelli(base: u32, units: Vec<Unit>, second_order: bool, seed: u64) -> (Vec<Vec<f64>>, Self) {
        let points = saltelli::saltelli(base, &units, second_order, seed);
        (points, Self { units, blocks: Blocks::Saltelli { base: base as usize, second_order } })
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::Unit;

    /// Units of these dimensions, each a factor of its own.
    pub(crate) fn units(dimensions: &[&[usize]]) -> Vec<Unit> {
        let unit = |(number, own): (usize, &&[usize])| Unit {
            name: format!("x{number}"),
            factors: own.to_vec(),
            dimensions: own.to_vec(),
        };
        dimensions.iter().enumerate().map(unit).collect()
    }
}
