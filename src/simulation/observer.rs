//! Looking in: progress, traces, snapshots and cancelling see a run from outside, once a round.

use std::ops::ControlFlow;

use crate::city::City;
use crate::events::Events;
use crate::observe::Run;

/// Looks in once a round, after everything has happened: for progress, traces, snapshots, cancelling.
pub trait Observer {
    /// The city stands; its first round is to come.
    fn built(&mut self) {}

    /// Sees a round of the warm-up (negative) or of the run; breaking ends the run with the rounds it has.
    fn look(&mut self, view: &View<'_>) -> ControlFlow<()>;
}

/// Nobody looks in.
impl Observer for () {
    fn look(&mut self, _: &View<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl<F: FnMut(&View<'_>) -> ControlFlow<()>> Observer for F {
    fn look(&mut self, view: &View<'_>) -> ControlFlow<()> {
        self(view)
    }
}

/// What an observer sees.
pub struct View<'a> {
    /// The round that has just ended; negative in the warm-up.
    pub round: i32,
    /// The city after it.
    pub city: &'a City,
    /// What happened in it, district by district.
    pub events: &'a [Events],
    /// The results so far.
    pub run: &'a Run,
}
