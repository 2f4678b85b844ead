//! The output folder: made, checked for being writable, and never emptied of what this program did not write.

use std::fs;
use std::path::Path;

use super::{Error, Manifest, Result, finished_runs, names};

/// Makes the folder ready for results, before anything runs. A folder with files in it is refused unless `overwrite`,
/// which takes away the files that this program writes, by their names, and no others.
pub fn prepare_folder(folder: &Path, overwrite: bool) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        return Err(Error::NotAFolder { path: folder.to_owned() });
    }
    fs::create_dir_all(folder).map_err(|source| Error::Folder { path: folder.to_owned(), source })?;
    let mut present = file_names(folder)?;
    // It tells which other files are ours, so it goes last.
    present.sort_by_key(|name| name == names::MANIFEST);
    if !overwrite && present.iter().any(|name| !name.starts_with('.')) {
        return Err(Error::NotEmpty { path: folder.to_owned() });
    }
    probe(folder)?;
    remove_rounds(&folder.join(names::ROUNDS_FOLDER))?;
    let arms = arms(folder);
    clear_runs(&folder.join(names::RUNS))?;
    present.iter().filter(|name| is_ours(name, &arms)).try_for_each(|name| remove(&folder.join(name)))
}

/// Whether nothing but the start of a manifest was written before a process ended: there is nothing to go on with then.
pub fn unfinished_start(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(true);
    }
    let part = format!("{}.part", names::MANIFEST);
    let names = file_names(folder)?;
    Ok(folder.is_dir() && names.iter().all(|name| name.starts_with('.') || *name == part))
}

/// Takes away the files of finished runs, and their folder if nothing else is in it.
fn clear_runs(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let runs = file_names(folder)?;
    runs.iter().filter(|name| finished_runs::is_run(name)).try_for_each(|name| remove(&folder.join(name)))?;
    // What is not ours stays, and the folder with it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// The files of the arms' scenarios, by the manifest of the folder.
fn arms(folder: &Path) -> Vec<String> {
    let compared = Manifest::read(folder).ok().and_then(|manifest| manifest.comparison);
    compared.iter().flat_map(|compared| &compared.arms).map(|arm| names::arm(&arm.name)).collect()
}

/// Takes away the rounds of the runs of a sweep, and their folder if nothing else is in it.
fn remove_rounds(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let of_run = |name: &str| {
        let name = name.strip_suffix(".part").unwrap_or(name);
        let parts = name.strip_suffix(".bin").and_then(|stem| stem.split_once('-'));
        parts.is_some_and(|(key, number)| key.len() == 32 && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    file_names(folder)?.iter().filter(|name| of_run(name)).try_for_each(|name| remove(&folder.join(name)))?;
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// The files of results in a folder, by name in order.
pub fn result_files(folder: &Path) -> Result<Vec<String>> {
    let mut files = file_names(folder)?;
    let arms = arms(folder);
    files.retain(|name| is_ours(name, &arms));
    files.sort();
    Ok(files)
}

/// Whether a file of that name is one that this program writes, in a folder with these files of arms.
fn is_ours(name: &str, arms: &[String]) -> bool {
    use names::{COMPARISON_FIGURES, FIGURES, SWEEP_FIGURES};
    use names::{DIFFERENCES, DIFFERENCES_BY_ROUND, MANIFEST, REPORT, ROUNDS_CSV, ROUNDS_PARQUET, SCENARIO, SUMMARY};
    use names::{EXPERIMENT, JOURNAL, POINTS, RUNS_CSV, RUNS_PARQUET, SOURCES};
    let name = name.strip_suffix(".part").unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = stem.strip_suffix(".part").unwrap_or(stem);
    let mut figures = FIGURES.iter().chain(&COMPARISON_FIGURES).chain(&SWEEP_FIGURES);
    let figure = matches!(ending, "svg" | "png") && figures.any(|figure| *figure == stem);
    let snapshot = matches!(ending, "csv" | "parquet") && names::is_snapshot(stem);
    let arm = arms.iter().any(|arm| arm == name);
    let tables = [ROUNDS_CSV, ROUNDS_PARQUET, SUMMARY, SCENARIO, MANIFEST];
    let comparison = [DIFFERENCES, DIFFERENCES_BY_ROUND, REPORT];
    let sweep = [EXPERIMENT, JOURNAL, POINTS, RUNS_CSV, RUNS_PARQUET, SOURCES];
    figure || snapshot || arm || [&tables[..], &comparison, &sweep].iter().any(|names| names.contains(&name))
}

fn file_names(folder: &Path) -> Result<Vec<String>> {
    let listed = fs::read_dir(folder).and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>());
    let entries = listed.map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    Ok(entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// Writes and removes a small file, to learn now rather than after hours whether the folder takes files.
fn probe(folder: &Path) -> Result<()> {
    let file = folder.join(format!(".grassroots-{}.probe", std::process::id()));
    let tried = fs::write(&file, b"probe").and_then(|()| fs::remove_file(&file));
    tried.map_err(|source| Error::Folder { path: folder.to_owned(), source })
}

/// Takes away files of results that are there no longer to be, by their names; one that is not there is no error.
pub fn remove_results(folder: &Path, names: impl Iterator<Item = String>) -> Result<()> {
    names.map(|name| folder.join(name)).filter(|file| file.exists()).try_for_each(|file| remove(&file))
}

fn remove(file: &Path) -> Result<()> {
    fs::remove_file(file).map_err(|source| Error::Folder { path: file.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_is_made_with_its_parents() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        prepare_folder(&folder, false).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_with_files_is_refused_without_overwrite() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("notes.txt"), "mine").unwrap();
        let error = prepare_folder(place.path(), false).unwrap_err();
        assert!(matches!(error, Error::NotEmpty { .. }));
        assert!(error.to_string().contains("--overwrite"));
    }

    #[test]
    fn hidden_files_do_not_make_a_folder_full() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join(".gitkeep"), "").unwrap();
        prepare_folder(place.path(), false).unwrap();
        assert!(place.path().join(".gitkeep").exists());
    }

    #[test]
    fn overwriting_takes_away_our_files_and_no_others() {
        let place = tempfile::tempdir().unwrap();
        let ours = [
            "rounds.csv",
            "manifest.json",
            "trust.svg",
            "overview.png",
            "summary.csv.part",
            "snapshot_replicate_0_round_52.csv",
        ];
        let others = ["notes.txt", "my_rounds.csv", "photo.png", "rounds.csv.bak", "snapshot_notes.csv"];
        ours.iter().chain(&others).for_each(|name| fs::write(place.path().join(name), "x").unwrap());
        prepare_folder(place.path(), true).unwrap();
        assert!(ours.iter().all(|name| !place.path().join(name).exists()));
        assert!(others.iter().all(|name| place.path().join(name).exists()));
    }

    #[test]
    fn a_place_that_cannot_be_is_an_error_with_its_path() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(matches!(prepare_folder(&file, true), Err(Error::NotAFolder { .. })));
        let error = prepare_folder(&file.join("under"), false).unwrap_err();
        assert!(error.to_string().contains("under"), "{error}");
        assert!(matches!(prepare_folder(Path::new("/proc/none"), false), Err(Error::Folder { .. })));
    }
}
