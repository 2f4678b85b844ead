//! Participation: whether residents take part in civic activities.
//!
//! Civic voluntarism (Verba, Schlozman & Brady 1995): resources, engagement and recruitment.
//!
//! ```text
//! civic_i = base + ses (s - 1/2) + duty n + efficacy e + trust U + peers r_i + level L_part
//! P(takes part) = rate logistic(civic_i)          a <= memory (1 or 0);  taking part: U <= bond (1), n <= habit (1)
//! ```
//!
//! `r_i` is the mean activity of neighbours, read as a level.
//!
//! Reads: ses, efficacy, neighbours' activity. Writes: activity, trust in neighbours, duty, last activity. Draws: civic
//! activity.

use crate::city::{Civic, Ties, Traits, Trust, activity_level};
use crate::institutions::Levels;
use crate::math::{logistic, toward};
use crate::parameters::{ASSUMED, COEFFICIENT, RATE, SHARE};
use crate::streams::{Purpose, Streams};

crate::parameters! {
    /// Who takes part in civic life.
    pub struct Params {
        /// Constant of the logistic.
        base: f64 = -3.8, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of ses minus one half.
        ses: f64 = 3.0, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of civic duty.
        duty: f64 = 1.5, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of efficacy.
        efficacy: f64 = 1.0, COEFFICIENT, "logit", "Verba, Schlozman & Brady 1995; value assumed";
        /// Coefficient of trust in neighbours.
        trust: f64 = 0.8, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of neighbours' activity.
        peers: f64 = 1.5, COEFFICIENT, "logit", ASSUMED;
        /// Coefficient of the level of participation.
        level: f64 = 0.8, COEFFICIENT, "logit", ASSUMED;
        /// Civic activities that are open to a resident in a round.
        rate: f64 = 0.1, SHARE, "probability per round", ASSUMED;
        /// How fast recent activity follows.
        memory: f64 = 0.08, RATE, "rate", ASSUMED;
        /// How much taking part raises trust in neighbours.
        bond: f64 = 0.01, RATE, "rate", ASSUMED;
        /// How much taking part raises civic duty.
        habit: f64 = 0.01, RATE, "rate", ASSUMED;
        /// Rounds over which `participation_rate` counts voice, attendance and civic activity.
        window: u32 = 12, 1..=520, "rounds", ASSUMED;
    }
}

/// What makes a resident take part: the columns read and the coefficients, ready for use.
pub struct Voluntarism<'a> {
    /// What residents bring along.
    pub traits: &'a Traits,
    /// Ties of the district.
    pub ties: &'a Ties,
    /// Recent activity of all residents of the district, from before the phase.
    pub activity: &'a [f32],
    /// Position of the community's first resident in the district.
    pub first: usize,
}

impl Voluntarism<'_> {
    /// The inclination `civic_i` of a resident to take part, as a logit.
    pub fn of(&self, params: &Params, levels: &Levels, trust: &Trust, civic: &Civic, index: usize) -> f32 {
        (params.base + params.level * levels.participation) as f32
            + params.ses as f32 * (self.traits.ses[index] - 0.5)
            + params.duty as f32 * civic.duty[index]
            + params.efficacy as f32 * civic.efficacy[index]
            + params.trust as f32 * trust.neighbours[index]
            + params.peers as f32 * self.peers(index)
    }

    /// Mean activity of neighbours read as a level; 0 without neighbours.
    fn peers(&self, index: usize) -> f32 {
        let neighbours = self.ties.of(self.first + index);
        if neighbours.is_empty() {
            return 0.0;
        }
        let sum: f32 = neighbours.iter().map(|&other| self.activity[other as usize]).sum();
        activity_level(sum / neighbours.len() as f32)
    }
}

/// One round of civic activity in a community; returns who took part, by third of ses.
pub fn take_part(
    params: &Params,
    levels: &Levels,
    voluntarism: &Voluntarism<'_>,
    (streams, round, place): (&Streams, i32, u64),
    trust: &mut Trust,
    civic: &mut Civic,
) -> [u32; 3] {
    let stream = streams.round(Purpose::CivicActivity, round);
    let (rate, memory) = (params.rate as f32, params.memory as f32);
    let mut taken = [0; 3];
    for index in 0..civic.activity.len() {
        let chance = stream.uniform(place + index as u64);
        // Nobody's probability exceeds the rate: most are decided without looking further.
        let takes_part = chance < rate && chance < rate * logistic(voluntarism.of(params, levels, trust, civic, index));
        civic.activity[index] = toward(civic.activity[index], memory, if takes_part { 1.0 } else { 0.0 });
        if takes_part {
            trust.neighbours[index] = toward(trust.neighbours[index], params.bond as f32, 1.0);
            civic.duty[index] = toward(civic.duty[index], params.habit as f32, 1.0);
            civic.active[index] = round;
            taken[voluntarism.traits.third[index] as usize] += 1;
        }
    }
    taken
}
