//! The finished runs of a comparison on disk: a Parquet file each, whole or not at all, its hash in its name.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::{Error, Result, names, reading, write_rounds_parquet, writing};
use crate::observe::{COLUMNS, Group, Run};
use crate::streams::Seeds;

/// Letters of the hash in a name.
const HASH: usize = 16;

/// The folder of finished runs.
#[derive(Debug)]
pub struct FinishedRuns {
    folder: PathBuf,
    files: BTreeMap<(String, u32), String>,
}

/// What there is of a run on disk.
#[derive(Debug)]
pub enum Finished {
    /// Nothing.
    Missing,
    /// A file that is not as it was written.
    Damaged(PathBuf),
    /// The run.
    Whole(Run),
}

impl FinishedRuns {
    /// Opens the folder of runs in a folder of results, and makes it if need be.
    pub fn open(results: &Path) -> Result<Self> {
        let folder = results.join(names::RUNS);
        fs::create_dir_all(&folder).map_err(|source| Error::Folder { path: folder.clone(), source })?;
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let listed = entries.map_err(reading(&folder))?;
        let names = listed.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let files = names.filter_map(|name| Some((key_of(&name)?, name))).collect();
        Ok(Self { folder, files })
    }

    /// Arm and replicate of each file that was there when the folder was opened.
    pub fn keys(&self) -> impl Iterator<Item = (&str, u32)> {
        self.files.keys().map(|(arm, replicate)| (arm.as_str(), *replicate))
    }

    /// Writes a finished run of an arm; it is on disk when this returns.
    pub fn add(&self, arm: &str, run: &Run) -> Result<()> {
        let replicate = run.seeds.replicate;
        let part = self.folder.join(format!("{arm}_{replicate}.parquet.part"));
        let written = write_rounds_parquet(&part, std::slice::from_ref(run)).and_then(|()| {
            let bytes = fs::read(&part).map_err(reading(&part))?;
            let file = self.folder.join(format!("{arm}_{replicate}_{}.parquet", hash(&bytes)));
            fs::rename(&part, &file).map_err(writing(&file))
        });
        written.inspect_err(|_| {
            let _ = fs::remove_file(&part);
        })
    }

    /// The run of an arm with these seeds, the city and its thirds.
    pub fn read(&self, arm: &str, seeds: Seeds) -> Result<Finished> {
        let Some(name) = self.files.get(&(arm.to_owned(), seeds.replicate)) else { return Ok(Finished::Missing) };
        let path = self.folder.join(name);
        let bytes = fs::read(&path).map_err(reading(&path))?;
        if !name.ends_with(&format!("_{}.parquet", hash(&bytes))) {
            return Ok(Finished::Damaged(path));
        }
        let file = File::open(&path).map_err(reading(&path))?;
        Ok(run_of(file, seeds).map_or(Finished::Damaged(path), Finished::Whole))
    }

    /// Takes a file away, so that its run can be made again.
    pub fn discard(&self, file: &Path) -> Result<()> {
        fs::remove_file(file).map_err(writing(file))
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..HASH].to_owned()
}

/// Arm and replicate of a file of a run, from its name; none for other names.
pub(super) fn key_of(name: &str) -> Option<(String, u32)> {
    let (rest, hash) = name.strip_suffix(".parquet")?.rsplit_once('_')?;
    let (arm, replicate) = rest.rsplit_once('_')?;
    let whole = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then_some((arm.to_owned(), replicate.parse().ok()?))
}

/// Whether a name is that of a file of a run, whole or in the making.
pub(super) fn is_run(name: &str) -> bool {
    let part = |name: &str| name.strip_suffix(".parquet.part")?.rsplit_once('_')?.1.parse::<u32>().ok();
    key_of(name).is_some() || part(name).is_some()
}

/// Reads a run back; an error where the file is not one of this program.
fn run_of(file: File, seeds: Seeds) -> std::result::Result<Run, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| known(column.name())).collect();
    let first = names
        .iter()
        .position(|name| *name == COLUMNS[0].name)
        .filter(|&first| names[first..].iter().copied().eq(COLUMNS.iter().map(|column| column.name)));
    let first = first.ok_or_else(|| ParquetError::General("other columns".to_owned()))?;
    let group = reader.get_row_group(0)?;
    let columns = (0..COLUMNS.len()).map(|column| numbers(&*group, first + column));
    let columns: Vec<Vec<f64>> = columns.collect::<std::result::Result<_, _>>()?;
    let groups = Group::all(0);
    let mut run = Run::new(seeds, groups.clone(), COLUMNS.len());
    for round in 0..columns[0].len() / groups.len() {
        let rows = round * groups.len()..(round + 1) * groups.len();
        let cells = rows.flat_map(|row| columns.iter().map(move |column| column[row]));
        run.push(&cells.collect::<Vec<f64>>());
    }
    Ok(run)
}

/// The name of a column as this program has it; nothing where it has none of that name.
fn known(name: &str) -> &'static str {
    COLUMNS.iter().map(|column| column.name).find(|known| *known == name).unwrap_or_default()
}

/// A column of numbers, NaN where it is null.
fn numbers(group: &dyn RowGroupReader, column: usize) -> std::result::Result<Vec<f64>, ParquetError> {
    let ColumnReader::DoubleColumnReader(mut reader) = group.get_column_reader(column)? else {
        return Err(ParquetError::General("no numbers".to_owned()));
    };
    let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let (mut defined, mut values) = (Vec::new(), Vec::new());
    while defined.len() < rows {
        let (records, ..) = reader.read_records(rows - defined.len(), Some(&mut defined), None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::EOF("a column ends early".to_owned()));
        }
    }
    let mut values = values.into_iter();
    Ok(defined.iter().map(|&level| if level > 0 { values.next().unwrap_or(f64::NAN) } else { f64::NAN }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;

    fn thirds(replicate: u32) -> Run {
        varied(replicate, 5).of_groups(|group| !matches!(group, Group::District(_)))
    }

    fn bits(run: &Run) -> Vec<u64> {
        run.records().flat_map(|record| record.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>()).collect()
    }

    fn only_file(folder: &Path) -> PathBuf {
        let mut files: Vec<_> = fs::read_dir(folder.join("runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        files.remove(0)
    }

    #[test]
    fn a_run_is_read_back_to_the_bit() {
        let place = tempfile::tempdir().unwrap();
        let run = thirds(3);
        FinishedRuns::open(place.path()).unwrap().add("my_arm", &run).unwrap();
        let runs = FinishedRuns::open(place.path()).unwrap();
        let Finished::Whole(found) = runs.read("my_arm", run.seeds).unwrap() else { panic!("not whole") };
        assert_eq!((found.groups(), bits(&found)), (run.groups(), bits(&run)));
        assert!(matches!(runs.read("my", run.seeds).unwrap(), Finished::Missing));
        assert!(matches!(runs.read("my_arm", Seeds { replicate: 4, ..run.seeds }).unwrap(), Finished::Missing));
    }

    #[test]
    fn any_flipped_bit_and_any_torn_end_is_damage() {
        let place = tempfile::tempdir().unwrap();
        FinishedRuns::open(place.path()).unwrap().add("a", &thirds(0)).unwrap();
        let file = only_file(place.path());
        let whole = fs::read(&file).unwrap();
        let runs = FinishedRuns::open(place.path()).unwrap();
        let damaged = |bytes: &[u8]| {
            fs::write(&file, bytes).unwrap();
            matches!(runs.read("a", thirds(0).seeds).unwrap(), Finished::Damaged(_))
        };
        for byte in (0..whole.len()).step_by(997) {
            let mut flipped = whole.clone();
            flipped[byte] ^= 4;
            assert!(damaged(&flipped), "byte {byte}");
        }
        assert!(damaged(&whole[..whole.len() / 2]) && damaged(&[]) && !damaged(&whole));
    }

    #[test]
    fn names_tell_arm_and_replicate_and_others_are_not_ours() {
        assert_eq!(key_of("new_pattern-2_17_0123456789abcdef.parquet"), Some(("new_pattern-2".to_owned(), 17)));
        for other in ["x_1.parquet", "x_1_0123.parquet", "x_y_0123456789abcdef.parquet", "notes.txt"] {
            assert_eq!(key_of(other), None, "{other}");
        }
        assert!(is_run("a_b_3.parquet.part") && !is_run("rounds.parquet.part") && !is_run("a_b.parquet"));
    }
}
