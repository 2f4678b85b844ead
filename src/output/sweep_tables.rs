//! The tables of a sweep, made from its journal: the same bytes however the sweep was interrupted, parted or threaded.

use std::path::Path;

use super::parquet::Writer;
use super::store::{PointKey, Rows, RunKey, read_rounds_of};
use super::tables::{whole, written};
use super::{Result, names};
use crate::render::tables;
use crate::study;
use crate::study::design::Plan;
use crate::study::sweep::{Job, Jobs, Shard, Status};

/// Writes `runs.csv`, `runs.parquet` and `points.csv`, and `rounds.parquet` where rounds are kept, each whole or not at all. Rows are
/// in order of point and replicate; runs that have not ended yet are left out.
pub fn write_sweep_tables(folder: &Path, plan: &dyn Plan, rows: &Rows, keep_rounds: bool) -> Result<()> {
    let rows = rows_of(plan, rows);
    written(&folder.join(names::RUNS_CSV), |out| tables::write_runs(out, plan, &rows))?;
    whole(&folder.join(names::RUNS_PARQUET), |path| write_runs_parquet(path, plan, &rows))?;
    written(&folder.join(names::POINTS), |out| tables::write_points(out, plan, &rows))?;
    let jobs: Vec<Job> = with_rounds(plan, &rows).collect();
    if keep_rounds && !jobs.is_empty() {
        whole(&folder.join(names::ROUNDS_PARQUET), |path| write_rounds_parquet(path, folder, plan, &jobs))?;
    }
    Ok(())
}

/// What a journal holds of the runs of a plan.
pub fn rows_of(plan: &dyn Plan, rows: &Rows) -> study::Rows {
    let keys: Vec<PointKey> = plan.points().iter().map(PointKey::of).collect();
    let mut found = study::Rows::none(plan);
    for job in Jobs::of(plan).shard(Shard::WHOLE) {
        if let Some(record) = rows.get(&RunKey { point: keys[job.point], replicate: job.replicate }) {
            found.insert(job, record.clone());
        }
    }
    found
}

fn write_runs_parquet(path: &Path, plan: &dyn Plan, rows: &study::Rows) -> Result<()> {
    let mut writer = Writer::create(path, &tables::no_runs(plan))?;
    tables::run_groups(plan, rows).try_for_each(|table| writer.write(&table))?;
    writer.close()
}

/// The runs whose rounds are kept, in order of point and replicate.
fn with_rounds<'a>(plan: &'a dyn Plan, rows: &'a study::Rows) -> impl Iterator<Item = Job> + 'a {
    let replicates = plan.replicates();
    let all = (0..plan.points().len()).flat_map(move |point| (0..replicates).map(move |r| Job { point, replicate: r }));
    all.filter(|&job| rows.get(job).is_some_and(|record| record.status != Status::Failed))
}

/// Joins the rounds of the runs of a folder, a row group for each, one run in memory at a time.
fn write_rounds_parquet(path: &Path, folder: &Path, plan: &dyn Plan, jobs: &[Job]) -> Result<()> {
    let mut writer = None;
    for job in jobs {
        let point = &plan.points()[job.point];
        let key = RunKey { point: PointKey::of(point), replicate: job.replicate };
        let run = read_rounds_of(folder, key)?;
        let table = tables::rounds_table(&run, &[("point", point.number as i64)]);
        let writer = match &mut writer {
            Some(writer) => writer,
            none => none.insert(Writer::create(path, &table)?),
        };
        writer.write(&table)?;
    }
    writer.map_or(Ok(()), Writer::close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::Record;
    use crate::study::sweep::testing::ByHand;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::RowAccessor;

    /// Three of four runs have ended, one of them badly.
    fn journal(plan: &ByHand) -> Rows {
        let key = |point: usize, replicate| RunKey { point: PointKey::of(&plan.points[point]), replicate };
        let record = |status, outcomes: &[f64]| {
            let (stage, message) = if status == Status::Failed { ("round 3", "a, b") } else { ("", "") };
            Record { status, stage: stage.into(), message: message.into(), outcomes: outcomes.to_vec() }
        };
        let runs = [
            (key(1, 1), record(Status::Failed, &[])),
            (key(0, 1), record(Status::Done, &[0.3, f64::NAN])),
            (key(0, 0), record(Status::Done, &[0.1, 2.0])),
        ];
        runs.into_iter().collect()
    }

    #[test]
    fn csv_and_parquet_have_the_runs_of_the_journal_in_order() {
        let (folder, plan) = (tempfile::tempdir().unwrap(), ByHand::new(&["1.5", "2.0"], 2));
        write_sweep_tables(folder.path(), &plan, &journal(&plan), false).unwrap();
        let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!((text("runs.csv").lines().count(), text("points.csv").lines().count()), (4, 5));
        let file = std::fs::File::open(folder.path().join("runs.parquet")).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[2].get_long(0).unwrap(), rows[0].get_double(2).unwrap()), (3, 1.5));
        assert_eq!((rows[1].get_double(5).unwrap(), rows[1].get_double(6).is_err()), (0.3, true));
        assert_eq!(rows[2].get_string(9).unwrap(), "a, b");
    }
}
