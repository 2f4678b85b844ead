//! `report.html`: one page of whatever a folder holds, with its figures.

use std::path::Path;

use super::curves::StoredCurves;
use super::products::{Product, pictures_of_audit, pictures_of_sweep};
use super::reproduce::Kept;
use super::{BUILD, FolderLock, VERSION, names, observed};
use crate::language::Language;
use crate::render::figures::{self, Picture};
use crate::render::report as page;
use crate::scenario::Scenario;
use crate::study::audit::Answer;
use crate::study::comparison::Comparison;
use crate::study::sensitivity::Sensitivity;
use crate::study::{Audit, Distance, Experiment, Found, SummaryRow, summarise};

/// The result of making a report.
type Result<T> = std::result::Result<T, crate::Error>;

/// Makes the report of a folder of results again, without running anything, and gives its name. `tell` is told of what is
/// damaged.
///
/// # Errors
/// If there are no results or nothing to tell, if the folder has a report that the program did not write or that was changed
/// since, or if another process writes into the folder.
pub fn report(path: &Path, tell: &mut dyn FnMut(String)) -> Result<String> {
    let lock = FolderLock::take_existing(path)?;
    let kept = Kept::open(path)?;
    kept.damage().into_iter().for_each(&mut *tell);
    let product = of(&kept, tell)?;
    super::plot::place(&lock, &kept, vec![product])?;
    Ok(names::REPORT.to_owned())
}

fn of<'a>(kept: &Kept, tell: &mut dyn FnMut(String)) -> Result<Product<'a>> {
    let (study, found) = (kept.study(), kept.found()?);
    let (command, language) = kept.runs().with_manifest(|manifest| (manifest.command.clone(), manifest.language));
    if let Some(experiment) = study.experiment() {
        let indices = Sensitivity::of(experiment, &found.rows);
        let drawn = pictures_of_sweep(experiment, (&found, indices.as_ref()), language)?;
        return of_sweep(experiment, (&found, indices.as_ref()), &drawn, language);
    }
    if let Some(audit) = study.claim() {
        let answer = Answer::of(audit, &found.rows);
        return of_audit(audit, &answer, &pictures_of_audit(audit, &answer, language), language);
    }
    let Some(scenario) = study.scenario() else {
        let comparison = study.comparison(kept.runs(), &found)?;
        return of_comparison(&comparison, &figures::comparison_pictures(&comparison, language)?, (&command, language));
    };
    let mut scenario = scenario.clone();
    scenario.run.replicates = found.replicates;
    let runs = StoredCurves::sound(kept.runs(), tell)?;
    let drawn = observed::pictures((&scenario, study.observations()), &runs, language)?;
    let distances = observed::distances_of(&runs, study.observations())?;
    of_replicates(&scenario, &runs, (&summarise(&runs)?, &distances), &drawn, (&command, language))
}

/// That of replicates.
pub(super) fn of_replicates<'a>(
    scenario: &Scenario,
    runs: &StoredCurves<'_>,
    told: (&[SummaryRow], &[Distance]),
    drawn: &[Picture],
    (command, language): (&str, Language),
) -> Result<Product<'a>> {
    Ok(product(page::run_report(scenario, runs.jobs.len(), told, drawn, (command, &program()), language)?))
}

/// That of a comparison.
pub(super) fn of_comparison<'a>(
    comparison: &Comparison,
    drawn: &[Picture],
    (command, language): (&str, Language),
) -> Result<Product<'a>> {
    Ok(product(page::report(comparison, drawn, (command, &program()), language)?))
}

/// That of an audit.
pub(super) fn of_audit<'a>(
    audit: &Audit,
    answer: &Answer,
    drawn: &[Picture],
    language: Language,
) -> Result<Product<'a>> {
    Ok(product(page::audit_report(audit, answer, drawn, &program(), language)?))
}

/// That of a sweep. It tells no command, so that parts which were joined give the same page as the whole.
pub(super) fn of_sweep<'a>(
    experiment: &Experiment,
    (found, indices): (&Found, Option<&Sensitivity>),
    drawn: &[Picture],
    language: Language,
) -> Result<Product<'a>> {
    Ok(product(page::sweep_report(experiment, (&found.rows, indices), drawn, &program(), language)?))
}

fn product<'a>(page: String) -> Product<'a> {
    Product::bytes(names::REPORT, page.into_bytes())
}

fn program() -> String {
    format!("grassroots {VERSION}, build {BUILD}")
}
