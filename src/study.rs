//! Many runs: replicates of a scenario that differ only by chance, comparisons of scenarios, sweeps over factors.

pub mod comparison;
pub mod definition;
pub mod design;
mod kept;
pub mod outcome;
mod panics;
mod points;
mod rows;
mod summary;
pub mod sweep;

pub use definition::Experiment;
pub use kept::Kept;
pub use points::{PointOutcome, point_outcomes};
pub use rows::Rows;
pub use summary::{Interval, SummaryRow, summarise};

use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::error::Error;
use crate::observe::Run;
use crate::scenario::Scenario;
use crate::simulation::{self, Observer};
use crate::streams::Seeds;
use panics::FirstPanic;

/// The seeds of a replicate of a scenario.
pub fn seeds(scenario: &Scenario, replicate: u32) -> Seeds {
    Seeds { seed: scenario.run.seed, replicate, city_seed: scenario.run.city_seed }
}

/// Runs all replicates of a scenario, one at a time on each thread, in about their order.
///
/// `observer` makes the one that looks into a replicate, or none to leave out what has not begun. Every replicate that reached its last round is handed to
/// `finished` at once, in whatever order they end; when that breaks, no further replicate is begun. One that an observer
/// broke off is dropped. The results are the same on any number of threads. If the program panics in one, no further one is
/// begun, and that is the error.
pub fn replicate<O: Observer>(
    scenario: &Scenario,
    observer: impl Fn(u32) -> Option<O> + Sync,
    finished: impl FnMut(Run) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    let (gate, panic) = (Mutex::new((finished, false)), FirstPanic::default());
    let _silence = panics::silence();
    (0..scenario.run.replicates).par_bridge().for_each(|replicate| {
        let stopped = || panic.is_there() || gate.lock().map_or(true, |gate| gate.1);
        let Some(mut observer) = observer(replicate).filter(|_| !stopped()) else { return };
        let live = || simulation::run(scenario, seeds(scenario, replicate), &mut observer);
        let Some(run) = panic.or_result_of(&format!("replicate {replicate}"), live) else { return };
        if run.rounds() == scenario.run.rounds
            && let Ok(mut gate) = gate.lock()
            && !gate.1
        {
            gate.1 = (gate.0)(run).is_break();
        }
    });
    panic.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::View;

    fn tiny(replicates: u32) -> Scenario {
        let mut scenario = Scenario::default();
        scenario.world.population.residents = 20;
        scenario.run.warm_up = 2;
        scenario.run.rounds = 5;
        scenario.run.replicates = replicates;
        scenario
    }

    #[test]
    fn every_replicate_is_handed_over_once() {
        let mut seen = Vec::new();
        replicate(
            &tiny(7),
            |_| Some(()),
            |run| {
                seen.push(run.seeds.replicate);
                ControlFlow::Continue(())
            },
        )
        .expect("no panic");
        seen.sort_unstable();
        assert_eq!(seen, (0..7).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_broken_off_is_not_handed_over() {
        let mut seen = Vec::new();
        let stop_third = |replicate| {
            Some(move |view: &View<'_>| {
                let stop = replicate == 3 && view.round == 1;
                if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        };
        replicate(&tiny(5), stop_third, |run| {
            seen.push(run.seeds.replicate);
            ControlFlow::Continue(())
        })
        .expect("no panic");
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 4]);
    }

    #[test]
    fn nothing_is_handed_over_after_a_stop() {
        let mut count = 0;
        replicate(
            &tiny(50),
            |_| Some(()),
            |_| {
                count += 1;
                ControlFlow::Break(())
            },
        )
        .expect("no panic");
        assert_eq!(count, 1);
    }

    #[test]
    fn a_panic_is_an_error_and_what_ended_before_was_handed_over() {
        let mut seen = Vec::new();
        let panic_in_third = |replicate| {
            Some(move |_: &View<'_>| {
                assert!(replicate != 3, "the third is odd");
                ControlFlow::Continue(())
            })
        };
        let add = |run: Run| {
            seen.push(run.seeds.replicate);
            ControlFlow::Continue(())
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        let error = pool.install(|| replicate(&tiny(100_000), panic_in_third, add)).expect_err("a panic");
        assert!(error.to_string().contains("replicate 3 panicked: the third is odd (src/study.rs:"), "{error}");
        assert_eq!((error.exit_code(), &seen[..]), (1, &[0, 1, 2][..]));
    }
}
