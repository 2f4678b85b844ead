//! How to split a budget of runs between points and replicates, from a pilot.

use std::ops::ControlFlow;

use super::blocks;
use crate::error::Error;
use crate::stats::sensitivity::{Proposal, Undefined, morris_replicates, sobol_replicates};
use crate::study::definition::{MOST_POINTS, Method};
use crate::study::design::Blocks;
use crate::study::{Event, Experiment, Memory, Plan, Rows, Study};

/// Blocks of a pilot, its replicates, and the part of the budget that it may take.
const BASE: u32 = 16;
const TRAJECTORIES: u32 = 4;
const REPLICATES: u32 = 4;
const PART: u64 = 5;

/// Replicates of a point, and blocks, at most.
const MOST_REPLICATES: usize = 100;
const MOST_BLOCKS: u64 = 65_536;

/// What a pilot proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Runs of the pilot.
    pub pilot: u64,
    /// Trajectories, or base points.
    pub points: u32,
    /// Replicates of each point.
    pub replicates: u32,
    /// Runs that these make.
    pub runs: u64,
    /// The share of the variance of a single run that is luck, of each outcome.
    pub luck: Vec<Option<f64>>,
}

/// Runs a pilot in memory and proposes how to spend so many runs; a listener that breaks ends it.
///
/// # Errors
/// If the experiment has no sensitivity design, if the budget is too small for one, or if the pilot was ended.
pub fn split(
    experiment: &Experiment,
    budget: u64,
    listener: &(dyn Fn(Event<'_>) -> ControlFlow<()> + Sync),
) -> Result<Split, Error> {
    let (block, is_morris) = match experiment.scheme() {
        Some(scheme) => (scheme.points_of_block() as u64, matches!(scheme.blocks, Blocks::Morris { .. })),
        None => return Err(argument("the experiment has no sensitivity design".to_owned())),
    };
    let usual = u64::from(if is_morris { TRAJECTORIES } else { BASE });
    let blocks = (budget / PART / (block * u64::from(REPLICATES))).clamp(4, usual) as u32;
    let least = u64::from(blocks * REPLICATES) * block;
    if budget < 2 * least {
        return Err(argument(format!("{budget} runs are too few: {} are needed at least", 2 * least)));
    }
    let pilot = piloted(experiment, blocks)?;
    let study = Study::sweep(pilot.clone()).replicates(REPLICATES);
    let found = study.run(&Memory::default(), listener)?;
    if found.broken {
        return Err(argument("the pilot was interrupted".to_owned()));
    }
    let pilot = study.experiment().unwrap_or(&pilot);
    let proposals: Vec<_> = (0..pilot.declared().len()).map(|outcome| proposal(pilot, &found.rows, outcome)).collect();
    // Four blocks are the fewest, whatever the replicates cost; they fit, since the budget is twice that of a pilot at least.
    let most = (budget / (4 * block)).min(MOST_REPLICATES as u64) as u32;
    let replicates = median(proposals.iter().flatten().map(|proposal| proposal.replicates as u32).collect()).min(most);
    let points = (budget / (block * u64::from(replicates))).min(MOST_BLOCKS).min(MOST_POINTS / block) as u32;
    let luck = proposals.iter().map(|proposal| proposal.as_ref().ok().and_then(|found| found.luck)).collect();
    Ok(Split { pilot: least, points, replicates, runs: u64::from(points * replicates) * block, luck })
}

/// The experiment with fewer blocks.
fn piloted(experiment: &Experiment, blocks: u32) -> Result<Experiment, Error> {
    let method = experiment.sources().method;
    experiment.with_method(Method { points: Some(blocks), ..method })
}

fn proposal(pilot: &Experiment, rows: &Rows, outcome: usize) -> Result<Proposal, Undefined> {
    let Some(scheme) = pilot.scheme() else { return Err(Undefined::Uneven) };
    let plan: &dyn Plan = pilot;
    match scheme.blocks {
        Blocks::Morris { .. } => morris_replicates(&blocks::effects(plan, rows, scheme, outcome), MOST_REPLICATES),
        Blocks::Saltelli { .. } => sobol_replicates(&blocks::blocks(plan, rows, scheme, outcome), MOST_REPLICATES),
    }
}

/// The middle one, the larger of two; 2 of none.
fn median(mut replicates: Vec<u32>) -> u32 {
    replicates.sort_unstable();
    replicates.get(replicates.len() / 2).copied().unwrap_or(2).max(2)
}

fn argument(problem: String) -> Error {
    Error::Argument { name: "budget", problem }
}
