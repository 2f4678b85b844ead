//! `grassroots check`: validates scenarios and tells what they change against the baseline.

use grassroots::render::words::scenario_changes;
use grassroots::{Error, Scenario};

use super::failure::Failure;
use super::text::print;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario files, or names of shipped scenarios
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Checks every file, also after one that is wrong.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let mut problems = Vec::new();
    for file in &args.files {
        match Scenario::load(file) {
            Ok(scenario) => print(&scenario_changes(file, &scenario))?,
            // A base that several files extend is told once.
            Err(Error::Scenario(more)) => {
                let new: Vec<_> = more.into_iter().filter(|problem| !problems.contains(problem)).collect();
                problems.extend(new);
            }
            Err(other) => return Err(other.into()),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Scenario(problems).into()) }
}
