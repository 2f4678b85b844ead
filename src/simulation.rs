//! The simulation: a list of mechanisms, round by round.

use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::city::{self, City, Community, District};
use crate::events::{Decision, Events, Outcome};
use crate::institutions::Levels;
use crate::mechanisms::{
    accountability, collective_action, conditions, consultation, coordination, delivery, feedback, influence, intake,
    law, needs, organisations, participation, turnover, voice,
};
use crate::observe::{self, Group, Run};
use crate::policy::Policy;
use crate::scenario::{Scenario, World};
use crate::streams::{Purpose, Seeds, Streams};

/// Looks in once a round, after everything has happened: for progress, traces, snapshots, cancelling.
pub trait Observer {
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

/// Runs a scenario once. The same scenario and seeds give the same bits on any number of threads.
pub fn run(scenario: &Scenario, seeds: Seeds, observer: &mut dyn Observer) -> Run {
    let mut simulation = Simulation::start(scenario, seeds);
    let groups = Group::all(scenario.world.population.districts);
    let mut run = Run::new(seeds, groups, observe::COLUMNS.len());
    let (warm_up, rounds) = (scenario.run.warm_up as i32, scenario.run.rounds as i32);
    for round in -warm_up..rounds {
        let events = simulation.round(round);
        if round >= 0 {
            run.push(&observe::measure(&simulation.city, &events, &scenario.world, round));
        }
        if observer.look(&View { round, city: &simulation.city, events: &events, run: &run }).is_break() {
            break;
        }
    }
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
        let plan = city::Plan {
            population,
            ages: &world.ages,
            network: &world.network,
            staffing: &world.officials,
            office_weights: city::office_weights(&world.categories, population.communities, staff),
            streams: &streams,
        };
        let mut city = city::build(&plan, Levels::sustained(&policy.budget, &world.institutions.scale));
        let now = Now { world, policy, levels: &city.levels, streams: &streams, round: -(scenario.run.warm_up as i32) };
        let demand = world.categories.demand();
        city.districts.par_iter_mut().for_each(|district| {
            organisations::settle(&now.organisations(), &streams, &demand, now.round, district);
            now.settle_adopters(district);
        });
        Self { scenario, streams, city }
    }

    /// One round of the whole city. Districts do not interact: each runs through all phases on its own.
    pub fn round(&mut self, round: i32) -> Vec<Events> {
        let policy = self.scenario.policy_at(round);
        self.city.levels.adjust(&policy.budget, &self.scenario.world.institutions);
        let City { districts, levels, ses_cuts } = &mut self.city;
        let now = Now { world: &self.scenario.world, policy, levels, streams: &self.streams, round };
        let shocks = &self.scenario.shocks;
        let events = districts.par_iter_mut().map(|district| now.live(shocks, *ses_cuts, district)).collect();
        if cfg!(debug_assertions) {
            self.city.check();
        }
        events
    }
}

/// The rules, levels and draws of one round.
struct Now<'a> {
    world: &'a World,
    policy: &'a Policy,
    levels: &'a Levels,
    streams: &'a Streams,
    round: i32,
}

impl Now<'_> {
    /// One round of a district, in this order (institutions have moved already):
    ///
    ///  1. conditions: what residents live in has changed before they need anything;
    ///  2. needs arise from it, and residents choose what to do (voice);
    ///  3. intake turns requests into cases before anyone works;
    ///  4. coordination says what comes first, then delivery and law work on it;
    ///  5. consultation is held after the week's work, and costs the next week's;
    ///  6. feedback: those concerned learn what became of their needs, and take it in;
    ///  7. participation and influence: residents act and look at each other after they know;
    ///  8. organisations and officials answer for the round;
    ///  9. collective action and turnover follow from how residents feel now.
    fn live(&self, shocks: &[conditions::Shock], ses_cuts: [f32; 2], district: &mut District) -> Events {
        let mut events = Events::default();
        let raised = self.conditions(shocks, district);
        events.decisions = self.needs_and_voice(&raised, district, &mut events.outcomes);
        self.intake(district, &mut events);
        self.delivery(&raised, district, &mut events);
        law::settle(&self.world.law, self.levels, self.at(), district, &mut events);
        let activity = self.consultation(district, &mut events);
        self.feedback(district, &mut events);
        self.participation(&activity, district, &mut events);
        self.influence(district);
        organisations::live(&self.organisations(), self.at(), district, &mut events);
        let officials = &mut district.officials.list;
        accountability::press(&self.world.accountability, &self.policy.government, officials);
        self.collective_action(district, &mut events);
        self.turnover(ses_cuts, district, &mut events);
        events
    }

    fn conditions(&self, shocks: &[conditions::Shock], district: &mut District) -> city::PerCategory {
        let budget = &self.policy.budget;
        let rate = self.world.productivity.investment_rate * budget.investment * budget.per_resident;
        conditions::invest(&self.world.conditions, self.policy, self.levels, rate, &mut district.communities);
        conditions::strike(shocks, district.number, self.round, &mut district.communities);
        conditions::raised(shocks, district.number, self.round)
    }

    fn needs_and_voice(
        &self,
        raised: &city::PerCategory,
        district: &mut District,
        helped: &mut Vec<Outcome>,
    ) -> Vec<Decision> {
        let world = self.world;
        let setting = voice::Setting {
            params: &world.voice,
            technology: &self.policy.technology,
            levels: self.levels,
            organisations: intake::organisations_with_room(district, world.organisations.backlog as f32),
        };
        let voiced: Vec<voice::Voiced> = each(&mut district.communities, |number, community| {
            let at = (self.streams, self.round, community.place);
            let Community { traits, trust, civic, needs, services, common, .. } = community;
            needs::expose(&world.needs, &world.categories, raised, services);
            needs::fade(&world.needs, self.streams, self.round, at.2, needs);
            needs::arise(&world.needs, &world.categories, services, traits, at, needs);
            let voiced = {
                let chooser = voice::Chooser { traits, trust, civic, common };
                voice::choose(&setting, &chooser, at, number as u32, needs)
            };
            voice::remember(&world.voice, &voiced.0, self.round, needs, (services, common, civic));
            voiced
        });
        let (decisions, outcomes): (Vec<_>, Vec<_>) = voiced.into_iter().unzip();
        helped.extend(outcomes.into_iter().flatten());
        decisions.into_iter().flatten().collect()
    }

    fn intake(&self, district: &mut District, events: &mut Events) {
        let world = self.world;
        let desk = intake::Desk {
            params: &world.intake,
            policy: self.policy,
            levels: self.levels,
            backlog: world.organisations.backlog as f32,
            verification: (world.delivery.verification * self.policy.government.supervision) as f32,
            horizon: world.delivery.horizon as f32,
        };
        delivery::staff(&world.delivery, self.policy, &world.productivity, &world.categories, district);
        let decisions = std::mem::take(&mut events.decisions);
        intake::receive(&desk, &decisions, self.at(), district, events);
        events.decisions = decisions;
        let chance = world.intake.prediction * self.levels.technology;
        for number in 0..district.communities.len() {
            let community = &district.communities[number];
            let at = (self.streams, self.round, community.place);
            let foreseen = needs::foresee(&world.needs, &world.categories, chance, &community.services, at);
            intake::open_proactive(&desk, &foreseen, number as u32, self.at(), district, events);
        }
    }

    fn delivery(&self, raised: &city::PerCategory, district: &mut District, events: &mut Events) {
        let world = self.world;
        let rules = delivery::Rules {
            params: &world.delivery,
            policy: self.policy,
            levels: self.levels,
            efficiency: world.coordination.efficiency,
            streams: self.streams,
            round: self.round,
        };
        coordination::prioritise(&world.coordination, self.policy, self.levels, self.at(), district);
        events.capacity = delivery::weigh(&world.delivery, &mut district.officials);
        coordination::surge(self.policy, self.levels, raised, &mut district.officials);
        delivery::work(&rules, district, events);
        delivery::serve(&rules, district, events);
        delivery::give_up(&rules, district, events);
    }

    /// Returns everyone's recent activity as it was before the phase, for this one and for participation.
    fn consultation(&self, district: &mut District, events: &mut Events) -> Vec<f32> {
        let world = self.world;
        let rules = consultation::Rules {
            params: &world.consultation,
            formats: &world.formats,
            categories: &world.categories,
            policy: self.policy,
            levels: self.levels,
            streams: self.streams,
            round: self.round,
        };
        let activity: Vec<f32> =
            district.communities.iter().flat_map(|community| community.civic.activity.iter().copied()).collect();
        let convoked = consultation::convoke(&rules, district.place(), &district.communities);
        district.communities.iter_mut().for_each(|community| consultation::expire(&rules, community));
        for number in convoked {
            let community = &mut district.communities[number];
            let inclined = {
                let first = number * community.residents();
                let traits = &community.traits;
                let voluntarism = participation::Voluntarism { traits, ties: &district.ties, activity: &activity, first };
                let of = |index| {
                    voluntarism.of(&world.participation, self.levels, &community.trust, &community.civic, index)
                };
                (0..community.residents()).map(of).collect::<Vec<f32>>()
            };
            events.sessions.push(consultation::hold(&rules, number as u32, |index| inclined[index], community));
        }
        activity
    }

    fn feedback(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.feedback;
        let publicity = params.publicity_rate * self.policy.participation.publicity * self.levels.participation;
        let reported = feedback::report(params, &events.closures, &mut district.closed);
        let news = feedback::News {
            deadline: self.policy.government.deadline as f32,
            fair: law::fairness(&self.world.law, self.levels),
            autonomy: self.policy.collaboration.autonomy as f32,
            reported: reported.map(|share| (share, publicity as f32)),
        };
        events.outcomes.sort_by_key(|outcome| outcome.community);
        let mut rest = events.outcomes.as_mut_slice();
        let mut outcomes: Vec<&mut [Outcome]> = Vec::with_capacity(district.communities.len());
        for number in 0..district.communities.len() {
            let (own, others) = rest.split_at_mut(rest.partition_point(|o| o.community as usize <= number));
            outcomes.push(own);
            rest = others;
        }
        let grain = grain(&district.communities);
        let tasks = district.communities.par_iter_mut().zip(outcomes).with_min_len(grain);
        tasks.for_each(|(community, outcomes)| feedback::learn(params, &news, self.round, outcomes, community));
    }

    fn participation(&self, activity: &[f32], district: &mut District, events: &mut Events) {
        let ties = &district.ties;
        let params = &self.world.participation;
        let taken = each(&mut district.communities, |number, community| {
            let Community { traits, trust, civic, place, .. } = community;
            let first = number * traits.ses.len();
            let voluntarism = participation::Voluntarism { traits, ties, activity, first };
            let at = (self.streams, self.round, *place);
            participation::take_part(params, self.levels, &voluntarism, at, trust, civic)
        });
        events.civic = sum_thirds(&taken);
    }

    fn influence(&self, district: &mut District) {
        let residents = district.communities[0].residents();
        let mut seen = vec![influence::Seen::default(); district.residents()];
        let rows = seen.chunks_mut(residents).zip(&district.communities);
        rows.for_each(|(rows, community)| influence::look(community, rows));
        let fair = law::fairness(&self.world.law, self.levels);
        let ties = &district.ties;
        each(&mut district.communities, |number, community| {
            let view = influence::View { ties, seen: &seen, first: number * residents };
            let (params, categories) = (&self.world.influence, &self.world.categories);
            influence::spread(params, categories, self.levels, fair, &view, self.at(), community);
        });
    }

    fn organisations(&self) -> organisations::Rules<'_> {
        let (budget, productivity) = (&self.policy.budget, &self.world.productivity);
        let money = budget.collaboration * budget.per_resident;
        organisations::Rules {
            params: &self.world.organisations,
            collaboration: &self.policy.collaboration,
            levels: self.levels,
            contracts: money * productivity.contract_rate * productivity.work_rate,
        }
    }

    fn collective_action(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.collective_action;
        let joined = each(&mut district.communities, |_, community| {
            let Community { traits, trust, wellbeing, common, .. } = community;
            collective_action::rise(params, traits, trust, wellbeing, common)
        });
        events.joined = sum_thirds(&joined);
    }

    fn turnover(&self, ses_cuts: [f32; 2], district: &mut District, events: &mut Events) {
        let people = (&self.world.population, &self.world.ages);
        turnover::turn_over(&self.world.turnover, people, ses_cuts, self.at(), district, events);
    }

    /// Who uses the platform at the start: the well-mixed rest point of adoption.
    fn settle_adopters(&self, district: &mut District) {
        let technology = self.levels.technology as f32;
        let params = &self.world.influence;
        let digital: Vec<f32> =
            district.communities.iter().flat_map(|community| community.traits.digital.iter().copied()).collect();
        let adoption = influence::rest_mean(params, technology, &digital);
        let stream = self.streams.city(Purpose::Adopters);
        for community in &mut district.communities {
            for (index, adopter) in community.civic.adopter.iter_mut().enumerate() {
                let chance = influence::rest_point(params, technology, community.traits.digital[index], adoption);
                *adopter = stream.uniform(community.place + index as u64) < chance;
            }
        }
    }

    fn at(&self) -> (&Streams, i32) {
        (self.streams, self.round)
    }
}

/// Residents that are worth a task of their own.
const GRAIN: usize = 8192;

/// Communities that are worth a task of their own.
fn grain(communities: &[Community]) -> usize {
    GRAIN.div_ceil(communities.first().map_or(1, Community::residents))
}

/// Does the same for each community, side by side where there are enough residents; results in order.
fn each<T: Send>(communities: &mut [Community], act: impl Fn(usize, &mut Community) -> T + Sync) -> Vec<T> {
    let grain = grain(communities);
    let tasks = communities.par_iter_mut().enumerate().with_min_len(grain);
    tasks.map(|(number, community)| act(number, community)).collect()
}

fn sum_thirds(counts: &[[u32; 3]]) -> [u32; 3] {
    counts.iter().fold([0; 3], |sum, count| std::array::from_fn(|third| sum[third] + count[third]))
}
