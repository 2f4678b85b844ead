//! Work of offices: one queue each, from which its officials take one case after the other; then what is idle is pooled.

use super::attempts::Attempted;
use super::{Ground, Rules, attempts, closing};
use crate::city::{OfficeKind, Officials};
use crate::streams::Purpose;

/// One round of work in the offices of a district, whose key in all draws is `key`.
pub fn work(rules: &Rules<'_>, key: u64, officials: &mut Officials, ground: &mut Ground<'_>) {
    let mut idle = 0.0;
    for office in 0..officials.offices.len() {
        let members = officials.offices[office].officials();
        let mut time: Vec<f32> = officials.list[members].iter().map(|official| official.capacity).collect();
        let given: f32 = time.iter().sum();
        attend_session(officials.offices[office].kind, &mut time, ground);
        work_queue(rules, office, &mut Time::each(&mut time), officials, ground);
        let rest: f32 = time.iter().sum();
        ground.events.capacity.used += given - rest;
        idle += rest;
    }
    let pooled = (rules.policy.leadership.pooling * rules.levels.leadership) as f32 * idle;
    work_pooled(rules, key, pooled, officials, ground);
}

/// Works off the hours that a community office owes to sessions: each official an equal part, and what colleagues before
/// her could not.
fn attend_session(kind: OfficeKind, time: &mut [f32], ground: &mut Ground<'_>) {
    let OfficeKind::Community(community) = kind else { return };
    let owed = &mut ground.communities[community as usize].forum.hours_owed;
    let members = time.len();
    for (number, time) in time.iter_mut().enumerate() {
        let hours = (*owed / (members - number) as f32).min(*time);
        *owed -= hours;
        *time -= hours;
    }
}

/// The pooled part of idle capacity goes to the offices with the most work that can be done now, in each to one official.
fn work_pooled(rules: &Rules<'_>, key: u64, pooled: f32, officials: &mut Officials, ground: &mut Ground<'_>) {
    let efficiency = rules.efficiency as f32;
    let draws = rules.at.draws(Purpose::Pooling);
    let queues = officials.offices.iter().map(|office| ground.cases.workable(&office.queue));
    let mut helped: Vec<(usize, f32)> = queues.enumerate().collect();
    helped.retain(|&(_, work)| work > 0.0);
    helped.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut rest = pooled * efficiency;
    for (office, _) in helped {
        if rest <= 0.0 {
            break;
        }
        let members = officials.offices[office].officials().len();
        let chosen = ((draws.uniform(key + office as u64) * members as f32) as usize).min(members - 1);
        let before = rest;
        work_queue(
            rules,
            office,
            &mut Time { left: std::slice::from_mut(&mut rest), first: chosen, whole: true },
            officials,
            ground,
        );
        ground.events.capacity.used += (before - rest) / efficiency;
    }
}

/// The time that officials of an office have for cases in this round.
struct Time<'a> {
    /// What each has left, in work units.
    left: &'a mut [f32],
    /// Position in the office of the first of them.
    first: usize,
    /// Whether a case may take all of it, rather than what one official can do in a round.
    whole: bool,
}

impl<'a> Time<'a> {
    /// That of all officials of an office.
    fn each(left: &'a mut [f32]) -> Self {
        Self { left, first: 0, whole: false }
    }
}

/// Works on the cases of an office in order of priority. Whose time is up in the middle of a case hands it to the next, who
/// can do what is left of the week on it: in a round a case gets no more than one official's time.
fn work_queue(
    rules: &Rules<'_>,
    office: usize,
    time: &mut Time<'_>,
    officials: &mut Officials,
    ground: &mut Ground<'_>,
) {
    let mut queue = std::mem::take(&mut officials.offices[office].queue);
    queue.sort_by(|&a, &b| ground.cases[a].order(&ground.cases[b]));
    let mut turn = 0;
    for &position in &queue {
        let mut week = 1.0;
        while turn < time.left.len() && week > 0.0 && ground.cases.get(position).is_some_and(|case| case.workable) {
            if time.left[turn] <= 0.0 {
                turn += 1;
                continue;
            }
            let official = officials.offices[office].officials().start + time.first + turn;
            work_on(rules, position, official, &mut time.left[turn], time.whole, &mut week, officials, ground);
        }
    }
    queue.retain(|&position| ground.cases.get(position).is_some());
    officials.offices[office].queue = queue;
}

/// One official works on a case with the time that she and the case's week have left, and ends the attempt when it is done.
#[expect(clippy::too_many_arguments, reason = "the innermost step of two loops, whose state it changes")]
fn work_on(
    rules: &Rules<'_>,
    position: u32,
    official: usize,
    time: &mut f32,
    whole: bool,
    week: &mut f32,
    officials: &mut Officials,
    ground: &mut Ground<'_>,
) {
    let Officials { list, offices } = officials;
    let official = &mut list[official];
    let of_week = if whole { *time } else { *week * official.capacity };
    let case = &mut ground.cases[position];
    let used = attempts::advance(case, of_week.min(*time), rules.at.round);
    if !whole {
        *week = if of_week < *time { 0.0 } else { *week - used / official.capacity };
    }
    *time -= used;
    if case.left > 0.0 {
        return;
    }
    let attempted = attempts::complete(rules, official, &offices[official.office as usize], case);
    official.attempts += 1;
    ground.events.false_closures_found += u32::from(attempted == Attempted::FoundOut);
    if let Some(end) = attempts::settle(rules, attempted, case) {
        closing::close(rules, position, end, ground);
    }
}
