//! What can go wrong: one error for the whole library, and the place in a scenario that it points at.

mod places;

use std::path::PathBuf;

pub use places::{Origin, Place, Problem, Source, Span};

/// Everything that the library can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A scenario or an experiment is wrong in one or more ways.
    #[error("{}", lines(.0))]
    Scenario(Vec<Problem>),
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
    /// A file that would be written exists.
    #[error("{} exists already: {help}", path.display())]
    OutputExists {
        /// The file or folder.
        path: PathBuf,
        /// What to do.
        help: &'static str,
    },
    /// A file or folder cannot be made, before anything has run.
    #[error("cannot make {}: {source}", path.display())]
    Prepare {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Writing failed.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Something asked for cannot be had.
    #[error("{name}: {problem}")]
    Argument {
        /// What was asked for: the name of an argument.
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
    /// Scenarios that cannot be compared as asked for.
    #[error("cannot compare: {0}")]
    Comparison(String),
    /// A study was ended before all of its runs had.
    #[error("interrupted: {finished} of {wanted} runs are kept in {}", folder.display())]
    Stopped {
        /// Runs on disk.
        finished: u64,
        /// Runs asked for, as far as that is known.
        wanted: u64,
        /// Where they are.
        folder: PathBuf,
    },
    /// Runs of a study failed.
    #[error("{failed} of {runs} runs failed: {} says where and why", folder.join("runs.csv").display())]
    RunsFailed {
        /// Runs that failed.
        failed: u64,
        /// Runs in all.
        runs: u64,
        /// Where they are.
        folder: PathBuf,
    },
    /// What was to be whole, or the same, is not.
    #[error("{0}")]
    Unmet(String),
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

impl Error {
    /// The exit code of the program: 2 for what the user gave, 1 for what failed while running, 130 after Ctrl-C.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Stopped { .. } => 130,
            Error::RunsFailed { .. } | Error::Unmet(_) => 1,
            Error::Write { .. } | Error::Internal(_) | Error::Results { while_running: true, .. } => 1,
            _ => 2,
        }
    }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

fn near(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" (nearest: {})", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_input_and_failures_have_their_own_exit_codes() {
        assert_eq!(Error::Scenario(Vec::new()).exit_code(), 2);
        assert_eq!(Error::Internal(String::new()).exit_code(), 1);
    }
}
