//! `grievances`: response, resolution as reported and in truth, satisfaction; and the backlog.

use super::Caption;
use super::figure::{Figure, Panel};
use super::series::curve;
use crate::observe::{Group, Run};

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    Figure::new("grievances", "Grievances", caption, runs, vec![rates(runs), backlog(runs)])
}

/// The rates of the whole city.
pub fn rates(runs: &[Run]) -> Panel {
    let city = |column, label, style| curve(runs, column, Group::City, label, style);
    let curves = vec![
        city("response_rate", "response", 0),
        city("reported_resolution_rate", "reported resolution", 1),
        city("resolution_rate", "true resolution", 2),
        city("satisfaction_rate", "satisfaction", 3),
    ];
    Panel::lines("Response, resolution, satisfaction", "share", curves)
}

/// The backlog of the whole city, and what comes in.
pub fn backlog(runs: &[Run]) -> Panel {
    let city = |column, label, style| curve(runs, column, Group::City, label, style);
    Panel::lines(
        "Backlog and requests",
        "cases",
        vec![city("backlog", "backlog", 0), city("requests", "requests a round", 1)],
    )
}
