//! `draws.csv` and `unknowns.csv`: what was drawn, and which of it goes with the differences.

use std::io::{self, Write};

use super::cells::{number, value, write_rows};
use super::differences::ends;
use crate::study::comparison::Comparison;

const DRAWS: [&str; 3] = ["replicate", "key", "value"];
const UNKNOWNS: [&str; 8] = ["arm", "outcome", "group", "key", "rank_correlation", "low", "high", "draws"];

/// Writes `draws.csv`: a row per replicate and unknown.
pub fn write_draws(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let runs = comparison.arms.first().map_or(&[][..], |arm| &arm.runs).iter().enumerate();
    let rows = runs.flat_map(|(position, run)| {
        let drawn =
            comparison.unknowns.iter().filter_map(move |unknown| Some((unknown, unknown.values.get(position)?)));
        drawn.map(move |(unknown, drawn)| vec![run.seeds.replicate.to_string(), unknown.key.clone(), value(drawn)])
    });
    write_rows(out, DRAWS, rows)
}

/// Writes `unknowns.csv`: a row per arm, primary outcome and unknown, the rank correlation over draws with its 95 % interval.
pub fn write_unknowns(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let rows = comparison.contrasts.iter().flat_map(|contrast| {
        let arm = comparison.arms[contrast.arm].name.clone();
        comparison.associations(contrast).into_iter().map(move |found| {
            let [low, high] = ends(found.rank.interval);
            let (column, whom) = (found.question.about().name.to_owned(), found.question.whom.to_string());
            let key = found.unknown.key.clone();
            vec![arm.clone(), column, whom, key, number(found.rank.rho), low, high, found.rank.pairs.to_string()]
        })
    });
    write_rows(out, UNKNOWNS, rows)
}
