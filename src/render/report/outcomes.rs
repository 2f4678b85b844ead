//! All outcomes in a table for each arm.

use maud::{Markup, html};

use super::{contrasts, verdicts, wide};
use crate::observe::COLUMNS;
use crate::render::words::{Finding, Notation, finding};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question, Split};

/// The section.
pub fn section(comparison: &Comparison) -> Markup {
    html! {
        section {
            h2 { "All outcomes" }
            p { "What can be said of the outcomes that are not primary, and the numbers of all." }
            @for (contrast, arm) in contrasts(comparison) {
                h3 { (arm.name) " against " (comparison.reference()) }
                (verdicts::others(comparison, contrast))
                (wide(&format!("All outcomes of {}", arm.name), &table(comparison, contrast, arm)))
            }
            p.small {
                "Shares in percent and points (x 100). t and BCa: 95 % intervals of the mean paired difference, by Student's t and by \
                 bootstrap. d: mean difference over the standard deviation of the differences. Agree: seeds whose difference has the \
                 sign of the mean. Holm: p adjusted over the primary outcomes of all arms. Variance: that of the difference under \
                 common random numbers, relative to independent runs."
            }
        }
    }
}

/// Primary outcomes first.
fn table(comparison: &Comparison, contrast: &Contrast, arm: &Arm) -> Markup {
    let is_primary = |question: Question| comparison.primary.contains(&question);
    let others = (0..COLUMNS.len()).map(Question::of_city).filter(|&question| !is_primary(question));
    let questions = comparison.primary.iter().copied().chain(others);
    let split = contrast.outcomes.iter().any(|outcome| outcome.split.is_some());
    html! {
        table.numbers {
            caption { (arm.name) " against " (comparison.reference()) }
            thead { (head(comparison, arm, split)) }
            tbody {
                @for question in questions {
                    @if let Some(difference) = contrast.answer(question) {
                        (row(question, difference, is_primary(question), split))
                    }
                }
            }
        }
    }
}

fn head(comparison: &Comparison, arm: &Arm, split: bool) -> Markup {
    html! {
        tr {
            @for text in ["Outcome", "Unit"] { th scope="col" { (text) } }
            @for name in [comparison.reference(), &arm.name] { th.name scope="col" { (name) } }
            @for text in ["Difference", "t", "BCa", "d", "Agree", "p", "Holm", "Variance"] { th scope="col" { (text) } }
            @if split { th scope="col" { "Luck" } th scope="col" { "Ignorance" } }
        }
    }
}

fn row(question: Question, difference: &Difference, primary: bool, split: bool) -> Markup {
    let about = question.about();
    let notation = Notation::of(about, difference);
    let unit = about.share_of.map_or(about.unit.to_owned(), |whole| format!("% of {whole}"));
    let interval = |interval: Option<(f64, f64)>| interval.map_or(NONE.to_owned(), |ends| notation.interval(ends));
    let plain = |value: f64| if value.is_nan() { NONE.to_owned() } else { notation.plain(value) };
    let mean = if difference.mean.is_nan() { NONE.to_owned() } else { notation.signed(difference.mean) };
    let class = match (primary, finding(difference)) {
        (true, _) => "primary",
        (false, Finding::Differs) => "",
        (false, _) => "unclear",
    };
    html! {
        tr class=(class) {
            th scope="row" title=(about.meaning) { (question.words()) }
            td.unit { (unit) }
            td { (plain(difference.reference)) }
            td { (plain(difference.arm)) }
            td { (mean) }
            td { (interval(difference.t)) }
            td { (interval(difference.bca)) }
            td { (number(difference.effect, 2)) }
            td { (difference.same_sign) "/" (difference.replicates) }
            td { (probability(difference.p)) }
            td { (probability(difference.holm)) }
            td { (number(difference.variance_ratio, 2)) }
            @if split { (shares(difference.split)) }
        }
    }
}

/// What stands where there is no value.
const NONE: &str = "\u{2013}";

fn number(value: Option<f64>, places: usize) -> String {
    value.filter(|value| value.is_finite()).map_or(NONE.to_owned(), |value| format!("{value:.places$}"))
}

fn probability(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 0.001 => "<\u{a0}0.001".to_owned(),
        other => number(other, 3),
    }
}

fn shares(split: Option<Split>) -> Markup {
    let share = |of: fn(Split) -> f64| {
        let share = split.map(of).filter(|share| share.is_finite());
        share.map_or(NONE.to_owned(), |share| format!("{:.0}\u{a0}%", share * 100.0))
    };
    html! { td { (share(|split| split.luck)) } td { (share(|split| split.ignorance)) } }
}
