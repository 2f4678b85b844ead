//! What happens when a case ends: those behind it learn of it, and a solved public case serves others too.

use super::{Ground, Rules};
use crate::city::{Case, Community, District, End, Kind, Stage};
use crate::events::{Body, Closure, Events, Outcome};
use crate::math::positions;
use crate::streams::Purpose;

/// Closes a case and records what became of it; its position stays in the handler's queue for the caller to remove.
pub fn close(rules: &Rules<'_>, position: u32, end: End, ground: &mut Ground<'_>) {
    let Some(case) = ground.cases.close(position) else { return };
    ground.events.closures.push(Closure::of(&case, end, rules.at.round));
    ground.events.outcomes.extend(case.behind.iter().map(|&who| Outcome::of(&case, who, end)));
    if end == End::Solved {
        serve_others(rules, &case, ground.communities, ground.events);
    }
}

/// What a solved public case does besides: it restores the service stock, and meets the need of some in its grid who had no
/// case.
pub fn serve_others(rules: &Rules<'_>, case: &Case, communities: &mut [Community], events: &mut Events) {
    if case.kind != Kind::Public {
        return;
    }
    let community = &mut communities[case.community as usize];
    let grid = community.grids[case.grid as usize].members();
    let part = grid.len() as f32 / community.residents() as f32;
    let stock = &mut community.services.stock[case.category as usize];
    *stock += rules.params.restore as f32 * part * (1.0 - *stock);
    let stream = rules.at.draws(Purpose::Bystander);
    let (needs, key) = (&mut community.needs, community.key);
    let stages = &needs.stages()[grid.clone()];
    for who in positions(stages.len(), |index| matches!(stages[index], Stage::Waiting | Stage::Deciding)) {
        let who = who + grid.start as u32;
        let need = needs.of(who as usize);
        let same = need.kind == Kind::Public && need.category == case.category;
        if same && stream.uniform((key + u64::from(who)) ^ case.key) < rules.params.bystanders as f32 {
            needs.move_to(who as usize, Stage::Filed);
            // She was at no desk, and so at no wrong one.
            events.outcomes.push(Outcome { asked: false, misrouted: false, ..Outcome::of(case, who, End::Solved) });
        }
    }
}

/// Lets residents give up on overdue cases of offices and organisations; a case that nobody stands behind is withdrawn,
/// from the queue of anyone in the district.
pub fn give_up(rules: &Rules<'_>, district: &mut District, events: &mut Events) {
    let stream = rules.at.draws(Purpose::GiveUp);
    let overdue = |case: &Case| rules.at.round > case.deadline && Body::of(case.handler) != Body::Law;
    let late: Vec<u32> = district.cases.iter().filter(|(_, case)| overdue(case)).map(|(at, _)| at).collect();
    for position in late {
        let case = &mut district.cases[position];
        let community = &district.communities[case.community as usize];
        let mut left = Vec::new();
        let leaves = |who: &u32| stream.uniform(community.key + u64::from(*who)) < rules.params.give_up as f32;
        for who in case.behind.extract_if(.., |who| leaves(who)) {
            events.given_up.push(community.traits.third[who as usize]);
            left.push(who);
        }
        events.outcomes.extend(left.into_iter().map(|who| Outcome::of(case, who, End::Unresolved)));
        if case.is_abandoned()
            && let Some(case) = district.take(position)
        {
            events.closures.push(Closure::of(&case, End::Withdrawn, rules.at.round));
        }
    }
}
