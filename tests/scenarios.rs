//! Scenarios from files: layers, names, and that no text whatever brings the loader down.

use grassroots::Scenario;
use proptest::prelude::*;

fn set(settings: &[&str]) -> Vec<String> {
    settings.iter().map(|&setting| setting.to_owned()).collect()
}

#[test]
fn layers_lie_on_each_other_defaults_base_file_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let base = "extends = 'baseline'\ngovernment = { pressure = 0.1, supervision = 0.2, deadline = 3 }\n[[reforms]]\nround = 5\n";
    std::fs::write(path("base.toml"), base).expect("a file");
    let child = "extends = 'base.toml'\ngovernment = { supervision = 0.3, deadline = 5 }\n";
    std::fs::write(path("my city.toml"), child).expect("a file");
    let load = |settings: &[&str]| Scenario::load_with(&path("my city.toml"), &set(settings));
    let scenario = load(&["government.deadline=7", "budget.law=0.1"]).expect("a scenario");
    let government = &scenario.policy.government;
    assert_eq!((government.pressure, government.supervision, government.deadline), (0.1, 0.3, 7));
    assert_eq!((scenario.policy.budget.law, scenario.policy.budget.services), (0.1, 0.5));
    assert_eq!((scenario.name.as_str(), scenario.reforms.len()), ("my_city", 1));

    let error = load(&["run.rounds=5"]).expect_err("the run ends before the reform").to_string();
    assert!(error.contains("base.toml:4:9: a reform after the end") && error.contains("5 rounds"), "{error}");
    let none = child.replace("government =", "reforms = []\ngovernment =");
    std::fs::write(path("my city.toml"), none).expect("a file");
    assert_eq!(load(&["run.rounds=5"]).expect("a scenario").reforms, []);
}

#[test]
fn a_reform_changes_the_policy_from_its_round_on() {
    let text = "[[reforms]]\nround = 20\ngovernment.pressure = 0.9\n[[reforms]]\nround = 10\ngovernment.pressure = 0.1\nbudget.law = 0.1\n";
    let scenario = Scenario::from_toml("x", text).expect("a scenario");
    let at = |round| (scenario.policy_at(round).government.pressure, scenario.policy_at(round).budget.law);
    assert_eq!(
        [at(0), at(9), at(10), at(19), at(20), at(259)],
        [(0.5, 0.05), (0.5, 0.05), (0.1, 0.1), (0.1, 0.1), (0.9, 0.1), (0.9, 0.1)]
    );
}

#[test]
fn the_baseline_is_the_default() {
    assert_eq!(Scenario::load("baseline").expect("baseline"), Scenario::default());
    assert_eq!(Scenario::from_toml("baseline", "").map(|s| s.policy).expect("nothing set"), Scenario::default().policy);
}

const WORDS: &[&str] =
    &["round", "extends", "name", "category", "districts", "magnitude", "duration", "intensity", "nonsense", "a.b.c"];

const HEADS: &[&str] = &[
    "[[reforms]]",
    "[[shocks]]",
    "[budget]",
    "[run]",
    "[reforms.budget]",
    "[budget.law]",
    "reforms = []",
    "shocks = 3",
];

const VALUES: &[&str] = &[
    "0.1",
    "1",
    "-1",
    "nan",
    "1e400",
    "true",
    "'all'",
    "[1, 2]",
    "'care'",
    "{ a = 1 }",
    "99999999999999999999",
    "",
    "'baseline'",
];

/// Keys, values and brackets that make up scenario files, in any order.
fn fragment() -> impl Strategy<Value = String> {
    let keys: Vec<String> = grassroots::scenario::parameters().iter().map(|parameter| parameter.key()).collect();
    let words = prop::sample::select(WORDS).prop_map(str::to_owned);
    let keys = prop_oneof![prop::sample::select(keys), words];
    let assignment = (keys, prop::sample::select(VALUES)).prop_map(|(key, value)| format!("{key} = {value}"));
    prop_oneof![3 => assignment, 1 => prop::sample::select(HEADS).prop_map(str::to_owned)]
}

proptest! {
    #[test]
    fn no_document_brings_the_loader_down(lines in prop::collection::vec(fragment(), 0..12)) {
        if let Ok(scenario) = Scenario::from_toml("x", &lines.join("\n")) {
            let again = Scenario::from_toml("y", &scenario.to_toml());
            prop_assert_eq!(again.ok(), Some(scenario));
        }
    }

    #[test]
    fn no_text_brings_the_loader_down(text in "(?s).{0,200}", setting in "[a-z.=\\[\\]{}\"'0-9 ]{0,40}") {
        let message = Scenario::from_toml("x", &text).map_err(|error| error.to_string());
        let set = Scenario::load_with("baseline", &[setting]).map_err(|error| error.to_string());
        prop_assert!(message.is_ok() || set.is_ok() || message != set);
    }

    #[test]
    fn no_file_brings_the_loader_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("bytes");
        let _ = Scenario::load(&file.path().display().to_string());
    }
}

#[test]
fn settings_beyond_those_of_the_run_are_told_in_the_description() {
    let settings = ["budget.law=0.06", "run.seed=3"].map(str::to_owned);
    let scenario = Scenario::load_with("baseline", &settings).expect("a shipped scenario");
    assert!(scenario.description.ends_with("; with budget.law=0.06"), "{}", scenario.description);
    let plain = Scenario::load_with("baseline", &settings[1..]).expect("a shipped scenario");
    assert_eq!(plain.description, Scenario::default().description);
}

#[test]
fn a_city_beyond_all_memory_is_refused_before_it_is_built() {
    let settings = ["population.districts=1000", "population.communities=1000", "population.residents=200"];
    let refused = Scenario::load_with("baseline", &settings.map(str::to_owned)).expect_err("200 million residents");
    assert!(refused.to_string().contains("GB of memory"), "{refused}");
    let ties = ["population.districts=1", "population.communities=1000", "population.residents=50000"];
    let many = Scenario::load_with(
        "baseline",
        &[&ties.map(str::to_owned)[..], &["network.neighbours=64".to_owned()]].concat(),
    );
    assert!(many.is_ok(), "3.2 billion ties are within 32 bits");
    let runs = Scenario::load_with("baseline", &["run.replicates=1000000".to_owned()]).expect_err("too many results");
    assert!(runs.to_string().contains("rows"), "{runs}");
}
