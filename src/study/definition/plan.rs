//! An experiment as a plan: its points, and the scenario and seeds of each run.

use super::Experiment;
use crate::error::Error;
use crate::observe::Group;
use crate::scenario::Checked;
use crate::streams::Seeds;
use crate::study::design::{Factor, Point, Stop};
use crate::study::jobs::Job;
use crate::study::outcome::Outcome;
use crate::study::plan::Plan;

impl Plan for Experiment {
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

    /// As the texts were checked, so is the scenario of a point.
    fn scenario(&self, job: Job) -> Result<Checked, Error> {
        self.scenario_at(&self.points[job.point]).map(Checked::trusted)
    }

    fn seeds(&self, job: Job) -> Seeds {
        let Job { point, replicate } = job;
        Seeds { seed: self.seed(&self.points[point]), replicate, city_seed: self.base().run.city_seed }
    }

    fn keeps(&self, _: Group) -> bool {
        self.keep_rounds
    }

    fn reference(&self, point: usize) -> Option<usize> {
        self.references[point]
    }

    fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}
