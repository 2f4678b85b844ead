//! The simulation: a list of phases, round by round.

mod observer;
mod phases;

use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

pub use observer::{Observer, View};

use crate::city::{self, City, District};
use crate::events::Events;
use crate::institutions::Levels;
use crate::observe::{self, Group, Run};
use crate::policy::Policy;
use crate::scenario::{Scenario, Shock, World};
use crate::streams::{Seeds, Streams};

/// Runs a scenario once. The same scenario and seeds give the same bits on any number of threads.
pub fn run(scenario: &Scenario, seeds: Seeds, observer: &mut dyn Observer) -> Run {
    let mut simulation = Simulation::start(scenario, seeds);
    observer.built();
    let mut run = Run::new(seeds, Group::all(scenario.world.population.districts), observe::COLUMNS.len());
    // A run that was broken off has the rounds until then.
    let _ = simulation.live(-(scenario.run.warm_up as i32)..scenario.run.rounds as i32, &mut run, observer);
    run
}

/// A city under a scenario, to be moved on round by round.
pub struct Simulation<'a> {
    scenario: &'a Scenario,
    streams: Streams,
    /// The city as it is now.
    pub city: City,
}

impl<'a> Simulation<'a> {
    /// Builds the city before its first round.
    pub fn start(scenario: &'a Scenario, seeds: Seeds) -> Self {
        let (world, policy, streams) = (&scenario.world, &scenario.policy, Streams::new(seeds));
        let population = &world.population;
        let staff = policy.government.community_staff;
        let plan = city::Blueprint {
            population,
            ages: &world.ages,
            network: &world.network,
            staffing: &world.officials,
            office_weights: city::office_weights(&world.categories, population.communities, staff),
            streams: &streams,
        };
        let mut city = city::build(&plan, Levels::sustained(&policy.budget, &world.institutions.scale));
        let City { districts, levels, ses_cuts } = &mut city;
        let (round, shocks) = (-(scenario.run.warm_up as i32), scenario.shocks.as_slice());
        let before = Round { world, policy, shocks, levels, ses_cuts: *ses_cuts, streams: &streams, round };
        districts.par_iter_mut().for_each(|district| before.settle(district));
        Self { scenario, streams, city }
    }

    /// Goes on with a city that has lived under another scenario, which differs in its policy only. The seeds are those
    /// that it has lived with.
    pub fn resume(scenario: &'a Scenario, seeds: Seeds, city: City) -> Self {
        Self { scenario, streams: Streams::new(seeds), city }
    }

    /// Lives through rounds and adds what is observed, from round 0 on, to a run. Breaks where the observer does.
    pub fn live(&mut self, rounds: Range<i32>, run: &mut Run, observer: &mut dyn Observer) -> ControlFlow<()> {
        for round in rounds {
            let events = if round < 0 {
                self.round(round)
            } else {
                let (events, values) = self.observed(round);
                run.push(&values);
                events
            };
            observer.look(&View { round, city: &self.city, events: &events, run: &*run })?;
        }
        ControlFlow::Continue(())
    }

    /// One round of the whole city. Districts do not interact: each runs through all phases on its own.
    pub fn round(&mut self, round: i32) -> Vec<Events> {
        let policy = self.scenario.policy_at(round);
        self.city.levels.adjust(&policy.budget, &self.scenario.world.institutions);
        let (round, districts) = self.at(round);
        let events = districts.par_iter_mut().map(|district| round.live(district)).collect();
        if cfg!(debug_assertions) {
            self.city.check();
        }
        events
    }

    /// One round, and what is measured in it as by [`observe::measure`]. Each district is counted as soon as it has lived
    /// through the round, while its columns are still at hand.
    pub fn observed(&mut self, round: i32) -> (Vec<Events>, Vec<f64>) {
        let policy = self.scenario.policy_at(round);
        self.city.levels.adjust(&policy.budget, &self.scenario.world.institutions);
        let (round, districts) = self.at(round);
        let lived = districts.par_iter_mut().map(|district| {
            let events = round.live(district);
            let cell = round.count(district, &events);
            (events, cell)
        });
        let (events, cells): (Vec<Events>, Vec<observe::Cell>) = lived.unzip();
        if cfg!(debug_assertions) {
            self.city.check();
        }
        (events, observe::gather(&cells))
    }

    /// A round about to be lived, and the districts that it is for.
    pub fn at(&mut self, round: i32) -> (Round<'_>, &mut [District]) {
        let City { districts, levels, ses_cuts } = &mut self.city;
        let Scenario { world, shocks, .. } = self.scenario;
        let policy = self.scenario.policy_at(round);
        (Round { world, policy, shocks, levels, ses_cuts: *ses_cuts, streams: &self.streams, round }, districts)
    }
}

/// The rules, levels and draws of one round.
pub struct Round<'a> {
    world: &'a World,
    policy: &'a Policy,
    shocks: &'a [Shock],
    levels: &'a Levels,
    ses_cuts: [f32; 2],
    streams: &'a Streams,
    round: i32,
}

/// What happens to a district in a phase.
pub type Phase<'a> = fn(&Round<'a>, &mut District, &mut Events);

impl<'a> Round<'a> {
    /// The phases of a round in their order. In front of them stand the institutions: levels move to what the budget
    /// sustains ([`Levels::adjust`]), once for the whole city. Each phase reads the state left by the one before; within
    /// a phase everyone reads the state from before it.
    pub const PHASES: [(&'static str, Phase<'a>); 20] = [
        // What residents live in has changed before they need anything.
        ("conditions", Round::conditions),
        ("needs", Round::needs),
        ("voice", Round::voice),
        // Officials' time and work in hand say who is given a request; requests come before what the platform predicts.
        ("staffing", Round::staffing),
        ("intake", Round::intake),
        ("prediction", Round::prediction),
        // What comes first, and how loaded everyone is, is settled before anyone begins; a surge changes no load.
        ("coordination", Round::coordination),
        ("weighing", Round::weighing),
        ("surge", Round::surge),
        ("delivery", Round::delivery),
        // What law has solved serves others as what offices have solved does.
        ("law", Round::law),
        ("bystanders", Round::bystanders),
        // A session comes after the week's work, and costs the next week's.
        ("consultation", Round::consultation),
        // Those concerned learn what became of their needs, and take it in.
        ("feedback", Round::feedback),
        // Residents act and look at each other once they know.
        ("participation", Round::participation),
        ("influence", Round::influence),
        // Organisations and officials answer for the round.
        ("organisations", Round::organisations),
        ("accountability", Round::accountability),
        // Rising and leaving follow from how residents feel now.
        ("collective_action", Round::collective_action),
        ("turnover", Round::turnover),
    ];

    /// One round of a district.
    pub fn live(&self, district: &mut District) -> Events {
        district.prefetch();
        let mut events = Events::default();
        for (_, phase) in Self::PHASES {
            phase(self, district, &mut events);
        }
        events
    }

    /// Counts a district that has lived through the round.
    pub fn count(&self, district: &District, events: &Events) -> observe::Cell {
        observe::count(district, events, self.levels, self.world, self.round)
    }
}
