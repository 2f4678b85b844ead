//! `grassroots schema`: JSON Schemas of what a user writes.

use grassroots::{scenario, study};

use super::failure::Failure;
use super::text::print;

/// Of which sort of document.
#[derive(clap::Args)]
pub struct Args {
    /// Of experiment files, instead of scenario files
    #[arg(long, conflicts_with = "unknowns")]
    experiment: bool,
    /// Of claim files, for `audit`
    #[arg(long, conflicts_with_all = ["experiment", "unknowns"])]
    claim: bool,
    /// Of files of unknowns, for `compare --uncertain`
    #[arg(long)]
    unknowns: bool,
}

/// Prints the schema.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let schema = match (args.experiment, args.unknowns) {
        _ if args.claim => study::audit::schema(),
        (true, _) => study::definition::schema(),
        (_, true) => scenario::uncertainties_schema(),
        _ => scenario::schema(),
    };
    print(&format!("{schema:#}\n"))
}
