//! The verdicts: for each arm what can be said of every outcome, and what to heed beside it.

use maud::{Markup, html};

use super::cells::name;
use super::{contrasts, counted};
use crate::language::Language;
use crate::observe::COLUMNS;
use crate::render::words::{Finding, chain, finding, verdict};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference, Question};

/// The section.
pub fn section(comparison: &Comparison) -> Markup {
    let warnings: Vec<String> =
        comparison.spending(Language::En).into_iter().chain(comparison.notes(Language::En)).collect();
    html! {
        section {
            h2 { "Verdict" }
            @for warning in &warnings {
                p.warning role="note" { strong { "Mind: " } (warning) }
            }
            p { (comparison.horizon(Language::En)) }
            @for (contrast, arm) in contrasts(comparison) {
                (of_arm(comparison, contrast, arm))
            }
        }
    }
}

fn of_arm(comparison: &Comparison, contrast: &Contrast, arm: &Arm) -> Markup {
    let primary = || comparison.primary.iter().filter_map(|&question| Some((question, contrast.answer(question)?)));
    let all_same = contrast.outcomes.iter().all(|outcome| matches!(finding(outcome), Finding::Same | Finding::Missing));
    html! {
        h3 { (name(&arm.name)) " against " (name(comparison.reference())) }
        @if all_same {
            p { "The two arms are exactly the same in every outcome." }
        } @else {
            ul.verdicts {
                @for (question, difference) in primary() { (item(question, difference)) }
            }
            @if let Some(links) = chain(comparison, contrast, Language::En) {
                p.chain { strong { "What changed together, " } "in the order of the model: " (links) ". It tells no cause." }
            }
        }
    }
}

/// How many of the outcomes that are not primary differ, and which are the same or missing.
pub fn others(comparison: &Comparison, contrast: &Contrast, arm: &str) -> Markup {
    let questions = (0..COLUMNS.len()).map(Question::of_city).filter(|question| !comparison.primary.contains(question));
    let others: Vec<(Question, &Difference)> =
        questions.filter_map(|question| Some((question, contrast.answer(question)?))).collect();
    let of = |wanted: Finding| others.iter().filter(move |(_, difference)| finding(difference) == wanted);
    let interval = |&&(_, difference): &&(Question, &Difference)| {
        matches!(finding(difference), Finding::Differs | Finding::Unclear)
    };
    let tested = others.iter().filter(interval).count();
    let by_luck = (tested as f64 * 0.05).ceil() as usize;
    let names =
        |wanted: Finding| of(wanted).map(|(question, _)| question.words(Language::En)).collect::<Vec<_>>().join(", ");
    let (same, missing) = (names(Finding::Same), names(Finding::Missing));
    html! {
        p.small {
            strong { (name(arm)) ":" }
            @if tested > 0 {
                " Of " (counted(tested, "other outcome")) ", " (of(Finding::Differs).count())
                " differ by their own interval; up to about " (by_luck)
                " would by luck alone, as these are not adjusted for their number."
            }
            @if !same.is_empty() { " Exactly the same: " (same) "." }
            @if !missing.is_empty() { " No values to compare: " (missing) "." }
        }
    }
}

/// A verdict, its name before the colon in bold.
fn item(question: Question, difference: &Difference) -> Markup {
    let sentence =
        verdict(question, difference, Language::En).replace("p < ", "p\u{a0}<\u{a0}").replace("p = ", "p\u{a0}=\u{a0}");
    let (name, rest) = sentence.split_once(':').unwrap_or((&sentence, ""));
    let class = if finding(difference) == Finding::Differs { "differs" } else { "unclear" };
    html! { li class=(class) { strong { (name) } ":" (rest) } }
}
