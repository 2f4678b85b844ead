//! The journal: what is studied, and a line for each run that has ended, added in one piece and read back whatever
//! happened to its end.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::error::{reading, writing};
use super::line::{self, Entry, RunKey};
use super::manifest::Header;
use super::write::{Draft, sync_folder};
use super::{Error, Result};

/// What a journal holds.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// What is studied, as the last line about it says; none if there is no such line.
    pub(super) study: Option<Header>,
    /// What is kept of each run; of one that was run again, the last. Boxed, since half of the room in the nodes of a map that grows in order stays empty.
    pub(super) entries: BTreeMap<RunKey, Box<Entry>>,
    /// Lines that are not as they were written; nothing is known of their runs.
    pub(super) damaged: u64,
    /// Bytes at the end that are not a whole line.
    pub(super) torn: u64,
    /// Whether it begins as the journal of another study.
    pub(super) foreign: bool,
}

impl Content {
    /// Lines whose runs are lost.
    pub(super) fn lost(&self) -> u64 {
        self.damaged + u64::from(self.torn > 0)
    }
}

/// Where lines go: a writer that can take back a torn end.
pub(super) trait Sink: Write {
    /// Cuts to a length, as far as it can: this is called after a failure, to leave whole lines only.
    fn cut(&mut self, length: u64);

    /// Waits until what was written is on the disk, where there is one.
    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink for File {
    fn cut(&mut self, length: u64) {
        let _ = self.set_len(length);
    }

    fn sync(&mut self) -> std::io::Result<()> {
        self.sync_data()
    }
}

/// A journal that lines are added to.
pub(super) struct Journal<W: Sink> {
    path: PathBuf,
    identity: String,
    out: W,
    length: u64,
    durable: bool,
    broken: bool,
}

impl Journal<File> {
    /// Begins one, whole with its first line.
    pub(super) fn begin(path: &Path, study: &Header) -> Result<()> {
        let line = study_line(path, study)?;
        super::write::write_whole(path, line.as_bytes(), true)
    }

    /// Opens one for adding, with what it holds. What is damaged is taken out.
    pub(super) fn open(path: &Path, study: &Header, found: &Content, durable: bool) -> Result<Self> {
        if found.damaged > 0 || found.study.is_none() {
            rewrite(path, study)?;
        }
        // Lines go to the end, wherever that is.
        let file = OpenOptions::new().append(true).open(path).map_err(writing(path))?;
        let length = file.metadata().map_err(writing(path))?.len();
        let rewritten = found.damaged > 0 || found.study.is_none();
        let length = if rewritten { length } else { length - found.torn };
        file.set_len(length).map_err(writing(path))?;
        if durable {
            file.sync_all().map_err(writing(path))?;
            path.parent().map_or(Ok(()), sync_folder)?;
        }
        let mut journal = Self::new(file, path, &study.identity, length, durable);
        if !rewritten && found.study.as_ref() != Some(study) {
            journal.add(&study_line(path, study)?)?;
        }
        Ok(journal)
    }
}

impl<W: Sink> Journal<W> {
    /// Adds to any writer, which has that length already; `path` is for messages.
    pub(super) fn new(out: W, path: &Path, identity: &str, length: u64, durable: bool) -> Self {
        Self { path: path.to_owned(), identity: identity.to_owned(), out, length, durable, broken: false }
    }

    /// Adds a run.
    pub(super) fn append(&mut self, key: RunKey, entry: &Entry) -> Result<()> {
        let line = line::encode(&self.identity, key, entry);
        self.add(&line)
    }

    /// Says what is studied from now on, as when more is asked for.
    pub(super) fn restate(&mut self, study: &Header) -> Result<()> {
        let line = study_line(&self.path, study)?;
        self.add(&line)
    }

    /// Adds a line, in one piece. What a failure leaves of the piece is cut off, and nothing is added behind it.
    fn add(&mut self, line: &str) -> Result<()> {
        if self.broken {
            return Err(writing(&self.path)(std::io::Error::other("an earlier write failed")));
        }
        let written = self.out.write_all(line.as_bytes()).and_then(|()| self.out.flush());
        let written = written.and_then(|()| if self.durable { self.out.sync() } else { Ok(()) });
        match written {
            Ok(()) => self.length += line.len() as u64,
            Err(_) => {
                self.broken = true;
                self.out.cut(self.length);
            }
        }
        written.map_err(writing(&self.path))
    }
}

/// Reads a journal without changing it; nothing is found where there is none. Lines are read as those of `identity`, or,
/// without one, as those of the study that the journal itself tells of.
pub(super) fn read(path: &Path, identity: Option<&str>) -> Result<Content> {
    let mut found = Content::default();
    let mut known = identity.map(str::to_owned);
    each_line(path, |line| {
        let Some(whole) = line.strip_suffix(b"\n") else {
            found.torn = line.len() as u64;
            return Ok(());
        };
        if let Some(study) = line::decode_study::<Header>(whole) {
            known.get_or_insert_with(|| study.identity.clone());
            // A line of another study is none of ours; where it is the first one, nothing is.
            if known.as_ref() == Some(&study.identity) {
                found.study = Some(study);
            } else {
                found.foreign |= found.study.is_none() && found.entries.is_empty();
                found.damaged += 1;
            }
            return Ok(());
        }
        match known.as_ref().and_then(|identity| line::decode(identity, whole)) {
            Some((key, entry)) => drop(found.entries.insert(key, Box::new(entry))),
            None => found.damaged += 1,
        }
        Ok(())
    })?;
    Ok(found)
}

fn study_line(path: &Path, study: &Header) -> Result<String> {
    line::encode_study(study).map_err(|error| Error::Write { path: path.to_owned(), source: error.into() })
}

/// Does something with each line, the line feed included where there is one.
fn each_line(path: &Path, mut act: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        file => file.map_err(reading(path))?,
    };
    let (mut file, mut line) = (BufReader::new(file), Vec::new());
    while file.read_until(b'\n', &mut line).map_err(reading(path))? > 0 {
        act(&line)?;
        line.clear();
    }
    Ok(())
}

/// Writes the journal again without what is damaged, whole or not at all.
fn rewrite(path: &Path, study: &Header) -> Result<()> {
    let fill = |out: &mut (dyn Write + Send)| {
        let failed = writing(path);
        let mut out = BufWriter::new(out);
        out.write_all(study_line(path, study)?.as_bytes()).map_err(&failed)?;
        each_line(path, |line| {
            let whole = line.strip_suffix(b"\n").and_then(|line| line::decode(&study.identity, line)).is_some();
            if whole { out.write_all(line).map_err(&failed) } else { Ok(()) }
        })?;
        out.flush().map_err(&failed)
    };
    Draft::create(path)?.fill(fill, true)?.place()
}
