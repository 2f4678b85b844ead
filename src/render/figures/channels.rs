//! `channels`: what residents do first with a need, stacked.

use super::Caption;
use super::figure::{Figure, Panel};
use super::series::curve;
use crate::observe::{Group, Run};

/// The choices from the bottom up: column, label, number of the colour.
const CHOICES: [(&str, &str, usize); 7] = [
    ("choice_wait", "wait", 7),
    ("choice_neighbours", "neighbours", 2),
    ("choice_organisation", "organisation", 5),
    ("choice_office", "office", 0),
    ("choice_platform", "platform", 4),
    ("choice_petition", "petition", 1),
    ("choice_law", "law", 3),
];

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    Figure::new("channels", "What residents do with a need", caption, runs, vec![panel(runs)])
}

/// The first choices of the whole city.
pub fn panel(runs: &[Run]) -> Panel {
    let curves = CHOICES.iter().map(|(column, label, style)| curve(runs, column, Group::City, label, *style)).collect();
    Panel::stack("First choice with a new need", "share", curves)
}
