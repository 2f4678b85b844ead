//! What a city takes of memory, and how long it takes to stand: each measured in a process of its own.

use std::ops::ControlFlow;
use std::process::Command;
use std::time::Instant;

use grassroots::{Scenario, View};

use crate::common::{COMMUNITIES, SEEDS, city, pool};
use crate::machine::value;
use crate::table::{self, grouped};
use crate::timing::{Spread, seconds};

/// What the program is called with to be such a process.
pub const ALONE: &str = "--alone";

const ROUNDS: u32 = 52;

/// Processes of which each start is the median.
const STARTS: usize = 5;

/// A run of a year on one thread, without figures.
pub struct Footprint {
    pub residents: usize,
    /// Peak of its process, in bytes.
    pub peak: f64,
    /// Nanoseconds per resident-round.
    pub time: f64,
}

/// Runs cities of 10^4 and 10^6 residents, and 10^7 if a province is asked for.
pub fn measure(province: bool) -> Vec<Footprint> {
    let sizes = if province { &[2, 200, 2000][..] } else { &[2, 200] };
    sizes.iter().map(|&districts| footprint(districts)).collect()
}

fn footprint(districts: u32) -> Footprint {
    let [residents, peak, time] = alone("run", districts, 1);
    Footprint { residents: residents as usize, peak, time }
}

/// Seconds from nothing to a city of a million residents: on one thread, on two.
pub fn starts() -> [Spread; 2] {
    [1, 2].map(|threads| Spread::of((0..STARTS).map(|_| alone("start", 200, threads)[2]).collect()))
}

/// Calls this program for one thing, and takes the three numbers that it answers.
fn alone(what: &str, districts: u32, threads: usize) -> [f64; 3] {
    let program = std::env::current_exe().expect("the program knows where it is");
    let arguments = [ALONE, what, &districts.to_string(), &threads.to_string()];
    let output = Command::new(program).args(arguments).output().expect("the program can call itself");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let told = || panic!("{arguments:?} answered {text:?}, {}", String::from_utf8_lossy(&output.stderr));
    numbers.try_into().unwrap_or_else(|_| told())
}

/// What such a process does: prints residents, the peak of its memory in bytes, and the time.
pub fn answer(arguments: &[String]) {
    let [what, districts, threads] = arguments else { panic!("{ALONE} run|start DISTRICTS THREADS") };
    let number = |text: &String| text.parse::<u32>().expect("a number");
    let districts = number(districts);
    let act = || if what == "run" { run(districts) } else { start(districts) };
    let (residents, time) = pool(number(threads) as usize).install(act);
    println!("{residents} {} {time}", peak());
}

/// Nanoseconds per resident-round of a run of a year, its start left out.
fn run(districts: u32) -> (usize, f64) {
    let mut scenario = city(districts, COMMUNITIES);
    scenario.run.rounds = ROUNDS;
    let (mut residents, mut ends) = (0, Vec::new());
    let mut look = |view: &View<'_>| {
        ends.push(Instant::now());
        residents = view.city.residents();
        ControlFlow::Continue(())
    };
    let run = grassroots::run(&scenario, SEEDS, &mut look);
    assert_eq!(run.rounds(), ROUNDS, "all rounds are kept");
    let spent = (ends[ends.len() - 1] - ends[0]).as_secs_f64();
    (residents, spent * 1e9 / (residents * (ends.len() - 1)) as f64)
}

/// Seconds that reading the baseline and building a city of so many of its districts take.
fn start(districts: u32) -> (usize, f64) {
    let mut residents = 0;
    let spent = seconds(|| {
        let settings = [format!("population.districts={districts}")];
        let scenario = Scenario::load_with("baseline", &settings).expect("the baseline can be read");
        let simulation = grassroots::simulation::Simulation::new(scenario, SEEDS).expect("the baseline");
        residents = simulation.city().residents();
        // Taking the city down again is no part of it.
        std::mem::forget(simulation);
    });
    (residents, spent)
}

/// The peak of this process, in bytes; only Linux tells.
fn peak() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = value(&text, "VmHWM").and_then(|peak| peak.trim_end_matches(" kB").parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib * 1024.0)
}

/// Bytes per resident: what the second city takes more than the first.
pub fn per_resident(footprints: &[Footprint]) -> f64 {
    let [small, large, ..] = footprints else { return f64::NAN };
    (large.peak - small.peak) / (large.residents - small.residents) as f64
}

pub fn print(footprints: &[Footprint]) {
    let note = format!(
        "A run of {ROUNDS} rounds on one thread, everything observed, without files and figures; peak of its process. \
         A resident takes {:.0} bytes: the difference between the first two, for each resident more.",
        per_resident(footprints)
    );
    let line = |footprint: &Footprint| {
        let Footprint { residents, peak, time } = footprint;
        [grouped(*residents), format!("{:.0}", peak / 1024.0 / 1024.0), format!("{time:.1}")]
    };
    let lines: Vec<_> = footprints.iter().map(line).collect();
    table::print("Memory", &note, ["residents", "peak, MiB", "ns per resident-round"], &lines);
}

pub fn print_starts([one, two]: &[Spread; 2]) {
    let note = format!(
        "Seconds to read the baseline and build a city of 1,000,000 residents; median (lowest..highest) of {STARTS} \
         processes."
    );
    table::print("Start", &note, ["1 thread", "2 threads"], &[[one.text(2), two.text(2)]]);
}
