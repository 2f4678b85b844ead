//! `rounds.csv`: one row per replicate, round and group, in this order whatever the order in which replicates finish.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Error, Result, writing};
use crate::observe::Run;
use crate::render::tables::{rounds_header, rounds_rows};

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
        this.append(&rounds_header())?;
        Ok(this)
    }

    /// Takes a finished replicate, and writes all that are now in turn.
    pub fn add(&mut self, run: &Run) -> Result<()> {
        self.refuse_after_failure()?;
        self.waiting.insert(run.seeds.replicate, rounds_rows(run));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::testing::varied;

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
