//! Experiments from files: what they say becomes points that can be run, and what is wrong with them is told before.

mod any;
mod points;
mod refusals;
mod scenarios;
mod texts;

use grassroots::Error;
use grassroots::study::{Experiment, Job};

fn load(text: &str) -> Experiment {
    Experiment::from_toml("x", text).unwrap_or_else(|error| panic!("{error}"))
}

/// An experiment over the baseline with this after the base.
fn over_baseline(text: &str) -> Result<Experiment, Error> {
    Experiment::from_toml("x", &format!("base = 'baseline'\n{text}"))
}

/// The problems of a text, each on a line.
fn problems(text: &str) -> Vec<String> {
    let error = Experiment::from_toml("x", text).expect_err("an error");
    assert!(matches!(error, Error::Scenario(_)), "{error}");
    error.to_string().lines().map(str::to_owned).collect()
}

/// Holds the problems of a text against how each begins.
fn refused(text: &str, starts: &[&str]) {
    let found = problems(text);
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (problem, start) in found.iter().zip(starts) {
        assert!(problem.starts_with(start), "`{problem}` does not begin with `{start}`");
    }
}

/// The first replicate of a point.
fn first(point: usize) -> Job {
    Job { point, replicate: 0 }
}

fn write(folder: &std::path::Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a file");
}
