//! The search again with shuffled labels, and on random parts of the points.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::region::Region;
use super::table::{Data, Table, part};
use super::{Settings, search};

/// Share of searches whose box has at least that score, the search it comes from counted in, were the labels shuffled.
/// Shuffling ends once the share cannot come down to the level any more; it is a bound then.
pub(super) fn p_value(data: &Data, settings: &Settings, score: f64) -> f64 {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    let share = |as_good: usize| (1 + as_good) as f64 / (1 + settings.shuffles) as f64;
    let mut labels = data.interest.clone();
    let mut as_good = 0;
    for _ in 0..settings.shuffles {
        labels.shuffle(&mut rng);
        as_good += usize::from(best_score(&data.labelled(&labels), settings) >= score);
        if share(as_good) > settings.significance {
            break;
        }
    }
    share(as_good)
}

/// What the search comes to with these labels.
fn best_score(table: &Table, settings: &Settings) -> f64 {
    search(table, settings).map_or(0.0, |region| table.score(region.count))
}

/// For each variable the share of random parts of the points whose box limits it.
pub(super) fn reproducibility(data: &Data, settings: &Settings, variables: &[usize]) -> Vec<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(settings.seed);
    rng.jump();
    let mut rows: Vec<usize> = (0..data.interest.len()).collect();
    let size = part(settings.resample_share, rows.len());
    let mut boxes = Vec::new();
    for _ in 0..settings.resamples {
        rows.shuffle(&mut rng);
        boxes.extend(search(&data.only(&rows[..size]).table(), settings));
    }
    let limits = |region: &&Region, variable| region.edges.iter().any(|edge| edge.variable == variable);
    let times = |variable| boxes.iter().filter(|region| limits(region, variable)).count();
    variables.iter().map(|&variable| times(variable) as f64 / settings.resamples.max(1) as f64).collect()
}
