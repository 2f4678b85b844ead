//! A city whose policy changes midway: one history, two futures under the same draws.
//!
//! `cargo run --release --example fork`

use grassroots::{Error, Group, Scenario, Seeds, Simulation, observe};

fn main() -> Result<(), Error> {
    let mut scenario = Scenario::load("baseline")?;
    scenario.world.population.residents = 100; // per community
    scenario.run.rounds = 156;

    let mut as_before = Simulation::new(scenario.clone(), Seeds::of(1))?;
    while as_before.round() < 52 {
        as_before.step();
    }

    // From the next round on: money for law, paid by staff, and reported resolutions are verified more often.
    (scenario.policy.budget.law, scenario.policy.budget.services) = (0.10, 0.50);
    scenario.policy.government.supervision = 0.9;
    let mut reformed = as_before.fork(scenario)?;

    let column = observe::column("trust_government").expect("a column of the results");
    let trust = |simulation: &Simulation| simulation.observed().latest(column, Group::City).unwrap_or(f64::NAN);
    println!("round  as before  reformed  difference");
    while !as_before.is_over() {
        as_before.step();
        reformed.step();
        if as_before.round() % 13 == 0 {
            let (old, new) = (trust(&as_before), trust(&reformed));
            println!("{:>5}  {old:>9.3}  {new:>8.3}  {:>+10.3}", as_before.round() - 1, new - old);
        }
    }
    Ok(())
}
