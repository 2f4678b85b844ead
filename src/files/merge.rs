//! The parts of a study become one, the same as if it had been run in one piece.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::reproduce::Kept;
use super::{Error, FolderLock, Request, Results, Session};
use crate::study::{Found, Job, Record, Shard, Study};

/// What came of joining parts.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The whole.
    pub study: Study,
    /// What is known of its runs.
    pub found: Found,
    /// What stands in the folder.
    pub results: Results,
    /// Runs that no part has, by the shard that they belong to.
    pub missing: BTreeMap<Shard, u64>,
}

/// Joins folders of parts in another one. `tell` is told of parts that are still written, and of what is damaged in them.
///
/// # Errors
/// If the parts are not of one study and of this program, if two of them have a run that differs, or if the whole cannot be
/// written.
pub fn merge(parts: &[PathBuf], request: &Request, tell: &mut dyn FnMut(String)) -> Result<Merged, crate::Error> {
    let opened = parts.iter().map(|path| open(path, tell)).collect::<Result<Vec<_>, crate::Error>>()?;
    same_study(parts, &opened)?;
    let Some(first) = opened.first() else {
        return Err(crate::Error::Argument { name: "parts", problem: "no part is named".to_owned() });
    };
    apart(parts, &request.folder)?;
    let known = join(parts, &opened)?;
    let shard = opened.iter().map(|part| part.study().part()).find(|shard| !shard.is_whole()).unwrap_or(Shard::WHOLE);
    let study = first.study().charter().whole().study()?;
    let mut session = Session::open(study.clone(), request)?;
    for (job, (part, record)) in &known {
        take(&session, *job, record, &opened[*part], tell)?;
    }
    let found = study.resumed(session.store())?;
    let results = session.finish(&found)?;
    let mut missing = BTreeMap::new();
    let gone = study.jobs().into_iter().filter(|job| found.rows.get(*job).is_none());
    gone.for_each(|job| *missing.entry(shard.holding(job)).or_default() += 1);
    Ok(Merged { study, found, results, missing })
}

/// Opens a part, unless another program has run it: what that one finds may not be what this one would.
fn open(path: &Path, tell: &mut dyn FnMut(String)) -> Result<Kept, crate::Error> {
    let part = Kept::open(path)?;
    if let Some(other) = part.other_program() {
        return Err(Error::Other { path: path.to_owned(), changes: vec![other.to_owned()] }.into());
    }
    if FolderLock::is_taken(path) {
        tell(format!("{} is still being written", path.display()));
    }
    part.damage().into_iter().for_each(tell);
    Ok(part)
}

fn same_study(paths: &[PathBuf], parts: &[Kept]) -> Result<(), crate::Error> {
    let Some((first, others)) = parts.split_first() else { return Ok(()) };
    let whole = first.study().charter().whole();
    for (path, part) in paths[1..].iter().zip(others) {
        let other = part.study().charter().whole();
        if other == whole {
            continue;
        }
        let mut changes = whole.study()?.changes(&other.study()?);
        if changes.is_empty() {
            let (one, two) = (whole.replicates, other.replicates);
            changes.push(if one == two {
                "its texts are not the same".to_owned()
            } else {
                format!("replicates: {one} -> {two}")
            });
        }
        let (one, two) = (paths[0].display(), path.display());
        let problem = format!("{two} is of another study than {one}:\n  {}", changes.join("\n  "));
        return Err(crate::Error::Argument { name: "parts", problem });
    }
    Ok(())
}

/// What is made goes into a folder of its own, not one of those that are read.
pub(super) fn apart(parts: &[PathBuf], folder: &Path) -> Result<(), crate::Error> {
    let same = |part: &&PathBuf| folder.exists() && part.canonicalize().ok() == folder.canonicalize().ok();
    parts.iter().find(same).map_or(Ok(()), |part| {
        let problem = format!("{} is read itself: name another folder", part.display());
        Err(crate::Error::Argument { name: "folder", problem })
    })
}

/// The best that is known of each run, and the part that knows it. A run that two parts have is the same in both, or one of
/// them has it only as failed.
fn join(paths: &[PathBuf], parts: &[Kept]) -> Result<BTreeMap<Job, (usize, Record)>, crate::Error> {
    let mut known: BTreeMap<Job, (usize, Record)> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate() {
        for (job, record) in part.rows().iter() {
            match known.get(&job) {
                Some((other, before)) if !record.is_failed() && !before.is_failed() => {
                    if !same(before, record) {
                        let (one, two) = (paths[*other].clone(), paths[number].clone());
                        return Err(Error::Differing { run: part.name(job), one, two }.into());
                    }
                }
                Some(_) if record.is_failed() => {}
                _ => drop(known.insert(job, (number, record.clone()))),
            }
        }
    }
    Ok(known)
}

fn same(one: &Record, other: &Record) -> bool {
    let bits = |record: &Record| record.outcomes.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    (one.status, &one.stage, bits(one)) == (other.status, &other.stage, bits(other))
}

/// Takes over a run, with its rounds where they are kept; one whose rounds are damaged is left out.
fn take(
    session: &Session,
    job: Job,
    record: &Record,
    part: &Kept,
    tell: &mut dyn FnMut(String),
) -> Result<(), crate::Error> {
    let run = if session.study().plan().keeps_rounds() && !record.is_failed() {
        match part.runs().run(job) {
            Ok(run) => Some(run),
            Err(error) => {
                tell(format!("{error}: {} is left out", part.name(job)));
                return Ok(());
            }
        }
    } else {
        None
    };
    session.replace(job, record, run.as_ref())
}
