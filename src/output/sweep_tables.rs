//! The tables of a sweep, made from its journal: the same bytes however the sweep was interrupted, parted or threaded.

mod points;
mod rounds;
mod runs;

use std::path::Path;

pub use points::{PointOutcome, point_outcomes};

use toml::Value;

use super::rounds_csv::push_number;
use super::store::{PointKey, Rows, RunKey};
use super::{Result, names, writing};
use crate::study::design::{Plan, Point};
use crate::study::sweep::{Record, Status};

/// Writes `runs.csv`, `runs.parquet` and `points.csv`, and `rounds.parquet` where rounds are kept, each whole or not at all. Rows are
/// in order of point and replicate; runs that have not ended yet are left out.
pub fn write_sweep_tables(folder: &Path, plan: &dyn Plan, rows: &Rows, keep_rounds: bool) -> Result<()> {
    let table = SweepTable::new(plan, rows);
    whole(&folder.join(names::RUNS_CSV), |path| runs::write_csv(path, &table))?;
    whole(&folder.join(names::RUNS_PARQUET), |path| runs::write_parquet(path, &table))?;
    whole(&folder.join(names::POINTS), |path| points::write_csv(path, &table))?;
    if keep_rounds && table.runs().any(|run| run.record.status != Status::Failed) {
        whole(&folder.join(names::ROUNDS_PARQUET), |path| rounds::write_parquet(path, folder, &table))?;
    }
    Ok(())
}

/// Has a file written beside its place, and puts it there once it is whole.
fn whole(path: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let neighbour = super::part(path);
    let written = write(&neighbour).and_then(|()| std::fs::rename(&neighbour, path).map_err(writing(path)));
    if written.is_err() {
        let _ = std::fs::remove_file(&neighbour);
    }
    written
}

/// What is known of the runs of a plan, in order.
struct SweepTable<'a> {
    plan: &'a dyn Plan,
    keys: Vec<PointKey>,
    rows: &'a Rows,
}

/// A row: a run that has ended.
struct RunRow<'a> {
    /// Position among all runs of the plan.
    number: u64,
    point: &'a Point,
    key: RunKey,
    record: &'a Record,
}

impl<'a> SweepTable<'a> {
    fn new(plan: &'a dyn Plan, rows: &'a Rows) -> Self {
        Self { plan, keys: plan.points().iter().map(PointKey::of).collect(), rows }
    }

    fn runs(&self) -> impl Iterator<Item = RunRow<'_>> {
        (0..self.keys.len()).flat_map(|point| self.runs_of(point))
    }

    /// The runs of a point by its position.
    fn runs_of(&self, position: usize) -> impl Iterator<Item = RunRow<'_>> {
        let (replicates, point) = (self.plan.replicates(), &self.plan.points()[position]);
        (0..replicates).filter_map(move |replicate| {
            let key = RunKey { point: self.keys[position], replicate };
            let number = position as u64 * u64::from(replicates) + u64::from(replicate);
            self.rows.get(&key).map(|record| RunRow { number, point, key, record })
        })
    }

    fn factor_names(&self) -> impl Iterator<Item = &str> {
        self.plan.factors().iter().map(|factor| factor.key.as_str())
    }
}

/// The value of a factor as a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Float(number) => number_cell(*number),
        other => other.to_string(),
    }
}

fn number_cell(value: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, value);
    text
}

#[cfg(test)]
mod tests;
