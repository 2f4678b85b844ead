//! Each phase in its place: timed within whole rounds, so that it finds the caches as the phase before left them.

use std::time::Instant;

use grassroots::city::District;
use grassroots::events::Events;
use grassroots::observe::Cell;
use grassroots::simulation::{Round, Simulation};

use crate::common::{BEFORE, COMMUNITIES, ROUNDS, city, live, pool, started};
use crate::table;
use crate::timing::{REPEATS, Spread, seconds};

/// Districts of the city: 100,000 residents.
const DISTRICTS: u32 = 20;

/// Rows of the table: what comes before the phases, the phases, what comes after.
const ROWS: usize = Round::PHASES.len() + 3;

pub fn print() {
    let (rows, whole) = pool(1).install(measure);
    let total: f64 = rows.iter().map(|row| row.median).sum();
    let names = Round::PHASES.iter().map(|(name, _)| *name);
    let names = ["institutions", "prefetch"].into_iter().chain(names).chain(["observation"]);
    let line = |name: &str, spread: &Spread| {
        [name.to_owned(), spread.text(2), format!("{:.1} %", spread.median / total * 100.0)]
    };
    let mut lines: Vec<_> = names.zip(&rows).map(|(name, row)| line(name, row)).collect();
    lines.push(["together".to_owned(), format!("{total:.1}"), "100 %".to_owned()]);
    lines.push(["a round without timers".to_owned(), whole.text(1), String::new()]);
    let note = format!(
        "100,000 residents in {DISTRICTS} districts, one thread, rounds {BEFORE} to {}; median (lowest..highest) of \
         {REPEATS} repeats.",
        BEFORE + ROUNDS - 1
    );
    table::print("Phases", &note, ["phase", "ns per resident-round", "share"], &lines);
}

/// Nanoseconds per resident-round of each row, and of rounds that nobody timed inside.
fn measure() -> (Vec<Spread>, Spread) {
    let start = started(city(DISTRICTS, COMMUNITIES));
    let (mut rows, mut whole) = (vec![Vec::new(); ROWS], Vec::new());
    let scale = 1e9 / (start.city().residents() as f64 * f64::from(ROUNDS));
    for _ in 0..REPEATS {
        let (mut simulation, mut spent) = (start.clone(), [0.0; ROWS]);
        (0..ROUNDS).for_each(|_| timed(&mut simulation, &mut spent));
        rows.iter_mut().zip(spent).for_each(|(row, seconds)| row.push(seconds * scale));
        let mut simulation = start.clone();
        whole.push(seconds(|| live(&mut simulation, ROUNDS)) * scale);
    }
    (rows.into_iter().map(Spread::of).collect(), Spread::of(whole))
}

/// One round as `Simulation::step` lives it, district by district, with the seconds of each row added to `spent`.
fn timed(simulation: &mut Simulation, spent: &mut [f64; ROWS]) {
    let [institutions, prefetch, phases @ .., observation] = spent;
    let start = Instant::now();
    let (now, districts) = simulation.begin();
    *institutions += start.elapsed().as_secs_f64();
    let mut live = |district: &mut District| {
        let mut events = Events::default();
        let mut last = Instant::now();
        let mut lap = |spent: &mut f64| {
            let end = Instant::now();
            *spent += (end - last).as_secs_f64();
            last = end;
        };
        district.prefetch();
        lap(prefetch);
        for ((_, phase), spent) in Round::PHASES.iter().zip(&mut *phases) {
            phase(&now, district, &mut events);
            lap(spent);
        }
        let cell = now.count(district, &events);
        lap(observation);
        (events, cell)
    };
    let (events, cells): (Vec<Events>, Vec<Cell>) = districts.iter_mut().map(&mut live).unzip();
    *observation += seconds(|| simulation.end(events, &cells));
}
