//! Accountability: what pressure and overload do to officials' diligence.
//!
//! ```text
//! d <= effort pressure supervision (1)     d <- d max(0, 1 - burnout pressure max(0, rho - 1))     d <= drift (rest)
//! ```
//!
//! Reads: the load of their office. Writes: diligence. Draws nothing.

use crate::city::Officials;
use crate::math::toward;
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::Government;

crate::parameters! {
    /// What moves officials' diligence.
    pub struct Params {
        /// How much full pressure and supervision raise diligence.
        #[zh = "满额的考核压力与监督使尽责度提高的幅度。"]
        effort: f64 = 0.02, RATE, "rate", ASSUMED;
        /// Share of diligence that full pressure takes per unit of load beyond 1.
        #[zh = "负荷每超过 1 一个单位，满额压力耗去的尽责度比例。"]
        burnout: f64 = 0.02, WEIGHT, "1 per load and round", "Lipsky 1980; value assumed";
        /// How much diligence drifts back.
        #[zh = "尽责度回落的速度。"]
        drift: f64 = 0.01, RATE, "rate", ASSUMED;
        /// Diligence without pressure.
        #[zh = "没有压力时的尽责度。"]
        rest: f64 = 0.5, SHARE, "level", ASSUMED;
    }
}

/// What accountability goes by.
pub struct Rules<'a> {
    /// What moves diligence.
    pub params: &'a Params,
    /// The rules of responsible government.
    pub government: &'a Government,
}

/// One round of accountability for the officials of a district.
pub fn press(&Rules { params, government }: &Rules<'_>, officials: &mut Officials) {
    let effort = (params.effort * government.pressure * government.supervision) as f32;
    let burnout = (params.burnout * government.pressure) as f32;
    for official in &mut officials.list {
        let load = officials.offices[official.office as usize].load;
        let driven = toward(official.diligence, effort, 1.0);
        let worn = driven * (1.0 - burnout * (load - 1.0).max(0.0)).max(0.0);
        official.diligence = toward(worn, params.drift as f32, params.rest as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::testing::{assert_near, district};

    fn government(pressure: f64, supervision: f64) -> Government {
        Government { pressure, supervision, ..Government::default() }
    }

    fn after(params: &Params, government: &Government, diligence: f32, load: f32) -> f32 {
        let mut officials = district(1, 1).officials;
        officials.list[0].diligence = diligence;
        officials.offices[0].load = load;
        press(&Rules { params, government }, &mut officials);
        officials.list[0].diligence
    }

    #[test]
    fn without_pressure_and_drift_diligence_stays() {
        let params = Params { drift: 0.0, ..Params::default() };
        assert_eq!(after(&params, &government(0.0, 1.0), 0.37, 50.0), 0.37);
        let off = Params { effort: 0.0, burnout: 0.0, drift: 0.0, ..Params::default() };
        assert_eq!(after(&off, &government(1.0, 1.0), 0.37, 50.0), 0.37);
    }

    #[test]
    fn one_round_follows_the_equation() {
        // .6 + .02 x .5 x .5 (.4) = .602; x (1 - .02 x .5 x 2) = .58996; + .01 (.5 - .58996).
        assert_near(after(&Params::default(), &government(0.5, 0.5), 0.6, 3.0), 0.602 * 0.98 * 0.99 + 0.005);
    }

    #[test]
    fn pressure_with_supervision_drives_and_pressure_under_overload_wears_out() {
        let params = Params::default();
        let at = |pressure, supervision, load| after(&params, &government(pressure, supervision), 0.5, load);
        assert!(at(1.0, 0.5, 1.0) > at(0.5, 0.5, 1.0) && at(0.5, 1.0, 1.0) > at(0.5, 0.5, 1.0));
        assert_eq!(at(1.0, 0.0, 1.0), 0.5, "unsupervised pressure drives nobody");
        assert!(at(0.5, 0.5, 3.0) < at(0.5, 0.5, 2.0), "load wears out");
        assert_eq!(at(0.5, 0.5, 0.2), at(0.5, 0.5, 1.0), "but not below 1");
        assert!(at(1.0, 0.0, 3.0) < at(0.5, 0.0, 3.0), "the more so under pressure");
    }

    #[test]
    fn officials_answer_for_the_load_of_their_own_office() {
        let mut officials = district(2, 1).officials;
        officials.offices[1].load = 3.0;
        let (params, government) = (Params { drift: 0.0, ..Params::default() }, government(1.0, 0.0));
        press(&Rules { params: &params, government: &government }, &mut officials);
        let crowded = officials.offices[1].officials().start;
        for (number, official) in officials.list.iter().enumerate() {
            // .5 (1 - .02 x 1 x (3 - 1)) = .48
            assert_near(official.diligence, if number == crowded { 0.48 } else { 0.5 });
        }
    }

    #[test]
    fn diligence_stays_a_share_under_any_pressure_and_load() {
        let params = Params { effort: 1.0, burnout: 100.0, drift: 1.0, rest: 1.0 };
        for (diligence, load) in [(0.0, 0.0), (1.0, 0.0), (1.0, 100.0), (0.0, 100.0)] {
            for params in [params.clone(), Params { drift: 0.0, ..params.clone() }] {
                let result = after(&params, &government(1.0, 1.0), diligence, load);
                assert!((0.0..=1.0).contains(&result), "{result}");
            }
        }
    }

    #[test]
    fn diligence_comes_to_rest_where_effort_and_drift_balance() {
        // d = (1 - drift) (d + e (1 - d)) + drift rest, with e = effort pressure supervision = .005 and load below 1.
        let (params, government) = (Params::default(), government(0.5, 0.5));
        let rested = (0..3000).fold(0.1, |diligence, _| after(&params, &government, diligence, 0.5));
        let expected = (0.99 * 0.005 + 0.01 * 0.5) / (1.0 - 0.99 * 0.995);
        assert!((f64::from(rested) - expected).abs() < 1e-4, "{rested}, not {expected}");
    }
}
