//! `curves`: the primary outcomes of all arms over the rounds.

use super::{caption, extent, layout};
use crate::language::{Language, Words};
use crate::render::figures::curve::{Band, Curve, of_arm};
use crate::render::figures::figure::{Figure, Panel, Scale};
use crate::render::figures::scale;
use crate::study::comparison::{Arm, Comparison, Question, Whom};

const TITLE: Words = Words::new("Primary outcomes", "主要结果");

/// Prepares the figure.
pub fn prepare(comparison: &Comparison, language: Language) -> Figure {
    let panels: Vec<Panel> =
        comparison.primary.iter().map(|&question| panel(&comparison.arms, question, language)).collect();
    let layout = layout(panels.len());
    let figure =
        Figure::new("curves", "", &caption(comparison, TITLE.text(language), language), extent(comparison), panels);
    let (reference, before) = (comparison.reference(), &figure.note);
    let note = match language {
        Language::En => format!("Wide and grey: the reference, {reference}. {before}"),
        Language::Zh => format!("粗而灰：参照 {reference}。{before}"),
    };
    Figure { note, ..figure }.laid_out(layout)
}

/// One outcome of all arms: the mean of the replicates and its interval.
fn panel(arms: &[Arm], question: Question, language: Language) -> Panel {
    let curves = arms.iter().enumerate().map(|(style, arm)| {
        let curve = of_arm(&arm.runs, question, &arm.name, style)?;
        let interval = curve.interval.map(|band| within(band, question));
        Some(Curve { interval, ..curve })
    });
    let panel = Panel::lines(&question.words(language), question.about().unit, curves.collect());
    Panel { scale: Scale::Near, ..panel }
}

/// The part of an interval in which values can lie: of few replicates it reaches beyond.
fn within(band: Band, question: Question) -> Band {
    if !scale::is_bounded(question.about().unit) || matches!(question.whom, Whom::Gap(..)) {
        return band;
    }
    let clamped = |edge: Vec<f64>| edge.into_iter().map(|value| value.clamp(0.0, 1.0)).collect();
    Band { low: clamped(band.low), high: clamped(band.high) }
}
