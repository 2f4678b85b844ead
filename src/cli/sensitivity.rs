//! `grassroots sensitivity`: how much each factor of an experiment matters, with intervals, and how much is luck.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::Ordering;

use grassroots::files::Told;
use grassroots::render::words;
use grassroots::study::definition::Method;
use grassroots::study::design::{Blocks, DesignKind};
use grassroots::study::sensitivity::split;
use grassroots::study::{Experiment, Plan, Shard, Study};

use super::failure::Failure;
use super::number::whole;
use super::overrides::Overrides;
use super::progress::interrupt_flag;
use super::sweep::dry_run;
use super::text::{counts, note, print};
use super::work::{Done, Work};

/// What to run, how, and where the results go.
#[derive(clap::Args)]
pub struct Args {
    /// An experiment file, or the name of a shipped experiment
    #[arg(value_name = "EXPERIMENT")]
    experiment: String,
    #[command(flatten)]
    overrides: Overrides,
    /// morris: elementary effects, to screen many factors; sobol: shares of the variance, for few [default: as in the
    /// experiment]
    #[arg(long, value_enum)]
    method: Option<Kind>,
    /// Trajectories of elementary effects, or base points of sobol [default: as in the experiment, else 20 or 256]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(4, 65_536), allow_negative_numbers = true)]
    points: Option<u32>,
    /// Levels of elementary effects, an even number [default: 4]
    #[arg(long, value_name = "N", value_parser = levels)]
    levels: Option<u32>,
    /// Vary the factors of a section together
    #[arg(long)]
    groups: bool,
    /// Give indices of pairs too, of sobol
    #[arg(long)]
    second_order: bool,
    /// Runs to spend: a pilot splits them between points and replicates
    #[arg(long, value_name = "RUNS", value_parser = whole::<u64>(1, 100_000_000), conflicts_with_all = ["points", "replicates"])]
    budget: Option<u64>,
    /// Say how many runs there are and what they will take of time and disk, and run none
    #[arg(long)]
    dry_run: bool,
    /// Run a part, such as the third of eight; `grassroots merge` joins the parts
    #[arg(long, value_name = "K/N", default_value = "1/1", hide_default_value = true)]
    shard: Shard,
    /// Number of runs of each point, 2 at least [default: as in the experiment]
    #[arg(long, value_name = "N", value_parser = whole::<u32>(2, 1_000_000), allow_negative_numbers = true)]
    replicates: Option<u32>,
    #[command(flatten)]
    work: Work,
}

/// A method by its usual name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Morris,
    Sobol,
}

fn levels(text: &str) -> Result<u32, String> {
    let levels: u32 = text.parse().map_err(|_| "a whole, even number from 2 to 100".to_owned())?;
    match (2..=100).contains(&levels) && levels.is_multiple_of(2) {
        true => Ok(levels),
        false => Err(format!("{levels} is no even number from 2 to 100")),
    }
}

/// Runs what is missing of the design and tells what matters.
pub fn execute(args: &Args) -> Result<(), Failure> {
    let threads = args.work.begin()?;
    let experiment = Experiment::load_as(&args.experiment, &args.overrides.settings(None), method(args))?;
    fits(args, &experiment)?;
    let inputs = experiment.sources().files().map(Path::to_owned).collect();
    let notes = experiment.notes().into_iter().filter(|_| !args.work.quiet);
    notes.for_each(|text| note(&format!("note: {text}")));
    let (experiment, replicates) = budgeted(args, experiment)?;
    let folder = args.work.folder(&args.shard.folder_of(&format!("{}-sensitivity", experiment.name())));
    let study = Study::sweep(experiment).replicates(replicates).shard(args.shard);
    if args.dry_run {
        return dry_run::tell(&study, &folder, threads);
    }
    let done = args.work.run(study, &args.work.request(folder, inputs))?;
    if !args.work.quiet {
        print(&text(&done))?;
    }
    done.verdict()
}

fn method(args: &Args) -> Method {
    let kind = args.method.map(|method| match method {
        Kind::Morris => DesignKind::Morris,
        Kind::Sobol => DesignKind::Saltelli,
    });
    let Args { points, levels, groups, second_order, .. } = *args;
    Method { kind, points, levels, groups, second_order }
}

/// Whether there is a sensitivity design, and the options say something about it.
fn fits(args: &Args, experiment: &Experiment) -> Result<(), Failure> {
    let no = |name, problem| Err(Failure::Option { name, problem });
    match experiment.scheme().map(|scheme| &scheme.blocks) {
        None => no("method", format!("`{}` has no sensitivity design: say morris or sobol", args.experiment)),
        Some(Blocks::Saltelli { .. }) if args.levels.is_some() => {
            no("levels", "it says nothing about a saltelli design, whose points have no levels".to_owned())
        }
        Some(Blocks::Morris { .. }) if args.second_order => {
            no("second-order", "elementary effects say nothing about pairs: --method sobol does".to_owned())
        }
        Some(_) => Ok(()),
    }
}

/// The design and the replicates that a pilot proposes for a budget; else what is asked for.
fn budgeted(args: &Args, experiment: Experiment) -> Result<(Experiment, u32), Failure> {
    let Some(budget) = args.budget else {
        let replicates = args.replicates.unwrap_or(experiment.replicates());
        return Ok((experiment, replicates));
    };
    let interrupted = interrupt_flag()?;
    let listener = |_: grassroots::study::Event<'_>| match interrupted.load(Ordering::Relaxed) {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    let found = split(&experiment, budget, &listener).map_err(|error| match interrupted.load(Ordering::Relaxed) {
        true => Failure::Pilot,
        false => error.into(),
    })?;
    if !args.work.quiet {
        print(&words::split_text(&experiment, &found, budget))?;
    }
    let method = Method { points: Some(found.points), ..method(args) };
    Ok((experiment.with_method(method)?, found.replicates))
}

/// What came of it.
fn text(done: &Done) -> String {
    let study = done.session.study();
    let summary = counts(study, &done.found.rows, None);
    let indices = match (&done.results.told, study.experiment()) {
        (Told::Sensitivity(found), Some(experiment)) => words::sensitivity_summary(experiment, found),
        _ => String::new(),
    };
    format!("{summary}\n{indices}{}", done.place(grassroots::Language::En))
}
