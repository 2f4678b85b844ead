//! Some rounds of the baseline's city, everything observed, on one thread: what `benches/instructions/check` counts the
//! instructions of.

#[path = "../common/mod.rs"]
mod common;

use grassroots::Scenario;

fn main() {
    let Some(rounds) = std::env::args().nth(1).and_then(|word| word.parse().ok()) else {
        return println!("nothing to measure here: benches/instructions/check counts instructions");
    };
    let mut scenario = Scenario::default();
    scenario.run.warm_up = 0;
    common::pool(1).install(|| common::live(&mut common::new(scenario), rounds));
}
