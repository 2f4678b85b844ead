//! Looks into a run after each round: where it is, whether it is to be stopped, whether it takes too long.

use std::fmt;
use std::time::{Duration, Instant};

use super::design::Stop;
use super::plan::Plan;
use crate::observe::Group;
use crate::simulation::Simulation;

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The scenario is put together, the city is built.
    Build,
    /// Rounds before round 0.
    WarmUp,
    /// A round.
    Round(u32),
}

impl Stage {
    fn of(round: i32) -> Self {
        u32::try_from(round).map_or(Stage::WarmUp, Stage::Round)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stage::Build => f.write_str("build"),
            Stage::WarmUp => f.write_str("warm-up"),
            Stage::Round(round) => write!(f, "round {round}"),
        }
    }
}

/// Why a run was broken off.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Broken {
    /// Everything ends.
    Ended,
    /// The stop condition was met.
    Stopped,
    /// It took too long, in words.
    Late(String),
}

/// What the message of a run that took too long begins with.
pub(super) const LATE: &str = "took longer than";

/// Looks into a run.
pub(super) struct Watch<'a> {
    stage: Stage,
    stop: Option<&'a Stop>,
    /// Rounds in a row in which the stop condition held.
    held: u32,
    deadline: Option<(Instant, f64)>,
}

/// Rounds up to the last one observed in which a condition has held in a row.
fn held(stop: &Stop, simulation: &Simulation) -> u32 {
    let values = simulation.observed().series(stop.column, Group::City).unwrap_or_default();
    values.iter().rev().take_while(|value| stop.condition.holds(**value)).count() as u32
}

impl<'a> Watch<'a> {
    /// Looks into a run of a plan that begins now. The clock is looked at only where there is a timeout.
    pub(super) fn new(plan: &'a dyn Plan) -> Self {
        let after = |seconds: f64| {
            // In a browser without a clock runs take as long as they like.
            if cfg!(target_family = "wasm") {
                return None;
            }
            let end = Instant::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)?;
            Some((end, seconds))
        };
        Self { stage: Stage::Build, stop: plan.stop(), held: 0, deadline: plan.timeout().and_then(after) }
    }

    /// What the run is at, or was when it was broken off.
    pub(super) fn stage(&self) -> Stage {
        self.stage
    }

    /// The city stands: rounds are to come.
    pub(super) fn built(&mut self, simulation: &Simulation) {
        self.stage = Stage::of(simulation.round());
        self.held = self.stop.map_or(0, |stop| held(stop, simulation));
    }

    /// After a round: why the run is to be broken off, if it is. What has reached its last round is done, however late.
    pub(super) fn look(&mut self, simulation: &Simulation, ends: bool) -> Result<(), Broken> {
        if simulation.is_over() {
            return Ok(());
        }
        if self.meets_stop(simulation) {
            return Err(Broken::Stopped);
        }
        if ends {
            return Err(Broken::Ended);
        }
        self.late().map_or(Ok(()), Err)?;
        self.stage = Stage::of(simulation.round());
        Ok(())
    }

    fn meets_stop(&mut self, simulation: &Simulation) -> bool {
        let Some(stop) = self.stop.filter(|_| simulation.round() > 0) else { return false };
        let value = simulation.observed().latest(stop.column, Group::City);
        let holds = value.is_some_and(|value| stop.condition.holds(value));
        self.held = if holds { self.held + 1 } else { 0 };
        holds && self.held >= stop.rounds
    }

    fn late(&self) -> Option<Broken> {
        let (end, seconds) = self.deadline?;
        (Instant::now() >= end).then(|| Broken::Late(format!("{LATE} {seconds} s")))
    }
}
