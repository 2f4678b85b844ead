//! How fast the machine copies memory.

use crate::table;
use crate::timing::{REPEATS, Spread, seconds};

/// Bytes of the array that is copied: several times the largest caches.
const BYTES: usize = 1 << 30;

/// GB (10^9 bytes) read and written per second.
pub struct Bandwidth {
    pub one: Spread,
    pub two: Spread,
    pub ratio: Spread,
}

/// Copies one array to another, on one thread and, each half, on two, by turns.
pub fn measure() -> Bandwidth {
    let from = vec![1u64; BYTES / size_of::<u64>()];
    let mut to = vec![2u64; from.len()];
    let mut rate = |threads| 2.0 * BYTES as f64 / seconds(|| copy(&from, &mut to, threads)) / 1e9;
    let pairs: Vec<[f64; 2]> = (0..REPEATS).map(|_| [rate(1), rate(2)]).collect();
    let each = |of: fn(&[f64; 2]) -> f64| Spread::of(pairs.iter().map(of).collect());
    Bandwidth { one: each(|p| p[0]), two: each(|p| p[1]), ratio: each(|p| p[1] / p[0]) }
}

fn copy(from: &[u64], to: &mut [u64], threads: usize) {
    let part = from.len().div_ceil(threads);
    std::thread::scope(|scope| {
        for (from, to) in from.chunks(part).zip(to.chunks_mut(part)) {
            scope.spawn(|| to.copy_from_slice(from));
        }
    });
}

pub fn print(bandwidth: &Bandwidth) {
    let Bandwidth { one, two, ratio } = bandwidth;
    let note = format!(
        "GB per second, bytes read and bytes written both counted: 1 GiB copied to another by `copy_from_slice`; \
         median (lowest..highest) of {REPEATS} repeats."
    );
    let head = ["1 thread", "2 threads", "2 threads against 1"];
    table::print("Copy bandwidth", &note, head, &[[one.text(1), two.text(1), ratio.text(2)]]);
}
