//! The library in a page: load a scenario, change it, live through it round by round, print a curve.
//!
//! `cargo run --release --example library`

use grassroots::{Error, Group, Scenario, Seeds, Simulation, observe};

fn main() -> Result<(), Error> {
    // A shipped scenario by its name, or a file; settings go over it as with `--set`.
    let settings = ["budget.law=0.08".to_owned(), "technology.phone=0.5".to_owned()];
    let mut scenario = Scenario::load_with("baseline", &settings)?;
    // The fields can be set too; they are checked before the city is built.
    scenario.run.rounds = 104;
    scenario.world.population.residents = 100;

    // Everything of the city can be looked at between rounds; here the number of open cases.
    let (mut busiest, mut cases) = (0, 0);
    let mut simulation = Simulation::new(scenario, Seeds::of(1))?;
    while !simulation.is_over() {
        simulation.step();
        let open = simulation.city().districts.iter().map(|district| district.cases.len()).sum();
        if open > cases {
            (busiest, cases) = (simulation.round() - 1, open);
        }
    }

    // A curve is a column of a group, one value per round.
    let column = observe::column("trust_government").expect("a column of the results");
    let curve = simulation.observed().series(column, Group::City).expect("the city is a group of every run");
    println!("{}: {} residents", simulation.scenario().name, simulation.city().residents());
    for (round, trust) in curve.iter().enumerate().step_by(13) {
        println!("round {round:>3}  trust in government {trust:.3}  {}", "#".repeat((trust * 60.0) as usize));
    }
    println!("most open cases: {cases}, after round {busiest}");
    Ok(())
}
