//! Two scenarios in memory, of which one extends the other: what the reform in it is worth, without a file.
//!
//! `cargo run --release --example library_in_memory`

use std::ops::ControlFlow;

use grassroots::reading::InMemory;
use grassroots::{COLUMNS, Error, Memory, Scenario, Study, observe};

const CITY: &str = "
description = 'A small city in which many reports get lost'
run = { rounds = 78, warm_up = 26 }
population.residents = 50
feedback.loss_rate = 0.3
";

const REFORMED: &str = "
extends = 'city'
budget.law = 0.08 # paid by services

[[reforms]]
round = 26
government.supervision = 0.9
";

fn main() -> Result<(), Error> {
    let texts = InMemory::of([("city", CITY), ("reformed", REFORMED)]);
    let (city, reformed) = (Scenario::read(&texts, "city")?, Scenario::read(&texts, "reformed")?);
    let study = Study::compare([city, reformed])?.replicates(6);
    let store = Memory::default();
    let found = study.run(&store, &|_| ControlFlow::Continue(()))?;
    let comparison = study.comparison(&store, &found)?;

    let column = observe::column("satisfaction_rate").expect("a column of the results");
    let difference = &comparison.contrasts[0].outcomes[column];
    println!("{}: {:+.4} with the reform", COLUMNS[column].name, difference.mean);
    Ok(())
}
