//! The experiments inside the program.

use crate::error::{Problem, Source};
use crate::reading::nearest;

macro_rules! shipped {
    ($($name:literal)*) => {
        /// Names and texts.
        const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../scenarios/experiments/", $name, ".toml"))),)*];
    };
}

shipped! {
    "technology"
    "pressure_supervision"
    "formats"
    "budget_simplex"
}

/// Names of the shipped experiments.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The text of the shipped experiment of that name.
pub(super) fn find(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, text)| *text)
}

/// Says that there is neither a file nor a shipped experiment of that name.
pub(super) fn missing(name: &str) -> Problem {
    let stem = crate::scenario::stem(name);
    let help = match nearest(&stem, names()) {
        Some(same) if same == stem => format!("shipped experiments can be named alone: {same}"),
        Some(near) => format!("did you mean the shipped experiment `{near}`?"),
        None => format!("shipped experiments: {}", names().collect::<Vec<_>>().join(", ")),
    };
    Problem::of(Source::new(name, ""), "no such experiment file").help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Experiment;
    use crate::study::design::Plan;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/experiments");
        for file in std::fs::read_dir(folder).expect("folder of experiments") {
            let stem = crate::scenario::stem(&file.expect("entry").path().display().to_string());
            assert!(find(&stem).is_some(), "{stem} is not in the list");
        }
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
