//! Tables and figures of a study: what is made from the runs that are kept, and made again whenever asked for.

mod audit;
mod sweep;

pub(super) use audit::pictures_of_audit;
pub(super) use sweep::pictures_of_sweep;

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use super::curves::StoredCurves;
use super::error::writing;
use super::plot::Format;
use super::store::Runs;
use super::{Result, fonts, names, observed, parquet, report};
use crate::language::Language;
use crate::observe::{Observations, Run};
use crate::render::figures::{self, Picture};
use crate::render::tables::{self, ColumnData, Table};
use crate::scenario::Scenario;
use crate::study::audit::Answer;
use crate::study::comparison::{ARM, Comparison};
use crate::study::sensitivity::Sensitivity;
use crate::study::{Distance, Found, Job, Plan, Study, SummaryRow, summarise};

/// What results say, as values.
#[derive(Clone, Debug)]
pub enum Told {
    /// Nothing yet.
    Nothing,
    /// Of every column over replicates start, end and change, and how far those that were observed are from that.
    Summary(Vec<SummaryRow>, Vec<Distance>),
    /// What a comparison found.
    Comparison(Arc<Comparison>),
    /// What is known of the runs of a sweep, which [`Found`] holds.
    Runs,
    /// What those of a sensitivity design say.
    Sensitivity(Arc<Sensitivity>),
    /// What an audit found.
    Audit(Arc<Answer>),
}

/// What is made of the runs.
pub(super) struct Made<'a> {
    /// The files.
    pub(super) products: Vec<Product<'a>>,
    /// What they say.
    pub(super) told: Told,
}

/// Writes a product into any writer.
type Fill<'a> = Box<dyn FnOnce(&mut (dyn Write + Send)) -> Result<()> + 'a>;

/// A file that follows from the runs.
pub(super) struct Product<'a> {
    /// Its name.
    pub(super) name: String,
    /// What writes it.
    pub(super) write: Fill<'a>,
    /// What is to be told of it.
    pub(super) note: Option<String>,
}

impl<'a> Product<'a> {
    fn new(name: &str, fill: impl FnOnce(&mut (dyn Write + Send)) -> Result<()> + 'a) -> Self {
        Self { name: name.to_owned(), write: Box::new(fill), note: None }
    }

    /// One that is written by a table's writer.
    pub(super) fn table(name: &'static str, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + 'a) -> Self {
        Self::new(name, move |out| write(out).map_err(writing(name.as_ref())))
    }

    /// One that stands in memory.
    pub(super) fn bytes(name: &str, bytes: Vec<u8>) -> Self {
        let path = name.to_owned();
        Self::new(name, move |out| out.write_all(&bytes).map_err(writing(path.as_ref())))
    }
}

/// Tables of a comparison, of a sweep and of replicates, and the endings of figures.
const OF_COMPARISON: [&str; 8] = [
    names::DIFFERENCES,
    names::DIFFERENCES_BY_ROUND,
    names::ARMS,
    names::ARMS_BY_ROUND,
    names::DRAWS,
    names::UNKNOWNS,
    names::ROUNDS_PARQUET,
    names::REPORT,
];
const OF_SWEEP: [&str; 5] =
    [names::EXPERIMENT, names::RUNS_PARQUET, names::POINTS, names::ROUNDS_PARQUET, names::REPORT];
const OF_SENSITIVITY: [&str; 8] = [
    names::EXPERIMENT,
    names::RUNS_PARQUET,
    names::INDICES,
    names::INDICES_PARQUET,
    names::INDICES_BY_POINTS,
    names::INDICES_BY_ROUND,
    names::ROUNDS_PARQUET,
    names::REPORT,
];
const OF_AUDIT: [&str; 8] = [
    names::CLAIM,
    names::RUNS_PARQUET,
    names::WORLDS,
    names::ATTACKS,
    names::DRAWS,
    names::DRIVERS,
    names::BOX,
    names::REPORT,
];
const OF_REPLICATES: [&str; 7] = [
    names::SCENARIO,
    names::ROUNDS_CSV,
    names::SUMMARY,
    names::OBSERVED,
    names::OBSERVED_BY_ROUND,
    names::ROUNDS_PARQUET,
    names::REPORT,
];
const ENDINGS: [&str; 2] = ["svg", "png"];

/// The names of all files that a study may make.
pub(super) fn names_of(study: &Study, parquet: bool) -> BTreeSet<String> {
    let (tables, pictures): (&[&str], &[&str]) = match (study.protocol(), study.experiment()) {
        _ if study.claim().is_some() => (&OF_AUDIT, &names::AUDIT_FIGURES),
        (Some(_), _) => (&OF_COMPARISON, &names::COMPARISON_FIGURES),
        (_, Some(experiment)) if experiment.scheme().is_some() => (&OF_SENSITIVITY, &names::SENSITIVITY_FIGURES),
        (_, Some(_)) => (&OF_SWEEP, &names::SWEEP_FIGURES),
        _ => (&OF_REPLICATES, &names::RUN_FIGURES),
    };
    let pictures = pictures.iter().flat_map(|name| ENDINGS.map(|ending| format!("{name}.{ending}")));
    let arms = study.protocol().into_iter().flat_map(|protocol| protocol.arms()).map(|(name, _)| names::arm(name));
    let tables = tables.iter().filter(|name| is_made(study, parquet, name)).map(|name| (*name).to_owned());
    let all = tables.chain(pictures).chain(arms.collect::<Vec<_>>());
    all.chain([names::RUNS_CSV, names::FONTS].map(str::to_owned)).collect()
}

fn is_made(study: &Study, parquet: bool, name: &str) -> bool {
    if (name == names::DRAWS || name == names::UNKNOWNS) && study.claim().is_none() {
        return study.protocol().is_some_and(|protocol| !protocol.uncertainties().is_empty());
    }
    name != names::ROUNDS_PARQUET
        || study.protocol().is_some()
        || parquet
        || study.experiment().is_some_and(Plan::keeps_rounds)
}

/// The products of a study, as far as its runs have ended; none where there is nothing to tell yet.
pub(super) fn of<'a>(
    study: &'a Study,
    runs: &'a Runs,
    found: &'a Found,
    told: (&str, Language),
    parquet: bool,
) -> std::result::Result<Made<'a>, crate::Error> {
    if let Some(experiment) = study.experiment() {
        return sweep::of(experiment, runs, found, told.1);
    }
    if let Some(audit) = study.claim() {
        return audit::of(audit, found, told.1);
    }
    let mut made = match study.scenario() {
        Some(scenario) => of_replicates((scenario, study.observations()), runs, found, told, parquet)?,
        None if found.broken => Made { products: Vec::new(), told: Told::Nothing },
        None if !study.is_comparable(found) => {
            return Ok(Made { products: vec![runs_csv(study, found)], told: Told::Nothing });
        }
        None => of_comparison(study, runs, found, told)?,
    };
    if !made.products.is_empty() {
        made.products.push(runs_csv(study, found));
    }
    Ok(made)
}

fn runs_csv<'a>(study: &'a Study, found: &'a Found) -> Product<'a> {
    Product::table(names::RUNS_CSV, move |out| tables::write_runs(out, study.plan(), &found.rows))
}

/// Of replicates: rounds, a summary, what was observed beside them, figures, the report.
fn of_replicates<'a>(
    (scenario, observations): (&Scenario, Option<&Observations>),
    runs: &'a Runs,
    found: &Found,
    told: (&str, Language),
    parquet: bool,
) -> std::result::Result<Made<'a>, crate::Error> {
    let kept = StoredCurves::of(runs)?;
    let mut scenario = scenario.clone();
    scenario.run.replicates = found.replicates;
    let mut products = vec![Product::bytes(names::SCENARIO, scenario.to_toml().into_bytes())];
    if kept.jobs.is_empty() {
        return Ok(Made { products, told: Told::Nothing });
    }
    let rows = summarise(&kept)?;
    let beside = observed::distances_of(&kept, observations)?;
    let summary = Told::Summary(rows.clone(), beside.clone());
    let drawn = observed::pictures((&scenario, observations), &kept, told.1)?;
    products.push(report::of_replicates(&scenario, &kept, (&rows, &beside), &drawn, told)?);
    products.extend(observed::tables(beside));
    products.push(Product::table(names::SUMMARY, move |out| tables::write_summary(out, &rows)));
    products.extend(pictures(drawn, &Format::USUAL)?);
    let jobs = kept.jobs.clone();
    products.push(Product::new(names::ROUNDS_CSV, move |out| write_rounds(out, runs, &jobs)));
    if parquet {
        let jobs = kept.jobs.clone();
        products.push(Product::new(names::ROUNDS_PARQUET, move |out| write_rounds_parquet(out, runs, &jobs, None)));
    }
    Ok(Made { products, told: summary })
}

/// Of a comparison: the scenarios as they were run, differences, figures, the report.
fn of_comparison<'a>(
    study: &'a Study,
    runs: &'a Runs,
    found: &'a Found,
    told: (&str, Language),
) -> std::result::Result<Made<'a>, crate::Error> {
    let comparison = Arc::new(study.comparison(runs, found)?);
    let arms = comparison.arms.iter();
    let mut products: Vec<Product<'a>> =
        arms.map(|arm| Product::bytes(&names::arm(&arm.name), arm.scenario.to_toml().into_bytes())).collect();
    let drawn = figures::comparison_pictures(&comparison, told.1)?;
    products.push(report::of_comparison(&comparison, &drawn, told)?);
    products.extend(pictures(drawn, &Format::USUAL)?);
    let table = |name, write: fn(&mut dyn Write, &Comparison) -> std::io::Result<()>| {
        let comparison = comparison.clone();
        Product::table(name, move |out| write(out, &comparison))
    };
    products.push(table(names::DIFFERENCES, tables::write_differences));
    products.push(table(names::DIFFERENCES_BY_ROUND, tables::write_differences_by_round));
    products.push(table(names::ARMS, tables::write_arms));
    products.push(table(names::ARMS_BY_ROUND, tables::write_arms_by_round));
    if !comparison.unknowns.is_empty() {
        products.push(table(names::DRAWS, tables::write_draws));
        products.push(table(names::UNKNOWNS, tables::write_unknowns));
    }
    let numbers: Vec<u32> = comparison.arms[0].runs.iter().map(|run| run.seeds.replicate).collect();
    let points = 0..comparison.arms.len();
    let jobs: Vec<Job> =
        points.flat_map(|point| numbers.iter().map(move |&replicate| Job { point, replicate })).collect();
    products.push(Product::new(names::ROUNDS_PARQUET, move |out| {
        write_rounds_parquet(out, runs, &jobs, Some(study.plan()))
    }));
    Ok(Made { products, told: Told::Comparison(comparison) })
}

/// The files of pictures, and one that says which fonts were taken where the program's own has not all letters.
pub(super) fn pictures<'a>(
    drawn: Vec<Picture>,
    formats: &[Format],
) -> std::result::Result<Vec<Product<'a>>, crate::Error> {
    let mut products = Vec::new();
    let fonts = fonts::Found::of(&drawn)?;
    for picture in drawn {
        for format in formats {
            products.push(format.file(&picture, &fonts.letters)?);
        }
    }
    if !fonts.lacking.is_empty() {
        let note = Product::bytes(names::FONTS, fonts.note().into_bytes());
        products.push(Product { note: fonts.told(), ..note });
    }
    Ok(products)
}

/// The rounds of runs as CSV, one run in memory at a time.
fn write_rounds(out: &mut (dyn Write + Send), runs: &Runs, jobs: &[Job]) -> Result<()> {
    let failed = writing(names::ROUNDS_CSV.as_ref());
    out.write_all(tables::rounds_header().as_bytes()).map_err(&failed)?;
    for &job in jobs {
        let rows = tables::rounds_rows(&runs.run(job)?);
        out.write_all(rows.as_bytes()).map_err(&failed)?;
    }
    Ok(())
}

/// The same as Parquet, a row group for each run; with the point of each where there are several.
fn write_rounds_parquet(
    out: &mut (dyn Write + Send),
    runs: &Runs,
    jobs: &[Job],
    plan: Option<&dyn Plan>,
) -> Result<()> {
    let path = names::ROUNDS_PARQUET.as_ref();
    let table = |job: Job, run: &Run| rounds_of(run, job, plan);
    let Some(first) = jobs.first() else { return Ok(()) };
    let mut writer = parquet::Writer::begin(out, path, &table(*first, &runs.run(*first)?))?;
    for &job in jobs {
        writer.write(&table(job, &runs.run(job)?))?;
    }
    writer.close()
}

/// The rounds of a run, behind its arm or its point where there are several.
fn rounds_of(run: &Run, job: Job, plan: Option<&dyn Plan>) -> Table {
    let Some(plan) = plan else { return tables::rounds_table(run, &[]) };
    match plan.factors() {
        [factor] if factor.key == ARM => {
            let mut table = tables::rounds_table(run, &[]);
            let name = plan.points()[job.point].values.first().and_then(|value| value.as_str()).unwrap_or_default();
            let names = vec![name.to_owned(); table.rows().unwrap_or(0)];
            table.columns.insert(0, (ARM.to_owned(), ColumnData::Text(names)));
            table
        }
        _ => tables::rounds_table(run, &[("point", job.point as i64)]),
    }
}
