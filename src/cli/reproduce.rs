//! `grassroots reproduce`: runs results again from what their folder keeps, and compares them bit by bit.

mod of_comparison;
mod of_run;
mod of_sweep;
mod one;
mod untimed;

use std::path::PathBuf;

use grassroots::Error;
use grassroots::output::{Manifest, Saved};

use super::threads::use_threads;

/// What to run again.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results of a run, a comparison or a sweep
    dir: PathBuf,
    /// Run only this one: a row of runs.csv by its `run`, or a replicate of a run or a comparison
    #[arg(long, value_name = "K")]
    run: Option<u64>,
    /// Write that one as `grassroots run` does, so that it can be looked at, traced and plotted
    #[arg(long, value_name = "DIR", requires = "run")]
    out: Option<PathBuf>,
    /// Replace results that the folder has
    #[arg(long, requires = "out")]
    overwrite: bool,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Runs it again; a difference is an error.
pub fn execute(args: &Args) -> Result<(), Error> {
    use_threads(args.threads)?;
    if Saved::is_in(&args.dir) {
        return of_sweep::execute(args);
    }
    let manifest = Manifest::read(&args.dir)?;
    match &manifest.comparison {
        Some(compared) => of_comparison::execute(args, &manifest, compared),
        None => of_run::execute(args, &manifest),
    }
}

/// What to tell of a difference: what it is, and which programs made the two.
fn differs(what: &str, version: &str, commit: &str) -> Error {
    let this = Manifest::start("", "");
    let programs = match (version, commit) == (this.version.as_str(), this.commit.as_str()) {
        true => "this very program made the results".to_owned(),
        false => format!("version {version} ({commit}) made the results, this is {} ({})", this.version, this.commit),
    };
    Error::Unmet(format!("not the same: {what}; {programs}"))
}
