//! What happens in the rounds of a comparison: the fork, reforms and shocks, and to which arms.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::render::figures;
use crate::study::comparison::{Arm, Comparison};

/// More arms than this are counted rather than named.
const MOST_NAMED: usize = 3;

/// The marks in order of their rounds, each once, with the arms that it is for where these are not all.
pub fn of(comparison: &Comparison, language: Language) -> Vec<(u32, String)> {
    let mut arms: BTreeMap<(u32, String), Vec<&str>> = BTreeMap::new();
    for arm in &comparison.arms {
        for mark in events(arm, language) {
            arms.entry(mark).or_default().push(&arm.name);
        }
    }
    let fork = comparison.fork.map(|round| (round, language.pick("fork", "分叉").to_owned()));
    let marks = arms
        .into_iter()
        .map(|((round, what), names)| (round, format!("{what}{}", which(comparison, &names, language))));
    let mut marks: Vec<(u32, String)> = fork.into_iter().chain(marks).collect();
    marks.sort_by_key(|&(round, _)| round);
    marks
}

/// Which arms a mark is for, where these are not all.
fn which(comparison: &Comparison, names: &[&str], language: Language) -> String {
    let others = comparison.arms.iter().skip(1).map(|arm| arm.name.as_str());
    match names.len() {
        all if all == comparison.arms.len() => String::new(),
        _ if names.len() > 1 && others.eq(names.iter().copied()) => match language {
            Language::En => format!(" (all but {})", comparison.reference()),
            Language::Zh => format!("（{} 除外）", comparison.reference()),
        },
        few if few <= MOST_NAMED => {
            language.pick(format!(" ({})", names.join(", ")), format!("（{}）", names.join("、")))
        }
        many => language.pick(
            format!(" ({many} of {} arms)", comparison.arms.len()),
            format!("（{} 个方案中的 {many} 个）", comparison.arms.len()),
        ),
    }
}

/// Reforms and shocks of an arm, each once.
fn events(arm: &Arm, language: Language) -> Vec<(u32, String)> {
    figures::marks::of(&arm.scenario, language)
}

/// The rounds of shocks of any arm.
pub fn spans(comparison: &Comparison) -> Vec<(u32, u32)> {
    let mut spans: Vec<(u32, u32)> =
        comparison.arms.iter().flat_map(|arm| figures::marks::spans(&arm.scenario)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}
