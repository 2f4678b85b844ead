//! `curves`: the primary outcomes of all arms over the rounds.

use super::{NAMES, caption, height, reference_runs};
use crate::observe::{COLUMNS, Group};
use crate::render::figures::figure::{Figure, Panel};
use crate::render::figures::scale;
use crate::render::figures::series::{Band, Curve, curve};
use crate::study::comparison::Comparison;

const TITLE: &str = "Primary outcomes";

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Figure {
    let panels: Vec<Panel> = comparison.primary.iter().map(|&column| panel(comparison, column)).collect();
    let height = height(panels.len());
    let figure = Figure::new("curves", "", &caption(comparison, TITLE), reference_runs(comparison), panels);
    Figure { height, labels: NAMES, ..figure }
}

/// One outcome of all arms: the mean of the replicates and its interval.
fn panel(comparison: &Comparison, column: usize) -> Panel {
    let arms = comparison.arms.iter().enumerate();
    let curves = arms.map(|(style, arm)| {
        let curve = curve(&arm.runs, COLUMNS[column].name, Group::City, &arm.name, style)?;
        let interval = curve.interval.map(|band| within(band, COLUMNS[column].unit));
        Some(Curve { spread: None, raw: None, interval, ..curve })
    });
    Panel::lines(&COLUMNS[column].words(), COLUMNS[column].unit, curves.collect())
}

/// The part of an interval in which values of the unit can lie: of few replicates it reaches beyond.
fn within(band: Band, unit: &str) -> Band {
    if !scale::is_bounded(unit) {
        return band;
    }
    let clamped = |edge: Vec<f64>| edge.into_iter().map(|value| value.clamp(0.0, 1.0)).collect();
    Band { low: clamped(band.low), high: clamped(band.high) }
}
