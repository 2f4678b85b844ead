//! Trajectories through a grid of levels, each step of which moves one factor, or one group of them (Morris 1991; groups as in
//! Campolongo, Cariboni & Saltelli 2007). The effect of a step, over its length, is an elementary effect.

use rand::RngExt;
use rand::seq::SliceRandom;

use super::random::stream;
use super::sensitivity::{Trajectory, Unit};

/// A step, as part of the range of a factor: with it every level is as likely as any other to be begun from and arrived at.
pub(crate) fn step(levels: u32) -> f64 {
    f64::from(levels) / (2.0 * f64::from(levels - 1))
}

/// So many trajectories through an even number of levels of each dimension: all of their points, one after the other, and the
/// order of their steps. More trajectories of the same seed begin with these.
pub(crate) fn morris(trajectories: u32, levels: u32, units: &[Unit], seed: u64) -> (Vec<Vec<f64>>, Vec<Trajectory>) {
    let dimensions = units.iter().flat_map(|unit| &unit.dimensions).count();
    let (mut points, mut steps) = (Vec::new(), Vec::new());
    for number in 0..trajectories {
        let mut rng = stream(seed).generator(number.into());
        let start: Vec<u32> = (0..dimensions).map(|_| rng.random_range(0..levels)).collect();
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.shuffle(&mut rng);
        points.extend(walk(&start, levels, units, &order));
        let up = units.iter().map(|unit| start[unit.dimensions[0]] < levels / 2).collect();
        steps.push(Trajectory { order, up });
    }
    (points, steps)
}

/// The points of a trajectory: each unit in its turn jumps half of the levels, up from the lower half and down from the upper.
fn walk(start: &[u32], levels: u32, units: &[Unit], order: &[usize]) -> Vec<Vec<f64>> {
    let place = |level: u32| f64::from(level) / f64::from(levels - 1);
    let mut at = start.to_vec();
    let mut points = vec![at.iter().map(|&level| place(level)).collect::<Vec<f64>>()];
    for &unit in order {
        for &dimension in &units[unit].dimensions {
            at[dimension] =
                if at[dimension] < levels / 2 { at[dimension] + levels / 2 } else { at[dimension] - levels / 2 };
        }
        points.push(at.iter().map(|&level| place(level)).collect());
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::sensitivity::testing::units;

    #[test]
    fn each_step_moves_one_unit_by_the_step_and_every_unit_moves_once() {
        let units = units(&[&[0], &[1, 3], &[2]]);
        let (points, trajectories) = morris(20, 4, &units, 7);
        assert_eq!((points.len(), trajectories.len()), (80, 20));
        for (points, Trajectory { order, up }) in points.chunks(4).zip(&trajectories) {
            for (pair, &unit) in points.windows(2).zip(order) {
                let moved: Vec<usize> = (0..4).filter(|&dimension| pair[0][dimension] != pair[1][dimension]).collect();
                assert_eq!(moved, units[unit].dimensions);
                let length = pair[1][moved[0]] - pair[0][moved[0]];
                assert!((length.abs() - step(4)).abs() < 1e-12 && (length > 0.0) == up[unit], "{length}");
            }
            let mut all = order.clone();
            all.sort_unstable();
            assert_eq!(all, [0, 1, 2]);
        }
    }

    #[test]
    fn levels_are_begun_from_alike_and_more_trajectories_begin_with_the_fewer() {
        let units = units(&[&[0], &[1]]);
        let (points, _) = morris(4000, 4, &units, 1);
        let starts = points.chunks(3).map(|points| (points[0][0] * 3.0).round() as usize);
        let mut counts = [0; 4];
        starts.for_each(|level| counts[level] += 1);
        // Of 4,000 a quarter each, give or take four standard deviations of 27.
        assert!(counts.iter().all(|count| (890..=1110).contains(count)), "{counts:?}");
        assert_eq!(morris(10, 4, &units, 1).0, points[..30]);
        assert_ne!(morris(10, 4, &units, 2).0, points[..30]);
    }
}
