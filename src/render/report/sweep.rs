//! The report of a sweep: its figures, its points, its design, and how to run it again.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::page::{lead, page};
use super::sensitivity as indices;
use super::{Figure, counted, figures, wide};
use crate::language::Language;
use crate::parameters::value_text;
use crate::render::Result;
use crate::render::figures::{Picture, SweepOutcome, SweepTable};
use crate::render::words::{SweepCounts, sweep_command};
use crate::study::definition::description_in;
use crate::study::sensitivity::Sensitivity;
use crate::study::{Experiment, Plan, Rows, Shard};

/// Points and outcomes that are told; more stand in `points.csv`.
const POINTS: usize = 60;
const OUTCOMES: usize = 6;

/// The report of a sweep, with figures of it, as a page of HTML. `rows` are the runs that have ended, with what they say of
/// sensitivity if the design is one for it, and `program` is what
/// ran them: its name, version and build.
pub fn sweep_report(
    experiment: &Experiment,
    (rows, sensitivity): (&Rows, Option<&Sensitivity>),
    pictures: &[Picture],
    program: &str,
    language: Language,
) -> Result<String> {
    let drawn = pictures.iter().map(|picture| Figure::of(picture, false, language)).collect::<Result<Vec<_>>>()?;
    let table = SweepTable::of(experiment, rows);
    let counts = SweepCounts::of(experiment, Shard::WHOLE, rows);
    let sections = html! {
        @if counts.failed > 0 { pre { code { (counts.failures_text()) } } }
        @if let Some(found) = sensitivity { (indices::section(experiment, found, language)) }
        (figures::section(&drawn, language))
        @if sensitivity.is_none() { (points(&table, language)) }
        (how(experiment, program, language))
    };
    let lead = lead(description_in(experiment, language), &format!("{}.", counts.text()), Language::En);
    Ok(page(experiment.name(), &lead, &sections, language))
}

/// The first points with the first outcomes.
fn points(table: &SweepTable, language: Language) -> Markup {
    let shown = table.points().min(POINTS);
    let outcomes = &table.outcomes[..table.outcomes.len().min(OUTCOMES)];
    html! {
        @if shown > 0 {
            section {
                h2 { (language.pick("Points", "点")) }
                (wide("Points", &points_table(table, outcomes, shown)))
                p.small {
                    "Means over replicates, with 95 % intervals by Student's t. "
                    @if table.points() > shown || table.outcomes.len() > outcomes.len() {
                        "The first " (counted(shown, "point")) " and " (counted(outcomes.len(), "outcome")) "; the others are in points.csv. "
                    }
                    "The best of many points looks better than it is: run it once more under another seed."
                }
            }
        }
    }
}

fn points_table(table: &SweepTable, outcomes: &[SweepOutcome], shown: usize) -> Markup {
    html! {
        table.numbers.cards.beside {
            thead {
                tr {
                    @for factor in &table.factors { th.name scope="col" { (name(&factor.key)) } }
                    @for outcome in outcomes { th.name scope="col" { (outcome.title) " " span.unit { (outcome.unit) } } }
                }
            }
            tbody {
                @for point in 0..shown {
                    tr {
                        @for factor in &table.factors {
                            (cell(&factor.key, name(&value_text(factor.values.get(point)))))
                        }
                        @for outcome in outcomes { (cell(&outcome.title, mean(outcome, point))) }
                    }
                }
            }
        }
    }
}

/// A mean with its interval, in as many places as the interval asks for.
fn mean(outcome: &SweepOutcome, point: usize) -> Markup {
    let Some(cell) = outcome.cells.get(point).filter(|cell| cell.mean.is_finite()) else { return html! { "\u{2013}" } };
    let width = cell.interval.map_or(cell.mean.abs(), |(low, high)| high - low).max(f64::MIN_POSITIVE);
    let places = (2.0 - libm::floor(libm::log10(width))).clamp(0.0, 6.0) as usize;
    html! {
        (format!("{:.places$}", cell.mean))
        @if let Some((low, high)) = cell.interval {
            " " span.interval { (format!("[{low:.places$}, {high:.places$}]")) }
        }
    }
}

fn how(experiment: &Experiment, program: &str, language: Language) -> Markup {
    let name = experiment.name();
    let replicates = experiment.replicates();
    html! {
        section {
            h2 { (language.pick("What was run, and how to run it again", "运行了什么，如何再次运行")) }
            p {
                "The experiment " (name) ", " (counted(experiment.points().len(), "point")) " with "
                (counted(replicates as usize, "replicate")) " each:"
            }
            pre tabindex="0" { code { (experiment.sources().experiment.text) } }
            p { code { (sweep_command(experiment)) } " runs it again, where this text is in a file of that name; "
                code { "grassroots reproduce" } " with this folder needs no other file, and compares bit by bit." }
            p { (program) ". The same program gives the same numbers, to the bit." }
        }
    }
}
