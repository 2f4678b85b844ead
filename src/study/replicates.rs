//! Replicates of one scenario, which differ only by chance.

use toml::Value;

use super::design::{Factor, Point, Stop};
use super::jobs::Job;
use super::outcome::Outcome;
use super::plan::Plan;
use crate::error::Error;
use crate::observe::{Group, Observations};
use crate::scenario::{Checked, Scenario};
use crate::streams::Seeds;

/// Replicates of a scenario.
#[derive(Clone, Debug)]
pub struct Replicates {
    scenario: Checked,
    /// What is run: the same without observed data, so that nothing of a run can depend on them.
    bare: Checked,
    observations: Option<Observations>,
    replicates: u32,
    /// Number of the first, usually 0.
    first: u32,
    stop: Option<Stop>,
    timeout: Option<f64>,
    points: [Point; 1],
}

impl Replicates {
    /// As many as the scenario asks for.
    pub fn of(scenario: Scenario) -> Result<Self, Error> {
        let replicates = scenario.run.replicates;
        let points = [Point { number: 0, values: Vec::<Value>::new(), settings: Vec::new() }];
        let scenario = scenario.checked()?;
        let observations = Observations::of(&scenario)?;
        let bare = bare(&scenario)?;
        Ok(Self { scenario, bare, observations, replicates, first: 0, stop: None, timeout: None, points })
    }

    /// The same, numbered from there.
    pub fn beginning_with(self, first: u32) -> Self {
        Self { first, ..self }
    }

    /// Number of the first.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// What is run.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What was observed outside of the model, to be held beside the runs.
    pub fn observations(&self) -> Option<&Observations> {
        self.observations.as_ref()
    }

    pub(super) fn set_replicates(&mut self, replicates: u32) {
        self.replicates = replicates;
    }

    pub(super) fn set_stop(&mut self, stop: Option<Stop>) {
        self.stop = stop;
    }

    pub(super) fn set_timeout(&mut self, timeout: Option<f64>) {
        self.timeout = timeout;
    }
}

/// A scenario without observed data.
fn bare(scenario: &Checked) -> Result<Checked, Error> {
    match scenario.observed {
        None => Ok(scenario.clone()),
        Some(_) => Scenario { observed: None, ..(**scenario).clone() }.checked(),
    }
}

/// The seeds of a replicate of a scenario.
pub fn seeds(scenario: &Scenario, replicate: u32) -> Seeds {
    Seeds { seed: scenario.run.seed, replicate, city_seed: scenario.run.city_seed }
}

impl Plan for Replicates {
    fn name(&self) -> &str {
        &self.scenario.name
    }

    fn factors(&self) -> &[Factor] {
        &[]
    }

    fn points(&self) -> &[Point] {
        &self.points
    }

    fn outcomes(&self) -> &[Outcome] {
        &[]
    }

    fn replicates(&self) -> u32 {
        self.replicates
    }

    fn scenario(&self, _: Job) -> Result<Checked, Error> {
        Ok(self.bare.clone())
    }

    fn seeds(&self, job: Job) -> Seeds {
        seeds(&self.scenario, self.first + job.replicate)
    }

    fn keeps(&self, _: Group) -> bool {
        true
    }

    fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    fn timeout(&self) -> Option<f64> {
        self.timeout
    }
}
