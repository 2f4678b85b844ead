//! Points of a Sobol sequence (Sobol 1967; direction numbers of Joe & Kuo 2008), Owen-scrambled with the design's seed
//! (Owen 1995, by the hash of Burley 2020), from the crate sobol_burley.
//!
//! Scrambled, so that no point lies on a corner or is to be skipped, estimates are unbiased, and another seed gives an
//! independent design to tell how much one can be relied on. As with any Sobol sequence, powers of two points are the most
//! even.

use super::random::stream;

/// Points of the longest design.
pub(crate) const MOST_POINTS: u32 = 1 << 16;

/// Dimensions of one sequence.
const OF_A_SEQUENCE: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// Dimensions of the widest design.
pub(crate) const MOST_DIMENSIONS: usize = 8 * OF_A_SEQUENCE;

/// So many points in `[0, 1)` of each dimension. More points of the same seed begin with these. Dimensions beyond those of one
/// sequence are those of further ones, whose points come in another order: each is even in itself, and they do not go together.
pub(crate) fn sobol(points: u32, dimensions: usize, seed: u64) -> impl Iterator<Item = Vec<f64>> {
    let scramble = |sequence: usize| (stream(seed).hash(sequence as u64) >> 32) as u32;
    let dimensions = dimensions.min(MOST_DIMENSIONS);
    let scrambles: Vec<u32> = (0..dimensions.div_ceil(OF_A_SEQUENCE)).map(scramble).collect();
    let at = move |point: u32, dimension: usize| -> f64 {
        let (sequence, dimension) = (dimension / OF_A_SEQUENCE, dimension % OF_A_SEQUENCE);
        sobol_burley::sample(point, dimension as u32, scrambles[sequence]).into()
    };
    (0..points.min(MOST_POINTS)).map(move |point| (0..dimensions).map(|dimension| at(point, dimension)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points in each of `2^a` by `2^b` equal cells of two dimensions.
    fn cells(points: &[Vec<f64>], [x, y]: [usize; 2], [a, b]: [u32; 2]) -> Vec<usize> {
        let mut cells = vec![0; 1 << (a + b)];
        for point in points {
            let cell = |x: f64, bits: u32| (x * f64::from(1 << bits)) as usize;
            cells[(cell(point[x], a) << b) + cell(point[y], b)] += 1;
        }
        cells
    }

    #[test]
    fn every_elementary_interval_of_the_first_two_dimensions_has_as_many_points() {
        // The first two dimensions of a Sobol sequence are a (0, m, 2)-net, and scrambling keeps that.
        for seed in [1, 7] {
            let points: Vec<_> = sobol(256, 2, seed).collect();
            for bits in 0..=8 {
                assert_eq!(cells(&points, [0, 1], [bits, 8 - bits]), vec![1; 256], "seed {seed}, {bits} bits");
            }
        }
    }

    #[test]
    fn every_slice_of_every_dimension_has_one_point() {
        let points: Vec<_> = sobol(1024, OF_A_SEQUENCE + 20, 3).collect();
        for dimension in 0..OF_A_SEQUENCE + 20 {
            assert_eq!(cells(&points, [dimension, dimension], [10, 0]), vec![1; 1024], "{dimension}");
        }
    }

    #[test]
    fn dimensions_of_further_sequences_do_not_go_with_those_of_the_first() {
        let points: Vec<_> = sobol(1024, 2 * OF_A_SEQUENCE, 3).collect();
        for dimension in [0, 1, 7, 255] {
            let pairs = points.iter().map(|point| (point[dimension] - 0.5) * (point[OF_A_SEQUENCE + dimension] - 0.5));
            // The correlation of independent columns has standard deviation 0.03; five of them.
            let correlation = 12.0 * pairs.sum::<f64>() / 1024.0;
            assert!(correlation.abs() < 0.16, "{dimension}: {correlation}");
            // And sixteenths by sixteenths have 4 points each, give or take.
            let cells = cells(&points, [dimension, OF_A_SEQUENCE + dimension], [4, 4]);
            assert!(cells.iter().all(|&cell| cell < 16), "{dimension}: {cells:?}");
        }
    }

    #[test]
    fn unscrambled_the_points_are_the_published_ones() {
        // The first points of new-joe-kuo-6.21201 in three dimensions, in natural order (Joe & Kuo 2008).
        use sobol_burley::parts::{sobol_rev, u32_to_f32_norm};
        let plain = |point: u32, dimension| u32_to_f32_norm(sobol_rev(point.reverse_bits(), dimension).reverse_bits());
        let found: Vec<_> = (0..8).map(|point| [0, 1, 2].map(|dimension| plain(point, dimension))).collect();
        let published = [
            [0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5],
            [0.25, 0.75, 0.75],
            [0.75, 0.25, 0.25],
            [0.125, 0.625, 0.375],
            [0.625, 0.125, 0.875],
            [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125],
        ];
        assert_eq!(found, published);
    }

    #[test]
    fn more_points_begin_with_the_fewer_and_another_seed_gives_others() {
        let few: Vec<_> = sobol(10, 3, 7).collect();
        assert_eq!(sobol(20, 3, 7).take(10).collect::<Vec<_>>(), few);
        assert_ne!(sobol(10, 3, 8).collect::<Vec<_>>(), few);
    }
}
