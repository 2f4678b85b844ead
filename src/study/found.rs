//! What came of running a study.

use super::comparison::Stopping;
use super::record::Status;
use super::rows::Rows;

/// What came of running a study.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is known of the runs.
    pub rows: Rows,
    /// Replicates of each point that were run, or were to be.
    pub replicates: u32,
    /// How their number was found, if not given beforehand.
    pub stopping: Option<Stopping>,
    /// Runs that were to be done.
    pub wanted: u64,
    /// Whether it was ended before all of them had ended.
    pub broken: bool,
}

impl Found {
    /// Runs that have ended in some way.
    pub fn count(&self, status: Status) -> u64 {
        self.rows.iter().filter(|(_, record)| record.status == status).count() as u64
    }

    /// Runs that have ended.
    pub fn ended(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Runs that failed.
    pub fn failed(&self) -> u64 {
        self.count(Status::Failed)
    }
}
