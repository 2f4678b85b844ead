//! What came of a sweep, in a few lines.

use std::fmt::Write as _;
use std::path::Path;

use grassroots::Error;
use grassroots::output::{PointKey, Rows, RunKey, Session};
use grassroots::study::Experiment;
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Job, Jobs, Shard, Status};
use indicatif::HumanDuration;

use crate::cli::text::print;

/// Failed runs that are told one by one.
const TOLD: usize = 5;

/// Counts of runs, the first that failed, and the figures.
pub struct Summary {
    runs: u64,
    done: u64,
    stopped: u64,
    failed: u64,
    failures: Vec<String>,
    figures: Vec<String>,
}

impl Summary {
    /// Of a shard, with the names of its figures.
    pub fn of(plan: &dyn Plan, shard: Shard, rows: &Rows, figures: Vec<String>) -> Self {
        let mut summary = Summary { runs: 0, done: 0, stopped: 0, failed: 0, failures: Vec::new(), figures };
        let keys: Vec<PointKey> = plan.points().iter().map(PointKey::of).collect();
        for job in Jobs::of(plan).shard(shard) {
            summary.runs += 1;
            let Some(record) = rows.get(&RunKey { point: keys[job.point], replicate: job.replicate }) else { continue };
            match record.status {
                Status::Done => summary.done += 1,
                Status::Stopped => summary.stopped += 1,
                Status::Failed => {
                    summary.failed += 1;
                    if summary.failures.len() < TOLD {
                        let line = failure(plan, job, &record.stage, &record.message);
                        summary.failures.push(line);
                    }
                }
            }
        }
        summary
    }

    /// Prints it, unless quiet.
    pub fn tell(
        &self,
        experiment: &Experiment,
        session: Option<&Session>,
        folder: &Path,
        quiet: bool,
    ) -> Result<(), Error> {
        if quiet { Ok(()) } else { print(&self.text(experiment, session, folder)) }
    }

    fn text(&self, experiment: &Experiment, session: Option<&Session>, folder: &Path) -> String {
        let mut text = experiment.name().to_owned();
        if !experiment.description().is_empty() {
            let _ = write!(text, ": {}", experiment.description());
        }
        let ended = self.done + self.stopped + self.failed;
        let _ = write!(text, "\n{ended} of {} runs have ended: {} done", self.runs, self.done);
        let others = [(self.stopped, "stopped"), (self.failed, "failed")];
        others.iter().filter(|(number, _)| *number > 0).for_each(|(number, word)| {
            let _ = write!(text, ", {number} {word}");
        });
        if let Some((runs, seconds)) = session.and_then(|session| pace(session, ended)) {
            let (time, rate) = (HumanDuration(std::time::Duration::from_secs_f64(seconds)), runs as f64 / seconds);
            let _ = write!(text, "; {runs} of them now, in {time} ({rate:.1} a second)");
        }
        text.push('\n');
        self.failures.iter().for_each(|line| {
            let _ = writeln!(text, "  {line}");
        });
        let more = self.failed - self.failures.len() as u64;
        if more > 0 {
            let _ = writeln!(text, "  and {more} more: see stage and message in runs.csv");
        }
        let names =
            ["runs.csv", "runs.parquet", "points.csv"].into_iter().chain(self.figures.iter().map(String::as_str));
        let names: Vec<&str> = names.collect();
        let _ = writeln!(text, "\nResults are in {}: {}", folder.display(), names.join(", "));
        text
    }

    /// An error if runs failed or are missing.
    pub fn verdict(&self, folder: &Path) -> Result<(), Error> {
        let ended = self.done + self.stopped + self.failed;
        let (runs, folder) = (self.runs, folder.to_owned());
        match (ended < runs, self.failed) {
            (true, _) => Err(Error::Stopped { finished: ended, wanted: runs, folder }),
            (false, 0) => Ok(()),
            (false, failed) => Err(Error::RunsFailed { failed, runs, folder }),
        }
    }
}

/// How many runs ended in a session, and in how many seconds.
fn pace(session: &Session, ended: u64) -> Option<(u64, f64)> {
    let runs = ended.saturating_sub(session.found);
    let seconds = session.finished?.duration_since(session.started).as_secs_f64();
    (runs > 0 && seconds > 0.0).then_some((runs, seconds))
}

fn failure(plan: &dyn Plan, job: Job, stage: &str, message: &str) -> String {
    let number = job.point as u64 * u64::from(plan.replicates()) + u64::from(job.replicate);
    let (point, replicate) = (job.point, job.replicate);
    let message = message.replace('\n', "; ");
    format!("run {number} (point {point}, replicate {replicate}) failed, {stage}: {message}")
}
