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
    check_refused(folder.path(), "a.toml", &["b.toml:2:7", "note: a.toml extends this file"]);
    std::fs::write(folder.path().join("x.toml"), "base = 'b.toml'\ndesign.kind = 'zip'\nfactors.budget.law = [0.1]\n")
        .expect("a file");
    let (code, _, errors) = grassroots(folder.path(), &["sweep", "x.toml"]);
    assert!(code == 2 && errors.contains("note: x.toml builds on this file"), "{errors}");
}

#[test]
fn a_document_of_another_sort_is_told_as_what_it_is() {
    let folder = folder();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).expect("a file");
    write("city.toml", "extends = 'baseline'\n");
    write("design.toml", "base = 'baseline'\ndesign.kind = 'zip'\nfactors.budget.law = [0.1]\n");
    write("unknowns.toml", "'feedback.loss_rate' = { from = 0.1, to = 0.2 }\n");
    let told = |args: &[&str]| {
        let (code, _, errors) = grassroots(folder.path(), args);
        assert_eq!(code, 2, "{errors}");
        errors.trim_end().to_owned()
    };
    assert_eq!(
        told(&["run", "design.toml"]),
        "error: design.toml is an experiment, not a scenario: `grassroots sweep design.toml` runs it"
    );
    assert_eq!(
        told(&["compare", "baseline", "technology"]),
        "error: technology is an experiment, not a scenario: `grassroots sweep technology` runs it"
    );
    assert!(told(&["run", "technology.toml"]).contains("is an experiment, not a scenario"));
    assert_eq!(
        told(&["sweep", "city.toml"]),
        "error: city.toml is a scenario, not an experiment: `grassroots run city.toml` runs it"
    );
    assert!(told(&["sweep", "baseline"]).contains("baseline is a scenario, not an experiment"));
    assert!(
        told(&["run", "unknowns.toml"])
            .contains("is a file of unknowns, not a scenario: `grassroots compare ... --unc")
    );
    let uncertain = |file| told(&["compare", "baseline", "crisis", "--uncertain", file]);
    assert!(uncertain("design.toml").contains("design.toml is an experiment, not a file of unknowns"));
    assert!(uncertain("city.toml").contains("city.toml is a scenario, not a file of unknowns"));
    write("own.toml", "extends = 'design.toml'\n");
    assert!(told(&["run", "own.toml"]).contains("own.toml:1:11"));
    assert!(
        told(&["run", "own.toml"])
            .contains("the scenario to extend, \"design.toml\", is an experiment, not a scenario")
    );
}

#[test]
fn what_is_not_there_is_told_with_what_may_be_meant_and_where_it_was_looked_for() {
    let folder = folder();
    std::fs::write(folder.path().join("hotline.toml"), "").expect("a file");
    let run = |name: &str| grassroots(folder.path(), &["run", name]).2;
    let place = folder.path().canonicalize().expect("a folder").join("hotline").display().to_string();
    assert!(run("hotline").contains(&format!("no such scenario file (looked for {place})")), "{}", run("hotline"));
    let help = "did you mean `hotline.toml`, or the shipped scenario `hotline_reform`?";
    assert!(run("hotline").contains(help) && run("hotlin").contains(help), "{}", run("hotlin"));
    assert!(run("digital").contains("did you mean the shipped scenario `digital_first`?"), "{}", run("digital"));
    let uncertain = grassroots(folder.path(), &["compare", "baseline", "crisis", "--uncertain", "hotlin.toml"]).2;
    assert!(
        uncertain.contains("no such file (looked for") && uncertain.contains("did you mean `hotline.toml`?"),
        "{uncertain}"
    );
}

#[test]
fn numbers_of_options_are_refused_in_the_words_of_a_file() {
    let folder = folder();
    let told = |args: &[&str]| {
        let (code, _, errors) = grassroots(folder.path(), args);
        assert_eq!(code, 2, "{errors}");
        assert!(!errors.contains("tip:") && !errors.contains("invalid digit"), "{errors}");
        errors
    };
    let seeds = "must be a whole number from 0 to 9223372036854775807, not -1";
    assert!(told(&["run", "--seed", "-1"]).contains(seeds));
    assert!(told(&["run", "--set", "run.seed=-1"]).contains(seeds));
    assert!(told(&["run", "--city-seed=-1"]).contains(seeds));
    assert!(told(&["run", "--replicates", "1e3"]).contains("from 1 to 1000000, not 1e3: write 1000"));
    assert!(told(&["sweep", "formats", "--replicates", "-3"]).contains("from 1 to 1000000, not -3"));
    assert!(told(&["run", "--rounds", "1e9"]).contains("from 1 to 100000, not 1e9"));
    assert!(told(&["run", "--set", "run.rounds=1e2"]).contains("not 1e2"));
    assert!(told(&["run", "--set", "run.rounds=1e2"]).contains("write 100"));
    assert!(told(&["run", "--timeout", "0,5"]).contains("the decimal sign is a point"));
    assert!(told(&["run", "--threads", "-2"]).contains("from 1 to 1024, not -2"));
    assert!(told(&["run", "--snapshot", "-2"]).contains("a whole number from 0"));
    assert!(told(&["compare", "baseline", "crisis", "--fork", "-2"]).contains("a whole number from 0"));
    assert!(told(&["compare", "baseline", "crisis", "--precision", "gain=-2"]).contains("a number above 0, not -2"));
    assert!(told(&["trace", "--resident", "0"]).contains("a whole number from 1"));
    assert!(told(&["reproduce", ".", "--run", "-1"]).contains("a whole number from 0"));
}

#[test]
fn slips_of_other_notations_are_told() {
    refused("extends = \"C:\\Users\\city.toml\"\n", &["not TOML", "in double quotes a backslash begins an escape"]);
    refused("extends = \"C:\\temp\\new.toml\"\n", &["does not exist", "in double quotes a backslash begins an escape"]);
    refused("[budget]\nlaw = 0,08\n", &["x.toml:2:", "not TOML", "the decimal sign is a point, as in 0.08"]);
    let folder = folder();
    let (code, _, errors) = grassroots(folder.path(), &["run", "--set", "budget.law=0,08"]);
    assert!(code == 2 && errors.contains("the decimal sign is a point"), "{errors}");
}

#[test]
fn control_characters_in_a_description_are_refused() {
    refused("description = \"a\\u001b[31mb\"\n", &["x.toml:1:15", "the control character U+001B"]);
    let folder = folder();
    std::fs::write(folder.path().join("x.toml"), "description = 'two\tlines'\n").expect("a file");
    assert_eq!(grassroots(folder.path(), &["check", "x.toml"]).0, 0);
}

#[test]
fn very_large_files_and_values_are_told_soon_and_shortly() {
    let many = (0..100_000).fold(String::new(), |text, i| format!("{text}unknown_key_{i} = 1\n"));
    let began = std::time::Instant::now();
    refused(&many, &["x.toml:1:1", "`unknown_key_49`", "... and 99950 more problems"]);
    refused(format!("{many}x = = 1\n"), &["not TOML"]);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    let folder = folder();
    for value in ["7".repeat(3_000_000), format!("\"{}\"", "x".repeat(3_000_000))] {
        std::fs::write(folder.path().join("x.toml"), format!("[government]\npressure = {value}\n")).expect("a file");
        let (code, _, errors) = grassroots(folder.path(), &["check", "x.toml"]);
        assert!(code == 2 && errors.contains("x.toml:2:12") && errors.len() < 400, "{} bytes", errors.len());
    }
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
    assert!(code == 0 && lines == 17 + 6 + 5 && out.contains("without_law") && out.contains("budget_simplex"), "{out}");
    assert!(grassroots(folder.path(), &["check", "crisis"]).1.contains("shock at round 52: health in district 1"));
    std::fs::write(folder.path().join("crisis"), "extends = 'crisis.toml'\nshocks = []\n").expect("a file");
    let (code, out, errors) = grassroots(folder.path(), &["check", "crisis"]);
    assert!(code == 0 && !out.contains("shock"), "{out}{errors}");
}

#[test]
fn explain_takes_a_key_a_section_or_a_bare_name() {
    let folder = folder();
    let explain = |word| grassroots(folder.path(), &["explain", word]).1;
    assert!(explain("government.pressure").contains("range      a number from 0 to 1"));
    assert_eq!(explain("government.pressure"), explain("pressure"));
    assert!(explain("solved_share").contains("a column of results") && explain("crisis").contains("shock at round 52"));
    assert!(explain("technology").contains("technology.phone") && explain("technology").contains("budget.technology"));
}

#[test]
fn every_sort_of_document_is_checked_started_and_has_a_schema() {
    let folder = folder();
    let told = |args: &[&str]| {
        let (code, out, errors) = grassroots(folder.path(), args);
        assert_eq!(code, 0, "{errors}");
        out
    };
    let written = told(&["new", "--experiment", "my design.toml"]);
    assert!(written.ends_with("then `grassroots check 'my design.toml'`\n"), "{written}");
    assert!(told(&["check", "my design.toml"]).contains("an experiment over baseline: 9 points with 10 replicates"));
    let mut piped = Command::cargo_bin("grassroots").expect("the program");
    let piped = piped.args(["check", "/dev/stdin"]).write_stdin("budget.law = 0.08\n").output().expect("it runs");
    assert!(!cfg!(unix) || String::from_utf8_lossy(&piped.stdout).contains("budget.law"), "{piped:?}");
    assert!(told(&["check", "technology"]).starts_with("technology: fine, an experiment over baseline: 7 points"));
    std::fs::write(folder.path().join("u.toml"), "'feedback.loss_rate' = { from = 0.1, to = 0.2 }\n").expect("a file");
    assert!(told(&["check", "u.toml"]).contains("feedback.loss_rate  uniform from 0.1 to 0.2"));
    std::fs::write(folder.path().join("own.toml"), "extends = 'new_pattern'\ngovernment.pressure = 0.9\n")
        .expect("a file");
    let own = told(&["check", "own.toml"]);
    assert!(
        own.starts_with("own.toml: fine, changes 1 value of new_pattern\n") && own.contains("what it costs"),
        "{own}"
    );
    assert!(told(&["schema", "--experiment"]).contains("\"A grassroots experiment\""));
    assert!(told(&["schema", "--unknowns"]).contains("\"feedback.loss_rate\""));
    let (code, _, errors) = grassroots(folder.path(), &["new", "--experiment", "formats.toml"]);
    assert!(code == 2 && errors.contains("choose another name"), "{errors}");
}

#[test]
fn what_is_wrong_is_told_once_and_for_its_reason() {
    let folder = folder();
    let experiment = |text: &str| {
        let text = format!("base = 'baseline'\ndesign.kind = 'factorial'\n{text}\n");
        std::fs::write(folder.path().join("x.toml"), text).expect("a file");
        grassroots(folder.path(), &["check", "x.toml"]).2
    };
    let once = experiment("factors.budget.law = { from = 0.02, to = 0.1, steps = 1 }");
    assert_eq!((once.matches("error:").count(), once.contains("a whole number from 2")), (1, true), "{once}");
    let named = |name: &str| {
        experiment(&format!("factors.budget.law = [0.1]\noutcomes = [{{ column = 'gain', name = '{name}' }}]"))
    };
    assert!(named(&"x".repeat(65)).contains("it is longer than 64 letters"));
    assert!(named("信任").contains("the letters a to z, digits and `_` can be used"));
    assert!(named("").contains("it is empty"));
    let (_, _, errors) = grassroots(folder.path(), &["run", "--set", "law=0.1"]);
    assert!(errors.contains("did you mean `budget.law`?"), "{errors}");
}
