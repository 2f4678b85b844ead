//! From the runs of a sensitivity design to what statistics take: effects along trajectories, and blocks of base points.

use crate::stats::sensitivity::Block;
use crate::study::design::{Blocks, Scheme, Trajectory};
use crate::study::{Job, Plan, Rows};

/// An outcome at a point by replicate; missing where there is no such run, or no value.
fn values(plan: &dyn Plan, rows: &Rows, point: usize, outcome: usize) -> Vec<f64> {
    let value = |replicate| {
        let record = rows.get(Job { point, replicate });
        record.and_then(|record| record.outcomes.get(outcome).copied()).unwrap_or(f64::NAN)
    };
    (0..plan.replicates()).map(value).collect()
}

/// Elementary effects by trajectory, unit and replicate: the change of a step over its length, upwards.
pub(super) fn effects(plan: &dyn Plan, rows: &Rows, scheme: &Scheme, outcome: usize) -> Vec<Vec<Vec<f64>>> {
    let Blocks::Morris { trajectories, step } = &scheme.blocks else { return Vec::new() };
    let length = scheme.points_of_block();
    let of = |(number, trajectory): (usize, &Trajectory)| {
        let at = |place: usize| values(plan, rows, number * length + place, outcome);
        along(trajectory, *step, &(0..length).map(at).collect::<Vec<_>>())
    };
    trajectories.iter().enumerate().map(of).collect()
}

/// The effects of a trajectory, by unit and replicate, from the values at its points.
fn along(trajectory: &Trajectory, step: f64, values: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut effects = vec![Vec::new(); trajectory.order.len()];
    for (pair, &unit) in values.windows(2).zip(&trajectory.order) {
        let length = if trajectory.up[unit] { step } else { -step };
        effects[unit] = pair[1].iter().zip(&pair[0]).map(|(after, before)| (after - before) / length).collect();
    }
    effects
}

/// The blocks of base points, by replicate.
pub(super) fn blocks(plan: &dyn Plan, rows: &Rows, scheme: &Scheme, outcome: usize) -> Vec<Block> {
    let Blocks::Saltelli { base, second_order } = scheme.blocks else { return Vec::new() };
    let (length, units) = (scheme.points_of_block(), scheme.units.len());
    let block = |number: usize| {
        let at = |place: usize| values(plan, rows, number * length + place, outcome);
        let several = |from: usize| (from..from + units).map(at).collect::<Vec<_>>();
        let ba = if second_order { several(2 + units) } else { Vec::new() };
        Block { a: at(0), b: at(1), ab: several(2), ba }
    };
    (0..base).map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_is_a_step_over_its_length_upwards() {
        // First the second factor upwards, then the first one downwards, then the third one upwards; two replicates.
        let trajectory = Trajectory { order: vec![1, 0, 2], up: vec![false, true, true] };
        let values = vec![vec![1.0, 2.0], vec![3.0, 2.0], vec![2.0, 5.0], vec![2.0, f64::NAN]];
        let effects = along(&trajectory, 0.5, &values);
        assert_eq!(effects[..2], [vec![2.0, -6.0], vec![4.0, 0.0]]);
        assert_eq!((effects[2][0], effects[2][1].is_nan()), (0.0, true));
    }
}
