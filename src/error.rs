//! What can go wrong: one error for the whole library, and the place in a scenario that it points at.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a source text.
pub type Span = Range<usize>;

/// A text that a scenario or an experiment is read from: a file, a shipped one, or the settings of the command line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Path or name, as the user knows it.
    pub name: Arc<str>,
    /// All of its text.
    pub text: Arc<str>,
}

impl Source {
    /// A source from its name and text.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let end = (0..=byte.min(self.text.len())).rev().find(|&b| self.text.is_char_boundary(b)).unwrap_or(0);
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The line that holds a byte, without its end.
    pub fn line(&self, byte: usize) -> &str {
        let (number, _) = self.line_column(byte);
        self.text.lines().nth(number - 1).unwrap_or("")
    }

    /// Whether it is the command line rather than a file.
    pub fn is_command_line(&self) -> bool {
        self.name.starts_with("--")
    }
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Source,
    /// The bytes of it.
    pub span: Span,
}

impl Place {
    /// A problem at this place.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { span: Some(self.span.clone()), ..Problem::of(self.source.clone(), message) }
    }
}

/// One thing wrong with a scenario or an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it was found.
    pub source: Source,
    /// The bytes that are wrong; none if the whole file is meant.
    pub span: Option<Span>,
    /// Other bytes of the same source that have to do with it.
    pub related: Vec<Span>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// A few words for the caret; may be empty.
    pub label: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Problem {
    /// A problem of a source as a whole.
    pub fn of(source: Source, message: impl Into<String>) -> Self {
        let (label, help) = (String::new(), String::new());
        Self { source, span: None, related: Vec::new(), message: message.into(), label, help }
    }

    /// The same with words for the caret.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = &self.source.name;
        match &self.span {
            Some(span) if self.source.is_command_line() => write!(f, "{name} {}: ", self.source.line(span.start))?,
            Some(span) => {
                let (line, column) = self.source.line_column(span.start);
                write!(f, "{name}:{line}:{column}: ")?;
            }
            None => write!(f, "{name}: ")?,
        }
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, " ({})", self.help) }
    }
}

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
    fn a_problem_is_told_with_file_line_and_column() {
        let source = Source::new("city.toml", "a = 1\n市 = 2\n");
        let place = Place { source, span: 12..13 };
        let problem = place.problem("is wrong").help("do better");
        assert_eq!(problem.to_string(), "city.toml:2:5: is wrong (do better)");
    }

    #[test]
    fn a_span_inside_a_character_or_past_the_end_is_survived() {
        let source = Source::new("x", "市");
        assert_eq!(source.line_column(1), (1, 1));
        assert_eq!(source.line_column(99), (1, 2));
    }

    #[test]
    fn bad_input_and_failures_have_their_own_exit_codes() {
        assert_eq!(Error::Scenario(Vec::new()).exit_code(), 2);
        assert_eq!(Error::Internal(String::new()).exit_code(), 1);
    }
}
