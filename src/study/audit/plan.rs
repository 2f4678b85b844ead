//! An audit as a plan: two points for each world, and the scenario and seeds of each run.

use super::{Audit, World};
use crate::error::Error;
use crate::observe::Group;
use crate::scenario::{Checked, Reform, Scenario};
use crate::streams::Seeds;
use crate::study::design::{Factor, Point};
use crate::study::jobs::Job;
use crate::study::outcome::Outcome;
use crate::study::plan::Plan;

impl Plan for Audit {
    fn name(&self) -> &str {
        &self.name
    }

    fn factors(&self) -> &[Factor] {
        &self.factors
    }

    fn points(&self) -> &[Point] {
        &self.points
    }

    fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    fn replicates(&self) -> u32 {
        self.replicates
    }

    /// As the texts were checked, so is the scenario of a world.
    fn scenario(&self, job: Job) -> Result<Checked, Error> {
        self.scenario_in(&self.worlds[job.point / 2], job.point % 2 == 1).map(Checked::trusted)
    }

    fn seeds(&self, job: Job) -> Seeds {
        self.seeds_of(&self.worlds[job.point / 2], job.replicate)
    }

    fn keeps(&self, _: Group) -> bool {
        false
    }

    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}

impl Audit {
    /// The scenario of a world, without or with the change.
    pub(super) fn scenario_in(&self, world: &World, is_changed: bool) -> Result<Scenario, Error> {
        let drawn = self.uncertain.iter().zip(&world.drawn);
        let mut settings = world.settings.clone();
        settings.extend(drawn.map(|(parameter, value)| format!("{}={value}", parameter.key())));
        let pair = &self.pairs[world.pair];
        let scenario = if is_changed { pair.changed.scenario(&settings)? } else { pair.base.scenario(&settings)? };
        match is_changed && world.transition {
            true => Ok(reformed(pair.base.scenario(&settings)?, scenario)),
            false => Ok(scenario),
        }
    }
}

/// The base, reformed at round 0 to what the changed scenario is from the start.
fn reformed(mut base: Scenario, changed: Scenario) -> Scenario {
    let policy = changed.policy_at(0).clone();
    let later = changed.reforms.into_iter().filter(|reform| reform.round > 0);
    base.reforms = std::iter::once(Reform { round: 0, policy }).chain(later).collect();
    base
}
