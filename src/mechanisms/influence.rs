//! Influence: neighbours, norms, adoption of the platform, legal awareness, and how residents feel.
//!
//! Opinions with a pull back to dispositions (Friedkin & Johnsen 1990), conditional cooperation (Fischbacher & Gaechter
//! 2001), diffusion of the platform (Bass 1969).
//!
//! ```text
//! T <= opinion (mean of neighbours' T), then T <= disposition (T0); O, U alike
//! n <= example ([example_weight r_i]), n <= exemplars L_virtue (1), n <= duty_disposition (n0)
//! adopts with probability digital L_tech (innovation + imitation share of neighbours who have); leaves with churn (1 - digital)
//! legal <= legal_peers (mean of neighbours'), legal <= education L_law (1), legal <= legal_disposition (legal0)
//! gain <= ([sum_g (h_ig / sum h) S_cg + gain_ses (s - 1/2) - gain_grievance G])
//! security <= ([safety S_c,safety + fair_weight fair - security_grievance G])
//! happiness <= ([gain, security, U, gain relative to neighbours', - G, weighted])
//! ```
//!
//! Everyone reads the state from before the phase, her own and neighbours'.
//!
//! Reads: neighbours, dispositions, hazards, stocks. Writes: trust, duty, adoption, legal awareness, gain, happiness,
//! security. Draws: adoption and leaving.

use crate::city::{
    Categories, Category, Civic, Community, PerCategory, Services, Ties, Traits, activity_level, age_effect,
};
use crate::institutions::Levels;
use crate::math::{mean, toward, unit};
use crate::parameters::{ASSUMED, COEFFICIENT, RATE, SHARE, WEIGHT};
use crate::streams::{Purpose, Streams};

crate::parameters! {
    /// How residents influence each other, and how they feel.
    pub struct Params {
        /// How much neighbours' trust moves one's own.
        opinion: f64 = 0.002, RATE, "rate", "Friedkin & Johnsen 1990; value assumed";
        /// How much trust drifts back to its disposition.
        disposition: f64 = 0.005, RATE, "rate", "Friedkin & Johnsen 1990; value assumed";
        /// How much neighbours' activity moves civic duty.
        example: f64 = 0.02, RATE, "rate", "Fischbacher & Gaechter 2001; value assumed";
        /// Civic duty that full activity of neighbours calls for.
        example_weight: f64 = 1.5, WEIGHT, "factor", ASSUMED;
        /// How much fully built virtue raises civic duty.
        exemplars: f64 = 0.01, RATE, "rate", ASSUMED;
        /// How much civic duty drifts back to its disposition.
        duty_disposition: f64 = 0.01, RATE, "rate", ASSUMED;
        /// Probability that someone fully skilled takes up a fully built platform on her own.
        innovation: f64 = 0.002, SHARE, "probability per round", "Bass 1969; value assumed";
        /// What it adds if all neighbours have it.
        imitation: f64 = 0.05, SHARE, "probability per round", "Bass 1969; value assumed";
        /// Probability that someone without digital skills leaves the platform.
        churn: f64 = 0.01, SHARE, "probability per round", ASSUMED;
        /// How much neighbours' legal awareness moves one's own.
        legal_peers: f64 = 0.005, RATE, "rate", ASSUMED;
        /// How much fully built law raises legal awareness.
        education: f64 = 0.002, RATE, "rate", ASSUMED;
        /// How much legal awareness drifts back to its disposition.
        legal_disposition: f64 = 0.005, RATE, "rate", ASSUMED;
        /// How fast the sense of gain follows what a resident lives in.
        gain_rate: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Weight of ses minus one half in the sense of gain.
        gain_ses: f64 = 0.5, COEFFICIENT, "weight", ASSUMED;
        /// Weight of grievance in it.
        gain_grievance: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// How fast the sense of security follows.
        security_rate: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Weight of the safety stock in the sense of security.
        safety: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of fairness in it.
        fairness: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of grievance in it.
        security_grievance: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// How fast happiness follows.
        happiness_rate: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Weight of gain in happiness.
        happiness_gain: f64 = 0.4, WEIGHT, "weight", ASSUMED;
        /// Weight of security in it.
        happiness_security: f64 = 0.3, WEIGHT, "weight", ASSUMED;
        /// Weight of trust in neighbours in it.
        happiness_trust: f64 = 0.3, WEIGHT, "weight", ASSUMED;
        /// Weight of gain relative to neighbours' in it.
        happiness_relative: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of grievance in it.
        happiness_grievance: f64 = 0.3, WEIGHT, "weight", ASSUMED;
    }
}

/// What neighbours see of a resident: trust in government, organisations and neighbours, activity, legal awareness, gain,
/// adoption. One row of 32 bytes, so that a neighbour is one read.
pub type Seen = [f32; 8];

/// What a district's residents show, in the order of the district.
pub fn look(community: &Community, seen: &mut [Seen]) {
    let Community { trust, civic, wellbeing, .. } = community;
    for (index, row) in seen.iter_mut().enumerate() {
        *row = [
            trust.government[index],
            trust.organisations[index],
            trust.neighbours[index],
            civic.activity[index],
            civic.legal[index],
            wellbeing.gain[index],
            f32::from(u8::from(civic.adopter[index])),
            0.0,
        ];
    }
}

/// What a resident sees of her neighbours on average; herself, without activity, if she has none.
fn around(ties: &Ties, resident: usize, seen: &[Seen]) -> Seen {
    let neighbours = ties.of(resident);
    if neighbours.is_empty() {
        let [government, organisations, neighbours, _, legal, gain, ..] = seen[resident];
        return [government, organisations, neighbours, 0.0, legal, gain, 0.0, 0.0];
    }
    let mut sum = [0.0; 8];
    for &other in neighbours {
        let row = &seen[other as usize];
        (0..8).for_each(|i| sum[i] += row[i]);
    }
    let share = 1.0 / neighbours.len() as f32;
    sum.map(|total| total * share)
}

/// Where a community's residents look: the ties, what the district shows, and where the community begins in it.
pub struct View<'a> {
    /// Ties of the district.
    pub ties: &'a Ties,
    /// What its residents show.
    pub seen: &'a [Seen],
    /// Position of the community's first resident in the district.
    pub first: usize,
}

/// One round of influence in a community; `fair` is the fairness of handling everywhere.
pub fn spread(
    params: &Params,
    categories: &Categories,
    levels: &Levels,
    fair: f32,
    view: &View<'_>,
    (streams, round): (&Streams, i32),
    community: &mut Community,
) {
    let mood = Mood::new(params, categories, fair, &community.services);
    let stream = streams.round(Purpose::Adoption, round);
    let place = community.place;
    for index in 0..community.traits.ses.len() {
        let around = around(view.ties, view.first + index, view.seen);
        let chance = stream.uniform(place + index as u64);
        mood.feel(params, index, around[5], community);
        persuade(params, index, &around, community);
        norms(params, levels, index, &around, &community.traits, &mut community.civic);
        let digital = community.traits.digital[index];
        let adopter = &mut community.civic.adopter[index];
        *adopter = adopts(params, levels.technology as f32, *adopter, digital, around[6], chance);
    }
}

/// Trust after a look at neighbours and a pull back to the disposition.
fn persuade(params: &Params, index: usize, around: &Seen, community: &mut Community) {
    let (opinion, back) = (params.opinion as f32, params.disposition as f32);
    let dispositions = &community.traits.trust;
    let move_on = |trust: &mut f32, others: f32, home: f32| *trust = blend(*trust, opinion, others, back, home);
    move_on(&mut community.trust.government[index], around[0], dispositions.government[index]);
    move_on(&mut community.trust.organisations[index], around[1], dispositions.organisations[index]);
    move_on(&mut community.trust.neighbours[index], around[2], dispositions.neighbours[index]);
}

/// One step of Friedkin-Johnsen influence: towards others, then back to the disposition.
pub fn blend(state: f32, opinion: f32, others: f32, back: f32, home: f32) -> f32 {
    toward(toward(state, opinion, others), back, home)
}

/// Civic duty and legal awareness after a look at neighbours, exemplars, education and a pull back.
fn norms(params: &Params, levels: &Levels, index: usize, around: &Seen, traits: &Traits, civic: &mut Civic) {
    let duty = &mut civic.duty[index];
    *duty = toward(*duty, params.example as f32, unit(params.example_weight as f32 * activity_level(around[3])));
    *duty = toward(*duty, (params.exemplars * levels.virtue) as f32, 1.0);
    *duty = toward(*duty, params.duty_disposition as f32, traits.duty[index]);
    let legal = &mut civic.legal[index];
    *legal = toward(*legal, params.legal_peers as f32, around[4]);
    *legal = toward(*legal, (params.education * levels.law) as f32, 1.0);
    *legal = toward(*legal, params.legal_disposition as f32, traits.legal[index]);
}

/// Whether a resident uses the platform after this round.
pub fn adopts(params: &Params, technology: f32, adopter: bool, digital: f32, neighbours: f32, chance: f32) -> bool {
    if adopter {
        chance >= params.churn as f32 * (1.0 - digital)
    } else {
        chance < digital * technology * (params.innovation as f32 + params.imitation as f32 * neighbours)
    }
}

/// How residents of a community feel, with what is the same for all of them worked out once.
struct Mood {
    hazard: [f32; 3],
    served: [f32; 3],
    surroundings: f32,
}

impl Mood {
    fn new(params: &Params, categories: &Categories, fair: f32, services: &Services) -> Self {
        let rates = categories.each();
        let sum = |weight: &dyn Fn(usize) -> f64, stock: &PerCategory| -> f32 {
            (0..stock.len()).map(|g| services.hazard[g] * weight(g) as f32 * stock[g]).sum()
        };
        let sums = |stock: &PerCategory| {
            [sum(&|_| 1.0, stock), sum(&|g| rates[g].ses, stock), sum(&|g| rates[g].age, stock)]
        };
        let safety = services.stock[Category::Safety as usize];
        Self {
            hazard: sums(&[1.0; 8]),
            served: sums(&services.stock),
            surroundings: params.safety as f32 * safety + params.fairness as f32 * fair,
        }
    }

    /// Service stocks weighted by what the resident may need.
    fn served(&self, ses: f32, age: f32) -> f32 {
        let (lack, age) = (1.0 - 2.0 * ses, age_effect(age));
        let linear = |sums: &[f32; 3]| sums[0] + sums[1] * lack + sums[2] * age;
        let hazard = linear(&self.hazard);
        if hazard > 0.0 { linear(&self.served) / hazard } else { 1.0 }
    }

    fn feel(&self, params: &Params, index: usize, neighbours_gain: f32, community: &mut Community) {
        let Community { traits, trust, wellbeing, .. } = community;
        let (ses, grievance) = (traits.ses[index], wellbeing.grievance[index]);
        let (gain, security) = (wellbeing.gain[index], wellbeing.security[index]);
        let gain_goal = self.served(ses, traits.age[index]) + params.gain_ses as f32 * (ses - 0.5)
            - params.gain_grievance as f32 * grievance;
        let security_goal = self.surroundings - params.security_grievance as f32 * grievance;
        let happiness_goal = params.happiness_gain as f32 * gain
            + params.happiness_security as f32 * security
            + params.happiness_trust as f32 * trust.neighbours[index]
            + params.happiness_relative as f32 * (gain - neighbours_gain)
            - params.happiness_grievance as f32 * grievance;
        wellbeing.gain[index] = toward(gain, params.gain_rate as f32, unit(gain_goal));
        wellbeing.security[index] = toward(security, params.security_rate as f32, unit(security_goal));
        let happiness = &mut wellbeing.happiness[index];
        *happiness = toward(*happiness, params.happiness_rate as f32, unit(happiness_goal));
    }
}

/// The well-mixed rest point of adoption: each resident's probability, given the mean of all.
pub fn rest_point(params: &Params, technology: f32, digital: f32, mean_adoption: f32) -> f32 {
    let taking_up = digital * technology * (params.innovation as f32 + params.imitation as f32 * mean_adoption);
    let leaving = params.churn as f32 * (1.0 - digital);
    if taking_up + leaving > 0.0 { taking_up / (taking_up + leaving) } else { 0.0 }
}

/// The mean adoption at the rest point for some residents' digital skills, by iteration from full adoption.
pub fn rest_mean(params: &Params, technology: f32, digital: &[f32]) -> f32 {
    let mut average = 1.0;
    for _ in 0..1000 {
        let next = mean(digital.iter().map(|&d| rest_point(params, technology, d, average))).unwrap_or(0.0);
        let moved = (next - average).abs();
        average = next;
        if moved < 1e-6 {
            break;
        }
    }
    average
}

#[cfg(test)]
mod tests;
