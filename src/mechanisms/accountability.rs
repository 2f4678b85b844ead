//! Accountability: what pressure and overload do to officials' diligence.
//!
//! ```text
//! d <= effort pressure supervision (1)     d <- d max(0, 1 - burnout pressure max(0, rho - 1))     d <= drift (rest)
//! ```
//!
//! Reads: load. Writes: diligence. Draws nothing.

use crate::city::Official;
use crate::math::toward;
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Government;

crate::parameters! {
    /// What moves officials' diligence.
    pub struct Params {
        /// How much full pressure and supervision raise diligence.
        effort: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Share of diligence that full pressure takes per unit of load beyond 1.
        burnout: f64 = 0.02, WEIGHT, "1 per load and round", "Lipsky 1980; value assumed";
        /// How much diligence drifts back.
        drift: f64 = 0.01, RATE, "rate", ASSUMED;
        /// Diligence without pressure.
        rest: f64 = 0.5, SHARE, "level", ASSUMED;
    }
}

/// One round of accountability for the officials of a district.
pub fn press(params: &Params, government: &Government, officials: &mut [Official]) {
    let effort = (params.effort * government.pressure * government.supervision) as f32;
    let burnout = (params.burnout * government.pressure) as f32;
    for official in officials {
        let driven = toward(official.diligence, effort, 1.0);
        let worn = driven * (1.0 - burnout * (official.load - 1.0).max(0.0)).max(0.0);
        official.diligence = toward(worn, params.drift as f32, params.rest as f32);
    }
}
