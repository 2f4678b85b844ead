//! Work of organisations: first come first served with their own capacity, then with volunteers'.

use rand::RngExt;

use super::{Ground, Rules, attempts, closing};
use crate::city::{Cases, Community, End, Organisation, activity_level};
use crate::math::sum_of;
use crate::streams::Purpose;

/// One round of work of a district's organisations.
pub fn serve(rules: &Rules<'_>, organisations: &mut [Organisation], ground: &mut Ground<'_>) {
    let for_cases = 1.0 + rules.params.programme * (0.5 - rules.policy.collaboration.autonomy);
    for organisation in &mut *organisations {
        let mut rest = for_cases as f32 * organisation.capacity;
        for position in organisation.queue.clone() {
            rest -= advance(rules, position, organisation, rest, ground);
        }
    }
    let mut rest = volunteers(rules, ground.communities);
    for (position, number) in waiting(organisations, ground.cases) {
        rest -= advance(rules, position, &mut organisations[number], rest, ground);
    }
    organisations.iter_mut().for_each(|organisation| organisation.queue.retain(|&at| ground.cases.get(at).is_some()));
}

/// Work that the volunteers of a district can do in a round.
fn volunteers(rules: &Rules<'_>, communities: &[Community]) -> f32 {
    let active = communities.iter().map(|community| sum_of(&community.civic.activity, activity_level));
    (rules.params.volunteering * active.sum::<f64>()) as f32
}

/// Open cases of all organisations with the number of each one's, oldest first.
fn waiting(organisations: &[Organisation], cases: &Cases) -> Vec<(u32, usize)> {
    let queues = organisations.iter().enumerate();
    let mut all: Vec<(u32, usize)> = queues
        .flat_map(|(number, organisation)| organisation.queue.iter().map(move |&position| (position, number)))
        .filter(|&(position, _)| cases.get(position).is_some())
        .collect();
    all.sort_by_key(|&(position, _)| (cases[position].filed, cases[position].id));
    all
}

/// Works on one case with some capacity and ends the attempt when its work is done; returns what was used.
fn advance(
    rules: &Rules<'_>,
    position: u32,
    organisation: &mut Organisation,
    capacity: f32,
    ground: &mut Ground<'_>,
) -> f32 {
    let Some(case) = ground.cases.get_mut(position).filter(|case| case.ready <= rules.at.round) else { return 0.0 };
    if capacity <= 0.0 {
        return 0.0;
    }
    let used = attempts::advance(case, capacity, rules.at.round);
    if case.left <= 0.0 {
        organisation.attempts += 1;
        let mut rng = rules.at.draws(Purpose::OrganisationAttempt).generator(case.key);
        let solved = rng.random::<f32>() < success(rules, organisation.skill);
        let end = match solved {
            true => Some(End::Solved),
            false => attempts::repeat(rules, rules.params.organisation_attempts, 0.0, case),
        };
        if let Some(end) = end {
            closing::close(rules, position, end, ground);
        }
    }
    used
}

/// Probability that an organisation's attempt solves a case.
fn success(rules: &Rules<'_>, skill: f32) -> f32 {
    let free = rules.params.free_base + rules.params.free_autonomy * rules.policy.collaboration.autonomy;
    (skill * free as f32).min(1.0)
}
