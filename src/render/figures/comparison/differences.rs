//! `differences`: the primary outcomes of each arm minus the reference over the rounds, around a zero line.

use super::{caption, extent, layout, reference_runs};
use crate::language::Language;
use crate::render::figures::curve::difference;
use crate::render::figures::figure::{Figure, Panel};
use crate::study::comparison::{Comparison, Contrast, Question};

const TITLE: &str = "Differences of primary outcomes";

/// Prepares the figure.
pub fn prepare(comparison: &Comparison) -> Figure {
    let panels: Vec<Panel> = comparison.primary.iter().map(|&question| panel(comparison, question)).collect();
    let layout = layout(panels.len());
    let figure = Figure::new("differences", "", &caption(comparison, TITLE), extent(comparison), panels);
    let what = format!("Paired by replicate: arm minus {}.", comparison.reference());
    Figure { note: format!("{what} {}", figure.note), ..figure }.laid_out(layout)
}

/// One outcome: the mean of the paired differences and its interval; shares in percentage points.
fn panel(comparison: &Comparison, question: Question) -> Panel {
    let about = question.about();
    let share = about.is_share();
    let (factor, unit) = if share { (100.0, "percentage points") } else { (1.0, about.unit) };
    let curves = comparison.contrasts.iter().map(|contrast: &Contrast| {
        let arm = comparison.arms.get(contrast.arm)?;
        let pairs: Vec<_> = reference_runs(comparison).iter().zip(&arm.runs).collect();
        difference(&pairs, question, factor, &arm.name, contrast.arm)
    });
    Panel::differences(&question.words(Language::En), unit, curves.collect())
}
