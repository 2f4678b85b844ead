//! All outcomes in a table for each arm.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::{contrasts, verdicts, wide};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::render::words::{Finding, Notation, finding};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question, Split};

/// Arms beside each other in one table; what more there are stands in the next.
const ACROSS: usize = 7;

/// An arm against the reference.
type Against<'a> = (&'a Contrast, &'a Arm);

/// The section: of one arm all numbers, of several all numbers of the primary outcomes, and of the others those that fit
/// beside each other.
pub fn section(comparison: &Comparison) -> Markup {
    let contrasts: Vec<Against<'_>> = contrasts(comparison).collect();
    html! {
        section {
            h2 { "All outcomes" }
            p { "What can be said of the outcomes that are not primary, and the numbers of all." }
            @for (contrast, arm) in &contrasts { (verdicts::others(comparison, contrast, &arm.name)) }
            @if contrasts.len() == 1 {
                (wide("All outcomes", &table(comparison, &contrasts, true)))
            } @else {
                (wide("Primary outcomes", &table(comparison, &contrasts, false)))
                @for arms in contrasts.chunks(ACROSS) {
                    (wide("The other outcomes", &beside(comparison, arms)))
                }
            }
            p.small {
                "Shares in percent and points (x 100). t and BCa: 95 % intervals of the mean paired difference, by Student's t and by \
                 bootstrap. d: mean difference over the standard deviation of the differences. Agree: seeds whose difference has the \
                 sign of the mean. Holm: p adjusted over the primary outcomes of all arms. Variance: that of the difference under \
                 common random numbers, relative to independent runs. Grey: no difference can be told. All numbers of all arms are in \
                 differences.csv."
            }
        }
    }
}

/// The outcomes of the city that are not primary.
fn others(comparison: &Comparison) -> impl Iterator<Item = Question> {
    (0..COLUMNS.len()).map(Question::of_city).filter(|question| !comparison.primary.contains(question))
}

/// All numbers of the primary outcomes, and of the others if `all` are wanted; a group of rows for each arm.
fn table(comparison: &Comparison, contrasts: &[Against<'_>], all: bool) -> Markup {
    let outcomes = || contrasts.iter().flat_map(|(contrast, _)| &contrast.outcomes);
    let split = outcomes().any(|outcome| outcome.split.is_some());
    let arm = if let [(_, arm)] = contrasts { arm.name.as_str() } else { "Arm" };
    let questions: Vec<(Question, bool)> = comparison.primary.iter().map(|&question| (question, true)).collect();
    let others = others(comparison).filter(|_| all).map(|question| (question, false));
    let questions: Vec<_> = questions.into_iter().chain(others).collect();
    let names = [comparison.reference(), arm];
    html! {
        table.numbers.cards {
            thead { (head(names, split)) }
            @for (contrast, arm) in contrasts {
                tbody {
                    @if contrasts.len() > 1 { tr.group { th scope="rowgroup" colspan="11" { (name(&arm.name)) } } }
                    @for &(question, primary) in &questions {
                        @if let Some(difference) = contrast.answer(question) {
                            (row(question, difference, names, primary, split))
                        }
                    }
                }
            }
        }
    }
}

fn head(names: [&str; 2], split: bool) -> Markup {
    html! {
        tr {
            th scope="col" { "Outcome" }
            @for arm in names { th.name scope="col" { (name(arm)) } }
            @for text in ["Difference", "t"] { th scope="col" { (text) } }
            th.bca scope="col" { "BCa" }
            @for text in ["d", "Agree", "p", "Holm", "Variance"] { th scope="col" { (text) } }
            @if split { th scope="col" { "Luck" } th scope="col" { "Ignorance" } }
        }
    }
}

fn row(question: Question, difference: &Difference, names: [&str; 2], primary: bool, split: bool) -> Markup {
    let notation = Notation::of(question.about(), difference);
    let interval = |interval: Option<(f64, f64)>| interval.map_or(NONE.to_owned(), |ends| notation.interval(ends));
    html! {
        tr class=(class(difference, primary)) {
            (outcome(question))
            (cell(names[0], plain(notation, difference.reference)))
            (cell(names[1], plain(notation, difference.arm)))
            (cell("Difference", mean(notation, difference)))
            (cell("t", interval(difference.t)))
            td.bca data-label="BCa" { (interval(difference.bca)) }
            (cell("d", number(difference.effect, 2)))
            (cell("Agree", format!("{}/{}", difference.same_sign, difference.replicates)))
            (cell("p", probability(difference.p)))
            (cell("Holm", probability(difference.holm)))
            (cell("Variance", number(difference.variance_ratio, 2)))
            @if split { (shares(difference.split)) }
        }
    }
}

/// The name of an outcome, with its unit.
fn outcome(question: Question) -> Markup {
    let about = question.about();
    let unit = about.share_of.map_or(about.unit.to_owned(), |whole| format!("% of {}", whole.en));
    html! {
        th scope="row" title=(about.meaning_in(Language::En)) { (question.words(Language::En)) " " span.unit { (unit) } }
    }
}

fn class(difference: &Difference, primary: bool) -> &'static str {
    match (primary, finding(difference)) {
        (true, Finding::Differs) => "primary",
        (true, _) => "primary unclear",
        (false, Finding::Differs) => "",
        (false, _) => "unclear",
    }
}

fn plain(notation: Notation, value: f64) -> String {
    if value.is_nan() { NONE.to_owned() } else { notation.plain(value) }
}

fn mean(notation: Notation, difference: &Difference) -> String {
    if difference.mean.is_nan() { NONE.to_owned() } else { notation.signed(difference.mean) }
}

/// The other outcomes of several arms beside each other: the difference of each, and its interval below it.
fn beside(comparison: &Comparison, arms: &[Against<'_>]) -> Markup {
    html! {
        table.numbers.cards.beside {
            caption { "Other outcomes: difference to " (name(comparison.reference())) ", 95 % interval by Student's t" }
            thead {
                tr {
                    th scope="col" { "Outcome" }
                    th.name scope="col" { (name(comparison.reference())) }
                    @for (_, arm) in arms { th.name scope="col" { (name(&arm.name)) } }
                }
            }
            tbody {
                @for question in others(comparison) { (row_beside(comparison, arms, question)) }
            }
        }
    }
}

fn row_beside(comparison: &Comparison, arms: &[Against<'_>], question: Question) -> Markup {
    let answers: Vec<_> = arms.iter().filter_map(|(contrast, arm)| Some((contrast.answer(question)?, arm))).collect();
    let reference = answers.first().map(|(answer, _)| plain(Notation::of(question.about(), answer), answer.reference));
    html! {
        tr {
            (outcome(question))
            (cell(comparison.reference(), reference.unwrap_or_default()))
            @for (answer, arm) in &answers {
                td class=(class(answer, false)) data-label=(arm.name) { (difference_beside(question, answer)) }
            }
        }
    }
}

fn difference_beside(question: Question, difference: &Difference) -> Markup {
    let notation = Notation::of(question.about(), difference);
    let interval = difference.t.filter(|_| !matches!(finding(difference), Finding::Same | Finding::Missing));
    html! {
        @match finding(difference) {
            Finding::Missing => (NONE),
            Finding::Same => "same",
            _ => (mean(notation, difference)),
        }
        @if let Some(ends) = interval { " " span.interval { (notation.interval(ends)) } }
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
    html! { (cell("Luck", share(|split| split.luck))) (cell("Ignorance", share(|split| split.ignorance))) }
}
