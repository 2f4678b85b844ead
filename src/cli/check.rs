//! `grassroots check`: validates documents of any sort and tells what they say.

use std::collections::BTreeSet;

use grassroots::Error;
use grassroots::error::Problem;
use grassroots::reading::Files;
use grassroots::render::words::checked;

use super::failure::Failure;
use super::text::print;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// Files of scenarios, experiments or unknowns, or names of what is shipped
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

/// Checks every file, also after one that is wrong.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let (mut problems, mut told) = (Vec::new(), BTreeSet::new());
    for file in &args.files {
        match checked(&Files::new(), file) {
            Ok(text) => print(&text)?,
            // A base that several files extend is told once.
            Err(Error::Scenario(more)) => {
                problems.extend(more.into_iter().filter(|problem| told.insert(which(problem))));
            }
            Err(other) => return Err(other.into()),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Scenario(problems).into()) }
}

/// What tells one problem from another.
fn which(problem: &Problem) -> (String, Option<usize>, String) {
    (problem.source.name.to_string(), problem.span.as_ref().map(|span| span.start), problem.message.clone())
}
