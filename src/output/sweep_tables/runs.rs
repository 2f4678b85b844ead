//! `runs.csv` and `runs.parquet`: a row per run.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use toml::Value;

use super::{RunRow, SweepTable, cell, number_cell};
use crate::output::parquet::Writer;
use crate::output::table::{ColumnData, Table};
use crate::output::{Result, writing};

/// Rows of a row group.
const GROUP: usize = 1 << 16;

/// Writes the rows as CSV.
pub(super) fn write_csv(path: &Path, table: &SweepTable<'_>) -> Result<()> {
    let file = File::create(path).map_err(writing(path))?;
    let mut csv = csv::Writer::from_writer(BufWriter::new(file));
    let failed = |error: csv::Error| writing(path)(error.into());
    csv.write_record(header(table)).map_err(failed)?;
    for row in table.runs() {
        csv.write_record(cells(table, &row)).map_err(failed)?;
    }
    let mut out = csv.into_inner().map_err(|error| writing(path)(error.into_error()))?;
    out.flush().map_err(writing(path))
}

fn header<'a>(table: &'a SweepTable<'_>) -> impl Iterator<Item = &'a str> {
    let outcomes = table.plan.outcomes().iter().map(|outcome| outcome.name.as_str());
    let first = ["run", "point"].into_iter().chain(table.factor_names());
    first.chain(["replicate", "seed"]).chain(outcomes).chain(["status", "stage", "message"])
}

fn cells(table: &SweepTable<'_>, row: &RunRow<'_>) -> Vec<String> {
    let record = row.record;
    let mut cells = vec![row.number.to_string(), row.point.number.to_string()];
    cells.extend(row.point.values.iter().map(cell));
    cells.extend([row.key.replicate.to_string(), seed(table, row).to_string()]);
    cells.extend(outcomes(table, row).map(number_cell));
    cells.extend([record.status.word().to_owned(), record.stage.clone(), record.message.clone()]);
    cells
}

fn seed(table: &SweepTable<'_>, row: &RunRow<'_>) -> u64 {
    table.plan.seeds(row.point, row.key.replicate).seed
}

/// A value for each outcome; missing ones where the run failed.
fn outcomes(table: &SweepTable<'_>, row: &RunRow<'_>) -> impl Iterator<Item = f64> {
    let values = row.record.outcomes.iter().copied().chain(std::iter::repeat(f64::NAN));
    values.take(table.plan.outcomes().len())
}

/// Writes the rows as Parquet, in groups, so that only a part of them is in memory.
pub(super) fn write_parquet(path: &Path, table: &SweepTable<'_>) -> Result<()> {
    let kinds = kinds(table);
    let mut rows = table.runs().peekable();
    let mut writer = Writer::create(path, &group(table, &kinds, &[]))?;
    while rows.peek().is_some() {
        let rows: Vec<RunRow<'_>> = rows.by_ref().take(GROUP).collect();
        writer.write(&group(table, &kinds, &rows))?;
    }
    writer.close()
}

/// What the values of a factor are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Whole,
    Real,
    Text,
}

/// The kind of each factor: the narrowest that holds all its values, whether they have been run or not.
fn kinds(table: &SweepTable<'_>) -> Vec<Kind> {
    let kind = |value: &Value| match value {
        Value::Integer(_) => Kind::Whole,
        Value::Float(_) => Kind::Real,
        _ => Kind::Text,
    };
    let points = table.plan.points();
    let of = |factor: usize| points.iter().filter_map(|point| point.values.get(factor).map(kind)).max();
    (0..table.plan.factors().len()).map(|factor| of(factor).unwrap_or(Kind::Text)).collect()
}

fn group(table: &SweepTable<'_>, kinds: &[Kind], rows: &[RunRow<'_>]) -> Table {
    let whole = |value: fn(&RunRow<'_>) -> i64| ColumnData::Whole(rows.iter().map(value).collect());
    let text = |value: fn(&RunRow<'_>) -> String| ColumnData::Text(rows.iter().map(value).collect());
    let mut columns = vec![whole(|row| row.number as i64), whole(|row| row.point.number as i64)];
    columns.extend(kinds.iter().enumerate().map(|(factor, &kind)| factor_column(rows, factor, kind)));
    columns.push(whole(|row| row.key.replicate.into()));
    columns.push(ColumnData::Whole(rows.iter().map(|row| seed(table, row) as i64).collect()));
    let values: Vec<Vec<f64>> = rows.iter().map(|row| outcomes(table, row).collect()).collect();
    let outcome = |position: usize| ColumnData::Real(values.iter().map(|row| row[position]).collect());
    columns.extend((0..table.plan.outcomes().len()).map(outcome));
    columns.push(text(|row| row.record.status.word().to_owned()));
    columns.extend([text(|row| row.record.stage.clone()), text(|row| row.record.message.clone())]);
    Table { columns: header(table).map(str::to_owned).zip(columns).collect() }
}

fn factor_column(rows: &[RunRow<'_>], factor: usize, kind: Kind) -> ColumnData {
    let values = rows.iter().map(|row| &row.point.values[factor]);
    let real = |value: &Value| value.as_float().or(value.as_integer().map(|whole| whole as f64)).unwrap_or(f64::NAN);
    match kind {
        Kind::Whole => ColumnData::Whole(values.map(|value| value.as_integer().unwrap_or(0)).collect()),
        Kind::Real => ColumnData::Real(values.map(real).collect()),
        Kind::Text => ColumnData::Text(values.map(cell).collect()),
    }
}
