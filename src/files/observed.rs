//! What was observed outside of the model, beside the runs of a folder: distances, tables and pictures.

use super::curves::StoredCurves;
use super::names;
use super::products::Product;
use crate::language::Language;
use crate::observe::Observations;
use crate::render::figures::{self, Caption, Picture};
use crate::render::tables::{write_observed, write_observed_by_round};
use crate::scenario::Scenario;
use crate::study::{Distance, distances};

/// The result of working it out.
type Result<T> = std::result::Result<T, crate::Error>;

/// How far replicates are from what was observed, if anything was.
pub(super) fn distances_of(kept: &StoredCurves<'_>, observations: Option<&Observations>) -> Result<Vec<Distance>> {
    observations.map_or(Ok(Vec::new()), |observations| distances(kept, observations))
}

/// The tables of what was observed; none where nothing was.
pub(super) fn tables<'a>(distances: Vec<Distance>) -> Vec<Product<'a>> {
    if distances.is_empty() {
        return Vec::new();
    }
    let by_round = distances.clone();
    vec![
        Product::table(names::OBSERVED, move |out| write_observed(out, &distances)),
        Product::table(names::OBSERVED_BY_ROUND, move |out| write_observed_by_round(out, &by_round)),
    ]
}

/// The pictures of replicates, with what was observed.
pub(super) fn pictures(
    (scenario, observations): (&Scenario, Option<&Observations>),
    kept: &StoredCurves<'_>,
    language: Language,
) -> Result<Vec<Picture>> {
    let caption = Caption::of(scenario, language);
    let mut drawn = figures::run_pictures(kept, &caption)?;
    if let Some(observations) = observations {
        drawn.push(figures::observed_picture(kept, observations, &caption)?);
    }
    Ok(drawn)
}
