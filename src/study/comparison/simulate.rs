//! Runs the arms: replicates side by side, each arm under the seeds of its replicate.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::{Comparison, Protocol};
use crate::error::Error;
use crate::observe::{Group, Run};
use crate::scenario::{Checked, Scenario};
use crate::simulation::{self, Observer, Simulation};
use crate::study::panics::{self, FirstPanic};

/// The place of a run in a comparison. They are in order by replicate, so that whole replicates come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Number of the replicate.
    pub replicate: u32,
    /// Position of the arm.
    pub arm: usize,
}

/// What one thread does at a time: a run, or the arms that share a history.
struct Task<'a> {
    replicate: u32,
    reference: Cow<'a, Scenario>,
    arms: Vec<(Slot, Cow<'a, Scenario>)>,
}

impl Protocol {
    /// Runs so many replicates of all arms and compares them. All runs are kept in memory.
    ///
    /// ```
    /// use grassroots::study::comparison::{Protocol, primary};
    /// use grassroots::{Scenario, observe};
    ///
    /// let mut scenario = Scenario::load("baseline")?;
    /// scenario.world.population.residents = 20; // per community
    /// (scenario.run.warm_up, scenario.run.rounds) = (4, 8);
    /// let reference = scenario.clone();
    /// scenario.policy.government.pressure = 0.9;
    ///
    /// let comparison = Protocol::new(vec![reference, scenario])?.run(3, primary())?;
    /// let reported = observe::column("reported_resolution_rate").expect("a column");
    /// assert!(comparison.contrasts[0].outcomes[reported].mean > 0.0);
    /// # Ok::<(), grassroots::Error>(())
    /// ```
    pub fn run(&self, replicates: u32, primary: Vec<usize>) -> Result<Comparison, Error> {
        let mut runs = vec![BTreeMap::new(); self.arms().len()];
        let slots = self.slots(self.replicates(replicates));
        self.simulate(
            &slots,
            || Some(()),
            |Slot { replicate, arm }, run| {
                runs[arm].insert(replicate, run);
                ControlFlow::Continue(())
            },
        )?;
        let in_order = |runs: BTreeMap<u32, Run>| runs.into_values().collect();
        Ok(self.compare(runs.into_iter().map(in_order).collect(), primary, None))
    }

    /// The slots of so many replicates.
    pub fn slots(&self, replicates: u32) -> BTreeSet<Slot> {
        let arms = 0..self.arms().len();
        (0..replicates).flat_map(|replicate| arms.clone().map(move |arm| Slot { replicate, arm })).collect()
    }

    /// Rounds that are to be lived through for the runs of these slots.
    pub fn rounds(&self, slots: &BTreeSet<Slot>) -> u64 {
        let schedule = &self.arms()[0].1.run;
        let shared = self.fork().map_or(0, |fork| u64::from(schedule.warm_up) + u64::from(fork));
        let own = u64::from(schedule.warm_up) + u64::from(schedule.rounds) - shared;
        let replicates: BTreeSet<u32> = slots.iter().map(|slot| slot.replicate).collect();
        own * slots.len() as u64 + shared * replicates.len() as u64
    }

    /// Makes the runs of these slots, in about their order, as many at a time as there are threads.
    ///
    /// `observer` makes the one that looks into a task, or none to leave out what has not begun. Every run that reached its
    /// last round is handed to `finished` at once, the city and the thirds of it; when that breaks, no further one is
    /// begun. The runs are the same on any number of threads. If the program panics in one, no further one is begun, and that
    /// is the error.
    pub fn simulate<O: Observer>(
        &self,
        slots: &BTreeSet<Slot>,
        observer: impl Fn() -> Option<O> + Sync,
        finished: impl FnMut(Slot, Run) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let gate = Mutex::new((finished, false));
        let hand_over = |slot: Slot, run: &Run| {
            if run.rounds() == self.arms()[0].1.run.rounds
                && let Ok(mut gate) = gate.lock()
                && !gate.1
            {
                gate.1 = (gate.0)(slot, run.of_groups(|group| !matches!(group, Group::District(_)))).is_break();
            }
        };
        let (panic, _silence) = (FirstPanic::default(), panics::silence());
        self.tasks(slots)?.into_iter().par_bridge().for_each(|task| {
            let stopped = || panic.is_there() || gate.lock().map_or(true, |gate| gate.1);
            if let Some(mut observer) = observer().filter(|_| !stopped()) {
                panic.or_result_of(&self.name(&task), || self.live(&task, &mut observer, &hand_over));
            }
        });
        panic.into_result()
    }

    /// The tasks of these slots: one for each, or for all of a replicate that share a history.
    fn tasks(&self, slots: &BTreeSet<Slot>) -> Result<Vec<Task<'_>>, Error> {
        let slots: Vec<Slot> = slots.iter().copied().collect();
        let together = |a: &Slot, b: &Slot| self.fork().is_some() && a.replicate == b.replicate;
        slots.chunk_by(together).map(|slots| self.task(slots[0].replicate, slots)).collect()
    }

    fn task(&self, replicate: u32, slots: &[Slot]) -> Result<Task<'_>, Error> {
        let arm = |slot: &Slot| Ok((*slot, self.scenario(slot.arm, replicate)?));
        let arms = slots.iter().map(arm).collect::<Result<_, Error>>()?;
        Ok(Task { replicate, reference: self.scenario(0, replicate)?, arms })
    }

    /// How a task is spoken of.
    fn name(&self, task: &Task<'_>) -> String {
        let arms: Vec<&str> = task.arms.iter().map(|(slot, _)| self.arms()[slot.arm].0.as_str()).collect();
        format!("replicate {} of {}", task.replicate, arms.join(", "))
    }

    fn live(&self, task: &Task<'_>, observer: &mut dyn Observer, hand_over: &dyn Fn(Slot, &Run)) {
        let seeds = self.seeds(task.replicate);
        match self.fork() {
            None => task.arms.iter().for_each(|(slot, scenario)| {
                hand_over(*slot, &simulation::run(scenario, seeds, observer));
            }),
            Some(fork) => {
                // What is broken off has been told to the observer, and is handed over to nobody.
                let _ = self.live_forked(fork as i32, task, observer, hand_over);
            }
        }
    }

    /// One history for all, then each arm from the same city.
    fn live_forked(
        &self,
        fork: i32,
        task: &Task<'_>,
        observer: &mut dyn Observer,
        hand_over: &dyn Fn(Slot, &Run),
    ) -> ControlFlow<()> {
        let (reference, seeds) = (&task.reference, self.seeds(task.replicate));
        let trusted = |scenario: &Scenario| Checked::trusted(scenario.clone());
        let mut history = Simulation::start(trusted(reference), seeds);
        history.live(fork, observer)?;
        for (slot, scenario) in &task.arms {
            let mut arm = history.forked(trusted(scenario));
            let flow = arm.live(i32::MAX, observer);
            hand_over(*slot, &arm.into_observed());
            flow?;
        }
        ControlFlow::Continue(())
    }
}
