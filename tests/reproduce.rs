//! Results run again: the same to the bit, or the first difference is named.

#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const TINY: &str = r#"
base = "baseline"
replicates = 2
rounds = 5
warm_up = 2
keep_rounds = true
outcomes = ["trust_government", "gain"]

[set]
population.residents = 5
population.communities = 2

[design]
kind = "factorial"

[factors]
"needs.scale" = [1.0, 9.0]
"#;

const CITY: [&str; 6] =
    ["--set", "population.residents=5", "--set", "population.communities=2", "--set", "run.warm_up=2"];

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    Command::new(program).current_dir(folder).args(arguments).output().expect("the program starts")
}

/// What the program said on standard output and error on its way to this exit code.
fn told(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &errors
}

/// A folder in which the experiment has been run.
fn swept(text: &str) -> TempDir {
    let place = TempDir::new().expect("a folder");
    std::fs::write(place.path().join("tiny.toml"), text).expect("a file");
    let code = i32::from(text.contains("timeout"));
    told(&grassroots(place.path(), &["sweep", "tiny.toml", "--quiet", "--out", "results"]), code);
    // What the experiment was made from is in the folder.
    std::fs::remove_file(place.path().join("tiny.toml")).expect("a file");
    place
}

fn reproduce(place: &TempDir, arguments: &[&str]) -> Output {
    grassroots(place.path(), &[&["reproduce", "results"], arguments].concat())
}

/// Changes a number in a line of the journal, and makes the line whole again.
fn falsify(place: &TempDir) {
    let path = place.path().join("results/runs.journal");
    let journal = std::fs::read_to_string(&path).expect("a journal");
    let manifest = std::fs::read_to_string(place.path().join("results/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let identity = manifest["identity"].as_str().expect("an identity");
    let line = |line: &str| {
        let content = line.split_once('\t').expect("a checksum").1;
        if content.starts_with("study\t") {
            return format!("{line}\n");
        }
        let (rest, _) = content.rsplit_once('\t').expect("an outcome");
        let content = format!("{rest}\t0.25");
        format!("{}\t{content}\n", &blake3::hash(format!("{identity}{content}").as_bytes()).to_hex()[..16])
    };
    std::fs::write(&path, journal.lines().map(line).collect::<String>()).expect("a file");
}

#[test]
fn a_sweep_gives_the_same_outcomes_and_rounds_again() {
    let place = swept(TINY);
    let all = told(&reproduce(&place, &[]), 0);
    assert!(all.contains("4 of 4 runs have the same rounds to the bit; so have all tables and figures"), "{all}");
    assert!(told(&reproduce(&place, &["--run", "3"]), 0).contains("run 3 (point 1, replicate 1) is the same"));
    assert!(told(&reproduce(&place, &["--run", "4"]), 2).contains("there is no run 4: runs.csv numbers them, from 0"));
}

#[test]
fn an_outcome_that_is_not_the_same_is_named() {
    let place = swept(TINY);
    falsify(&place);
    let all = told(&reproduce(&place, &[]), 1);
    let named = "4 of 4 runs differ; the first: run 0 (point 0, replicate 0), outcome gain: 0.25 is now 0.";
    assert!(all.contains(named), "{all}");
}

#[test]
fn one_run_of_a_sweep_can_be_opened_traced_and_plotted() {
    let place = swept(TINY);
    let written = told(&reproduce(&place, &["--run", "3", "--out", "one"]), 0);
    assert!(written.contains("grassroots trace one/scenario.toml --replicate 1 --resident 1"), "{written}");
    let trace = ["trace", "one/scenario.toml", "--replicate", "1", "--resident", "1"];
    assert!(told(&grassroots(place.path(), &trace), 0).contains("trust in government"));
    told(&grassroots(place.path(), &["plot", "one"]), 0);
    let again = told(&grassroots(place.path(), &["reproduce", "one"]), 0);
    assert!(again.contains("1 of 1 runs have the same rounds to the bit"), "{again}");
    let rounds = std::fs::read_to_string(place.path().join("one/rounds.csv")).expect("rounds");
    assert!(rounds.lines().skip(1).all(|line| line.starts_with("1,")), "they are of replicate 1");
}

#[test]
fn a_run_that_took_too_long_is_given_time_when_it_is_opened() {
    // A city that takes longer to build than the shortest timeout.
    let place = swept(&format!("timeout = 0.001\n{TINY}").replace("residents = 5", "residents = 500"));
    let told = told(&reproduce(&place, &["--run", "0", "--out", "one"]), 0);
    assert!(told.contains("ends when it is given time; before, it took longer than"), "{told}");
    assert!(place.path().join("one/overview.svg").exists());
}

#[test]
fn files_that_are_not_what_was_written_are_named() {
    let place = TempDir::new().expect("a folder");
    let run = ["run", "--rounds", "6", "--replicates", "3", "--quiet", "--out", "results"];
    told(&grassroots(place.path(), &[&run[..], &CITY].concat()), 0);
    assert!(told(&reproduce(&place, &[]), 0).contains("3 of 3 runs have the same rounds to the bit"));
    let path = place.path().join("results/rounds.csv");
    let rounds = std::fs::read_to_string(&path).expect("rounds");
    std::fs::write(&path, rounds.replacen(",0.5", ",0.6", 1)).expect("a file");
    let all = told(&reproduce(&place, &[]), 1);
    assert!(all.contains("not the same: 3 of 3 runs are; rounds.csv was changed since it was written"), "{all}");
    // A run alone is held against what the program keeps of it, not against the table.
    told(&reproduce(&place, &["--run", "2"]), 0);
    std::fs::remove_file(&path).expect("a file");
    assert!(told(&reproduce(&place, &[]), 1).contains("rounds.csv is missing"));
}

#[test]
fn a_comparison_with_a_fork_and_unknowns_is_the_same_again_and_so_is_a_run_of_it() {
    let place = TempDir::new().expect("a folder");
    std::fs::write(place.path().join("u.toml"), "'feedback.loss_rate' = { from = 0, to = 1 }").expect("a file");
    let compare = ["compare", "baseline", "command", "--fork", "3", "--uncertain", "u.toml", "--replicates", "4"];
    let options = ["--rounds", "6", "--quiet", "--out", "results"];
    told(&grassroots(place.path(), &[&compare[..], &CITY, &options].concat()), 0);
    std::fs::remove_file(place.path().join("u.toml")).expect("a file");
    assert!(told(&reproduce(&place, &[]), 0).contains("8 of 8 runs have the same rounds to the bit"));
    assert!(told(&reproduce(&place, &["--run", "3"]), 0).contains("is the same to the bit"));
    assert!(told(&reproduce(&place, &["--run", "8"]), 2).contains("there is no run 8: runs.csv numbers them, from 0"));
    let one = told(&reproduce(&place, &["--run", "6", "--out", "one"]), 0);
    assert!(one.contains("is the same to the bit") && place.path().join("one/overview.svg").exists(), "{one}");
    told(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(
        told(&reproduce(&place, &[]), 0).contains("so have all tables and figures"),
        "drawn again they are the same"
    );
}

#[test]
fn a_run_that_was_stopped_is_opened_as_it_was() {
    let place = swept(&format!("stop = {{ column = 'gain', above = 0.0, rounds = 2 }}\n{TINY}"));
    let opened = told(&reproduce(&place, &["--run", "3", "--out", "one"]), 0);
    assert!(opened.contains("is the same to the bit"), "{opened}");
    let rounds = std::fs::read_to_string(place.path().join("one/rounds.csv")).expect("rounds");
    assert!(!rounds.contains("\n1,4,") && rounds.contains("\n1,1,"), "it ends where it was stopped");
    let again = told(&grassroots(place.path(), &["reproduce", "one"]), 0);
    assert!(again.contains("1 of 1 runs have the same rounds to the bit"), "{again}");
}

#[test]
fn a_damaged_run_of_a_comparison_is_told() {
    let place = TempDir::new().expect("a folder");
    let compare =
        ["compare", "baseline", "baseline", "--replicates", "2", "--rounds", "4", "--quiet", "--out", "results"];
    told(&grassroots(place.path(), &[&compare[..], &CITY].concat()), 0);
    let mut runs = std::fs::read_dir(place.path().join("results/rounds")).expect("runs");
    std::fs::write(runs.next().expect("a run").expect("a file").path(), "torn").expect("a file");
    let told = told(&reproduce(&place, &[]), 1);
    assert!(
        told.contains("1 of 4 runs differ") && told.contains("it is not the file that was written for this run"),
        "{told}"
    );
}

#[test]
fn the_folder_that_is_read_is_not_the_one_that_is_written() {
    let place = swept(TINY);
    let refused = told(&reproduce(&place, &["--run", "0", "--out", "results", "--overwrite"]), 2);
    assert!(refused.contains("name another folder"), "{refused}");
    told(&reproduce(&place, &[]), 0);
}

#[test]
fn a_damaged_run_is_left_out_of_a_figure_and_told() {
    let place = TempDir::new().expect("a folder");
    let run = ["run", "--rounds", "6", "--replicates", "3", "--quiet", "--out", "results"];
    told(&grassroots(place.path(), &[&run[..], &CITY].concat()), 0);
    let rounds = std::fs::read_dir(place.path().join("results/rounds")).expect("runs").next().expect("a run");
    let path = rounds.expect("a file").path();
    let mut bytes = std::fs::read(&path).expect("rounds");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).expect("a file");
    let plotted = told(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(plotted.contains("its run is left out"), "{plotted}");
}
