//! What users get wrong: each mistake ends with exit code 2 and a message that names place and remedy, never a panic.

#![cfg(feature = "cli")]

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// Runs the program in a folder: exit code, standard output, standard error.
fn grassroots(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("grassroots").expect("the program");
    let output = command.args(args).current_dir(folder).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit code"), text(&output.stdout), text(&output.stderr))
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Checks a file with this text: it must be refused with all these words.
fn refused(text: impl AsRef<[u8]>, words: &[&str]) {
    let folder = folder();
    std::fs::write(folder.path().join("x.toml"), text).expect("a file");
    check_refused(folder.path(), "x.toml", words);
}

fn check_refused(folder: &Path, file: &str, words: &[&str]) {
    let (code, _, errors) = grassroots(folder, &["check", file]);
    assert_eq!(code, 2, "{errors}");
    for word in words {
        assert!(errors.contains(word), "`{word}` is not in\n{errors}");
    }
    assert!(!errors.contains("panicked") && !errors.contains('\u{1b}'), "{errors}");
}

#[test]
fn a_misspelt_key_is_told_with_its_place_and_the_nearest_name() {
    refused(
        "[government]\npresure = 0.4\n",
        &["x.toml:2:1", "unknown key `presure`", "^^^^^^^", "did you mean `pressure`?"],
    );
    refused("[goverment]\n", &["x.toml:1:2", "did you mean `government`?"]);
}

#[test]
fn a_value_out_of_range_is_told_with_the_range() {
    refused("[government]\npressure = 1.5\n", &["x.toml:2:12", "a number from 0 to 1, not 1.5"]);
    refused("[budget]\nlaw = -0.1\n", &["x.toml:2:7", "`budget.law` must be a number from 0 to 1, not -0.1"]);
    refused("[budget]\nlaw = nan\n", &["x.toml:2:7", "not nan"]);
    refused("[budget]\nper_resident = inf\n", &["x.toml:2:16", "not inf"]);
}

#[test]
fn a_value_of_the_wrong_type_is_told_with_the_right_one() {
    refused("[government]\npressure = \"high\"\n", &["must be a number from 0 to 1, not the text \"high\""]);
    refused("[government]\ndeadline = 4.5\n", &["must be a whole number from 1 to 520, not 4.5"]);
    refused("[government]\ndeadline = true\n", &["not true"]);
    refused("[consultation]\nformat = 3\n", &["one of talks, forum"]);
    refused("budget = 3\n", &["`budget` is a section"]);
    refused("extends = 3\n", &["`extends` must be a text in quotes, not 3"]);
    refused("[reforms]\nround = 3\n", &["write [[reforms]] with two brackets"]);
}

#[test]
fn an_empty_city_is_refused() {
    for key in ["districts", "communities", "residents"] {
        refused(format!("[population]\n{key} = 0\n"), &["x.toml:2:", "a whole number from 1 to", "not 0"]);
    }
}

#[test]
fn all_errors_of_all_files_are_told_at_once() {
    let folder = folder();
    std::fs::write(folder.path().join("a.toml"), "[budget]\nlww = 1\nlaw = 2\n[x]\n").expect("a file");
    std::fs::write(folder.path().join("b.toml"), "[run]\nrounds = 0\n").expect("a file");
    std::fs::write(folder.path().join("c.toml"), "[run]\nrounds = 9\n").expect("a file");
    let (code, out, errors) = grassroots(folder.path(), &["check", "a.toml", "b.toml", "c.toml"]);
    assert_eq!((code, errors.matches("error:").count()), (2, 4), "{errors}");
    assert!(out.contains("c.toml: fine") && out.contains("run.rounds"), "{out}");
}

#[test]
fn unreadable_files_are_told_as_such() {
    refused("[run\nrounds 3\n", &["x.toml:1:", "not TOML"]);
    refused("[run]\nseed = 1\nseed = 2\n", &["x.toml:3:1", "duplicate key"]);
    refused(b"a = '\xff'\n", &["x.toml:1:6", "not a text in UTF-8"]);
    let folder = folder();
    check_refused(folder.path(), ".", &["is a folder, not a scenario file"]);
    check_refused(
        folder.path(),
        "crsis",
        &["crsis: no such scenario file", "did you mean the shipped scenario `crisis`?"],
    );
    check_refused(folder.path(), "no/baseline.toml", &["shipped scenarios can be named alone: baseline"]);
}

#[test]
fn a_cycle_of_extends_names_the_chain() {
    let folder = folder();
    std::fs::write(folder.path().join("a.toml"), "extends = 'b.toml'\n").expect("a file");
    std::fs::write(folder.path().join("b.toml"), "extends = 'a.toml'\n").expect("a file");
    check_refused(folder.path(), "a.toml", &["cycle: a.toml -> b.toml -> a.toml"]);
    std::fs::write(folder.path().join("crisis.toml"), "extends = 'crisis.toml'\n").expect("a file");
    check_refused(folder.path(), "crisis.toml", &["cycle", "extends = \"crisis\""]);
}

#[test]
fn a_missing_base_is_told_at_its_name() {
    refused(
        "extends = 'new_patern'\n",
        &["x.toml:1:11", "does not exist", "did you mean the shipped scenario `new_pattern`?"],
    );
    refused("extends = 'x'\n", &["did you mean \"x.toml\"?"]);
    refused("extends = 'x'\n", &["did you mean \"x.toml\"?"]);
}

#[test]
fn errors_of_a_base_are_told_in_the_base() {
    let folder = folder();
    std::fs::write(folder.path().join("a.toml"), "extends = 'b.toml'\n").expect("a file");
    std::fs::write(folder.path().join("b.toml"), "[budget]\nlaw = 3\n").expect("a file");
    check_refused(folder.path(), "a.toml", &["b.toml:2:7"]);
}

#[test]
fn reforms_are_policy_within_the_run() {
    refused("[[reforms]]\nround = 260\n", &["x.toml:2:9", "a reform after the end", "the run has 260 rounds"]);
    refused(
        "[[reforms]]\nround = 3\npopulation.districts = 2\n",
        &["x.toml:3:12", "`population.districts` is a world key: a reform may change policy keys only"],
    );
    refused("[[reforms]]\ngovernment.pressure = 2\n", &["a reform needs a `round`", "not 2"]);
    refused("[[reforms]]\nround = -1\n", &["x.toml:2:9", "not -1"]);
}

#[test]
fn money_must_come_from_somewhere() {
    refused("[budget]\nlaw = 0.4\nvirtue = 0.4\n", &["x.toml:2:7", "0.2 is missing"]);
    refused("[budget]\nlaw = 0.1\nservices = 0.55\n", &["the shares sum to 1.05, 0.05 too much"]);
    refused("[[reforms]]\nround = 9\nbudget.law = 0.9\n", &["x.toml:3:14", "the payer `services` cannot pay"]);
}

#[test]
fn unknown_parameters_are_told_the_nearest() {
    let (code, _, errors) = grassroots(folder().path(), &["explain", "presure"]);
    assert_eq!(code, 2);
    assert!(errors.contains("government.pressure"), "{errors}");
}

#[test]
fn a_starter_is_written_once_and_only_where_there_is_a_folder() {
    let folder = folder();
    let new = |file| grassroots(folder.path(), &["new", file, "--extends", "new_pattern"]);
    assert_eq!(new("own.toml").0, 0);
    assert_eq!(grassroots(folder.path(), &["check", "own.toml"]).0, 0);
    let (code, _, errors) = new("own.toml");
    assert!(code == 2 && errors.contains("exists already"), "{errors}");
    let (code, _, errors) = new("no/own.toml");
    assert!(code == 2 && errors.contains("folder does not exist"), "{errors}");
    let (code, _, errors) = grassroots(folder.path(), &["new", "x.toml", "--extends", "new_patern"]);
    assert!(code == 2 && errors.contains("did you mean the shipped scenario `new_pattern`?"), "{errors}");
    assert!(!folder.path().join("x.toml").exists());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut child = std::process::Command::new(program)
        .arg("schema")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn very_many_problems_are_not_all_told() {
    let text = (0..200).fold("[budget]\n".to_owned(), |text, i| format!("{text}key_{i} = 1\n"));
    refused(text, &["`key_49`", "... and 150 more problems"]);
}

#[test]
fn shipped_scenarios_are_there_in_any_folder_and_files_come_first() {
    let folder = folder();
    let (code, out, _) = grassroots(folder.path(), &["list"]);
    let lines = out.lines().filter(|line| line.starts_with("  ")).count();
    assert!(code == 0 && lines == 17 + 4 && out.contains("without_law") && out.contains("budget_simplex"), "{out}");
    assert!(grassroots(folder.path(), &["check", "crisis"]).1.contains("shock at round 52: health in district 1"));
    std::fs::write(folder.path().join("crisis"), "extends = 'crisis.toml'\nshocks = []\n").expect("a file");
    let (code, out, errors) = grassroots(folder.path(), &["check", "crisis"]);
    assert!(code == 0 && !out.contains("shock"), "{out}{errors}");
}

#[test]
fn explain_takes_a_key_a_section_or_a_bare_name() {
    let folder = folder();
    let explain = |word| grassroots(folder.path(), &["explain", word]).1;
    assert!(explain("government.pressure").contains("range    a number from 0 to 1"));
    assert_eq!(explain("government.pressure"), explain("pressure"));
    assert!(explain("technology").contains("technology.phone") && explain("technology").contains("budget.technology"));
}
