//! The simulation: a list of phases, round by round.

pub(crate) mod fork;
mod phases;
mod saved;

use crate::city::{self, City, District};
use crate::error::Error;
use crate::events::Events;
use crate::institutions::Levels;
use crate::observe::{self, COLUMNS, Cell, Group, Run};
use crate::parallel;
use crate::policy::Policy;
use crate::scenario::{Checked, Scenario, Shock, World};
use crate::streams::{Seeds, Streams};

/// A city that lives under a scenario, round by round.
///
/// The same scenario and seeds give the same bits, on any number of threads, whether the simulation was cloned, forked or
/// saved and restored on the way: nothing is drawn from a state that a round leaves behind.
///
/// ```
/// use grassroots::{Group, Scenario, Seeds, Simulation, observe};
///
/// let mut scenario = Scenario::load("baseline")?;
/// scenario.world.population.residents = 20; // per community
/// (scenario.run.warm_up, scenario.run.rounds) = (4, 8);
///
/// let mut simulation = Simulation::new(scenario, Seeds::of(1))?;
/// while !simulation.is_over() {
///     simulation.step();
/// }
/// let trust = observe::column("trust_government").expect("a column");
/// assert_eq!(simulation.observed().series(trust, Group::City).map(|curve| curve.len()), Some(8));
/// # Ok::<(), grassroots::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Simulation {
    scenario: Checked,
    seeds: Seeds,
    streams: Streams,
    round: i32,
    city: City,
    events: Vec<Events>,
    observed: Run,
}

impl Simulation {
    /// Builds the city of a scenario before its first round.
    ///
    /// # Errors
    /// [`Error::Scenario`] with everything that is wrong with the scenario, as if it had been read from a file.
    pub fn new(scenario: Scenario, seeds: Seeds) -> Result<Self, Error> {
        Ok(Self::start(scenario.checked()?, seeds))
    }

    /// The same with a scenario that has been checked before.
    pub fn start(scenario: Checked, seeds: Seeds) -> Self {
        let streams = Streams::new(seeds);
        let round = -(scenario.run.warm_up as i32);
        let mut city = built(&scenario, &streams);
        let City { districts, levels, ses_cuts } = &mut city;
        let before = Round::of(&scenario, &streams, round, levels, *ses_cuts);
        parallel::map_mut(districts, 1, |_, district| before.settle(district));
        let observed = Run::new(seeds, Group::all(scenario.world.population.districts), COLUMNS.len());
        Self { scenario, seeds, streams, round, city, events: Vec::new(), observed }
    }

    /// Lives through the round to come: all phases, and from round 0 on what is measured. After the scenario's last round
    /// it does nothing.
    pub fn step(&mut self) {
        if self.is_over() {
            return;
        }
        self.events.clear();
        let measured = self.round >= 0;
        let (round, districts) = self.begin();
        // Districts do not interact: each lives through all phases on its own, and is counted while its columns are at hand.
        let lived = parallel::map_mut(districts, 1, |_, district| {
            let events = round.live(district);
            let cell = measured.then(|| round.count(district, &events));
            (events, cell)
        });
        let (events, cells): (Vec<Events>, Vec<Option<Cell>>) = lived.into_iter().unzip();
        self.end(events, &cells.into_iter().flatten().collect::<Vec<Cell>>());
    }

    /// The round that the next step lives through: the first of the warm-up is `-warm_up`, the first observed 0.
    pub fn round(&self) -> i32 {
        self.round
    }

    /// Whether the scenario's last round is done.
    pub fn is_over(&self) -> bool {
        self.round >= self.scenario.run.rounds as i32
    }

    /// The city as it is now.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// What happened in the round lived last, district by district; nothing before the first step and right after
    /// [`Simulation::restore`].
    pub fn events(&self) -> &[Events] {
        &self.events
    }

    /// What was measured from round 0 on.
    pub fn observed(&self) -> &Run {
        &self.observed
    }

    /// The same, without the city.
    pub fn into_observed(self) -> Run {
        self.observed
    }

    /// What it lives under.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The seeds of all draws.
    pub fn seeds(&self) -> Seeds {
        self.seeds
    }

    /// The same city with the same past, under another policy from the round to come on.
    ///
    /// # Errors
    /// [`Error::Scenario`] if something is wrong with the scenario, [`Error::Fork`] if more differs than policy, or if its
    /// reforms before the round to come are others.
    pub fn fork(&self, scenario: Scenario) -> Result<Self, Error> {
        let scenario = scenario.checked()?;
        fork::possible(&self.scenario, &scenario, self.round).map_err(Error::Fork)?;
        Ok(self.forked(scenario))
    }

    /// The same where it is known that the scenario differs in policy only.
    pub(crate) fn forked(&self, scenario: Checked) -> Self {
        Self { scenario, ..self.clone() }
    }

    /// Lives through all rounds that are left, and gives what was measured.
    pub fn run(mut self) -> Run {
        while !self.is_over() {
            self.step();
        }
        self.observed
    }

    /// Institutions move for the whole city; then the round, and the districts that are to live through it. With
    /// [`Simulation::end`] the two halves of a step, for measuring what each phase takes.
    #[doc(hidden)]
    pub fn begin(&mut self) -> (Round<'_>, &mut [District]) {
        let Self { scenario, streams, round, city, .. } = self;
        let City { districts, levels, ses_cuts } = city;
        levels.adjust(&scenario.policy_at(*round).budget, &scenario.world.institutions);
        (Round::of(scenario, streams, *round, levels, *ses_cuts), districts)
    }

    /// Takes what all districts have lived through, with their cells if the round is to be measured.
    #[doc(hidden)]
    pub fn end(&mut self, events: Vec<Events>, cells: &[Cell]) {
        if cfg!(debug_assertions) {
            self.city.check();
        }
        if !cells.is_empty() {
            self.observed.push(&observe::gather(cells));
        }
        self.events = events;
        self.round += 1;
    }
}

/// The city of a scenario, without organisations and adopters.
fn built(scenario: &Scenario, streams: &Streams) -> City {
    let Scenario { world, policy, .. } = scenario;
    let population = &world.population;
    let plan = city::Blueprint {
        population,
        ages: &world.ages,
        network: &world.network,
        staffing: &world.officials,
        demand: world.categories.demand(),
        community_staff: policy.government.community_staff,
        streams,
    };
    city::build(&plan, Levels::sustained(&policy.budget, &world.institutions.scale))
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
    fn of(scenario: &'a Scenario, streams: &'a Streams, round: i32, levels: &'a Levels, ses_cuts: [f32; 2]) -> Self {
        let Scenario { world, shocks, .. } = scenario;
        Self { world, policy: scenario.policy_at(round), shocks, levels, ses_cuts, streams, round }
    }

    /// The phases of a round in their order. In front of them stand the institutions: levels move to what the budget
    /// sustains ([`Levels::adjust`]), once for the whole city. Each phase reads the state left by the one before; within
    /// a phase everyone reads the state from before it.
    pub const PHASES: [(&'static str, Phase<'a>); 22] = [
        // What residents live in has changed before they need anything.
        ("conditions", Round::conditions),
        ("needs", Round::needs),
        ("voice", Round::voice),
        // Officials' time and work in hand say who is given a request; requests come before what the platform predicts.
        ("staffing", Round::staffing),
        ("intake", Round::intake),
        ("prediction", Round::prediction),
        ("patrol", Round::patrol),
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
        ("careers", Round::careers),
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

#[cfg(test)]
mod tests;
