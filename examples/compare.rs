//! Two policies under the same seeds: what differs between them, and how sure that is.
//!
//! `cargo run --release --example compare`

use std::ops::ControlFlow;

use grassroots::{Error, Language, Memory, Scenario, Study};

fn main() -> Result<(), Error> {
    let shared = ["population.residents=100".to_owned(), "run.rounds=104".to_owned()];
    let reference = Scenario::load_with("baseline", &shared)?;
    let other = Scenario::load_with("digital_first", &shared)?;

    // Each replicate of both has the same seeds, so that the difference is one of pairs.
    let study = Study::compare([reference, other])?.replicates(8);
    let store = Memory::default();
    let found = study.run(&store, &|_| ControlFlow::Continue(()))?;
    let comparison = study.comparison(&store, &found)?;
    for &question in &comparison.primary {
        let difference = comparison.contrasts[0].answer(question).expect("an answer to what was asked");
        let (low, high) = difference.t.expect("eight pairs have an interval");
        println!("{:<20} {:+.4} [{low:+.4}, {high:+.4}]", question.name(), difference.mean);
    }
    println!("{}", comparison.horizon(Language::En));
    Ok(())
}
