//! `differences`: the primary outcomes of each arm minus the reference over the rounds, around a zero line.

use super::{caption, extent, layout, reference_runs};
use crate::language::{Language, Words};
use crate::render::figures::curve::difference;
use crate::render::figures::figure::{Figure, Panel};
use crate::study::comparison::{Comparison, Contrast, Question};

const TITLE: Words = Words::new("Differences of primary outcomes", "主要结果的差异");

/// Prepares the figure.
pub fn prepare(comparison: &Comparison, language: Language) -> Figure {
    let panels: Vec<Panel> = comparison.primary.iter().map(|&question| panel(comparison, question, language)).collect();
    let layout = layout(panels.len());
    let figure = Figure::new(
        "differences",
        "",
        &caption(comparison, TITLE.text(language), language),
        extent(comparison),
        panels,
    );
    let (reference, before) = (comparison.reference(), &figure.note);
    let note = match language {
        Language::En => format!("Paired by replicate: arm minus {reference}. {before}"),
        Language::Zh => format!("按重复配对：方案减 {reference}。{before}"),
    };
    Figure { note, ..figure }.laid_out(layout)
}

/// One outcome: the mean of the paired differences and its interval; shares in percentage points.
fn panel(comparison: &Comparison, question: Question, language: Language) -> Panel {
    let about = question.about();
    let share = about.is_share();
    let (factor, unit) = if share { (100.0, "percentage points") } else { (1.0, about.unit) };
    let curves = comparison.contrasts.iter().map(|contrast: &Contrast| {
        let arm = comparison.arms.get(contrast.arm)?;
        let pairs: Vec<_> = reference_runs(comparison).iter().zip(&arm.runs).collect();
        difference(&pairs, question, factor, &arm.name, contrast.arm)
    });
    Panel::differences(&question.words(language), unit, curves.collect())
}
