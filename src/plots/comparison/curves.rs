//! `curves`: the primary outcomes of all arms over the rounds.

use super::{caption, height, reference_runs};
use crate::experiment::comparison::Comparison;
use crate::observe::{COLUMNS, Group};
use crate::plots::figure::{Figure, Panel};
use crate::plots::series::{Curve, curve};

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Figure {
    let panels: Vec<Panel> = comparison.primary.iter().map(|&column| panel(comparison, column)).collect();
    let height = height(panels.len());
    let figure = Figure::new("curves", "Curves", &caption(comparison), reference_runs(comparison), panels);
    Figure { height, ..figure }
}

/// One outcome of all arms: the mean of the replicates and its interval.
fn panel(comparison: &Comparison, column: usize) -> Panel {
    let arms = comparison.arms.iter().enumerate();
    let curves = arms.map(|(style, arm)| {
        let curve = curve(&arm.runs, COLUMNS[column].name, Group::City, &arm.name, style)?;
        Some(Curve { spread: None, raw: None, ..curve })
    });
    Panel::lines(&COLUMNS[column].words(), COLUMNS[column].unit, curves.collect())
}
