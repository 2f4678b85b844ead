//! `grassroots merge`: the parts of a sweep become one, the same as if it had been run in one piece.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use grassroots::Error;
use grassroots::output::{
    self, FolderLock, PointKey, RunKey, Saved, Store, SweepManifest, names, read_journal, rows_of, write_sweep_tables,
};
use grassroots::study::design::Plan;
use grassroots::study::sweep::{Job, Jobs, Record, Shard, Status};
use grassroots::study::{Experiment, Rows};

use super::experiments;
use super::figures::draw_sweep;
use super::sweep::summary::Summary;
use super::text::note;

/// What to join, and where it goes.
#[derive(clap::Args)]
pub struct Args {
    /// Folders of the parts
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Folder for the results
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace results that the folder has
    #[arg(long)]
    overwrite: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// The best that is known of each run, and the folder that knows it.
type Known<'a> = BTreeMap<RunKey, (Record, &'a Path)>;

/// Joins the parts, and tells what is missing.
pub fn execute(args: &Args) -> Result<(), Error> {
    let parts = args.dirs.iter().map(|dir| Ok((dir.as_path(), of_this_program(dir)?)));
    let parts = parts.collect::<Result<Vec<_>, Error>>()?;
    same_experiment(&parts)?;
    let Some((_, (_, experiment))) = parts.first() else { return Ok(()) };
    let mut known = Known::new();
    for (dir, _) in &parts {
        join(&mut known, dir)?;
    }
    let (rows, figures) = write(args, experiment, &known)?;
    let summary = Summary::of(experiment, Shard::WHOLE, &rows, figures);
    summary.tell(experiment, None, &args.out, args.quiet)?;
    nothing_missing(args, experiment, &parts, &known)?;
    summary.verdict(&args.out)
}

/// The experiment of a part, unless another program has run it: what that one finds may not be what this one would.
fn of_this_program(dir: &Path) -> Result<(Saved, Experiment), Error> {
    let other = if Saved::is_in(dir) { Saved::read(dir)?.other_program() } else { None };
    if let Some(what) = other {
        let advice = "merge parts of one version with that version, or run this part again with --overwrite";
        return Err(Error::Option { option: "merge", problem: format!("{}: {what}; {advice}", dir.display()) });
    }
    experiments::of_folder(dir)
}

fn same_experiment(parts: &[(&Path, (Saved, Experiment))]) -> Result<(), Error> {
    let Some(((first, (saved, experiment)), others)) = parts.split_first() else { return Ok(()) };
    let Some((dir, (other_saved, other))) = others.iter().find(|(_, (other, _))| other.hash() != saved.hash()) else {
        return Ok(());
    };
    let mut changes = experiment.changes(other);
    let (one, two) = (saved.replicates, other_saved.replicates);
    changes.extend((one != two).then(|| format!("replicates: {one} -> {two}")));
    if changes.is_empty() {
        changes.push("its texts are not the same".to_owned());
    }
    let (first, dir, changes) = (first.display(), dir.display(), changes.join("\n  "));
    let problem = format!("{dir} is of another experiment than {first}:\n  {changes}");
    Err(Error::Option { option: "merge", problem })
}

/// Adds what a folder knows. A run that two folders have is the same in both, or one of them has it only as failed.
fn join<'a>(known: &mut Known<'a>, dir: &'a Path) -> Result<(), Error> {
    if FolderLock::is_taken(dir) {
        note(&format!("note: {} is still being written", dir.display()));
    }
    let found = read_journal(&dir.join(names::JOURNAL))?;
    if found.lost() > 0 {
        note(&format!("note: {} lines of the journal in {} are damaged and left out", found.lost(), dir.display()));
    }
    for (key, record) in found.rows {
        match known.get(&key) {
            Some((other, place)) if record.status != Status::Failed && other.status != Status::Failed => {
                if !same(other, &record) {
                    let (one, two) = (place.display(), dir.display());
                    let message = format!("replicate {} of a point differs between {one} and {two}", key.replicate);
                    return Err(Error::Unmet(message));
                }
            }
            Some(_) if record.status == Status::Failed => {}
            _ => {
                known.insert(key, (record, dir));
            }
        }
    }
    Ok(())
}

fn same(one: &Record, other: &Record) -> bool {
    let bits = |record: &Record| record.outcomes.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    (one.status, &one.stage, bits(one)) == (other.status, &other.stage, bits(other))
}

/// Writes the whole; gives back its runs, and the names of the figures.
fn write(args: &Args, experiment: &Experiment, known: &Known<'_>) -> Result<(Rows, Vec<String>), Error> {
    if args.dirs.iter().any(|dir| dir.canonicalize().ok() == args.out.canonicalize().ok()) && args.out.exists() {
        let problem = format!("{} is one of the parts: name another folder", args.out.display());
        return Err(Error::Option { option: "--out", problem });
    }
    let lock = FolderLock::take(&args.out)?;
    output::prepare_folder(&args.out, args.overwrite)?;
    let saved = experiments::saved(experiment, Shard::WHOLE);
    saved.write(&args.out)?;
    let keep_rounds = experiment.keeps_rounds();
    let (store, _) = Store::open(lock, experiment, keep_rounds, false)?;
    for job in Jobs::of(experiment).shard(Shard::WHOLE) {
        let key = store.key(job.point, job.replicate);
        if let Some((record, from)) = known.get(&key) {
            store.adopt(key, record, from)?;
        }
    }
    let rows = read_journal(&args.out.join(names::JOURNAL))?.rows;
    write_sweep_tables(&args.out, experiment, &rows, keep_rounds)?;
    let rows = rows_of(experiment, &rows);
    let figures = draw_sweep(experiment, &rows, &args.out)?;
    manifest(args, experiment, &saved)?.write(&args.out)?;
    Ok((rows, figures))
}

/// The manifest of the whole: the times that the program worked on its parts.
fn manifest(args: &Args, experiment: &Experiment, saved: &Saved) -> Result<SweepManifest, Error> {
    let mut manifest = SweepManifest::new(&saved.experiment, saved.hash());
    manifest.points = experiment.points().len() as u64;
    manifest.replicates = experiment.replicates();
    manifest.shard = Shard::WHOLE.to_string();
    manifest.runs = Jobs::of(experiment).shard(Shard::WHOLE).count() as u64;
    let parts = args.dirs.iter().filter_map(|dir| SweepManifest::read(dir).ok());
    manifest.sessions = parts.flat_map(|part| part.sessions).collect();
    manifest.files = output::result_files(&args.out)?;
    Ok(manifest)
}

/// An error that tells how much of which shard is missing.
fn nothing_missing(
    args: &Args,
    experiment: &Experiment,
    parts: &[(&Path, (Saved, Experiment))],
    known: &Known<'_>,
) -> Result<(), Error> {
    let keys: Vec<PointKey> = experiment.points().iter().map(PointKey::of).collect();
    let is_missing = |job: &Job| !known.contains_key(&RunKey { point: keys[job.point], replicate: job.replicate });
    let jobs = Jobs::of(experiment);
    let missing: Vec<Job> = jobs.shard(Shard::WHOLE).filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let shard = parts.iter().find_map(|(_, (saved, _))| saved.shard.parse().ok()).unwrap_or(Shard::WHOLE);
    let mut counts: BTreeMap<Shard, usize> = BTreeMap::new();
    missing.iter().for_each(|&job| *counts.entry(shard.holding(job)).or_default() += 1);
    let of_shards: Vec<String> = counts.iter().map(|(shard, count)| format!("{count} of shard {shard}")).collect();
    let (of_shards, out) = (of_shards.join(", "), args.out.display());
    let runs = jobs.shard(Shard::WHOLE).count();
    let advice = "merge again with the folders that have them, or run them with";
    Err(Error::Unmet(format!(
        "{} of {runs} runs are missing: {of_shards}; {advice} `grassroots sweep --resume --out {out}`",
        missing.len()
    )))
}
