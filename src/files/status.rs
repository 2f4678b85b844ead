//! How far a study in a folder is. This only reads, so that it can be asked at any time, also while it runs.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::folder::{self, Held};
use super::manifest::Manifest;
use super::{Error, FolderLock, names};
use crate::study::Status;

/// How far a study is.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    /// Name of the scenario, the comparison or the experiment.
    pub study: String,
    /// What it is: a run, a comparison or a sweep.
    pub kind: &'static str,
    /// The part of the runs that is done here: `1/1` is all.
    pub shard: String,
    /// Runs of this part.
    pub runs: u64,
    /// Runs that reached their last round.
    pub done: u64,
    /// Runs that were stopped by the stop condition.
    pub stopped: u64,
    /// Runs that failed.
    pub failed: u64,
    /// Runs that are still to be done.
    pub left: u64,
    /// Lines of the journal that are damaged.
    pub damaged: u64,
    /// Whether a process works on it at the moment.
    pub running: bool,
    /// Runs a second in the last session that ended some.
    pub runs_per_second: Option<f64>,
    /// Seconds that the runs left take at that rate.
    pub seconds_left: Option<f64>,
}

/// Tells how far the study in a folder is.
///
/// # Errors
/// If there is none, or if its manifest or journal cannot be read.
pub fn status(path: &Path) -> Result<Progress, crate::Error> {
    let Some(Held { manifest, found }) = folder::held(path)? else {
        return Err(Error::NoResults { path: path.to_owned() }.into());
    };
    let running = FolderLock::is_taken(path);
    let count = |status: Status| found.entries.values().filter(|entry| entry.record.status == status).count() as u64;
    let ended = found.entries.len() as u64;
    let left = manifest.runs.saturating_sub(ended);
    let rate = rate(&manifest, ended, path, running);
    let charter = &manifest.header.study;
    // What is being written is no damage.
    let damaged = found.damaged + u64::from(found.torn > 0 && !running);
    Ok(Progress {
        study: charter.name.clone(),
        kind: charter.kind.word(),
        shard: charter.shard.to_string(),
        runs: manifest.runs,
        done: count(Status::Done),
        stopped: count(Status::Stopped),
        failed: count(Status::Failed),
        left,
        damaged,
        running,
        runs_per_second: rate,
        seconds_left: rate.map(|rate| left as f64 / rate),
    })
}

/// Runs a second in the last session that ended some: up to now while it goes on, else up to the last run that ended.
fn rate(manifest: &Manifest, ended: u64, folder: &Path, running: bool) -> Option<f64> {
    let session = manifest.sessions.last()?;
    let runs = ended.checked_sub(session.found).filter(|&runs| runs > 0)?;
    let last = std::fs::metadata(folder.join(names::JOURNAL)).and_then(|file| file.modified()).ok()?;
    let end = if running { Timestamp::now() } else { last.try_into().ok()? };
    let seconds = end.duration_since(session.started).as_secs_f64();
    (seconds > 0.0).then(|| runs as f64 / seconds)
}
