//! Tables in files, each whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::{Error, Result, part, writing};
use crate::render::tables::{self, Table};
use crate::study::SummaryRow;
use crate::study::comparison::Comparison;

/// Writes `summary.csv`: a row per group and column.
pub fn write_summary(path: &Path, rows: &[SummaryRow]) -> Result<()> {
    written(path, |out| tables::write_summary(out, rows))
}

/// Writes `differences.csv`: a row per contrast and column.
pub fn write_differences(path: &Path, comparison: &Comparison) -> Result<()> {
    written(path, |out| tables::write_differences(out, comparison))
}

/// Writes `differences_by_round.csv`: a row per contrast, column and round.
pub fn write_differences_by_round(path: &Path, comparison: &Comparison) -> Result<()> {
    written(path, |out| tables::write_differences_by_round(out, comparison))
}

/// Writes a table as CSV, with its names as the header.
pub fn write_table_csv(path: &Path, table: &Table) -> Result<()> {
    checked_rows(table, path)?;
    written(path, |out| tables::write_table(out, table))
}

/// [`Table::rows`] or the error of writing such a table.
pub(super) fn checked_rows(table: &Table, path: &Path) -> Result<usize> {
    let problem = || "the columns of the table differ in length, or there are none".to_owned();
    table.rows().ok_or_else(|| Error::Table { path: path.to_owned(), problem: problem() })
}

/// Has a file written by a function of its bytes, beside its place first.
pub(super) fn written(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    whole(path, |path| {
        let mut out = BufWriter::new(File::create(path).map_err(writing(path))?);
        write(&mut out).and_then(|()| out.flush()).map_err(writing(path))
    })
}

/// Has a file written beside its place, and puts it there once it is whole.
pub(super) fn whole(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let neighbour = part(path);
    let written = write(&neighbour).and_then(|()| std::fs::rename(&neighbour, path).map_err(writing(path)));
    if written.is_err() {
        let _ = std::fs::remove_file(&neighbour);
    }
    written
}
