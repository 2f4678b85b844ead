//! What came of a sweep, in a few lines.

use std::path::Path;

use grassroots::Error;
use grassroots::output::Session;
use grassroots::render::words::SweepCounts;
use grassroots::study::design::Plan;
use grassroots::study::sweep::Shard;
use grassroots::study::{Experiment, Rows};
use indicatif::HumanDuration;

use crate::cli::text::print;

/// Counts of runs, and the names of the figures.
pub struct Summary {
    counts: SweepCounts,
    figures: Vec<String>,
}

impl Summary {
    /// Of a shard, with the names of its figures.
    pub fn of(plan: &dyn Plan, shard: Shard, rows: &Rows, figures: Vec<String>) -> Self {
        Self { counts: SweepCounts::of(plan, shard, rows), figures }
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
        let (name, description) = (experiment.name(), experiment.description());
        let title = if description.is_empty() { name.to_owned() } else { format!("{name}: {description}") };
        let pace = session.and_then(|session| pace(session, self.counts.ended())).map(|(runs, seconds)| {
            let (time, rate) = (HumanDuration(std::time::Duration::from_secs_f64(seconds)), runs as f64 / seconds);
            format!("; {runs} of them now, in {time} ({rate:.1} a second)")
        });
        let tables = ["runs.csv", "runs.parquet", "points.csv"];
        let names: Vec<&str> = tables.into_iter().chain(self.figures.iter().map(String::as_str)).collect();
        format!(
            "{title}\n{}{}\n{}\nResults are in {}: {}\n",
            self.counts.text(),
            pace.unwrap_or_default(),
            self.counts.failures_text(),
            folder.display(),
            names.join(", ")
        )
    }

    /// An error if runs failed or are missing.
    pub fn verdict(&self, folder: &Path) -> Result<(), Error> {
        let SweepCounts { runs, failed, .. } = self.counts;
        let (finished, folder) = (self.counts.ended(), folder.to_owned());
        match (finished < runs, failed) {
            (true, _) => Err(Error::Stopped { finished, wanted: runs, folder }),
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
