//! The experiments inside the program.

use crate::error::Sort;
use crate::reading::{Kind, Shipped};

macro_rules! shipped {
    ($($name:literal)*) => {
        /// Names and texts.
        pub(super) const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../scenarios/experiments/", $name, ".toml"))),)*];
    };
}

shipped! {
    "technology"
    "pressure_supervision"
    "formats"
    "budget_simplex"
}

/// An experiment, among texts.
pub(super) const EXPERIMENT: Kind = Kind {
    what: "an experiment file",
    sort: Some(Sort::Experiment),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped {
        noun: "experiment",
        texts: SHIPPED,
        others: crate::scenario::shipped::NAMES,
        of_others: Sort::Scenario,
    },
};

/// Names of the shipped experiments.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    EXPERIMENT.shipped.names()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Experiment;
    use crate::study::plan::Plan;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/experiments");
        for file in std::fs::read_dir(folder).expect("folder of experiments") {
            let stem = crate::reading::stem(&file.expect("entry").path().display().to_string());
            assert!(names().any(|name| name == stem), "{stem} is not in the list");
        }
    }

    #[test]
    fn scenarios_know_the_experiments_by_their_names() {
        assert!(names().eq(crate::scenario::shipped::EXPERIMENTS.iter().copied()));
    }

    #[test]
    fn every_shipped_experiment_loads_and_says_what_it_is() {
        for name in names() {
            let experiment = Experiment::load(name).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(experiment.name(), name);
            assert!(!experiment.description().is_empty() && experiment.notes().is_empty(), "{name}");
            // All points were made and checked on loading, for there are fewer than are looked at.
            assert!((2..=256).contains(&experiment.points().len()), "{name}");
        }
    }
}
