//! Work of organisations: first come first served with their own capacity, then with volunteers'.

use rand::RngExt;

use super::{Rules, attempts, closing};
use crate::city::{Cases, Community, End, Organisation, activity_level};
use crate::events::Events;
use crate::math::sum_of;
use crate::streams::Purpose;

/// One round of work of a district's organisations.
pub fn serve(
    rules: &Rules<'_>,
    communities: &mut [Community],
    organisations: &mut [Organisation],
    cases: &mut Cases,
    events: &mut Events,
) {
    for organisation in &*organisations {
        let mut rest = organisation.capacity;
        for &position in &organisation.queue {
            rest -= advance(rules, position, organisation.skill, rest, communities, cases, events);
        }
    }
    let mut rest = volunteers(rules, communities);
    for (position, skill) in waiting(organisations, cases) {
        rest -= advance(rules, position, skill, rest, communities, cases, events);
    }
    organisations.iter_mut().for_each(|organisation| organisation.queue.retain(|&at| cases.get(at).is_some()));
}

/// Work that the volunteers of a district can do in a round.
fn volunteers(rules: &Rules<'_>, communities: &[Community]) -> f32 {
    let active = communities.iter().map(|community| sum_of(&community.civic.activity, activity_level));
    (rules.params.volunteering * active.sum::<f64>()) as f32
}

/// Open cases of all organisations with the skill of each one's, oldest first.
fn waiting(organisations: &[Organisation], cases: &Cases) -> Vec<(u32, f32)> {
    let queue = |organisation: &Organisation| {
        let skill = organisation.skill;
        organisation.queue.iter().map(move |&position| (position, skill)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, f32)> = organisations.iter().flat_map(queue).collect();
    all.retain(|&(position, _)| cases.get(position).is_some());
    all.sort_by_key(|&(position, _)| (cases[position].filed, cases[position].id));
    all
}

/// Works on one case with some capacity and ends it when its work is done; returns what was used.
fn advance(
    rules: &Rules<'_>,
    position: u32,
    skill: f32,
    capacity: f32,
    communities: &mut [Community],
    cases: &mut Cases,
    events: &mut Events,
) -> f32 {
    let case = &mut cases[position];
    if capacity <= 0.0 || case.ready > rules.at.round {
        return 0.0;
    }
    let used = attempts::advance(case, capacity, rules.at.round);
    if case.left <= 0.0 {
        let chance = success(rules, skill);
        let mut rng = rules.at.draws(Purpose::OrganisationAttempt).generator(case.key);
        let end = if rng.random::<f32>() < chance { End::Solved } else { End::Unresolved };
        closing::close(rules, position, end, communities, cases, events);
    }
    used
}

/// Probability that an organisation solves a case.
fn success(rules: &Rules<'_>, skill: f32) -> f32 {
    let free = rules.params.free_base + rules.params.free_autonomy * rules.policy.collaboration.autonomy;
    (skill * free as f32).min(1.0)
}
