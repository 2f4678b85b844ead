//! Text for the terminal: printing that survives a closed pipe.

use super::failure::Failure;
use std::io::{ErrorKind, Write};
use std::path::Path;

use grassroots::render::words::SweepCounts;
use grassroots::study::{Experiment, Rows, Study};

/// Prints to standard output. A reader that has gone away, as in `| head -1`, is no error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Write { path: "standard output".into(), source: error })
        }
        _ => Ok(()),
    }
}

/// Writes a file that is not there yet: nothing is written over, and a failure leaves nothing behind.
pub fn write_new(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Failure> {
    let mut file = std::fs::File::create_new(path).map_err(|error| refused(path, error))?;
    write(&mut file).map_err(|source| {
        let _ = std::fs::remove_file(path);
        Failure::Write { path: path.to_owned(), source }
    })
}

fn refused(path: &Path, source: std::io::Error) -> Failure {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::AlreadyExists => Failure::Exists { path, help: "choose another name" },
        ErrorKind::NotFound => {
            let missing = std::io::Error::new(source.kind(), "its folder does not exist");
            Failure::Make { path, source: missing }
        }
        _ => Failure::Make { path, source },
    }
}

/// Tells something in passing on standard error; nobody can be told if that is closed.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says that what was finished is not lost, and how to go on.
pub fn note_kept(folder: &Path) {
    note(&format!("what was finished is kept in {}: the same command with --resume goes on", folder.display()));
}

/// What is known of the runs of a sweep, with the pace at which they were done, if any were now; and the first failures.
pub fn counts(study: &Study, rows: &Rows, pace: Option<&str>) -> String {
    let counts = SweepCounts::of(study.plan(), study.part(), rows);
    let title = match study.experiment().map(Experiment::description) {
        Some(description) if !description.is_empty() => format!("{}: {description}", study.plan().name()),
        _ => study.plan().name().to_owned(),
    };
    let pace = pace.map_or(String::new(), |pace| format!("; {pace}"));
    format!("{title}\n{}{pace}\n{}", counts.text(), counts.failures_text())
}
