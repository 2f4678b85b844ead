//! Counting a district after a round: what its residents, offices and organisations are like, and what happened.

use std::collections::VecDeque;

use super::tally::{Item, Tally};
use crate::city::{Channel, Community, District, End, Stage};
use crate::events::{Body, Events, Session};
use crate::institutions::Levels;
use crate::math::{counts_of_groups, mean, sums_of_groups};
use crate::scenario::World;

/// A district counted by third of ses; what belongs to no resident (offices, proactive cases) stands last.
pub type Cell = [Tally; 4];

/// The place in a [`Cell`] of what belongs to no resident.
const NOBODY: usize = 3;

/// Counts a district after a round.
pub fn count(district: &District, events: &Events, levels: &Levels, world: &World, round: i32) -> Cell {
    let mut tallies: Cell = std::array::from_fn(|_| Tally::default());
    let since = round.saturating_sub_unsigned(world.participation.window);
    for community in &district.communities {
        count_residents(community, since, &mut tallies);
    }
    count_levels(levels, &mut tallies);
    count_decisions(events, &mut tallies);
    count_closures(events, &mut tallies);
    count_outcomes(events, &mut tallies);
    count_account(&district.account, &mut tallies);
    count_people(district, events, &mut tallies);
    count_offices(district, events, &mut tallies[NOBODY]);
    count_sessions(&events.sessions, &mut tallies);
    tallies
}

fn count_residents(community: &Community, since: i32, tallies: &mut Cell) {
    let Community { traits, civic, wellbeing, needs, .. } = community;
    let thirds = &traits.third;
    for (item, counts) in [
        (Item::Adopters, counts_of_groups(thirds, &civic.adopter, |&adopter| adopter)),
        (Item::Participated, counts_of_groups(thirds, &civic.active, |&active| active > since)),
        (Item::OpenNeeds, counts_of_groups(thirds, needs.stages(), |&stage| stage != Stage::None)),
    ] {
        tallies.iter_mut().zip(counts).for_each(|(tally, count)| tally.add(item, count.into()));
    }
    sum_states(community, tallies);
    let residents = counts_of_groups(thirds, thirds, |_| true);
    for (tally, residents) in tallies.iter_mut().zip(residents) {
        count_surroundings(community, residents.into(), tally);
    }
    count_grids(community, tallies);
    count_gain(&wellbeing.gain, thirds, tallies);
}

/// The states of residents, and the squares of their trust, summed by third.
fn sum_states(community: &Community, tallies: &mut Cell) {
    let Community { traits, trust, civic, wellbeing, .. } = community;
    let squares = [&trust.government, &trust.organisations, &trust.neighbours]
        .map(|states| states.iter().map(|state| state * state).collect::<Vec<f32>>());
    let pairs: [[(Item, &[f32]); 2]; 7] = [
        [(Item::TrustGovernment, &trust.government), (Item::TrustGovernmentSquared, &squares[0])],
        [(Item::TrustOrganisations, &trust.organisations), (Item::TrustOrganisationsSquared, &squares[1])],
        [(Item::TrustNeighbours, &trust.neighbours), (Item::TrustNeighboursSquared, &squares[2])],
        [(Item::Gain, &wellbeing.gain), (Item::Happiness, &wellbeing.happiness)],
        [(Item::Security, &wellbeing.security), (Item::Grievance, &wellbeing.grievance)],
        [(Item::Efficacy, &civic.efficacy), (Item::Expectation, &wellbeing.expectation)],
        [(Item::Duty, &civic.duty), (Item::Legal, &civic.legal)],
    ];
    let members = [0, 1, 2].map(|third| column(&traits.third, |&of| of == third));
    let members = members.each_ref().map(Vec::as_slice);
    for pair in pairs {
        for ((item, _), sums) in pair.iter().zip(sums_of_groups(members, pair.map(|(_, states)| states))) {
            tallies.iter_mut().zip(sums).for_each(|(tally, sum)| tally.add(*item, sum));
        }
    }
    let [habit] = sums_of_groups(members, [&civic.habit]);
    tallies.iter_mut().zip(habit).for_each(|(tally, sum)| tally.add(Item::Habit, sum));
}

/// How many of each third have a sense of gain in each cell.
fn count_gain(gain: &[f32], thirds: &[u8], tallies: &mut Cell) {
    for (&gain, &third) in gain.iter().zip(thirds) {
        tallies[third as usize].count_gain(gain);
    }
}

/// 1 where something holds of a resident, 0 where it does not.
fn column<T>(states: &[T], holds: impl Fn(&T) -> bool) -> Vec<f32> {
    states.iter().map(|state| if holds(state) { 1.0 } else { 0.0 }).collect()
}

/// Residents of a third, and what is the same for all of a community.
fn count_surroundings(community: &Community, residents: f64, tally: &mut Tally) {
    let services = &community.services;
    tally.add(Item::Residents, residents);
    tally.add(Item::Stock, residents * f64::from(mean(services.stock).unwrap_or(0.0)));
}

/// What the residents of each third in a grid know together.
fn count_grids(community: &Community, tallies: &mut Cell) {
    let thirds = &community.traits.third;
    for grid in &community.grids {
        let own = &thirds[grid.members()];
        let [office, neighbours] = [Channel::Office, Channel::Neighbours].map(|channel| grid.success[channel as usize]);
        for (tally, residents) in tallies.iter_mut().zip(counts_of_groups(own, own, |_| true)) {
            let residents = f64::from(residents);
            tally.add(Item::PerceivedOffice, residents * f64::from(office));
            tally.add(Item::PerceivedNeighbours, residents * f64::from(neighbours));
            tally.add(Item::LivedFairness, residents * f64::from(grid.fairness));
        }
    }
}

fn count_levels(levels: &Levels, tallies: &mut Cell) {
    for (offset, level) in levels.each().into_iter().enumerate() {
        for tally in &mut *tallies {
            tally.add_at(Item::Level, offset, level * tally.get(Item::Residents));
        }
    }
}

fn count_decisions(events: &Events, tallies: &mut Cell) {
    for decision in &events.decisions {
        let tally = &mut tallies[decision.third as usize];
        if decision.first {
            tally.add(Item::NewNeeds, 1.0);
            match decision.choice {
                None => tally.add(Item::FirstWait, 1.0),
                Some(channel) => tally.add_at(Item::FirstChoice, channel as usize, 1.0),
            }
        }
        if let Some(channel) = decision.choice.filter(|&channel| channel != Channel::Neighbours) {
            tally.add_at(Item::Requests, channel as usize, 1.0);
            tally.add(Item::FirstVoiced, if decision.first { 1.0 } else { 0.0 });
        }
    }
}

fn count_closures(events: &Events, tallies: &mut Cell) {
    for closure in &events.closures {
        let tally = &mut tallies[closure.third.map_or(NOBODY, usize::from)];
        if closure.end == End::Withdrawn {
            tally.add(Item::Withdrawn, 1.0);
            continue;
        }
        let offset = match closure.body {
            Body::Government => 1,
            Body::Organisation(_) => 2,
            Body::Law => 3,
            Body::Neighbours => 0,
        };
        tally.add(Item::Closed, 1.0);
        tally.add_at(Item::Closed, offset, 1.0);
        tally.add(Item::Prompt, if closure.prompt { 1.0 } else { 0.0 });
        match closure.end {
            End::Solved => {
                tally.add(Item::Solved, 1.0);
                tally.add_at(Item::Solved, offset, 1.0);
                tally.count_duration(closure.rounds);
            }
            End::ClosedFalsely => tally.add(Item::ClosedFalsely, 1.0),
            End::Unresolved | End::Withdrawn => {}
        }
    }
}

fn count_outcomes(events: &Events, tallies: &mut Cell) {
    for outcome in &events.outcomes {
        let tally = &mut tallies[outcome.third as usize];
        if outcome.body != Body::Neighbours {
            tally.add(Item::Outcomes, 1.0);
            let satisfied = if outcome.satisfied { 1.0 } else { 0.0 };
            tally.add(Item::Satisfied, satisfied);
            if !outcome.solved {
                tally.add(Item::OutcomesUnsolved, 1.0);
                tally.add(Item::SatisfiedUnsolved, satisfied);
            }
        }
        if outcome.solved {
            tally.add(Item::NeedsSolved, 1.0);
            let coproduced = matches!(outcome.body, Body::Organisation(_) | Body::Neighbours);
            tally.add(Item::NeedsCoproduced, if coproduced { 1.0 } else { 0.0 });
        }
    }
}

/// Needs of the last year, and those solved.
fn count_account(account: &VecDeque<[[u32; 2]; 3]>, tallies: &mut Cell) {
    for round in account {
        for (tally, &[arisen, solved]) in tallies.iter_mut().zip(round) {
            tally.add(Item::NeedsOfYear, arisen.into());
            tally.add(Item::NeedsSolvedOfYear, solved.into());
        }
    }
}

fn count_people(district: &District, events: &Events, tallies: &mut Cell) {
    let thirds = [
        (Item::Civic, events.civic),
        (Item::Joined, events.joined),
        (Item::Filed, events.filed),
        (Item::Merged, events.merged),
        (Item::Transfers, events.transfers),
        (Item::CourtsFiled, events.courts_filed),
        (Item::CourtsDecided, events.courts_decided),
    ];
    for (item, counts) in thirds {
        tallies.iter_mut().zip(counts).for_each(|(tally, count)| tally.add(item, count.into()));
    }
    for &third in &events.given_up {
        tallies[third as usize].add(Item::GivenUp, 1.0);
    }
    for tally in &mut *tallies {
        tally.add(Item::Lived, tally.get(Item::Residents));
    }
    for &(community, who, third) in &events.moved {
        let newcomer = district.communities[community as usize].traits.third[who as usize];
        tallies[newcomer as usize].add(Item::Lived, -1.0);
        tallies[third as usize].add(Item::Lived, 1.0);
        tallies[third as usize].add(Item::Moved, 1.0);
    }
    for (_, case) in district.cases.iter() {
        tallies[case.filer.map_or(NOBODY, |(_, third)| third.into())].add(Item::Backlog, 1.0);
    }
}

fn count_offices(district: &District, events: &Events, tally: &mut Tally) {
    let capacity = &events.capacity;
    let organisations = &district.organisations;
    let officials = &district.officials.list;
    let sum = |values: &mut dyn Iterator<Item = f32>| values.map(f64::from).sum::<f64>();
    for (item, value) in [
        (Item::Proactive, events.proactive.into()),
        (Item::FoundFalse, events.false_closures_found.into()),
        (Item::Padding, events.padding.into()),
        (Item::Visits, events.visits.into()),
        (Item::CapacityGiven, capacity.given.into()),
        (Item::CapacityUsed, capacity.used.into()),
        (Item::Load, capacity.load.into()),
        (Item::LoadOffices, capacity.load_offices.into()),
        (Item::LoadDepartments, capacity.load_departments.into()),
        (Item::Districts, 1.0),
        (Item::Officials, officials.len() as f64),
        (Item::Diligence, sum(&mut officials.iter().map(|official| official.diligence))),
        (Item::Skill, sum(&mut officials.iter().map(|official| official.skill))),
        (Item::OrganisationSkill, sum(&mut organisations.iter().map(|organisation| organisation.skill))),
        (Item::Organisations, organisations.len() as f64),
        (Item::OrganisationCapacity, sum(&mut organisations.iter().map(|organisation| organisation.capacity))),
        (Item::OrganisationReputation, sum(&mut organisations.iter().map(|organisation| organisation.reputation))),
        (Item::Founded, events.founded.into()),
        (Item::ClosedDown, events.closed_organisations.into()),
    ] {
        tally.add(item, value);
    }
}

fn count_sessions(sessions: &[Session], tallies: &mut Cell) {
    for session in sessions {
        tallies.iter_mut().zip(session.by_third).for_each(|(tally, count)| tally.add(Item::Attendance, count.into()));
        let tally = &mut tallies[NOBODY];
        tally.add(Item::Sessions, 1.0);
        if !session.congruence.is_nan() {
            tally.add(Item::SessionsAttended, 1.0);
            tally.add(Item::Congruence, session.congruence.into());
            tally.add(Item::SesGap, session.ses_gap.into());
        }
        if !session.fairness.is_nan() {
            tally.add(Item::SessionsFelt, 1.0);
            tally.add(Item::Fairness, session.fairness.into());
        }
    }
}

#[cfg(test)]
mod tests;
