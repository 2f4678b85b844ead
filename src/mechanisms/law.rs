//! Law: mediation, then court.
//!
//! A district can begin (capacity L_law + capacity_base) residents mediations a round, first come first served. One takes
//! `duration` rounds and succeeds with probability [success + success_law L_law + success_trust U_i]. After a failure the
//! resident goes to court with probability legal_i (access + access_law L_law); a court decides in a round with
//! probability `decision`, for the resident with probability win + win_law L_law.
//!
//! Fairness of handling, before anything goes wrong with a case, is fair = fair_base + fair_law L_law (Tyler 1990: people
//! obey and trust what treats them fairly).
//!
//! Reads: trust in neighbours, legal awareness. Writes: the docket and its cases. Draws: capacity, mediation, court.

use rand::RngExt;

use crate::calendar::YEAR;
use crate::city::{Case, Cases, Community, End, Handler};
use crate::events::{Closure, Events, Outcome};
use crate::institutions::Levels;
use crate::math::unit;
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How law works.
    pub struct Params {
        /// Mediations per resident and round that fully built law can begin.
        #[zh = "法治完全建成时每位居民每轮可开始的调解数。"]
        capacity: f64 = 0.004, SHARE, "cases per resident and round", ASSUMED;
        /// Mediations per resident and round without any money for law.
        #[zh = "没有法治资金时每位居民每轮的调解数。"]
        capacity_base: f64 = 0.001, SHARE, "cases per resident and round", ASSUMED;
        /// Rounds that a mediation takes.
        #[zh = "一次调解所需的轮数。"]
        duration: u32 = 2, 0..=10 * YEAR, "rounds", ASSUMED;
        /// Probability that a mediation succeeds, without law and trust.
        #[zh = "没有法治和信任时调解成功的概率。"]
        success: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// What fully built law adds to it.
        #[zh = "法治完全建成时增加的概率。"]
        success_law: f64 = 0.2, SHARE, "probability", ASSUMED;
        /// What full trust in neighbours adds to it.
        #[zh = "邻里信任满额时增加的概率。"]
        success_trust: f64 = 0.15, SHARE, "probability", ASSUMED;
        /// Probability that someone fully aware of the law goes to court after a failed mediation, without law.
        #[zh = "没有法治时，法律意识完全者在调解失败后起诉的概率。"]
        access: f64 = 0.5, SHARE, "probability", "Felstiner, Abel & Sarat 1980; value assumed";
        /// What fully built law adds to it.
        #[zh = "法治完全建成时增加的概率。"]
        access_law: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// Probability that a court decides in a round.
        #[zh = "法院一轮内作出判决的概率。"]
        decision: f64 = 1.0 / 12.0, SHARE, "probability per round", ASSUMED;
        /// Probability that a court decides for the resident, without law.
        #[zh = "没有法治时法院判居民胜诉的概率。"]
        win: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// What fully built law adds to it.
        #[zh = "法治完全建成时增加的概率。"]
        win_law: f64 = 0.45, SHARE, "probability", ASSUMED;
        /// Fairness of handling without law.
        #[zh = "没有法治时办理的公平。"]
        fair_base: f64 = 0.3, SHARE, "level", "Tyler 1990; value assumed";
        /// What fully built law adds to it.
        #[zh = "法治完全建成时增加的公平。"]
        fair_law: f64 = 0.6, WEIGHT, "level", "Tyler 1990; value assumed";
    }
}

/// What law goes by.
pub struct Rules<'a> {
    /// How law works.
    pub params: &'a Params,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Fairness of handling that law promises everywhere, 0 to 1; residents live it case by case.
pub fn fairness(params: &Params, levels: &Levels) -> f32 {
    unit((params.fair_base + params.fair_law * levels.law) as f32)
}

/// What a round brings for a case on the docket.
enum Step {
    Stays,
    Begins,
    ToCourt,
    Ends(End),
}

/// One round of mediation and courts in a district, whose key in all draws is `key`.
pub fn settle(
    rules: &Rules<'_>,
    key: u64,
    communities: &[Community],
    cases: &mut Cases,
    docket: &mut Vec<u32>,
    events: &mut Events,
) {
    let &Rules { params, levels, at } = rules;
    let residents: usize = communities.iter().map(Community::residents).sum();
    let amount = (params.capacity * levels.law + params.capacity_base) * residents as f64;
    let mut free = at.draws(Purpose::MediationCapacity).whole(key, amount);
    for position in docket.clone() {
        let case = &mut cases[position];
        match step(rules, case, free, &communities[case.community as usize]) {
            Step::Stays => {}
            Step::Begins => {
                free -= 1;
                case.handler = Handler::Mediation(Some(at.round));
                case.begun = Some(at.round);
            }
            Step::ToCourt => {
                case.handler = Handler::Court;
                events.courts_filed[third(case)] += 1;
            }
            Step::Ends(end) => {
                if case.handler == Handler::Court {
                    events.courts_decided[third(case)] += 1;
                }
                close(position, end, at.round, cases, events);
            }
        }
    }
    docket.retain(|&position| cases.get(position).is_some());
}

/// Third of ses of the filer.
fn third(case: &Case) -> usize {
    case.filer.map_or(0, |(_, third)| third.into())
}

fn step(rules: &Rules<'_>, case: &Case, free: u32, community: &Community) -> Step {
    let &Rules { params, levels, at } = rules;
    match case.handler {
        Handler::Mediation(None) if free > 0 => Step::Begins,
        Handler::Mediation(Some(begun)) if at.round >= begun.saturating_add_unsigned(params.duration) => {
            mediate(rules, case, community)
        }
        Handler::Court => {
            let mut rng = at.draws(Purpose::Court).generator(case.key);
            let [decides, wins]: [f64; 2] = std::array::from_fn(|_| rng.random::<f32>().into());
            let won = wins < params.win + params.win_law * levels.law;
            let end = if won { End::Solved } else { End::Unresolved };
            if decides < params.decision { Step::Ends(end) } else { Step::Stays }
        }
        _ => Step::Stays,
    }
}

/// The end of a mediation: agreement, court, or nothing.
fn mediate(&Rules { params, levels, at }: &Rules<'_>, case: &Case, community: &Community) -> Step {
    let Some(&who) = case.behind.first() else { return Step::Stays };
    let mut rng = at.draws(Purpose::Mediation).generator(case.key);
    let [agrees, sues]: [f32; 2] = std::array::from_fn(|_| rng.random());
    let trust = community.trust.neighbours[who as usize];
    let chance = (params.success + params.success_law * levels.law) as f32 + params.success_trust as f32 * trust;
    let access = (params.access + params.access_law * levels.law) as f32 * community.civic.legal[who as usize];
    if agrees < unit(chance) {
        Step::Ends(End::Solved)
    } else if sues < access {
        Step::ToCourt
    } else {
        Step::Ends(End::Unresolved)
    }
}

/// Ends a case; its position stays on the docket for the caller to remove.
fn close(position: u32, end: End, round: i32, cases: &mut Cases, events: &mut Events) {
    let Some(case) = cases.close(position) else { return };
    events.closures.push(Closure::of(&case, end, round));
    events.outcomes.extend(case.behind.iter().map(|&who| Outcome::of(&case, who, end)));
    if end == End::Solved {
        events.solved_by_law.push(case);
    }
}

#[cfg(test)]
mod tests;
