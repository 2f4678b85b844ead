//! Points independent of each other.

use rand::RngExt;

use crate::streams::{Purpose, Seeds, Stream, Streams};

/// Where a design's draws come from.
pub(super) fn stream(seed: u64) -> Stream {
    Streams::new(Seeds { seed, replicate: 0, city_seed: None }).city(Purpose::Points)
}

/// So many points in `[0, 1)` of each dimension. More points of the same seed begin with these.
pub(crate) fn random(points: u32, dimensions: usize, seed: u64) -> impl Iterator<Item = Vec<f64>> {
    let stream = stream(seed);
    (0..points).map(move |point| {
        let mut rng = stream.generator(point.into());
        (0..dimensions).map(|_| rng.random::<f64>()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_points_begin_with_the_fewer_and_another_seed_gives_others() {
        let few: Vec<_> = random(10, 3, 7).collect();
        assert_eq!(random(20, 3, 7).take(10).collect::<Vec<_>>(), few);
        assert_ne!(random(10, 3, 8).collect::<Vec<_>>(), few);
        assert!(few.iter().flatten().all(|x| (0.0..1.0).contains(x)));
    }
}
