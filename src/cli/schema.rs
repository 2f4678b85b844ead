//! `grassroots schema`: a JSON Schema of scenario files.

use super::failure::Failure;
use super::text::print;

/// Nothing to choose.
#[derive(clap::Args)]
pub struct Args {}

/// Prints the schema.
pub fn execute(_: &Args) -> Result<(), Failure> {
    print(&format!("{:#}\n", grassroots::scenario::schema()))
}
