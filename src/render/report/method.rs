//! How the comparison was made, how to read it, and how to make it again.

use maud::{Markup, html};

use super::cells::name;
use super::{Made, counted, listed, wide};
use crate::language::Language;
use crate::scenario::Schedule;
use crate::study::comparison::{Comparison, Stopping, Unknown};

/// Replicates, rounds and window in a sentence.
pub fn in_short(comparison: &Comparison) -> String {
    let rounds = comparison.arms.first().map_or(0, |arm| arm.scenario.run.rounds) as usize;
    format!(
        "{} of {} for each of {}; outcomes are means over the last {}.",
        counted(replicates(comparison), "replicate"),
        counted(rounds, "round"),
        counted(comparison.arms.len(), "arm"),
        counted(comparison.window as usize, "round")
    )
}

fn replicates(comparison: &Comparison) -> usize {
    comparison.arms.first().map_or(0, |arm| arm.runs.len())
}

/// How to read it, in three sentences.
pub fn reading(comparison: &Comparison) -> Markup {
    let reference = comparison.reference();
    html! {
        section {
            h2 { "How to read it" }
            p {
                "Every arm was run under the same seeds, so that each difference is that of a pair of runs which share their luck, and \
                 \u{201c}+\u{201d} means more than in " (reference) ". "
                @if replicates(comparison) == 1 {
                    "There is one replicate, so that there are no intervals, and any difference may be luck: \
                     run more of them to tell. "
                } @else {
                "The brackets hold the 95 % interval of the mean difference: where they hold zero, no difference can be told, which is \
                 not to say that there is none; more replicates make them narrower. \
                 The intervals tell how much is due to chance in this model, not how well the model fits a real city."
                }
                @if !comparison.unknowns.is_empty() {
                    " Here they also cover what nobody knows: each pair of replicates has another draw of "
                    (listed(&keys(comparison))) ", and the intervals count draws, not replicates. They are as wide as the \
                    distributions that were given, and say nothing of parameters that were not drawn."
                }
            }
        }
    }
}

/// The section.
pub fn section(comparison: &Comparison, made: &Made<'_>) -> Markup {
    html! {
        section {
            h2 { "How it was made" }
            p { (seeds(comparison)) }
            @if let Some(stopping) = &comparison.stopping { p { (stopped(stopping)) } }
            @if !comparison.unknowns.is_empty() { (unknowns(comparison)) }
            h3 { "How to make it again" }
            (made.again())
        }
    }
}

fn seeds(comparison: &Comparison) -> String {
    let Some(arm) = comparison.arms.first() else { return String::new() };
    let fork = comparison.fork.map(|round| format!(" All arms share the history of {} up to round {round}.", arm.name));
    format!("{}{}", schedule(&arm.scenario.run, replicates(comparison)), fork.unwrap_or_default())
}

/// Seeds and rounds of replicates in a sentence or two.
pub fn schedule(run: &Schedule, replicates: usize) -> String {
    let Schedule { seed, city_seed, rounds, warm_up, .. } = *run;
    let numbers = if replicates == 1 { "0".to_owned() } else { format!("0 to {}", replicates.saturating_sub(1)) };
    let city = match city_seed {
        Some(seed) => format!("the city is the same in all of them, by seed {seed}"),
        None => "the city is another in each of them".to_owned(),
    };
    format!(
        "Seed {seed}, replicates {numbers}; {city}. {rounds} rounds after a warm-up of {warm_up}; a round is a week."
    )
}

/// How many replicates it took, and what it means that they were not fixed beforehand.
fn stopped(stopping: &Stopping) -> String {
    let column = stopping.question.words(Language::En);
    let (replicates, width) = stopping.looks.last().copied().unwrap_or((0, f64::NAN));
    let looks = counted(stopping.looks.len(), "look");
    let end = if stopping.reached { "was reached with" } else { "was not reached with the most allowed," };
    format!(
        "The number of replicates was not fixed beforehand (sequential stopping): they were doubled until the half width of every \
         arm's 95 % interval for {column} was at most {}. It {end} {replicates} replicates, at the half width {width:.4}, after \
         {looks}. As stopping looks at the intervals themselves, they hold the true difference a little less often than in 95 % of \
         such comparisons; most so after few replicates.",
        stopping.wanted
    )
}

/// The unknowns, and how much of the variance they make.
fn unknowns(comparison: &Comparison) -> Markup {
    html! {
        h3 { "Luck and ignorance" }
        p {
            "Nobody knows the value of " (listed(&keys(comparison))) ": it was drawn anew, the same for all arms, and each draw was lived \
             through by two lucks. The intervals cover both. Of the variance of the difference, for the primary outcomes:"
        }
        (wide("Luck and ignorance", &split_table(comparison)))
        (wide("Unknowns", &unknowns_table(&comparison.unknowns)))
        p {
            "Which of them goes with the difference: Spearman's rank correlation of the draws with the difference, with its 95 % interval. It tells \
             an order, no cause; unknowns that are names have none."
        }
        (wide("Rank correlations", &associations(comparison)))
    }
}

fn keys(comparison: &Comparison) -> Vec<&str> {
    comparison.unknowns.iter().map(|unknown| unknown.key.as_str()).collect()
}

fn associations(comparison: &Comparison) -> Markup {
    let none = || "\u{2013}".to_owned();
    html! {
        table {
            thead { tr { @for head in ["Outcome", "Arm", "Unknown", "Rank correlation", "95 % interval"] { th scope="col" { (head) } } } }
            tbody {
                @for (contrast, arm) in super::contrasts(comparison) {
                    @for found in comparison.associations(contrast) {
                        tr {
                            th scope="row" { (found.question.words(Language::En)) }
                            td { (arm.name) }
                            td { code { (found.unknown.key) } }
                            td { (format!("{:+.2}", found.rank.rho)) }
                            td { (found.rank.interval.map_or_else(none, |(low, high)| format!("[{low:.2}, {high:.2}]"))) }
                        }
                    }
                }
            }
        }
    }
}

fn split_table(comparison: &Comparison) -> Markup {
    let percent =
        |share: f64| if share.is_finite() { format!("{:.0}\u{a0}%", share * 100.0) } else { "\u{2013}".to_owned() };
    html! {
        table {
            thead { tr { @for head in ["Outcome", "Arm", "Luck", "Ignorance"] { th scope="col" { (head) } } } }
            tbody {
                @for &question in &comparison.primary {
                    @for (contrast, arm) in super::contrasts(comparison) {
                        @if let Some(split) = contrast.answer(question).and_then(|answer| answer.split) {
                            tr {
                                th scope="row" { (question.words(Language::En)) }
                                td { (name(&arm.name)) }
                                td { (percent(split.luck)) }
                                td { (percent(split.ignorance)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn unknowns_table(unknowns: &[Unknown]) -> Markup {
    let ends = |unknown: &Unknown| {
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        unknown.draws.iter().fold(ends, |(low, high): (f64, f64), &draw| (low.min(draw), high.max(draw)))
    };
    html! {
        table {
            thead { tr { @for head in ["Unknown", "Drawn from", "Lowest draw", "Highest draw"] { th scope="col" { (head) } } } }
            tbody {
                @for unknown in unknowns {
                    tr {
                        th scope="row" { code { (unknown.key) } }
                        td { (unknown.distribution) }
                        td { (format!("{:.4}", ends(unknown).0)) }
                        td { (format!("{:.4}", ends(unknown).1)) }
                    }
                }
            }
        }
    }
}
