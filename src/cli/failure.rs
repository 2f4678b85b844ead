//! What the program fails with: what the library fails with, with the option that mends it, and what only a program does.

use std::io;
use std::path::PathBuf;

use grassroots::error::Sort;
use grassroots::render::words;
use grassroots::{Error, files};

/// What the program fails with.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The library says no.
    #[error("{}", told(.0))]
    Library(#[from] Error),
    /// An option asks for what cannot be had.
    #[error("--{name}: {problem}")]
    Option { name: &'static str, problem: String },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// What was given holds nothing that can be used.
    #[error("{0}")]
    Unusable(String),
    /// A file that would be written exists.
    #[error("{} exists already: {help}", path.display())]
    Exists { path: PathBuf, help: &'static str },
    /// A file cannot be made.
    #[error("cannot make {}: {source}", path.display())]
    Make { path: PathBuf, source: io::Error },
    /// Writing failed.
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// The system gives no threads.
    #[error(
        "the system starts no more threads ({0}): end other programs, raise the limit (`ulimit -u`), or ask for fewer with \
         --threads"
    )]
    Threads(String),
    /// A study was ended before all of its runs had.
    #[error("interrupted: {finished} of {wanted} runs are kept in {}; the same command with --resume goes on", folder.display())]
    Stopped { finished: u64, wanted: u64, folder: PathBuf },
    /// A pilot, of which nothing is kept, was ended.
    #[error("interrupted in the pilot, of which nothing is kept")]
    Pilot,
    /// Runs of a study failed.
    #[error(
        "{failed} of {runs} runs failed: {} says where and why; --resume --retry-failed runs them again",
        folder.join(files::names::RUNS_CSV).display()
    )]
    RunsFailed { failed: u64, runs: u64, folder: PathBuf },
    /// What was to be whole, or the same, is not.
    #[error("{0}")]
    Unmet(String),
}

impl Failure {
    /// The exit code of the program: 2 for what the user gave, 1 for what failed while running, 130 after Ctrl-C.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Library(Error::Internal(_) | Error::Results { while_running: true, .. }) => 1,
            Self::Threads(_) | Self::Write { .. } | Self::RunsFailed { .. } | Self::Unmet(_) => 1,
            Self::Stopped { .. } | Self::Pilot => 130,
            _ => 2,
        }
    }
}

/// An error of the library, with what a command can do about it.
fn told(error: &Error) -> String {
    match error {
        Error::Argument { name, problem } => format!("{}: {problem}", given_by(name)),
        Error::OtherSort { name, found, .. } => format!("{error}: {}", way(*found, name)),
        Error::Unlike(_) => format!("{error}: --set and the options of the run change all of them"),
        Error::Results { source, .. } => match source.downcast_ref().and_then(advice) {
            Some(advice) => format!("{error}; {advice}"),
            None => error.to_string(),
        },
        _ => error.to_string(),
    }
}

/// The option, or the command, by which something of the library is asked for. Most have its name.
fn given_by(name: &str) -> String {
    match name {
        "parts" => "merge".to_owned(),
        "folder" => "--out".to_owned(),
        "unknowns" => "--uncertain".to_owned(),
        name => format!("--{name}"),
    }
}

/// What is done with a text of that sort.
fn way(found: Sort, name: &str) -> String {
    let name = words::quoted(name);
    match found {
        Sort::Scenario => format!("`grassroots run {name}` runs it"),
        Sort::Experiment => format!("`grassroots sweep {name}` runs it"),
        Sort::Claim => format!("`grassroots audit {name}` attacks it"),
        Sort::Unknowns => format!("`grassroots compare ... --uncertain {name}` draws from it"),
    }
}

fn advice(error: &files::Error) -> Option<&'static str> {
    match error {
        files::Error::NotEmpty { .. } => Some("name another with --out, or replace its results with --overwrite"),
        files::Error::Begun { .. } => Some("go on with --resume, or name another folder with --out"),
        files::Error::Other { .. } => Some("name another folder with --out"),
        files::Error::NotAFolder { .. } | files::Error::Folder { .. } | files::Error::InUse { .. } => {
            Some("or name another with --out")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_input_failures_and_interruptions_have_their_own_exit_codes() {
        let stopped = Failure::Stopped { finished: 1, wanted: 2, folder: PathBuf::new() };
        let internal = Failure::Library(Error::Internal(String::new()));
        let codes =
            [Failure::Library(Error::Scenario(Vec::new())), internal, stopped].map(|failure| failure.exit_code());
        assert_eq!(codes, [2, 1, 130]);
    }
}
