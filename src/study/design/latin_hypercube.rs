//! Latin hypercubes: in every dimension one point in each of as many equal slices as there are points (McKay, Beckman &
//! Conover 1979), the slices paired at random and the place within a slice random.

use rand::RngExt;
use rand::seq::SliceRandom;

use super::random::stream;

/// So many points in `[0, 1)` of each dimension. Other than with the drawn designs, more points are other points.
pub(crate) fn latin_hypercube(points: u32, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let columns: Vec<_> = (0..dimensions as u64).map(|dimension| column(points, dimension, seed)).collect();
    (0..points as usize).map(|point| columns.iter().map(|column| column[point]).collect()).collect()
}

fn column(points: u32, dimension: u64, seed: u64) -> Vec<f64> {
    let mut rng = stream(seed).generator(dimension);
    let mut slices: Vec<u32> = (0..points).collect();
    slices.shuffle(&mut rng);
    slices.into_iter().map(|slice| (f64::from(slice) + rng.random::<f64>()) / f64::from(points)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slice_of_every_dimension_has_one_point() {
        for (points, dimensions, seed) in [(1, 2, 1), (10, 3, 1), (257, 12, 9)] {
            let design = latin_hypercube(points, dimensions, seed);
            for dimension in 0..dimensions {
                let mut slices: Vec<u32> =
                    design.iter().map(|point| (point[dimension] * f64::from(points)) as u32).collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..points).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn the_seed_makes_the_design_and_dimensions_do_not_go_together() {
        let design = latin_hypercube(200, 2, 7);
        assert_eq!(latin_hypercube(200, 2, 7), design);
        assert_ne!(latin_hypercube(200, 2, 8), design);
        let product: f64 = design.iter().map(|point| (point[0] - 0.5) * (point[1] - 0.5)).sum::<f64>() / 200.0;
        // Correlation of independent columns has standard deviation 0.07; four of them.
        assert!((product * 12.0).abs() < 0.28, "{product}");
    }
}
