//! Comparisons on the command line: tables written, kept runs, the same bytes again, refusals.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A city that runs in a moment.
const TINY: [&str; 10] = [
    "--set",
    "population.residents=20",
    "--set",
    "population.communities=1",
    "--set",
    "needs.scale=4",
    "--set",
    "run.warm_up=2",
    "--rounds",
    "8",
];

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("grassroots").expect("the program is built");
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

/// Compares under `outputs/x`.
fn compare(folder: &Path, arguments: &[&str]) -> Output {
    grassroots(folder, &[&["compare"], arguments, &TINY, &["--out", "x"]].concat())
}

fn succeeded(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output, message: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    // A long message may be wrapped.
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(message), "{told}");
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The results that must have the same bytes, whatever happened on the way.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let timed = ["manifest.json", "runs.journal", "rounds", ".lock"];
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !timed.iter().any(|name| path.ends_with(name)))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn run_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("rounds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Rows of a table by the name of the outcome, each by the names of its columns.
fn rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_path(path).unwrap();
    csv.deserialize().map(Result::unwrap).collect()
}

fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&read(&folder.join("manifest.json"))).unwrap()
}

#[test]
fn a_comparison_writes_its_tables_scenarios_and_manifest_and_tells_verdicts() {
    let place = TempDir::new().unwrap();
    let told = succeeded(&grassroots(
        place.path(),
        &[&["compare", "baseline", "command", "baseline", "--replicates", "3"], &TINY[..]].concat(),
    ));
    assert!(told.contains("command against baseline\n") && told.contains("baseline-2 against baseline\n"), "{told}");
    assert!(told.contains("Trust in government: exactly the same"), "{told}");
    assert!(told.contains("of 3 seeds agree") && told.contains("long-run states"), "{told}");
    let folder = place.path().join("outputs/compare-baseline-command-baseline-2");
    let all = rows(&folder.join("differences.csv"));
    let table: Vec<_> = all.iter().filter(|row| row["group"] == "city").collect();
    assert_eq!(table.len(), 2 * grassroots::COLUMNS.len());
    let primary: Vec<_> = table.iter().filter(|row| row["primary"] == "TRUE").collect();
    assert_eq!(primary.len(), 2 * 6);
    for row in table.iter().filter(|row| row["arm"] == "baseline-2" && row["replicates"] != "0") {
        assert_eq!((row["difference"].as_str(), row["p"].as_str(), row["effect"].as_str()), ("0.0", "", ""), "{row:?}");
    }
    assert!(primary.iter().filter(|row| row["arm"] == "command").any(|row| !row["holm"].is_empty()));
    assert_eq!(rows(&folder.join("differences_by_round.csv")).len(), 8 * table.len());
    assert!(read(&folder.join("command.toml")).contains("replicates = 3"));
    assert_eq!(run_files(&folder).len(), 9);
    for figure in ["curves", "differences", "chain", "forest", "gaps"] {
        roxmltree::Document::parse(&read(&folder.join(format!("{figure}.svg")))).unwrap();
        assert!(std::fs::read(folder.join(format!("{figure}.png"))).unwrap().starts_with(b"\x89PNG"), "{figure}");
    }
    let report = read(&folder.join("report.html"));
    assert!(report.contains("grassroots compare baseline command baseline --replicates 3 --set"), "no command");
    let name = folder.display().to_string();
    std::fs::remove_file(folder.join("report.html")).unwrap();
    succeeded(&grassroots(place.path(), &["report", &name]));
    assert!(read(&folder.join("report.html")) == report, "the report is the same when it is made again");
    let chosen = ["plot", &name, "--columns", "backlog,gain", "--group", "ses_low", "--format", "svg"];
    succeeded(&grassroots(place.path(), &chosen));
    let custom = read(&folder.join("custom.svg"));
    assert!(["Backlog", "command", "baseline-2"].iter().all(|words| custom.contains(words)), "a curve for each arm");
    let missing = grassroots(place.path(), &["plot", &name, "--columns", "gain", "--group", "district_1"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no group `district_1`"));
    let manifest = manifest(&folder);
    assert!(manifest["files"].as_array().unwrap().iter().any(|file| file["name"] == "report.html"));
    assert_eq!((&manifest["runs"], &manifest["ended"]), (&9.into(), &9.into()));
    let arms = &manifest["study"]["kind"]["comparison"]["arms"];
    assert!(arms[1].as_str().unwrap().contains("name = \"command\""), "{arms}");
}

#[test]
fn a_common_setting_never_swallows_what_arms_say() {
    let place = TempDir::new().unwrap();
    std::fs::write(place.path().join("low.toml"), "extends = 'baseline'\ngovernment.supervision = 0.1").unwrap();
    let swallowed = compare(place.path(), &["baseline", "low.toml", "--set", "government.supervision=0.3"]);
    refused(&swallowed, "(0.5 in `baseline`, 0.1 in `low`): setting it for all of them would erase that");
    assert!(!place.path().join("x").exists(), "nothing is begun");
}

#[test]
fn a_comparison_can_be_about_groups_districts_and_gaps() {
    let place = TempDir::new().unwrap();
    let asked = "gain:ses_low,gain:ses_high,trust_government:ses_high-ses_low,gain:district_2,gain";
    let arms = ["baseline", "command", "--replicates", "3", "--primary", asked];
    let told = succeeded(&compare(place.path(), &arms));
    assert!(told.contains("\n  Gain, ses_low: ") && told.contains("ses_high minus ses_low: "), "{told}");
    let folder = place.path().join("x");
    let table = rows(&folder.join("differences.csv"));
    let row = |outcome: &str, group: &str| {
        let found = table.iter().find(|row| row["outcome"] == outcome && row["group"] == group);
        found.unwrap_or_else(|| panic!("no row of {outcome} for {group}"))
    };
    let number = |outcome: &str, group: &str| row(outcome, group)["difference"].parse::<f64>().unwrap();
    let gap = number("gain", "ses_high") - number("gain", "ses_low");
    assert!((number("gain", "ses_high-ses_low") - gap).abs() < 1e-12);
    assert_eq!(table.iter().filter(|row| row["primary"] == "TRUE").count(), 5);
    assert!(["gain", "trust_government"].iter().all(|name| row(name, "ses_middle")["bca_low"].is_empty()));
    assert!(!row("gain", "district_2")["bca_low"].is_empty() && !row("gain", "ses_low")["bca_low"].is_empty());
    // A group that has no value of a column has no row of it.
    assert!(!table.iter().any(|row| row["outcome"] == "organisations" && row["group"] == "ses_low"));
    let by_round = rows(&folder.join("differences_by_round.csv"));
    assert_eq!(by_round.iter().filter(|row| row["group"] == "district_2").count(), 8);
    let arms_table = rows(&folder.join("arms.csv"));
    let mean = |arm: &str| {
        let of = |row: &&std::collections::BTreeMap<String, String>| {
            (row["arm"].as_str(), row["outcome"].as_str(), row["group"].as_str()) == (arm, "gain", "district_2")
        };
        arms_table.iter().find(of).map(|row| row["mean"].parse::<f64>().unwrap()).unwrap()
    };
    assert!((mean("command") - mean("baseline") - number("gain", "district_2")).abs() < 1e-12);
    assert_eq!(rows(&folder.join("arms_by_round.csv")).len(), 2 * 5 * 8);
    let wrong = |primary: &str| compare(place.path(), &["baseline", "command", "--primary", primary]);
    refused(&wrong("gain:poor"), "`poor` is no group: there are city, ses_low");
    refused(&wrong("gain:district_9"), "its districts are district_1 to district_4");
    refused(&wrong("gain:ses_low-ses_low"), "always zero");
    // Runs that were kept without districts cannot answer.
    let plain = ["baseline", "command", "--replicates", "3"];
    succeeded(&compare(place.path(), &[&plain[..], &["--overwrite"]].concat()));
    let resumed = compare(place.path(), &[&plain[..], &["--resume", "--primary", "gain:district_1"]].concat());
    refused(&resumed, "runs were kept without districts");
}

#[test]
fn a_comparison_gives_the_same_bytes_after_any_loss_of_runs_and_on_any_number_of_threads() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("x");
    let arms = ["baseline", "legalistic", "--replicates", "4"];
    succeeded(&compare(place.path(), &[&arms[..], &["--threads", "1"]].concat()));
    let expected = bytes(&folder);
    let files = run_files(&folder);
    // One lost, one torn, one with a bit flipped, one only begun; and the tables lost.
    std::fs::remove_file(&files[0]).unwrap();
    let whole = std::fs::read(&files[2]).unwrap();
    std::fs::write(&files[2], &whole[..whole.len() / 2]).unwrap();
    let mut flipped = std::fs::read(&files[5]).unwrap();
    flipped[1000] ^= 1;
    std::fs::write(&files[5], flipped).unwrap();
    let begun = format!("rounds/.{}.part", files[7].file_name().unwrap().to_string_lossy());
    std::fs::rename(&files[7], folder.join(begun)).unwrap();
    std::fs::remove_file(folder.join("differences.csv")).unwrap();
    let resumed = compare(place.path(), &[&arms[..], &["--threads", "3", "--resume"]].concat());
    succeeded(&resumed);
    let told = String::from_utf8_lossy(&resumed.stderr);
    assert_eq!(told.matches("its run will be done again").count(), 4, "{told}");
    assert!(bytes(&folder) == expected);
    assert_eq!(run_files(&folder), files);
}

#[test]
fn more_replicates_can_be_added_and_give_what_all_at_once_would_have_given() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("x");
    let arms = ["baseline", "command"];
    succeeded(&compare(place.path(), &[&arms[..], &["--replicates", "5"]].concat()));
    let expected = bytes(&folder);
    succeeded(&compare(place.path(), &[&arms[..], &["--replicates", "2", "--overwrite"]].concat()));
    let kept: Vec<_> =
        run_files(&folder).iter().map(|file| std::fs::metadata(file).unwrap().modified().unwrap()).collect();
    assert_eq!(kept.len(), 4, "the runs of before are gone");
    succeeded(&compare(place.path(), &[&arms[..], &["--replicates", "5", "--resume"]].concat()));
    assert!(bytes(&folder) == expected);
    let now: Vec<_> =
        run_files(&folder).iter().map(|file| std::fs::metadata(file).unwrap().modified().unwrap()).collect();
    assert!(kept.iter().all(|time| now.contains(time)), "what was finished is not run again");
}

#[test]
fn another_comparison_is_not_gone_on_with_and_the_difference_is_told() {
    let place = TempDir::new().unwrap();
    let resume = |arguments: &[&str]| compare(place.path(), &[arguments, &["--resume", "--replicates", "1"]].concat());
    // There is nothing yet: it begins.
    succeeded(&resume(&["baseline", "command"]));
    refused(
        &compare(place.path(), &["baseline", "command"]),
        "already has results of this comparison: 2 of 2 runs have ended; go on with --resume",
    );
    refused(&compare(place.path(), &["baseline", "legalistic"]), "already has files in it; name another with --out");
    refused(
        &resume(&["baseline", "legalistic"]),
        "the scenarios were baseline, command, now they are baseline, legalistic",
    );
    let pressed = ["baseline", "command", "--set", "feedback.loss_rate=0.3"];
    refused(&resume(&pressed), "in `baseline` feedback.loss_rate was 0.15, now it is 0.3");
    refused(&resume(&["baseline", "command", "--seed", "9"]), "run.seed was 1, now it is 9");
    refused(&resume(&["baseline", "command", "--fork", "3"]), "there was no fork, now there is a fork at round 3");
    std::fs::write(place.path().join("u.toml"), "'feedback.loss_rate' = { from = 0.1, to = 0.2 }").unwrap();
    refused(
        &resume(&["baseline", "command", "--uncertain", "u.toml"]),
        "the unknowns were none, now they are feedback",
    );
    succeeded(&resume(&["baseline", "command"]));
    std::fs::write(place.path().join("x/notes.txt"), "mine").unwrap();
    succeeded(&compare(place.path(), &["baseline", "legalistic", "--replicates", "1", "--overwrite"]));
    assert!(place.path().join("x/notes.txt").exists() && !place.path().join("x/command.toml").exists());
}

#[test]
fn replicates_are_doubled_until_a_precision_is_reached() {
    let place = TempDir::new().unwrap();
    let arms = ["baseline", "command", "--set", "needs.scale=2"];
    let told = succeeded(&compare(place.path(), &[&arms[..], &["--precision", "trust_government=1"]].concat()));
    assert!(told.contains("was reached with 8 replicates") && told.contains("sequential, with 1 look."), "{told}");
    let more = ["--precision", "trust_government=0.00001", "--replicates", "8", "--max-replicates", "10", "--resume"];
    let told = succeeded(&compare(place.path(), &[&arms[..], &more].concat()));
    assert!(
        told.contains("not reached") && told.contains("10 replicates. Stopping was sequential, with 2 looks"),
        "{told}"
    );
    assert_eq!(manifest(&place.path().join("x"))["ended"], 20);
    let wrong = |precision: &str| compare(place.path(), &["baseline", "command", "--precision", precision]);
    refused(&wrong("trust_goverment=0.1"), "trust_government");
    refused(&wrong("gain=0"), "must be a number above 0, not 0");
    refused(&wrong("gain"), "OUTCOME=HALFWIDTH");
    let one = ["baseline", "command", "--precision", "gain=0.1", "--replicates", "1"];
    refused(&compare(place.path(), &one), "--replicates: with a precision the first look is at 2 to 1000, not 1");
}

#[test]
fn forked_arms_share_their_rows_up_to_the_fork() {
    let place = TempDir::new().unwrap();
    std::fs::write(
        place.path().join("strict.toml"),
        "extends = 'baseline'\n[government]\nsupervision = 1\npressure = 0",
    )
    .unwrap();
    let arms = ["baseline", "strict.toml", "--replicates", "2", "--fork", "4"];
    let told = succeeded(&compare(place.path(), &arms));
    assert!(told.contains("one history up to round 4"), "{told}");
    let table = rows(&place.path().join("x/differences_by_round.csv"));
    let differs =
        |row: &&std::collections::BTreeMap<String, String>| !["", "0.0"].contains(&row["difference"].as_str());
    let rounds: Vec<u32> = table.iter().filter(differs).map(|row| row["round"].parse().unwrap()).collect();
    assert_eq!(rounds.iter().min(), Some(&4));
    std::fs::write(place.path().join("other.toml"), "extends = 'baseline'\nfeedback.loss_rate = 0.4").unwrap();
    refused(&compare(place.path(), &["baseline", "other.toml", "--fork", "4"]), "differ in feedback.loss_rate");
}

#[test]
fn unknowns_are_drawn_for_pairs_of_replicates_and_the_variance_is_split() {
    let place = TempDir::new().unwrap();
    std::fs::write(place.path().join("u.toml"), "'feedback.loss_rate' = { from = 0, to = 1 }").unwrap();
    let arms = ["baseline", "command", "--replicates", "5", "--uncertain", "u.toml"];
    let told = succeeded(&compare(place.path(), &arms));
    assert!(told.contains("from 6 replicates") && told.contains("feedback.loss_rate was drawn"), "{told}");
    assert!(told.contains("Trust in government"), "{told}");
    let table = rows(&place.path().join("x/differences.csv"));
    let trust = table.iter().find(|row| row["outcome"] == "trust_government").unwrap();
    let draws = rows(&place.path().join("x/draws.csv"));
    let values: Vec<&str> = draws.iter().map(|row| row["value"].as_str()).collect();
    assert_eq!((draws.len(), values[0], values[2]), (6, values[1], values[3]), "two replicates share a draw");
    assert!(values[0] != values[2] && draws.iter().all(|row| row["key"] == "feedback.loss_rate"));
    let associations = rows(&place.path().join("x/unknowns.csv"));
    assert!((1..=6).contains(&associations.len()), "what does not vary over three draws has no row");
    assert!(associations.iter().all(|row| row["key"] == "feedback.loss_rate" && row["draws"] == "3"));
    assert!(read(&place.path().join("x/report.html")).contains("Rank correlation"));
    let part = |name: &str| trust[name].parse::<f64>().unwrap();
    assert!((part("luck") + part("ignorance") - 1.0).abs() < 1e-9);
    std::fs::write(
        place.path().join("u.toml"),
        "'feedback.loss_rate' = { from = 0, to = 2 }\n'budget.law' = { values = [1] }",
    )
    .unwrap();
    let wrong = compare(place.path(), &arms);
    refused(&wrong, "u.toml:1:");
    refused(&wrong, "u.toml:2:1");
}

#[test]
fn what_cannot_be_compared_is_refused_before_anything_runs() {
    let place = TempDir::new().unwrap();
    std::fs::write(place.path().join("long.toml"), "extends = 'baseline'\nrun.city_seed = 7").unwrap();
    refused(
        &compare(place.path(), &["baseline", "long.toml"]),
        "run.city_seed is not set in `baseline` and 7 in `long`",
    );
    refused(&compare(place.path(), &["baseline", "command", "--primary", "gian"]), "nearest: gain");
    refused(&compare(place.path(), &["baseline"]), "SCENARIO");
    refused(&compare(place.path(), &["baseline", "command", "--resume", "--overwrite"]), "cannot be used with");
    assert!(!place.path().join("x").exists());
}

#[test]
fn arms_that_spend_different_totals_are_warned_of() {
    let place = TempDir::new().unwrap();
    std::fs::write(place.path().join("rich.toml"), "extends = 'baseline'\nbudget.per_resident = 1.5").unwrap();
    let told = succeeded(&compare(place.path(), &["baseline", "rich.toml", "--replicates", "1"]));
    assert!(
        told.contains("Warning: The arms spend different totals") && told.contains("baseline 8, rich 12"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_finished_runs_and_the_comparison_can_be_gone_on_with() {
    use std::process::Stdio;
    let place = TempDir::new().unwrap();
    let arms = ["compare", "baseline", "command", "--out", "x", "--threads", "2", "--replicates"];
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut command = std::process::Command::new(program);
    let child = command.args([&arms[..], &["100000"], &TINY].concat()).current_dir(place.path());
    let mut child = child.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let folder = place.path().join("x");
    let runs = || std::fs::read_dir(folder.join("rounds")).map_or(0, Iterator::count);
    while runs() < 5 {
        assert!(child.try_wait().unwrap().is_none(), "the comparison ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{told}");
    let kept = manifest(&folder)["ended"].as_u64().unwrap();
    assert!(told.contains(&format!("{kept} of 200000 runs")) && told.contains("--resume"), "{told}");
    assert!(runs() as u64 >= kept);
    let fewer = grassroots(place.path(), &[&arms[..], &["3", "--resume"], &TINY].concat());
    refused(&fewer, "replicates: 100000 -> 3; there may be more of them, but not fewer");
    assert_eq!(manifest(&folder)["ended"].as_u64(), Some(kept), "a refusal loses nothing");
}

#[test]
fn one_process_at_a_time_writes_a_comparison() {
    let place = TempDir::new().unwrap();
    let lock = grassroots::files::FolderLock::take(&place.path().join("x")).expect("a lock");
    refused(&compare(place.path(), &["command", "baseline", "--replicates", "2"]), "another process is writing into x");
    refused(
        &compare(place.path(), &["command", "baseline", "--replicates", "2", "--resume"]),
        "another process is writing into x",
    );
    drop(lock);
    succeeded(&compare(place.path(), &["command", "baseline", "--replicates", "2"]));
}

#[test]
fn a_scenario_that_is_compared_is_not_written_over() {
    let place = TempDir::new().unwrap();
    let text = "# by hand\nextends = 'baseline'\n";
    for name in ["one.toml", "two.toml"] {
        std::fs::write(place.path().join(name), text).unwrap();
    }
    let output = grassroots(place.path(), &["compare", "one.toml", "two.toml", "--out", ".", "--overwrite"]);
    refused(&output, "one.toml is read by this study, and would be lost");
    assert_eq!(read(&place.path().join("one.toml")), text);
}

#[cfg(unix)]
#[test]
fn a_comparison_to_a_precision_is_gone_on_with_wherever_it_was_ended() {
    let place = TempDir::new().unwrap();
    let arms = ["baseline", "command", "--precision", "trust_government=0.0000001", "--max-replicates", "24"];
    succeeded(&compare(place.path(), &arms));
    let whole = bytes(&place.path().join("x"));
    let folder = place.path().join("y");
    let resume = [&["compare"], &arms[..], &TINY, &["--out", "y", "--resume", "-q"]].concat();
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut child = std::process::Command::new(program).args(&resume).current_dir(place.path()).spawn().unwrap();
    // Beyond the first look, which is at 8 replicates of two arms.
    let runs = || std::fs::read_dir(folder.join("rounds")).map_or(0, Iterator::count);
    while runs() < 18 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
    let _ = child.kill();
    child.wait().unwrap();
    succeeded(&grassroots(place.path(), &resume));
    succeeded(&grassroots(place.path(), &resume));
    let files = |files: Vec<(String, Vec<u8>)>| -> Vec<(String, Vec<u8>)> {
        // The report tells the command, which is another one.
        files.into_iter().filter(|(name, _)| name != "report.html").collect()
    };
    assert!(files(bytes(&folder)) == files(whole));
}

#[test]
fn a_comparison_of_which_every_run_fails_says_so_and_keeps_the_reasons() {
    let place = TempDir::new().unwrap();
    let slow = ["--set", "population.residents=3000", "--timeout", "0.001", "--replicates", "1"];
    let output = grassroots(place.path(), &[&["compare", "baseline", "command", "--out", "x"], &slow[..]].concat());
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("2 of 2 runs failed"), "{told}");
    assert!(read(&place.path().join("x/runs.csv")).contains("took longer than 0.001 s"));
}
