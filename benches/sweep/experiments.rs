//! The experiments that are measured, and running one as the program does.

use std::ops::ControlFlow;
use std::path::Path;

use grassroots::output::{FolderLock, Rows, Store, names, read_journal, write_sweep_tables};
use grassroots::study::Experiment;
use grassroots::study::sweep::{Jobs, Shard, Sweep};

/// Rounds that are observed, and those before.
pub const ROUNDS: (u32, u32) = (52, 13);

/// Levels of the factor; each is a point.
pub const POINTS: u32 = 8;

/// Runs of one factor over a city of a district with ten communities.
pub fn one_factor(replicates: u32, small: bool) -> Experiment {
    let residents = if small { 20 } else { 500 };
    let (rounds, warm_up) = ROUNDS;
    read(&format!(
        "base = 'baseline'\nreplicates = {replicates}\nrounds = {rounds}\nwarm_up = {warm_up}\n\
         set.population = {{ districts = 1, communities = 10, residents = {residents} }}\n\
         design.kind = 'factorial'\nfactors.government.pressure = {{ from = 0.0, to = 1.0, steps = {POINTS} }}\n"
    ))
}

/// Residents of its city.
pub fn residents(experiment: &Experiment) -> usize {
    let population = &experiment.base().world.population;
    (population.residents * population.communities * population.districts) as usize
}

/// An experiment from its text.
pub fn read(text: &str) -> Experiment {
    Experiment::from_toml("measured", text).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs all of an experiment into an empty folder: a line of the journal for each run, and the tables.
pub fn sweep(experiment: &Experiment, folder: &Path) -> Rows {
    let lock = FolderLock::take(folder).expect("a folder");
    let (store, _) = Store::open(lock, experiment, experiment.keeps_rounds(), false).expect("a store");
    let jobs = Jobs::of(experiment);
    Sweep::new(experiment, &|| false).run(jobs.shard(Shard::WHOLE), |finished| {
        store.add(&finished).expect("a line");
        ControlFlow::Continue(())
    });
    let rows = read_journal(&folder.join(names::JOURNAL)).expect("a journal").rows;
    write_sweep_tables(folder, experiment, &rows, experiment.keeps_rounds()).expect("tables");
    rows
}
