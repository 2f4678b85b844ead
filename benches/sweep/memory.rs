//! Many runs of a tiny city: seconds and peak memory, in a process of its own.

use std::process::Command;

use grassroots::output;
use grassroots::render::figures::{Caption, SweepTable, sweep_pictures};

use crate::Target;
use crate::common::pool;
use crate::experiments::{read, sweep};
use crate::machine::value;
use crate::table::{self, grouped};
use crate::timing::seconds;

/// What the program is called with to be such a process.
pub const ALONE: &str = "--alone";

/// Runs, each of a point of its own, which takes more memory than replicates do.
const RUNS: u32 = 100_000;

/// Threads that they run on.
const THREADS: usize = 2;

pub fn measure(small: bool) -> Target {
    let runs = if small { 200 } else { RUNS };
    let [spent, peak] = alone(runs);
    let mib = peak / 1024.0 / 1024.0;
    let note = format!(
        "A sweep of {} runs of 200 residents and 20 rounds, each of a point of its own, on {THREADS} threads, its journal, \
         tables and figures included; peak of its process.",
        grouped(runs as usize)
    );
    let line = [format!("{spent:.0}"), format!("{:.0}", f64::from(runs) / spent), format!("{mib:.0}")];
    table::print("Many runs of a tiny city", &note, ["seconds", "runs per second", "peak, MiB"], &[line]);
    ("peak of 100,000 runs of 200 residents x 20 rounds", "< 500 MB", format!("{:.0} MB", peak / 1e6), peak < 500e6)
}

/// Calls this program for it, and takes the two numbers that it answers.
fn alone(runs: u32) -> [f64; 2] {
    let program = std::env::current_exe().expect("the program knows where it is");
    let output = Command::new(program).args([ALONE, &runs.to_string()]).output().expect("the program can call itself");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let told = || panic!("it answered {text:?}, {}", String::from_utf8_lossy(&output.stderr));
    numbers.try_into().unwrap_or_else(|_| told())
}

/// What such a process does: prints the seconds, and the peak of its memory in bytes; only Linux tells that.
pub fn answer(arguments: &[String]) {
    let [runs] = arguments else { panic!("{ALONE} RUNS") };
    let spent = pool(THREADS).install(|| seconds(|| many(runs.parse().expect("a number"))));
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = value(&text, "VmHWM").and_then(|peak| peak.trim_end_matches(" kB").parse::<f64>().ok());
    println!("{spent} {}", kib.map_or(f64::NAN, |kib| kib * 1024.0));
}

fn many(runs: u32) {
    let experiment = read(&format!(
        "base = 'baseline'\nreplicates = 1\nrounds = 15\nwarm_up = 5\n\
         set.population = {{ districts = 1, communities = 10, residents = 20 }}\n\
         design = {{ kind = 'random', points = {runs} }}\n[factors]\ngovernment.pressure = {{ from = 0, to = 1 }}\n\
         government.supervision = {{ from = 0, to = 1 }}\nneeds.scale = {{ from = 0.5, to = 2, scale = 'log' }}\n"
    ));
    let place = tempfile::tempdir().expect("a folder");
    let rows = sweep(&experiment, place.path());
    assert_eq!(rows.len(), runs as usize, "every run has ended");
    let table = SweepTable::of(&experiment, &output::rows_of(&experiment, &rows));
    let pictures = sweep_pictures(&table, &Caption::default()).expect("figures");
    output::save_pictures(place.path(), &pictures).expect("files");
}
