//! The discussion: at each table opinions move toward what is said, most by those who speak most; then everyone votes.

use super::{Design, Params};
use crate::city::{CATEGORIES, PerCategory};
use crate::math::exp;

/// The decision of participants with these opinions and ses, in the order in which they came: the mean of what they hold
/// after the discussion at their tables, or, without one, of their answers.
pub fn deliberate(params: &Params, design: &Design, opinions: &[PerCategory], ses: &[f32]) -> PerCategory {
    let mut held = opinions.to_vec();
    if design.discussion {
        let dominance = (params.dominance * (1.0 - design.facilitation)) as f32;
        let voice: Vec<f32> = ses.iter().map(|s| exp(dominance * (s - 0.5))).collect();
        let seats = if design.table == 0 { opinions.len() } else { design.table as usize };
        let tables = held.chunks_mut(seats.max(1)).zip(opinions.chunks(seats.max(1))).zip(voice.chunks(seats.max(1)));
        for ((held, own), voice) in tables {
            step(params.stubbornness as f32, own, voice, held);
        }
    }
    weighted(&held, &vec![1.0; held.len()])
}

/// Friedkin-Johnsen discussion at a table. Everyone hears the same weighted mean, which pulling back to one's own opinion
/// leaves where it is: the first step is the fixed point.
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

#[cfg(test)]
mod tests;
