//! `grassroots list`: the scenarios and the experiments inside the program.

use grassroots::render::words::aligned;
use grassroots::study::{Experiment, definition};

use super::failure::Failure;
use super::text::print;

/// Nothing to choose.
#[derive(clap::Args)]
pub struct Args {}

/// Lists names and descriptions.
pub fn execute(_: &Args) -> Result<(), Failure> {
    let experiment = |name: &str| Ok([name.to_owned(), Experiment::load(name)?.description().to_owned()]);
    let experiments = definition::names().map(experiment).collect::<Result<Vec<_>, Failure>>()?;
    let scenarios: Vec<_> =
        grassroots::scenario::list().into_iter().map(|(name, text)| [name.to_owned(), text]).collect();
    print(&format!(
        "scenarios, for run and compare\n{}\nexperiments, for sweep\n{}",
        aligned("  ", &scenarios),
        aligned("  ", &experiments)
    ))
}
