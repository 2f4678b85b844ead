//! One run alone, written as `grassroots run` writes it, also if it fails: then with the rounds that it reached.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use grassroots::observe::Run;
use grassroots::simulation::{self, Observer, View};
use grassroots::streams::Seeds;
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Finished, Job, Sweep};
use grassroots::{Error, Scenario, output};

use super::Args;
use crate::cli::run::results::Results;
use crate::cli::text::print;

/// Keeps the rounds that were reached where they survive a panic.
struct Keeping<'a> {
    observer: &'a mut dyn Observer,
    kept: &'a Mutex<Option<Run>>,
}

impl Observer for Keeping<'_> {
    fn built(&mut self) {
        self.observer.built();
    }

    fn look(&mut self, view: &View<'_>) -> ControlFlow<()> {
        if view.round >= 0
            && let Ok(mut kept) = self.kept.lock()
        {
            let columns = grassroots::COLUMNS.len();
            let new = || Run::new(view.run.seeds, view.run.groups().to_vec(), columns);
            kept.get_or_insert_with(new).push(view.run.last_round());
        }
        self.observer.look(view)
    }
}

/// Runs one to its end; the rounds are there also if it fails.
pub fn run(plan: &dyn Plan, job: Job) -> Result<(Finished, Option<Run>), Error> {
    let kept = Mutex::new(None);
    let runner = |scenario: &Scenario, seeds: Seeds, observer: &mut dyn Observer| {
        simulation::run(scenario, seeds, &mut Keeping { observer, kept: &kept })
    };
    let sweep = Sweep { runner: &runner, ..Sweep::new(plan, &|| false) };
    let finished = rayon::scope(|_| sweep.one(job));
    let finished = finished.ok_or_else(|| Error::Internal(format!("there is no run {job:?}")))?;
    let run = finished.run.clone().or(kept.into_inner().ok().flatten());
    Ok((finished, run))
}

/// Writes it into a folder, and tells how to look at it.
pub fn write(args: &Args, folder: &Path, scenario: &Scenario, run: Option<&Run>, seeds: Seeds) -> Result<(), Error> {
    output::prepare_folder(folder, args.overwrite)?;
    let mut scenario = scenario.clone();
    (scenario.run.seed, scenario.run.city_seed, scenario.run.replicates) = (seeds.seed, seeds.city_seed, 1);
    let mut results = Results::begin(folder, &scenario, seeds.replicate, rayon::current_num_threads())?;
    if let Some(run) = run {
        results.add(run.clone())?;
    }
    results.finish(&scenario, false)?;
    if args.quiet {
        return Ok(());
    }
    let (folder, replicate) = (folder.display(), seeds.replicate);
    print(&format!(
        "It is written to {folder}: follow a resident with\n  \
         grassroots trace {folder}/scenario.toml --replicate {replicate} --resident 1\n"
    ))
}
