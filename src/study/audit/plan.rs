//! An audit as a plan: two points for each world, and the scenario and seeds of each run.

use super::Audit;
use crate::error::Error;
use crate::observe::Group;
use crate::scenario::Checked;
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
        self.ground.scenario_in(&self.worlds[job.point / 2], job.point % 2 == 1).map(Checked::trusted)
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
