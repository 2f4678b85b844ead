//! Text for the terminal: printing that survives a closed pipe.

use std::io::{ErrorKind, Write};
use std::path::Path;

use grassroots::Error;

/// Prints to standard output. A reader that has gone away, as in `| head -1`, is no error.
pub fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Write { path: "standard output".into(), source: error })
        }
        _ => Ok(()),
    }
}

/// Tells something in passing on standard error; nobody can be told if that is closed.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Tells that what was finished is not lost, and how to go on.
pub fn note_kept(folder: &Path, advice: &str) {
    note(&format!("what was finished is kept in {}{advice}", folder.display()));
}

/// What to do where results can be gone on with.
pub const RESUME: &str = ": go on with the same command and --resume";
