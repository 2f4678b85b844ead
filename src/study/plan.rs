//! What a runner needs to know of a study: its points, and the scenario and seeds of each run.

use super::design::{Factor, Point, Stop};
use super::jobs::Job;
use super::outcome::Outcome;
use crate::error::Error;
use crate::observe::Group;
use crate::scenario::{Checked, Scenario};
use crate::streams::Seeds;

/// Which runs there are, and what is looked at in them.
pub trait Plan: Sync {
    /// Its name, fit for a folder.
    fn name(&self) -> &str;

    /// The factors, in the order of the columns.
    fn factors(&self) -> &[Factor];

    /// The points, in order: what is varied, the arms of a comparison, or one alone.
    fn points(&self) -> &[Point];

    /// What is looked at.
    fn outcomes(&self) -> &[Outcome];

    /// Replicates of each point.
    fn replicates(&self) -> u32;

    /// The scenario of a run.
    fn scenario(&self, job: Job) -> Result<Checked, Error>;

    /// The scenario that gives a run on its own.
    fn alone(&self, job: Job) -> Result<Scenario, Error> {
        Ok((*self.scenario(job)?).clone())
    }

    /// Runs with the same point and the same number here have the same scenario.
    fn variant(&self, _: Job) -> u32 {
        0
    }

    /// The seeds of a run.
    fn seeds(&self, job: Job) -> Seeds;

    /// Round up to which the points of a replicate share one history, that of the first.
    fn fork(&self) -> Option<u32> {
        None
    }

    /// Whether the rounds of a group are kept.
    fn keeps(&self, group: Group) -> bool;

    /// Whether any rounds are kept.
    fn keeps_rounds(&self) -> bool {
        self.keeps(Group::City)
    }

    /// The point that another one is held against, replicate by replicate.
    fn reference(&self, _point: usize) -> Option<usize> {
        None
    }

    /// When a run is ended before its last round.
    fn stop(&self) -> Option<&Stop> {
        None
    }

    /// Seconds that a run may take.
    fn timeout(&self) -> Option<f64>;
}
