//! Figures of a sweep in its folder.

use std::path::Path;

use grassroots::Error;
use grassroots::output::{self, names};
use grassroots::render::figures::{Caption, SweepTable, sweep_pictures};
use grassroots::study::{Experiment, Rows};

/// Draws the figures of a sweep into its folder, and gives the names of the files: none where no run has ended. Those of
/// an earlier design are taken away.
pub fn draw_sweep(experiment: &Experiment, rows: &Rows, folder: &Path) -> Result<Vec<String>, Error> {
    let table = SweepTable::of(experiment, rows);
    let (title, description) = (experiment.name().to_owned(), experiment.description().to_owned());
    let caption = Caption { title, description, marks: Vec::new() };
    let pictures = if table.points() == 0 { Vec::new() } else { sweep_pictures(&table, &caption)? };
    let files = output::save_pictures(folder, &pictures)?;
    let all = names::SWEEP_FIGURES.iter().flat_map(|figure| [format!("{figure}.svg"), format!("{figure}.png")]);
    output::remove_results(folder, all.filter(|file| !files.contains(file)))?;
    Ok(files)
}
