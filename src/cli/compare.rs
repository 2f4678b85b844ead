//! `grassroots compare`: scenarios under the same seeds in, differences out.

mod command;
mod looks;
mod results;

use std::path::{Path, PathBuf};

use grassroots::observe::find_column;
use grassroots::output::names;
use grassroots::render::words::comparison_summary;
use grassroots::scenario::{MOST_ROWS, folder_name, uncertainties};
use grassroots::study::comparison::{self, Comparison, Protocol};
use grassroots::{Error, Scenario, output};

use super::text::{RESUME, note_kept, print};
use super::threads::use_threads;
use looks::{Looks, Precision};
use results::Results;

/// What to compare, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario files, or names of shipped scenarios; the first is the reference
    #[arg(required = true, num_args = 2.., value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    overrides: super::overrides::Overrides,
    /// Runs of each scenario, under the same seeds [default: 30, or 8 to begin with if --precision is given]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Outcomes that the comparison is about; their p values are adjusted together [default: trust_government,
    /// participation_rate, voice_rate, resolution_rate, satisfaction_rate, gain]
    #[arg(long, value_delimiter = ',', value_name = "COLUMN,...")]
    primary: Vec<String>,
    /// Double the replicates until every difference in this outcome is known to this half width of its 95 % interval
    #[arg(long, value_name = "COLUMN=HALFWIDTH", value_parser = looks::parse)]
    precision: Option<Precision>,
    /// Replicates that --precision does not go beyond
    #[arg(long, value_name = "N", requires = "precision", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    max_replicates: u32,
    /// Share one history, that of the first scenario, up to this round; scenarios may then differ in policy only
    #[arg(long, value_name = "ROUND")]
    fork: Option<u32>,
    /// A TOML file of parameters that nobody knows, such as `"feedback.loss_rate" = { from = 0.1, to = 0.2 }`, drawn anew
    /// and shared by the scenarios; two replicates share a draw, so that luck and ignorance can be told apart, and an odd
    /// number of replicates is rounded up
    #[arg(long, value_name = "FILE")]
    uncertain: Option<PathBuf>,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Folder for the results [default: outputs/compare-<names of the scenarios>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace results that the folder has
    #[arg(long, conflicts_with = "resume")]
    overwrite: bool,
    /// Go on with the runs that the folder has; more replicates can be asked for
    #[arg(long)]
    resume: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Compares the scenarios and writes the results.
pub fn execute(args: &Args) -> Result<(), Error> {
    let looks = Looks::new(args.replicates, args.precision, args.max_replicates)?;
    let primary = primary(&args.primary)?;
    let protocol = protocol(args, looks.most())?;
    check_size(&protocol, looks.most())?;
    let threads = use_threads(args.threads)?;
    let folder = args.out.clone().unwrap_or_else(|| default_folder(&protocol));
    let _lock = output::FolderLock::take(&folder)?;
    spare(&folder, &protocol)?;
    prepare(args, &folder, &protocol)?;
    let mut results = Results::begin(&folder, &protocol, threads, args.quiet)?;
    let stopping = looks.look(&protocol, |replicates, column| {
        results.reach(replicates)?;
        Ok(column.map_or(0.0, |column| protocol.half_width(results.runs(), column)))
    });
    // One that was stopped says so itself.
    let kept = |error: &Error| match error {
        Error::Stopped { .. } => (),
        _ => note_kept(&folder, RESUME),
    };
    let stopping = stopping.inspect_err(kept)?;
    let comparison = protocol.compare(results.take_runs(), primary, stopping);
    results.finish(&comparison)?;
    tell(args, &comparison, &folder)
}

fn protocol(args: &Args, most: u32) -> Result<Protocol, Error> {
    let load = |name: &String| args.overrides.load(name, None);
    let scenarios = args.scenarios.iter().map(load).collect::<Result<Vec<Scenario>, Error>>()?;
    let mut protocol = Protocol::new(scenarios)?;
    if let Some(round) = args.fork {
        protocol = protocol.forked(round)?;
    }
    match &args.uncertain {
        Some(file) => protocol.with_unknowns(uncertainties(file)?, most),
        None => Ok(protocol),
    }
}

/// All runs are kept until their differences are worked out: refuses more than memory could hold.
fn check_size(protocol: &Protocol, most: u32) -> Result<(), Error> {
    /// The city and the thirds of ses.
    const GROUPS: u64 = 4;
    let arms = protocol.arms();
    let rows = GROUPS * arms.len() as u64 * u64::from(arms[0].1.run.rounds);
    let fits = u32::try_from(MOST_ROWS / rows).unwrap_or(u32::MAX);
    if most <= fits {
        return Ok(());
    }
    let problem = format!("{most} replicates of {} scenarios are too many to compare: at most {fits}", arms.len());
    Err(Error::Option { option: "--replicates", problem })
}

/// The outcomes declared primary, each once.
fn primary(names: &[String]) -> Result<Vec<usize>, Error> {
    let mut columns = Vec::new();
    for name in names {
        let column = find_column(name)?;
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    Ok(if columns.is_empty() { comparison::primary() } else { columns })
}

fn default_folder(protocol: &Protocol) -> PathBuf {
    let names: Vec<&str> = protocol.arms().iter().map(|(name, _)| name.as_str()).collect();
    PathBuf::from("outputs").join(folder_name(&format!("compare-{}", names.join("-"))))
}

/// Checks that the scenarios of the arms go over no file but those of an earlier comparison: it may be one that is compared.
fn spare(folder: &Path, protocol: &Protocol) -> Result<(), Error> {
    let ours = output::result_files(folder)?;
    let mut arms = protocol.arms().iter().map(|(name, _)| names::arm(name));
    let foreign = arms.find(|arm| folder.join(arm).exists() && !ours.contains(arm));
    foreign.map_or(Ok(()), |arm| {
        let file = folder.join(arm).display().to_string();
        let problem = format!("{file} is no result of an earlier comparison, and would be lost: name another folder");
        Err(Error::Option { option: "--out", problem })
    })
}

/// Makes the folder ready: empty, emptied, or with the runs of the same comparison.
fn prepare(args: &Args, folder: &Path, protocol: &Protocol) -> Result<(), Error> {
    if args.resume && !output::unfinished_start(folder)? {
        return Ok(output::check_resumable(folder, protocol)?);
    }
    if !args.resume && !args.overwrite && output::check_resumable(folder, protocol).is_ok() {
        return Err(output::Error::Begun { path: folder.to_owned(), what: "comparison" }.into());
    }
    Ok(output::prepare_folder(folder, args.overwrite || args.resume)?)
}

fn tell(args: &Args, comparison: &Comparison, folder: &Path) -> Result<(), Error> {
    if args.quiet {
        return Ok(());
    }
    print(&comparison_summary(comparison))?;
    print(&format!("\nResults are in {}: begin with report.html\n", folder.display()))
}
