//! The library in a page: load a scenario, change it, run it with an observer, print a curve.
//!
//! `cargo run --release --example library`

use std::ops::ControlFlow;

use grassroots::{Error, Group, Scenario, Seeds, View, observe, run};

fn main() -> Result<(), Error> {
    // A shipped scenario by its name, or a file; settings go over it as with `--set`.
    let settings = ["budget.law=0.08".to_owned(), "technology.phone=0.5".to_owned()];
    let mut scenario = Scenario::load_with("baseline", &settings)?;
    // The fields can be set too. What is checked while loading is then up to the caller.
    scenario.run.rounds = 104;
    scenario.world.population.residents = 100;

    // The observer looks in after every round; this one remembers the most crowded round and never ends the run.
    let (mut busiest, mut cases) = (0, 0);
    let mut observer = |view: &View<'_>| {
        let open = view.city.districts.iter().map(|district| district.cases.len()).sum();
        if open > cases {
            (busiest, cases) = (view.round, open);
        }
        ControlFlow::Continue(())
    };
    let seeds = Seeds { seed: 1, replicate: 0, city_seed: None };
    let results = run(&scenario, seeds, &mut observer);

    // A curve is a column of a group, one value per round.
    let column = observe::column("trust_government").expect("a column of the results");
    let curve = results.series(column, Group::City).expect("the city is a group of every run");
    println!("{}: {} residents", scenario.name, scenario.world.population.residents * 40);
    for (round, trust) in curve.iter().enumerate().step_by(13) {
        println!("round {round:>3}  trust in government {trust:.3}  {}", "#".repeat((trust * 60.0) as usize));
    }
    println!("most open cases: {cases}, after round {busiest}");
    Ok(())
}
