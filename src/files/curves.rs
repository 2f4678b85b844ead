//! The curves of replicates in a folder, read when they are asked for.

use std::ops::Range;
use std::sync::Mutex;

use super::Result;
use super::rounds::Opened;
use super::store::Runs;
use crate::observe::Group;
use crate::parallel::locked;
use crate::study::{Curves, Job};

/// The replicates of a scenario that have ended, as they are kept: curves are read when they are asked for.
pub(super) struct StoredCurves<'a> {
    runs: &'a Runs,
    pub(super) jobs: Vec<Job>,
    numbers: Vec<u32>,
    groups: Vec<Group>,
    rounds: usize,
    /// The run that was read last, by its position: whoever reads several curves reads them run by run.
    last: Mutex<Option<(usize, Opened)>>,
}

impl<'a> StoredCurves<'a> {
    /// Those of the only point of a plan, each of which is known to be as it was written.
    pub(super) fn of(runs: &'a Runs) -> Result<Self> {
        Self::of_jobs(runs, of_the_first_point(runs))
    }

    /// Those that are as they were written; `tell` is told of each that is not.
    pub(super) fn sound(runs: &'a Runs, tell: &mut dyn FnMut(String)) -> Result<Self> {
        let is_sound = |job: &Job| match runs.run(*job) {
            Ok(_) => true,
            Err(error) => {
                tell(format!("{error}: its run is left out"));
                false
            }
        };
        Self::of_jobs(runs, of_the_first_point(runs).into_iter().filter(is_sound).collect())
    }

    fn of_jobs(runs: &'a Runs, jobs: Vec<Job>) -> Result<Self> {
        let (mut groups, mut rounds) = (Vec::new(), 0);
        for &job in &jobs {
            let opened = runs.opened(job)?;
            rounds = rounds.max(opened.rounds());
            if groups.is_empty() {
                groups = opened.groups().to_vec();
            }
        }
        let numbers = jobs.iter().map(|&job| runs.seeds_of(job).replicate).collect();
        Ok(Self { runs, jobs, numbers, groups, rounds, last: Mutex::default() })
    }
}

fn of_the_first_point(runs: &Runs) -> Vec<Job> {
    runs.replicates(0).into_iter().map(|replicate| Job { point: 0, replicate }).collect()
}

impl Curves for StoredCurves<'_> {
    fn replicates(&self) -> Vec<u32> {
        self.numbers.clone()
    }

    fn groups(&self) -> &[Group] {
        &self.groups
    }

    fn rounds(&self) -> usize {
        self.rounds
    }

    fn read(
        &self,
        position: usize,
        group: Group,
        column: usize,
        rounds: Range<usize>,
        into: &mut Vec<f64>,
    ) -> std::result::Result<(), crate::Error> {
        let Some(&job) = self.jobs.get(position) else { return Ok(()) };
        let mut last = locked(&self.last);
        let mut opened = match last.take() {
            Some((known, opened)) if known == position => opened,
            _ => self.runs.opened(job)?,
        };
        opened.read(group, column, rounds, into)?;
        *last = Some((position, opened));
        Ok(())
    }
}
