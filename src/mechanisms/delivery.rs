//! Delivery: officials and organisations work on cases, with the time they have.
//!
//! ```text
//! u_j   = share of the office (effort_base + effort_diligence d_j)
//! rho_j = work in hand / (horizon u_j), read before the round's work
//! p     = skill_j (quality_base + quality_diligence d_j) / (1 + overload max(0, rho_j - 1)), times proximity in the community office
//! f     = pressure (1 - e^-rho_j) (1 - law_guard L_law)                  closed falsely, if an attempt fails
//! found = supervision (found_base + found_open (1 - (1 - L_part) (1 - L_tech)))
//! ```
//!
//! First the hours owed to sessions, then cases in order of priority; then a share of what is idle is pooled for the
//! officials with the most work. A failed attempt is repeated with half its work until `attempts`. Organisations work
//! first come first served, in one attempt, with their own capacity and then with volunteers'. A solved public case
//! serves everyone behind it, some bystanders, and adds to the service stock.
//!
//! Sources: Lipsky 1980 (overload, coping), Ostrom 1996 (co-production). Reads: priorities, diligence, skill. Writes:
//! cases, queues, officials' work, capacity and load, service stocks. Draws: outcomes, bystanders, giving up.

mod attempts;
mod closing;
mod volunteers;

pub use closing::{give_up, serve_others};
pub use volunteers::serve;

use crate::calendar::YEAR;
use crate::city::{Cases, Categories, Community, Office, Official, Officials, load, office_weights};
use crate::events::{Capacity, Events};
use crate::institutions::{Levels, Productivity};
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Policy;
use crate::streams::At;
use attempts::Attempted;

crate::parameters! {
    /// How work is done.
    pub struct Params {
        /// Part of an official's time that is effective without diligence.
        effort_base: f64 = 0.6, SHARE, "share", ASSUMED;
        /// Further part with full diligence.
        effort_diligence: f64 = 0.4, SHARE, "share", ASSUMED;
        /// Rounds over which load is counted.
        horizon: f64 = 4.0, 0.1..=10.0 * f64::from(YEAR), "rounds", ASSUMED;
        /// Part of an official's skill that shows without diligence.
        quality_base: f64 = 0.7, SHARE, "share", ASSUMED;
        /// Further part with full diligence.
        quality_diligence: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How much load beyond 1 lowers the quality of work.
        overload: f64 = 0.5, WEIGHT, "1 per load", "Lipsky 1980; value assumed";
        /// Factor on the chance of success in the community office, close to residents.
        proximity: f64 = 1.05, 0.0..=10.0, "factor", "Oates 1972; value assumed";
        /// How much fully built law holds back false closures.
        law_guard: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Part of supervision that finds false closures without residents and records.
        found_base: f64 = 0.2, SHARE, "share", ASSUMED;
        /// Further part with residents and records.
        found_open: f64 = 0.8, SHARE, "share", ASSUMED;
        /// Work units that full supervision costs per completed attempt.
        verification: f64 = 0.15, WEIGHT, "work units", ASSUMED;
        /// Share of its work that a repeated attempt takes.
        repeat: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Volunteers' work per resident at full activity and round.
        volunteering: f64 = 0.005, WEIGHT, "work units per resident and round", "Ostrom 1996; value assumed";
        /// Part of an organisation's skill that shows without autonomy.
        free_base: f64 = 0.7, SHARE, "share", ASSUMED;
        /// Further part with full autonomy.
        free_autonomy: f64 = 0.3, SHARE, "share", ASSUMED;
        /// Probability that a solved public case also solves a bystander's need.
        bystanders: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// How much of the missing service stock a solved public case restores.
        restore: f64 = 0.02, RATE, "share", ASSUMED;
        /// Probability that a resident gives up on an overdue case in a round.
        give_up: f64 = 0.05, SHARE, "probability per round", ASSUMED;
    }
}

/// What delivery goes by.
pub struct Rules<'a> {
    /// How work is done.
    pub params: &'a Params,
    /// What money buys directly.
    pub productivity: &'a Productivity,
    /// Categories of need.
    pub categories: &'a Categories,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// What pooled work is worth.
    pub efficiency: f64,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Gives each official her capacity of this round and counts her work in hand.
pub fn staff(rules: &Rules<'_>, communities: &[Community], cases: &Cases, officials: &mut Officials) {
    let &Rules { params, productivity, categories, policy, .. } = rules;
    let residents: usize = communities.iter().map(Community::residents).sum();
    let money = policy.budget.services * policy.budget.per_resident * residents as f64;
    let weights = office_weights(categories, communities.len() as u32, policy.government.community_staff);
    let offices: Vec<Office> = officials.offices().collect();
    for (office, weight) in offices.into_iter().zip(weights) {
        let range = officials.range(office);
        let members = range.len() as f32;
        let owed = match office {
            Office::Community(community) => communities[community as usize].forum.hours_owed,
            Office::Department(_) => 0.0,
        };
        for official in &mut officials.list[range] {
            let effort = (params.effort_base + params.effort_diligence * f64::from(official.diligence)).min(1.0);
            official.capacity = (productivity.work_rate * money * weight * effort) as f32 / members;
            official.work = cases.work(&official.queue) + owed / members;
        }
    }
}

/// Sets each official's load and sums up what there is to do and to do it with.
pub fn weigh(&Rules { params, .. }: &Rules<'_>, officials: &mut Officials) -> Capacity {
    let mut sums = [[0.0f32; 2]; 2];
    for official in &mut officials.list {
        official.load = load(official.work, params.horizon as f32 * official.capacity);
        let kind = usize::from(matches!(official.office, Office::Department(_)));
        sums[kind][0] += official.work;
        sums[kind][1] += official.capacity;
    }
    let horizon = params.horizon as f32;
    let [offices, departments] = sums;
    Capacity {
        given: offices[1] + departments[1],
        used: 0.0,
        load_offices: load(offices[0], horizon * offices[1]),
        load_departments: load(departments[0], horizon * departments[1]),
        load: load(offices[0] + departments[0], horizon * (offices[1] + departments[1])),
    }
}

/// One round of work in the offices of a district.
pub fn work(
    rules: &Rules<'_>,
    communities: &mut [Community],
    officials: &mut Officials,
    cases: &mut Cases,
    events: &mut Events,
) {
    let mut idle = 0.0;
    for official in 0..officials.list.len() {
        let given = officials.list[official].capacity;
        let mut rest = attend_session(official, given, officials, communities);
        rest -= work_queue(rules, rest, &mut officials.list[official], communities, cases, events);
        events.capacity.used += given - rest;
        idle += rest;
    }
    let pooled = (rules.policy.leadership.pooling * rules.levels.leadership) as f32 * idle;
    work_pooled(rules, pooled, communities, officials, cases, events);
}

/// Works off an equal part of the hours that the office owes to sessions, and what colleagues before her could not;
/// returns the capacity left.
fn attend_session(official: usize, capacity: f32, officials: &Officials, communities: &mut [Community]) -> f32 {
    let office = officials.list[official].office;
    let Office::Community(community) = office else { return capacity };
    let to_come = officials.range(office).end - official;
    let owed = &mut communities[community as usize].forum.hours_owed;
    let hours = (*owed / to_come as f32).min(capacity);
    *owed -= hours;
    capacity - hours
}

/// The pooled part of idle capacity goes to the officials with the most work that can be done now.
fn work_pooled(
    rules: &Rules<'_>,
    pooled: f32,
    communities: &mut [Community],
    officials: &mut Officials,
    cases: &mut Cases,
    events: &mut Events,
) {
    let efficiency = rules.efficiency as f32;
    let workable = |queue: &[u32]| -> f32 {
        let now = queue.iter().map(|&position| &cases[position]).filter(|case| case.workable);
        now.map(|case| case.left).sum()
    };
    let mut helped: Vec<(usize, f32)> =
        officials.list.iter().map(|official| workable(&official.queue)).enumerate().collect();
    helped.retain(|&(_, work)| work > 0.0);
    helped.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut rest = pooled * efficiency;
    for (official, _) in helped {
        if rest <= 0.0 {
            break;
        }
        let used = work_queue(rules, rest, &mut officials.list[official], communities, cases, events);
        rest -= used;
        events.capacity.used += used / efficiency;
    }
}

/// Works on an official's cases in order of priority with some capacity; returns what was used.
fn work_queue(
    rules: &Rules<'_>,
    capacity: f32,
    official: &mut Official,
    communities: &mut [Community],
    cases: &mut Cases,
    events: &mut Events,
) -> f32 {
    let mut queue = std::mem::take(&mut official.queue);
    queue.sort_by(|&a, &b| cases[a].order(&cases[b]));
    let mut rest = capacity;
    for &position in &queue {
        if rest <= 0.0 {
            break;
        }
        let case = &mut cases[position];
        if !case.workable {
            continue;
        }
        rest -= attempts::advance(case, rest, rules.at.round);
        if case.left <= 0.0 {
            let attempted = attempts::complete(rules, official, case);
            events.false_closures_found += u32::from(attempted == Attempted::FoundOut);
            if let Some(end) = attempts::settle(rules, attempted, case) {
                closing::close(rules, position, end, communities, cases, events);
            }
        }
    }
    queue.retain(|&position| cases.get(position).is_some());
    official.queue = queue;
    capacity - rest
}

#[cfg(test)]
mod tests;
