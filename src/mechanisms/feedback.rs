//! Feedback: outcomes become satisfaction, trust, efficacy and expectation.
//!
//! Expectancy-disconfirmation (Van Ryzin 2013) with the fair-process effect: procedure matters most when the outcome is
//! poor (Brockner & Wiesenfeld 1996). Losses weigh more than gains (Kampen et al. 2006).
//!
//! ```text
//! P = 1 - late [(t - filed - deadline) / deadline] if solved, else failed;   J = fair, (fair + autonomy) / 2, or neighbourly
//! z = [base + outcome P + surprise (P - x) + procedure (J - 1/2) + fair_process (J - 1/2) (1 - P)]
//! tau <= eta (z), eta = gain_rate if z > tau else loss_rate     e <= (1 or 0)     x <= (P)     gain <= (z)     G <- relief G
//! ```
//!
//! A bystander whose need a public solution has met learns from it too, counting from when her need arose.
//!
//! While a need is open G <- [G + burden v]; in every round G <- (1 - calm) G and T <- T (1 - resentment G). Everyone hears
//! of what officials do (T <= hearsay), and publicity raises expectations by what is reported.
//!
//! Reads: outcomes, fairness, stocks. Writes: trust, efficacy, expectation, gain, grievance, needs, perceived success.
//! Draws nothing.

use std::collections::VecDeque;

use crate::calendar::YEAR;
use crate::city::{CHANNELS, Channel, Common, Community, End, Services, Stage};
use crate::events::{Body, Closure, Outcome};
use crate::math::{mean, positions, toward, toward_each, unit};
use crate::parameters::{ASSUMED, COEFFICIENT, RATE, SHARE, WEIGHT};

crate::parameters! {
    /// How residents take what happened.
    pub struct Params {
        /// Satisfaction without any performance, expectation met, at middling fairness.
        base: f64 = 0.15, COEFFICIENT, "level", ASSUMED;
        /// Weight of performance.
        outcome: f64 = 0.5, WEIGHT, "weight", "Van Ryzin 2013; value assumed";
        /// Weight of performance minus expectation.
        surprise: f64 = 0.35, WEIGHT, "weight", "Van Ryzin 2013; value assumed";
        /// Weight of fairness.
        procedure: f64 = 0.3, WEIGHT, "weight", "Tyler 1990; value assumed";
        /// Further weight of fairness when performance is poor.
        fair_process: f64 = 0.2, WEIGHT, "weight", "Brockner & Wiesenfeld 1996; value assumed";
        /// What a solution a full deadline late loses in performance.
        late: f64 = 0.5, SHARE, "level", ASSUMED;
        /// Performance of a failure.
        failed: f64 = 0.1, SHARE, "level", ASSUMED;
        /// Fairness of help among neighbours.
        neighbourly: f64 = 0.7, SHARE, "level", ASSUMED;
        /// Satisfaction from which a resident counts as satisfied.
        satisfied: f64 = 0.5, SHARE, "level", ASSUMED;
        /// How much a good experience raises trust.
        gain_rate: f64 = 0.06, RATE, "rate", "Kampen et al. 2006 (asymmetry); value assumed";
        /// How much a bad experience lowers trust.
        loss_rate: f64 = 0.15, RATE, "rate", "Kampen et al. 2006 (asymmetry); value assumed";
        /// How much an outcome moves efficacy.
        efficacy_rate: f64 = 0.1, RATE, "rate", ASSUMED;
        /// How much performance moves expectation.
        expectation_rate: f64 = 0.1, RATE, "rate", ASSUMED;
        /// How much satisfaction moves the sense of gain.
        gain_memory: f64 = 0.1, RATE, "rate", ASSUMED;
        /// Share of grievance that a solution leaves.
        relief: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How much an open need of full severity adds to grievance in a round.
        burden: f64 = 0.02, RATE, "1 per round", ASSUMED;
        /// Share of grievance that passes in a round.
        calm: f64 = 0.01, RATE, "1 per round", ASSUMED;
        /// Share of trust in government that full grievance takes in a round.
        resentment: f64 = 0.01, RATE, "1 per round", "Devine & Valgardsson 2023; value assumed";
        /// How much what is heard moves trust in government.
        hearsay: f64 = 0.006, RATE, "rate", ASSUMED;
        /// How much publicity moves expectation.
        publicity_rate: f64 = 0.004, RATE, "rate", "Van Ryzin 2011; value assumed";
        /// Rounds whose closed cases are made public.
        window: u32 = 12, 1..=10 * YEAR, "rounds", ASSUMED;
        /// How much an outcome moves a channel's perceived success.
        success_rate: f64 = 0.05, RATE, "rate", ASSUMED;
    }
}

/// What feedback in a district goes by.
pub struct Rules<'a> {
    /// How residents take what happened.
    pub params: &'a Params,
    /// Deadline in rounds.
    pub deadline: f32,
    /// Fairness of handling everywhere.
    pub fair: f32,
    /// Autonomy of organisations.
    pub autonomy: f32,
    /// Share of recently closed cases that were reported resolved, and how much publicity moves expectation.
    pub reported: Option<(f32, f32)>,
    /// This round.
    pub round: i32,
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

/// One round of feedback in a community; `outcomes` are those of its residents.
pub fn learn(rules: &Rules<'_>, outcomes: &mut [Outcome], community: &mut Community) {
    let heard = heard(rules, &community.services, &community.common);
    let mut tried = [(0u32, 0u32); CHANNELS];
    for outcome in outcomes {
        let channel = feel(rules, outcome, community);
        let (count, solved) = &mut tried[channel as usize];
        *count += u32::from(outcome.asked);
        *solved += u32::from(outcome.asked && outcome.solved);
    }
    pass(rules, heard, community);
    for (success, (count, solved)) in community.common.success.iter_mut().zip(tried) {
        if count > 0 {
            *success = toward_each(*success, rules.params.success_rate as f32, count, solved as f32 / count as f32);
        }
    }
}

/// What everyone hears of government: how offices and platform do, how fair, and what services are like.
fn heard(rules: &Rules<'_>, services: &Services, common: &Common) -> f32 {
    let success = common.success[Channel::Office as usize] + common.success[Channel::Platform as usize];
    (success / 2.0 + rules.fair + mean(services.stock).unwrap_or(0.0)) / 3.0
}

/// One resident takes in an outcome; returns the channel that it came through.
fn feel(rules: &Rules<'_>, outcome: &mut Outcome, community: &mut Community) -> Channel {
    let params = rules.params;
    let index = outcome.resident as usize;
    let need = community.needs.of(index);
    let channel = need.channel;
    let began = if outcome.asked { need.filed } else { need.since };
    let performance = performance(rules, outcome.solved, rules.round - began);
    let expectation = &mut community.wellbeing.expectation[index];
    let satisfaction = satisfaction(params, performance, *expectation, justice(rules, outcome.body));
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
    if outcome.solved {
        community.needs.end(index);
        community.wellbeing.grievance[index] *= params.relief as f32;
    } else {
        community.needs.of_mut(index).failed |= channel.bit();
        community.needs.move_to(index, Stage::Deciding);
    }
    (outcome.satisfaction, outcome.third) = (satisfaction, community.traits.third[index]);
    channel
}

/// Performance `P` of an attempt that took `rounds`.
fn performance(rules: &Rules<'_>, solved: bool, rounds: i32) -> f32 {
    let late = unit((rounds as f32 - rules.deadline) / rules.deadline);
    if solved { 1.0 - rules.params.late as f32 * late } else { rules.params.failed as f32 }
}

/// Fairness `J` of whoever dealt with the need.
fn justice(rules: &Rules<'_>, body: Body) -> f32 {
    match body {
        Body::Government | Body::Law => rules.fair,
        Body::Organisation(_) => (rules.fair + rules.autonomy) / 2.0,
        Body::Neighbours => rules.params.neighbourly as f32,
    }
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

/// What happens to everyone in every round, with or without an outcome.
fn pass(rules: &Rules<'_>, heard: f32, community: &mut Community) {
    let params = rules.params;
    let (burden, calm) = (params.burden as f32, 1.0 - params.calm as f32);
    let (resentment, hearsay) = (params.resentment as f32, params.hearsay as f32);
    let Community { trust, wellbeing, needs, .. } = community;
    let stages = needs.stages();
    for who in positions(stages.len(), |index| stages[index] != Stage::None) {
        let grievance = &mut wellbeing.grievance[who as usize];
        *grievance = unit(*grievance + burden * needs.of(who as usize).severity);
    }
    for (trust, grievance) in trust.government.iter_mut().zip(&mut wellbeing.grievance) {
        *grievance *= calm;
        *trust = toward(*trust * (1.0 - resentment * *grievance), hearsay, heard);
    }
    if let Some((reported, rate)) = rules.reported {
        wellbeing.expectation.iter_mut().for_each(|expectation| *expectation = toward(*expectation, rate, reported));
    }
}

#[cfg(test)]
mod tests;
