//! `participation`: how many take part, how much they do, and how often a need is voiced.

use super::Caption;
use super::figure::{Figure, Panel};
use super::series::curve;
use crate::observe::{self, COLUMNS, Group, Run};

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    let unit = observe::column("civic_activity").map_or("", |column| COLUMNS[column].unit);
    let activity = curve(runs, "civic_activity", Group::City, "civic activity", 2);
    let panels = vec![panel(runs), Panel::lines("Civic activity", unit, vec![activity])];
    Figure::new("participation", "Participation", caption, runs, panels)
}

/// Participation and voice of the whole city.
pub fn panel(runs: &[Run]) -> Panel {
    let curves = vec![
        curve(runs, "participation_rate", Group::City, "participation", 0),
        curve(runs, "voice_rate", Group::City, "voice", 1),
    ];
    Panel::lines("Participation and voice", "share", curves)
}
