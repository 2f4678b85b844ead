//! `grassroots sweep`: an experiment in, tables of all its runs out; whatever ends it, it can be resumed.

pub mod dry_run;

use std::path::{Path, PathBuf};

use grassroots::study::{Experiment, Plan, Shard, Study, idle_factors};
use indicatif::HumanDuration;

use super::failure::Failure;
use super::number::whole;
use super::overrides::Overrides;
use super::text::{note, print};
use super::work::{Done, Work};

/// What to run, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// An experiment file, or the name of a shipped experiment
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Say how many runs there are and what they will take of time and disk, and run none
    #[arg(long)]
    dry_run: bool,
    /// Run a part, such as the third of eight; `grassroots merge` joins the parts
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
    /// Number of runs of each point [default: as in the experiment]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1, 1_000_000), allow_negative_numbers = true)]
    replicates: Option<u32>,
    #[command(flatten)]
    work: Work,
}

/// Runs what is missing of the experiment and writes the tables.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let threads = args.work.begin()?;
    let experiment = Experiment::load_with(&args.experiment, &args.overrides.settings(None))?;
    let inputs = experiment.sources().files().map(Path::to_owned).collect();
    let notes = experiment.notes().into_iter().filter(|_| !args.work.quiet);
    notes.for_each(|text| note(&format!("note: {text}")));
    let folder = folder(args, &experiment);
    let replicates = args.replicates.unwrap_or(experiment.replicates());
    if experiment.scheme().is_some() && replicates < 2 {
        let problem = "a sensitivity design needs at least 2: with one, luck cannot be told from effects".to_owned();
        return Err(Failure::Option { name: "replicates", problem });
    }
    let study = Study::sweep(experiment).replicates(replicates).shard(args.shard);
    if args.dry_run {
        return dry_run::tell(&study, &folder, threads);
    }
    let request = args.work.request(folder, inputs);
    let done = args.work.run(study, &request)?;
    if !args.work.quiet {
        print(&text(&done))?;
        let idle = idle_factors(done.session.study().plan(), &done.found.rows);
        idle.iter().for_each(|key| note(&format!("note: `{key}` changed nothing: {IDLE}")));
    }
    done.verdict()
}

/// Why a factor is said to have changed nothing.
const IDLE: &str = "points that differ only in it have the same outcomes to the bit";

fn folder(args: &Args, experiment: &Experiment) -> PathBuf {
    args.work.folder(&args.shard.folder_of(experiment.name()))
}

/// What came of it, with the pace of this time.
fn text(done: &Done) -> String {
    let runs = done.found.ended().saturating_sub(done.results.before);
    let pace = (runs > 0 && done.results.seconds > 0.0).then(|| {
        let time = HumanDuration(std::time::Duration::from_secs_f64(done.results.seconds));
        format!("{runs} of them now, in {time} ({:.1} a second)", runs as f64 / done.results.seconds)
    });
    let summary = super::text::counts(done.session.study(), &done.found.rows, pace.as_deref());
    let files: Vec<&str> = done.results.files.iter().map(String::as_str).filter(|name| is_told(name)).collect();
    format!("{summary}\nResults are in {}: {}\n", done.session.folder().display(), files.join(", "))
}

fn is_told(name: &str) -> bool {
    name != "experiment.toml" && name != "rounds.parquet"
}
