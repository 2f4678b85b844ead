//! Whole rounds of cities of some sizes and shapes, on one thread and on two.

use rayon::ThreadPool;

use crate::common::{BEFORE, COMMUNITIES, ROUNDS, city, live, pool, started};
use crate::table::{self, grouped};
use crate::timing::{REPEATS, Spread, seconds};

/// Resident-rounds of one measurement at least; small cities start over as often as that takes.
const WORK: usize = 1_300_000;

/// What was found out about a city.
pub struct Speed {
    pub residents: usize,
    shape: String,
    /// Million resident-rounds per second on one thread.
    pub one: Spread,
    /// The same on two threads, for both together.
    pub two: Spread,
    /// Two threads against one, each pair measured right after each other.
    pub ratio: Spread,
}

/// The cities: districts, and communities of each. The first four have the baseline's districts.
const CITIES: [(u32, u32); 4] = [(2, COMMUNITIES), (20, COMMUNITIES), (200, COMMUNITIES), (20, 10 * COMMUNITIES)];

/// Measures all cities.
pub fn measure() -> Vec<Speed> {
    CITIES.iter().map(|&(districts, communities)| speed(districts, communities)).collect()
}

fn speed(districts: u32, communities: u32) -> Speed {
    let pools = [pool(1), pool(2)];
    let start = pools[1].install(|| started(city(districts, communities)));
    let residents = start.city().residents();
    let times = WORK.div_ceil(residents * ROUNDS as usize);
    let rate = |pool: &ThreadPool| {
        let mut spent = 0.0;
        for _ in 0..times {
            let mut simulation = start.clone();
            spent += pool.install(|| seconds(|| live(&mut simulation, ROUNDS)));
        }
        (residents * ROUNDS as usize * times) as f64 / spent / 1e6
    };
    let pairs: Vec<[f64; 2]> = (0..REPEATS).map(|_| pools.each_ref().map(rate)).collect();
    let each = |of: fn(&[f64; 2]) -> f64| Spread::of(pairs.iter().map(of).collect());
    let shape = format!("{districts} of {}", grouped(residents / districts as usize));
    Speed { residents, shape, one: each(|p| p[0]), two: each(|p| p[1]), ratio: each(|p| p[1] / p[0]) }
}

pub fn print(speeds: &[Speed]) {
    let note = format!(
        "Million resident-rounds per second and core: the full model with everything observed, rounds {BEFORE} to {}; \
         median (lowest..highest) of {REPEATS} repeats, one thread and two by turns.",
        BEFORE + ROUNDS - 1
    );
    let head = ["residents", "districts", "1 thread", "2 threads, each", "2 threads against 1"];
    let half = |two: &Spread| Spread { median: two.median / 2.0, low: two.low / 2.0, high: two.high / 2.0 };
    let line = |speed: &Speed| {
        let Speed { residents, shape, one, two, ratio } = speed;
        [grouped(*residents), shape.clone(), one.text(2), half(two).text(2), ratio.text(2)]
    };
    table::print("Sizes and threads", &note, head, &speeds.iter().map(line).collect::<Vec<_>>());
}
