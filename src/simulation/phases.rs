//! How each phase is wired: what it reads and writes of a district, and which parameters and levels it goes by.

use rayon::prelude::*;

use super::Round;
use crate::city::{Community, District};
use crate::events::{Events, Outcome};
use crate::mechanisms::{
    accountability, collective_action, conditions, consultation, coordination, delivery, feedback, influence, intake,
    law, needs, organisations, participation, turnover, voice,
};
use crate::streams::{Purpose, Streams};

impl Round<'_> {
    pub(super) fn conditions(&self, district: &mut District, _: &mut Events) {
        let budget = &self.policy.budget;
        let rate = self.world.productivity.investment_rate * budget.investment * budget.per_resident;
        conditions::invest(&self.world.conditions, self.policy, self.levels, rate, &mut district.communities);
        conditions::strike(self.shocks, district.number, self.round, &mut district.communities);
    }

    pub(super) fn needs(&self, district: &mut District, _: &mut Events) {
        let world = self.world;
        let raised = conditions::raised(self.shocks, district.number, self.round);
        each(&mut district.communities, |_, community| {
            let at = (self.streams, self.round, community.key);
            let Community { traits, needs, services, .. } = community;
            needs::expose(&world.needs, &world.categories, &raised, services);
            needs::come_and_go(&world.needs, &world.categories, services, traits, at, needs);
        });
    }

    pub(super) fn voice(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.voice;
        let setting = voice::Setting {
            params,
            technology: &self.policy.technology,
            levels: self.levels,
            organisations: intake::organisations_with_room(district, self.world.organisations.backlog as f32),
        };
        let voiced: Vec<voice::Voiced> = each(&mut district.communities, |number, community| {
            let at = (self.streams, self.round, community.key);
            let Community { traits, trust, civic, needs, services, common, .. } = community;
            let voiced = {
                let chooser = voice::Chooser { traits, trust, civic, common };
                voice::choose(&setting, &chooser, at, number as u32, needs)
            };
            voice::remember(params, &voiced.0, self.round, needs, (services, common, civic));
            voiced
        });
        for (decisions, helped) in voiced {
            events.decisions.extend(decisions);
            events.outcomes.extend(helped);
        }
    }

    pub(super) fn intake(&self, district: &mut District, events: &mut Events) {
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
            let at = (self.streams, self.round, community.key);
            let foreseen = needs::foresee(&world.needs, &world.categories, chance, &community.services, at);
            intake::open_proactive(&desk, &foreseen, number as u32, self.at(), district, events);
        }
    }

    pub(super) fn coordination(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.coordination;
        let shocked = conditions::felt(self.shocks, district.number, self.round);
        coordination::prioritise(params, self.policy, self.levels, self.at(), district);
        events.capacity = delivery::weigh(&self.world.delivery, &mut district.officials);
        coordination::surge(self.policy, self.levels, &shocked, &mut district.officials);
    }

    pub(super) fn delivery(&self, district: &mut District, events: &mut Events) {
        let rules = self.working();
        delivery::work(&rules, district, events);
        delivery::serve(&rules, district, events);
        delivery::give_up(&rules, district, events);
    }

    fn working(&self) -> delivery::Rules<'_> {
        delivery::Rules {
            params: &self.world.delivery,
            policy: self.policy,
            levels: self.levels,
            efficiency: self.world.coordination.efficiency,
            streams: self.streams,
            round: self.round,
        }
    }

    pub(super) fn law(&self, district: &mut District, events: &mut Events) {
        let solved = law::settle(&self.world.law, self.levels, self.at(), district, events);
        solved.iter().for_each(|case| delivery::serve_others(&self.working(), case, district, events));
    }

    pub(super) fn consultation(&self, district: &mut District, events: &mut Events) {
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
        let activity = activity(district);
        let convoked = consultation::convoke(&rules, district.key(), &district.communities);
        // Who comes is settled before anyone judges an old mandate in this round.
        let came: Vec<Vec<u32>> =
            convoked.iter().map(|&number| self.invited(&rules, number, &activity, district)).collect();
        district.communities.iter_mut().for_each(|community| consultation::expire(&rules, community));
        for (number, came) in convoked.into_iter().zip(came) {
            let community = &mut district.communities[number];
            events.sessions.push(consultation::hold(&rules, number as u32, came, community));
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
        let of = |index| voluntarism.of(&self.world.participation, self.levels, trust, civic, index);
        consultation::invite(rules, of, community)
    }

    pub(super) fn feedback(&self, district: &mut District, events: &mut Events) {
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

    pub(super) fn participation(&self, district: &mut District, events: &mut Events) {
        let activity = &activity(district);
        let ties = &district.ties;
        let params = &self.world.participation;
        let taken = each(&mut district.communities, |number, community| {
            let Community { traits, trust, civic, key, .. } = community;
            let first = number * traits.ses.len();
            let voluntarism = participation::Voluntarism { traits, ties, activity, first };
            let at = (self.streams, self.round, *key);
            participation::take_part(params, self.levels, &voluntarism, at, trust, civic)
        });
        events.civic = sum_thirds(&taken);
    }

    pub(super) fn influence(&self, district: &mut District, _: &mut Events) {
        let residents = district.communities[0].residents();
        let mut seen = vec![influence::Seen::default(); district.residents()];
        let rows = seen.chunks_mut(district.communities[0].residents()).zip(&district.communities);
        rows.for_each(|(rows, community)| influence::look(community, rows));
        let fair = law::fairness(&self.world.law, self.levels);
        let ties = &district.ties;
        each(&mut district.communities, |number, community| {
            let view = influence::View { ties, seen: &seen, first: number * residents };
            let (params, categories) = (&self.world.influence, &self.world.categories);
            influence::spread(params, categories, self.levels, fair, &view, self.at(), community);
        });
    }

    pub(super) fn organisations(&self, district: &mut District, events: &mut Events) {
        organisations::live(&self.contracting(), self.at(), district, events);
    }

    fn contracting(&self) -> organisations::Rules<'_> {
        let (budget, productivity) = (&self.policy.budget, &self.world.productivity);
        let money = budget.collaboration * budget.per_resident;
        organisations::Rules {
            params: &self.world.organisations,
            collaboration: &self.policy.collaboration,
            levels: self.levels,
            contracts: money * productivity.contract_rate * productivity.work_rate,
        }
    }

    pub(super) fn accountability(&self, district: &mut District, _: &mut Events) {
        let officials = &mut district.officials.list;
        accountability::press(&self.world.accountability, &self.policy.government, officials);
    }

    pub(super) fn collective_action(&self, district: &mut District, events: &mut Events) {
        let params = &self.world.collective_action;
        let joined = each(&mut district.communities, |_, community| {
            let Community { traits, trust, wellbeing, common, .. } = community;
            collective_action::rise(params, traits, trust, wellbeing, common)
        });
        events.joined = sum_thirds(&joined);
    }

    pub(super) fn turnover(&self, district: &mut District, events: &mut Events) {
        let people = (&self.world.population, &self.world.ages);
        turnover::turn_over(&self.world.turnover, people, self.ses_cuts, self.at(), district, events);
    }

    /// The organisations of a district before the first round, and who uses the platform: the well-mixed rest point of
    /// adoption.
    pub(super) fn settle(&self, district: &mut District) {
        let demand = self.world.categories.demand();
        organisations::settle(&self.contracting(), self.streams, &demand, self.round, district);
        let technology = self.levels.technology as f32;
        let params = &self.world.influence;
        let digital: Vec<f32> =
            district.communities.iter().flat_map(|community| community.traits.digital.iter().copied()).collect();
        let adoption = influence::rest_mean(params, technology, &digital);
        let stream = self.streams.city(Purpose::Adopters);
        for community in &mut district.communities {
            for (index, adopter) in community.civic.adopter.iter_mut().enumerate() {
                let chance = influence::rest_point(params, technology, community.traits.digital[index], adoption);
                *adopter = stream.uniform(community.key + index as u64) < chance;
            }
        }
    }

    fn at(&self) -> (&Streams, i32) {
        (self.streams, self.round)
    }
}

/// Everyone's recent activity, in the order of the district, as it was before the phase.
fn activity(district: &District) -> Vec<f32> {
    let columns: Vec<&[f32]> = district.communities.iter().map(|community| &community.civic.activity[..]).collect();
    columns.concat()
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
