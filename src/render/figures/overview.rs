//! `overview`: a page of small multiples, the one picture of a run, in the shape of a slide.

use super::figure::Figure;
use super::{Caption, channels, grievances, participation, trust, wellbeing};
use crate::observe::Run;

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    let panels = vec![
        trust::panel(runs),
        participation::panel(runs),
        wellbeing::panel(runs),
        grievances::rates(runs),
        grievances::backlog(runs),
        channels::panel(runs),
    ];
    let figure = Figure::new("overview", "", caption, runs, panels);
    Figure { height: 1350, across: 3, label_marks: false, ..figure }
}
