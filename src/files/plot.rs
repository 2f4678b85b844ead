//! Figures of results that are there, without running anything again.

use std::path::Path;

use super::curves::StoredCurves;
use super::products::{self, Product};
use super::ready::Ready;
use super::reproduce::Kept;
use super::write::Draft;
use super::{FolderLock, Result, observed};
use crate::language::Language;
use crate::render::figures::{self, Caption, Letters, Look, Picture};
use crate::study::audit::Answer;
use crate::study::sensitivity::Sensitivity;

/// Which figures are to be drawn, how, and as what files.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Columns to draw in one figure, `custom`; without any, all usual figures are drawn.
    pub columns: Vec<String>,
    /// Groups to draw them of; without any, the city.
    pub groups: Vec<String>,
    /// How the figures look.
    pub look: Look,
    /// In which language; without one in that of the folder. Another one is a look of its own.
    pub language: Option<Language>,
    /// As what files; without any, as SVG and PNG.
    pub formats: Vec<Format>,
}

/// A kind of file for figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For the web, and to be edited.
    Svg,
    /// An image.
    Png,
    /// To be printed, and for texts that are set.
    Pdf,
}

impl Format {
    /// The usual ones.
    pub(super) const USUAL: [Format; 2] = [Format::Svg, Format::Png];

    fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Pdf => "pdf",
        }
    }

    /// A picture as a file.
    pub(super) fn file<'a>(
        self,
        picture: &Picture,
        letters: &Letters,
    ) -> std::result::Result<Product<'a>, crate::Error> {
        let bytes = match self {
            Format::Svg => picture.svg()?.into_bytes(),
            Format::Png => picture.png_with(letters)?,
            Format::Pdf => picture.pdf_with(letters)?,
        };
        Ok(Product::bytes(&format!("{}.{}", picture.stem(), self.ending()), bytes))
    }
}

/// Draws figures into a folder of results, and gives the names of the files. Figures that look other than usual have names of
/// their own. `tell` is told of what is damaged.
///
/// # Errors
/// If there are no results or nothing to draw, if there is no such column or group, if a figure has no room in its size, if
/// a file of such a name is not the program's own, or if another process writes into the folder.
pub fn plot(
    path: &Path,
    drawing: &Drawing,
    tell: &mut dyn FnMut(String),
) -> std::result::Result<Vec<String>, crate::Error> {
    let lock = FolderLock::take_existing(path)?;
    let kept = Kept::open(path)?;
    kept.damage().into_iter().for_each(&mut *tell);
    let Drawing { columns, groups, look, language, formats } = drawing;
    let own = kept.runs().with_manifest(|manifest| manifest.language);
    let language = language.unwrap_or(own);
    let mut pictures = if columns.is_empty() {
        usual(&kept, language, tell)?
    } else {
        custom(&kept, (columns, groups), language, tell)?
    };
    if language != own {
        pictures.iter_mut().for_each(|picture| picture.of_language(language));
    }
    let formats = if formats.is_empty() { &Format::USUAL[..] } else { formats };
    let products = products::pictures(look.of(pictures)?, formats)?;
    products.iter().filter_map(|product| product.note.clone()).for_each(tell);
    Ok(place(&lock, &kept, products)?)
}

/// The usual figures of whatever the folder holds.
fn usual(
    kept: &Kept,
    language: Language,
    tell: &mut dyn FnMut(String),
) -> std::result::Result<Vec<Picture>, crate::Error> {
    let found = kept.found()?;
    let study = kept.study();
    if let Some(scenario) = study.scenario() {
        let runs = StoredCurves::sound(kept.runs(), tell)?;
        return observed::pictures((scenario, study.observations()), &runs, language);
    }
    if study.protocol().is_some() {
        return figures::comparison_pictures(&study.comparison(kept.runs(), &found)?, language);
    }
    if let Some(audit) = study.claim() {
        return Ok(products::pictures_of_audit(audit, &Answer::of(audit, &found.rows), language));
    }
    let Some(experiment) = study.experiment() else { return Ok(Vec::new()) };
    let indices = Sensitivity::of(experiment, &found.rows);
    let drawn = products::pictures_of_sweep(experiment, (&found, indices.as_ref()), language)?;
    if drawn.is_empty() {
        return Err(crate::render::Error::Empty("no run has ended, or no factor varies").into());
    }
    Ok(drawn)
}

fn custom(
    kept: &Kept,
    (columns, groups): (&[String], &[String]),
    language: Language,
    tell: &mut dyn FnMut(String),
) -> std::result::Result<Vec<Picture>, crate::Error> {
    let study = kept.study();
    if let Some(scenario) = study.scenario() {
        let runs = StoredCurves::sound(kept.runs(), tell)?;
        return Ok(vec![figures::custom_picture(&runs, columns, groups, &Caption::of(scenario, language))?]);
    }
    if study.protocol().is_some() {
        let comparison = study.comparison(kept.runs(), &kept.found()?)?;
        return Ok(vec![figures::custom_comparison_picture(&comparison, columns, groups, language)?]);
    }
    let problem = format!("these are results of a {}: its own outcomes are drawn", study.charter().kind.word());
    Err(crate::Error::Argument { name: "columns", problem })
}

/// Puts products into their places and notes them.
pub(super) fn place(lock: &FolderLock, kept: &Kept, products: Vec<Product<'_>>) -> Result<Vec<String>> {
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
