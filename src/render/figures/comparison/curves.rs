//! `curves`: the primary outcomes of all arms over the rounds.

use super::{caption, extent, layout};
use crate::error::Error;
use crate::observe::{COLUMNS, Group};
use crate::render::figures::curve::{Band, Curve};
use crate::render::figures::fans::Fans;
use crate::render::figures::figure::{Figure, Panel};
use crate::render::figures::scale;
use crate::study::comparison::Comparison;

const TITLE: &str = "Primary outcomes";

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Result<Figure, Error> {
    let columns: Vec<_> = comparison.primary.iter().map(|&column| (COLUMNS[column].name, Group::City)).collect();
    let fans = comparison.arms.iter().map(|arm| Ok((arm.name.as_str(), Fans::of(&arm.runs, &columns)?)));
    let fans = fans.collect::<Result<Vec<_>, Error>>()?;
    let panels: Vec<Panel> = comparison.primary.iter().map(|&column| panel(&fans, column)).collect();
    let layout = layout(panels.len());
    Ok(Figure::new("curves", "", &caption(comparison, TITLE), extent(comparison), panels).laid_out(layout))
}

/// One outcome of all arms: the mean of the replicates and its interval.
fn panel(arms: &[(&str, Fans)], column: usize) -> Panel {
    let curves = arms.iter().enumerate().map(|(style, (name, fans))| {
        let curve = fans.curve(COLUMNS[column].name, Group::City, name, style)?;
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
