//! Tables of an audit: `worlds.csv`, `attacks.csv`, `draws.csv`, `drivers.csv` and `box.csv`.

use std::io::{self, Write};

use super::cells::{flag, number, value, write_rows};
use crate::study::audit::{Answer, Attack, Audit, Verdict};

/// Writes a row per world and condition: the paired difference with its 95 % t interval, whether the condition holds of it,
/// and whether it holds nowhere in the interval.
pub fn write_worlds(out: &mut dyn Write, audit: &Audit, answer: &Answer) -> io::Result<()> {
    let header =
        ["world", "attack", "name", "outcome", "difference", "low", "high", "holds", "reversed", "claim_holds"];
    let rows = answer.judged.iter().flat_map(|judged| {
        let world = &audit.worlds()[judged.world];
        let conditions = audit.conditions().iter().zip(&judged.verdicts);
        conditions.map(move |(condition, verdict)| {
            let Verdict { mean, interval, holds, reversed } = *verdict;
            let (low, high) = interval.unwrap_or((f64::NAN, f64::NAN));
            let mut row = vec![judged.world.to_string(), world.attack.name().to_owned(), world.name.clone()];
            row.push(condition.name());
            row.extend([mean, low, high].map(number));
            row.extend([holds, reversed, judged.holds].map(flag));
            row
        })
    });
    write_rows(out, header, rows)
}

/// Writes a row per attack: in how many worlds (of luck: pairs of runs) the claim holds, the interval of that share where
/// worlds are a sample, in how many it is reversed, and how many are missing; then what could not be tried.
pub fn write_attacks(out: &mut dyn Write, audit: &Audit, answer: &Answer) -> io::Result<()> {
    let header = ["attack", "held", "of", "low", "high", "reversed", "missing", "left_out", "why"];
    let chapters = answer.chapters.iter().map(|chapter| {
        let (low, high) = chapter.interval.unwrap_or((f64::NAN, f64::NAN));
        let mut row = vec![chapter.attack.name().to_owned(), chapter.held.to_string(), chapter.of.to_string()];
        row.extend([low, high].map(number));
        row.extend([chapter.reversed.len().to_string(), chapter.missing.to_string(), String::new(), String::new()]);
        row
    });
    let left_out = audit.left_out().iter().map(|(attack, what, why)| {
        let mut row = vec![attack.name().to_owned()];
        row.extend(vec![String::new(); 6]);
        row.extend([what.clone(), why.clone()]);
        row
    });
    write_rows(out, header, chapters.chain(left_out))
}

/// Writes what was drawn in each world of the parameters.
pub fn write_draws_of_audit(out: &mut dyn Write, audit: &Audit) -> io::Result<()> {
    let keys = audit.uncertain().iter().map(|parameter| parameter.key());
    let header = std::iter::once("world".to_owned()).chain(keys);
    let draws = audit.worlds().iter().enumerate().filter(|(_, world)| world.attack == Attack::Parameters);
    let rows = draws.map(|(number, world)| {
        std::iter::once(number.to_string()).chain(world.drawn.iter().map(value)).collect::<Vec<_>>()
    });
    write_rows(out, header, rows)
}

/// Writes how the order of each uncertain parameter goes with that of a difference over the draws: Spearman's correlation.
pub fn write_drivers(out: &mut dyn Write, audit: &Audit, answer: &Answer) -> io::Result<()> {
    let rows = answer.drivers.iter().map(|driver| {
        let (low, high) = driver.rank.interval.unwrap_or((f64::NAN, f64::NAN));
        let mut row = vec![audit.uncertain()[driver.parameter].key(), audit.conditions()[driver.condition].name()];
        row.extend([driver.rank.rho, low, high].map(number));
        row
    });
    write_rows(out, ["parameter", "outcome", "rho", "low", "high"], rows)
}

/// Writes the box in which the claim fails: a row per parameter that it restricts. Without a box there is only the header.
pub fn write_box(out: &mut dyn Write, audit: &Audit, answer: &Answer) -> io::Result<()> {
    let header = ["parameter", "low", "high", "quasi_p", "reproducibility", "coverage", "density", "mass", "p"];
    let rows = answer.failing.iter().flat_map(|found| {
        found.limits.iter().map(move |limits| {
            let bounds = &limits.bounds;
            let end = |bound: Option<f64>| number(bound.unwrap_or(f64::NAN));
            let mut row =
                vec![audit.uncertain()[answer.sought[bounds.variable]].key(), end(bounds.low), end(bounds.high)];
            let fit = &found.fit;
            row.extend(
                [limits.quasi_p, limits.reproducibility, fit.coverage, fit.density, fit.mass, found.p].map(number),
            );
            row
        })
    });
    write_rows(out, header, rows)
}
