//! One process at a time writes a folder of results.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Error, Result};

/// A hidden file, so that a folder which holds nothing else counts as empty.
const NAME: &str = ".lock";

/// How often it is tried, since who only looks whether the folder is in use holds it for a moment too.
const TRIES: u32 = 25;

/// The right to write a folder, until it is dropped or the process ends, however that be.
///
/// Two things are locked: a hidden file in the folder, and the folder itself where the system can (not Windows, not every
/// network disk). So a file that was deleted lets nobody in beside a process that is still writing.
#[derive(Debug)]
pub struct FolderLock {
    path: PathBuf,
    _file: File,
    _folder: Option<File>,
}

impl FolderLock {
    /// Takes it, making the folder on the way.
    pub fn take(path: &Path) -> Result<Self> {
        let failed = |source| Error::Folder { path: path.to_owned(), source };
        if path.exists() && !path.is_dir() {
            return Err(Error::NotAFolder { path: path.to_owned() });
        }
        std::fs::create_dir_all(path).map_err(failed)?;
        let options = OpenOptions::new().write(true).create(true).truncate(false).open(path.join(NAME));
        let file = options.map_err(failed)?;
        let folder = File::open(path).ok();
        for _ in 0..TRIES {
            match (file.try_lock(), folder.as_ref().map(File::try_lock)) {
                (Err(TryLockError::WouldBlock), _) | (Ok(()), Some(Err(TryLockError::WouldBlock))) => {
                    let _ = file.unlock();
                    std::thread::sleep(Duration::from_millis(20));
                }
                (Err(TryLockError::Error(source)), _) => return Err(failed(source)),
                // Where a folder cannot be locked, the file must do.
                (Ok(()), _) => return Ok(Self { path: path.to_owned(), _file: file, _folder: folder }),
            }
        }
        Err(Error::InUse { path: path.to_owned() })
    }

    /// Takes that of a folder that must be there.
    pub fn take_existing(path: &Path) -> Result<Self> {
        if path.is_dir() { Self::take(path) } else { Err(Error::NoResults { path: path.to_owned() }) }
    }

    /// Whether a process has it at the moment.
    pub fn is_taken(path: &Path) -> bool {
        let blocked = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
        [path.join(NAME), path.to_owned()].into_iter().any(|path| File::open(path).is_ok_and(blocked))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_writer_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::take(folder.path()).expect("a free folder");
        assert!(matches!(FolderLock::take(folder.path()), Err(Error::InUse { .. })));
        assert!(FolderLock::is_taken(folder.path()));
        drop(lock);
        assert!(!FolderLock::is_taken(folder.path()));
        FolderLock::take(folder.path()).expect("a folder that is free again");
    }

    #[cfg(unix)]
    #[test]
    fn a_deleted_lock_file_lets_nobody_in_beside_the_writer() {
        let folder = tempfile::tempdir().expect("a folder");
        let _lock = FolderLock::take(folder.path()).expect("a free folder");
        std::fs::remove_file(folder.path().join(NAME)).expect("the lock file");
        assert!(matches!(FolderLock::take(folder.path()), Err(Error::InUse { .. })));
        assert!(FolderLock::is_taken(folder.path()));
    }

    #[test]
    fn what_is_no_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, "").expect("a file");
        assert!(matches!(FolderLock::take(&file), Err(Error::NotAFolder { .. })));
    }
}
