//! What can go wrong with files of results. Each error says where; what a command could do about it is the command's to
//! say.

use std::io;
use std::path::{Path, PathBuf};

/// What can go wrong with files of results.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder has files in it that are no results of this study.
    #[error("the output folder {path} already has files in it")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The folder has runs of this very study.
    #[error("the output folder {path} already has results of this {what}: {finished} of {wanted} runs have ended")]
    Begun {
        /// The folder.
        path: PathBuf,
        /// What kind of study it is.
        what: &'static str,
        /// Runs that have ended.
        finished: u64,
        /// Runs asked for.
        wanted: u64,
    },
    /// The folder has runs of another study, or of another program.
    #[error("cannot go on with {path}: {}", lines(.changes))]
    Other {
        /// The folder.
        path: PathBuf,
        /// What differs, in words.
        changes: Vec<String>,
    },
    /// The folder was written in a form that this version does not read.
    #[error(
        "{path} was written by {by}, in a form that version {} does not read: read it with {by}, or name another folder",
        super::VERSION
    )]
    OldForm {
        /// The folder.
        path: PathBuf,
        /// The program that wrote it.
        by: String,
    },
    /// The folder has no results in it.
    #[error("{path} is not a folder of results: it has no {}", super::names::JOURNAL)]
    NoResults {
        /// The folder.
        path: PathBuf,
    },
    /// The place for the folder is taken by something else.
    #[error("{path} is not a folder")]
    NotAFolder {
        /// The place.
        path: PathBuf,
    },
    /// The folder cannot be made, or nothing can be written into it.
    #[error("cannot write into the output folder {path}: {source}; check its permissions and the space left")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process writes into the folder.
    #[error("another process is writing into {path}: wait until it has ended")]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// A result would take the place of a file that this program did not write, or that was changed since.
    #[error("{path} {why}, and would be lost: move it away, or name another folder")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Why it is not ours to replace.
        why: &'static str,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {source}; check its permissions and the space left")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Two folders have a run that is not the same.
    #[error("{run} differs between {one} and {two}")]
    Differing {
        /// The run, in words.
        run: String,
        /// The one folder.
        one: PathBuf,
        /// The other.
        two: PathBuf,
    },
    /// A file is not what this program wrote there.
    #[error("{path}: {problem}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and how it can be mended.
        problem: String,
    },
}

/// The result of work on files.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether it is about work that had begun, rather than about what was asked for.
    pub fn while_running(&self) -> bool {
        matches!(self, Error::Write { .. } | Error::Differing { .. })
    }
}

impl From<Error> for crate::Error {
    fn from(error: Error) -> Self {
        let while_running = error.while_running();
        Self::Results { source: Box::new(error), while_running }
    }
}

/// Turns an error of the system into that of writing a file.
pub(super) fn writing(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    |source| Error::Write { path: path.to_owned(), source }
}

/// Turns an error of the system into that of reading a file.
pub(super) fn reading(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    |source| Error::Read { path: path.to_owned(), source }
}

fn lines(changes: &[String]) -> String {
    match changes {
        [only] => only.clone(),
        _ => changes.iter().map(|change| format!("\n  {change}")).collect(),
    }
}
