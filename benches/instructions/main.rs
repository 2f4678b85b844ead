//! Some rounds of the baseline's city, everything observed, on one thread: what `benches/instructions/check` counts the
//! instructions of.

#[path = "../common/mod.rs"]
mod common;

use grassroots::Scenario;
use grassroots::simulation::Simulation;

fn main() {
    let Some(rounds) = std::env::args().nth(1).and_then(|word| word.parse().ok()) else {
        return println!("nothing to measure here: benches/instructions/check counts instructions");
    };
    let scenario = Scenario::default();
    common::pool(1).install(|| {
        let mut simulation = Simulation::start(&scenario, common::SEEDS);
        let mut run = common::no_results(&scenario);
        (0..rounds).for_each(|round| common::live(&mut simulation, round, &mut run));
    });
}
