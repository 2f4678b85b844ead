//! The rounds of one run in a file of its own: a line that says whose they are, the values, a checksum.
//!
//! Values stand series by series: for each group and column all rounds together, as little-endian 64-bit numbers, so that
//! one curve can be read without the others.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::error::{reading, writing};
use super::line::RunKey;
use super::write::{Draft, sync_folder};
use super::{Error, Result, names};
use crate::observe::{COLUMNS, Group, Run};
use crate::streams::Seeds;

/// What a file begins with.
const FORM: &str = "grassroots rounds 2";

/// The length of the checksum at the end.
const CHECKSUM: u64 = 32;

/// The longest line that a file can begin with.
const LONGEST: u64 = 1 << 22;

/// Bytes that are read at a time where single curves are: those that follow are often wanted next.
const BUFFER: usize = 1 << 15;

/// Bytes of a value.
const VALUE: u64 = 8;

/// Where the rounds of the runs of a study are, and whose they are.
#[derive(Clone, Debug)]
pub(super) struct Place {
    folder: PathBuf,
    identity: String,
    durable: bool,
}

/// Whose rounds a file must hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner {
    pub(super) key: RunKey,
    pub(super) seeds: Seeds,
}

/// What the first line of a file says.
struct Head {
    bytes: u64,
    run: Run,
    rounds: u32,
}

impl Place {
    /// That of the runs of a study in its folder.
    pub(super) fn new(results: &Path, identity: &str, durable: bool) -> Self {
        Self { folder: results.join(names::ROUNDS_FOLDER), identity: identity.to_owned(), durable }
    }

    /// Makes it.
    pub(super) fn prepare(&self) -> Result<()> {
        std::fs::create_dir_all(&self.folder).map_err(writing(&self.folder))
    }

    /// The file of a run.
    pub(super) fn path(&self, key: RunKey) -> PathBuf {
        self.folder.join(format!("{key}.bin"))
    }

    /// Writes the rounds of a run, whole or not at all, and gives the hash of the file.
    pub(super) fn write(&self, key: RunKey, run: &Run) -> Result<blake3::Hash> {
        let path = self.path(key);
        let bytes = encode(&self.identity, key, run);
        let failed = writing(&path);
        let prepared = Draft::create(&path)?.fill(|out| out.write_all(&bytes).map_err(&failed), self.durable)?;
        let hash = blake3::hash(&bytes);
        prepared.place()?;
        if self.durable {
            sync_folder(&self.folder)?;
        }
        Ok(hash)
    }

    /// The rounds of a run, if they are there, whole, its own and, where a hash is told, the very file.
    pub(super) fn read(&self, owner: Owner, hash: Option<blake3::Hash>) -> Result<Run> {
        let path = self.path(owner.key);
        let bytes = std::fs::read(&path).map_err(reading(&path))?;
        let damaged = |problem: &str| Error::Damaged { path: path.clone(), problem: problem.to_owned() };
        if hash.is_some_and(|hash| blake3::hash(&bytes) != hash) {
            return Err(damaged("it is not the file that was written for this run"));
        }
        let (content, checksum) =
            bytes.split_at_checked(bytes.len().saturating_sub(CHECKSUM as usize)).unwrap_or_default();
        if blake3::hash(content).as_bytes() != checksum {
            return Err(damaged("the rounds are not as they were written"));
        }
        let head = head(content, &self.identity, owner).map_err(|problem| damaged(&problem))?;
        values(head, content).ok_or_else(|| damaged("it has another number of rounds than it says"))
    }

    /// The rounds of a run opened to read single curves of it.
    pub(super) fn open(&self, owner: Owner) -> Result<Opened> {
        let path = self.path(owner.key);
        let failed = reading(&path);
        let mut file = BufReader::with_capacity(BUFFER, File::open(&path).map_err(&failed)?);
        let line = first_line(&mut file).map_err(&failed)?;
        let head =
            head(&line, &self.identity, owner).map_err(|problem| Error::Damaged { path: path.clone(), problem })?;
        Ok(Opened {
            file,
            path: path.clone(),
            at: line.len() as u64,
            first: head.bytes,
            rounds: head.rounds,
            groups: head.run.groups().to_vec(),
        })
    }

    /// Takes a file away, so that its run can be done again.
    pub(super) fn discard(&self, key: RunKey) -> Result<()> {
        let path = self.path(key);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(writing(&path)(error)),
            _ => Ok(()),
        }
    }
}

/// The rounds of a run, of which single curves are read.
pub(super) struct Opened {
    file: BufReader<File>,
    path: PathBuf,
    /// Where the next byte is read from.
    at: u64,
    first: u64,
    rounds: u32,
    groups: Vec<Group>,
}

impl Opened {
    /// Number of rounds.
    pub(super) fn rounds(&self) -> usize {
        self.rounds as usize
    }

    /// Whom there are rounds of.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Appends the values of a column for a group in these rounds, as far as there are.
    pub(super) fn read(
        &mut self,
        group: Group,
        column: usize,
        rounds: Range<usize>,
        into: &mut Vec<f64>,
    ) -> Result<()> {
        let rounds = rounds.start.min(self.rounds())..rounds.end.min(self.rounds());
        let Some(position) = self.groups.iter().position(|own| *own == group) else { return Ok(()) };
        let series = (position * COLUMNS.len() + column) as u64;
        let at = self.first + VALUE * (series * u64::from(self.rounds) + rounds.start as u64);
        let mut bytes = vec![0; rounds.len() * VALUE as usize];
        let read = self.file.seek_relative(at as i64 - self.at as i64).and_then(|()| self.file.read_exact(&mut bytes));
        read.map_err(reading(&self.path))?;
        self.at = at + bytes.len() as u64;
        into.extend(bytes.as_chunks::<8>().0.iter().map(|&bytes| f64::from_le_bytes(bytes)));
        Ok(())
    }
}

/// Whether a file is one of rounds, of whatever study: what is none stays where it is.
pub(super) fn is_rounds(path: &Path) -> bool {
    let mut start = [0; FORM.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == FORM.as_bytes()
}

fn encode(identity: &str, key: RunKey, run: &Run) -> Vec<u8> {
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let groups: Vec<String> = run.groups().iter().map(Group::to_string).collect();
    let Seeds { seed, replicate, city_seed } = run.seeds;
    let city = city_seed.map_or("-".to_owned(), |seed| seed.to_string());
    let (rounds, groups, columns) = (run.rounds(), groups.join(","), columns.join(","));
    let head = format!("{FORM} {identity} {key} {seed} {replicate} {city} {rounds} {groups} {columns}\n");
    let mut bytes = head.into_bytes();
    bytes.reserve(run.rounds() as usize * run.groups().len() * COLUMNS.len() * VALUE as usize + CHECKSUM as usize);
    for &group in run.groups() {
        for column in 0..COLUMNS.len() {
            let values = run.series(column, group).unwrap_or_default();
            bytes.extend(values.into_iter().flat_map(f64::to_le_bytes));
        }
    }
    bytes.extend(blake3::hash(&bytes).as_bytes());
    bytes
}

fn first_line(file: &mut BufReader<File>) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.take(LONGEST).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// What a file says at its start, or why it cannot be the one that is looked for.
fn head(content: &[u8], identity: &str, owner: Owner) -> std::result::Result<Head, String> {
    let end = content.iter().position(|&byte| byte == b'\n');
    let line = end.and_then(|end| std::str::from_utf8(&content[..end]).ok());
    let words: Vec<&str> =
        line.and_then(|line| line.strip_prefix(FORM)).unwrap_or_default().split_whitespace().collect();
    let [study, key, seed, replicate, city, rounds, groups, columns] = words[..] else {
        return Err("these are no rounds that this version reads".to_owned());
    };
    let Seeds { seed: own_seed, replicate: own_replicate, city_seed } = owner.seeds;
    let own_city = city_seed.map_or("-".to_owned(), |seed| seed.to_string());
    let own = (identity, owner.key.to_string(), own_seed.to_string(), own_replicate.to_string(), own_city);
    if (study, key, seed, replicate, city) != (own.0, &own.1, &own.2, &own.3, &own.4) {
        let whose = if study == identity { "another run" } else { "a run of another study" };
        return Err(format!("it holds the rounds of {whose}"));
    }
    if !columns.split(',').eq(COLUMNS.iter().map(|column| column.name)) {
        return Err("it has other columns than this version".to_owned());
    }
    let groups = groups.split(',').map(Group::parse).collect::<Option<Vec<_>>>();
    let (groups, rounds) = groups.zip(rounds.parse().ok()).ok_or_else(|| "its first line is damaged".to_owned())?;
    Ok(Head { bytes: end.unwrap_or(0) as u64 + 1, run: Run::new(owner.seeds, groups, COLUMNS.len()), rounds })
}

/// The run with its values, if there are as many as there should be.
fn values(head: Head, content: &[u8]) -> Option<Run> {
    let Head { bytes, mut run, rounds } = head;
    let values = content.get(bytes as usize..)?.as_chunks::<8>().0;
    let (series, rounds) = (run.groups().len() * COLUMNS.len(), rounds as usize);
    if content.len() - bytes as usize != series.checked_mul(rounds)?.checked_mul(VALUE as usize)? {
        return None;
    }
    for round in 0..rounds {
        let of_round: Vec<f64> =
            (0..series).map(|series| f64::from_le_bytes(values[series * rounds + round])).collect();
        run.push(&of_round);
    }
    Some(run)
}
