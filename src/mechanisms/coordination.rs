//! Coordination: what is worked on first, which joint cases are convened, and what a crisis moves.
//!
//! ```text
//! priority = v (1 + ln(1 + co-signers)) + waited / deadline + petition [is one] + equity L_lead (1 - s) + rising [uprising in r]
//! ```
//!
//! Each district's lead body convenes attention L_lead residents / 1000 joint cases a round, by priority; a convened case
//! stays convened. A joint case not convened can be worked on in a round only with probability
//! unconvened^(agencies - 1). While a shock lasts the share surge L_lead of every official's capacity moves to the
//! department of the shocked category. (Idle capacity is pooled in `delivery`, after officials' own work.) Coordinating
//! takes officials' time: meetings L_lead (attention / 2 + pooling / 0.5) / 2 of it.
//!
//! Reads: cases, ses, collective action. Writes: priority, convening, whether a case can be worked on, officials'
//! capacity in a crisis. Draws: the fraction of attention, coordination without a lead body.

use crate::city::{Case, Cases, Category, Channel, Community, Handler, OfficeKind, Officials};
use crate::institutions::Levels;
use crate::math::{ln, mean_of, power};
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::policy::Policy;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How cases are put in order.
    pub struct Params {
        /// Probability that one further agency can be won in a round without the lead body.
        #[zh = "没有统筹机构时，一轮内争取到一个其他机构的概率。"]
        unconvened: f64 = 0.15, SHARE, "probability per round", ASSUMED;
        /// Share of a grid in collective action from which its cases come first.
        #[zh = "网格中参与集体行动者达到此比例时，其案件优先办理。"]
        uprising: f64 = 0.05, SHARE, "share", ASSUMED;
        /// What a petition adds to the priority of a case.
        #[zh = "信访使案件优先级增加的量。"]
        petition: f64 = 1.0, WEIGHT, "priority", ASSUMED;
        /// What an uprising in its grid adds to the priority of a case.
        #[zh = "所在网格的集体行动使案件优先级增加的量。"]
        rising: f64 = 1.0, WEIGHT, "priority", ASSUMED;
        /// Share of all officials' capacity that coordinating takes at `attention` 2 and `pooling` 0.5, when fully built.
        #[zh = "完全建成、`attention` 为 2、`pooling` 为 0.5 时，统筹占全体公职人员办理能力的比例。"]
        meetings: f64 = 0.08, SHARE, "share", ASSUMED;
        /// What pooled work is worth relative to officials' own.
        #[zh = "调剂的工作相当于公职人员本职工作的倍数。"]
        efficiency: f64 = 0.8, SHARE, "ratio", ASSUMED;
    }
}

/// What coordination goes by.
pub struct Rules<'a> {
    /// How cases are put in order.
    pub params: &'a Params,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Puts the cases of a district in order, convenes joint ones and says which can be worked on; `key` is the district's
/// in all draws.
pub fn prioritise(rules: &Rules<'_>, key: u64, communities: &[Community], cases: &mut Cases) {
    let &Rules { params, policy, levels, at } = rules;
    let lean = (policy.leadership.equity * levels.leadership) as f32;
    let standings: Vec<Standing> = communities.iter().map(|c| Standing::of(params, c)).collect();
    for (_, case) in cases.iter_mut() {
        case.priority = priority(params, case, &standings[case.community as usize], lean, at.round);
    }
    let residents: usize = communities.iter().map(Community::residents).sum();
    let attention = policy.leadership.attention * levels.leadership * residents as f64 / 1000.0;
    convene(at.draws(Purpose::Attention).whole(key, attention), at.round, cases);
    let alone = at.draws(Purpose::Unconvened);
    for (_, case) in cases.iter_mut() {
        let chance = power(params.unconvened as f32, u32::from(case.agencies - 1));
        let agreed = !case.is_joint() || case.convened || alone.uniform(case.key) < chance;
        case.workable = agreed && case.ready <= at.round;
    }
}

/// The share of officials' capacity that goes into meetings of the lead body.
pub fn meetings(&Rules { params, policy, levels, .. }: &Rules<'_>) -> f64 {
    let rules = &policy.leadership;
    let much = 0.5 * rules.attention / ATTENTION + 0.5 * rules.pooling / POOLING;
    (params.meetings * levels.leadership * much).min(1.0)
}

/// The rules of leadership at which `meetings` is stated.
const ATTENTION: f64 = 2.0;
const POOLING: f64 = 0.5;

/// What a community and its grids lend to the priority of their cases.
struct Standing {
    ses: f32,
    rises: Vec<bool>,
}

impl Standing {
    fn of(params: &Params, community: &Community) -> Self {
        let rises = community.grids.iter().map(|grid| f64::from(grid.joining) >= params.uprising);
        Self { ses: mean_of(&community.traits.ses, 0.5), rises: rises.collect() }
    }
}

fn priority(params: &Params, case: &Case, standing: &Standing, lean: f32, round: i32) -> f32 {
    let co_signers = case.behind.len().saturating_sub(1) as f32;
    let ses = case.filer.map_or(standing.ses, |(ses, _)| ses);
    let bonus = |applies: bool, bonus: f64| if applies { bonus as f32 } else { 0.0 };
    case.severity * (1.0 + ln(1.0 + co_signers))
        + (round - case.filed) as f32 / (case.deadline - case.filed) as f32
        + bonus(case.channel == Some(Channel::Petition), params.petition)
        + lean * (1.0 - ses)
        + bonus(standing.rises[case.grid as usize], params.rising)
}

fn convene(number: u32, round: i32, cases: &mut Cases) {
    let waits = |case: &Case| {
        case.is_joint() && !case.convened && case.ready <= round && matches!(case.handler, Handler::Office(_))
    };
    let mut joint: Vec<u32> = cases.iter().filter(|(_, case)| waits(case)).map(|(at, _)| at).collect();
    joint.sort_by(|&a, &b| cases[a].order(&cases[b]));
    joint.into_iter().take(number as usize).for_each(|position| cases[position].convened = true);
}

/// Moves a share of every official's capacity to the departments of the categories that a shock is felt in.
pub fn surge(&Rules { policy, levels, .. }: &Rules<'_>, shocked: &[Category], officials: &mut Officials) {
    let share = (policy.leadership.surge * levels.leadership) as f32;
    if shocked.is_empty() || share == 0.0 {
        return;
    }
    let moved: f32 = officials.list.iter().map(|official| share * official.capacity).sum();
    officials.list.iter_mut().for_each(|official| official.capacity *= 1.0 - share);
    for &category in shocked {
        let department = officials.office(OfficeKind::Department(category)).officials();
        let each = moved / (shocked.len() * department.len()) as f32;
        officials.list[department].iter_mut().for_each(|official| official.capacity += each);
    }
}

#[cfg(test)]
mod tests;
