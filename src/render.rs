//! Results as values: words, tables, figures and the report, made from what runs tell. Nothing here touches a disk.

pub mod figures;
pub mod report;
pub mod tables;
pub mod words;

pub use report::{audit_report, report, run_report, sweep_report};

/// What can go wrong with results as values.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A figure cannot be drawn or encoded.
    #[error("cannot draw {figure}: {problem}")]
    Draw {
        /// Name of the figure.
        figure: &'static str,
        /// What the drawing library says.
        problem: String,
    },
    /// A group that the runs do not have.
    #[error("there is no group `{name}` in these results, they have: {known}")]
    NoGroup {
        /// The name asked for.
        name: String,
        /// The groups of the runs.
        known: String,
    },
    /// A size in which a figure has no room.
    #[error("{width}x{height} is too flat for the figure {figure}: at that width it needs a height of {least} pixels")]
    NoRoom {
        /// Name of the figure.
        figure: &'static str,
        /// The width asked for, in pixels.
        width: u32,
        /// The height asked for.
        height: u32,
        /// The height that it needs.
        least: u32,
    },
    /// Nothing to draw.
    #[error("there is nothing to draw: {0}")]
    Empty(&'static str),
}

impl From<Error> for crate::Error {
    fn from(error: Error) -> Self {
        let while_running = matches!(error, Error::Draw { .. });
        Self::Results { source: Box::new(error), while_running }
    }
}

/// The result of making results.
pub type Result<T> = std::result::Result<T, Error>;
