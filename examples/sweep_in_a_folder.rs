//! A sweep into a folder, ended by an event halfway and resumed: the tables are those of one that nobody ended.
//!
//! `cargo run --release --example sweep_in_a_folder -- some/folder`

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use grassroots::files::{Begin, Request, Session};
use grassroots::study::Event;
use grassroots::{Error, Experiment, Study};

const LAW: &str = "
base = 'baseline'
replicates = 4
rounds = 52
set.population.residents = 50
design.kind = 'factorial'
factors.budget.law = [0.02, 0.05, 0.08]
";

fn main() -> Result<(), Error> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("outputs/law"), PathBuf::from);
    let study = Study::sweep(Experiment::from_toml("law", LAW)?);
    let request = Request { folder, begin: Begin::Resume, ..Request::default() };

    // Whatever ends it, what has ended is on the disk.
    let ended = AtomicU64::new(0);
    let half = |event: Event<'_>| match event {
        Event::Finished(_) if ended.fetch_add(1, Ordering::Relaxed) + 1 >= 6 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let found = Session::open(study.clone(), &request)?.run(&half)?;
    println!("{} of {} runs are kept", found.ended(), found.wanted);

    let mut session = Session::open(study, &request)?;
    let found = session.run(&|_| ControlFlow::Continue(()))?;
    println!("{} of {}: {}", found.ended(), found.wanted, session.finish(&found)?.files.join(", "));
    Ok(())
}
