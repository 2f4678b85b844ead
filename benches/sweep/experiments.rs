//! The experiments that are measured, and running one as the program does.

use std::ops::ControlFlow;
use std::path::Path;

use grassroots::files::{Request, Session};
use grassroots::render::tables::{write_points, write_runs};
use grassroots::study::{Experiment, Found, Study};

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

/// Runs all of an experiment into an empty folder, a line of the journal for each run, and makes its tables without the
/// figures, which take the same time for few runs as for many.
pub fn sweep(experiment: &Experiment, folder: &Path) -> u64 {
    let (session, found) = journaled(experiment, folder);
    let study = session.study();
    let mut tables = Vec::new();
    write_runs(&mut tables, study.plan(), &found.rows).expect("runs.csv");
    write_points(&mut tables, study.plan(), &found.rows).expect("points.csv");
    std::hint::black_box(tables);
    found.ended()
}

/// The same with all files that the program makes.
pub fn sweep_and_draw(experiment: &Experiment, folder: &Path) -> u64 {
    let (mut session, found) = journaled(experiment, folder);
    session.finish(&found).expect("tables and figures");
    found.ended()
}

fn journaled(experiment: &Experiment, folder: &Path) -> (Session, Found) {
    let request = Request { folder: folder.to_owned(), ..Request::default() };
    let session = Session::open(Study::sweep(experiment.clone()), &request).expect("a folder");
    let found = session.run(&|_| ControlFlow::Continue(())).expect("runs");
    (session, found)
}
