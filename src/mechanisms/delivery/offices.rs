//! Work of offices: one queue each, from which its officials take one case after the other; then what is idle is pooled.

use super::attempts::Attempted;
use super::{Ground, Rules, attempts, closing};
use crate::city::{Case, OfficeKind, Officials};
use crate::streams::Purpose;

/// One round of work in the offices of a district, whose key in all draws is `key`.
pub fn work(rules: &Rules<'_>, key: u64, officials: &mut Officials, ground: &mut Ground<'_>) {
    let mut idle = 0.0;
    for office in 0..officials.offices.len() {
        let members = officials.offices[office].officials();
        let mut time: Vec<f32> = officials.list[members].iter().map(|official| official.capacity).collect();
        let given: f32 = time.iter().sum();
        attend_session(officials.offices[office].kind, &mut time, ground);
        work_queue(rules, office, Time::each(&mut time), officials, ground);
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
        work_queue(rules, office, Time::pooled(&mut rest, chosen), officials, ground);
        ground.events.capacity.used += (before - rest) / efficiency;
    }
}

/// The time that officials of an office have for cases in this round, and whose turn it is.
struct Time<'a> {
    /// What each has left, in work units.
    left: &'a mut [f32],
    /// Position in the office of the first of them.
    first: usize,
    /// Who is next, among them.
    next: usize,
    /// Part of a week that may still go into the case at hand; infinite where more than one official's time may.
    week: f32,
    /// The same for the next case.
    whole: f32,
}

impl<'a> Time<'a> {
    /// That of all officials of an office: in a round a case gets no more than one official's.
    fn each(left: &'a mut [f32]) -> Self {
        Self { left, first: 0, next: 0, week: 1.0, whole: 1.0 }
    }

    /// What an office gets from others, in the hands of one official; one case may take all of it.
    fn pooled(left: &'a mut f32, official: usize) -> Self {
        Self { left: std::slice::from_mut(left), first: official, next: 0, week: f32::INFINITY, whole: f32::INFINITY }
    }

    /// The official whose turn it is, by position in the office; none if nobody has time or the case has had its week.
    fn turn(&mut self) -> Option<usize> {
        while self.left.get(self.next).is_some_and(|&left| left <= 0.0) {
            self.next += 1;
        }
        (self.week > 0.0 && self.next < self.left.len()).then_some(self.first + self.next)
    }

    /// Lets the official in turn work on a case, with the time that she and the case's week have left.
    fn spend(&mut self, capacity: f32, case: &mut Case, round: i32) {
        let left = &mut self.left[self.next];
        let of_week = if self.week.is_finite() { self.week * capacity } else { *left };
        let used = attempts::advance(case, of_week.min(*left), round);
        if self.week.is_finite() {
            self.week = if of_week < *left { 0.0 } else { self.week - used / capacity };
        }
        *left -= used;
    }
}

/// Works on the cases of an office in order of priority. Whose time is up in the middle of a case hands it to the next, who
/// can do what is left of the week on it.
fn work_queue(
    rules: &Rules<'_>,
    office: usize,
    mut time: Time<'_>,
    officials: &mut Officials,
    ground: &mut Ground<'_>,
) {
    let mut queue = std::mem::take(&mut officials.offices[office].queue);
    queue.sort_by(|&a, &b| ground.cases[a].order(&ground.cases[b]));
    for &position in &queue {
        time.week = time.whole;
        while ground.cases.get(position).is_some_and(|case| case.workable)
            && let Some(official) = time.turn()
        {
            work_on(rules, [office, official], position, &mut time, officials, ground);
        }
    }
    queue.retain(|&position| ground.cases.get(position).is_some());
    officials.offices[office].queue = queue;
}

/// One official, by office and position in it, works on a case, and ends the attempt when it is done.
fn work_on(
    rules: &Rules<'_>,
    [office, official]: [usize; 2],
    position: u32,
    time: &mut Time<'_>,
    officials: &mut Officials,
    ground: &mut Ground<'_>,
) {
    let Officials { list, offices } = officials;
    let office = &offices[office];
    let official = &mut list[office.officials().start + official];
    let case = &mut ground.cases[position];
    time.spend(official.capacity, case, rules.at.round);
    if case.left > 0.0 {
        return;
    }
    let attempted = attempts::complete(rules, official, office, case);
    // Nothing is learnt from what is opened to be counted.
    official.attempts += u32::from(!case.padding);
    ground.events.false_closures_found += u32::from(attempted == Attempted::FoundOut);
    if let Some(end) = attempts::settle(rules, attempted, case) {
        closing::close(rules, position, end, ground);
    }
}
