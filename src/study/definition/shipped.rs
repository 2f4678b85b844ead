//! The experiments inside the program.

use crate::error::Sort;
use crate::language::Language;
use crate::reading::{Kind, Shipped};
use crate::study::Experiment;

macro_rules! shipped {
    ($($name:literal $zh:literal)*) => {
        /// Names and texts.
        pub(super) const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../scenarios/experiments/", $name, ".toml"))),)*];

        /// What they are, in Chinese: the files say it in English.
        const CHINESE: &[&str] = &[$($zh,)*];
    };
}

shipped! {
    "technology" "共享平台值多少：其预算份额从零到 12 %，由服务支付"
    "pressure_supervision" "上报的考核压力与对上报的监督：上报解决率从何处起偏离真正的解决率？"
    "formats" "协商会频繁且有约束力时的各种协商形式：谁来、决定什么、谁信任"
    "budget_simplex" "预算的整体：256 种均匀分布的花法，各支柱都保有资金"
    "screening" "全部行为参数和政策参数中哪些重要：逐个的基本效应"
    "screening_groups" "哪些参数组重要：每组参数一起变动的基本效应"
}

/// An experiment, among texts.
pub(super) const EXPERIMENT: Kind = Kind {
    what: "an experiment file",
    sort: Some(Sort::Experiment),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped {
        noun: "experiment",
        texts: SHIPPED,
        others: &[(Sort::Scenario, crate::scenario::shipped::NAMES), (Sort::Claim, crate::scenario::shipped::CLAIMS)],
    },
};

/// Names of the shipped experiments.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    EXPERIMENT.shipped.names()
}

/// Names of the shipped experiments with what they are.
pub fn list(language: Language) -> Vec<(&'static str, String)> {
    let english = |text: &str| {
        text.parse::<toml::Table>().ok().and_then(|table| Some(table.get("description")?.as_str()?.to_owned()))
    };
    let shipped = SHIPPED.iter().zip(CHINESE);
    let of = |(&(name, text), chinese): (&(&'static str, &str), &&str)| match language {
        Language::En => (name, english(text).unwrap_or_default()),
        Language::Zh => (name, (*chinese).to_owned()),
    };
    shipped.map(of).collect()
}

/// What an experiment is: as it says itself, or in the language where it has not changed the words of a shipped one.
pub fn description_in(experiment: &Experiment, language: Language) -> &str {
    let description = experiment.description();
    let known = || SHIPPED.iter().position(|(_, text)| !description.is_empty() && text.contains(description));
    match language {
        Language::En => description,
        Language::Zh => known().map_or(description, |position| CHINESE[position]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            assert!(crate::language::is_chinese(description_in(&experiment, Language::Zh)), "{name}");
            // All points of a sweep were made and checked on loading, for there are fewer than are looked at.
            assert!(experiment.scheme().is_some() || (2..=256).contains(&experiment.points().len()), "{name}");
        }
    }
}
