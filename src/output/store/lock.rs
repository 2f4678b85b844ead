//! One process at a time writes a folder of results.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::output::{Error, Result};

/// A hidden file, so that a folder which holds nothing else counts as empty.
const NAME: &str = ".lock";

/// How often it is tried, since who only looks whether the folder is in use holds it for a moment too.
const TRIES: u32 = 25;

/// The right to write a folder, until it is dropped or the process ends, however that be.
#[derive(Debug)]
pub struct FolderLock {
    folder: PathBuf,
    _file: File,
}

impl FolderLock {
    /// Takes it, making the folder on the way.
    pub fn take(folder: &Path) -> Result<Self> {
        let failed = |source| Error::Folder { path: folder.to_owned(), source };
        if folder.exists() && !folder.is_dir() {
            return Err(Error::NotAFolder { path: folder.to_owned() });
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        let options = OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(NAME));
        let file = options.map_err(failed)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { folder: folder.to_owned(), _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        Err(Error::InUse { path: folder.to_owned() })
    }

    /// Whether a process has it at the moment.
    pub fn is_taken(folder: &Path) -> bool {
        let file = File::open(folder.join(NAME));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
