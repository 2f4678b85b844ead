//! The scenarios inside the program.

use std::sync::LazyLock;

use super::layer;
use crate::error::{Sort, Source};
use crate::language::Language;
use crate::reading::{Kind, Shipped};

macro_rules! shipped {
    ($($name:literal $zh:literal)*) => {
        /// Names and texts, in the order in which they are listed.
        pub(super) const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../scenarios/", $name, ".toml"))),)*];

        /// Their names.
        pub(crate) const NAMES: &[&str] = &[$($name,)*];

        /// What they are, in Chinese: the files say it in English.
        const CHINESE: &[&str] = &[$($zh,)*];
    };
}

shipped! {
    "baseline" "参照城市：资金大多用于服务和投资，除德治外各支柱都有少许"
    "new_pattern" "八个部分一起运转：每个支柱都有资金，也有把它与其他支柱联系起来的规则"
    "command" "政府包揽一切：人员、投资和统筹机构，自上而下下令，没有协商和组织的资金"
    "self_governing" "居民自治：以委员会、规范和自主的组织代替一部分人员"
    "consultative" "协商为先：频繁的抽签小组，其决议约束大部分投资"
    "digital_first" "平台优先：诉求成本低，记录共享，规划跟着数据走"
    "legalistic" "法治为先：调解、法院和普法，公职人员受程序约束"
    "without_leadership" "新格局，但没有统筹机构的资金"
    "without_consultation" "新格局，但没有协商的资金"
    "without_collaboration" "新格局，但没有社会组织的资金"
    "without_participation" "新格局，但没有公众参与的资金"
    "without_law" "新格局，但没有法治的资金"
    "without_technology" "新格局，但没有共享平台的资金"
    "without_virtue" "新格局，但没有规范和榜样的资金"
    "crisis" "参照城市，其中一个区发生医疗危机"
    "grid_workers" "一部分人员在网格而不在办事机构工作：巡查发现公共需求，走访带回居民等待中的需求"
    "hotline_reform" "起点单薄，第 52 轮推行市民热线改革：更多资金、可通过电话使用的平台、监督"
}

/// Names of the shipped experiments, which are another room's: whoever takes one for a scenario is told what it is.
pub(crate) const EXPERIMENTS: &[&str] =
    &["technology", "pressure_supervision", "formats", "budget_simplex", "screening", "screening_groups"];

/// Names of the shipped claims, which stand to the right of scenarios.
pub(crate) const CLAIMS: &[&str] =
    &["more_money_solves", "less_money_solves", "law_secures", "staff_responds", "leadership_satisfies"];

/// A scenario, among texts.
pub(super) const SCENARIO: Kind = Kind {
    what: "a scenario file",
    sort: Some(Sort::Scenario),
    most_bytes: Kind::DOCUMENT_BYTES,
    shipped: Shipped {
        noun: "scenario",
        texts: SHIPPED,
        others: &[(Sort::Experiment, EXPERIMENTS), (Sort::Claim, CLAIMS)],
    },
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

/// What a scenario is: as it says itself, or in the language where it has not changed the words of a shipped one.
pub fn description_in(description: &str, language: Language) -> &str {
    static SHIPPED_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| list().into_iter().map(|(_, text)| text).collect());
    match language {
        Language::En => description,
        Language::Zh => {
            let known = SHIPPED_WORDS.iter().position(|text| text == description);
            known.map_or(description, |position| CHINESE[position])
        }
    }
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
            assert!(crate::language::is_chinese(description_in(&description, Language::Zh)), "{name}");
        }
        assert_eq!(description_in("my own", Language::Zh), "my own");
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
