//! Results on disk: the folder, one exporter per file, and the reader that gives them back for figures.

mod compared;
mod finished_runs;
mod folder;
mod manifest;
mod parquet;
mod pictures;
mod read_rounds;
mod rounds_csv;
mod snapshot;
mod store;
mod sweep_tables;
mod tables;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use compared::{Compared, ComparedArm, check_resumable};
pub use finished_runs::{Finished, FinishedRuns};
pub use folder::{prepare_folder, remove_results, result_files, unfinished_start};
pub use manifest::Manifest;
pub use parquet::{write_rounds_parquet, write_table_parquet};
pub use pictures::{save_pictures, write_report};
pub use read_rounds::{Rounds, read_rounds};
pub use rounds_csv::{RoundsCsv, Sink};
pub use snapshot::snapshot;
pub use store::{
    FolderLock, Found, Journal, PointKey, Rows, RunKey, Saved, Session, Store, SweepManifest, read_journal,
    read_rounds_of, write_rounds_of,
};
pub use sweep_tables::{rows_of, write_sweep_tables};
pub use tables::{write_differences, write_differences_by_round, write_summary, write_table_csv};

/// Names of the files of a run.
pub mod names {
    /// One row per replicate, round and group.
    pub const ROUNDS_CSV: &str = "rounds.csv";
    /// The same, typed and compressed.
    pub const ROUNDS_PARQUET: &str = "rounds.parquet";
    /// Start, end and change of every column.
    pub const SUMMARY: &str = "summary.csv";
    /// The resolved scenario.
    pub const SCENARIO: &str = "scenario.toml";
    /// What made these results.
    pub const MANIFEST: &str = "manifest.json";
    /// How the arms of a comparison differ over the last rounds.
    pub const DIFFERENCES: &str = "differences.csv";
    /// How they differ round by round.
    pub const DIFFERENCES_BY_ROUND: &str = "differences_by_round.csv";
    /// The folder of the finished runs of a comparison.
    pub const RUNS: &str = "runs";

    /// The resolved scenario of an arm.
    pub fn arm(name: &str) -> String {
        format!("{name}.toml")
    }
    /// A line for each run of a sweep that has ended.
    pub const JOURNAL: &str = "runs.journal";
    /// The texts that an experiment was made from.
    pub const SOURCES: &str = "sources.json";
    /// The file of the experiment, for the reader.
    pub const EXPERIMENT: &str = "experiment.toml";
    /// One row per run of a sweep.
    pub const RUNS_CSV: &str = "runs.csv";
    /// The same, typed and compressed.
    pub const RUNS_PARQUET: &str = "runs.parquet";
    /// One row per point and outcome of a sweep.
    pub const POINTS: &str = "points.csv";
    /// The rounds of each run of a sweep.
    pub const ROUNDS_FOLDER: &str = "rounds";

    /// The name of a snapshot, without its ending.
    pub fn snapshot(replicate: u32, round: i32) -> String {
        format!("snapshot_replicate_{replicate}_round_{round}")
    }

    /// Whether a name without its ending is that of a snapshot.
    pub fn is_snapshot(stem: &str) -> bool {
        let numbers = stem.strip_prefix("snapshot_replicate_").and_then(|rest| rest.split_once("_round_"));
        let parsed = numbers.and_then(|(replicate, round)| Some((replicate.parse().ok()?, round.parse().ok()?)));
        parsed.is_some_and(|(replicate, round)| snapshot(replicate, round) == stem)
    }

    /// What a comparison found, to be read.
    pub const REPORT: &str = "report.html";
    /// The figures of a comparison, each as `.svg` and `.png`.
    pub const COMPARISON_FIGURES: [&str; 4] = ["curves", "differences", "forest", "gaps"];
    /// The figures of a sweep, each as `.svg` and `.png`.
    pub const SWEEP_FIGURES: [&str; 4] = ["response", "heat_map", "main_effects", "parallel"];

    /// The figures of a run, each as `.svg` and `.png`.
    pub const FIGURES: [&str; 7] =
        ["overview", "trust", "participation", "grievances", "wellbeing", "channels", "custom"];
}

/// What can go wrong with files of results. Each says where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder has files in it already.
    #[error(
        "the output folder {path} already has files in it: name another with --out, or replace its results with --overwrite"
    )]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The folder has results of something else.
    #[error("cannot go on with {path}: {what}; name another folder with --out, or begin anew with --overwrite")]
    Resume {
        /// The folder.
        path: PathBuf,
        /// What differs.
        what: String,
    },
    /// The place for the folder is taken by something else.
    #[error("{path} is not a folder: name another place with --out")]
    NotAFolder {
        /// The place.
        path: PathBuf,
    },
    /// The folder cannot be made, or nothing can be written into it.
    #[error(
        "cannot write into the output folder {path}: {source}; check its permissions and the space left, or name another with --out"
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process writes into the folder.
    #[error("another process is writing into {path}: wait until it has ended, or name another folder with --out")]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The folder has what is asked for in it already, as far as it was done.
    #[error(
        "the output folder {path} already has results of this {what}: go on with --resume, name another with --out, or replace them with --overwrite"
    )]
    Begun {
        /// The folder.
        path: PathBuf,
        /// A sweep or a comparison.
        what: &'static str,
    },
    /// The folder has no sweep in it.
    #[error("{path} is not a folder of results of a sweep: it has no {}", names::SOURCES)]
    NotASweep {
        /// The folder.
        path: PathBuf,
    },
    /// What is to be gone on with is something else.
    #[error(
        "cannot go on with {path}: it has results of another experiment:\n{}\nname another folder with --out, or begin anew with --overwrite",
        lines(.changes)
    )]
    OtherExperiment {
        /// The folder.
        path: PathBuf,
        /// What differs, in words.
        changes: Vec<String>,
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
    /// A file is not what this program writes.
    #[error("{path}, line {line}: {problem}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong there, with the name of the column where it is about one.
        problem: String,
    },
    /// A table whose columns differ in length, or are none.
    #[error("cannot write {path}: {problem}")]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong with the table.
        problem: String,
    },
}

impl Error {
    /// Whether it happened to a run that had begun, rather than to what the user asked for.
    pub fn while_running(&self) -> bool {
        matches!(self, Error::Write { .. } | Error::Table { .. })
    }
}

impl From<Error> for crate::Error {
    fn from(error: Error) -> Self {
        let while_running = error.while_running();
        Self::Results { source: Box::new(error), while_running }
    }
}

/// The result of work on files.
pub type Result<T> = std::result::Result<T, Error>;

/// Turns an error of the system into that of writing a file.
pub(crate) fn writing(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    |source| Error::Write { path: path.to_owned(), source }
}

/// Turns an error of the system into that of reading a file.
pub(crate) fn reading(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    |source| Error::Read { path: path.to_owned(), source }
}

fn lines(changes: &[String]) -> String {
    changes.iter().map(|change| format!("  {change}")).collect::<Vec<_>>().join("\n")
}

/// The neighbour that a file is written to before it is renamed into place.
pub(crate) fn part(path: &Path) -> PathBuf {
    let mut neighbour = path.as_os_str().to_owned();
    neighbour.push(".part");
    PathBuf::from(neighbour)
}

/// Writes a file whole or not at all: to a neighbour first, then renamed into place.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<()> {
    let neighbour = part(path);
    let written = std::fs::write(&neighbour, content).and_then(|()| std::fs::rename(&neighbour, path));
    written.map_err(|source| {
        let _ = std::fs::remove_file(&neighbour);
        Error::Write { path: path.to_owned(), source }
    })
}

/// The same, and the content is on the disk itself before it takes its place: for what nothing can be gone on without.
fn write_durably(path: &Path, content: &[u8]) -> Result<()> {
    let neighbour = part(path);
    let write = || {
        let mut file = std::fs::File::create(&neighbour)?;
        file.write_all(content)?;
        file.sync_all()
    };
    let written = write().and_then(|()| std::fs::rename(&neighbour, path));
    written.map_err(|source| {
        let _ = std::fs::remove_file(&neighbour);
        Error::Write { path: path.to_owned(), source }
    })
}
