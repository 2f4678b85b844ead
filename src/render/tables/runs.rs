//! The runs of a sweep: a row per run that has ended, in order of point and replicate.

use std::io::{self, Write};

use toml::Value;

use super::cells::{number, value, write_rows};
use super::table::{ColumnData, Table};
use crate::study::design::Point;
use crate::study::{Job, Plan, Record, Rows};

/// Runs of a table of [`run_groups`], at most.
pub const RUNS_IN_A_GROUP: usize = 1 << 16;

/// A row: a run that has ended.
struct RunRow<'a> {
    /// Position among all runs of the plan.
    number: u64,
    point: &'a Point,
    replicate: u32,
    seed: u64,
    record: &'a Record,
}

/// Writes `runs.csv`.
pub fn write_runs(out: &mut dyn Write, plan: &dyn Plan, rows: &Rows) -> io::Result<()> {
    write_rows(out, header(plan), run_rows(plan, rows).map(|row| cells(plan, &row)))
}

/// The same with types, in tables of so many runs that only a part of them is in memory at a time.
pub fn run_groups<'a>(plan: &'a dyn Plan, rows: &'a Rows) -> impl Iterator<Item = Table> + 'a {
    let (kinds, mut rows) = (kinds(plan), run_rows(plan, rows));
    std::iter::from_fn(move || {
        let rows: Vec<RunRow<'_>> = rows.by_ref().take(RUNS_IN_A_GROUP).collect();
        (!rows.is_empty()).then(|| table(plan, &kinds, &rows))
    })
}

/// The columns of [`run_groups`] without a run.
pub fn no_runs(plan: &dyn Plan) -> Table {
    table(plan, &kinds(plan), &[])
}

fn run_rows<'a>(plan: &'a dyn Plan, rows: &'a Rows) -> impl Iterator<Item = RunRow<'a>> {
    let replicates = plan.replicates();
    plan.points().iter().enumerate().flat_map(move |(position, point)| {
        (0..replicates).filter_map(move |replicate| {
            let job = Job { point: position, replicate };
            let (number, seed) = (job.number(plan), plan.seeds(job).seed);
            rows.get(job).map(|record| RunRow { number, point, replicate, seed, record })
        })
    })
}

fn header(plan: &dyn Plan) -> impl Iterator<Item = &str> {
    let outcomes = plan.outcomes().iter().map(|outcome| outcome.name.as_str());
    let factors = plan.factors().iter().map(|factor| factor.key.as_str());
    let first = ["run", "point"].into_iter().chain(factors);
    first.chain(["replicate", "seed"]).chain(outcomes).chain(["status", "stage", "message"])
}

fn cells(plan: &dyn Plan, row: &RunRow<'_>) -> Vec<String> {
    let record = row.record;
    let mut cells = vec![row.number.to_string(), row.point.number.to_string()];
    cells.extend(row.point.values.iter().map(value));
    cells.extend([row.replicate.to_string(), row.seed.to_string()]);
    cells.extend(outcomes(plan, row).map(number));
    cells.extend([record.status.word().to_owned(), record.stage.clone(), record.message.clone()]);
    cells
}

/// A value for each outcome; missing ones where the run failed.
fn outcomes(plan: &dyn Plan, row: &RunRow<'_>) -> impl Iterator<Item = f64> {
    let values = row.record.outcomes.iter().copied().chain(std::iter::repeat(f64::NAN));
    values.take(plan.outcomes().len())
}

/// What the values of a factor are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ValueKind {
    Flag,
    Whole,
    Real,
    Text,
}

/// The kind of each factor: the narrowest that holds all its values, whether they have been run or not.
fn kinds(plan: &dyn Plan) -> Vec<ValueKind> {
    let kind = |value: &Value| match value {
        Value::Boolean(_) => ValueKind::Flag,
        Value::Integer(_) => ValueKind::Whole,
        Value::Float(_) => ValueKind::Real,
        _ => ValueKind::Text,
    };
    let points = plan.points();
    let of = |factor: usize| points.iter().filter_map(|point| point.values.get(factor).map(kind)).max();
    (0..plan.factors().len()).map(|factor| of(factor).unwrap_or(ValueKind::Text)).collect()
}

fn table(plan: &dyn Plan, kinds: &[ValueKind], rows: &[RunRow<'_>]) -> Table {
    let whole = |value: &dyn Fn(&RunRow<'_>) -> i64| ColumnData::Whole(rows.iter().map(value).collect());
    let text = |value: fn(&Record) -> String| ColumnData::Text(rows.iter().map(|row| value(row.record)).collect());
    let mut columns = vec![whole(&|row| row.number as i64), whole(&|row| row.point.number as i64)];
    columns.extend(kinds.iter().enumerate().map(|(factor, &kind)| factor_column(rows, factor, kind)));
    columns.extend([whole(&|row| row.replicate.into()), whole(&|row| row.seed as i64)]);
    let values: Vec<Vec<f64>> = rows.iter().map(|row| outcomes(plan, row).collect()).collect();
    let outcome = |position: usize| ColumnData::Real(values.iter().map(|row| row[position]).collect());
    columns.extend((0..plan.outcomes().len()).map(outcome));
    columns.push(text(|record| record.status.word().to_owned()));
    columns.extend([text(|record| record.stage.clone()), text(|record| record.message.clone())]);
    Table { columns: header(plan).map(str::to_owned).zip(columns).collect() }
}

fn factor_column(rows: &[RunRow<'_>], factor: usize, kind: ValueKind) -> ColumnData {
    let values = rows.iter().map(|row| &row.point.values[factor]);
    let real = |value: &Value| crate::parameters::number(value).unwrap_or(f64::NAN);
    match kind {
        ValueKind::Flag => ColumnData::Flag(values.map(|value| value.as_bool().unwrap_or(false)).collect()),
        ValueKind::Whole => ColumnData::Whole(values.map(|value| value.as_integer().unwrap_or(0)).collect()),
        ValueKind::Real => ColumnData::Real(values.map(real).collect()),
        ValueKind::Text => ColumnData::Text(values.map(value).collect()),
    }
}
