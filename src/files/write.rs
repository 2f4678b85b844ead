//! Writing files whole or not at all: beside their place first, then renamed into it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::writing;
use super::{Error, Result};

/// Where a file is written before it takes its place: a hidden neighbour.
pub(super) fn part(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.part"))
}

/// The name of the file that a hidden neighbour of this name was to become; none if it is no such neighbour.
pub(super) fn becomes(name: &str) -> Option<&str> {
    name.strip_prefix('.')?.strip_suffix(".part")
}

/// A file in the making. It is taken away again unless it is [placed](Prepared::place).
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    part: PathBuf,
    out: Hashing<BufWriter<File>>,
}

/// A file that is whole, beside its place.
#[derive(Debug)]
pub(super) struct Prepared {
    path: PathBuf,
    part: PathBuf,
    hash: String,
    placed: bool,
}

impl Draft {
    /// Begins a file. What stands in the place of its neighbour is taken away first, so that a link there is not followed.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let part = part(path);
        let gone = match std::fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        let file = gone.and_then(|()| OpenOptions::new().write(true).create_new(true).open(&part));
        let file = file.map_err(writing(path))?;
        Ok(Self { path: path.to_owned(), part, out: Hashing::new(BufWriter::new(file)) })
    }

    /// Has it written, and closes it. A failure leaves nothing behind.
    pub(super) fn fill(
        self,
        write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>,
        durable: bool,
    ) -> Result<Prepared> {
        let Self { path, part, mut out } = self;
        let closed = |out: &mut Hashing<BufWriter<File>>| -> io::Result<()> {
            out.flush()?;
            if durable { out.inner.get_ref().sync_all() } else { Ok(()) }
        };
        let filled = write(&mut out).and_then(|()| closed(&mut out).map_err(writing(&path)));
        let prepared = Prepared { path, part, hash: out.hash(), placed: false };
        filled.map(|()| prepared)
    }
}

impl Prepared {
    /// The hash of its bytes.
    pub(super) fn hash(&self) -> &str {
        &self.hash
    }

    /// Puts it into its place.
    pub(super) fn place(mut self) -> Result<()> {
        std::fs::rename(&self.part, &self.path).map_err(writing(&self.path))?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.placed {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_whole(path: &Path, content: &[u8], durable: bool) -> Result<()> {
    let failed = writing(path);
    Draft::create(path)?.fill(|out| out.write_all(content).map_err(&failed), durable)?.place()?;
    if durable { path.parent().map_or(Ok(()), sync_folder) } else { Ok(()) }
}

/// Makes the names in a folder survive a loss of power.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    // Windows opens no folders; it keeps names by itself.
    match File::open(folder) {
        Ok(opened) if cfg!(unix) => opened.sync_all().map_err(writing(folder)),
        Err(source) if cfg!(unix) => Err(Error::Write { path: folder.to_owned(), source }),
        _ => Ok(()),
    }
}

/// A writer that hashes what it writes.
#[derive(Debug)]
pub(super) struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Hashing<W> {
    /// Around another writer.
    pub(super) fn new(inner: W) -> Self {
        Self { inner, hasher: blake3::Hasher::new() }
    }

    /// The hash of all that was written.
    pub(super) fn hash(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The hash of a file, read piece by piece; none if there is no such file.
pub(super) fn hash_of(path: &Path) -> Result<Option<String>> {
    let failed = super::error::reading(path);
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        file => {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(file.map_err(&failed)?).map_err(&failed)?;
            Ok(Some(hasher.finalize().to_hex().to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_fails_leaves_what_was_there_and_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table.csv");
        write_whole(&path, b"old", false).expect("a file");
        let draft = Draft::create(&path).expect("a draft");
        let failed = draft.fill(
            |out| {
                out.write_all(b"half").map_err(writing(&path))?;
                Err(Error::NotAFolder { path: path.clone() })
            },
            false,
        );
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).expect("the file"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_neighbour_is_not_written_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, treasure) = (folder.path().join("points.csv"), folder.path().join("treasure"));
        std::fs::write(&treasure, "gold").expect("a file");
        std::os::unix::fs::symlink(&treasure, part(&path)).expect("a link");
        write_whole(&path, b"table", false).expect("a file");
        assert_eq!(std::fs::read_to_string(&treasure).expect("the treasure"), "gold");
        assert_eq!(std::fs::read_to_string(&path).expect("the table"), "table");
    }

    #[test]
    fn the_hash_is_that_of_what_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        let prepared = Draft::create(&path)
            .and_then(|draft| draft.fill(|out| out.write_all(b"abc").map_err(writing(Path::new(""))), true))
            .expect("a draft");
        assert_eq!(prepared.hash(), blake3::hash(b"abc").to_hex().as_str());
        let hash = prepared.hash().to_owned();
        prepared.place().expect("a file");
        assert_eq!(hash_of(&path).expect("a hash"), Some(hash));
        assert_eq!(hash_of(&folder.path().join("b")).expect("no hash"), None);
    }
}
