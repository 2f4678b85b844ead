//! `--dry-run`: how many runs there are, and what they will take, from a short sample.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use grassroots::Error;
use grassroots::observe::{COLUMNS, Group};
use grassroots::study::Experiment;
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Job, Jobs, Shard, Sweep};
use indicatif::{HumanBytes, HumanDuration};

use crate::cli::text::print;

/// How long the sample runs.
const SAMPLE: Duration = Duration::from_millis(1500);

/// Runs that the sample is spread over at most.
const SPREAD: usize = 200;

/// Bytes that figures take, about.
const FIGURES: u64 = 1 << 20;

/// Tells it.
pub fn tell(experiment: &Experiment, shard: Shard, folder: &Path, threads: usize) -> Result<(), Error> {
    let jobs = Jobs::of(experiment);
    let runs = jobs.shard(shard).count();
    let (points, replicates) = (experiment.points().len(), experiment.replicates());
    let of_shard = if shard.is_whole() { String::new() } else { format!("; shard {shard} is {runs} of them") };
    let all = jobs.shard(Shard::WHOLE).count();
    let rounds = rounds_of(experiment)?;
    let per_second = sample(experiment, &jobs, runs, shard);
    let seconds = (runs as f64 * rounds as f64 / per_second).min(1e12);
    let time = match seconds {
        short if short < 1.0 => "less than a second".to_owned(),
        long => format!("about {}", HumanDuration(Duration::from_secs_f64(long))),
    };
    let rate = per_second / rounds as f64;
    let disk = HumanBytes(disk(experiment, runs as u64, rounds)? + FIGURES);
    print(&format!(
        "{}: {points} points with {replicates} replicates are {all} runs{of_shard}\n\
         {time} on {threads} threads ({rate:.1} runs a second in a sample of {:.1} s)\n\
         about {disk} in {}\n",
        experiment.name(),
        SAMPLE.as_secs_f64(),
        folder.display()
    ))
}

/// Rounds of a run, those of the warm-up included.
fn rounds_of(experiment: &Experiment) -> Result<u64, Error> {
    let Some(first) = experiment.points().first() else { return Ok(1) };
    let run = experiment.scenario(first)?.run;
    Ok(u64::from(run.warm_up) + u64::from(run.rounds))
}

/// Runs some runs from all over the plan for a moment: rounds in a second.
fn sample(plan: &dyn Plan, jobs: &Jobs, runs: usize, shard: Shard) -> f64 {
    let spread: Vec<Job> = jobs.shard(shard).step_by(runs.div_ceil(SPREAD).max(1)).collect();
    let (rounds, began) = (AtomicU64::new(0), Instant::now());
    let ends = || {
        rounds.fetch_add(1, Ordering::Relaxed);
        began.elapsed() > SAMPLE
    };
    Sweep::new(plan, &ends).run(spread.iter().copied().cycle(), |_| ControlFlow::Continue(()));
    rounds.into_inner() as f64 / began.elapsed().as_secs_f64()
}

/// Bytes of the journal and the tables, and of the rounds if they are kept.
fn disk(experiment: &Experiment, runs: u64, rounds: u64) -> Result<u64, Error> {
    let (outcomes, factors) = (experiment.outcomes().len() as u64, experiment.factors().len() as u64);
    let journal = 80 + 19 * outcomes;
    let tables = 30 + 8 * factors + 30 * outcomes;
    let points = experiment.points().len() as u64 * outcomes * (90 + 8 * factors);
    let Some(first) = experiment.points().first().filter(|_| experiment.keeps_rounds()) else {
        return Ok(runs * (journal + tables) + points);
    };
    // As they are, and compressed to about two thirds in the joint table.
    let groups = Group::all(experiment.scenario(first)?.world.population.districts).len() as u64;
    let of_run = rounds * groups * COLUMNS.len() as u64 * 8;
    Ok(runs * (journal + tables + of_run + of_run * 2 / 3) + points)
}
