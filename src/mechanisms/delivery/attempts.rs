//! One attempt at a case: the work, its outcome, and what follows from a failure.

use rand::RngExt;

use super::Rules;
use crate::city::{Case, End, Office, Official};
use crate::math::{exp, power};
use crate::streams::Purpose;

/// How a completed attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempted {
    /// The case is solved.
    Solved,
    /// It is not, but was reported as solved.
    ClosedFalsely,
    /// It was reported as solved, and found not to be.
    FoundOut,
    /// It is not solved.
    Failed,
}

/// Works on a case with up to `capacity`; returns what was used.
pub fn advance(case: &mut Case, capacity: f32, round: i32) -> f32 {
    case.begun.get_or_insert(round);
    let used = case.left.min(capacity);
    case.left -= used;
    used
}

/// Draws the outcome of an attempt whose work is done. An empty case is reported as resolved.
pub fn complete(rules: &Rules<'_>, official: &Official, office: &Office, case: &Case) -> Attempted {
    if case.padding {
        return Attempted::ClosedFalsely;
    }
    let mut rng = rules.at.draws(Purpose::Attempt).generator(case.key);
    let [solves, falsely, found]: [f32; 3] = std::array::from_fn(|_| rng.random());
    if solves < success(rules, official, office) * power(rules.params.again as f32, case.attempts) {
        Attempted::Solved
    } else if falsely >= temptation(rules, office.load) {
        Attempted::Failed
    } else if found < detection(rules) {
        Attempted::FoundOut
    } else {
        Attempted::ClosedFalsely
    }
}

/// Probability that an official's first attempt solves a case.
pub fn success(rules: &Rules<'_>, official: &Official, office: &Office) -> f32 {
    let params = rules.params;
    let quality = params.quality_base as f32 + params.quality_diligence as f32 * official.diligence;
    let strain = 1.0 + params.overload as f32 * (office.load - 1.0).max(0.0);
    let proximity = if office.is_department() { 1.0 } else { params.proximity as f32 };
    (official.skill * quality / strain * proximity).min(1.0)
}

/// Probability that a failed attempt is reported as resolved.
pub fn temptation(rules: &Rules<'_>, load: f32) -> f32 {
    let held_back = 1.0 - rules.params.law_guard * rules.levels.law;
    (rules.policy.government.pressure * held_back) as f32 * (1.0 - exp(-load))
}

/// Probability that a false report is found out.
pub fn detection(rules: &Rules<'_>) -> f32 {
    let open = 1.0 - (1.0 - rules.levels.participation) * (1.0 - rules.levels.technology);
    (rules.policy.government.supervision * (rules.params.found_base + rules.params.found_open * open)) as f32
}

/// Counts the attempt; a case that is neither solved nor out of attempts is begun again from the next round.
pub fn settle(rules: &Rules<'_>, attempted: Attempted, case: &mut Case) -> Option<End> {
    let government = &rules.policy.government;
    let verification = (rules.params.verification * government.supervision) as f32;
    match attempted {
        Attempted::Solved => Some(End::Solved),
        Attempted::ClosedFalsely => Some(End::ClosedFalsely),
        Attempted::FoundOut | Attempted::Failed => repeat(rules, government.attempts, verification, case),
    }
}

/// Begins a case again from the next round with a part of its work, unless all attempts have failed.
pub fn repeat(rules: &Rules<'_>, attempts: u32, verification: f32, case: &mut Case) -> Option<End> {
    case.attempts += 1;
    if case.attempts >= attempts {
        return Some(End::Unresolved);
    }
    case.left = (rules.params.repeat as f32) * case.work + verification;
    case.ready = rules.at.round + 1;
    case.workable = false;
    None
}
