//! Feedback: outcomes become satisfaction, trust, efficacy and expectation.
//!
//! Expectancy-disconfirmation (Van Ryzin 2013) with the fair-process effect: procedure matters most when the outcome is
//! poor (Brockner & Wiesenfeld 1996). Losses weigh more than gains (Kampen et al. 2006).
//!
//! ```text
//! P = 1 - late [(t - filed - patience) / patience] if solved; else failed, or failed_promptly if worked on within patience
//! J = [fair - misrouted [is] - delayed [longer than patience] - deceived [closed falsely]] of offices; fair of law;
//!     (fair + autonomy) / 2 of organisations; neighbourly
//! z = [base + outcome P + surprise (P - x) + procedure (J - 1/2) + fair_process (J - 1/2) (1 - P)]
//! tau <= eta (z), eta = gain_rate if z > tau else loss_rate     e <= (1 or 0)     x <= (P)     gain <= (z)     G <- relief G
//! ```
//!
//! satisfied with probability logistic((z - satisfied) / satisfied_spread)       u <= habit_rate (1 or -1), asked formally
//! F_r <= fairness_rate (J) for each outcome at government or law that she asked  q_r,ch <= success_rate (1 or 0)
//!
//! A bystander whose need a public solution has met learns from it too, counting from when her need arose.
//!
//! While a need is open G <- [G + burden v]; in every round G <- (1 - calm) G and T <- T (1 - resentment G). Everyone hears
//! of what officials do (T <= hearsay (mean of q, F_r, S)), publicity raises expectations by what is reported, habits fade.
//!
//! Reads: outcomes, fairness, stocks. Writes: trust, efficacy, expectation, gain, grievance, habit, needs, perceived success,
//! lived fairness, the account of needs. Draws: satisfaction.

use std::collections::VecDeque;

use crate::calendar::YEAR;
use crate::city::{CHANNELS, Channel, Community, End, Grid, Services, Stage};
use crate::events::{Body, Closure, Decision, Outcome};
use crate::math::{logistic, mean, positions, toward, toward_each, unit};
use crate::parameters::{ASSUMED, COEFFICIENT, POSITIVE, RATE, SHARE, WEIGHT};
use crate::streams::{At, Purpose, Stream};

crate::parameters! {
    /// How residents take what happened.
    pub struct Params {
        /// Satisfaction without any performance, expectation met, at middling fairness.
        #[zh = "毫无绩效、期望得到满足、公平居中时的满意度。"]
        base: f64 = 0.15, COEFFICIENT, "level", ASSUMED;
        /// Weight of performance.
        #[zh = "绩效的权重。"]
        outcome: f64 = 0.5, WEIGHT, "weight", "Van Ryzin 2013; value assumed";
        /// Weight of performance minus expectation.
        #[zh = "绩效减期望的权重。"]
        surprise: f64 = 0.35, WEIGHT, "weight", "Van Ryzin 2013; value assumed";
        /// Weight of fairness.
        #[zh = "公平的权重。"]
        procedure: f64 = 0.3, WEIGHT, "weight", "Tyler 1990; value assumed";
        /// Further weight of fairness when performance is poor.
        #[zh = "绩效差时公平的附加权重。"]
        fair_process: f64 = 0.2, WEIGHT, "weight", "Brockner & Wiesenfeld 1996; value assumed";
        /// Rounds that residents wait before they hold it against whoever is to help.
        #[zh = "居民等待多少轮后开始归咎于应帮助她的一方。"]
        patience: f64 = 4.0, 0.1..=10.0 * f64::from(YEAR), "rounds", ASSUMED;
        /// What a solution that took twice the patience loses in performance.
        #[zh = "解决用时为耐心两倍时绩效的损失。"]
        late: f64 = 0.5, SHARE, "level", ASSUMED;
        /// Performance of a failure.
        #[zh = "失败的绩效。"]
        failed: f64 = 0.1, SHARE, "level", ASSUMED;
        /// Performance of a failure that was first worked on within patience.
        #[zh = "在耐心期内首次办理而失败的绩效。"]
        failed_promptly: f64 = 0.3, SHARE, "level", ASSUMED;
        /// What being sent to the wrong desk takes off fairness.
        #[zh = "被派错对公平的减损。"]
        misrouted: f64 = 0.2, SHARE, "level", "Tyler 1990; value assumed";
        /// What waiting longer than patience takes off it.
        #[zh = "等待超过耐心对公平的减损。"]
        delayed: f64 = 0.2, SHARE, "level", "Tyler 1990; value assumed";
        /// What it takes off it to be told that a need is met when it is not.
        #[zh = "需求未得满足却被告知已满足，对公平的减损。"]
        deceived: f64 = 0.3, SHARE, "level", "Tyler 1990; value assumed";
        /// How much the fairness of an outcome moves the fairness that a grid has lived.
        #[zh = "一次结果的公平对网格亲历公平的影响程度。"]
        fairness_rate: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Fairness of help among neighbours.
        #[zh = "邻里互助的公平。"]
        neighbourly: f64 = 0.7, SHARE, "level", ASSUMED;
        /// Satisfaction at which a resident says as often as not that she is satisfied.
        #[zh = "居民表示满意与否机会各半时的满意度。"]
        satisfied: f64 = 0.3, COEFFICIENT, "level", ASSUMED;
        /// How far from it the answer is still open: scale of a logistic distribution.
        #[zh = "偏离多远时回答仍不确定：逻辑分布的尺度。"]
        satisfied_spread: f64 = 0.15, POSITIVE, "level", ASSUMED;
        /// How much an outcome moves the habit of asking.
        #[zh = "一次结果对求助习惯的影响程度。"]
        habit_rate: f64 = 0.3, RATE, "rate", ASSUMED;
        /// Share of a habit that is lost in a round.
        #[zh = "习惯每轮丧失的比例。"]
        habit_loss: f64 = 0.005, RATE, "1 per round", ASSUMED;
        /// How much a good experience raises trust.
        #[zh = "一次好的经历使信任提高的幅度。"]
        gain_rate: f64 = 0.06, RATE, "rate", "Kampen et al. 2006 (asymmetry); value assumed";
        /// How much a bad experience lowers trust.
        #[zh = "一次坏的经历使信任降低的幅度。"]
        loss_rate: f64 = 0.15, RATE, "rate", "Kampen et al. 2006 (asymmetry); value assumed";
        /// How much an outcome moves efficacy.
        #[zh = "一次结果对效能感的影响程度。"]
        efficacy_rate: f64 = 0.1, RATE, "rate", ASSUMED;
        /// How much performance moves expectation.
        #[zh = "绩效对期望的影响程度。"]
        expectation_rate: f64 = 0.1, RATE, "rate", ASSUMED;
        /// How much satisfaction moves the sense of gain.
        #[zh = "满意度对获得感的影响程度。"]
        gain_memory: f64 = 0.1, RATE, "rate", ASSUMED;
        /// Share of grievance that a solution leaves.
        #[zh = "解决之后仍留下的积怨比例。"]
        relief: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How much an open need of full severity adds to grievance in a round.
        #[zh = "一个完全严重的未了需求每轮增加的积怨。"]
        burden: f64 = 0.02, RATE, "1 per round", ASSUMED;
        /// Share of grievance that passes in a round.
        #[zh = "积怨每轮消退的比例。"]
        calm: f64 = 0.01, RATE, "1 per round", ASSUMED;
        /// Share of trust in government that full grievance takes in a round.
        #[zh = "满额积怨每轮耗去的政府信任比例。"]
        resentment: f64 = 0.01, RATE, "1 per round", "Devine & Valgardsson 2023; value assumed";
        /// How much what is heard moves trust in government.
        #[zh = "听闻对政府信任的影响程度。"]
        hearsay: f64 = 0.006, RATE, "rate", ASSUMED;
        /// How much publicity moves expectation.
        #[zh = "公开对期望的影响程度。"]
        publicity_rate: f64 = 0.004, RATE, "rate", "Van Ryzin 2011; value assumed";
        /// Rounds whose closed cases are made public.
        #[zh = "公开最近多少轮的办结案件。"]
        window: u32 = 12, 1..=10 * YEAR, "rounds", ASSUMED;
        /// How much an outcome moves a channel's perceived success.
        #[zh = "一次结果对渠道感知成功率的影响程度。"]
        success_rate: f64 = 0.05, RATE, "rate", ASSUMED;
    }
}

/// What feedback in a district goes by.
pub struct Rules<'a> {
    /// How residents take what happened.
    pub params: &'a Params,
    /// Fairness of handling before anything goes wrong with a case.
    pub fair: f32,
    /// Autonomy of organisations.
    pub autonomy: f32,
    /// Share of recently closed cases that were reported resolved, and how much publicity moves expectation.
    pub reported: Option<(f32, f32)>,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Remembers a round's closed cases and gives the share of recent ones that were reported resolved.
pub fn report(params: &Params, closures: &[Closure], recent: &mut VecDeque<(u32, u32)>) -> Option<f32> {
    let closed = closures.iter().filter(|closure| closure.end != End::Withdrawn);
    let counts = closed.fold((0, 0), |(closed, resolved), closure| {
        (closed + 1, resolved + u32::from(matches!(closure.end, End::Solved | End::ClosedFalsely)))
    });
    recent.push_front(counts);
    recent.truncate(params.window as usize);
    let (closed, resolved) = recent.iter().fold((0, 0), |(c, r), &(closed, resolved)| (c + closed, r + resolved));
    (closed > 0).then(|| resolved as f32 / closed as f32)
}

/// Remembers a round's new needs and those solved, by third of ses, for a year.
pub fn keep_account(decisions: &[Decision], outcomes: &[Outcome], account: &mut VecDeque<[[u32; 2]; 3]>) {
    let mut round = [[0; 2]; 3];
    decisions.iter().filter(|decision| decision.first).for_each(|decision| round[decision.third as usize][0] += 1);
    outcomes.iter().filter(|outcome| outcome.solved).for_each(|outcome| round[outcome.third as usize][1] += 1);
    account.push_front(round);
    account.truncate(YEAR as usize);
}

/// What the residents of a grid have lived in a round.
#[derive(Clone, Default)]
struct Lived {
    /// Attempts through each channel, and how many solved the need.
    tried: [[u32; 2]; CHANNELS],
    /// Outcomes at government and law, and the sum of their fairness.
    treated: (u32, f32),
}

/// One round of feedback in a community; `outcomes` are those of its residents.
pub fn learn(rules: &Rules<'_>, outcomes: &mut [Outcome], community: &mut Community) {
    let heard: Vec<f32> = community.grids.iter().map(|grid| heard(&community.services, grid)).collect();
    let mut lived = vec![Lived::default(); community.grids.len()];
    let stream = rules.at.draws(Purpose::Satisfaction);
    for outcome in outcomes {
        let channel = feel(rules, stream, outcome, community);
        if outcome.asked {
            let lived = &mut lived[community.grid_of(outcome.resident) as usize];
            lived.tried[channel as usize][0] += 1;
            lived.tried[channel as usize][1] += u32::from(outcome.solved);
            if matches!(outcome.body, Body::Government | Body::Law) {
                lived.treated = (lived.treated.0 + 1, lived.treated.1 + outcome.justice);
            }
        }
    }
    pass(rules, &heard, community);
    community.grids.iter_mut().zip(lived).for_each(|(grid, lived)| settle(rules.params, &lived, grid));
}

/// What has been lived becomes what the grid knows.
fn settle(params: &Params, lived: &Lived, grid: &mut Grid) {
    for (success, &[count, solved]) in grid.success.iter_mut().zip(&lived.tried) {
        if count > 0 {
            *success = toward_each(*success, params.success_rate as f32, count, solved as f32 / count as f32);
        }
    }
    let (count, sum) = lived.treated;
    if count > 0 {
        grid.fairness = toward_each(grid.fairness, params.fairness_rate as f32, count, sum / count as f32);
    }
}

/// What everyone hears of government: how offices and platform do, how fair, and what services are like.
fn heard(services: &Services, grid: &Grid) -> f32 {
    let success = grid.success[Channel::Office as usize] + grid.success[Channel::Platform as usize];
    (success / 2.0 + grid.fairness + mean(services.stock).unwrap_or(0.0)) / 3.0
}

/// One resident takes in an outcome; returns the channel that it came through.
fn feel(rules: &Rules<'_>, stream: Stream, outcome: &mut Outcome, community: &mut Community) -> Channel {
    let params = rules.params;
    let index = outcome.resident as usize;
    let need = community.needs.of(index);
    let channel = need.channel;
    let began = if outcome.asked { need.filed } else { need.since };
    let rounds = rules.at.round - began;
    let performance = performance(params, outcome, began, rounds);
    let justice = justice(rules, outcome, rounds);
    let expectation = &mut community.wellbeing.expectation[index];
    let satisfaction = satisfaction(params, performance, *expectation, justice);
    let trust = match outcome.body {
        Body::Government | Body::Law => &mut community.trust.government[index],
        Body::Organisation(_) => &mut community.trust.organisations[index],
        Body::Neighbours => &mut community.trust.neighbours[index],
    };
    *trust = judge(params, *trust, satisfaction);
    *expectation = toward(*expectation, params.expectation_rate as f32, performance);
    let efficacy = &mut community.civic.efficacy[index];
    *efficacy = toward(*efficacy, params.efficacy_rate as f32, if outcome.solved { 1.0 } else { 0.0 });
    let gain = &mut community.wellbeing.gain[index];
    *gain = toward(*gain, params.gain_memory as f32, satisfaction);
    outcome.satisfied = stream.uniform(community.key + u64::from(outcome.resident)) < content(params, satisfaction);
    if outcome.asked && outcome.body != Body::Neighbours {
        let habit = &mut community.civic.habit[index];
        *habit = toward(*habit, params.habit_rate as f32, if outcome.satisfied { 1.0 } else { -1.0 });
    }
    if outcome.solved {
        community.needs.end(index);
        community.wellbeing.grievance[index] *= params.relief as f32;
    } else {
        community.needs.of_mut(index).failed |= channel.bit();
        community.needs.move_to(index, Stage::Deciding);
    }
    outcome.third = community.traits.third[index];
    (outcome.performance, outcome.justice, outcome.satisfaction) = (performance, justice, satisfaction);
    channel
}

/// Performance `P` of an attempt that began in a round and took so many.
fn performance(params: &Params, outcome: &Outcome, began: i32, rounds: i32) -> f32 {
    let patience = params.patience as f32;
    if outcome.solved {
        return 1.0 - params.late as f32 * unit((rounds as f32 - patience) / patience);
    }
    let prompt = outcome.begun.is_some_and(|begun| (begun - began) as f32 <= patience);
    (if prompt { params.failed_promptly } else { params.failed }) as f32
}

/// Fairness `J` of whoever dealt with the need, in so many rounds.
fn justice(Rules { params, fair, autonomy, .. }: &Rules<'_>, outcome: &Outcome, rounds: i32) -> f32 {
    match outcome.body {
        Body::Government => {
            let slights = [
                (outcome.misrouted, params.misrouted),
                (f64::from(rounds) > params.patience, params.delayed),
                (outcome.falsely, params.deceived),
            ];
            let taken: f64 = slights.into_iter().filter(|(is, _)| *is).map(|(_, slight)| slight).sum();
            (fair - taken as f32).max(0.0)
        }
        Body::Law => *fair,
        Body::Organisation(_) => (fair + autonomy) / 2.0,
        Body::Neighbours => params.neighbourly as f32,
    }
}

/// Probability that someone with this satisfaction `z` says that she is satisfied.
pub fn content(params: &Params, satisfaction: f32) -> f32 {
    logistic((satisfaction - params.satisfied as f32) / params.satisfied_spread as f32)
}

/// Satisfaction `z` with an attempt.
pub fn satisfaction(params: &Params, performance: f32, expectation: f32, justice: f32) -> f32 {
    let fairness = justice - 0.5;
    unit(
        params.base as f32
            + params.outcome as f32 * performance
            + params.surprise as f32 * (performance - expectation)
            + params.procedure as f32 * fairness
            + params.fair_process as f32 * fairness * (1.0 - performance),
    )
}

/// Trust after an experience: losses move it faster than gains.
pub fn judge(params: &Params, trust: f32, satisfaction: f32) -> f32 {
    let rate = if satisfaction > trust { params.gain_rate } else { params.loss_rate };
    toward(trust, rate as f32, satisfaction)
}

/// What happens to everyone in every round, with or without an outcome; `heard` is what a grid hears.
fn pass(rules: &Rules<'_>, heard: &[f32], community: &mut Community) {
    let params = rules.params;
    let (burden, calm) = (params.burden as f32, 1.0 - params.calm as f32);
    let (resentment, hearsay) = (params.resentment as f32, params.hearsay as f32);
    let Community { trust, wellbeing, needs, civic, grids, .. } = community;
    let stages = needs.stages();
    for who in positions(stages.len(), |index| stages[index] != Stage::None) {
        let grievance = &mut wellbeing.grievance[who as usize];
        *grievance = unit(*grievance + burden * needs.of(who as usize).severity);
    }
    for (grid, &heard) in grids.iter().zip(heard) {
        let own = grid.members();
        for (trust, grievance) in trust.government[own.clone()].iter_mut().zip(&mut wellbeing.grievance[own]) {
            *grievance *= calm;
            *trust = toward(*trust * (1.0 - resentment * *grievance), hearsay, heard);
        }
    }
    let kept = 1.0 - params.habit_loss as f32;
    civic.habit.iter_mut().for_each(|habit| *habit *= kept);
    if let Some((reported, rate)) = rules.reported {
        wellbeing.expectation.iter_mut().for_each(|expectation| *expectation = toward(*expectation, rate, reported));
    }
}

#[cfg(test)]
mod tests;
