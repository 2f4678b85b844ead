//! `rounds.parquet` of a sweep: the rounds of all runs, a row group for each.

use std::path::Path;

use super::SweepTable;
use crate::observe::Run;
use crate::output::Result;
use crate::output::parquet::{Writer, rounds_table};
use crate::output::store::read_rounds_of;
use crate::output::table::{ColumnData, Table};
use crate::study::sweep::Status;

/// Joins the rounds of the runs of a folder, one run in memory at a time.
pub(super) fn write_parquet(path: &Path, folder: &Path, table: &SweepTable<'_>) -> Result<()> {
    let mut writer = None;
    for row in table.runs().filter(|row| row.record.status != Status::Failed) {
        let rounds = with_point(row.point.number, &read_rounds_of(folder, row.key)?);
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(Writer::create(path, &rounds)?),
        };
        writer.write(&rounds)?;
    }
    writer.map_or(Ok(()), Writer::close)
}

fn with_point(point: usize, run: &Run) -> Table {
    let mut table = rounds_table(run);
    let rows = table.rows().unwrap_or(0);
    table.columns.insert(0, ("point".to_owned(), ColumnData::Whole(vec![point as i64; rows])));
    table
}
