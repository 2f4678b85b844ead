//! The journal: a line for each run that has ended, added in one piece and read back whatever happened to its end.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::line::{self, Rows, RunKey};
use crate::output::{Error, Result, Sink, part, reading, writing};
use crate::study::sweep::Record;

/// What a journal holds.
#[derive(Debug, Default)]
pub struct Found {
    /// What is kept of each run; of one that was run again, the last.
    pub rows: Rows,
    /// Lines that are not as they were written; nothing is known of their runs.
    pub damaged: u64,
    /// Bytes at the end that are not a whole line.
    pub torn: u64,
}

impl Found {
    /// Lines whose runs are lost.
    pub fn lost(&self) -> u64 {
        self.damaged + u64::from(self.torn > 0)
    }
}

/// A journal that lines are added to.
pub struct Journal<W: Sink> {
    path: PathBuf,
    out: W,
    length: u64,
    durable: bool,
    broken: bool,
}

impl Journal<File> {
    /// Opens one, or begins it, with what it holds. What is damaged is taken out.
    pub fn open(path: &Path, durable: bool) -> Result<(Self, Found)> {
        let found = read_journal(path)?;
        if found.damaged > 0 {
            rewrite(path)?;
        }
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = options.map_err(writing(path))?;
        let length = file.metadata().map_err(writing(path))?.len();
        let length = if found.damaged > 0 { length } else { length - found.torn };
        file.set_len(length).and_then(|()| file.seek(SeekFrom::End(0))).map_err(writing(path))?;
        if durable {
            file.sync_all().map_err(writing(path))?;
            path.parent().map_or(Ok(()), sync_folder)?;
        }
        Ok((Self::new(file, path, length, durable), found))
    }
}

impl<W: Sink> Journal<W> {
    /// Adds to any writer, which has that length already; `path` is for messages.
    pub fn new(out: W, path: &Path, length: u64, durable: bool) -> Self {
        Self { path: path.to_owned(), out, length, durable, broken: false }
    }

    /// Adds a run, in one piece. What a failure leaves of the piece is cut off, and nothing is added behind it.
    pub fn append(&mut self, key: RunKey, record: &Record) -> Result<()> {
        if self.broken {
            return Err(writing(&self.path)(std::io::Error::other("an earlier write failed")));
        }
        let line = line::encode(key, record);
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

/// Reads a journal without changing it; nothing is found where there is none.
pub fn read_journal(path: &Path) -> Result<Found> {
    let mut found = Found::default();
    each_line(path, |line| {
        match (line.strip_suffix(b"\n"), line.strip_suffix(b"\n").and_then(line::decode)) {
            (None, _) => found.torn = line.len() as u64,
            (_, None) => found.damaged += 1,
            (_, Some((key, record))) => {
                found.rows.insert(key, record);
            }
        }
        Ok(())
    })?;
    Ok(found)
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
fn rewrite(path: &Path) -> Result<()> {
    let neighbour = part(path);
    let mut out = BufWriter::new(File::create(&neighbour).map_err(writing(&neighbour))?);
    each_line(path, |line| {
        let whole = line.strip_suffix(b"\n").and_then(line::decode).is_some();
        if whole { out.write_all(line).map_err(writing(&neighbour)) } else { Ok(()) }
    })?;
    let file = out.into_inner().map_err(|error| writing(&neighbour)(error.into_error()))?;
    file.sync_all().and_then(|()| std::fs::rename(&neighbour, path)).map_err(writing(path))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    // Windows opens no folders; it keeps names by itself.
    match File::open(folder) {
        Ok(opened) if cfg!(unix) => opened.sync_all().map_err(writing(folder)),
        Err(source) if cfg!(unix) => Err(Error::Write { path: folder.to_owned(), source }),
        _ => Ok(()),
    }
}
