//! The rounds of one run of a sweep in a file of its own: a line that tells what follows, the values, a checksum.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::journal::sync_folder;
use super::line::RunKey;
use crate::observe::{COLUMNS, Group, Run};
use crate::output::{Error, Result, names, part, reading, writing};
use crate::streams::Seeds;

/// What a file begins with.
const FORM: &str = "grassroots rounds 1";

/// The length of the checksum at the end.
const CHECKSUM: usize = 32;

/// Where the rounds of a run are.
pub(super) fn rounds_path(folder: &Path, key: RunKey) -> PathBuf {
    folder.join(names::ROUNDS_FOLDER).join(format!("{}-{}.bin", key.point, key.replicate))
}

/// Whether the rounds of a run are there.
pub(super) fn are_there(folder: &Path, key: RunKey) -> bool {
    rounds_path(folder, key).exists()
}

/// Makes the place for rounds, and takes away what was being written when the program ended.
pub(super) fn prepare(folder: &Path) -> Result<()> {
    let place = folder.join(names::ROUNDS_FOLDER);
    std::fs::create_dir_all(&place).map_err(writing(&place))?;
    let entries = std::fs::read_dir(&place).map_err(reading(&place))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let torn = paths.filter(|path| path.extension().is_some_and(|ending| ending == "part"));
    torn.collect::<Vec<_>>().iter().try_for_each(|path| std::fs::remove_file(path).map_err(writing(path)))
}

/// Writes the rounds of a run, whole or not at all.
pub fn write_rounds_of(folder: &Path, key: RunKey, run: &Run, durable: bool) -> Result<()> {
    let path = rounds_path(folder, key);
    let neighbour = part(&path);
    let bytes = encode(run);
    let write = || {
        let mut file = File::create(&neighbour)?;
        file.write_all(&bytes)?;
        if durable { file.sync_all() } else { Ok(()) }?;
        std::fs::rename(&neighbour, &path)
    };
    write().map_err(|source| {
        let _ = std::fs::remove_file(&neighbour);
        Error::Write { path: path.clone(), source }
    })?;
    if durable { sync_folder(&folder.join(names::ROUNDS_FOLDER)) } else { Ok(()) }
}

/// Reads the rounds of a run.
pub fn read_rounds_of(folder: &Path, key: RunKey) -> Result<Run> {
    let path = rounds_path(folder, key);
    let bytes = std::fs::read(&path).map_err(reading(&path))?;
    decode(&bytes).ok_or_else(|| Error::Damaged {
        path,
        line: 1,
        problem: "these rounds are not as this version wrote them: delete the file and go on with --resume".to_owned(),
    })
}

fn encode(run: &Run) -> Vec<u8> {
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let groups: Vec<String> = run.groups().iter().map(Group::to_string).collect();
    let Seeds { seed, replicate, city_seed } = run.seeds;
    let city = city_seed.map_or("-".to_owned(), |seed| seed.to_string());
    let head = format!("{FORM} {seed} {replicate} {city} {} {}\n", groups.join(","), columns.join(","));
    let mut bytes = head.into_bytes();
    bytes.extend(run.records().flat_map(|record| record.values).flat_map(|value| value.to_le_bytes()));
    bytes.extend(blake3::hash(&bytes).as_bytes());
    bytes
}

fn decode(bytes: &[u8]) -> Option<Run> {
    let (content, checksum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    if blake3::hash(content).as_bytes() != checksum {
        return None;
    }
    let (head, values) = content.split_at_checked(content.iter().position(|&byte| byte == b'\n')? + 1)?;
    let mut run = empty(std::str::from_utf8(head).ok()?)?;
    let values: Vec<f64> = values.as_chunks::<8>().0.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect();
    let round = run.groups().len() * COLUMNS.len();
    values.chunks_exact(round).for_each(|values| run.push(values));
    Some(run)
}

/// The run that a head line tells of, without rounds; none if its columns are not those of this version.
fn empty(head: &str) -> Option<Run> {
    let mut words = head.trim_end().strip_prefix(FORM)?.split_whitespace();
    let (seed, replicate) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let city = words.next()?;
    let city_seed = if city == "-" { None } else { Some(city.parse().ok()?) };
    let groups = words.next()?.split(',').map(Group::parse).collect::<Option<Vec<_>>>()?;
    let known = words.next()?.split(',').eq(COLUMNS.iter().map(|column| column.name));
    known.then(|| Run::new(Seeds { seed, replicate, city_seed }, groups, COLUMNS.len()))
}
