//! Figures of a sweep in its folder, and what stands around the curves of a scenario's figures.

use std::path::Path;

use grassroots::output::{self, Rows, names};
use grassroots::render::figures::{self, Caption, SweepTable};
use grassroots::study::Experiment;
use grassroots::{Error, Scenario};

/// Title, description and marks of a scenario.
pub fn caption(scenario: &Scenario) -> Caption {
    let reforms = scenario.reforms.iter().map(|reform| (reform.round, "reform".to_owned()));
    let shocks = scenario.shocks.iter().map(|shock| (shock.round, format!("shock to {}", shock.category.name())));
    let mut marks: Vec<(u32, String)> = reforms.chain(shocks).collect();
    marks.sort_by_key(|&(round, _)| round);
    Caption { title: scenario.name.clone(), description: scenario.description.clone(), marks }
}

/// Draws the figures of a sweep into its folder, and gives the names of the files: none where no run has ended. Those of
/// an earlier design are taken away.
pub fn draw_sweep(experiment: &Experiment, rows: &Rows, folder: &Path) -> Result<Vec<String>, Error> {
    let table = SweepTable::of(experiment, rows);
    let (title, description) = (experiment.name().to_owned(), experiment.description().to_owned());
    let caption = Caption { title, description, marks: Vec::new() };
    let files = if table.points() == 0 { Vec::new() } else { figures::plot_sweep(&table, &caption, folder)? };
    let all = names::SWEEP_FIGURES.iter().flat_map(|figure| [format!("{figure}.svg"), format!("{figure}.png")]);
    output::remove_results(folder, all.filter(|file| !files.contains(file)))?;
    Ok(files)
}
