//! `grassroots report`: the page of results on disk, without running anything again.

use std::path::PathBuf;

use grassroots::files;

use super::failure::Failure;
use super::text::{note, print};

/// Whose report to make.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results, of a run, a comparison or a sweep
    dir: PathBuf,
}

/// Makes `report.html` in the folder again.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let name = files::report(&args.dir, &mut |text| note(&format!("note: {text}")))?;
    print(&format!("{}\n", args.dir.join(name).display()))
}
