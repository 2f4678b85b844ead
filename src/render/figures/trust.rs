//! `trust`: in whom residents trust, and trust in government by thirds of ses.

use super::Caption;
use super::figure::{Figure, Panel};
use super::series::{Curve, curve};
use crate::observe::{Group, Run};

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    let panels = vec![panel(runs), by_third(runs, "trust_government", "Trust in government by ses", "level 0-1")];
    Figure::new("trust", "Trust", caption, runs, panels)
}

/// Trust of the whole city.
pub fn panel(runs: &[Run]) -> Panel {
    let city = |column, label, style| curve(runs, column, Group::City, label, style);
    let curves = vec![
        city("trust_government", "government", 0),
        city("trust_organisations", "organisations", 1),
        city("trust_neighbours", "neighbours", 2),
    ];
    Panel::lines("Trust", "level 0-1", curves)
}

/// One column by thirds of ses.
pub fn by_third(runs: &[Run], column: &str, title: &str, unit: &str) -> Panel {
    let third =
        |number: u32, label, style| -> Option<Curve> { curve(runs, column, Group::Third(number), label, style) };
    let curves = vec![third(2, "high ses", 0), third(1, "middle ses", 1), third(0, "low ses", 2)];
    Panel::lines(title, unit, curves)
}
