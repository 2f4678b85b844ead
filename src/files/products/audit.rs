//! What follows from the runs of an audit.

use std::io::Write;
use std::sync::Arc;

use super::sweep::write_runs_parquet;
use super::{Made, Product, Told, pictures};
use crate::files::plot::Format;
use crate::files::{names, report};
use crate::language::Language;
use crate::render::figures::{self, Caption, Picture};
use crate::render::tables;
use crate::study::audit::{self, Answer};
use crate::study::{Audit, Found, Plan};

/// Of an audit: the claim, the runs, a row per world, attack, driver and limit of the box, figures, the report.
pub(super) fn of<'a>(
    audit: &'a Audit,
    found: &'a Found,
    language: Language,
) -> std::result::Result<Made<'a>, crate::Error> {
    let answer = Arc::new(Answer::of(audit, &found.rows));
    let (plan, rows) = (audit as &dyn Plan, &found.rows);
    let table = |name, write: fn(&mut dyn Write, &Audit, &Answer) -> std::io::Result<()>| {
        let answer = answer.clone();
        Product::table(name, move |out| write(out, audit, &answer))
    };
    let mut products = vec![
        Product::bytes(names::CLAIM, audit.sources().experiment.text.as_bytes().to_vec()),
        Product::table(names::RUNS_CSV, move |out| tables::write_runs(out, plan, rows)),
        Product::new(names::RUNS_PARQUET, move |out| write_runs_parquet(out, plan, rows)),
        table(names::WORLDS, tables::write_worlds),
        table(names::ATTACKS, tables::write_attacks),
        table(names::DRIVERS, tables::write_drivers),
        table(names::BOX, tables::write_box),
        Product::table(names::DRAWS, move |out| tables::write_draws_of_audit(out, audit)),
    ];
    let drawn = pictures_of_audit(audit, &answer, language);
    products.push(report::of_audit(audit, &answer, &drawn, language)?);
    products.extend(pictures(drawn, &Format::USUAL)?);
    Ok(Made { products, told: Told::Audit(answer) })
}

/// The pictures of an audit; none where no world has ended.
pub(in crate::files) fn pictures_of_audit(audit: &Audit, answer: &Answer, language: Language) -> Vec<Picture> {
    let (title, description) = (audit.name().to_owned(), audit::description_in(audit, language).to_owned());
    figures::audit_pictures(audit, answer, &Caption { title, description, language, ..Caption::default() })
}
