//! `report.html`: what a comparison found, on one page that needs nothing beside it: no network, no scripts.

mod arms;
mod figures;
mod method;
mod outcomes;
mod verdicts;

#[cfg(test)]
mod tests;

use std::path::Path;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Result, names, write_atomically};
use crate::study::comparison::{Arm, Comparison, Contrast};

/// How the page looks: on a screen, on a phone and on paper.
const STYLE: &str = include_str!("report/style.css");

/// Writes the report of a comparison into a folder. The figures that the folder has are put into the page; `command` is
/// what made the comparison.
pub fn write_report(comparison: &Comparison, folder: &Path, command: &str) -> Result<()> {
    let figures = figures::read(folder)?;
    let page = page(comparison, &figures, command);
    write_atomically(&folder.join(names::REPORT), page.into_string().as_bytes())
}

fn page(comparison: &Comparison, figures: &[figures::Figure], command: &str) -> Markup {
    let title = title(comparison);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p.lead { (method::in_short(comparison)) }
                    (verdicts::section(comparison))
                    (method::reading(comparison))
                    (arms::section(comparison))
                    (figures::section(figures))
                    (outcomes::section(comparison))
                    (method::section(comparison, command))
                }
            }
        }
    }
}

fn title(comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.arms.iter().skip(1).map(|arm| arm.name.as_str()).collect();
    format!("{} against {}", listed(&names), reference(comparison))
}

/// Name of the reference.
fn reference(comparison: &Comparison) -> &str {
    comparison.arms.first().map_or("", |arm| &arm.name)
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
