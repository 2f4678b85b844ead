//! What can go wrong: one error for the whole library, and the place in a scenario that it points at.

mod places;
mod sort;

pub use places::{Origin, Place, Problem, Source, Span};
pub use sort::Sort;

/// Everything that the library can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A scenario or an experiment is wrong in one or more ways.
    #[error("{}", lines(.0))]
    Scenario(Vec<Problem>),
    /// A text is of another sort than the one that was asked for.
    #[error("{name} is {found}, not {wanted}")]
    OtherSort {
        /// The text.
        name: String,
        /// What it is.
        found: Sort,
        /// What it was to be.
        wanted: Sort,
    },
    /// No parameter, section or scenario has this name.
    #[error("{what} `{name}` does not exist{}", near(.nearest))]
    UnknownName {
        /// What was looked for: a parameter, a column.
        what: &'static str,
        /// The word given.
        name: String,
        /// Names close to it.
        nearest: Vec<String>,
    },
    /// Something asked for cannot be had.
    #[error("{name}: {problem}")]
    Argument {
        /// What was asked for, as the library calls it.
        name: &'static str,
        /// What is wrong with it, and what is allowed.
        problem: String,
    },
    /// A simulation cannot go on under another scenario.
    #[error("cannot fork: {0}")]
    Fork(String),
    /// Bytes from which no simulation can be restored.
    #[error("cannot restore a simulation: {0}")]
    Restore(String),
    /// Scenarios that are not as long, or have other seeds, and so cannot be compared.
    #[error("cannot compare: {0}: it must be the same in all arms")]
    Unlike(String),
    /// Scenarios that cannot be compared as asked for.
    #[error("cannot compare: {0}")]
    Comparison(String),
    /// Files of results, or figures.
    #[error("{source}")]
    Results {
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
        /// Whether it happened to a run that had begun, rather than to what the user asked for.
        while_running: bool,
    },
    /// A mistake in the program itself.
    #[error("a mistake in grassroots itself, please report it: {0}")]
    Internal(String),
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

fn near(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" (nearest: {})", names.join(", ")) }
}
