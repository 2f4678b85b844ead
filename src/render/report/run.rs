//! The report of a run, of one or several replicates: its summary, its figures, what was run, and how to run it again.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::cells::cell;
use super::page::{Made, lead, page};
use super::{Figure, counted, events, figures, method, observed, settings, wide};
use crate::language::{Language, Words};
use crate::observe::{COLUMNS, Group};
use crate::render::Result;
use crate::render::figures::{OBSERVED, Picture};
use crate::render::words::{RunCells, run_cells};
use crate::scenario::{ObservedData, Scenario, description_in};
use crate::study::{Distance, SummaryRow};

/// The thirds of ses, as they are called in the table.
const THIRDS: [(Group, Words); 3] = [
    (Group::Third(0), Words::new("low ses", "低地位组")),
    (Group::Third(1), Words::new("middle ses", "中地位组")),
    (Group::Third(2), Words::new("high ses", "高地位组")),
];

/// The report of a run, with figures of it, as a page of HTML. `replicates` have ended; `rows` and `distances` are its summary and
/// how far it is from what was observed; `command` is what runs it again, and `program` what ran it: its name, version and build.
pub fn run_report(
    scenario: &Scenario,
    replicates: usize,
    (rows, distances): (&[SummaryRow], &[Distance]),
    pictures: &[Picture],
    (command, program): (&str, &str),
    language: Language,
) -> Result<String> {
    let drawn = distinct(pictures)
        .iter()
        .map(|picture| Figure::of(picture, replicates == 1, language))
        .collect::<Result<Vec<_>>>()?;
    let source = scenario.observed.as_ref().map_or("", ObservedData::name);
    let sections = html! {
        (summary(rows, language))
        (observed::section(source, distances, language))
        (figures::section(&drawn, language))
        (what(scenario, language))
        (how(scenario, replicates, &Made { language, command, program }))
    };
    let rounds = scenario.run.rounds as usize;
    let extent = match language {
        Language::En => format!("{} of {}.", counted(replicates, "replicate"), counted(rounds, "round")),
        Language::Zh => format!("{replicates} 次重复，每次 {rounds} 轮。"),
    };
    let lead = lead(description_in(&scenario.description, language), &extent, language);
    Ok(page(&scenario.name, &lead, &sections, language))
}

/// The pictures without panels that one before shows. What was observed is shown with curves of its own.
fn distinct(pictures: &[Picture]) -> Vec<Picture> {
    let mut shown = BTreeSet::new();
    let mut kept = Vec::new();
    for picture in pictures {
        if picture.name() == OBSERVED {
            kept.push(picture.clone());
            continue;
        }
        let titles: Vec<String> = picture.panel_titles().into_iter().map(str::to_owned).collect();
        kept.extend(picture.clone().without(&shown));
        shown.extend(titles);
    }
    kept
}

fn summary(rows: &[SummaryRow], language: Language) -> Markup {
    let city = run_cells(rows, Group::City, language);
    let by_third = THIRDS.map(|(group, name)| (name.text(language), run_cells(rows, group, language)));
    let [head, by] = language.pick(["Summary", "By third of ses"], ["摘要", "按地位组"]);
    html! {
        section {
            h2 { (head) }
            (wide(head, &table(&city, language)))
            p.small {
                "Start and end: means over the first 13 and the last 52 rounds; of fewer than 65 rounds, over the first fifth and the \
                 rest. A change within a run is not yet what a policy does: the baseline changes, too, and "
                code { "grassroots compare" } " tells them apart. All columns and groups are in summary.csv."
            }
            h3 { (by) }
            (wide(by, &thirds(&city, &by_third, language)))
            p.small { (language.pick("The end, and its change since the start.", "结束时的值，及其自开始以来的变化。")) }
        }
    }
}

/// The heads of the summary.
fn heads(language: Language) -> [&'static str; 5] {
    language
        .pick(["Outcome", "Start", "End", "Change", "95 % of change"], ["结果", "开始", "结束", "变化", "变化的 95 %"])
}

fn table(city: &[RunCells], language: Language) -> Markup {
    let [outcome_head, start, end, change, of_change] = heads(language);
    let several = city.iter().any(|cells| !cells.interval.is_empty());
    html! {
        table.numbers.cards {
            thead {
                tr {
                    @for head in [outcome_head, start, end, change] { th scope="col" { (head) } }
                    @if several { th scope="col" { (of_change) } }
                }
            }
            tbody {
                @for cells in city {
                    tr {
                        (outcome(cells, language))
                        (cell(start, &cells.start))
                        (cell(end, &cells.end))
                        (cell(change, &cells.change))
                        @if several { (cell(of_change, &cells.interval)) }
                    }
                }
            }
        }
    }
}

fn outcome(cells: &RunCells, language: Language) -> Markup {
    let meaning = COLUMNS
        .iter()
        .find(|column| column.title(language) == cells.label)
        .map_or("", |column| column.meaning_in(language));
    html! { th scope="row" title=(meaning) { (cells.label) " " span.unit { (cells.unit) } } }
}

/// The outcomes that thirds have.
fn thirds(city: &[RunCells], by_third: &[(&str, Vec<RunCells>)], language: Language) -> Markup {
    let of = |third: &[RunCells], label: &str| third.iter().find(|cells| cells.label == label).cloned();
    let has = |label: &str| by_third.iter().any(|(_, third)| of(third, label).is_some_and(|cells| cells.end != "-"));
    html! {
        table.numbers.cards {
            thead { tr { th scope="col" { (heads(language)[0]) } @for (name, _) in by_third { th scope="col" { (name) } } } }
            tbody {
                @for cells in city.iter().filter(|cells| has(&cells.label)) {
                    tr {
                        (outcome(cells, language))
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

fn what(scenario: &Scenario, language: Language) -> Markup {
    let baseline = Scenario::default();
    html! {
        section {
            h2 { (language.pick("What was run", "运行了什么")) }
            p {
                (language.pick("The scenario ", "情景 "))
                (scenario.name)
                (language.pick(", as what it has other than the baseline.", "，即它与参照城市不同之处。"))
            }
            (settings::section(("baseline", &baseline), &[(scenario.name.as_str(), scenario)], language))
            (events::section(&[(scenario.name.as_str(), scenario)], language))
        }
    }
}

fn how(scenario: &Scenario, replicates: usize, made: &Made<'_>) -> Markup {
    html! {
        section {
            h2 { (made.language.pick("How to run it again", "如何再次运行")) }
            p { (method::schedule(&scenario.run, replicates, made.language)) }
            (made.again())
            p {
                "So does " code { "grassroots run scenario.toml" } " with the file beside this page, which has every value, and "
                code { "grassroots reproduce" } " with this folder compares bit by bit."
            }
        }
    }
}
