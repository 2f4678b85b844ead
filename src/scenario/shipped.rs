//! The scenarios inside the program.

use super::layer;
use crate::error::{Sort, Source};
use crate::reading::{Kind, Shipped};

macro_rules! shipped {
    ($($name:literal)*) => {
        /// Names and texts, in the order in which they are listed.
        pub(super) const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../scenarios/", $name, ".toml"))),)*];

        /// Their names.
        pub(crate) const NAMES: &[&str] = &[$($name,)*];
    };
}

shipped! {
    "baseline"
    "new_pattern"
    "command"
    "self_governing"
    "consultative"
    "digital_first"
    "legalistic"
    "without_leadership"
    "without_consultation"
    "without_collaboration"
    "without_participation"
    "without_law"
    "without_technology"
    "without_virtue"
    "crisis"
    "grid_workers"
    "hotline_reform"
}

/// Names of the shipped experiments, which are another room's: whoever takes one for a scenario is told what it is.
pub(crate) const EXPERIMENTS: &[&str] = &["technology", "pressure_supervision", "formats", "budget_simplex"];

/// A scenario, among texts.
pub(super) const SCENARIO: Kind = Kind {
    what: "a scenario file",
    sort: Some(Sort::Scenario),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped { noun: "scenario", texts: SHIPPED, others: EXPERIMENTS, of_others: Sort::Experiment },
};

/// Names of the shipped scenarios.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    SCENARIO.shipped.names()
}

/// Names of the shipped scenarios, each with its description.
pub fn list() -> Vec<(&'static str, String)> {
    let described = |(name, text): &(&'static str, &str)| {
        let (layer, _) = layer::read(&Source::new(*name, *text));
        (*name, layer.description.unwrap_or_default())
    };
    SHIPPED.iter().map(described).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;

    #[test]
    fn every_file_of_the_folder_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let files = std::fs::read_dir(folder).expect("folder of scenarios");
        let paths = files.map(|file| file.expect("entry").path());
        for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            assert!(names().any(|name| name == stem), "{stem} is not in the list");
        }
    }

    #[test]
    fn every_shipped_scenario_loads_and_says_what_it_is() {
        for (name, description) in list() {
            let scenario = Scenario::load(name).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(scenario.name, name);
            assert_eq!(scenario.description, description);
            assert!(!description.is_empty(), "{name}");
        }
    }

    #[test]
    fn the_arrangements_differ_from_the_baseline_in_money_and_in_rules() {
        let baseline = Scenario::default();
        for name in ["new_pattern", "command", "self_governing", "consultative", "digital_first", "legalistic"] {
            let scenario = Scenario::load(name).expect(name);
            let changes = crate::scenario::changes(&baseline, &scenario);
            let money = changes.iter().filter(|change| change.key.starts_with("budget.")).count();
            assert!(money >= 3 && changes.len() - money >= 3, "{name}");
            assert_eq!(scenario.policy.budget.per_resident, 1.0, "{name}");
        }
    }

    #[test]
    fn without_a_pillar_its_money_goes_to_the_others_in_proportion() {
        let full = Scenario::load("new_pattern").expect("new_pattern").policy.budget.shares();
        assert!(full.iter().all(|&share| share > 0.));
        for (position, pillar) in crate::policy::BudgetShare::NAMES.iter().enumerate().skip(2) {
            let scenario = Scenario::load(&format!("without_{pillar}")).expect(pillar);
            for (other, share) in scenario.policy.budget.shares().into_iter().enumerate() {
                let expected = if other == position { 0. } else { full[other] / (1. - full[position]) };
                assert!((share - expected).abs() < 2e-4, "{pillar} {other}: {share} for {expected}");
            }
        }
    }
}
