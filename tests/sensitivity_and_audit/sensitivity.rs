//! `grassroots sensitivity`.

use super::*;

/// Three factors in a city that runs in a moment; the last one does nothing here.
const TINY: &str = r#"
base = "baseline"
replicates = 3
rounds = 20
warm_up = 2
outcomes = ["trust_government", "gain"]

[set]
population.residents = 10
population.communities = 2
population.districts = 1

[design]
kind = "morris"
trajectories = 8

[factors]
"needs.scale" = { from = 1.0, to = 9.0 }
"feedback.loss_rate" = { from = 0.05, to = 0.4 }
"formats.survey.seats" = { from = 1.0, to = 20.0 }
"#;

const FILES: [&str; 12] = [
    "runs.csv",
    "runs.parquet",
    "indices.csv",
    "indices.parquet",
    "indices_by_points.csv",
    "indices_by_round.csv",
    "report.html",
    "ranks.svg",
    "mu_sigma.svg",
    "when.svg",
    "convergence.png",
    "experiment.toml",
];

fn sensitivity(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["sensitivity", "tiny.toml"], arguments].concat())
}

#[test]
fn a_factor_that_nothing_asks_for_has_no_effect_and_that_is_said() {
    let place = place("tiny.toml", TINY);
    let told = printed(&sensitivity(place.path(), &[]));
    // Of 96 runs, since trajectories share points.
    assert!(told.contains("66 of 66 runs have ended"), "{told}");
    assert!(told.contains("trust_government: nothing changes with formats.survey.seats"), "{told}");
    assert!(told.contains("1 [1, ") && told.contains("mu* ") && !told.contains("NaN"), "{told}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    let indices = text(&folder.join("indices.csv"));
    // Three indices of three factors for two outcomes.
    assert_eq!(indices.lines().count(), 1 + 3 * 3 * 2, "{indices}");
    let idle: Vec<&str> = indices.lines().filter(|line| line.contains("formats.survey.seats")).collect();
    assert!(idle.iter().all(|line| line.split(',').nth(4) == Some("0.0")), "{idle:?}");
    assert!(!indices.contains("NaN"));
    // Tenths of twenty rounds.
    assert!(text(&folder.join("indices_by_round.csv")).contains("gain,18,19,mu_star,needs.scale,"));
    FILES.iter().for_each(|file| assert!(folder.join(file).exists(), "{file}"));
}

#[test]
fn what_was_killed_or_sharded_or_run_on_one_thread_gives_the_same_bytes() {
    let place = place("tiny.toml", TINY);
    let at = |name: &str| place.path().join(name);
    printed(&sensitivity(place.path(), &["--out", "whole"]));
    killed_and_resumed(place.path(), &["sensitivity", "tiny.toml"], "killed");
    assert_same(&at("whole"), &at("killed"), &FILES);
    sharded_and_merged(place.path(), &["sensitivity", "tiny.toml"], "merged");
    assert_same(&at("whole"), &at("merged"), &FILES);
    printed(&sensitivity(place.path(), &["--out", "one", "--threads", "1"]));
    assert_same(&at("whole"), &at("one"), &FILES);
    printed(&grassroots(place.path(), &["reproduce", "whole"]));
    // Figures and report are made again from what is kept.
    let page = bytes(&at("whole/report.html"));
    std::fs::remove_file(at("whole/report.html")).expect("a report");
    printed(&grassroots(place.path(), &["report", "whole"]));
    assert!(bytes(&at("whole/report.html")) == page);
    assert!(printed(&grassroots(place.path(), &["plot", "whole"])).contains("mu_sigma.svg"));
    assert!(printed(&grassroots(place.path(), &["status", "whole"])).contains("66 runs: 66 done"));
}

#[test]
fn more_trajectories_keep_those_that_are_done() {
    let place = place("tiny.toml", TINY);
    printed(&sensitivity(place.path(), &["--points", "5", "--out", "grown"]));
    printed(&sensitivity(place.path(), &["--resume", "--out", "grown"]));
    printed(&sensitivity(place.path(), &["--out", "whole"]));
    assert_same(&place.path().join("whole"), &place.path().join("grown"), &FILES);
}

#[test]
fn a_method_takes_the_place_of_a_design_of_levels() {
    let levels = TINY
        .replace("kind = \"morris\"\ntrajectories = 8", "kind = \"factorial\"")
        .replace("to = 9.0 }", "to = 9.0, steps = 3 }")
        .replace("to = 0.4 }", "to = 0.4, steps = 2 }")
        .replace("to = 20.0 }", "to = 20.0, steps = 2 }");
    let place = place("tiny.toml", &levels);
    let refused = told(&sensitivity(place.path(), &[]), 2);
    assert!(refused.contains("--method") && refused.contains("morris or sobol"), "{refused}");
    let told = printed(&sensitivity(place.path(), &["--method", "sobol", "--points", "16", "--second-order"]));
    assert!(
        told.contains("384 of 384 runs have ended") && told.contains("total ") && told.contains("first "),
        "{told}"
    );
    let indices = text(&place.path().join("outputs/tiny-sensitivity/indices.csv"));
    assert!(indices.contains("gain,second,needs.scale,feedback.loss_rate,"), "{indices}");
}

#[test]
fn a_pilot_splits_a_budget_and_the_same_command_goes_on() {
    let place = place("tiny.toml", TINY);
    let arguments = ["--budget", "400", "--out", "split"];
    let told = printed(&sensitivity(place.path(), &arguments));
    assert!(told.contains("A pilot of 64 runs") && told.contains("Of 400 runs"), "{told}");
    let again = printed(&sensitivity(place.path(), &[&arguments[..], &["--resume"]].concat()));
    assert_eq!(again.lines().next(), told.lines().next());
    let refused = self::told(&sensitivity(place.path(), &["--budget", "20"]), 2);
    assert!(refused.contains("20 runs are too few: 128 are needed at least"), "{refused}");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let wrong = r#"
base = "baseline"
replicates = 1
[design]
kind = "morris"
levels = 5
points = 3
groups = { a = ["needs.scale", "needs.scal"], b = ["needs.scale"] }
[factors]
all = ["wrld", "needs"]
except = "need"
"#;
    let place = place("tiny.toml", wrong);
    let told = told(&sensitivity(place.path(), &[]), 2);
    for part in [
        "tiny.toml:4:2",
        "needs at least 2 replicates",
        "`levels` is an even number, and 5 is none",
        "`points` says nothing about a morris design",
        "needs `trajectories`",
        "`wrld` is no scope, section or key",
        "did you mean `world`?",
        "`need` is no scope, section or key",
        "`needs.scal` is in a group, and is no factor",
        "`needs.scale` is in groups twice",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn all_takes_what_is_worth_a_study_and_leaves_out_what_is_set_or_excepted() {
    let every = TINY.split("[factors]").next().expect("a part").to_owned()
        + "[factors]\nall = [\"needs\", \"population\"]\nexcept = [\"population\", \"needs.fade\"]\n\"needs.alpha\" = [1.0, 2.0]\n";
    let every = every.replace("population.districts = 1", "population.districts = 1\nneeds.scale = 2.0");
    let place = place("tiny.toml", &every);
    let said = printed(&grassroots(place.path(), &["check", "tiny.toml"]));
    let has = |key: &str| said.lines().any(|line| line.trim_start().starts_with(key));
    assert!(has("needs.alpha") && has("needs.work_median") && has("needs.severity_beta"), "{said}");
    assert!(!has("needs.scale") && !has("needs.fade") && !has("population.residents"), "{said}");
}
