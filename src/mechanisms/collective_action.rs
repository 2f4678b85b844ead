//! Collective action: residents join when grievance and others' example exceed their threshold (Granovetter 1978).
//!
//! ```text
//! joins if G (1 - T) + example (share joining in the grid last round) > theta_i
//! ```
//!
//! Reads: grievance, trust in government, thresholds. Writes: the share joining. Draws nothing.

use crate::city::{Grid, Traits, Trust, Wellbeing};
use crate::parameters::{ASSUMED, WEIGHT};

crate::parameters! {
    /// What makes residents join.
    pub struct Params {
        /// Weight of the share of the grid that joined last round.
        #[zh = "网格内上轮参与者比例的权重。"]
        example: f64 = 0.5, WEIGHT, "weight", ASSUMED;
    }
}

/// Whether a resident with this threshold joins, by grievance, trust and the share of others.
pub fn joins(params: &Params, threshold: f32, grievance: f32, trust: f32, others: f32) -> bool {
    grievance * (1.0 - trust) + params.example as f32 * others > threshold
}

/// One round of collective action in a community; returns who joined, by third of ses.
pub fn rise(params: &Params, traits: &Traits, trust: &Trust, wellbeing: &Wellbeing, grids: &mut [Grid]) -> [u32; 3] {
    let mut all = [0; 3];
    for grid in grids {
        let mut joined = [0; 3];
        for who in grid.members() {
            let (grievance, trust) = (wellbeing.grievance[who], trust.government[who]);
            if joins(params, traits.threshold[who], grievance, trust, grid.joining) {
                joined[traits.third[who] as usize] += 1;
            }
        }
        grid.joining = joined.iter().sum::<u32>() as f32 / grid.residents() as f32;
        all.iter_mut().zip(joined).for_each(|(all, joined)| *all += joined);
    }
    all
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, Normal};

    use super::*;
    use crate::city::Community;
    use crate::city::testing::community;

    /// Only others count.
    const EXAMPLE: Params = Params { example: 1.0 };

    fn round(params: &Params, community: &mut Community) -> [u32; 3] {
        let Community { traits, trust, wellbeing, grids, .. } = community;
        rise(params, traits, trust, wellbeing, grids)
    }

    /// Where 100 residents with the expected thresholds of a normal distribution of mean 25 persons come to rest.
    fn equilibrium(sd: f64) -> u32 {
        let mut crowd = community(100);
        let normal = Normal::new(25.0, sd).unwrap();
        for (rank, threshold) in crowd.traits.threshold.iter_mut().enumerate() {
            *threshold = (normal.inverse_cdf((rank as f64 + 0.5) / 100.0) / 100.0) as f32;
        }
        let joined: Vec<u32> = (0..200).map(|_| round(&EXAMPLE, &mut crowd).iter().sum()).collect();
        assert!(joined.is_sorted(), "a crowd that starts empty only grows");
        joined[199]
    }

    #[test]
    fn granovetters_crowd_jumps_from_five_to_all_between_12_5_and_13() {
        // Granovetter (1978) lets 100 persons with normal thresholds of mean 25 join if the threshold is at most the
        // number who have. At the expected thresholds the few become all; far wider spreads hold some back again.
        assert_eq!(equilibrium(12.5), 5);
        assert_eq!(equilibrium(13.0), 100);
        assert!(equilibrium(10.0) < 5 && equilibrium(40.0) < 100);
    }

    #[test]
    fn without_grievance_and_example_nobody_joins() {
        let mut crowd = community(50);
        crowd.grids[0].joining = 1.0;
        crowd.traits.threshold[0] = 0.0;
        assert_eq!(round(&Params { example: 0.0 }, &mut crowd), [0; 3]);
        assert_eq!(crowd.grids[0].joining, 0.0);
    }

    #[test]
    fn the_threshold_is_passed_by_the_equation() {
        // .8 (1 - .25) + .5 x .2 = .7
        let params = Params::default();
        assert!(joins(&params, 0.699, 0.8, 0.25, 0.2));
        assert!(!joins(&params, 0.701, 0.8, 0.25, 0.2));
    }

    #[test]
    fn grievance_distrust_and_example_make_more_residents_join() {
        let number = |example: f64, grievance: f32, trust: f32, joining: f32| {
            let mut crowd = community(100);
            let thresholds = crowd.traits.threshold.iter_mut().enumerate();
            thresholds.for_each(|(rank, threshold)| *threshold = rank as f32 / 100.0);
            crowd.wellbeing.grievance.fill(grievance);
            crowd.trust.government.fill(trust);
            crowd.grids[0].joining = joining;
            round(&Params { example }, &mut crowd)[1]
        };
        let middle = number(0.5, 0.5, 0.5, 0.5);
        assert!(number(0.5, 0.6, 0.5, 0.5) > middle && number(0.5, 0.5, 0.4, 0.5) > middle);
        assert!(number(0.5, 0.5, 0.5, 0.6) > middle && number(0.6, 0.5, 0.5, 0.5) > middle);
    }

    #[test]
    fn example_is_set_within_a_grid_and_not_beyond() {
        // Two grids of 400. In the first 120 have no threshold and the others one of .25; the second has but one of .1.
        let mut crowd = community(800);
        crowd.traits.threshold[..120].fill(-0.1);
        crowd.traits.threshold[120..400].fill(0.25);
        crowd.traits.threshold[400..].fill(0.1);
        assert_eq!(round(&EXAMPLE, &mut crowd), [0, 120, 0]);
        assert_eq!([crowd.grids[0].joining, crowd.grids[1].joining], [0.3, 0.0]);
        assert_eq!(
            round(&EXAMPLE, &mut crowd),
            [0, 400, 0],
            ".3 exceeds .25 in the grid, and nobody stands by in the other"
        );
        assert_eq!([crowd.grids[0].joining, crowd.grids[1].joining], [1.0, 0.0]);
    }

    #[test]
    fn the_share_joining_is_a_share_and_counts_everyone_once() {
        let mut crowd = community(9);
        crowd.traits.third.copy_from_slice(&[0, 0, 0, 0, 1, 1, 1, 2, 2]);
        crowd.traits.threshold.fill(-100.0);
        assert_eq!(round(&Params { example: 100.0 }, &mut crowd), [4, 3, 2]);
        assert_eq!(crowd.grids[0].joining, 1.0);
        crowd.traits.threshold[..3].fill(101.0);
        assert_eq!(round(&Params { example: 100.0 }, &mut crowd), [1, 3, 2]);
        assert_eq!(crowd.grids[0].joining, 6.0 / 9.0);
    }
}
