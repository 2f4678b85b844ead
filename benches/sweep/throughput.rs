//! Runs per second on one thread and on two.

use grassroots::study::Experiment;

use crate::Target;
use crate::common::pool;
use crate::experiments::{POINTS, ROUNDS, one_factor, residents, sweep};
use crate::table::{self, grouped};
use crate::timing::{REPEATS, Spread, seconds};

/// Replicates of each point; together with the points even, so that two threads can share the runs.
const REPLICATES: u32 = 16;

pub fn measure(small: bool) -> Target {
    let (replicates, repeats) = if small { (1, 2) } else { (REPLICATES, REPEATS) };
    let experiment = one_factor(replicates, small);
    let pools = [pool(1), pool(2)];
    let turn = |_| pools.each_ref().map(|pool| pool.install(|| rate(&experiment, POINTS * replicates)));
    let turns: Vec<[f64; 2]> = (0..repeats).map(turn).collect();
    let each = |of: fn(&[f64; 2]) -> f64| Spread::of(turns.iter().map(of).collect());
    let (one, two, ratio) = (each(|t| t[0]), each(|t| t[1]), each(|t| t[1] / t[0]));
    let note = format!(
        "Runs per second of {} runs of {} residents, {} rounds after {} of warm-up, with journal and tables; median \
         (lowest..highest) of {repeats} turns.",
        POINTS * replicates,
        grouped(residents(&experiment)),
        ROUNDS.0,
        ROUNDS.1
    );
    let head = ["1 thread", "2 threads", "2 threads against 1"];
    table::print("Throughput of a sweep", &note, head, &[[one.text(1), two.text(1), ratio.text(2)]]);
    let median = ratio.median;
    ("runs per second of a sweep, 2 threads against 1", ">= 1.9", format!("{median:.2}"), median >= 1.9)
}

/// Runs per second.
fn rate(experiment: &Experiment, runs: u32) -> f64 {
    let place = tempfile::tempdir().expect("a folder");
    f64::from(runs) / seconds(|| assert_eq!(sweep(experiment, place.path()), u64::from(runs)))
}
