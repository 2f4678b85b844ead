//! What a run, a comparison or a sweep found, on one page that needs nothing beside it: no network, no scripts.

mod arms;
mod audit;
mod cells;
mod events;
mod figures;
mod method;
mod observed;
mod outcomes;
mod page;
mod run;
mod sensitivity;
mod settings;
mod sweep;
mod verdicts;

#[cfg(test)]
mod tests;

use maud::{Markup, html};

use super::Result;
use super::figures::Picture;
use super::words::against;
use crate::language::Language;
use crate::study::comparison::{Arm, Comparison, Contrast};

pub use audit::audit_report;
use figures::Figure;
use page::Made;
pub use run::run_report;
pub use sweep::sweep_report;

/// The report of a comparison, with figures of it, as a page of HTML. `command` is what makes the comparison again, and
/// `program` what made it: its name, version and build.
pub fn report(
    comparison: &Comparison,
    figures: &[Picture],
    (command, program): (&str, &str),
    language: Language,
) -> Result<String> {
    let replicates = comparison.arms.first().map_or(0, |arm| arm.runs.len());
    let figures =
        figures.iter().map(|figure| Figure::of(figure, replicates == 1, language)).collect::<Result<Vec<_>>>()?;
    let sections = html! {
        (verdicts::section(comparison, language))
        (method::reading(comparison, language))
        (arms::section(comparison, language))
        (figures::section(&figures, language))
        (outcomes::section(comparison, language))
        (method::section(comparison, &Made { language, command, program }))
    };
    Ok(page::page(&title(comparison, language), &method::in_short(comparison, language), &sections, language))
}

fn title(comparison: &Comparison, language: Language) -> String {
    let names: Vec<&str> = comparison.arms.iter().skip(1).map(|arm| arm.name.as_str()).collect();
    let arms = language.pick(listed(&names), names.join("、"));
    against(&arms, comparison.reference(), language)
}

/// The contrasts with their arms.
fn contrasts(comparison: &Comparison) -> impl Iterator<Item = (&Contrast, &Arm)> {
    comparison.contrasts.iter().filter_map(|contrast| Some((contrast, comparison.arms.get(contrast.arm)?)))
}

/// Names in a sentence: "a, b and c".
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number with its noun: "1 round", "30 rounds".
fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A table that scrolls in its own box where it is wider than the page.
fn wide(label: &str, table: &Markup) -> Markup {
    html! { div.wide role="region" aria-label=(label) tabindex="0" { (table) } }
}
