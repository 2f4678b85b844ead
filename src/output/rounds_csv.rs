//! `rounds.csv`: one row per replicate, round and group, in this order whatever the order in which replicates finish.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Error, Result, writing};
use crate::observe::{COLUMNS, Run};

/// The columns that tell whom and when a row is about.
pub(super) const KEYS: [&str; 3] = ["replicate", "round", "group"];

/// Where rows go: a writer that can take back a torn end.
pub trait Sink: Write {
    /// Cuts to a length, as far as it can: this is called after a failure, to leave whole replicates only.
    fn cut(&mut self, length: u64);

    /// Waits until what was written is on the disk, where there is one.
    fn sync(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink for File {
    fn cut(&mut self, length: u64) {
        if self.set_len(length).is_ok() {
            let _ = self.seek(SeekFrom::Start(length));
        }
    }

    fn sync(&mut self) -> std::io::Result<()> {
        self.sync_data()
    }
}

/// Writes `rounds.csv` while replicates finish. A replicate whose predecessors are not there yet waits in memory; those
/// in their turn are on disk when [`RoundsCsv::add`] returns.
#[derive(Debug)]
pub struct RoundsCsv<W: Sink> {
    path: PathBuf,
    out: W,
    next: u32,
    length: u64,
    waiting: BTreeMap<u32, String>,
    written: BTreeSet<u32>,
    broken: bool,
}

impl RoundsCsv<File> {
    /// Starts the file with its header. `first` is the number of the first replicate, usually 0.
    pub fn create(path: &Path, first: u32) -> Result<Self> {
        let file = File::create(path).map_err(writing(path))?;
        Self::new(file, path, first)
    }
}

impl<W: Sink> RoundsCsv<W> {
    /// Starts with a header on any writer; `path` is for messages.
    pub fn new(out: W, path: &Path, first: u32) -> Result<Self> {
        let mut this = Self {
            path: path.to_owned(),
            out,
            next: first,
            length: 0,
            waiting: BTreeMap::new(),
            written: BTreeSet::new(),
            broken: false,
        };
        this.append(&header())?;
        Ok(this)
    }

    /// Takes a finished replicate, and writes all that are now in turn.
    pub fn add(&mut self, run: &Run) -> Result<()> {
        self.refuse_after_failure()?;
        self.waiting.insert(run.seeds.replicate, rows(run));
        while let Some(text) = self.waiting.remove(&self.next) {
            self.append(&text)?;
            self.written.insert(self.next);
            self.next += 1;
        }
        Ok(())
    }

    /// Whether a replicate is on disk.
    pub fn has(&self, replicate: u32) -> bool {
        self.written.contains(&replicate)
    }

    /// Writes those still waiting for a predecessor that will not come, after an interruption, in ascending order.
    pub fn finish(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        for (replicate, text) in waiting {
            self.append(&text)?;
            self.written.insert(replicate);
        }
        Ok(())
    }

    /// After a failure the end of the file may be torn: nothing is added behind it.
    fn refuse_after_failure(&self) -> Result<()> {
        let source = || std::io::Error::other("an earlier write failed");
        if self.broken { Err(Error::Write { path: self.path.clone(), source: source() }) } else { Ok(()) }
    }

    /// Appends in one piece and flushes. What a failure leaves of the piece is cut off.
    fn append(&mut self, text: &str) -> Result<()> {
        self.refuse_after_failure()?;
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        match written {
            Ok(()) => self.length += text.len() as u64,
            Err(_) => {
                self.broken = true;
                self.out.cut(self.length);
            }
        }
        written.map_err(writing(&self.path))
    }
}

fn header() -> String {
    let columns = COLUMNS.iter().map(|column| column.name);
    let mut line = KEYS.into_iter().chain(columns).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// The rows of a replicate. No cell needs quotes: they are numbers and the names of groups.
fn rows(run: &Run) -> String {
    let mut text = String::new();
    for record in run.records() {
        text += &format!("{},{},{}", run.seeds.replicate, record.round, record.group);
        for &value in record.values {
            text.push(',');
            push_number(&mut text, value);
        }
        text.push('\n');
    }
    text
}

/// The shortest text that reads back as the same number; nothing where it is missing.
pub(super) fn push_number(text: &mut String, value: f64) {
    if !value.is_nan() {
        text.push_str(&value.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::testing::varied;

    fn text_of(order: &[u32]) -> String {
        let mut bytes = Vec::new();
        let mut writer = RoundsCsv::new(&mut bytes, Path::new("rounds.csv"), 0).unwrap();
        order.iter().for_each(|&replicate| writer.add(&varied(replicate, 3)).unwrap());
        writer.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_order_in_which_replicates_finish_changes_nothing() {
        assert_eq!(text_of(&[0, 1, 2]), text_of(&[2, 0, 1]));
    }

    #[test]
    fn a_missing_value_is_an_empty_cell_and_a_number_is_as_short_as_can_be() {
        let mut text = String::new();
        [0.1, f64::NAN, 3.0, 1.0 / 3.0].iter().for_each(|&value| {
            push_number(&mut text, value);
            text.push(';');
        });
        assert_eq!(text, "0.1;;3;0.3333333333333333;");
    }

    #[test]
    fn replicates_without_their_predecessors_are_written_at_the_end() {
        let text = text_of(&[4, 2]);
        let replicates: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert!(replicates.is_sorted());
        assert!(text.contains("\n4,0,city,") && text.contains("\n2,0,city,"));
    }

    impl Sink for &mut Vec<u8> {
        fn cut(&mut self, length: u64) {
            self.truncate(length as usize);
        }
    }

    /// Takes a number of bytes, then says that the disk is full.
    struct Full {
        taken: Vec<u8>,
        room: usize,
    }

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let fits = bytes.len().min(self.room - self.taken.len());
            self.taken.extend_from_slice(&bytes[..fits]);
            if fits == 0 { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(fits) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Sink for &mut Full {
        fn cut(&mut self, length: u64) {
            self.taken.truncate(length as usize);
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_finished_and_takes_no_more() {
        let one = text_of(&[0]);
        let mut disk = Full { taken: Vec::new(), room: one.len() + 50 };
        let mut writer = RoundsCsv::new(&mut disk, Path::new("rounds.csv"), 0).unwrap();
        writer.add(&varied(0, 3)).unwrap();
        let error = writer.add(&varied(1, 3)).unwrap_err();
        assert!(error.to_string().contains("cannot write rounds.csv"), "{error}");
        assert!(writer.add(&varied(2, 3)).is_err());
        assert_eq!(String::from_utf8(disk.taken).unwrap(), one, "whole replicates only");
    }
}
