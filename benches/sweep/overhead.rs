//! What a sweep adds to its runs: points made, watched, written into journal and tables.

use grassroots::scenario::Checked;
use grassroots::simulation::Simulation;
use grassroots::study::{Experiment, Job, Plan};

use crate::Target;
use crate::common::pool;
use crate::experiments::{POINTS, one_factor, residents, sweep};
use crate::table::{self, grouped};
use crate::timing::{REPEATS, Spread, seconds};

/// Replicates of each point: so many runs that the tables, which are written once, are small beside them.
const REPLICATES: u32 = 16;

pub fn measure(small: bool) -> Target {
    let (replicates, repeats) = if small { (1, 2) } else { (REPLICATES, REPEATS + 4) };
    let experiment = one_factor(replicates, small);
    let scenarios: Vec<Checked> = (0..experiment.points().len())
        .map(|point| experiment.scenario(Job { point, replicate: 0 }).expect("a scenario"))
        .collect();
    let turn = |_| [seconds(|| alone(&experiment, &scenarios)), seconds(|| in_a_sweep(&experiment))];
    let turns: Vec<[f64; 2]> = pool(1).install(|| (0..repeats).map(turn).collect());
    let runs = f64::from(POINTS * replicates);
    let alone = Spread::of(turns.iter().map(|turn| turn[0] * 1e3 / runs).collect());
    let swept = Spread::of(turns.iter().map(|turn| turn[1] * 1e3 / runs).collect());
    let share = Spread::of(turns.iter().map(|turn| (turn[1] / turn[0] - 1.0) * 100.0).collect());
    let note = format!(
        "Milliseconds per run on one thread: the same {runs} runs of {} residents one after the other, and in a sweep with journal and \
         tables; median (lowest..highest) of {repeats} turns.",
        grouped(residents(&experiment))
    );
    let head = ["alone", "in a sweep", "overhead, %"];
    table::print("Overhead of a sweep", &note, head, &[[alone.text(2), swept.text(2), share.text(2)]]);
    let median = share.median;
    ("overhead of a sweep per run of 5,000 residents", "< 2 %", format!("{median:.2} %"), median < 2.0)
}

fn alone(experiment: &Experiment, scenarios: &[Checked]) {
    for (point, scenario) in scenarios.iter().enumerate() {
        for replicate in 0..experiment.replicates() {
            let run = Simulation::start(scenario.clone(), experiment.seeds(Job { point, replicate })).run();
            let outcomes: Vec<f64> = experiment.outcomes().iter().map(|outcome| outcome.of(&run)).collect();
            std::hint::black_box(outcomes);
        }
    }
}

fn in_a_sweep(experiment: &Experiment) {
    let place = tempfile::tempdir().expect("a folder");
    sweep(experiment, place.path());
}
