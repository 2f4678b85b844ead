//! Figures of results. Each is prepared as plain data (pure, tested) and then drawn, by the same code as SVG and as PNG.

mod audit;
mod canvas;
mod comparison;
mod curve;
mod custom;
mod districts;
mod draw;
mod fans;
mod figure;
mod labels;
mod letters;
mod look;
mod marks;
mod names;
mod observed;
mod panel;
mod part;
mod pdf;
mod picture;
mod run;
mod scale;
mod sensitivity;
mod sheet;
mod style;
mod sweep;
mod visual;

#[cfg(test)]
mod tests;

pub use audit::audit_pictures;
pub use comparison::{class_pictures, comparison_pictures, custom_comparison_picture};
pub use custom::custom_picture;
pub use letters::{Face, Letters, lacking};
pub use look::Look;
pub use observed::{NAME as OBSERVED, observed_picture};
pub use picture::Picture;
pub use run::run_pictures;
pub use sensitivity::sensitivity_pictures;
pub use sweep::{Cell, SweepFactor, SweepOutcome, SweepTable, sweep_pictures};

use super::{Error, Result};
use crate::language::Language;
use crate::scenario::{Scenario, description_in};

/// What stands around the curves of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Name of the scenario.
    pub title: String,
    /// What the scenario is, in a sentence or two.
    pub description: String,
    /// Reforms and shocks: the round, and a few words.
    pub marks: Vec<(u32, String)>,
    /// The rounds of shocks: the first and the last with more needs.
    pub spans: Vec<(u32, u32)>,
    /// The language of the figure.
    pub language: Language,
}

impl Caption {
    /// That of a scenario, in a language.
    pub fn of(scenario: &Scenario, language: Language) -> Self {
        let (title, description) = (scenario.name.clone(), description_in(&scenario.description, language).to_owned());
        Self { title, description, marks: marks::of(scenario, language), spans: marks::spans(scenario), language }
    }
}
