//! Where finished runs are kept.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::jobs::Job;
use super::plan::Plan;
use super::record::{Ended, Record};
use super::rows::Rows;
use crate::error::Error;
use crate::observe::Run;
use crate::parallel::locked;

/// Keeps runs as they end. Several threads come at the same time.
pub trait Store: Sync {
    /// What is known of the runs of a plan.
    fn known(&self, plan: &dyn Plan) -> Result<Rows, Error>;

    /// Makes ready for so many replicates of each point.
    fn reach(&self, replicates: u32) -> Result<(), Error>;

    /// Takes a run that has ended, in the place of what was known of it; it is kept when this returns.
    fn add(&self, ended: &Ended) -> Result<(), Error>;

    /// The rounds of a run that has ended, as far as they are kept.
    fn rounds(&self, job: Job) -> Result<Run, Error>;

    /// Takes the state of a run that goes on.
    fn save(&self, _: Job, _: &[u8]) -> Result<(), Error> {
        Ok(())
    }

    /// The last state of a run that has not ended, if one was saved.
    fn saved(&self, _: Job) -> Option<Vec<u8>> {
        None
    }
}

/// Keeps runs in memory, as long as it lives. A study that was ended early can be run again with the same one: runs that
/// have ended are not done twice.
#[derive(Debug, Default)]
pub struct Memory {
    runs: Mutex<BTreeMap<Job, (Record, Option<Run>)>>,
}

impl Store for Memory {
    fn known(&self, plan: &dyn Plan) -> Result<Rows, Error> {
        let mut rows = Rows::none(plan);
        locked(&self.runs).iter().for_each(|(job, (record, _))| rows.insert(*job, record.clone()));
        Ok(rows)
    }

    fn reach(&self, _: u32) -> Result<(), Error> {
        Ok(())
    }

    fn add(&self, ended: &Ended) -> Result<(), Error> {
        locked(&self.runs).insert(ended.job, (ended.record.clone(), ended.run.clone()));
        Ok(())
    }

    fn rounds(&self, job: Job) -> Result<Run, Error> {
        let run = locked(&self.runs).get(&job).and_then(|(_, run)| run.clone());
        run.ok_or_else(|| no_rounds(job))
    }
}

/// Keeps nothing: for runs that are done to be looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Store for Nowhere {
    fn known(&self, plan: &dyn Plan) -> Result<Rows, Error> {
        Ok(Rows::none(plan))
    }

    fn reach(&self, _: u32) -> Result<(), Error> {
        Ok(())
    }

    fn add(&self, _: &Ended) -> Result<(), Error> {
        Ok(())
    }

    fn rounds(&self, job: Job) -> Result<Run, Error> {
        Err(no_rounds(job))
    }
}

fn no_rounds(job: Job) -> Error {
    Error::Internal(format!("no rounds are kept of point {}, replicate {}", job.point, job.replicate))
}
