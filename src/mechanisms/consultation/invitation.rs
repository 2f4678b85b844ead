//! Who comes to a session: residents are asked in random order until the seats are taken. The order is that of the tables.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Design, Invited, Rules};
use crate::city::{Community, Stage};
use crate::math::logistic;
use crate::streams::Purpose;

/// Those who come, by positions in the community.
pub fn invite(rules: &Rules<'_>, design: &Design, civic: impl Fn(usize) -> f32, community: &Community) -> Vec<u32> {
    let wanted = design.seats * community.residents() as f64 / 1000.0;
    let seats = rules.at.draws(Purpose::Seats).whole(community.key, wanted) as usize;
    let payment = if design.paid { rules.params.payment as f32 } else { 0.0 };
    let attendance = rules.at.draws(Purpose::Attendance);
    let comes = |who: &u32| {
        let chance = attendance.uniform(community.key + u64::from(*who));
        chance < logistic(civic(*who as usize) + payment)
    };
    let mut order = shuffled(rules, community);
    match design.invited {
        Invited::Everyone => order.filter(comes).take(seats).collect(),
        Invited::InNeed => {
            let in_need = |who: &u32| community.needs.stage(*who as usize) != Stage::None;
            order.filter(in_need).filter(comes).take(seats).collect()
        }
        Invited::Stratified => stratify(seats, &order.by_ref().collect::<Vec<_>>(), comes, community),
    }
}

/// Residents in random order, put in order only as far as they are asked.
fn shuffled(rules: &Rules<'_>, community: &Community) -> impl Iterator<Item = u32> {
    let stream = rules.at.draws(Purpose::Invitation);
    let residents = 0..community.residents() as u32;
    let draws = residents.map(|who| Reverse((stream.hash(community.key + u64::from(who)), who)));
    let mut waiting: BinaryHeap<Reverse<(u64, u32)>> = draws.collect();
    std::iter::from_fn(move || waiting.pop().map(|Reverse((_, who))| who))
}

/// Equal numbers from each third of ses within the community; seats left over go to the lower thirds first.
fn stratify(seats: usize, order: &[u32], comes: impl Fn(&u32) -> bool, community: &Community) -> Vec<u32> {
    let mut ranked: Vec<u32> = (0..community.residents() as u32).collect();
    ranked.sort_by(|&a, &b| community.traits.ses[a as usize].total_cmp(&community.traits.ses[b as usize]));
    let mut stratum = vec![0; ranked.len()];
    ranked.iter().enumerate().for_each(|(rank, &who)| stratum[who as usize] = rank * 3 / ranked.len());
    let part = |third: usize| seats / 3 + usize::from(third < seats % 3);
    let mut free = [0, 1, 2].map(part);
    let seat = |who: &u32| {
        let free = &mut free[stratum[*who as usize]];
        let seated = *free > 0 && comes(who);
        *free -= usize::from(seated);
        seated
    };
    order.iter().copied().filter(seat).collect()
}
