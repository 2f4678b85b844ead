//! Results of `grassroots run`: every replicate that is in `rounds.csv`, from `scenario.toml`.

use std::ops::ControlFlow;
use std::sync::Mutex;

use grassroots::observe::{Divergence, Run};
use grassroots::output::{self, Manifest, Rounds, names};
use grassroots::streams::Seeds;
use grassroots::study::design::{Factor, Plan, Point, Stop};
use grassroots::study::outcome::Outcome;
use grassroots::study::sweep::{Finished, Job, Sweep};
use grassroots::{Error, Scenario, study};

use super::{Args, differs, one};
use crate::cli::progress::Progress;
use crate::cli::text::{note, print};

/// A scenario as a plan of one point.
struct Alone {
    scenario: Scenario,
    points: [Point; 1],
}

impl Plan for Alone {
    fn factors(&self) -> &[Factor] {
        &[]
    }
    fn points(&self) -> &[Point] {
        &self.points
    }
    fn outcomes(&self) -> &[Outcome] {
        &[]
    }
    fn replicates(&self) -> u32 {
        self.scenario.run.replicates
    }
    fn scenario(&self, _: &Point) -> Result<Scenario, Error> {
        Ok(self.scenario.clone())
    }
    fn seeds(&self, _: &Point, replicate: u32) -> Seeds {
        study::seeds(&self.scenario, replicate)
    }
    fn stop(&self) -> Option<&Stop> {
        None
    }
    fn timeout(&self) -> Option<f64> {
        None
    }
}

/// Runs the replicates again and compares all their rounds.
pub fn execute(args: &Args, manifest: &Manifest) -> Result<(), Error> {
    let scenario = Scenario::load(&args.dir.join(names::SCENARIO).to_string_lossy())?;
    let rounds = output::read_rounds(&args.dir.join(names::ROUNDS_CSV))?;
    rounds.torn.iter().for_each(|torn| note(&format!("note: {torn}")));
    let plan = Alone { scenario, points: [Point { number: 0, values: Vec::new(), settings: Vec::new() }] };
    let runs = wanted(args, &rounds)?;
    if let Some(folder) = &args.out {
        let job = Job { point: 0, replicate: runs.first().map_or(0, |run| run.seeds.replicate) };
        let (finished, run) = one::run(&plan, job)?;
        one::write(args, folder, &plan.scenario, run.as_ref(), plan.seeds(&plan.points[0], job.replicate))?;
        return told(args, manifest, compare(&runs, &rounds.missing, &finished), 1);
    }
    let found = again(&plan, &runs, &rounds.missing, args.quiet);
    told(args, manifest, found, runs.len())
}

/// The replicates that are to be run again.
fn wanted<'a>(args: &Args, rounds: &'a Rounds) -> Result<Vec<&'a Run>, Error> {
    let is_wanted = |run: &&Run| args.run.is_none_or(|number| u64::from(run.seeds.replicate) == number);
    let runs: Vec<&Run> = rounds.runs.iter().filter(is_wanted).collect();
    if runs.is_empty() {
        let numbers: Vec<String> = rounds.runs.iter().map(|run| run.seeds.replicate.to_string()).collect();
        let problem = format!("the results have replicates {} only", numbers.join(", "));
        return Err(Error::Option { option: "--run", problem });
    }
    Ok(runs)
}

/// The first difference of all, in words.
fn again(plan: &Alone, runs: &[&Run], missing: &[&str], quiet: bool) -> Option<String> {
    let progress = Progress::runs(runs.len() as u64, 0, quiet);
    let found = Mutex::new(None);
    let jobs = runs.iter().map(|run| Job { point: 0, replicate: run.seeds.replicate });
    Sweep::new(plan, &|| false).run(jobs, |finished| {
        progress.step();
        let difference = compare(runs, missing, &finished);
        if let (Some(difference), Ok(mut found)) = (difference, found.lock()) {
            let replicate = finished.job.replicate;
            if found.as_ref().is_none_or(|(earlier, _)| *earlier > replicate) {
                *found = Some((replicate, difference));
            }
        }
        ControlFlow::Continue(())
    });
    progress.end();
    found.into_inner().ok()?.map(|(_, difference)| difference)
}

fn compare(runs: &[&Run], missing: &[&str], finished: &Finished) -> Option<String> {
    let replicate = finished.job.replicate;
    let kept = runs.iter().find(|run| run.seeds.replicate == replicate)?;
    let Some(now) = &finished.run else {
        let record = &finished.record;
        return Some(format!("replicate {replicate} fails now, {}: {}", record.stage, record.message));
    };
    if kept.groups() != now.groups() || kept.rounds() > now.rounds() {
        return Some(format!("replicate {replicate} has other groups, or fewer rounds, than before"));
    }
    let difference = Divergence::between(kept, now, missing)?;
    Some(format!("replicate {replicate}, {difference}"))
}

fn told(args: &Args, manifest: &Manifest, difference: Option<String>, compared: usize) -> Result<(), Error> {
    match difference {
        Some(what) => Err(differs(&what, &manifest.version, &manifest.commit)),
        None if args.quiet => Ok(()),
        None if compared == 1 => print("1 replicate is the same to the bit\n"),
        None => print(&format!("{compared} replicates are the same to the bit\n")),
    }
}
