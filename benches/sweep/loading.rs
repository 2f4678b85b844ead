//! How long it takes to read large designs, and to make the scenario of a point.

use grassroots::study::{Job, Plan};

use crate::experiments::{one_factor, read};
use crate::table::{self, grouped};
use crate::timing::{REPEATS, Spread, seconds};

/// Designs and their points.
const DESIGNS: [(&str, u32); 3] = [("sobol", 65_536), ("random", 100_000), ("random", 1_000_000)];

/// Scenarios made at a time.
const MADE: usize = 1000;

pub fn measure(small: bool) {
    let lines: Vec<_> = DESIGNS.iter().map(|&(kind, points)| line(kind, if small { 64 } else { points })).collect();
    let note = format!(
        "Seconds to read an experiment of eight factors, six of them shares of the budget as a simplex, and to check its \
         points before the first run. To make the scenario of a point then takes {} microseconds.",
        scenario().text(1)
    );
    table::print("Loading an experiment", &note, ["design", "points", "seconds"], &lines);
}

fn line(kind: &str, points: u32) -> [String; 3] {
    let text = format!(
        "base = 'baseline'\ndesign = {{ kind = '{kind}', points = {points} }}\n[factors]\n\
         government.pressure = {{ from = 0, to = 1 }}\nproductivity.work_rate = {{ from = 0.01, to = 0.1 }}\n\
         budget = {{ simplex = ['services', 'investment', 'law', 'virtue', 'leadership', 'technology'] }}"
    );
    let spent = seconds(|| assert_eq!(read(&text).points().len(), points as usize));
    [kind.to_owned(), grouped(points as usize), format!("{spent:.2}")]
}

/// Microseconds to make the scenario of a point.
fn scenario() -> Spread {
    let experiment = one_factor(1, false);
    let job = Job { point: 1, replicate: 0 };
    let make = || (0..MADE).for_each(|_| drop(std::hint::black_box(experiment.scenario(job))));
    Spread::of((0..REPEATS).map(|_| seconds(make) * 1e6 / MADE as f64).collect())
}
