//! What came of the runs of a sweep, in words.

use std::fmt::Write as _;

use crate::study::{Job, Jobs, Plan, Record, Rows, Shard, Status};

/// Failed runs that are told one by one.
const TOLD: usize = 5;

/// Counts of the runs of a sweep, and the first that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SweepCounts {
    /// Runs asked for.
    pub runs: u64,
    /// Runs that ended after their last round.
    pub done: u64,
    /// Runs that ended before, as their experiment asks for.
    pub stopped: u64,
    /// Runs that failed.
    pub failed: u64,
    /// Where and why the first that failed did, a line each.
    pub failures: Vec<String>,
}

impl SweepCounts {
    /// Those of a shard.
    pub fn of(plan: &dyn Plan, shard: Shard, rows: &Rows) -> Self {
        let mut counts = Self::default();
        for job in Jobs::of(plan).shard(shard) {
            counts.runs += 1;
            if let Some(record) = rows.get(job) {
                counts.add(plan, job, record);
            }
        }
        counts
    }

    fn add(&mut self, plan: &dyn Plan, job: Job, record: &Record) {
        match record.status {
            Status::Done => self.done += 1,
            Status::Stopped => self.stopped += 1,
            Status::Failed => {
                self.failed += 1;
                if self.failures.len() < TOLD {
                    self.failures.push(failure(plan, job, record));
                }
            }
        }
    }

    /// Runs that have ended.
    pub fn ended(&self) -> u64 {
        self.done + self.stopped + self.failed
    }

    /// "9 of 12 runs have ended: 8 done, 1 failed".
    pub fn text(&self) -> String {
        let mut text = format!("{} of {} runs have ended: {} done", self.ended(), self.runs, self.done);
        let others = [(self.stopped, "stopped"), (self.failed, "failed")];
        others.iter().filter(|(number, _)| *number > 0).for_each(|(number, word)| {
            let _ = write!(text, ", {number} {word}");
        });
        text
    }

    /// The first runs that failed, a line each, and how many more there are; nothing if none did.
    pub fn failures_text(&self) -> String {
        let mut text: String = self.failures.iter().map(|line| format!("  {line}\n")).collect();
        let more = self.failed.saturating_sub(self.failures.len() as u64);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more: see stage and message in runs.csv");
        }
        text
    }
}

fn failure(plan: &dyn Plan, job: Job, record: &Record) -> String {
    let (number, point, replicate, stage) = (job.number(plan), job.point, job.replicate, &record.stage);
    let message = record.message.replace('\n', "; ");
    format!("run {number} (point {point}, replicate {replicate}) failed, {stage}: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::testing::ByHand;

    #[test]
    fn runs_are_counted_and_the_first_that_failed_are_told() {
        let plan = ByHand::new(&["1.0", "2.0"], 4);
        let mut rows = Rows::none(&plan);
        for run in 0..7 {
            let status = if run == 0 { Status::Done } else { Status::Failed };
            let (stage, message) = ("round 3".to_owned(), "too\nlate".to_owned());
            let job = Job { point: run / 4, replicate: run as u32 % 4 };
            rows.insert(job, Record { status, stage, message, outcomes: Vec::new() });
        }
        let counts = SweepCounts::of(&plan, Shard::WHOLE, &rows);
        assert_eq!(counts.text(), "7 of 8 runs have ended: 1 done, 6 failed");
        let text = counts.failures_text();
        assert!(text.starts_with("  run 1 (point 0, replicate 1) failed, round 3: too; late\n"), "{text}");
        assert!(text.lines().count() == 6 && text.ends_with("  and 1 more: see stage and message in runs.csv\n"));
    }
}
