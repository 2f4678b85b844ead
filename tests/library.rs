//! Scenarios, experiments and unknowns from texts in memory, and from where else they are found.

use std::collections::BTreeSet;
use std::path::Path;

use grassroots::error::{Origin, Source};
use grassroots::reading::{Files, InMemory, Kind, Library, Refusal};
use grassroots::scenario::{Template, uncertainties};
use grassroots::study::{Job, Plan};
use grassroots::{Experiment, Scenario};
use proptest::prelude::*;

const CITY: &str = "extends = 'new_pattern'\ngovernment = { pressure = 0.1, deadline = 3 }";

fn refused<T: std::fmt::Debug>(result: Result<T, grassroots::Error>) -> String {
    result.expect_err("a refusal").to_string()
}

#[test]
fn texts_in_memory_extend_each_other_and_what_is_shipped() {
    let texts = InMemory::of([("cities/base", CITY), ("cities/north/own", "extends = '../base'\nbudget.law = 0.09")]);
    let settings = ["government.deadline=5".to_owned()];
    let (scenario, sources) =
        Scenario::read_with_sources(&texts, "cities/north/own", &settings).unwrap_or_else(|error| panic!("{error}"));
    let government = &scenario.policy.government;
    assert_eq!((government.pressure, government.deadline, scenario.policy.budget.law), (0.1, 5, 0.09));
    assert_eq!((scenario.name.as_str(), sources.name.as_str()), ("own", "own"));
    let read: Vec<_> = sources.layers.iter().map(|source| (&*source.name, source.origin.clone())).collect();
    let memory = || Origin::Memory;
    let expected = [
        ("shipped scenario baseline", Origin::Shipped),
        ("shipped scenario new_pattern", Origin::Shipped),
        ("cities/base", memory()),
        ("cities/north/own", memory()),
    ];
    assert!(read.ends_with(&expected[1..]), "{read:?}");
    assert_eq!(sources.files().count(), 0);
    let template = Template::read(&texts, "cities/north/own").expect("a template");
    assert_eq!((template.scenario(&settings).expect("a scenario"), template.sources()), (scenario, &sources));
}

#[test]
fn what_is_wrong_in_memory_is_told_as_in_files() {
    let texts = InMemory::of([
        ("one", "extends = 'two'"),
        ("two", "extends = 'one'"),
        ("far", "extends = 'twoo'"),
        ("lost", "extends = 'somewhere'"),
        ("wrong", "budget.law = 3"),
        ("on wrong", "extends = 'wrong'"),
    ]);
    let told = |name| refused(Scenario::read(&texts, name));
    assert!(told("one").starts_with("two:1:11: scenarios extend each other in a cycle: one -> two -> one"));
    assert!(told("far").contains("\"twoo\", does not exist (did you mean \"two\"?)"), "{}", told("far"));
    assert!(told("lost").contains("does not exist (shipped scenarios: baseline"), "{}", told("lost"));
    assert!(told("on wrong").starts_with("wrong:1:14: `budget.law` must be"), "{}", told("on wrong"));
    assert!(told("crsis").contains("did you mean the shipped scenario `crisis`?"), "{}", told("crsis"));
    assert_eq!(Scenario::read(&texts, "crisis").expect("shipped"), Scenario::load("crisis").expect("shipped"));
}

#[test]
fn an_experiment_takes_its_base_and_its_table_from_where_it_comes_from() {
    let mut texts = InMemory::of([
        ("city", CITY),
        ("sweep", "base = 'city'\ndesign = { kind = 'table', table = 'points.csv' }"),
        ("points.csv", "government.supervision\n0.2\n0.8\n"),
    ]);
    let experiment = Experiment::read(&texts, "sweep").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((experiment.name(), experiment.points().len()), ("sweep", 2));
    let second = experiment.scenario(Job { point: 1, replicate: 0 }).expect("a scenario");
    assert_eq!((second.policy.government.supervision, second.policy.government.pressure), (0.8, 0.1));
    let kept = serde_json::to_string(experiment.sources()).expect("JSON");
    let again = Experiment::from_sources(&serde_json::from_str(&kept).expect("sources")).expect("an experiment");
    assert_eq!(again.points(), experiment.points());

    texts.insert("sweep", "base = 'city'\ndesign = { kind = 'table', table = 'others.csv' }");
    let told = refused(Experiment::read(&texts, "sweep"));
    assert_eq!(told, "sweep:2:36: others.csv: is not among the texts");
    assert!(
        refused(Experiment::read(&texts, "technolgy")).contains("did you mean the shipped experiment `technology`?")
    );
}

#[test]
fn unknowns_are_found_by_their_name_too() {
    let texts = InMemory::of([("unknowns", "feedback.loss_rate = { from = 0.1, to = 0.2 }")]);
    let found = uncertainties(&texts, "unknowns").expect("unknowns");
    assert_eq!((found[0].key.as_str(), &*found[0].place.source.name), ("feedback.loss_rate", "unknowns"));
    assert_eq!(refused(uncertainties(&texts, "unknown")), "unknown: is not among the texts (did you mean `unknowns`?)");
}

#[test]
fn the_files_that_something_was_read_from_are_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let texts = [
        ("city.toml", CITY),
        ("sweep.toml", "base = 'city.toml'\ndesign = { kind = 'table', table = 'points.csv' }"),
        ("points.csv", "government.supervision\n0.2\n0.8\n"),
        ("unknowns.toml", "feedback.loss_rate = { from = 0.1, to = 0.2 }"),
    ];
    texts.iter().for_each(|(name, text)| std::fs::write(path(name), text).expect("a file"));
    let files = Files::from_folder(folder.path());
    let experiment = Experiment::read(&files, "sweep.toml").expect("an experiment");
    let known: BTreeSet<&Path> = experiment.sources().files().collect();
    let expected = ["sweep.toml", "points.csv", "city.toml"].map(path);
    assert_eq!(known, expected.iter().map(|path| &**path).collect());
    let (_, sources) = Scenario::read_with_sources(&files, "city.toml", &[]).expect("a scenario");
    assert_eq!(sources.files().collect::<Vec<_>>(), [path("city.toml")]);
    let unknowns = uncertainties(&files, "unknowns.toml").expect("unknowns");
    assert_eq!(unknowns[0].place.source.path(), Some(&*path("unknowns.toml")));
}

/// A library of texts that are made as they are asked for.
struct Made;

impl Library for Made {
    fn find(&self, name: &str, _: Option<&Source>, _: &Kind) -> Result<Source, Refusal> {
        match name.parse::<u32>() {
            Ok(0) => Ok(Source::new(name, "government.deadline = 9")),
            Ok(number) => Ok(Source::new(name, format!("extends = '{}'", number - 1))),
            Err(_) => Err(Refusal::nothing(name, "is no number")),
        }
    }
}

#[test]
fn whatever_finds_texts_by_their_names_is_a_library() {
    let library: &dyn Library = &Made;
    let (scenario, sources) = Scenario::read_with_sources(library, "12", &[]).expect("a scenario");
    assert_eq!((scenario.policy.government.deadline, sources.layers.len()), (9, 13));
    assert_eq!(Scenario::read(library, "hotline_reform").expect("shipped").reforms.len(), 1);
}

proptest! {
    #[test]
    fn no_texts_bring_the_readers_down(
        one in "(?s).{0,80}", name in "(?s).{0,12}", csv in "(?s)(government.pressure|.{0,9})[\n,]{1,2}.{0,60}",
    ) {
        let quoted = toml::Value::String(name.clone());
        let experiment = format!("base = {quoted}\ndesign = {{ kind = 'table', table = 'csv' }}");
        let on_any = "base = 'baseline'\ndesign = { kind = 'table', table = 'csv' }";
        let extends = format!("extends = {quoted}\n{one}");
        let texts = InMemory::of([
            (name.as_str(), one.as_str()), ("own", &extends), ("sweep", &experiment), ("any", on_any), ("csv", &csv),
        ]);
        let _ = (Scenario::read(&texts, &name), Scenario::read(&texts, "own"), uncertainties(&texts, &name));
        let _ = (Experiment::read(&texts, "sweep"), Experiment::read(&texts, &name), Experiment::read(&texts, "any"));
        let files = Files::from_folder("no folder");
        let _ = (Scenario::read(&files, &name), uncertainties(&files, &name));
    }
}
