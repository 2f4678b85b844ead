//! Points for variance-based indices (Saltelli 2002; Saltelli et al. 2010): of each base point its two halves A and B, and A
//! with one factor, or one group of factors, from B; for indices of pairs also B with one from A.

use super::sensitivity::Unit;
use super::sobol::sobol;

/// Points of a base point.
pub(crate) fn block(units: usize, second_order: bool) -> usize {
    if second_order { 2 + 2 * units } else { 2 + units }
}

/// The points of so many base points of a scrambled Sobol sequence: A, B, then A with each unit from B, then B with each unit
/// from A where pairs are asked for. More base points of the same seed begin with these.
pub(crate) fn saltelli(base: u32, units: &[Unit], second_order: bool, seed: u64) -> Vec<Vec<f64>> {
    let dimensions = units.iter().flat_map(|unit| &unit.dimensions).count();
    let mut points = Vec::with_capacity(base as usize * block(units.len(), second_order));
    for point in sobol(base, 2 * dimensions, seed) {
        let (a, b) = point.split_at(dimensions);
        points.extend([a.to_vec(), b.to_vec()]);
        points.extend(units.iter().map(|unit| mixed(a, b, unit)));
        if second_order {
            points.extend(units.iter().map(|unit| mixed(b, a, unit)));
        }
    }
    points
}

/// A point with a unit from another one.
fn mixed(point: &[f64], other: &[f64], unit: &Unit) -> Vec<f64> {
    let mut mixed = point.to_vec();
    unit.dimensions.iter().for_each(|&dimension| mixed[dimension] = other[dimension]);
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::design::sensitivity::testing::units;

    #[test]
    fn points_of_a_block_differ_from_a_or_b_in_one_unit() {
        let units = units(&[&[0, 2], &[1]]);
        let points = saltelli(8, &units, true, 3);
        assert_eq!(points.len(), 8 * block(2, true));
        for block in points.chunks(6) {
            let [a, b] = [&block[0], &block[1]];
            assert!((0..3).all(|dimension| a[dimension] != b[dimension]));
            assert_eq!(block[2], [b[0], a[1], b[2]]);
            assert_eq!(block[3], [a[0], b[1], a[2]]);
            assert_eq!(block[4], [a[0], b[1], a[2]]);
            assert_eq!(block[5], [b[0], a[1], b[2]]);
        }
        assert_eq!(saltelli(4, &units, true, 3), points[..24]);
        let first: Vec<_> = saltelli(2, &units, false, 3);
        assert_eq!(first[..4], points[..4]);
    }
}
