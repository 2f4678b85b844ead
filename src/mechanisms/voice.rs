//! Voice: a resident with a need waits, asks neighbours, or chooses a formal channel.
//!
//! A resident decides when the need arises, when an attempt has failed, and else now and then. Multinomial logit over the
//! available channels and waiting (utility 0), by the calculus of voice R = pB - C + D (Riker & Ordeshook 1968); the
//! pyramid of grievances that never reach an office is Felstiner, Abel & Sarat's (1980).
//!
//! ```text
//! V_ch = benefit v p_ch - cost_ch,i + duty_weight n_i [need is public] + recruit R_r + (habit_weight u_i - k_i) [formal]
//! p_ch = q_r,ch (e_i + tau_ch,i) / 2          tau = U for neighbours, O for organisations, T for the rest
//! ```
//!
//! `R_r` is the share of the grid's recent needs that have been voiced, `k_i` reluctance, `u_i` habit. A channel that failed
//! is not chosen again. Whom a grid worker visits decides at once, and can hand the need to her: that costs `worker_cost`, no
//! reluctance, and is a request at the office. Mutual help works at once with probability
//! [help (1 + mean level(a)) (1 - v) 2 mean n] with the means of the grid, less for public needs.
//!
//! Reads: needs, trust, efficacy, duty, activity, perceived success. Writes: needs, requests, recent voice, last
//! activity. Draws: reconsidering, telephone, choice, mutual help.

use crate::calendar::YEAR;
use crate::city::{CATEGORIES, CHANNELS, Channel, Civic, FORMAL, Grid, Kind, Need, Needs, PUBLIC_DOORS, Services};
use crate::city::{Stage, Traits, Trust, activity_level};
use crate::events::{Body, Decision, Outcome};
use crate::institutions::Levels;
use crate::math::{exp, mean_of, positions, sum_of, unit};
use crate::parameters::{ASSUMED, COEFFICIENT, SHARE, WEIGHT};
use crate::policy::Technology;
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How residents choose what to do with a need.
    pub struct Params {
        /// Utility of a solution to a need of full severity.
        #[zh = "完全严重的需求得到解决的效用。"]
        benefit: f64 = 5.0, WEIGHT, "utility", "Riker & Ordeshook 1968; value assumed";
        /// Utility that full civic duty adds when a need is public.
        #[zh = "需求为公共需求时，满额公民责任感增加的效用。"]
        duty_weight: f64 = 0.5, WEIGHT, "utility", "Riker & Ordeshook 1968; value assumed";
        /// Utility that others' voice adds.
        #[zh = "他人表达诉求增加的效用。"]
        recruit: f64 = 0.5, WEIGHT, "utility", "Verba, Schlozman & Brady 1995; value assumed";
        /// Rounds over which others' voice is remembered.
        #[zh = "他人的诉求被记住的轮数。"]
        window: u32 = 12, 1..=10 * YEAR, "rounds", ASSUMED;
        /// Scale of what choice depends on besides; 0 is approached, not allowed.
        #[zh = "影响选择的其他因素的尺度；可趋近 0，但不可为 0。"]
        noise: f64 = 1.0, 0.01..=100.0, "utility", ASSUMED;
        /// Probability that a waiting resident reconsiders in a round.
        #[zh = "等待中的居民一轮内重新考虑的概率。"]
        reconsider: f64 = 0.03, SHARE, "probability per round", ASSUMED;
        /// Utility that a habit of asking adds to formal channels.
        #[zh = "求助习惯使正式渠道增加的效用。"]
        habit_weight: f64 = 1.0, WEIGHT, "utility", ASSUMED;
        /// Cost of handing a need to a grid worker who comes by.
        #[zh = "把需求交给上门网格员的成本。"]
        worker_cost: f64 = 0.3, COEFFICIENT, "utility", ASSUMED;
        /// Cost of asking neighbours.
        #[zh = "求助邻里的成本。"]
        neighbours_cost: f64 = 1.2, COEFFICIENT, "utility", ASSUMED;
        /// Cost of going to the community office.
        #[zh = "去社区服务站的成本。"]
        office_cost: f64 = 2.0, COEFFICIENT, "utility", ASSUMED;
        /// Cost of using the platform, before what `technology.cost_tech` takes off.
        #[zh = "使用平台的成本，未扣除 `technology.cost_tech` 所减。"]
        platform_cost: f64 = 1.0, COEFFICIENT, "utility", ASSUMED;
        /// Further cost of the platform for someone without any digital skills.
        #[zh = "毫无数字技能者使用平台的附加成本。"]
        digital_cost: f64 = 1.5, WEIGHT, "utility", ASSUMED;
        /// Cost of going to an organisation.
        #[zh = "找组织的成本。"]
        organisation_cost: f64 = 1.8, COEFFICIENT, "utility", ASSUMED;
        /// What fully built collaboration takes off it.
        #[zh = "协同完全建成时减去的成本。"]
        organisation_relief: f64 = 0.6, WEIGHT, "utility", ASSUMED;
        /// Cost of a petition.
        #[zh = "信访的成本。"]
        petition_cost: f64 = 3.0, COEFFICIENT, "utility", ASSUMED;
        /// Cost of going to law.
        #[zh = "走法律渠道的成本。"]
        law_cost: f64 = 3.5, COEFFICIENT, "utility", ASSUMED;
        /// What full legal awareness takes off it.
        #[zh = "法律意识满额时减去的成本。"]
        law_awareness: f64 = 1.5, WEIGHT, "utility", ASSUMED;
        /// What fully built law takes off it.
        #[zh = "法治完全建成时减去的成本。"]
        law_relief: f64 = 1.0, WEIGHT, "utility", ASSUMED;
        /// Probability that neighbours can help with a trifle in an inactive grid of middling duty.
        #[zh = "在责任感居中而无活动的网格中，邻里能帮上小忙的概率。"]
        help: f64 = 0.5, SHARE, "probability", "Ostrom 1996; value assumed";
        /// Factor on it for public needs.
        #[zh = "公共需求时该概率的倍数。"]
        help_public: f64 = 0.3, SHARE, "factor", ASSUMED;
    }
}

/// What a resident's choice goes by.
pub struct Rules<'a> {
    /// How residents choose.
    pub params: &'a Params,
    /// The rules of the platform.
    pub technology: &'a Technology,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Whether an organisation of each category in the district has room.
    pub organisations: [bool; CATEGORIES],
    /// Where and when it draws.
    pub at: At<'a>,
}

/// The residents of a community and what they know, as far as a choice depends on them.
pub struct Residents<'a> {
    /// What residents bring along.
    pub traits: &'a Traits,
    /// Whom they trust.
    pub trust: &'a Trust,
    /// How they take part.
    pub civic: &'a Civic,
    /// What everyone in a grid knows.
    pub grids: &'a [Grid],
    /// Whom grid workers visit in this round, in order.
    pub visited: &'a [u32],
}

impl Residents<'_> {
    fn is_visited(&self, who: u32) -> bool {
        self.visited.binary_search(&who).is_ok()
    }
}

/// What was decided in a community: decisions, and the outcomes of mutual help.
pub type Voiced = (Vec<Decision>, Vec<Outcome>);

/// Lets the residents of a community decide; formal choices wait for `intake`, mutual help is tried at once.
pub fn choose(rules: &Rules<'_>, residents: &Residents<'_>, key: u64, community: u32, needs: &mut Needs) -> Voiced {
    let reconsider = rules.at.draws(Purpose::Reconsider);
    let mut decisions = Vec::new();
    let mut helped = Vec::new();
    for grid in residents.grids {
        let own = grid.members();
        let stages = &needs.stages()[own.clone()];
        let open = positions(stages.len(), |index| matches!(stages[index], Stage::Deciding | Stage::Waiting));
        let recruited = rules.params.recruit as f32 * share_voiced(&grid.voiced);
        let before = decisions.len();
        for who in open.into_iter().map(|who| who + own.start as u32) {
            let again = || reconsider.uniform(key + u64::from(who)) < rules.params.reconsider as f32;
            if needs.stage(who as usize) == Stage::Deciding || again() || residents.is_visited(who) {
                let chooser = Chooser { rules, residents, grid, recruited, entity: key + u64::from(who), who };
                decisions.push(chooser.decide(community, needs));
            }
        }
        helped.extend(help(rules, residents, grid, key, &decisions[before..]));
    }
    (decisions, helped)
}

/// A resident who decides, with what she goes by.
struct Chooser<'a> {
    rules: &'a Rules<'a>,
    residents: &'a Residents<'a>,
    grid: &'a Grid,
    recruited: f32,
    entity: u64,
    who: u32,
}

impl Chooser<'_> {
    /// Chooses, notes the choice in the need, and goes where it leads.
    fn decide(&self, community: u32, needs: &mut Needs) -> Decision {
        let at = self.rules.at;
        let index = self.who as usize;
        let need = needs.of_mut(index);
        let telephone = at.draws(Purpose::Telephone).uniform(self.entity);
        let utilities = self.utilities(need, telephone);
        let worker = self.of_worker(need);
        let noise = self.rules.params.noise as f32;
        let (choice, by_worker) = pick(&utilities, worker, noise, at.draws(Purpose::Voice).uniform(self.entity));
        let (third, first) = (self.residents.traits.third[index], need.since == at.round);
        let stage = enter(need, choice, at.round);
        let need = *need;
        needs.move_to(index, stage);
        Decision { community, resident: self.who, third, need, first, utilities, choice, worker, by_worker }
    }

    /// The utilities of all channels relative to waiting, NaN where a channel is not available.
    fn utilities(&self, need: &Need, telephone: f32) -> [f32; CHANNELS] {
        let traits = self.residents.traits;
        std::array::from_fn(|position| {
            let channel = Channel::ALL[position];
            if need.failed & channel.bit() != 0 {
                return f32::NAN;
            }
            let cost = cost(self.rules, self.residents, self.who as usize, need, channel, telephone);
            let reluctance = if channel == Channel::Neighbours { 0.0 } else { traits.reluctance[self.who as usize] };
            cost.map_or(f32::NAN, |cost| self.promise(need, channel) - cost - reluctance)
        })
    }

    /// The utility of handing the need to a worker who comes by; NaN if none does or the office has failed.
    fn of_worker(&self, need: &Need) -> f32 {
        if need.failed & Channel::Office.bit() != 0 || !self.residents.is_visited(self.who) {
            return f32::NAN;
        }
        self.promise(need, Channel::Office) - self.rules.params.worker_cost as f32
    }

    /// What speaks for a channel: the benefit expected, duty, what others do, habit.
    fn promise(&self, need: &Need, channel: Channel) -> f32 {
        let (params, residents, index) = (self.rules.params, self.residents, self.who as usize);
        let trust = match channel {
            Channel::Neighbours => residents.trust.neighbours[index],
            Channel::Organisation => residents.trust.organisations[index],
            _ => residents.trust.government[index],
        };
        let success = self.grid.success[channel as usize] * (residents.civic.efficacy[index] + trust) / 2.0;
        let of_duty = if need.kind == Kind::Public { params.duty_weight as f32 } else { 0.0 };
        let of_habit = if channel == Channel::Neighbours { 0.0 } else { params.habit_weight as f32 };
        params.benefit as f32 * need.severity * success
            + of_duty * residents.civic.duty[index]
            + self.recruited
            + of_habit * residents.civic.habit[index]
    }
}

/// The cost of a channel to a resident; none if it is not available to her.
fn cost(
    rules: &Rules<'_>,
    residents: &Residents<'_>,
    index: usize,
    need: &Need,
    channel: Channel,
    telephone: f32,
) -> Option<f32> {
    let Rules { params, technology, levels, organisations, .. } = rules;
    let cost = match channel {
        Channel::Neighbours => params.neighbours_cost,
        Channel::Office => params.office_cost,
        Channel::Platform => {
            let base = params.platform_cost - technology.cost_tech * levels.technology;
            if residents.civic.adopter[index] {
                let exclusion = 1.0 - technology.inclusion * levels.technology;
                base + params.digital_cost * f64::from(1.0 - residents.traits.digital[index]) * exclusion
            } else if f64::from(telephone) < technology.phone * levels.technology {
                base
            } else {
                return None;
            }
        }
        Channel::Organisation if need.agencies == 1 && organisations[need.category as usize] => {
            params.organisation_cost - params.organisation_relief * levels.collaboration
        }
        Channel::Petition if need.failed & PUBLIC_DOORS != 0 => params.petition_cost,
        Channel::Law if need.kind == Kind::Dispute || need.failed & FORMAL != 0 => {
            let awareness = f64::from(residents.civic.legal[index]);
            params.law_cost - params.law_awareness * awareness - params.law_relief * levels.law
        }
        Channel::Organisation | Channel::Petition | Channel::Law => return None,
    };
    Some(cost as f32)
}

/// Draws from the multinomial logit of the utilities, of the worker's and of waiting (none); also says whether the worker was
/// chosen, who takes the need to the office.
fn pick(utilities: &[f32; CHANNELS], worker: f32, noise: f32, chance: f32) -> (Option<Channel>, bool) {
    let highest = utilities.iter().fold(worker.max(0.0), |most, &utility| most.max(utility));
    let weight = |utility: f32| if utility.is_nan() { 0.0 } else { exp((utility - highest) / noise) };
    let weights = utilities.map(weight);
    let mut rest = chance * (weights.iter().sum::<f32>() + weight(worker) + weight(0.0));
    let chosen = Channel::ALL.iter().zip(weights).find_map(|(&channel, weight)| {
        rest -= weight;
        (rest < 0.0).then_some(channel)
    });
    let by_worker = chosen.is_none() && rest < weight(worker);
    (chosen.or(by_worker.then_some(Channel::Office)), by_worker)
}

/// Notes a choice in the need and says where the resident stands after it.
fn enter(need: &mut Need, choice: Option<Channel>, round: i32) -> Stage {
    let Some(channel) = choice else { return Stage::Waiting };
    need.channel = channel;
    need.filed = round;
    Stage::Filed
}

/// Mutual help in a grid, at once; who asked is told in `feedback`.
fn help(
    &Rules { params, at, .. }: &Rules<'_>,
    residents: &Residents<'_>,
    grid: &Grid,
    key: u64,
    decisions: &[Decision],
) -> Vec<Outcome> {
    let stream = at.draws(Purpose::MutualHelp);
    let (activity, duty) = (&residents.civic.activity[grid.members()], &residents.civic.duty[grid.members()]);
    let active = (sum_of(activity, activity_level) / activity.len() as f64) as f32;
    let duty = mean_of(duty, 0.0);
    let asked = decisions.iter().filter(|decision| decision.choice == Some(Channel::Neighbours));
    asked
        .map(|decision| {
            let need = &decision.need;
            let private = unit(params.help as f32 * (1.0 + active) * (1.0 - need.severity) * 2.0 * duty);
            let chance = private * if need.kind == Kind::Public { params.help_public as f32 } else { 1.0 };
            let solved = stream.uniform(key + u64::from(decision.resident)) < chance;
            Outcome::new(decision.community, decision.resident, Body::Neighbours, solved)
        })
        .collect()
}

/// Remembers a round's decisions, which stand in the order of residents: requests by category, who was active, and which
/// recent needs of each grid have been voiced.
pub fn remember(
    rules: &Rules<'_>,
    decisions: &[Decision],
    needs: &mut Needs,
    services: &mut Services,
    grids: &mut [Grid],
    civic: &mut Civic,
) {
    let round = rules.at.round;
    let mut rest = decisions;
    for grid in grids {
        let (own, others) = rest.split_at(rest.partition_point(|d| (d.resident as usize) < grid.members().end));
        rest = others;
        let arisen = own.iter().filter(|decision| decision.first).count() as u32;
        grid.voiced.push_front((arisen, 0));
        for decision in own.iter().filter(|decision| decision.asked().is_some()) {
            let need = needs.of_mut(decision.resident as usize);
            services.requests[need.category as usize] += 1.0;
            civic.active[decision.resident as usize] = round;
            if !need.voiced {
                need.voiced = true;
                if let Some(slot) = grid.voiced.get_mut((round - need.since) as usize) {
                    slot.1 += 1;
                }
            }
        }
        grid.voiced.truncate(rules.params.window as usize);
    }
}

/// Share of the needs of recent rounds that have been voiced; 0 if there were none.
fn share_voiced(recent: &std::collections::VecDeque<(u32, u32)>) -> f32 {
    let (arisen, voiced) = recent.iter().fold((0, 0), |(a, v), &(arisen, voiced)| (a + arisen, v + voiced));
    if arisen > 0 { voiced as f32 / arisen as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests;
