//! Figures of results. Each is prepared as plain data (pure, tested) and then drawn, by the same code as SVG and as PNG.

mod canvas;
mod channels;
mod comparison;
mod custom;
mod draw;
mod figure;
mod grievances;
mod labels;
mod overview;
mod panel;
mod participation;
mod save;
mod scale;
mod series;
mod sheet;
mod style;
mod sweep;
mod trust;
mod wellbeing;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use comparison::plot_comparison;
pub use sweep::{Cell, SweepFactor, SweepOutcome, SweepTable, plot_sweep};

use crate::observe::{Group, Run};
use crate::output;

/// What stands around the curves of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Name of the scenario.
    pub title: String,
    /// What the scenario is, in a sentence or two.
    pub description: String,
    /// Reforms and shocks: the round, and a few words.
    pub marks: Vec<(u32, String)>,
}

/// What can go wrong with figures.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A figure cannot be drawn or encoded.
    #[error("cannot draw {path}: {problem}")]
    Draw {
        /// The file of the figure.
        path: PathBuf,
        /// What the drawing library says.
        problem: String,
    },
    /// A figure cannot be written.
    #[error(transparent)]
    Write(#[from] output::Error),
    /// A column that the results do not have.
    #[error("there is no column `{name}`{}", nearest.map(|name| format!(", did you mean `{name}`?")).unwrap_or_default())]
    NoColumn {
        /// The name asked for.
        name: String,
        /// A column whose name is close.
        nearest: Option<&'static str>,
    },
    /// A group that the results do not have.
    #[error("there is no group `{name}` in these results, they have: {known}")]
    NoGroup {
        /// The name asked for.
        name: String,
        /// The groups of the results.
        known: String,
    },
    /// Nothing to draw.
    #[error("there is nothing to draw: {0}")]
    Empty(&'static str),
}

impl From<Error> for crate::Error {
    fn from(error: Error) -> Self {
        let while_running = match &error {
            Error::Draw { .. } => true,
            Error::Write(error) => error.while_running(),
            Error::NoColumn { .. } | Error::NoGroup { .. } | Error::Empty(_) => false,
        };
        Self::Results { source: Box::new(error), while_running }
    }
}

/// The result of work on figures.
pub type Result<T> = std::result::Result<T, Error>;

/// Draws the figures of a run into a folder, each as SVG and as PNG, and gives the names of the files.
pub fn plot_all(runs: &[Run], caption: &Caption, folder: &Path) -> Result<Vec<String>> {
    if runs.iter().all(|run| run.rounds() == 0) {
        return Err(Error::Empty("no round has been observed"));
    }
    let mut files = Vec::new();
    for prepare in STANDARD {
        files.extend(save::both(&prepare(runs, caption), folder)?);
    }
    Ok(files)
}

/// The figures of every run.
const STANDARD: [fn(&[Run], &Caption) -> figure::Figure; 6] = [
    overview::prepare,
    trust::prepare,
    participation::prepare,
    grievances::prepare,
    wellbeing::prepare,
    channels::prepare,
];

/// Draws chosen columns of chosen groups over each other as `custom.svg` and `custom.png`, a panel for each unit; without
/// groups those of the city.
pub fn plot_custom(
    runs: &[Run],
    columns: &[String],
    groups: &[String],
    caption: &Caption,
    folder: &Path,
) -> Result<Vec<String>> {
    Ok(save::both(&custom::prepare(runs, columns, groups, caption)?, folder)?.to_vec())
}

/// The groups of the runs.
fn groups_of(runs: &[Run]) -> &[Group] {
    runs.first().map_or(&[], Run::groups)
}
