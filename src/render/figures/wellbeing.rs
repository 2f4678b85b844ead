//! `wellbeing`: gain, happiness and security, of the city and by thirds of ses.

use super::Caption;
use super::figure::{Figure, Panel};
use super::series::curve;
use super::trust::by_third;
use crate::observe::{Group, Run};

/// Prepares the figure.
pub fn prepare(runs: &[Run], caption: &Caption) -> Figure {
    let panels = vec![
        panel(runs),
        by_third(runs, "gain", "Gain by ses", "level 0-1"),
        by_third(runs, "happiness", "Happiness by ses", "level 0-1"),
        by_third(runs, "security", "Security by ses", "level 0-1"),
    ];
    Figure { height: 1500, ..Figure::new("wellbeing", "Well-being", caption, runs, panels) }
}

/// The senses of the whole city.
pub fn panel(runs: &[Run]) -> Panel {
    let city = |column, label, style| curve(runs, column, Group::City, label, style);
    let curves = vec![city("gain", "gain", 0), city("happiness", "happiness", 1), city("security", "security", 2)];
    Panel::lines("Gain, happiness, security", "level 0-1", curves)
}
