//! Residents: their traits, trust, civic life and well-being, one column per state and community.

use rand::{Rng, RngExt};
use rand_distr::Distribution;
use serde::{Deserialize, Serialize};

use super::{Ages, Columns, PerCategory, Population};
use crate::math::logistic;
use crate::streams::distributions::{Beta, Gamma, StandardNormal};

/// What a resident brings along. Written when residents are drawn, by `build` and `turnover`; fixed otherwise.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Traits {
    /// Socio-economic status, 0 to 1.
    pub ses: Vec<f32>,
    /// Third of ses by the cut points fixed when the city was built: 0, 1 or 2.
    pub third: Vec<u8>,
    /// Age in years.
    pub age: Vec<f32>,
    /// Digital skills, 0 to 1.
    pub digital: Vec<f32>,
    /// Share of joining neighbours beyond grievance at which a resident joins collective action.
    pub threshold: Vec<f32>,
    /// Concern per category, standard normal.
    pub concern: Vec<PerCategory>,
    /// Dispositions that trust drifts back to.
    pub trust: Trust,
    /// Disposition that civic duty drifts back to.
    pub duty: Vec<f32>,
    /// Disposition that legal awareness drifts back to.
    pub legal: Vec<f32>,
    /// Disposition that efficacy drifts back to.
    pub efficacy: Vec<f32>,
    /// How often needs arise, relative to others alike; mean 1.
    pub burden: Vec<f32>,
    /// What any formal channel costs her more than others, in utility.
    pub reluctance: Vec<f32>,
}

/// Trust, 0 to 1. Written by `consultation`, `feedback`, `participation`, `influence`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Trust {
    /// Trust in government.
    pub government: Vec<f32>,
    /// Trust in organisations.
    pub organisations: Vec<f32>,
    /// Trust in neighbours.
    pub neighbours: Vec<f32>,
}

/// Civic life.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Civic {
    /// Civic duty, 0 to 1. Written by `consultation`, `participation`, `influence`.
    pub duty: Vec<f32>,
    /// Belief that speaking up helps, 0 to 1. Written by `consultation`, `feedback`, `influence`.
    pub efficacy: Vec<f32>,
    /// What formal channels have left behind, -1 to 1. Written by `feedback`.
    pub habit: Vec<f32>,
    /// Recent civic activity, 0 to 1. Written by `participation`.
    pub activity: Vec<f32>,
    /// Legal awareness, 0 to 1. Written by `influence`.
    pub legal: Vec<f32>,
    /// Whether the resident uses the platform. Written by `influence`.
    pub adopter: Vec<bool>,
    /// Last round with voice, attendance or civic activity. Written by `voice`, `consultation`, `participation`.
    pub active: Vec<i32>,
}

/// Expectation, gain, happiness, security and grievance, all 0 to 1.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Wellbeing {
    /// Expected performance. Written by `feedback`.
    pub expectation: Vec<f32>,
    /// Sense of gain. Written by `feedback`, `influence`.
    pub gain: Vec<f32>,
    /// Sense of happiness. Written by `influence`.
    pub happiness: Vec<f32>,
    /// Sense of security. Written by `influence`.
    pub security: Vec<f32>,
    /// Grievance. Written by `feedback`.
    pub grievance: Vec<f32>,
}

/// One resident as drawn, before she enters the columns.
#[derive(Clone, Debug)]
pub struct Newcomer {
    ses: f32,
    age: f32,
    digital: f32,
    legal: f32,
    duty: f32,
    trust: [f32; 3],
    efficacy: f32,
    threshold: f32,
    concern: PerCategory,
    burden: f32,
    reluctance: f32,
}

impl Newcomer {
    /// Draws a resident of a community whose standing is `standing`. The order of the draws is part of the stream.
    pub fn draw<R: Rng>(population: &Population, ages: &Ages, standing: f32, rng: &mut R) -> Self {
        let segregation = population.segregation as f32;
        let own = beta(population.ses_alpha, population.ses_beta).sample(rng);
        let ses = (segregation * standing + (1.0 - segregation) * own).clamp(0.0, 1.0);
        let age = draw_age(ages, rng);
        let digital = draw_digital(population, ses, age, rng);
        let legal = logistic(
            population.legal_base as f32
                + population.legal_ses as f32 * (ses - 0.5)
                + population.legal_sd as f32 * StandardNormal.sample(rng),
        );
        Self {
            ses,
            age,
            digital,
            legal,
            duty: beta(population.duty_alpha, population.duty_beta).sample(rng),
            trust: [
                beta(population.trust_government_alpha, population.trust_government_beta).sample(rng),
                beta(population.trust_organisations_alpha, population.trust_organisations_beta).sample(rng),
                beta(population.trust_neighbours_alpha, population.trust_neighbours_beta).sample(rng),
            ],
            efficacy: beta(population.efficacy_alpha, population.efficacy_beta).sample(rng),
            threshold: (population.threshold_mean + population.threshold_sd * f64::from(StandardNormal.sample(rng)))
                as f32,
            concern: std::array::from_fn(|_| StandardNormal.sample(rng)),
            burden: draw_burden(population.dispersion as f32, rng),
            reluctance: population.reluctance as f32 * StandardNormal.sample(rng),
        }
    }
}

/// How often needs arise: a gamma distribution of mean 1, so that their number in a time is negative binomial.
fn draw_burden<R: Rng>(shape: f32, rng: &mut R) -> f32 {
    Gamma(shape).sample(rng) / shape
}

/// A beta distribution from two parameters of a scenario.
pub fn beta(alpha: f64, beta: f64) -> Beta {
    Beta(alpha as f32, beta as f32)
}

fn draw_age<R: Rng>(ages: &Ages, rng: &mut R) -> f32 {
    let mut rest = rng.random::<f32>() * ages.brackets().iter().map(|bracket| bracket.share).sum::<f32>();
    let within: f32 = rng.random();
    let [.., oldest] = ages.brackets();
    let found = ages.brackets().into_iter().find(|bracket| {
        rest -= bracket.share;
        rest < 0.0
    });
    let bracket = found.unwrap_or(oldest);
    bracket.from + within * bracket.years
}

fn draw_digital<R: Rng>(population: &Population, ses: f32, age: f32, rng: &mut R) -> f32 {
    logistic(
        population.digital_base as f32 + population.digital_ses as f32 * (ses - 0.5)
            - population.digital_age as f32 * (age - 45.0)
            + population.digital_sd as f32 * StandardNormal.sample(rng),
    )
}

/// A round before any other: nobody has been active yet.
pub const NEVER: i32 = i32::MIN / 2;

impl Columns<'_> {
    /// Puts a newcomer where someone else lived; her third of ses is set by the caller.
    pub fn settle(&mut self, position: usize, newcomer: &Newcomer, population: &Population) {
        let Columns { traits, trust, civic, wellbeing } = self;
        traits.ses[position] = newcomer.ses;
        traits.age[position] = newcomer.age;
        traits.digital[position] = newcomer.digital;
        traits.threshold[position] = newcomer.threshold;
        traits.concern[position] = newcomer.concern;
        for trust in [&mut traits.trust, &mut **trust] {
            [trust.government[position], trust.organisations[position], trust.neighbours[position]] = newcomer.trust;
        }
        (traits.duty[position], civic.duty[position]) = (newcomer.duty, newcomer.duty);
        (traits.legal[position], civic.legal[position]) = (newcomer.legal, newcomer.legal);
        (traits.efficacy[position], civic.efficacy[position]) = (newcomer.efficacy, newcomer.efficacy);
        (traits.burden[position], traits.reluctance[position]) = (newcomer.burden, newcomer.reluctance);
        (civic.activity[position], civic.habit[position]) = (0.0, 0.0);
        civic.adopter[position] = false;
        civic.active[position] = NEVER;
        wellbeing.expectation[position] = population.expectation as f32;
        wellbeing.gain[position] = population.gain as f32;
        wellbeing.happiness[position] = population.happiness as f32;
        wellbeing.security[position] = population.security as f32;
        wellbeing.grievance[position] = 0.0;
    }
}

/// The third of ses that a value falls in, by two cut points.
pub fn third(ses: f32, cuts: [f32; 2]) -> u8 {
    u8::from(ses > cuts[0]) + u8::from(ses > cuts[1])
}

/// Recent activity read as a level: `min(1, a / 0.02)`.
pub fn activity_level(activity: f32) -> f32 {
    (activity * 50.0).min(1.0)
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{self as exact, ContinuousCDF};

    use super::*;
    use crate::city::testing::{community, streams};
    use crate::streams::Purpose;

    const DRAWS: usize = 20_000;

    fn newcomers(population: &Population) -> Vec<Newcomer> {
        let stream = streams(3).city(Purpose::Residents);
        let draw = |who| Newcomer::draw(population, &Ages::default(), 0.5, &mut stream.generator(who));
        (0..DRAWS as u64).map(draw).collect()
    }

    /// Kolmogorov-Smirnov at a false-positive rate of 1 in 1,000,000 (critical value 2.69 / sqrt n), at a fixed seed.
    fn assert_follows(draws: impl Iterator<Item = f32>, cdf: impl Fn(f64) -> f64) {
        let mut draws: Vec<f64> = draws.map(f64::from).collect();
        draws.sort_by(f64::total_cmp);
        let n = DRAWS as f64;
        let distance = draws.iter().enumerate().fold(0.0f64, |most, (i, &x)| {
            most.max((cdf(x) - i as f64 / n).abs()).max((cdf(x) - (i + 1) as f64 / n).abs())
        });
        assert!(distance < 2.69 / n.sqrt(), "distance {distance}");
    }

    #[test]
    fn burdens_follow_a_gamma_distribution_of_mean_one_and_reluctance_a_normal_one_of_mean_zero() {
        for dispersion in [0.5, 3.0] {
            let gamma = exact::Gamma::new(dispersion, dispersion).unwrap();
            let newcomers = newcomers(&Population { dispersion, ..Population::default() });
            assert_follows(newcomers.iter().map(|newcomer| newcomer.burden), |x| gamma.cdf(x));
            let normal = exact::Normal::new(0.0, 2.0).unwrap();
            assert_follows(newcomers.iter().map(|newcomer| newcomer.reluctance), |x| normal.cdf(x));
        }
    }

    #[test]
    fn burdens_are_amounts_however_they_are_dispersed() {
        for dispersion in [1e-3, 0.05, 1e3] {
            let newcomers = newcomers(&Population { dispersion, ..Population::default() });
            assert!(newcomers.iter().all(|newcomer| (0.0..f32::INFINITY).contains(&newcomer.burden)), "{dispersion}");
        }
        let alike = newcomers(&Population { reluctance: 0.0, ..Population::default() });
        assert!(alike.iter().all(|newcomer| newcomer.reluctance == 0.0));
    }

    #[test]
    fn who_moves_in_brings_her_own_traits_and_no_habits() {
        let population = Population::default();
        let [newcomer, ..] = &newcomers(&population)[..] else { panic!("somebody") };
        let mut home = community(2);
        home.civic.habit.fill(0.7);
        home.civic.activity.fill(0.3);
        home.civic.adopter.fill(true);
        home.wellbeing.grievance.fill(0.4);
        home.columns().settle(1, newcomer, &population);
        let (traits, civic) = (&home.traits, &home.civic);
        assert_eq!((traits.burden[1], traits.reluctance[1]), (newcomer.burden, newcomer.reluctance));
        assert_eq!((traits.efficacy[1], civic.efficacy[1]), (newcomer.efficacy, newcomer.efficacy));
        assert_eq!((civic.habit[1], civic.activity[1], civic.adopter[1]), (0.0, 0.0, false));
        assert_eq!((home.wellbeing.grievance[1], civic.habit[0]), (0.0, 0.7), "nobody else's");
    }

    #[test]
    fn activity_is_full_from_one_in_fifty_rounds_on() {
        assert_eq!([0.0, 0.02, 0.5].map(activity_level), [0.0, 1.0, 1.0]);
        assert!((activity_level(0.005) - 0.25).abs() < 1e-6);
    }
}
