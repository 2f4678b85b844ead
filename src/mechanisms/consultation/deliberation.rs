//! The discussion: opinions move toward what is said, most by those who speak most.

use super::{Design, Params};
use crate::city::{CATEGORIES, PerCategory};
use crate::math::exp;

/// The decision of participants with these opinions and ses; without discussion the mean of their answers.
pub fn deliberate(params: &Params, design: &Design, opinions: &[PerCategory], ses: &[f32]) -> PerCategory {
    if !design.discussion {
        return weighted(opinions, &vec![1.0; opinions.len()]);
    }
    let dominance = (params.dominance * (1.0 - design.facilitation)) as f32;
    let voice: Vec<f32> = ses.iter().map(|s| exp(dominance * (s - 0.5))).collect();
    let mut held = opinions.to_vec();
    for _ in 0..params.steps {
        step(params.stubbornness as f32, opinions, &voice, &mut held);
    }
    weighted(&held, &voice)
}

/// One step of Friedkin-Johnsen discussion in which everyone hears the same weighted mean.
pub fn step(stubbornness: f32, opinions: &[PerCategory], voice: &[f32], held: &mut [PerCategory]) {
    let heard = weighted(held, voice);
    for (held, own) in held.iter_mut().zip(opinions) {
        *held = std::array::from_fn(|g| stubbornness * own[g] + (1.0 - stubbornness) * heard[g]);
    }
}

/// The mean of opinions, weighted.
fn weighted(opinions: &[PerCategory], weights: &[f32]) -> PerCategory {
    let total: f32 = weights.iter().sum();
    let mut sum = [0.0; CATEGORIES];
    for (opinion, weight) in opinions.iter().zip(weights) {
        (0..CATEGORIES).for_each(|g| sum[g] += weight * opinion[g]);
    }
    sum.map(|part| part / total)
}
