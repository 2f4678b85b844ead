//! Both runs of a replicate, under the same seeds.

use grassroots::observe::{Group, Run};
use grassroots::{Error, Scenario, Simulation, study};
use wasm_bindgen::prelude::*;

use crate::{Answer, scenario};

/// Both runs of a replicate, in bytes for a [`crate::judge::Judge`].
///
/// # Errors
/// If something is wrong with one of the scenarios.
#[wasm_bindgen]
pub fn pair(kept: &str, changed: &str, replicate: u32) -> Answer<Vec<u8>> {
    let runs = both(scenario("kept", kept)?, scenario("changed", changed)?, replicate)?;
    Ok(postcard::to_stdvec(&runs)?)
}

/// The run of each scenario. What they have in common is lived through once: the bits are the same.
pub fn both(kept: Scenario, changed: Scenario, replicate: u32) -> Result<(Run, Run), Error> {
    let seeds = study::seeds(&kept, replicate);
    let parting = parting(&kept, &changed);
    let mut first = Simulation::new(kept, seeds)?;
    while first.round() < parting {
        first.step();
    }
    let shared = first.round() > -(first.scenario().run.warm_up as i32);
    let second = match shared.then(|| first.fork(changed.clone())) {
        Some(Ok(forked)) => forked,
        _ => Simulation::new(changed, seeds)?,
    };
    Ok((kept_of(first), kept_of(second)))
}

/// The first round in which the policies differ; that of the first step where more differs than policy.
fn parting(kept: &Scenario, changed: &Scenario) -> i32 {
    let start = -(kept.run.warm_up as i32);
    let alike = kept.world == changed.world && kept.run == changed.run && kept.shocks == changed.shocks;
    let differs = |round: &i32| kept.policy_at(*round) != changed.policy_at(*round);
    if alike { (start..kept.run.rounds as i32).find(differs).unwrap_or(kept.run.rounds as i32) } else { start }
}

/// What a comparison keeps: the city and its thirds.
fn kept_of(simulation: Simulation) -> Run {
    simulation.run().of_groups(|group| !matches!(group, Group::District(_)))
}
