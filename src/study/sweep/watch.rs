//! Looks into a run once a round: where it is, whether it is to be stopped, whether it takes too long.

use std::fmt;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::observe::Group;
use crate::scenario::Scenario;
use crate::simulation::{Observer, View};
use crate::study::design::Stop;

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
    first: i32,
    last: i32,
    stop: Option<&'a Stop>,
    /// Rounds in a row in which the stop condition held.
    held: u32,
    deadline: Option<(Instant, f64)>,
    ends: &'a (dyn Fn() -> bool + Sync),
    broken: Option<Broken>,
}

impl<'a> Watch<'a> {
    /// Looks into a run that begins now. The clock is looked at only where there is a timeout.
    pub(super) fn new(
        scenario: &Scenario,
        stop: Option<&'a Stop>,
        timeout: Option<f64>,
        ends: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        let run = &scenario.run;
        let after = |seconds: f64| {
            let end = Instant::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)?;
            Some((end, seconds))
        };
        let (first, last) = (-(run.warm_up as i32), run.rounds as i32 - 1);
        let deadline = timeout.and_then(after);
        Self { stage: Stage::Build, first, last, stop, held: 0, deadline, ends, broken: None }
    }

    /// What the run is at, or was when it was broken off.
    pub(super) fn stage(&self) -> Stage {
        self.stage
    }

    /// Why it was broken off.
    pub(super) fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    fn meets_stop(&mut self, view: &View<'_>) -> bool {
        let Some(stop) = self.stop.filter(|_| view.round >= 0) else { return false };
        let value = view.run.latest(stop.column, Group::City);
        let holds = value.is_some_and(|value| stop.condition.holds(value));
        self.held = if holds { self.held + 1 } else { 0 };
        holds && self.held >= stop.rounds
    }

    fn late(&self) -> Option<Broken> {
        let (end, seconds) = self.deadline?;
        (Instant::now() >= end).then(|| Broken::Late(format!("{LATE} {seconds} s")))
    }
}

impl Observer for Watch<'_> {
    fn built(&mut self) {
        self.stage = Stage::of(self.first);
    }

    fn look(&mut self, view: &View<'_>) -> ControlFlow<()> {
        self.stage = Stage::of(view.round);
        // What has reached its last round is done, however late.
        if view.round == self.last {
            return ControlFlow::Continue(());
        }
        let stopped = self.meets_stop(view).then_some(Broken::Stopped);
        let ended = || (self.ends)().then_some(Broken::Ended);
        self.broken = stopped.or_else(ended).or_else(|| self.late());
        if self.broken.is_some() {
            return ControlFlow::Break(());
        }
        self.stage = Stage::of(view.round + 1);
        ControlFlow::Continue(())
    }
}
