//! Figures of results. Each is prepared as plain data (pure, tested) and then drawn, by the same code as SVG and as PNG.

mod canvas;
mod comparison;
mod curve;
mod custom;
mod draw;
mod fans;
mod figure;
mod labels;
mod panel;
mod picture;
mod run;
mod scale;
mod sheet;
mod style;
mod sweep;

#[cfg(test)]
mod tests;

pub use comparison::comparison_pictures;
pub use custom::custom_picture;
pub use picture::Picture;
pub use run::run_pictures;
pub use sweep::{Cell, SweepFactor, SweepOutcome, SweepTable, sweep_pictures};

use super::{Error, Result};
use crate::scenario::Scenario;

/// What stands around the curves of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Name of the scenario.
    pub title: String,
    /// What the scenario is, in a sentence or two.
    pub description: String,
    /// Reforms and shocks: the round, and a few words.
    pub marks: Vec<(u32, String)>,
}

impl Caption {
    /// That of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let reforms = scenario.reforms.iter().map(|reform| (reform.round, "reform".to_owned()));
        let shocks = scenario.shocks.iter().map(|shock| (shock.round, format!("shock to {}", shock.category.name())));
        let mut marks: Vec<(u32, String)> = reforms.chain(shocks).collect();
        marks.sort_by_key(|&(round, _)| round);
        Self { title: scenario.name.clone(), description: scenario.description.clone(), marks }
    }
}
