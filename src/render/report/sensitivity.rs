//! Of a sensitivity design: which factors matter most for each outcome, how sure that is, and what is worth a sentence.

use maud::{Markup, html};

use super::cells::{cell, name};
use super::wide;
use crate::language::Language;
use crate::render::words::{index_heading, index_row};
use crate::study::Experiment;
use crate::study::sensitivity::{Kind, OutcomeIndices, Sensitivity, notes};

/// Factors that are told for each outcome; more stand in `indices.csv`.
const TOLD: usize = 10;

/// The section of indices.
pub fn section(experiment: &Experiment, found: &Sensitivity, language: Language) -> Markup {
    let notes = notes(experiment, found);
    html! {
        section {
            h2 { (language.pick("What matters most", "哪些因素最重要")) }
            @for outcome in found.outcomes.iter().filter(|outcome| outcome.indices.is_ok()) {
                h3 { (index_heading(experiment, found, outcome)) }
                (wide("Indices", &table(found, outcome)))
            }
            p.small { (meaning(found)) }
            @if !notes.is_empty() {
                ul.small { @for note in &notes { li { (note) } } }
            }
        }
    }
}

fn table(found: &Sensitivity, outcome: &OutcomeIndices) -> Markup {
    html! {
        table.numbers.cards.beside {
            thead { tr { @for head in heads(found) { th.name scope="col" { (head) } } } }
            tbody {
                @for index in outcome.ranked().iter().take(TOLD) {
                    @let row = index_row(found, outcome, index);
                    tr {
                        (cell(heads(found)[0], html! { (row[0]) }))
                        (cell(heads(found)[1], name(&row[1])))
                        (cell(heads(found)[2], html! { (row[2]) }))
                        (cell(heads(found)[3], html! { (row[3]) }))
                    }
                }
            }
        }
    }
}

fn heads(found: &Sensitivity) -> [&'static str; 4] {
    match found.leading() {
        Kind::MuStar => ["rank", "factor", "mean size of effects", "their spread"],
        _ => ["rank", "factor", "total index", "first-order index"],
    }
}

fn meaning(found: &Sensitivity) -> &'static str {
    match found.leading() {
        Kind::MuStar => {
            "mu*: how much the outcome changes, on average over the design, when the factor goes through its whole range (Morris \
             1991; Campolongo et al. 2007). sigma: how much that differs from place to place. Intervals hold 95 % and come from a \
             bootstrap over trajectories and replicates; ranks have one, too. What luck adds to squares is taken out. Elementary \
             effects screen: they say which factors can be left alone, not what share of the variance a factor makes."
        }
        _ => {
            "total: the share of the variance of the mean outcome in which the factor has any part; first-order: the share that it \
             makes alone (Sobol' 2001; Jansen 1999). Intervals hold 95 % and come from a bootstrap over base points and replicates; \
             ranks have one, too. What luck adds to squares is taken out. The shares are of the ranges that were studied: wider ranges, \
             other shares."
        }
    }
}
