//! Figures of what a class found: the outcomes that codes carry, and their differences over ten stretches of the rounds.

use super::{caption, forest, layout};
use crate::language::{Language, Words};
use crate::observe::COLUMNS;
use crate::render::figures::Picture;
use crate::render::figures::curve::{Band, Curve};
use crate::render::figures::fans::Extent;
use crate::render::figures::figure::{Figure, Panel};
use crate::scenario::Scenario;
use crate::study::class::{Class, STRETCHES, Stretch, questions};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question, WINDOW};

const TITLE: Words = Words::new("Differences found by a class", "全班得出的差异");

/// `differences` and `forest` of a class, which compared these two scenarios.
pub fn class_pictures(class: &Class, kept: &Scenario, changed: &Scenario, language: Language) -> Vec<Picture> {
    let comparison = compared(class, kept, changed);
    vec![differences(class, &comparison, language).into(), forest::prepare(&comparison, language).into()]
}

/// What is known without the runs, as a comparison.
fn compared(class: &Class, kept: &Scenario, changed: &Scenario) -> Comparison {
    let mut outcomes: Vec<Difference> = COLUMNS.iter().map(|_| Difference::missing()).collect();
    class.differences().into_iter().for_each(|(question, difference)| outcomes[question.column] = difference);
    let arm = |scenario: &Scenario| Arm { name: scenario.name.clone(), scenario: scenario.clone(), runs: Vec::new() };
    let contrast =
        Contrast { arm: 1, outcomes, by_round: Vec::new(), groups: Vec::new(), primary_by_round: Vec::new() };
    Comparison {
        arms: vec![arm(kept), arm(changed)],
        contrasts: vec![contrast],
        primary: questions().to_vec(),
        window: WINDOW.min(kept.run.rounds),
        fork: None,
        stopping: None,
        unknowns: Vec::new(),
    }
}

fn differences(class: &Class, comparison: &Comparison, language: Language) -> Figure {
    let rounds = comparison.arms[0].scenario.run.rounds as usize;
    let named = questions().into_iter().zip(class.stretches());
    let panels: Vec<Panel> =
        named.map(|(question, stretches)| panel(comparison, question, &stretches, language)).collect();
    let layout = layout(panels.len());
    let caption = caption(comparison, TITLE.text(language), language);
    let extent = Extent { replicates: class.replicates() as usize, rounds };
    let figure = Figure::new("differences", "", &caption, extent, panels);
    let codes = class.blocks().len();
    let (arm, reference, pairs) = (&comparison.arms[1].name, comparison.reference(), class.replicates());
    let note = match language {
        Language::En => format!(
            "Paired by replicate: {arm} minus {reference}, means over tenths of the rounds. {pairs} replicates from {codes} codes. \
             Band: 95 % interval from the spread between codes."
        ),
        Language::Zh => format!(
            "按重复配对：{arm} 减 {reference}，各十分之一时段的平均值。{codes} 个分享码，共 {pairs} 次重复。色带：由分享码之间的差别得出的 95% 区间。"
        ),
    };
    Figure { note, ..figure }.laid_out(layout)
}

fn panel(comparison: &Comparison, question: Question, stretches: &[Stretch; STRETCHES], language: Language) -> Panel {
    let rounds = comparison.arms[0].scenario.run.rounds as usize;
    let about = question.about();
    let (factor, unit) = if about.is_share() { (100.0, "percentage points") } else { (1.0, about.unit) };
    let at = |round: usize| stretches[(round * STRETCHES / rounds).min(STRETCHES - 1)];
    let mut band = Band::default();
    (0..rounds).for_each(|round| band.push(at(round).interval.map(|(low, high)| (low * factor, high * factor))));
    let curve = Curve {
        label: comparison.arms[1].name.clone(),
        style: 1,
        main: (0..rounds).map(|round| at(round).mean * factor).collect(),
        smoothed: false,
        raw: None,
        interval: stretches.iter().any(|stretch| stretch.interval.is_some()).then_some(band),
        spread: None,
    };
    Panel::differences(&question.words(language), unit, vec![Some(curve)])
}
