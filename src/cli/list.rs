//! `grassroots list`: the scenarios inside the program.

use grassroots::Error;

use super::text::{print, table};

/// Nothing to choose.
#[derive(clap::Args)]
pub struct Args {}

/// Lists names and descriptions.
pub fn execute(_: &Args) -> Result<(), Error> {
    let rows: Vec<_> = grassroots::scenario::list().into_iter().map(|(name, text)| [name.to_owned(), text]).collect();
    print(&table("", &rows))
}
