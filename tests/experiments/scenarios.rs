//! Scenarios as levels of a factor, and settings over a whole experiment.

use std::ops::ControlFlow;

use grassroots::reading::InMemory;
use grassroots::render::tables;
use grassroots::study::{Experiment, Plan, Study};
use grassroots::{Error, Memory};

use super::problems;

const SMALL: &str = "extends = 'baseline'\npopulation.residents = 5\nrun = { warm_up = 0, rounds = 60 }";
const CROSSED: &str = "replicates = 3\noutcomes = ['gain']\ndesign.kind = 'factorial'\n[factors]\n\
                       scenario = ['small', 'hotline.toml']\ngovernment.pressure = [0.2, 0.8]\n";

fn texts() -> InMemory {
    InMemory::of([
        ("x", CROSSED),
        ("small", SMALL),
        ("hotline.toml", "extends = 'small'\nrun.seed = 9\ntechnology.phone = 0.5\nbudget.technology = 0.1"),
    ])
}

fn crossed() -> Experiment {
    Experiment::read(&texts(), "x").unwrap_or_else(|error| panic!("{error}"))
}

/// The cells of `points.csv` after all runs, line by line.
fn points(experiment: Experiment) -> Vec<Vec<String>> {
    let study = Study::sweep(experiment);
    let store = Memory::default();
    let found = study.run(&store, &|_| ControlFlow::Continue(())).expect("runs");
    let mut table = Vec::new();
    tables::write_points(&mut table, study.plan(), &found.rows).expect("memory takes everything");
    let text = String::from_utf8(table).expect("text");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn scenarios_are_levels_that_are_crossed_with_others() {
    let experiment = crossed();
    let settings: Vec<String> = experiment.points().iter().map(|point| point.settings.join(" ")).collect();
    assert_eq!(settings[0], "scenario=\"small\" government.pressure=0.2");
    assert_eq!(settings[3], "scenario=\"hotline\" government.pressure=0.8");
    let at = |point: usize| experiment.scenario_at(&experiment.points()[point]).expect("a scenario");
    let seen = |point: usize| (at(point).policy.technology.phone, at(point).policy.government.pressure);
    assert_eq!([0, 1, 2, 3].map(seen), [(0.0, 0.2), (0.0, 0.8), (0.5, 0.2), (0.5, 0.8)]);
    // Points share their seeds, whatever the scenarios say.
    assert!((0..4).all(|point| at(point).run.seed == at(0).run.seed));
}

#[test]
fn an_experiment_over_scenarios_is_read_again_from_what_it_was_read_from() {
    let experiment = crossed();
    let again = Experiment::from_sources(experiment.sources()).expect("the same");
    assert_eq!(experiment.changes(&again), [""; 0]);
    for (one, other) in experiment.points().iter().zip(again.points()) {
        assert_eq!(experiment.scenario_at(one).ok(), again.scenario_at(other).ok());
    }
    let mut texts = texts();
    texts.insert("hotline.toml", "extends = 'small'\ntechnology.phone = 0.7\nbudget.technology = 0.1");
    let other = Experiment::read(&texts, "x").expect("an experiment");
    assert_eq!(experiment.changes(&other), ["hotline: seed: 9 -> 1", "hotline: base: technology.phone 0.5 -> 0.7"]);
}

#[test]
fn each_scenario_is_held_against_the_first_with_all_else_the_same() {
    let rows = points(crossed());
    let head = "point,scenario,government.pressure,outcome,mean,sd,low,high,n,against,difference,difference_low,difference_high,pairs";
    assert_eq!(rows[0].join(","), head);
    let against: Vec<&str> = rows[1..].iter().map(|row| row[9].as_str()).collect();
    assert_eq!(against, ["", "", "0", "1"]);
    let number = |row: &[String], cell: usize| row[cell].parse::<f64>().expect("a number");
    for (row, reference) in [(&rows[3], &rows[1]), (&rows[4], &rows[2])] {
        let difference = number(row, 4) - number(reference, 4);
        assert!((number(row, 10) - difference).abs() < 1e-12, "{row:?}");
        assert!(number(row, 11) < difference && difference < number(row, 12) && row[13] == "3", "{row:?}");
    }
    let own = CROSSED.replace("replicates = 3", "replicates = 3\ncommon_seeds = false");
    let mut texts = texts();
    texts.insert("x", own);
    let rows = points(Experiment::read(&texts, "x").expect("an experiment"));
    assert!(rows[1..].iter().all(|row| row[9].is_empty()), "points with seeds of their own are no pairs");
}

#[test]
fn what_is_wrong_with_scenarios_is_told_at_its_place() {
    let of = |factors: &str, base: &str| {
        problems(&format!("{base}design.kind = 'factorial'\nfactors.scenario = {factors}\n"))
    };
    let begins =
        |found: Vec<String>, start: &str| assert!(found.len() == 1 && found[0].starts_with(start), "{found:#?}");
    begins(of("['baseline', 'baselin']", ""), "x:2:33: the base, \"baselin\", does not exist (did you mean");
    begins(of("['baseline', 'baseline']", ""), "x:2:33: \"baseline\" is a value of `scenario` twice");
    begins(of("['baseline', 'baseline.toml']", ""), "x:2:33: two scenarios are called \"baseline\"");
    begins(of("['baseline', 'crisis']", "base = 'baseline'\n"), "x:1:8: there is a base, and a factor `scenario`");
    begins(of("'baseline'", ""), "x:2:20: the factor `scenario` cannot be the text \"baseline\"");
    begins(of("[]", ""), "x:2:20: the factor `scenario` needs at least one scenario");
}

#[test]
fn settings_lie_over_all_points_and_are_part_of_what_an_experiment_is() {
    let text = |settings: &[&str]| {
        let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
        Experiment::read_with(&texts(), "x", &settings)
    };
    let experiment = text(&["run.seed=5", "run.rounds=70", "needs.scale=2"]).expect("an experiment");
    for experiment in [&experiment, &Experiment::from_sources(experiment.sources()).expect("the same")] {
        for point in experiment.points() {
            let scenario = experiment.scenario_at(point).expect("a scenario");
            assert_eq!((scenario.run.seed, scenario.run.rounds, scenario.world.needs.scale), (5, 70, 2.0));
        }
    }
    assert!(
        crossed().changes(&experiment).contains(&"small: seed: 1 -> 5".to_owned()),
        "{:?}",
        crossed().changes(&experiment)
    );
    let refused = |setting: &str, start: &str| {
        let Err(Error::Scenario(problems)) = text(&[setting]) else { panic!("{setting} is refused") };
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(told.len() == 1 && told[0].contains(start), "{told:#?}");
    };
    refused("government.pressure=0.5", "`government.pressure` is a factor of the experiment");
    refused("run.replicates=5", "`run.replicates` cannot be set here");
    refused("needs.scale=-1", "`needs.scale` must be a number");
}
