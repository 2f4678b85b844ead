//! `grassroots run`: a scenario in, curves out.

pub(super) mod results;
mod watch;

use std::ops::ControlFlow;
use std::path::PathBuf;

use grassroots::observe::Run;
use grassroots::render::words::run_summary;
use grassroots::study::summarise;
use grassroots::{Error, Scenario, output, study};

use super::progress::{Progress, interrupt_flag};
use super::text::{note_kept, print};
use super::threads::use_threads;
use results::Results;
use watch::Watch;

/// What to run, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// A scenario file, or the name of a shipped scenario
    #[arg(default_value = "baseline")]
    scenario: String,
    #[command(flatten)]
    overrides: super::overrides::Overrides,
    /// Number of runs that differ only by chance [default: as in the scenario]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Folder for the results [default: outputs/<name of the scenario>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace results that the folder has
    #[arg(long)]
    overwrite: bool,
    /// Write every resident's state after this round, from 0 (repeatable)
    #[arg(long, value_name = "ROUND")]
    snapshot: Vec<u32>,
    /// Write rounds, and snapshots, as Parquet besides
    #[arg(long)]
    parquet: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the scenario and writes its results.
pub fn execute(args: &Args) -> Result<(), Error> {
    let scenario = load(args)?;
    check_snapshots(&args.snapshot, &scenario)?;
    let threads = use_threads(args.threads)?;
    let folder = args.out.clone().unwrap_or_else(|| PathBuf::from("outputs").join(&scenario.name));
    output::prepare_folder(&folder, args.overwrite)?;
    let mut results = Results::begin(&folder, &scenario, 0, threads)?;
    let simulated = simulate(args, &scenario, &mut results);
    // What was finished is completed also after a failure; the first thing that went wrong is told.
    let completed = results.finish(&scenario, args.parquet);
    simulated.and(completed).inspect_err(|_| note_kept(results.folder(), ""))?;
    tell(args, &scenario, &results)
}

fn load(args: &Args) -> Result<Scenario, Error> {
    let replicates = args.replicates.map(|number| format!("run.replicates={number}"));
    args.overrides.load(&args.scenario, replicates)
}

fn check_snapshots(rounds: &[u32], scenario: &Scenario) -> Result<(), Error> {
    let late = rounds.iter().find(|&&round| round >= scenario.run.rounds);
    late.map_or(Ok(()), |&round| {
        let last = scenario.run.rounds - 1;
        Err(Error::Option { option: "--snapshot", problem: format!("round {round} is not one of rounds 0 to {last}") })
    })
}

/// Runs all replicates; each finished one is on disk at once.
fn simulate(args: &Args, scenario: &Scenario, results: &mut Results) -> Result<(), Error> {
    let interrupted = interrupt_flag()?;
    let progress = Progress::rounds(rounds(scenario), args.quiet);
    let watch = Watch::new(&progress, interrupted, results.folder(), &args.snapshot, args.parquet);
    let mut failed = None;
    let simulated = study::replicate(
        scenario,
        |replicate| watch.replicate(replicate),
        |run: Run| match results.add(run) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                watch.stop();
                ControlFlow::Break(())
            }
        },
    );
    progress.end();
    failed.or(watch.failure()).map_or(simulated, Err)
}

/// Rounds that all replicates take.
fn rounds(scenario: &Scenario) -> u64 {
    let run = &scenario.run;
    u64::from(run.replicates) * (u64::from(run.warm_up) + u64::from(run.rounds))
}

fn tell(args: &Args, scenario: &Scenario, results: &Results) -> Result<(), Error> {
    let (finished, wanted) = (results.runs().len() as u32, scenario.run.replicates);
    if !args.quiet && finished > 0 {
        print(&format!("{}: {}\n\n", scenario.name, scenario.description))?;
        print(&run_summary(&summarise(results.runs())?))?;
        print(&format!("\nResults are in {}\n", results.folder().display()))?;
    }
    if finished == wanted {
        return Ok(());
    }
    Err(Error::Interrupted { finished, wanted, folder: results.folder().to_owned() })
}
