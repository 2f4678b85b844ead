//! What a study will take, from a short sample of its runs.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::jobs::{Job, Jobs, Shard};
use super::store::Nowhere;
use super::{Event, Plan, Study};
use crate::error::Error;
use crate::observe::{COLUMNS, Group};

/// Runs that a sample is spread over at most.
const SPREAD: usize = 200;

/// What a study will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Points of the design.
    pub points: usize,
    /// Replicates of each.
    pub replicates: u32,
    /// Runs of the whole.
    pub all: usize,
    /// Runs of the part that is done.
    pub runs: usize,
    /// Rounds of a run, those of the warm-up included.
    pub rounds: u64,
    /// Rounds that were lived through in a second of the sample, on all threads.
    pub rounds_per_second: f64,
    /// Bytes of the journal and the tables, and of the rounds if they are kept, about.
    pub bytes: u64,
}

impl Estimate {
    /// Runs some runs from all over the study for a moment.
    ///
    /// # Errors
    /// If the scenario of the first run cannot be made.
    pub fn of(study: &Study, sample: Duration) -> Result<Self, Error> {
        let (plan, jobs) = (study.plan(), study.jobs());
        let first = plan.scenario(Job { point: 0, replicate: 0 })?;
        let rounds = u64::from(first.run.warm_up) + u64::from(first.run.rounds);
        let groups =
            Group::all(first.world.population.districts).into_iter().filter(|&group| plan.keeps(group)).count();
        Ok(Self {
            points: plan.points().len(),
            replicates: plan.replicates(),
            all: Jobs::of(plan).shard(Shard::WHOLE).count(),
            runs: jobs.len(),
            rounds,
            rounds_per_second: rate(study, &jobs, sample)?,
            bytes: bytes(plan, jobs.len() as u64, rounds * groups as u64),
        })
    }
}

/// Rounds in a second.
fn rate(study: &Study, jobs: &[Job], sample: Duration) -> Result<f64, Error> {
    let spread: Vec<Job> = jobs.iter().copied().step_by(jobs.len().div_ceil(SPREAD).max(1)).collect();
    let (rounds, began) = (AtomicU64::new(0), Instant::now());
    let count = |event: Event<'_>| {
        if let Event::Round { .. } = event {
            rounds.fetch_add(1, Ordering::Relaxed);
        }
        if began.elapsed() > sample { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let _ = study.only(spread.into_iter().cycle(), &Nowhere, &count)?;
    Ok(rounds.into_inner() as f64 / began.elapsed().as_secs_f64())
}

fn bytes(plan: &dyn Plan, runs: u64, cells: u64) -> u64 {
    let (outcomes, factors) = (plan.outcomes().len() as u64, plan.factors().len() as u64);
    let journal = 80 + 19 * outcomes;
    let tables = 30 + 8 * factors + 30 * outcomes;
    let points = plan.points().len() as u64 * outcomes * (90 + 8 * factors);
    // Rounds as they are, and compressed to about two thirds in the joint table.
    let of_run = cells * COLUMNS.len() as u64 * 8;
    runs * (journal + tables + of_run + of_run * 2 / 3) + points
}
