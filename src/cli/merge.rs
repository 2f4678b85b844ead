//! `grassroots merge`: the parts of a study become one, the same as if it had been run in one piece.

use std::path::PathBuf;

use grassroots::files::{self, Merged};
use grassroots::study::{Experiment, Study};

use super::failure::Failure;
use super::text::{note, print};
use super::work::anew;

/// What to join, and where it goes.
#[derive(clap::Args)]
pub struct Args {
    /// Folders of the parts
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace the results that the folder has
    #[arg(long)]
    overwrite: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Joins the parts, and says what is missing.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let merged =
        files::merge(&args.dirs, &anew(args.out.clone(), args.overwrite), &mut |text| note(&format!("note: {text}")))?;
    if !args.quiet {
        let summary = super::text::counts(&merged.study, &merged.found.rows, None);
        print(&format!("{summary}\nResults are in {}: {}\n", args.out.display(), merged.results.files.join(", ")))?;
    }
    whole(args, &merged)
}

/// An error that says how much of which shard is missing, or that runs failed.
fn whole(args: &Args, merged: &Merged) -> Result<(), Failure> {
    let (wanted, failed) = (merged.found.wanted, merged.found.failed());
    let folder = args.out.clone();
    if merged.missing.is_empty() {
        return if failed == 0 { Ok(()) } else { Err(Failure::RunsFailed { failed, runs: wanted, folder }) };
    }
    let missing: u64 = merged.missing.values().sum();
    let parts: Vec<String> = merged.missing.iter().map(|(shard, count)| format!("{count} of shard {shard}")).collect();
    let (parts, out, command) = (parts.join(", "), args.out.display(), command(&merged.study));
    Err(Failure::Unmet(format!(
        "{missing} of {wanted} runs are missing: {parts}; merge again with the folders that have them, or run them with \
         `grassroots {command} --resume --out {out}`"
    )))
}

/// The command that goes on with a study.
fn command(study: &Study) -> &'static str {
    match (study.claim(), study.experiment().map(Experiment::scheme)) {
        (Some(_), _) => "audit",
        (_, Some(Some(_))) => "sensitivity",
        _ => "sweep",
    }
}
