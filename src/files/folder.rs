//! The folder of a study: what it holds, and what of it the program may replace. Nothing is taken away that it did not
//! write, or that was changed since.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::{reading, writing};
use super::journal::{self, Content};
use super::manifest::{FORMAT, Manifest};
use super::write::{becomes, hash_of};
use super::{Error, Result, names, rounds};

/// What a folder holds of a study.
pub(super) struct Held {
    /// Its manifest, made again from the journal if it was lost.
    pub(super) manifest: Manifest,
    /// What its journal holds.
    pub(super) found: Content,
}

/// What a folder holds; none if nothing was begun in it.
pub(super) fn held(folder: &Path) -> Result<Option<Held>> {
    of_another_form(folder)?;
    let path = folder.join(names::JOURNAL);
    let manifest = Manifest::read(folder)?;
    let found = journal::read(&path, manifest.as_ref().map(|manifest| manifest.header.identity.as_str()))?;
    let damaged = |problem: &str| Error::Damaged { path: path.clone(), problem: problem.to_owned() };
    match (manifest, &found.study) {
        (None, None) if found.entries.is_empty() && found.damaged == 0 => Ok(None),
        (None, None) => Err(damaged("its first line is damaged, and there is no manifest that says what is studied")),
        (None, Some(header)) if header.format != FORMAT => Err(old_form(folder, &header.program, &header.version)),
        (None, Some(header)) => {
            let runs = header.study.study().map_or(0, |study| study.jobs().len() as u64);
            Ok(Some(Held { manifest: Manifest { runs, rebuilt: true, ..Manifest::new(header.clone(), "") }, found }))
        }
        (Some(_), _) if found.foreign => {
            Err(damaged("it is the journal of another study: put that of this folder back"))
        }
        (Some(manifest), _) => Ok(Some(Held { manifest: latest(manifest, &found), found })),
    }
}

/// The manifest with what the journal says is studied, which is written first when more is asked for.
fn latest(manifest: Manifest, found: &Content) -> Manifest {
    match &found.study {
        Some(header) if header.study.replicates > manifest.header.study.replicates => {
            Manifest { header: header.clone(), ..manifest }
        }
        _ => manifest,
    }
}

/// Refuses the folder of a sweep that version 0.1 wrote.
fn of_another_form(folder: &Path) -> Result<()> {
    let path = folder.join("sources.json");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    match (value.get("version").and_then(|version| version.as_str()), value.get("sources")) {
        (Some(version), Some(_)) => Err(old_form(folder, env!("CARGO_PKG_NAME"), version)),
        _ => Ok(()),
    }
}

fn old_form(folder: &Path, program: &str, version: &str) -> Error {
    Error::OldForm { path: folder.to_owned(), by: format!("{program} {version}") }
}

/// Names of what is in a folder, but for hidden files.
pub(super) fn listed(folder: &Path) -> Result<Vec<String>> {
    let listed = std::fs::read_dir(folder).and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>());
    let entries = listed.map_err(reading(folder))?;
    let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| !name.starts_with('.')).collect())
}

/// Writes and removes a small file, to learn now rather than after hours whether the folder takes files. What a killed process
/// left in the making is taken away: such files, and those that were to become one that `is_made` knows by its name.
pub(super) fn make_ready(folder: &Path, is_made: impl Fn(&str) -> bool) -> Result<()> {
    let failed = |source| Error::Folder { path: folder.to_owned(), source };
    let probe = folder.join(format!("{PROBE}{}.probe", std::process::id()));
    let written = std::fs::write(&probe, b"probe");
    let removed = std::fs::remove_file(&probe);
    written.and(removed).map_err(failed)?;
    let is_left = |name: &str| is_probe(name) || becomes(name).is_some_and(&is_made);
    remove_named(folder, is_left)?;
    for (place, ending) in OF_RUNS {
        let of_a_run = |name: &str| becomes(name).and_then(|name| name.strip_suffix(ending)).is_some_and(is_key);
        remove_named(&folder.join(place), of_a_run)?;
    }
    Ok(())
}

/// What the name of a file begins with that is written to learn whether a folder takes files.
const PROBE: &str = ".grassroots-";

fn is_probe(name: &str) -> bool {
    let number = name.strip_prefix(PROBE).and_then(|name| name.strip_suffix(".probe"));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

fn remove_named(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let wanted = entries.flatten().filter(|entry| is_wanted(&entry.file_name().to_string_lossy()));
    wanted.map(|entry| entry.path()).try_for_each(|path| remove(&path))
}

/// Takes a file away, if it is there.
pub(super) fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(writing(path)(error)),
        _ => Ok(()),
    }
}

/// Folders of files that are named after runs, and how those end.
const OF_RUNS: [(&str, &str); 2] = [(names::ROUNDS_FOLDER, ".bin"), (names::CHECKPOINTS, ".state")];

/// Takes away all that a study left in a folder, once all of it is known to be the program's own and unchanged.
pub(super) fn clear(folder: &Path, manifest: &Manifest) -> Result<()> {
    let mut files = Vec::new();
    for written in &manifest.files {
        let path = folder.join(&written.name);
        if is_ours(&path, manifest, &written.name)? {
            files.push(path);
        }
    }
    let runs: Vec<PathBuf> = OF_RUNS.iter().flat_map(|(place, ending)| of_runs(&folder.join(place), ending)).collect();
    // The manifest says which files are ours, so it goes last.
    let last = [folder.join(names::JOURNAL), folder.join(names::MANIFEST)];
    files.into_iter().chain(runs).chain(last).try_for_each(|path| remove(&path))?;
    // What is not ours stays, and its folder with it.
    OF_RUNS.iter().for_each(|(place, _)| drop(std::fs::remove_dir(folder.join(place))));
    Ok(())
}

/// Files named after runs.
fn of_runs(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| entry.file_name().to_string_lossy().strip_suffix(ending).is_some_and(is_key));
    named.map(|entry| entry.path()).filter(|path| ending != ".bin" || rounds::is_rounds(path)).collect()
}

/// Whether a text is the key of a run.
fn is_key(text: &str) -> bool {
    text.split_once('-').is_some_and(|(key, number)| {
        key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()) && number.parse::<u32>().is_ok()
    })
}

/// Whether a file is as the program wrote it, or is not there.
///
/// # Errors
/// If it was changed since, or is no file.
fn is_ours(path: &Path, manifest: &Manifest, name: &str) -> Result<bool> {
    let foreign = |why| Error::Foreign { path: path.to_owned(), why };
    let Some(written) = manifest.file(name) else { return Ok(false) };
    if path.is_dir() {
        return Err(foreign("is a folder in the place of a result"));
    }
    match hash_of(path)? {
        None => Ok(true),
        Some(hash) if hash == written.blake3 || Some(&hash) == written.replaces.as_ref() => Ok(true),
        Some(_) => Err(foreign("was changed since it was written")),
    }
}

/// Checks that files of these names can take their places in a folder: each is free, or held by one that the program
/// wrote there. `content` is the hash of what is to be written, if that is known: the same may always be written again.
pub(super) fn may_write(folder: &Path, manifest: Option<&Manifest>, name: &str, content: Option<&str>) -> Result<()> {
    let path = folder.join(name);
    if std::fs::symlink_metadata(&path).is_err() {
        return Ok(());
    }
    if content.is_some() && !path.is_dir() && hash_of(&path)?.as_deref() == content {
        return Ok(());
    }
    match manifest.map(|manifest| is_ours(&path, manifest, name)).transpose()? {
        Some(true) => Ok(()),
        _ => Err(Error::Foreign { path, why: "is no result of this study" }),
    }
}

/// Checks that no file that the study is read from is one that it writes, or that is taken away for it.
pub(super) fn spare(folder: &Path, inputs: &[PathBuf], names: &BTreeSet<String>) -> Result<()> {
    let whole = |path: &Path| path.canonicalize().ok();
    let Some(folder) = whole(folder) else { return Ok(()) };
    for input in inputs.iter().filter_map(|path| whole(path)) {
        let name = input.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if input.parent() == Some(&folder) && names.contains(&name) {
            return Err(Error::Foreign { path: input, why: "is read by this study" });
        }
    }
    Ok(())
}
