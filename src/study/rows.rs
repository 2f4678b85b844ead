//! What is known of the runs of a plan.

use std::collections::BTreeMap;

use super::jobs::{Job, Jobs};
use super::plan::Plan;
use super::record::Record;

/// A record for each run that has ended. Points that are the same but for their number share their runs.
#[derive(Clone, Debug)]
pub struct Rows {
    jobs: Jobs,
    /// Boxed, since half of the room in the nodes of a map that grows in order stays empty.
    records: BTreeMap<Job, Box<Record>>,
}

impl Rows {
    /// Nothing is known of any run.
    pub fn none(plan: &dyn Plan) -> Self {
        Self { jobs: Jobs::of(plan), records: BTreeMap::new() }
    }

    /// Takes a run that has ended, in the place of what was known of it.
    pub fn insert(&mut self, job: Job, record: Record) {
        self.records.insert(self.jobs.home(job), Box::new(record));
    }

    /// What is known of a run.
    pub fn get(&self, job: Job) -> Option<&Record> {
        self.records.get(&self.jobs.home(job)).map(Box::as_ref)
    }

    /// All runs that have ended, each once, in order of point and replicate.
    pub fn iter(&self) -> impl Iterator<Item = (Job, &Record)> {
        self.records.iter().map(|(job, record)| (*job, &**record))
    }

    /// The runs of every point of a plan that have ended, also of points that share them, in order of point and replicate.
    pub fn all<'a>(&'a self, plan: &'a dyn Plan) -> impl Iterator<Item = (Job, &'a Record)> {
        let replicates = plan.replicates();
        let jobs = (0..plan.points().len())
            .flat_map(move |point| (0..replicates).map(move |replicate| Job { point, replicate }));
        jobs.filter_map(|job| Some((job, self.get(job)?)))
    }

    /// Runs that have ended.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::record::Status;
    use crate::study::testing::ByHand;

    #[test]
    fn points_that_are_the_same_share_their_runs() {
        let plan = ByHand::new(&["1.0", "2.0", "1.0"], 2);
        let mut rows = Rows::none(&plan);
        let record =
            Record { status: Status::Done, stage: String::new(), message: String::new(), outcomes: vec![1.0, 2.0] };
        rows.insert(Job { point: 2, replicate: 1 }, record.clone());
        assert_eq!(rows.get(Job { point: 0, replicate: 1 }), Some(&record));
        assert_eq!((rows.get(Job { point: 1, replicate: 1 }), rows.len()), (None, 1));
        assert_eq!(rows.iter().next().map(|(job, _)| job), Some(Job { point: 0, replicate: 1 }));
    }
}
