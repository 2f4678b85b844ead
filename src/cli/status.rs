//! `grassroots status`: how far a sweep is. It only reads, so that it can be asked at any time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use grassroots::Error;
use grassroots::output::{self, FolderLock, Saved, SweepManifest, names, read_journal};
use grassroots::study::sweep::Status as Ending;
use indicatif::HumanDuration;
use jiff::Timestamp;
use serde::Serialize;

use super::text::print;

/// Which sweep.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results of a sweep
    dir: PathBuf,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// How far a sweep is.
#[derive(Serialize)]
struct Status {
    experiment: String,
    shard: String,
    runs: u64,
    done: u64,
    stopped: u64,
    failed: u64,
    left: u64,
    running: bool,
    runs_per_second: Option<f64>,
    seconds_left: Option<f64>,
}

/// Tells how far it is.
pub fn execute(args: &Args) -> Result<(), Error> {
    let status = Status::of(&args.dir)?;
    if !args.json {
        return print(&status.text());
    }
    let text = serde_json::to_string_pretty(&status).map_err(|error| Error::Internal(error.to_string()))?;
    print(&format!("{text}\n"))
}

impl Status {
    fn of(folder: &Path) -> Result<Self, Error> {
        if !Saved::is_in(folder) {
            return Err(output::Error::NotASweep { path: folder.to_owned() }.into());
        }
        let running = FolderLock::is_taken(folder);
        let manifest = SweepManifest::read(folder)?;
        let journal = folder.join(names::JOURNAL);
        let rows = read_journal(&journal)?.rows;
        let count = |ending: Ending| rows.values().filter(|record| record.status == ending).count() as u64;
        let ended = rows.len() as u64;
        let left = manifest.runs.saturating_sub(ended);
        let rate = rate(&manifest, ended, &journal, running);
        Ok(Self {
            experiment: manifest.experiment,
            shard: manifest.shard,
            runs: manifest.runs,
            done: count(Ending::Done),
            stopped: count(Ending::Stopped),
            failed: count(Ending::Failed),
            left,
            running,
            runs_per_second: rate,
            seconds_left: rate.map(|rate| left as f64 / rate),
        })
    }

    fn text(&self) -> String {
        let Self { experiment, shard, runs, done, stopped, failed, left, .. } = self;
        let part = if shard == "1/1" { String::new() } else { format!(", shard {shard}") };
        let state = match (self.running, left) {
            (true, _) => "running",
            (false, 0) => "finished",
            (false, _) => "not running: go on with --resume",
        };
        let time = |seconds: f64| HumanDuration(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
        let rate = self.runs_per_second.map_or(String::new(), |rate| format!("{rate:.1} runs a second"));
        let left_time = self.seconds_left.filter(|_| *left > 0).map_or(String::new(), |seconds| {
            let verb = if self.running { "to go" } else { "to go at that rate" };
            format!(", about {} {verb}", time(seconds))
        });
        let pace = if rate.is_empty() { String::new() } else { format!("{rate}{left_time}\n") };
        format!(
            "{experiment}{part}: {state}\n{runs} runs: {done} done, {stopped} stopped, {failed} failed, {left} left\n{pace}"
        )
    }
}

/// Runs a second in the last session that ended some: up to now while it goes on, else up to the last run that ended.
fn rate(manifest: &SweepManifest, ended: u64, journal: &Path, running: bool) -> Option<f64> {
    let session = manifest.sessions.last()?;
    let runs = ended.checked_sub(session.found).filter(|&runs| runs > 0)?;
    let last = std::fs::metadata(journal).and_then(|file| file.modified()).ok()?;
    let end = if running { Timestamp::now() } else { last.try_into().ok()? };
    let seconds = end.duration_since(session.started).as_secs_f64();
    (seconds > 0.0).then(|| runs as f64 / seconds)
}
