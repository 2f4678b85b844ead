//! The verdicts: for each arm what can be said of every outcome, and what to heed beside it.

use maud::{Markup, html};

use super::{contrasts, counted};
use crate::observe::COLUMNS;
use crate::render::words::{Finding, finding, verdict};
use crate::study::comparison::{Arm, Comparison, Contrast, Difference};

/// The section.
pub fn section(comparison: &Comparison) -> Markup {
    let warnings: Vec<String> = comparison.spending().into_iter().chain(comparison.notes()).collect();
    html! {
        section {
            h2 { "Verdict" }
            @for warning in &warnings {
                p.warning role="note" { strong { "Mind: " } (warning) }
            }
            p { (comparison.horizon()) }
            @for (contrast, arm) in contrasts(comparison) {
                (of_arm(comparison, contrast, arm))
            }
        }
    }
}

fn of_arm(comparison: &Comparison, contrast: &Contrast, arm: &Arm) -> Markup {
    let primary = || comparison.primary.iter().filter_map(|&column| Some((column, contrast.outcomes.get(column)?)));
    let all_same = contrast.outcomes.iter().all(|outcome| matches!(finding(outcome), Finding::Same | Finding::Missing));
    html! {
        h3 { (arm.name) " against " (comparison.reference()) }
        @if all_same {
            p { "The two arms are exactly the same in every outcome." }
        } @else {
            ul.verdicts {
                @for (column, difference) in primary() { (item(column, difference)) }
            }
        }
    }
}

/// The outcomes that are not primary, by what can be said of them.
pub fn others(comparison: &Comparison, contrast: &Contrast) -> Markup {
    let others: Vec<(usize, &Difference)> =
        contrast.outcomes.iter().enumerate().filter(|(column, _)| !comparison.primary.contains(column)).collect();
    let of = |wanted: Finding| others.iter().filter(move |(_, difference)| finding(difference) == wanted);
    let interval =
        |&&(_, difference): &&(usize, &Difference)| matches!(finding(difference), Finding::Differs | Finding::Unclear);
    let tested = others.iter().filter(interval).count();
    let by_luck = (tested as f64 * 0.05).ceil() as usize;
    let names = |wanted: Finding| of(wanted).map(|(column, _)| COLUMNS[*column].words()).collect::<Vec<_>>().join(", ");
    let (same, missing) = (names(Finding::Same), names(Finding::Missing));
    html! {
        @if tested > 0 {
            p.small {
                "Of " (counted(tested, "other outcome")) ", " (of(Finding::Differs).count())
                " differ by their own interval; up to about " (by_luck) " would by luck alone, as these are not adjusted for their number."
            }
        }
        ul.verdicts.others {
            @for wanted in [Finding::Differs, Finding::Untold, Finding::Unclear] {
                @for (column, difference) in of(wanted) { (item(*column, difference)) }
            }
        }
        @if !same.is_empty() { p.small { "Exactly the same: " (same) "." } }
        @if !missing.is_empty() { p.small { "No values to compare: " (missing) "." } }
    }
}

/// A verdict, its name before the colon in bold.
fn item(column: usize, difference: &Difference) -> Markup {
    let sentence = verdict(column, difference).replace("p < ", "p\u{a0}<\u{a0}").replace("p = ", "p\u{a0}=\u{a0}");
    let (name, rest) = sentence.split_once(':').unwrap_or((&sentence, ""));
    let class = if finding(difference) == Finding::Differs { "differs" } else { "unclear" };
    html! { li class=(class) { strong { (name) } ":" (rest) } }
}
