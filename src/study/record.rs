//! What is kept of a run.

use super::jobs::Job;
use super::watch::{LATE, Stage};
use crate::observe::Run;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// After its last round.
    Done,
    /// Before, because the plan's stop condition was met.
    Stopped,
    /// It has no outcomes: the scenario was refused, the run took too long, or the program panicked.
    Failed,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 3] = [Status::Done, Status::Stopped, Status::Failed];

    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Status::Done => "done",
            Status::Stopped => "stopped",
            Status::Failed => "failed",
        }
    }

    /// The inverse of its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// What is kept of a run beside its rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// How it ended.
    pub status: Status,
    /// Where it ended, if not after its last round: `build`, `warm-up`, `round 17`.
    pub stage: String,
    /// Why it failed.
    pub message: String,
    /// The value of each outcome, NaN where there is none; nothing if it failed.
    pub outcomes: Vec<f64>,
}

impl Record {
    /// Whether it failed.
    pub fn is_failed(&self) -> bool {
        self.status == Status::Failed
    }

    /// Whether it failed because it took too long.
    pub fn is_late(&self) -> bool {
        self.is_failed() && self.message.starts_with(LATE)
    }

    pub(super) fn failed(stage: Stage, message: String) -> Self {
        Self { status: Status::Failed, stage: stage.to_string(), message, outcomes: Vec::new() }
    }
}

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Which one.
    pub job: Job,
    /// What is kept of it.
    pub record: Record,
    /// Its rounds, for the groups that are kept, unless it failed or none are.
    pub run: Option<Run>,
}
