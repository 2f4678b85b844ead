//! The report of a run, of one or several replicates: its summary, its figures, what was run, and how to run it again.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::cells::cell;
use super::page::{Made, lead, page};
use super::{Figure, counted, events, figures, method, settings, wide};
use crate::language::Language;
use crate::observe::{COLUMNS, Group};
use crate::render::Result;
use crate::render::figures::Picture;
use crate::render::words::{RunCells, run_cells};
use crate::scenario::Scenario;
use crate::study::SummaryRow;

/// The thirds of ses, as they are called in the table.
const THIRDS: [(Group, &str); 3] =
    [(Group::Third(0), "low ses"), (Group::Third(1), "middle ses"), (Group::Third(2), "high ses")];

/// The report of a run, with figures of it, as a page of HTML. `replicates` have ended; `command` is what runs it again, and
/// `program` what ran it: its name, version and build.
pub fn run_report(
    scenario: &Scenario,
    replicates: usize,
    rows: &[SummaryRow],
    pictures: &[Picture],
    (command, program): (&str, &str),
) -> Result<String> {
    let drawn =
        distinct(pictures).iter().map(|picture| Figure::of(picture, replicates == 1)).collect::<Result<Vec<_>>>()?;
    let sections = html! {
        (summary(rows))
        (figures::section(&drawn))
        (what(scenario))
        (how(scenario, replicates, &Made { command, program }))
    };
    let rounds = counted(scenario.run.rounds as usize, "round");
    let lead = lead(&scenario.description, &format!("{} of {rounds}.", counted(replicates, "replicate")));
    Ok(page(&scenario.name, &lead, &sections))
}

/// The pictures without panels that one before shows.
fn distinct(pictures: &[Picture]) -> Vec<Picture> {
    let mut shown = BTreeSet::new();
    let mut kept = Vec::new();
    for picture in pictures {
        let titles: Vec<String> = picture.panel_titles().into_iter().map(str::to_owned).collect();
        kept.extend(picture.clone().without(&shown));
        shown.extend(titles);
    }
    kept
}

fn summary(rows: &[SummaryRow]) -> Markup {
    let city = run_cells(rows, Group::City, Language::En);
    let by_third = THIRDS.map(|(group, name)| (name, run_cells(rows, group, Language::En)));
    html! {
        section {
            h2 { "Summary" }
            (wide("Summary", &table(&city)))
            p.small {
                "Start and end: means over the first 13 and the last 52 rounds; of fewer than 65 rounds, over the first fifth and the \
                 rest. A change within a run is not yet what a policy does: the baseline changes, too, and "
                code { "grassroots compare" } " tells them apart. All columns and groups are in summary.csv."
            }
            h3 { "By third of ses" }
            (wide("By third of ses", &thirds(&city, &by_third)))
            p.small { "The end, and its change since the start." }
        }
    }
}

fn table(city: &[RunCells]) -> Markup {
    let several = city.iter().any(|cells| !cells.interval.is_empty());
    html! {
        table.numbers.cards {
            thead {
                tr {
                    @for head in ["Outcome", "Start", "End", "Change"] { th scope="col" { (head) } }
                    @if several { th scope="col" { "95 % of change" } }
                }
            }
            tbody {
                @for cells in city {
                    tr {
                        (outcome(cells))
                        (cell("Start", &cells.start))
                        (cell("End", &cells.end))
                        (cell("Change", &cells.change))
                        @if several { (cell("95 % of change", &cells.interval)) }
                    }
                }
            }
        }
    }
}

fn outcome(cells: &RunCells) -> Markup {
    let meaning =
        COLUMNS.iter().find(|column| column.title(Language::En) == cells.label).map_or("", |column| column.meaning.en);
    html! { th scope="row" title=(meaning) { (cells.label) " " span.unit { (cells.unit) } } }
}

/// The outcomes that thirds have.
fn thirds(city: &[RunCells], by_third: &[(&str, Vec<RunCells>)]) -> Markup {
    let of = |third: &[RunCells], label: &str| third.iter().find(|cells| cells.label == label).cloned();
    let has = |label: &str| by_third.iter().any(|(_, third)| of(third, label).is_some_and(|cells| cells.end != "-"));
    html! {
        table.numbers.cards {
            thead { tr { th scope="col" { "Outcome" } @for (name, _) in by_third { th scope="col" { (name) } } } }
            tbody {
                @for cells in city.iter().filter(|cells| has(&cells.label)) {
                    tr {
                        (outcome(cells))
                        @for (name, third) in by_third {
                            (cell(name, of(third, &cells.label).map_or(String::new(), |cells| {
                                format!("{} ({})", cells.end, cells.change)
                            })))
                        }
                    }
                }
            }
        }
    }
}

fn what(scenario: &Scenario) -> Markup {
    let baseline = Scenario::default();
    html! {
        section {
            h2 { "What was run" }
            p { "The scenario " (scenario.name) ", as what it has other than the baseline." }
            (settings::section(("baseline", &baseline), &[(scenario.name.as_str(), scenario)]))
            (events::section(&[(scenario.name.as_str(), scenario)]))
        }
    }
}

fn how(scenario: &Scenario, replicates: usize, made: &Made<'_>) -> Markup {
    html! {
        section {
            h2 { "How to run it again" }
            p { (method::schedule(&scenario.run, replicates)) }
            (made.again())
            p {
                "So does " code { "grassroots run scenario.toml" } " with the file beside this page, which has every value, and "
                code { "grassroots reproduce" } " with this folder compares bit by bit."
            }
        }
    }
}
