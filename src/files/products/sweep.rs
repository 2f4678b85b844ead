//! What follows from the runs of a sweep, and of a sensitivity design, which is one.

use std::io::Write;
use std::sync::Arc;

use super::{Made, Product, Told, pictures, write_rounds_parquet};
use crate::files::plot::Format;
use crate::files::store::Runs;
use crate::files::{Result, names, parquet, report};
use crate::language::Language;
use crate::render::figures::{self, Caption, Picture, SweepTable};
use crate::render::tables;
use crate::study::sensitivity::Sensitivity;
use crate::study::{Experiment, Found, Job, Plan, Status, definition};

/// Of a sweep: a row per run and per point, the rounds where they are kept, figures of the points, the report.
pub(super) fn of<'a>(
    experiment: &'a Experiment,
    runs: &'a Runs,
    found: &'a Found,
    language: Language,
) -> std::result::Result<Made<'a>, crate::Error> {
    let indices = Sensitivity::of(experiment, &found.rows).map(Arc::new);
    let (plan, rows) = (experiment as &dyn Plan, &found.rows);
    let text = as_run(experiment).into_bytes();
    let mut products = vec![
        Product::bytes(names::EXPERIMENT, text),
        Product::table(names::RUNS_CSV, move |out| tables::write_runs(out, plan, rows)),
        Product::new(names::RUNS_PARQUET, move |out| write_runs_parquet(out, plan, rows)),
    ];
    match &indices {
        None => products.push(Product::table(names::POINTS, move |out| tables::write_points(out, plan, rows))),
        Some(indices) => products.extend(of_sensitivity(experiment, indices)),
    }
    let jobs: Vec<Job> =
        rows.all(plan).filter(|(_, record)| record.status != Status::Failed).map(|(job, _)| job).collect();
    if plan.keeps_rounds() && !jobs.is_empty() {
        products
            .push(Product::new(names::ROUNDS_PARQUET, move |out| write_rounds_parquet(out, runs, &jobs, Some(plan))));
    }
    let drawn = pictures_of_sweep(experiment, (found, indices.as_deref()), language)?;
    let page = report::of_sweep(experiment, (found, indices.as_deref()), &drawn, language)?;
    products.extend(pictures(drawn, &Format::USUAL)?);
    products.push(page);
    Ok(Made { products, told: indices.map_or(Told::Runs, Told::Sensitivity) })
}

/// The tables of indices.
fn of_sensitivity<'a>(experiment: &'a Experiment, found: &Arc<Sensitivity>) -> Vec<Product<'a>> {
    let table = |name, write: fn(&mut dyn Write, &Experiment, &Sensitivity) -> std::io::Result<()>| {
        let found = found.clone();
        Product::table(name, move |out| write(out, experiment, &found))
    };
    let typed = found.clone();
    vec![
        table(names::INDICES, tables::write_indices),
        table(names::INDICES_BY_POINTS, tables::write_indices_by_points),
        table(names::INDICES_BY_ROUND, tables::write_indices_by_round),
        Product::new(names::INDICES_PARQUET, move |out| {
            let table = tables::indices_table(experiment, &typed);
            let mut writer = parquet::Writer::begin(out, names::INDICES_PARQUET.as_ref(), &table)?;
            writer.write(&table)?;
            writer.close()
        }),
    ]
}

/// The text of an experiment, with what was set over it.
fn as_run(experiment: &Experiment) -> String {
    let sources = experiment.sources();
    let over = sources.settings.iter().map(|setting| format!("# Run with {setting} over it.\n"));
    over.chain([sources.experiment.text.to_string()]).collect()
}

/// The pictures of a sweep; none where no run has ended.
pub(in crate::files) fn pictures_of_sweep(
    experiment: &Experiment,
    (found, indices): (&Found, Option<&Sensitivity>),
    language: Language,
) -> std::result::Result<Vec<Picture>, crate::Error> {
    let (title, description) =
        (experiment.name().to_owned(), definition::description_in(experiment, language).to_owned());
    let caption = Caption { title, description, language, ..Caption::default() };
    if let Some(indices) = indices {
        return Ok(figures::sensitivity_pictures(experiment, indices, &caption));
    }
    let table = SweepTable::of(experiment, &found.rows);
    if table.points() == 0 { Ok(Vec::new()) } else { Ok(figures::sweep_pictures(&table, &caption)?) }
}

/// The runs of a sweep as Parquet, in groups of rows, so that only a part of them is in memory.
pub(super) fn write_runs_parquet(
    out: &mut (dyn Write + Send),
    plan: &dyn Plan,
    rows: &crate::study::Rows,
) -> Result<()> {
    let path = names::RUNS_PARQUET.as_ref();
    let mut writer = parquet::Writer::begin(out, path, &tables::no_runs(plan))?;
    tables::run_groups(plan, rows).try_for_each(|group| writer.write(&group))?;
    writer.close()
}
