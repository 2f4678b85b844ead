//! Figures of results that are there, without running anything again.

use std::path::Path;

use super::curves::StoredCurves;
use super::products::{self, Product};
use super::ready::Ready;
use super::reproduce::Kept;
use super::write::Draft;
use super::{FolderLock, Result};
use crate::render::figures::{self, Caption};

/// Draws figures into a folder of results, and gives the names of the files: the usual ones, or, of replicates of a scenario,
/// chosen columns of chosen groups over each other. `tell` is told of what is damaged.
///
/// # Errors
/// If there are no results or nothing to draw, if there is no such column or group, or if another process writes into the
/// folder.
pub fn plot(
    path: &Path,
    columns: &[String],
    groups: &[String],
    tell: &mut dyn FnMut(String),
) -> std::result::Result<Vec<String>, crate::Error> {
    let lock = FolderLock::take_existing(path)?;
    let kept = Kept::open(path)?;
    kept.damage().into_iter().for_each(&mut *tell);
    let products = if columns.is_empty() { usual(&kept, tell)? } else { custom(&kept, columns, groups, tell)? };
    products.iter().filter_map(|product| product.note.clone()).for_each(tell);
    Ok(place(&lock, &kept, products)?)
}

/// The usual figures of whatever the folder holds.
fn usual<'a>(kept: &'a Kept, tell: &mut dyn FnMut(String)) -> std::result::Result<Vec<Product<'a>>, crate::Error> {
    let found = kept.found()?;
    let study = kept.study();
    if let Some(scenario) = study.scenario() {
        let runs = StoredCurves::sound(kept.runs(), tell)?;
        return products::pictures(figures::run_pictures(&runs, &Caption::of(scenario))?);
    }
    if study.protocol().is_some() {
        let comparison = study.comparison(kept.runs(), &found)?;
        return products::pictures(figures::comparison_pictures(&comparison)?);
    }
    let Some(experiment) = study.experiment() else { return Ok(Vec::new()) };
    let drawn = products::pictures_of_sweep(experiment, &found)?;
    if drawn.is_empty() {
        return Err(crate::render::Error::Empty("no run has ended, or no factor varies").into());
    }
    products::pictures(drawn)
}

fn custom<'a>(
    kept: &'a Kept,
    columns: &[String],
    groups: &[String],
    tell: &mut dyn FnMut(String),
) -> std::result::Result<Vec<Product<'a>>, crate::Error> {
    let Some(scenario) = kept.study().scenario() else {
        let problem =
            format!("these are results of a {}: its own outcomes are drawn", kept.study().charter().kind.word());
        return Err(crate::Error::Argument { name: "columns", problem });
    };
    let runs = StoredCurves::sound(kept.runs(), tell)?;
    let picture = figures::custom_picture(&runs, columns, groups, &Caption::of(scenario))?;
    products::pictures(vec![picture])
}

/// Puts products into their places and notes them.
fn place(lock: &FolderLock, kept: &Kept, products: Vec<Product<'_>>) -> Result<Vec<String>> {
    let path = lock.path();
    let runs = kept.runs();
    let mut prepared: Vec<Ready> = Vec::new();
    for product in products {
        let draft = Draft::create(&path.join(&product.name))?.fill(product.write, false)?;
        prepared.push(runs.with_manifest(|manifest| Ready::of(path, manifest, &product.name, draft))?);
    }
    runs.with_manifest(|manifest| prepared.iter().for_each(|ready| ready.note(manifest)));
    runs.write_manifest()?;
    let names = prepared.iter().map(|ready| ready.name().to_owned()).collect();
    prepared.into_iter().try_for_each(Ready::place)?;
    runs.with_manifest(super::manifest::Manifest::settle);
    runs.write_manifest()?;
    Ok(names)
}
