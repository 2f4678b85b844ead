//! Influence: neighbours, norms, adoption of the platform, legal awareness, and how residents feel.
//!
//! Opinions with a pull back to dispositions (Friedkin & Johnsen 1990), conditional cooperation (Fischbacher & Gaechter
//! 2001), diffusion of the platform (Bass 1969).
//!
//! ```text
//! T <= opinion (mean of neighbours' T), then T <= disposition (T0); O, U alike
//! n <= example ([example_weight r_i]), n <= exemplars L_virtue (1), n <= duty_disposition (n0)
//! adopts with probability digital L_tech (innovation + imitation share of neighbours who have); leaves with churn (1 - digital)
//! e <= efficacy_disposition (e0)
//! legal <= legal_peers (mean of neighbours'), legal <= education L_law (1), legal <= legal_disposition (legal0)
//! gain <= ([sum_g (h_ig / sum h) S_cg + gain_ses (s - 1/2) - gain_grievance G])
//! security <= ([safety S_c,safety + fairness F_r - security_grievance G])
//! happiness <= ([gain, security, U, gain relative to neighbours', - G, weighted])
//! ```
//!
//! Everyone reads the state from before the phase, her own and neighbours'.
//!
//! Without any needs the weights of gain are even.
//!
//! Reads: neighbours, dispositions, hazards, stocks, lived fairness. Writes: trust, duty, efficacy, adoption, legal awareness,
//! gain, happiness, security. Draws: adoption and leaving; before the first round who has the platform.

use crate::city::{
    Categories, Category, Civic, Community, Grid, PerCategory, Services, Ties, Traits, Trust, Wellbeing,
    activity_level, age_effect,
};
use crate::institutions::Levels;
use crate::math::{mean, toward, unit};
use crate::parameters::{ASSUMED, COEFFICIENT, RATE, SHARE, WEIGHT};
use crate::streams::{At, Purpose};

crate::parameters! {
    /// How residents influence each other, and how they feel.
    pub struct Params {
        /// How much neighbours' trust moves one's own.
        #[zh = "邻居的信任对自身信任的影响程度。"]
        opinion: f64 = 0.002, RATE, "rate", "Friedkin & Johnsen 1990; value assumed";
        /// How much trust drifts back to its disposition.
        #[zh = "信任回归其倾向的速度。"]
        disposition: f64 = 0.005, RATE, "rate", "Friedkin & Johnsen 1990; value assumed";
        /// How much neighbours' activity moves civic duty.
        #[zh = "邻居的活动对公民责任感的影响程度。"]
        example: f64 = 0.02, RATE, "rate", "Fischbacher & Gaechter 2001; value assumed";
        /// Civic duty that full activity of neighbours calls for.
        #[zh = "邻居活动程度最高时所唤起的公民责任感。"]
        example_weight: f64 = 1.5, WEIGHT, "factor", ASSUMED;
        /// How much fully built virtue raises civic duty.
        #[zh = "德治完全建成时使公民责任感提高的幅度。"]
        exemplars: f64 = 0.01, RATE, "rate", ASSUMED;
        /// How much civic duty drifts back to its disposition.
        #[zh = "公民责任感回归其倾向的速度。"]
        duty_disposition: f64 = 0.01, RATE, "rate", ASSUMED;
        /// How much efficacy drifts back to its disposition.
        #[zh = "效能感回归其倾向的速度。"]
        efficacy_disposition: f64 = 0.005, RATE, "rate", ASSUMED;
        /// Probability that someone fully skilled takes up a fully built platform on her own.
        #[zh = "数字技能完全者自行采用完全建成的平台的概率。"]
        innovation: f64 = 0.002, SHARE, "probability per round", "Bass 1969; value assumed";
        /// What it adds if all neighbours have it.
        #[zh = "邻居全都使用时增加的概率。"]
        imitation: f64 = 0.05, SHARE, "probability per round", "Bass 1969; value assumed";
        /// Probability that someone without digital skills leaves the platform.
        #[zh = "毫无数字技能者弃用平台的概率。"]
        churn: f64 = 0.01, SHARE, "probability per round", ASSUMED;
        /// How much neighbours' legal awareness moves one's own.
        #[zh = "邻居的法律意识对自身法律意识的影响程度。"]
        legal_peers: f64 = 0.005, RATE, "rate", ASSUMED;
        /// How much fully built law raises legal awareness.
        #[zh = "法治完全建成时使法律意识提高的幅度。"]
        education: f64 = 0.002, RATE, "rate", ASSUMED;
        /// How much legal awareness drifts back to its disposition.
        #[zh = "法律意识回归其倾向的速度。"]
        legal_disposition: f64 = 0.005, RATE, "rate", ASSUMED;
        /// How fast the sense of gain follows what a resident lives in.
        #[zh = "获得感追随居民生活境况的速度。"]
        gain_rate: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Weight of ses minus one half in the sense of gain.
        #[zh = "社会经济地位减二分之一在获得感中的权重。"]
        gain_ses: f64 = 0.5, COEFFICIENT, "weight", ASSUMED;
        /// Weight of grievance in it.
        #[zh = "积怨在其中的权重。"]
        gain_grievance: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// How fast the sense of security follows.
        #[zh = "安全感追随的速度。"]
        security_rate: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Weight of the safety stock in the sense of security.
        #[zh = "安全类服务存量在安全感中的权重。"]
        safety: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of lived fairness in it.
        #[zh = "亲历公平在其中的权重。"]
        fairness: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of grievance in it.
        #[zh = "积怨在其中的权重。"]
        security_grievance: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// How fast happiness follows.
        #[zh = "幸福感追随的速度。"]
        happiness_rate: f64 = 0.05, RATE, "rate", ASSUMED;
        /// Weight of gain in happiness.
        #[zh = "获得感在幸福感中的权重。"]
        happiness_gain: f64 = 0.4, WEIGHT, "weight", ASSUMED;
        /// Weight of security in it.
        #[zh = "安全感在其中的权重。"]
        happiness_security: f64 = 0.3, WEIGHT, "weight", ASSUMED;
        /// Weight of trust in neighbours in it.
        #[zh = "邻里信任在其中的权重。"]
        happiness_trust: f64 = 0.3, WEIGHT, "weight", ASSUMED;
        /// Weight of gain relative to neighbours' in it.
        #[zh = "相对于邻居的获得感在其中的权重。"]
        happiness_relative: f64 = 0.5, WEIGHT, "weight", ASSUMED;
        /// Weight of grievance in it.
        #[zh = "积怨在其中的权重。"]
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

/// What a resident sees of her neighbours on average; herself, without activity and the platform, if she has none.
fn around(neighbours: &[u32], own: &Seen, seen: &[Seen]) -> Seen {
    if neighbours.is_empty() {
        let [government, organisations, neighbours, _, legal, gain, ..] = *own;
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

/// What influence goes by.
pub struct Rules<'a> {
    /// How residents influence each other.
    pub params: &'a Params,
    /// Categories of need.
    pub categories: &'a Categories,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

/// Where a community's residents look: the ties, what the district shows, and where the community begins in it.
pub struct Surroundings<'a> {
    /// Ties of the district.
    pub ties: &'a Ties,
    /// What its residents show.
    pub seen: &'a [Seen],
    /// Position of the community's first resident in the district.
    pub first: usize,
}

/// What each resident of a community sees of her neighbours.
fn look_around(&Surroundings { ties, seen, first }: &Surroundings<'_>, residents: usize) -> Vec<Seen> {
    let mut all = vec![Seen::default(); residents];
    for who in ties.by_number(first..first + residents).iter().map(|&who| who as usize) {
        all[who - first] = around(ties.of(who), &seen[who], seen);
    }
    all
}

/// One round of influence in a community.
pub fn spread(rules: &Rules<'_>, surroundings: &Surroundings<'_>, community: &mut Community) {
    let &Rules { params, levels, at, .. } = rules;
    let around = look_around(surroundings, community.residents());
    let Community { traits, trust, civic, wellbeing, services, grids, .. } = community;
    for grid in &*grids {
        Mood::new(rules, services, grid).feel(params, &around, traits, trust, wellbeing);
    }
    persuade(params, &around, traits, trust);
    norms(rules, &around, traits, civic);
    let adoption = at.draws(Purpose::Adoption);
    let technology = levels.technology as f32;
    // Nobody's probability of changing exceeds the larger of these; the margin covers rounding.
    let most = (params.churn as f32).max(technology * (params.innovation + params.imitation) as f32) * 1.0001;
    for who in adoption.below(community.key, civic.adopter.len(), most) {
        let index = who as usize;
        let chance = adoption.uniform(community.key + u64::from(who));
        let (adopter, digital) = (civic.adopter[index], traits.digital[index]);
        civic.adopter[index] = adopts(params, technology, adopter, digital, around[index][6], chance);
    }
}

/// Trust after a look at neighbours and a pull back to the disposition.
fn persuade(params: &Params, around: &[Seen], traits: &Traits, trust: &mut Trust) {
    let (opinion, back) = (params.opinion as f32, params.disposition as f32);
    let move_on = |column: &mut [f32], homes: &[f32], which: usize| {
        for ((state, home), others) in column.iter_mut().zip(homes).zip(around) {
            *state = blend(*state, opinion, others[which], back, *home);
        }
    };
    move_on(&mut trust.government, &traits.trust.government, 0);
    move_on(&mut trust.organisations, &traits.trust.organisations, 1);
    move_on(&mut trust.neighbours, &traits.trust.neighbours, 2);
}

/// One step of Friedkin-Johnsen influence: towards others, then back to the disposition.
pub fn blend(state: f32, opinion: f32, others: f32, back: f32, home: f32) -> f32 {
    toward(toward(state, opinion, others), back, home)
}

/// Civic duty, efficacy and legal awareness after a look at neighbours, exemplars, education and a pull back.
fn norms(&Rules { params, levels, .. }: &Rules<'_>, around: &[Seen], traits: &Traits, civic: &mut Civic) {
    let (example, weight) = (params.example as f32, params.example_weight as f32);
    let (exemplars, back) = ((params.exemplars * levels.virtue) as f32, params.duty_disposition as f32);
    for ((duty, home), others) in civic.duty.iter_mut().zip(&traits.duty).zip(around) {
        let shown = toward(*duty, example, unit(weight * activity_level(others[3])));
        *duty = toward(toward(shown, exemplars, 1.0), back, *home);
    }
    let back = params.efficacy_disposition as f32;
    civic
        .efficacy
        .iter_mut()
        .zip(&traits.efficacy)
        .for_each(|(efficacy, home)| *efficacy = toward(*efficacy, back, *home));
    let (peers, education) = (params.legal_peers as f32, (params.education * levels.law) as f32);
    let back = params.legal_disposition as f32;
    for ((legal, home), others) in civic.legal.iter_mut().zip(&traits.legal).zip(around) {
        *legal = toward(toward(toward(*legal, peers, others[4]), education, 1.0), back, *home);
    }
}

/// Whether a resident uses the platform after this round.
pub fn adopts(params: &Params, technology: f32, adopter: bool, digital: f32, neighbours: f32, chance: f32) -> bool {
    if adopter {
        chance >= params.churn as f32 * (1.0 - digital)
    } else {
        chance < digital * technology * (params.innovation as f32 + params.imitation as f32 * neighbours)
    }
}

/// How residents of a grid feel, with what is the same for all of them worked out once.
struct Mood {
    members: std::ops::Range<usize>,
    even: f32,
    hazard: [f32; 3],
    served: [f32; 3],
    surroundings: f32,
}

impl Mood {
    fn new(&Rules { params, categories, .. }: &Rules<'_>, services: &Services, grid: &Grid) -> Self {
        let rates = categories.each();
        let sum = |weight: &dyn Fn(usize) -> f64, stock: &PerCategory| -> f32 {
            (0..stock.len()).map(|g| grid.hazard[g] * weight(g) as f32 * stock[g]).sum()
        };
        let sums =
            |stock: &PerCategory| [sum(&|_| 1.0, stock), sum(&|g| rates[g].ses, stock), sum(&|g| rates[g].age, stock)];
        let safety = services.stock[Category::Safety as usize];
        Self {
            members: grid.members(),
            even: mean(services.stock).unwrap_or(0.0),
            hazard: sums(&[1.0; 8]),
            served: sums(&services.stock),
            surroundings: params.safety as f32 * safety + params.fairness as f32 * grid.fairness,
        }
    }

    /// Service stocks weighted by what the resident may need.
    fn served(&self, ses: f32, age: f32) -> f32 {
        let (lack, age) = (1.0 - 2.0 * ses, age_effect(age));
        let linear = |sums: &[f32; 3]| sums[0] + sums[1] * lack + sums[2] * age;
        let hazard = linear(&self.hazard);
        if hazard > 0.0 { linear(&self.served) / hazard } else { self.even }
    }

    /// Everyone reads the state from before; happiness comes first because it reads gain and security.
    fn feel(&self, params: &Params, around: &[Seen], traits: &Traits, trust: &Trust, wellbeing: &mut Wellbeing) {
        let own = self.members.clone();
        let [gain, happiness, security] = [&mut wellbeing.gain, &mut wellbeing.happiness, &mut wellbeing.security]
            .map(|column| &mut column[own.clone()]);
        let (grievance, around) = (&wellbeing.grievance[own.clone()], &around[own.clone()]);
        let (neighbours, ses, age) = (&trust.neighbours[own.clone()], &traits.ses[own.clone()], &traits.age[own]);
        let weights =
            [params.happiness_gain, params.happiness_security, params.happiness_trust, params.happiness_relative];
        let [of_gain, of_security, of_trust, of_relative] = weights.map(|weight| weight as f32);
        let (rate, of_grievance) = (params.happiness_rate as f32, params.happiness_grievance as f32);
        for (index, happiness) in happiness.iter_mut().enumerate() {
            let goal = of_gain * gain[index]
                + of_security * security[index]
                + of_trust * neighbours[index]
                + of_relative * (gain[index] - around[index][5])
                - of_grievance * grievance[index];
            *happiness = toward(*happiness, rate, unit(goal));
        }
        let (rate, of_grievance) = (params.security_rate as f32, params.security_grievance as f32);
        for (security, grievance) in security.iter_mut().zip(grievance) {
            *security = toward(*security, rate, unit(self.surroundings - of_grievance * grievance));
        }
        let (rate, of_ses, of_grievance) =
            (params.gain_rate as f32, params.gain_ses as f32, params.gain_grievance as f32);
        for (index, gain) in gain.iter_mut().enumerate() {
            let ses = ses[index];
            let goal = self.served(ses, age[index]) + of_ses * (ses - 0.5) - of_grievance * grievance[index];
            *gain = toward(*gain, rate, unit(goal));
        }
    }
}

/// Who uses the platform before the first round: the well-mixed rest point of adoption in a district.
pub fn settle(&Rules { params, levels, at, .. }: &Rules<'_>, communities: &mut [Community]) {
    let technology = levels.technology as f32;
    let digital: Vec<f32> = communities.iter().flat_map(|community| community.traits.digital.iter().copied()).collect();
    let adoption = rest_mean(params, technology, &digital);
    let stream = at.streams.city(Purpose::Adopters);
    for community in communities {
        for (index, adopter) in community.civic.adopter.iter_mut().enumerate() {
            let chance = rest_point(params, technology, community.traits.digital[index], adoption);
            *adopter = stream.uniform(community.key + index as u64) < chance;
        }
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
