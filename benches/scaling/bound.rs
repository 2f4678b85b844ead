//! How near a round comes to the time that memory alone would take.

use crate::bandwidth::Bandwidth;
use crate::common::{COMMUNITIES, city, pool, started};
use crate::rounds::Speed;
use crate::state::{Part, touched};
use crate::table;

/// Districts of the city: a million residents.
const DISTRICTS: u32 = 200;

/// A round beside the copy of its bytes.
pub struct Bound {
    parts: Vec<Part>,
    residents: f64,
    /// On one thread, on two.
    pub threads: [Times; 2],
}

/// Nanoseconds per resident-round.
pub struct Times {
    /// What moving the bytes takes at the speed of a copy on as many threads.
    least: f64,
    /// What a round takes.
    pub measured: f64,
}

impl Times {
    /// How many times as long as the copy a round takes.
    pub fn ratio(&self) -> f64 {
        self.measured / self.least
    }
}

/// Puts together what was measured in this run.
pub fn of(speed: &Speed, bandwidth: &Bandwidth) -> Bound {
    let simulation = pool(2).install(|| started(city(DISTRICTS, COMMUNITIES)));
    let parts = touched(simulation.city());
    let residents = simulation.city().residents() as f64;
    let bytes: usize = parts.iter().map(|part| part.read + part.written).sum();
    let each = bytes as f64 / residents;
    let pairs = [(&speed.one, &bandwidth.one), (&speed.two, &bandwidth.two)];
    let threads = pairs.map(|(speed, copy)| Times { least: each / copy.median, measured: 1e3 / speed.median });
    Bound { parts, residents, threads }
}

pub fn print(bound: &Bound) {
    let Bound { parts, residents, threads: [one, two] } = bound;
    let each = |bytes: usize| bytes as f64 / residents;
    let line = |name: &str, read: usize, written: usize| {
        let all = each(read + written);
        [name.to_owned(), format!("{:.1}", each(read)), format!("{:.1}", each(written)), format!("{all:.1}")]
    };
    let mut lines: Vec<_> = parts.iter().map(|part| line(part.name, part.read, part.written)).collect();
    let sum = |of: fn(&Part) -> usize| parts.iter().map(of).sum();
    lines.push(line("together", sum(|part| part.read), sum(|part| part.written)));
    let told = |times: &Times| {
        format!("{:.1} ns, a round takes {:.1}, {:.1} times as long", times.least, times.measured, times.ratio())
    };
    let note = format!(
        "Bytes per resident that a round of a million residents must touch; `benches/scaling/state.rs` says what \
         counts. At the copy bandwidth of one thread they take {}; on two threads {}.",
        told(one),
        told(two)
    );
    table::print("Memory bound", &note, ["state", "read", "written", "both"], &lines);
}
