//! A comparison in memory, and its report as a string: no file is written. `cargo run --release --example report > report.html`

use std::ops::ControlFlow;

use grassroots::render::figures::comparison_pictures;
use grassroots::render::{report, words};
use grassroots::{Error, Language, Memory, Scenario, Study};

fn main() -> Result<(), Error> {
    let small = ["population.residents=50", "run.warm_up=26", "run.rounds=52"].map(str::to_owned);
    let scenarios = vec![Scenario::load_with("baseline", &small)?, Scenario::load_with("new_pattern", &small)?];
    let study = Study::compare(scenarios)?.replicates(8);
    let store = Memory::default();
    let found = study.run(&store, &|_| ControlFlow::Continue(()))?;
    let comparison = study.comparison(&store, &found)?;
    eprint!("{}", words::comparison_summary(&comparison, Language::En));
    let figures = comparison_pictures(&comparison, Language::En)?;
    let program = format!("grassroots {} as a library", env!("CARGO_PKG_VERSION"));
    println!("{}", report(&comparison, &figures, ("cargo run --example report", &program), Language::En)?);
    Ok(())
}
