//! How each phase is wired: what it reads and writes of a district, and which parameters and levels it goes by.

use super::Round;
use crate::city::{CATEGORIES, Community, District, GRID, Grid, PerCategory};
use crate::events::{Events, Outcome};
use crate::mechanisms::{
    accountability, careers, collective_action, conditions, consultation, coordination, delivery, feedback, grid_work,
    influence, intake, law, needs, organisations, participation, turnover, voice,
};
use crate::parallel;
use crate::streams::{At, Purpose};

impl Round<'_> {
    pub(super) fn conditions(&self, district: &mut District, _: &mut Events) {
        let (policy, budget) = (self.policy, &self.policy.budget);
        let rate = self.world.productivity.investment_rate * budget.investment * budget.per_resident;
        let rules = conditions::Rules { params: &self.world.conditions, policy, levels: self.levels, rate };
        conditions::invest(&rules, &mut district.communities);
        conditions::strike(self.shocks, district.number, self.round, &mut district.communities);
    }

    pub(super) fn needs(&self, district: &mut District, _: &mut Events) {
        let rules = self.of_needs();
        let raised = conditions::raised(self.shocks, district.number, self.round);
        each(&mut district.communities, |_, community| {
            let Community { key, traits, needs, services, grids, .. } = community;
            needs::expose(&rules, &raised, services, grids);
            needs::come_and_go(&rules, *key, grids, traits, needs);
        });
    }

    fn of_needs(&self) -> needs::Rules<'_> {
        needs::Rules { params: &self.world.needs, categories: &self.world.categories, at: self.at() }
    }

    pub(super) fn voice(&self, district: &mut District, events: &mut Events) {
        let backlog = self.world.organisations.backlog as f32;
        let rules = voice::Rules {
            params: &self.world.voice,
            technology: &self.policy.technology,
            levels: self.levels,
            organisations: intake::organisations_with_room(&district.organisations, &district.cases, backlog),
            at: self.at(),
        };
        let workers = self.of_grid_work();
        let voiced = each(&mut district.communities, |number, community| {
            let Community { key, traits, trust, civic, needs, services, grids, .. } = community;
            let visited = &grid_work::visit(&workers, *key, grids);
            let (decisions, helped) = {
                let residents = voice::Residents { traits, trust, civic, grids, visited };
                voice::choose(&rules, &residents, *key, number as u32, needs)
            };
            voice::remember(&rules, &decisions, needs, services, grids, civic);
            (visited.len() as u32, decisions, helped)
        });
        for (visits, decisions, helped) in voiced {
            events.visits += visits;
            events.decisions.extend(decisions);
            events.outcomes.extend(helped);
        }
    }

    pub(super) fn staffing(&self, district: &mut District, _: &mut Events) {
        let District { communities, cases, officials, .. } = district;
        delivery::staff(&self.of_delivery(), communities, cases, officials);
    }

    pub(super) fn intake(&self, district: &mut District, events: &mut Events) {
        let decisions = std::mem::take(&mut events.decisions);
        intake::receive(&self.of_intake(), &decisions, district, events);
        events.decisions = decisions;
    }

    pub(super) fn prediction(&self, district: &mut District, events: &mut Events) {
        let chance = self.world.intake.prediction * self.levels.technology;
        let chances = |community: &Community, grid: &Grid| {
            let part = (chance * grid.residents() as f64) as f32 / GRID;
            community.services.stock.map(|stock| part * (1.0 - stock))
        };
        self.open_early(Purpose::Prediction, &chances, 1.0, district, events);
    }

    pub(super) fn patrol(&self, district: &mut District, events: &mut Events) {
        let (params, rules) = (&self.world.grid_work, self.of_grid_work());
        if rules.time <= 0.0 {
            return;
        }
        let chances = |community: &Community, grid: &Grid| {
            grid_work::finding(&rules, &self.world.categories, &community.services, grid)
        };
        self.open_early(Purpose::Patrol, &chances, params.early as f32, district, events);
        let padding = params.padding_work as f32;
        for place @ [community, grid] in places(district) {
            let community = &district.communities[community as usize];
            let number = grid_work::pad(&rules, key_of_grid(community, grid), &community.grids[grid as usize]);
            intake::open_padding(&self.of_intake(), number, padding, place, district, events);
        }
    }

    /// Opens public cases before anyone asks, with probabilities per grid and category; each takes the part `work` of its work.
    fn open_early(
        &self,
        purpose: Purpose,
        chances: &dyn Fn(&Community, &Grid) -> PerCategory,
        work: f32,
        district: &mut District,
        events: &mut Events,
    ) {
        for [number, grid] in places(district) {
            let community = &district.communities[number as usize];
            let chances = chances(community, &community.grids[grid as usize]);
            let found = needs::foresee(&self.of_needs(), purpose, &chances, key_of_grid(community, grid));
            let by_patrol = purpose == Purpose::Patrol;
            let early = intake::Early { community: number, grid, work, by_patrol };
            intake::open_proactive(&self.of_intake(), &found, &early, district, events);
        }
    }

    fn of_grid_work(&self) -> grid_work::Rules<'_> {
        let (budget, government) = (&self.policy.budget, &self.policy.government);
        let staff = self.world.productivity.work_rate * budget.services * budget.per_resident;
        grid_work::Rules {
            params: &self.world.grid_work,
            government,
            time: staff * government.grid_share,
            at: self.at(),
        }
    }

    fn of_intake(&self) -> intake::Rules<'_> {
        let (world, policy) = (self.world, self.policy);
        intake::Rules {
            params: &world.intake,
            policy,
            levels: self.levels,
            verification: (world.delivery.verification * policy.government.supervision) as f32,
            at: self.at(),
        }
    }

    pub(super) fn coordination(&self, district: &mut District, _: &mut Events) {
        let key = district.key();
        coordination::prioritise(&self.of_coordination(), key, &district.communities, &mut district.cases);
    }

    pub(super) fn weighing(&self, district: &mut District, events: &mut Events) {
        events.capacity = delivery::weigh(&self.of_delivery(), &mut district.officials);
    }

    pub(super) fn surge(&self, district: &mut District, _: &mut Events) {
        let shocked = conditions::felt(self.shocks, district.number, self.round);
        coordination::surge(&self.of_coordination(), &shocked, &mut district.officials);
    }

    fn of_coordination(&self) -> coordination::Rules<'_> {
        let (policy, levels) = (self.policy, self.levels);
        coordination::Rules { params: &self.world.coordination, policy, levels, at: self.at() }
    }

    pub(super) fn delivery(&self, district: &mut District, events: &mut Events) {
        let (rules, key) = (self.of_delivery(), district.key());
        let District { communities, officials, organisations, cases, .. } = district;
        let mut ground = delivery::Ground { communities, cases, events };
        delivery::work(&rules, key, officials, &mut ground);
        delivery::serve(&rules, organisations, &mut ground);
        delivery::give_up(&rules, district, events);
    }

    fn of_delivery(&self) -> delivery::Rules<'_> {
        let world = self.world;
        delivery::Rules {
            params: &world.delivery,
            productivity: &world.productivity,
            policy: self.policy,
            levels: self.levels,
            efficiency: world.coordination.efficiency,
            meetings: coordination::meetings(&self.of_coordination()),
            at: self.at(),
        }
    }

    pub(super) fn law(&self, district: &mut District, events: &mut Events) {
        let (rules, key) = (law::Rules { params: &self.world.law, levels: self.levels, at: self.at() }, district.key());
        let District { communities, cases, docket, .. } = district;
        law::settle(&rules, key, communities, cases, docket, events);
    }

    pub(super) fn bystanders(&self, district: &mut District, events: &mut Events) {
        let (rules, solved) = (self.of_delivery(), std::mem::take(&mut events.solved_by_law));
        solved.iter().for_each(|case| delivery::serve_others(&rules, case, &mut district.communities, events));
    }

    pub(super) fn consultation(&self, district: &mut District, events: &mut Events) {
        let world = self.world;
        let rules = consultation::Rules {
            params: &world.consultation,
            formats: &world.formats,
            categories: &world.categories,
            policy: self.policy,
            levels: self.levels,
            at: self.at(),
        };
        let activity = activity(district);
        let convoked = consultation::convoke(&rules, district.key(), &district.communities);
        // Who comes is settled before anyone judges an old mandate in this round.
        let came: Vec<Vec<u32>> =
            convoked.iter().map(|&number| self.invited(&rules, number, &activity, district)).collect();
        district.communities.iter_mut().for_each(|community| consultation::expire(&rules, community));
        for (number, came) in convoked.into_iter().zip(came) {
            let community = &mut district.communities[number];
            events.sessions.push(consultation::hold(&rules, number as u32, &came, community));
        }
    }

    /// Those who come to a session of a community, by their inclination to take part.
    fn invited(
        &self,
        rules: &consultation::Rules<'_>,
        number: usize,
        activity: &[f32],
        district: &District,
    ) -> Vec<u32> {
        let community = &district.communities[number];
        let Community { traits, trust, civic, .. } = community;
        let (ties, first) = (&district.ties, number * community.residents());
        let voluntarism = participation::Voluntarism { traits, ties, activity, first };
        let inclined = self.of_participation();
        consultation::invite(rules, |index| voluntarism.of(&inclined, trust, civic, index), community)
    }

    pub(super) fn feedback(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.feedback;
        let publicity = params.publicity_rate * self.policy.participation.publicity * self.levels.participation;
        let reported = feedback::report(params, &events.closures, &mut district.closed);
        let rules = feedback::Rules {
            params,
            fair: law::fairness(&self.world.law, self.levels),
            autonomy: self.policy.collaboration.autonomy as f32,
            reported: reported.map(|share| (share, publicity as f32)),
            at: self.at(),
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
        parallel::with_partners(&mut district.communities, outcomes, grain, |community, outcomes| {
            feedback::learn(&rules, outcomes, community);
        });
        feedback::keep_account(&events.decisions, &events.outcomes, &mut district.account);
    }

    pub(super) fn participation(&self, district: &mut District, events: &mut Events) {
        let (activity, ties) = (&activity(district), &district.ties);
        let rules = self.of_participation();
        let taken = each(&mut district.communities, |number, community| {
            let Community { key, traits, trust, civic, .. } = community;
            let first = number * traits.ses.len();
            let voluntarism = participation::Voluntarism { traits, ties, activity, first };
            participation::take_part(&rules, &voluntarism, *key, trust, civic)
        });
        events.civic = sum_thirds(&taken);
    }

    fn of_participation(&self) -> participation::Rules<'_> {
        participation::Rules { params: &self.world.participation, levels: self.levels, at: self.at() }
    }

    pub(super) fn influence(&self, district: &mut District, _: &mut Events) {
        let residents = district.communities[0].residents();
        let mut seen = vec![influence::Seen::default(); district.residents()];
        let rows = seen.chunks_mut(district.communities[0].residents()).zip(&district.communities);
        rows.for_each(|(rows, community)| influence::look(community, rows));
        let (rules, ties) = (self.of_influence(), &district.ties);
        each(&mut district.communities, |number, community| {
            let surroundings = influence::Surroundings { ties, seen: &seen, first: number * residents };
            influence::spread(&rules, &surroundings, community);
        });
    }

    fn of_influence(&self) -> influence::Rules<'_> {
        influence::Rules {
            params: &self.world.influence,
            categories: &self.world.categories,
            levels: self.levels,
            at: self.at(),
        }
    }

    pub(super) fn organisations(&self, district: &mut District, events: &mut Events) {
        let (rules, key) = (self.of_organisations(), district.key());
        let District { communities, organisations, cases, .. } = district;
        organisations::change(&rules, key, communities, organisations, cases, events);
    }

    fn of_organisations(&self) -> organisations::Rules<'_> {
        let (budget, productivity) = (&self.policy.budget, &self.world.productivity);
        let money = budget.collaboration * budget.per_resident;
        organisations::Rules {
            params: &self.world.organisations,
            collaboration: &self.policy.collaboration,
            levels: self.levels,
            contracts: money * productivity.contract_rate * productivity.work_rate,
            at: self.at(),
        }
    }

    pub(super) fn accountability(&self, district: &mut District, _: &mut Events) {
        let (params, government) = (&self.world.accountability, &self.policy.government);
        accountability::press(&accountability::Rules { params, government }, &mut district.officials);
    }

    pub(super) fn careers(&self, district: &mut District, _: &mut Events) {
        let (world, key) = (self.world, district.key());
        let rules = careers::Rules {
            params: &world.careers,
            staffing: &world.officials,
            skill: [world.organisations.skill_alpha, world.organisations.skill_beta],
            government: &self.policy.government,
            levels: self.levels,
            at: self.at(),
        };
        careers::of_officials(&rules, key, &mut district.officials);
        careers::of_organisations(&rules, key, &mut district.organisations);
    }

    pub(super) fn collective_action(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.collective_action;
        let joined = each(&mut district.communities, |_, community| {
            let Community { traits, trust, wellbeing, grids, .. } = community;
            collective_action::rise(params, traits, trust, wellbeing, grids)
        });
        events.joined = sum_thirds(&joined);
    }

    pub(super) fn turnover(&self, district: &mut District, events: &mut Events) {
        let world = self.world;
        let (params, population, ages) = (&world.turnover, &world.population, &world.ages);
        let rules = turnover::Rules { params, population, ages, cuts: self.ses_cuts, at: self.at() };
        turnover::turn_over(&rules, district, events);
    }

    /// What a district has before the first round besides its people: organisations, and users of the platform.
    pub(super) fn settle(&self, district: &mut District) {
        let demand = self.world.categories.demand();
        let (key, residents) = (district.key(), district.residents());
        district.organisations = organisations::settle(&self.of_organisations(), key, residents, &demand);
        influence::settle(&self.of_influence(), &mut district.communities);
    }

    fn at(&self) -> At<'_> {
        At { streams: self.streams, round: self.round }
    }
}

/// Everyone's recent activity, in the order of the district, as it was before the phase.
fn activity(district: &District) -> Vec<f32> {
    let columns: Vec<&[f32]> = district.communities.iter().map(|community| &community.civic.activity[..]).collect();
    columns.concat()
}

/// The grids of a district: community and position in it.
fn places(district: &District) -> Vec<[u32; 2]> {
    let communities = (0u32..).zip(&district.communities);
    communities
        .flat_map(|(number, community)| (0..community.grids.len() as u32).map(move |grid| [number, grid]))
        .collect()
}

/// The key of a grid in draws that are made per category.
fn key_of_grid(community: &Community, grid: u32) -> u64 {
    community.key + u64::from(grid) * CATEGORIES as u64
}

/// Residents that are worth a task of their own.
const GRAIN: usize = 8192;

/// Communities that are worth a task of their own.
fn grain(communities: &[Community]) -> usize {
    GRAIN.div_ceil(communities.first().map_or(1, Community::residents))
}

/// Does the same for each community, side by side where there are enough residents; results in order.
fn each<T: Send>(communities: &mut [Community], act: impl Fn(usize, &mut Community) -> T + Send + Sync) -> Vec<T> {
    let grain = grain(communities);
    parallel::map_mut(communities, grain, act)
}

fn sum_thirds(counts: &[[u32; 3]]) -> [u32; 3] {
    counts.iter().fold([0; 3], |sum, count| std::array::from_fn(|third| sum[third] + count[third]))
}
