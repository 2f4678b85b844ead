//! Collective action: residents join when grievance and others' example exceed their threshold (Granovetter 1978).
//!
//! ```text
//! joins if G (1 - T) + example (share joining in the community last round) > theta_i
//! ```
//!
//! Reads: grievance, trust in government, thresholds. Writes: the share joining. Draws nothing.

use crate::city::{Common, Traits, Trust, Wellbeing};
use crate::parameters::{ASSUMED, WEIGHT};

crate::parameters! {
    /// What makes residents join.
    pub struct Params {
        /// Weight of the share of the community that joined last round.
        example: f64 = 0.5, WEIGHT, "weight", ASSUMED;
    }
}

/// Whether a resident with this threshold joins, by grievance, trust and the share of others.
pub fn joins(params: &Params, threshold: f32, grievance: f32, trust: f32, others: f32) -> bool {
    grievance * (1.0 - trust) + params.example as f32 * others > threshold
}

/// One round of collective action in a community; returns who joined, by third of ses.
pub fn rise(params: &Params, traits: &Traits, trust: &Trust, wellbeing: &Wellbeing, common: &mut Common) -> [u32; 3] {
    let mut joined = [0; 3];
    let states = wellbeing.grievance.iter().zip(&trust.government);
    for ((&threshold, (&grievance, &trust)), &third) in traits.threshold.iter().zip(states).zip(&traits.third) {
        if joins(params, threshold, grievance, trust, common.joining) {
            joined[third as usize] += 1;
        }
    }
    common.joining = joined.iter().sum::<u32>() as f32 / traits.threshold.len() as f32;
    joined
}
