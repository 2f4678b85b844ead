//! Coordination: what is worked on first, which joint cases are convened, and what a crisis moves.
//!
//! ```text
//! priority = v (1 + ln(1 + co-signers)) + waited / deadline + petition [is one] + equity L_lead (1 - s) + rising [uprising in c]
//! ```
//!
//! Each district's lead body convenes attention L_lead residents / 1000 joint cases a round, by priority; a convened case
//! stays convened. A joint case not convened can be worked on in a round only with probability
//! unconvened^(agencies - 1). While a shock lasts the share surge L_lead of every official's capacity moves to the
//! department of the shocked category. (Idle capacity is pooled in `delivery`, after officials' own work.)
//!
//! Reads: cases, ses, collective action. Writes: priority, convening, whether a case can be worked on, officials'
//! capacity in a crisis. Draws: the fraction of attention, coordination without a lead body.

use crate::city::{Case, Cases, Category, Channel, Community, Handler, Office, Officials};
use crate::institutions::Levels;
use crate::math::{ln, mean_of, power};
use crate::parameters::{ASSUMED, SHARE, WEIGHT};
use crate::policy::Policy;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How cases are put in order.
    pub struct Params {
        /// Probability that one further agency can be won in a round without the lead body.
        unconvened: f64 = 0.15, SHARE, "probability per round", ASSUMED;
        /// Share of a community in collective action from which its cases come first.
        uprising: f64 = 0.05, SHARE, "share", ASSUMED;
        /// What a petition adds to the priority of a case.
        petition: f64 = 1.0, WEIGHT, "priority", ASSUMED;
        /// What an uprising in its community adds to the priority of a case.
        rising: f64 = 1.0, WEIGHT, "priority", ASSUMED;
        /// What pooled work is worth relative to officials' own.
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

/// What a community lends to the priority of its cases.
struct Standing {
    ses: f32,
    rises: bool,
}

impl Standing {
    fn of(params: &Params, community: &Community) -> Self {
        let ses = mean_of(&community.traits.ses, 0.5);
        Self { ses, rises: f64::from(community.common.joining) >= params.uprising }
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
        + bonus(standing.rises, params.rising)
}

fn convene(number: u32, round: i32, cases: &mut Cases) {
    let waits = |case: &Case| {
        case.is_joint() && !case.convened && case.ready <= round && matches!(case.handler, Handler::Official(_))
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
        let department = officials.range(Office::Department(category));
        let each = moved / (shocked.len() * department.len()) as f32;
        officials.list[department].iter_mut().for_each(|official| official.capacity += each);
    }
}

#[cfg(test)]
mod tests;
