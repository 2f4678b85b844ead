//! `grassroots sweep`: an experiment in, tables of all its runs out; whatever ends it, it can be gone on with.

mod batch;
mod dry_run;
pub(super) mod summary;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use grassroots::Error;
use grassroots::study::Experiment;
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Finished, Shard, Status, Sweep};

use super::experiments;
use super::progress::{Progress, interrupt_flag};
use super::text::{RESUME, note, note_kept};
use super::threads::use_threads;
use batch::Batch;

/// What to run, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// An experiment file, or the name of a shipped experiment
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    /// Folder for the results [default: outputs/<name of the experiment>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on with results that the folder has
    #[arg(long, conflicts_with = "overwrite")]
    resume: bool,
    /// Replace results that the folder has
    #[arg(long)]
    overwrite: bool,
    /// Run again what failed before
    #[arg(long, requires = "resume")]
    retry_failed: bool,
    /// Tell how many runs there are and what they will take of time and disk, and run none
    #[arg(long)]
    dry_run: bool,
    /// Run a part, such as the third of eight; `grassroots merge` joins the parts
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Number of runs of each point [default: as in the experiment]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Wait until each finished run is on the disk itself, so that it survives a loss of power too
    #[arg(long)]
    durable: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Args {
    fn folder(&self, experiment: &Experiment) -> PathBuf {
        let name = match self.shard {
            whole if whole.is_whole() => experiment.name().to_owned(),
            part => format!("{}.{}", experiment.name(), part.folder_name()),
        };
        self.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(name))
    }
}

/// Runs what is missing of the experiment and writes the tables.
pub fn execute(args: &Args) -> Result<(), Error> {
    // Before anything else: reading an experiment takes threads already.
    let threads = use_threads(args.threads)?;
    let experiment = experiments::load(&args.experiment, args.replicates)?;
    experiment.notes().iter().filter(|_| !args.quiet).for_each(|text| note(&format!("note: {text}")));
    let folder = args.folder(&experiment);
    if args.dry_run {
        return dry_run::tell(&experiment, args.shard, &folder, threads);
    }
    let mut batch = Batch::open(args, &experiment, &folder, threads)?;
    let interrupted = interrupt_flag()?;
    if let Err(error) = run(args, &experiment, &batch, interrupted) {
        note_kept(batch.folder(), RESUME);
        return Err(error);
    }
    let (rows, figures) = batch.finish(&experiment)?;
    let summary = summary::Summary::of(&experiment, args.shard, &rows, figures);
    summary.tell(&experiment, batch.session(), &folder, args.quiet)?;
    summary.verdict(&folder)
}

/// Runs what is missing; each run that has ended is on disk at once.
fn run(args: &Args, experiment: &Experiment, batch: &Batch, interrupted: &AtomicBool) -> Result<(), Error> {
    let progress = Progress::runs(batch.runs(), batch.done(), args.quiet);
    let failure = Mutex::new(None);
    let add = |finished: Finished| {
        if let Err(error) = batch.add(&finished) {
            if let Ok(mut failure) = failure.lock() {
                failure.get_or_insert(error);
            }
            return ControlFlow::Break(());
        }
        match finished.record.status {
            Status::Failed => progress.step_failed(),
            _ => progress.step(),
        }
        ControlFlow::Continue(())
    };
    let ends = || interrupted.load(Ordering::Relaxed);
    Sweep::new(experiment as &dyn Plan, &ends).run(batch.missing(), add);
    progress.end();
    failure.into_inner().ok().flatten().map_or(Ok(()), Err)
}
