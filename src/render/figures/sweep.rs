//! Figures of a sweep, by the number of factors that vary: one gives a response curve, two a heat map (scenarios and
//! another factor a response curve for each of them), more give main effects
//! and parallel coordinates.

mod effects;
mod heat_map;
mod levels;
mod parallel;
mod response;
mod table;

#[cfg(test)]
mod tests;

use super::sheet::{Panel, Sheet};
use super::{Caption, Error, Picture, Result};
use crate::study::definition::SCENARIO;
use crate::study::design::Role;
use levels::Levels;
pub use table::{Cell, SweepFactor, SweepOutcome, SweepTable};

/// Outcomes that are drawn, at most.
const MOST_OUTCOMES: usize = 9;

/// The figures of a sweep; none if no factor varies.
pub fn sweep_pictures(table: &SweepTable, caption: &Caption) -> Result<Vec<Picture>> {
    let points = table.factors.iter().map(|factor| factor.values.len()).min().unwrap_or(0);
    let complete = table.outcomes.iter().all(|outcome| outcome.cells.len() == points);
    let empty = table.outcomes.is_empty() || points == 0;
    if empty || !complete || table.factors.iter().any(|factor| factor.values.len() != points) {
        return Err(Error::Empty("a sweep needs points, and a value of each factor and outcome for each of them"));
    }
    Ok(sheets(&table.first(MOST_OUTCOMES), caption).into_iter().map(Picture::from).collect())
}

/// The figures for so many factors that vary.
fn sheets(table: &SweepTable, caption: &Caption) -> Vec<Sheet> {
    let factors: Vec<Levels> = table.factors.iter().map(Levels::of).filter(|levels| levels.vary()).collect();
    match factors.as_slice() {
        [] => Vec::new(),
        [factor] => vec![response::prepare(table, factor, None, caption)],
        [by, factor] | [factor, by] if by.key == SCENARIO => {
            vec![response::prepare(table, factor, Some(by), caption)]
        }
        [across, up] => vec![heat_map::prepare(table, across, up, caption)],
        several => vec![effects::prepare(table, several, caption), parallel::prepare(table, several, caption)],
    }
}

/// A sheet of panels, so many in a row, each of this height.
fn sheet(
    name: &'static str,
    caption: &Caption,
    note: String,
    (across, height): (usize, u32),
    panels: Vec<Panel>,
) -> Sheet {
    Sheet {
        name,
        title: caption.title.clone(),
        description: caption.description.clone(),
        key: Vec::new(),
        note,
        height: 330 + height * panels.len().div_ceil(across) as u32,
        across,
        panels,
    }
}

/// How the means came about, and which outcomes were left out.
fn replicates(table: &SweepTable) -> String {
    let cells = table.outcomes.iter().flat_map(|outcome| &outcome.cells);
    let mut counts: Vec<usize> = cells.map(|cell| cell.replicates).collect();
    let all = counts.len();
    counts.retain(|&count| count > 0);
    let mean = match (counts.iter().min(), counts.iter().max()) {
        (None, _) | (_, None) => "No point has a value.".to_owned(),
        (Some(1), Some(1)) => "One replicate of each point.".to_owned(),
        (Some(least), Some(most)) if least == most => format!("Mean of {most} replicates of each point."),
        (Some(least), Some(most)) => format!("Mean of {least} to {most} replicates of each point."),
    };
    let missing = if (1..all).contains(&counts.len()) { " Some points have no value of an outcome." } else { "" };
    let more = match table.left_out {
        0 => String::new(),
        more => format!(" {more} more outcomes are in points.csv."),
    };
    format!("{mean}{missing}{more}")
}

/// What a factor is called in a line: its key, and its role if that is to be told.
fn in_a_line(factor: &Levels) -> String {
    let role = factor.role.map_or(String::new(), |role| format!(" ({})", role.name()));
    format!("{}{role}", factor.key)
}

/// What a factor is called in two lines: its section, and its name; a mark where it is an uncertainty among levers.
fn in_two_lines(factor: &Levels) -> [String; 2] {
    let (section, name) = factor.key.rsplit_once('.').unwrap_or(("", &factor.key));
    let mark = if factor.role == Some(Role::Uncertainty) { "? " } else { "" };
    [section.to_owned(), format!("{mark}{name}")]
}

/// What the mark stands for, if there is one.
fn marks(factors: &[Levels]) -> &'static str {
    let told = factors.iter().any(|factor| factor.role == Some(Role::Uncertainty));
    if told { " ?: an uncertainty, the others are levers." } else { "" }
}
