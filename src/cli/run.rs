//! `grassroots run`: a scenario in, curves out.

use std::path::PathBuf;

use grassroots::Scenario;
use grassroots::calendar::Date;
use grassroots::files::{Request, Told};
use grassroots::reading::Files;
use grassroots::render::words;
use grassroots::scenario::{ObservedData, description_in};
use grassroots::study::Study;

use super::failure::Failure;
use super::number::whole;
use super::overrides::{Loaded, Overrides};
use super::text::print;
use super::work::{Done, Work};

/// What to run, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// A scenario file, or the name of a shipped scenario
    #[arg(default_value = "baseline")]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Number of runs that differ only by chance [default: as in the scenario]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1, 1_000_000), allow_negative_numbers = true)]
    replicates: Option<u32>,
    /// Seconds that a run may take [default: as long as it needs]
    #[arg(long, value_name = "SECONDS", value_parser = super::number::seconds, allow_negative_numbers = true)]
    timeout: Option<f64>,
    /// Save the state of every run after each so many rounds, so that --resume goes on from there
    #[arg(long, value_name = "ROUNDS", value_parser = whole::<u32>(1, 100_000), allow_negative_numbers = true)]
    checkpoint: Option<u32>,
    /// A CSV file of observed data, drawn over the curves and held against them [default: as in the scenario]
    #[arg(long, value_name = "FILE")]
    observed: Option<String>,
    /// Day on which round 0 of the observed data begins, such as 2024-01-31 [default: as in the scenario]
    #[arg(long, value_name = "DATE", value_parser = day)]
    observed_start: Option<Date>,
    /// Write every resident's state after this round, from 0 (repeatable)
    #[arg(long, value_name = "ROUND", value_parser = whole::<u32>(0, u32::MAX.into()), allow_negative_numbers = true)]
    snapshot: Vec<u32>,
    /// Write rounds, and snapshots, as Parquet besides
    #[arg(long)]
    parquet: bool,
    #[command(flatten)]
    work: Work,
}

/// Runs the scenario and writes its results.
pub fn execute(args: &Args) -> Result<(), Failure> {
    args.work.begin()?;
    let replicates = args.replicates.map(|number| format!("run.replicates={number}"));
    let (scenario, inputs) = args.overrides.load(&args.scenario, replicates, args.work.quiet)?;
    let (scenario, inputs) = observed(args, scenario, inputs)?;
    check_snapshots(&args.snapshot, scenario.run.rounds)?;
    let folder = args.work.folder(&scenario.name);
    let study = Study::of(scenario)?.timeout(args.timeout).checkpoint(args.checkpoint);
    let request =
        Request { parquet: args.parquet, snapshots: args.snapshot.clone(), ..args.work.request(folder, inputs) };
    let done = args.work.run(study, &request)?;
    tell(args, &done)?;
    done.verdict()
}

/// The scenario with the observed data that are asked for, and their file among those that it was read from.
fn observed(args: &Args, mut scenario: Scenario, mut inputs: Vec<PathBuf>) -> Result<Loaded, Failure> {
    if let Some(file) = &args.observed {
        let start = scenario.observed.and_then(|data| data.start);
        scenario.observed = Some(ObservedData::read(&Files::new(), file, start)?);
        inputs.push(file.into());
    }
    match (args.observed_start, &mut scenario.observed) {
        (None, _) => (),
        (start, Some(data)) => data.start = start,
        (_, None) => {
            let problem = "there are no observed data: name them with --observed".to_owned();
            return Err(Failure::Option { name: "observed-start", problem });
        }
    }
    Ok((scenario, inputs))
}

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    let there = || text.chars().take(40).collect::<String>().escape_debug().to_string();
    Date::parse(text.trim()).ok_or_else(|| format!("it must be a day such as 2024-01-31, not {}", there()))
}

fn check_snapshots(snapshots: &[u32], rounds: u32) -> Result<(), Failure> {
    snapshots.iter().find(|&&round| round >= rounds).map_or(Ok(()), |&round| {
        let problem = format!("round {round} is not one of rounds 0 to {}", rounds - 1);
        Err(Failure::Option { name: "snapshot", problem })
    })
}

fn tell(args: &Args, done: &Done) -> Result<(), Failure> {
    let (Told::Summary(rows, distances), Some(scenario)) = (&done.results.told, done.session.study().scenario()) else {
        return Ok(());
    };
    if args.work.quiet {
        return Ok(());
    }
    let language = args.work.language;
    let description = description_in(&scenario.description, language);
    print(&format!("{}{}{description}\n\n", scenario.name, language.pick(": ", "：")))?;
    print(&words::run_summary(rows, language))?;
    if !distances.is_empty() {
        print(&format!("\n{}", words::observed_summary(distances, language)))?;
    }
    print(&done.place(language))
}
