//! `grassroots reproduce`: does results again from what their folder keeps, and compares them bit by bit.

use std::ops::ControlFlow;
use std::path::PathBuf;

use grassroots::files::{self, Kept, Reproduced};
use grassroots::render::words::quoted;
use grassroots::study::{Event, Job, Record, Status};

use super::failure::Failure;
use super::number::whole;
use super::progress::Progress;
use super::text::print;
use super::threads::use_threads;
use super::work::anew;

/// What to run again.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of results of a run, a comparison or a sweep
    dir: PathBuf,
    /// Run only this one: a row of runs.csv by its `run`
    #[arg(long, value_name = "K", value_parser = whole::<u64>(0, u64::MAX), allow_negative_numbers = true)]
    run: Option<u64>,
    /// Write that one as `grassroots run` does, so that it can be looked at, traced and plotted
    #[arg(long, value_name = "DIR", requires = "run")]
    out: Option<PathBuf>,
    /// Replace the results that the folder has
    #[arg(long, requires = "out")]
    overwrite: bool,
    /// Threads to use, 1 to 1024 [default: one per core]
    #[arg(long, value_name = "N", value_parser = whole::<u16>(1, 1024), allow_negative_numbers = true)]
    threads: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Runs it again; a difference is an error.
pub fn execute(args: &Args) -> Result<(), Failure> {
    use_threads(args.threads)?;
    let kept = Kept::open(&args.dir)?;
    match args.run {
        Some(number) => one(args, &kept, number),
        None => all(args, &kept),
    }
}

fn all(args: &Args, kept: &Kept) -> Result<(), Failure> {
    let jobs = kept.jobs();
    let progress = Progress::of(kept.study(), &jobs, jobs.len() as u64, args.quiet);
    let listener = |event: Event<'_>| {
        progress.saw(&event);
        ControlFlow::Continue(())
    };
    let found = kept.again(&args.dir, &listener);
    progress.end();
    let found = found?;
    if !found.is_whole() {
        return Err(Failure::Unmet(differences(&found)));
    }
    if args.quiet { Ok(()) } else { print(&format!("{}\n", same(&found))) }
}

fn same(found: &Reproduced) -> String {
    let what = if found.rounds { "rounds" } else { "outcomes" };
    let failed =
        if found.failed > 0 { format!("; {} that failed were not run again", found.failed) } else { String::new() };
    let files = if found.written > 0 { "; so have all tables and figures" } else { "; no tables were written yet" };
    format!("{} of {} runs have the same {what} to the bit{failed}{files}", found.same, found.wanted)
}

/// What differs: how many runs, the first of them, the files, and which programs made the two.
fn differences(found: &Reproduced) -> String {
    let there = found.same + found.differing.len() as u64 + found.failed;
    let mut lines = Vec::new();
    if there < found.wanted {
        lines.push(format!("{} of {} runs are missing", found.wanted - there, found.wanted));
    }
    if let Some(first) = found.differing.first() {
        lines.push(format!("{} of {there} runs differ; the first: {first}", found.differing.len()));
    }
    lines.extend(found.files.iter().cloned());
    lines.push(found.other_program.clone().unwrap_or_else(|| "this very program made the results".to_owned()));
    format!("not the same: {} of {} runs are; {}", found.same, found.wanted, lines.join("; "))
}

fn one(args: &Args, kept: &Kept, number: u64) -> Result<(), Failure> {
    let job = kept.job(number).ok_or_else(|| Failure::Option {
        name: "run",
        problem: format!("there is no run {number}: runs.csv numbers them, from 0"),
    })?;
    let before = kept.rows().get(job);
    if before.is_none() && args.out.is_none() {
        let problem = format!("run {number} has not ended yet: --out DIR runs it alone");
        return Err(Failure::Option { name: "run", problem });
    }
    let (difference, now) = match &args.out {
        None => kept.one(job)?,
        Some(folder) => files::open_run(kept, job, &anew(folder.clone(), args.overwrite))?,
    };
    if let (false, None) = (args.quiet, &difference) {
        print(&ending(&kept.name(job), before, &now))?;
    }
    if let (false, Some(folder)) = (args.quiet, &args.out) {
        print(&advice(kept, job, &folder.display().to_string()))?;
    }
    difference.map_or(Ok(()), |what| Err(Failure::Unmet(format!("not the same: {what}"))))
}

fn ending(name: &str, before: Option<&Record>, now: &Record) -> String {
    let ending = |record: &Record| match record.status {
        Status::Done => "ends".to_owned(),
        Status::Stopped => format!("is stopped in {}", record.stage),
        Status::Failed => format!("fails, {}: {}", record.stage, record.message),
    };
    match before {
        None => format!("{name} {}; nothing was kept of it to compare with\n", ending(now)),
        Some(before) if before.is_late() => {
            format!("{name} {} when it is given time; before, it {}\n", ending(now), before.message)
        }
        Some(_) if now.is_failed() => format!("{name} {}, as before\n", ending(now)),
        Some(_) => format!("{name} is the same to the bit\n"),
    }
}

fn advice(kept: &Kept, job: Job, folder: &str) -> String {
    let replicate = kept.study().plan().seeds(job).replicate;
    format!(
        "It is written to {folder}: follow a resident with\n  \
         grassroots trace {} --replicate {replicate} --resident 1\n",
        quoted(&format!("{folder}/scenario.toml"))
    )
}
