//! Text for the terminal: printing that survives a closed pipe, and aligned columns.

use std::io::{ErrorKind, Write};
use std::path::Path;

use grassroots::Error;
use grassroots::render::words::SweepCounts;
use grassroots::study::{Experiment, Rows, Study};

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

/// Rows with their columns aligned, each after an indent; the last column is not padded.
pub fn table<const N: usize>(indent: &str, rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
        out.push_str(indent);
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        let rows =
            [["a".to_owned(), "市市".to_owned(), "1".to_owned()], ["long".to_owned(), "b".to_owned(), String::new()]];
        assert_eq!(table("  ", &rows), "  a     市市  1\n  long  b\n");
    }
}
