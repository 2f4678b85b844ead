//! Work of organisations: first come first served with their own capacity, then with volunteers'.

use rand::RngExt;

use super::{Rules, attempts, closing};
use crate::city::{District, End, Organisation, activity_level};
use crate::events::Events;
use crate::math::sum_of;
use crate::streams::Purpose;

/// One round of work of a district's organisations.
pub fn serve(rules: &Rules<'_>, district: &mut District, events: &mut Events) {
    for organisation in 0..district.organisations.len() {
        let mut rest = district.organisations[organisation].capacity;
        for position in district.organisations[organisation].queue.clone() {
            rest -= advance(rules, position, organisation, rest, district, events);
        }
    }
    let mut rest = volunteers(rules, district);
    for (position, organisation) in waiting(district) {
        rest -= advance(rules, position, organisation, rest, district, events);
    }
    let District { organisations, cases, .. } = district;
    organisations.iter_mut().for_each(|organisation| organisation.queue.retain(|&at| cases.get(at).is_some()));
}

/// Work that the volunteers of a district can do in a round.
fn volunteers(rules: &Rules<'_>, district: &District) -> f32 {
    let active = district.communities.iter().map(|community| sum_of(&community.civic.activity, activity_level));
    (rules.params.volunteering * active.sum::<f64>()) as f32
}

/// Open cases of all organisations with the organisation of each, oldest first.
fn waiting(district: &District) -> Vec<(u32, usize)> {
    let queue = |(number, organisation): (usize, &Organisation)| {
        organisation.queue.iter().map(move |&position| (position, number)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, usize)> = district.organisations.iter().enumerate().flat_map(queue).collect();
    all.retain(|&(position, _)| district.cases.get(position).is_some());
    all.sort_by_key(|&(position, _)| (district.cases[position].filed, district.cases[position].id));
    all
}

/// Works on one case with some capacity and ends it when its work is done; returns what was used.
fn advance(
    rules: &Rules<'_>,
    position: u32,
    organisation: usize,
    capacity: f32,
    district: &mut District,
    events: &mut Events,
) -> f32 {
    let case = &mut district.cases[position];
    if capacity <= 0.0 || case.ready > rules.round {
        return 0.0;
    }
    let used = attempts::advance(case, capacity, rules.round);
    if case.left <= 0.0 {
        let skill = district.organisations[organisation].skill;
        let chance = success(rules, skill);
        let mut rng = rules.streams.round(Purpose::OrganisationAttempt, rules.round).generator(case.key);
        let end = if rng.random::<f32>() < chance { End::Solved } else { End::Unresolved };
        closing::close(rules, position, end, district, events);
    }
    used
}

/// Probability that an organisation solves a case.
fn success(rules: &Rules<'_>, skill: f32) -> f32 {
    let free = rules.params.free_base + rules.params.free_autonomy * rules.policy.collaboration.autonomy;
    (skill * free as f32).min(1.0)
}
