//! Figures of a comparison. Each arm has one colour in all of them; the first is the reference.

mod curves;
mod differences;
mod forest;
mod gaps;
mod marks;

#[cfg(test)]
mod tests;

use std::path::Path;

use super::{Caption, Error, Result, save};
use crate::observe::Run;
use crate::study::comparison::Comparison;

/// Draws the figures of a comparison into a folder, each as SVG and as PNG, and gives the names of the files: the arms'
/// curves, their differences to the reference over the rounds, all outcomes as a forest plot, and gaps between thirds of
/// ses.
pub fn plot_comparison(comparison: &Comparison, folder: &Path) -> Result<Vec<String>> {
    if comparison.arms.iter().flat_map(|arm| &arm.runs).all(|run| run.rounds() == 0) {
        return Err(Error::Empty("no round has been observed"));
    }
    let mut files = Vec::new();
    files.extend(save::both(&curves::prepare(comparison), folder)?);
    files.extend(save::both(&differences::prepare(comparison), folder)?);
    files.extend(save::both(&forest::prepare(comparison), folder)?);
    files.extend(save::both(&gaps::prepare(comparison), folder)?);
    Ok(files)
}

/// A title, the arms by name, and what happens to them.
fn caption(comparison: &Comparison, title: &str) -> Caption {
    Caption { title: title.to_owned(), description: arms(comparison), marks: marks::of(comparison) }
}

/// The arms by name.
fn arms(comparison: &Comparison) -> String {
    let others: Vec<&str> = comparison.arms.iter().skip(1).map(|arm| arm.name.as_str()).collect();
    format!("{} against {}", others.join(", "), reference(comparison))
}

/// Name of the reference.
fn reference(comparison: &Comparison) -> &str {
    comparison.arms.first().map_or("", |arm| &arm.name)
}

/// The runs of the reference.
fn reference_runs(comparison: &Comparison) -> &[Run] {
    comparison.arms.first().map_or(&[], |arm| &arm.runs)
}

/// Where a figure of so many panels, two in a row, has its lower edge.
fn height(panels: usize) -> u32 {
    350 + 470 * panels.div_ceil(2).max(1) as u32
}

/// The largest share of a panel's width that the names of arms may take.
const NAMES: f64 = 0.32;

/// How the mean over the last rounds is spoken of.
fn window(comparison: &Comparison) -> String {
    match comparison.window {
        1 => "the last round".to_owned(),
        rounds => format!("the last {rounds} rounds"),
    }
}
