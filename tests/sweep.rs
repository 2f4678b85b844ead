//! Sweeps on the command line: whatever happens to them, their tables are those of one that nothing happened to.

#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// The tables and figures that are the same however they came about.
const TABLES: [&str; 6] = ["runs.csv", "runs.parquet", "points.csv", "rounds.parquet", "heat_map.svg", "heat_map.png"];

/// Six points in a city that runs in a moment.
const TINY: &str = r#"
base = "baseline"
replicates = 8
rounds = 5
warm_up = 2
outcomes = ["trust_government", "gain"]

[set]
population.residents = 5
population.communities = 2

[design]
kind = "factorial"

[factors]
"needs.scale" = [1.0, 4.0, 9.0]
"government.pressure" = [0.0, 1.0]
"#;

/// Runs of [`TINY`].
const RUNS: usize = 48;

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin("grassroots")
}

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program()).current_dir(folder).args(arguments).output().expect("the program starts")
}

/// A folder with an experiment `tiny.toml`.
fn place(text: &str) -> TempDir {
    let place = TempDir::new().expect("a folder");
    write(place.path(), text);
    place
}

fn write(place: &Path, text: &str) {
    std::fs::write(place.join("tiny.toml"), text).expect("a file");
}

fn sweep(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["sweep", "tiny.toml", "--quiet"], arguments].concat())
}

/// What the program said on its way to this exit code.
fn told(output: &Output, code: i32) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(path: &Path) -> String {
    String::from_utf8(bytes(path)).expect("a text")
}

/// Lines of a journal that hold a run.
fn runs_in(journal: &Path) -> usize {
    let journal = String::from_utf8_lossy(&bytes(journal)).into_owned();
    journal.lines().filter(|line| line.split('\t').nth(1).is_some_and(|word| word != "study")).count()
}

/// Fails with the first table in which two folders differ.
fn assert_same(one: &Path, other: &Path) {
    for table in TABLES.iter().filter(|table| one.join(table).exists() || other.join(table).exists()) {
        assert!(bytes(&one.join(table)) == bytes(&other.join(table)), "{table} differs");
    }
}

/// The experiment run in one piece.
fn undisturbed(place: &Path) -> PathBuf {
    told(&sweep(place, &["--out", "whole"]), 0);
    place.join("whole")
}

#[test]
fn a_sweep_writes_its_tables_and_what_made_them() {
    let place = place(TINY);
    let output = grassroots(place.path(), &["sweep", "tiny.toml"]);
    told(&output, 0);
    let summary = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(summary.contains("48 of 48 runs have ended: 48 done"), "{summary}");
    assert!(summary.contains("points.csv, heat_map.svg, heat_map.png"), "{summary}");
    let folder = place.path().join("outputs/tiny");
    assert_eq!(text(&folder.join("runs.csv")).lines().count(), 1 + RUNS);
    assert_eq!(text(&folder.join("points.csv")).lines().count(), 1 + 6 * 2);
    assert_eq!(text(&folder.join("experiment.toml")), TINY);
    let manifest: serde_json::Value = serde_json::from_str(&text(&folder.join("manifest.json"))).expect("JSON");
    assert_eq!((&manifest["runs"], &manifest["study"]["replicates"]), (&RUNS.into(), &8.into()));
}

#[test]
fn a_killed_sweep_is_gone_on_with_as_if_nothing_had_happened() {
    let place = place(&format!("keep_rounds = true\n{TINY}").replace("replicates = 8", "replicates = 20"));
    let whole = undisturbed(place.path());
    let length = bytes(&whole.join("runs.journal")).len();
    let journal = place.path().join("killed/runs.journal");
    for kill in 0..20 {
        let before = std::fs::read(&journal).unwrap_or_default();
        let child = start(place.path(), &["--out", "killed", "--resume"]);
        kill_at(child, &journal, length * kill / 20, Duration::from_micros(7919 * (kill as u64 * 31 % 17) / 30));
        let after = std::fs::read(&journal).unwrap_or_default();
        let kept = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        assert!(after.starts_with(&before[..kept]), "kill {kill} lost a run");
    }
    told(&sweep(place.path(), &["--out", "killed", "--resume"]), 0);
    assert_same(&whole, &place.path().join("killed"));
    assert_eq!(bytes(&journal).len(), length, "a run was done twice");
}

fn start(place: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(program());
    command.current_dir(place).args(["sweep", "tiny.toml", "--quiet", "--threads", "2"]).args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Kills a process a while after its journal has grown to a length, or once it has ended by itself.
fn kill_at(mut child: Child, journal: &Path, length: usize, after: Duration) {
    let long_enough = || std::fs::metadata(journal).is_ok_and(|file| file.len() as usize >= length);
    while !long_enough() && child.try_wait().expect("a process").is_none() {
        std::thread::sleep(Duration::from_micros(300));
    }
    std::thread::sleep(after);
    let _ = child.kill();
    child.wait().expect("it ended");
}

#[test]
fn a_torn_or_damaged_journal_costs_its_runs_and_no_more() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    let journal = bytes(&whole.join("runs.journal"));
    // Within a line: all have about the same length.
    let first = journal.iter().position(|&byte| byte == b'\n').expect("a line");
    let runs = journal.len() - first;
    let (third, flipped) = (first + runs / 3 + 40, first + runs / 2 + 40);
    let mut damaged = journal[..journal.len() - 7].to_vec();
    damaged[flipped] ^= 4;
    for (content, lost) in [(&journal[..third], "a line"), (&damaged, "2 lines")] {
        std::fs::write(whole.join("runs.journal"), content).expect("a file");
        let told = told(&sweep(place.path(), &["--out", "whole", "--resume"]), 0);
        assert!(told.contains(lost), "{told}");
        told_nothing(&sweep(place.path(), &["--out", "whole", "--resume"]));
        told_nothing(&sweep(place.path(), &["--out", "other", "--overwrite"]));
        assert_same(&whole, &place.path().join("other"));
    }
    // Whoever lost all of it is not left to find out that everything runs again.
    std::fs::write(whole.join("runs.journal"), "").expect("a file");
    let refused = told(&sweep(place.path(), &["--out", "whole", "--resume"]), 2);
    assert!(refused.contains("it is gone or empty, and with it 48 runs"), "{refused}");
    std::fs::write(whole.join("runs.journal"), &journal).expect("a file");
    told_nothing(&sweep(place.path(), &["--out", "whole", "--resume"]));
}

fn told_nothing(output: &Output) {
    assert_eq!(told(output, 0), "");
}

#[test]
fn results_are_neither_mixed_nor_overwritten_unless_asked() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    let before = bytes(&whole.join("runs.csv"));
    assert!(told(&sweep(place.path(), &["--out", "whole"]), 2).contains("--resume"));
    write(place.path(), &TINY.replace("rounds = 5", "rounds = 6"));
    let refused = told(&sweep(place.path(), &["--out", "whole", "--resume"]), 2);
    assert!(refused.contains("cannot go on with whole: rounds: 5 -> 6"), "{refused}");
    write(place.path(), &TINY.replace("1.0, 4.0", "4.0"));
    let refused = told(&sweep(place.path(), &["--out", "whole", "--resume"]), 2);
    assert!(refused.contains("points"), "{refused}");
    write(place.path(), TINY);
    let refused = told(&sweep(place.path(), &["--out", "whole", "--resume", "--replicates", "7"]), 2);
    assert!(refused.contains("replicates: 8 -> 7"), "{refused}");
    assert!(told(&sweep(place.path(), &["--out", "whole", "--resume", "--shard", "1/2"]), 2).contains("shard 1/2"));
    assert!(told(&sweep(place.path(), &["--out", ".", "--resume"]), 2).contains("already has files"));
    assert!(bytes(&whole.join("runs.csv")) == before);
}

#[test]
fn results_of_another_program_are_neither_gone_on_with_nor_merged() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    // The first line says which program began it; with its checksum it can be told from a damaged one.
    let journal = text(&whole.join("runs.journal"));
    let (first, runs) = journal.split_once('\n').expect("a line");
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let content = first.split_once('\t').expect("a checksum").1.replace(&version, "\"version\":\"0.0.9\"");
    let line = format!("{}\t{content}", &blake3::hash(content.as_bytes()).to_hex()[..16]);
    assert_ne!(line, first);
    std::fs::write(whole.join("runs.journal"), format!("{line}\n{runs}")).expect("a file");
    std::fs::remove_file(whole.join("manifest.json")).expect("a file");
    let refused = told(&sweep(place.path(), &["--out", "whole", "--resume"]), 2);
    assert!(refused.contains("version 0.0.9") && refused.contains("--out"), "{refused}");
    let refused = told(&grassroots(place.path(), &["merge", "whole", "--out", "joined"]), 2);
    assert!(refused.contains("version 0.0.9"), "{refused}");
    assert!(!place.path().join("joined").exists());
}

#[test]
fn figures_can_be_drawn_again_and_foreign_ones_stay() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    let drawn = bytes(&whole.join("heat_map.svg"));
    std::fs::remove_file(whole.join("heat_map.svg")).expect("a figure");
    std::fs::write(whole.join("response.svg"), "of somebody else").expect("a file");
    let output = grassroots(place.path(), &["plot", "whole"]);
    told_nothing(&output);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "whole/heat_map.svg\nwhole/heat_map.png\n");
    assert!(bytes(&whole.join("heat_map.svg")) == drawn);
    assert_eq!(text(&whole.join("response.svg")), "of somebody else", "what the program did not write stays");
    let page = text(&whole.join("report.html"));
    assert!(page.contains("<svg ") && page.contains("Points") && page.contains("grassroots sweep"), "{page}");
    std::fs::remove_file(whole.join("report.html")).expect("a report");
    told(&grassroots(place.path(), &["report", "whole"]), 0);
    assert!(text(&whole.join("report.html")) == page);
    let refused = told(&grassroots(place.path(), &["plot", "whole", "--columns", "gain"]), 2);
    assert!(refused.contains("results of a sweep"), "{refused}");
}

#[test]
fn points_and_replicates_can_be_added() {
    let place = place(TINY);
    write(place.path(), &TINY.replace("4.0, ", ""));
    told_nothing(&sweep(place.path(), &["--out", "grown", "--replicates", "3"]));
    write(place.path(), TINY);
    told_nothing(&sweep(place.path(), &["--out", "grown", "--resume", "--replicates", "5"]));
    told_nothing(&sweep(place.path(), &["--out", "grown", "--resume"]));
    let whole = undisturbed(place.path());
    assert_same(&whole, &place.path().join("grown"));
    let lines = |folder: &str| runs_in(&place.path().join(folder).join("runs.journal"));
    assert_eq!((lines("whole"), lines("grown")), (RUNS, RUNS), "nothing is done twice");
}

#[test]
fn shards_join_into_the_whole_and_what_is_missing_is_told() {
    let place = place(&format!("keep_rounds = true\n{TINY}"));
    let whole = undisturbed(place.path());
    ["1/3", "2/3", "3/3"].iter().for_each(|shard| told_nothing(&sweep(place.path(), &["--shard", shard])));
    let part = |number: u32| format!("outputs/tiny.shard-{number}-of-3");
    let merge = |parts: &[u32], out: &str| {
        let parts: Vec<String> = parts.iter().map(|&number| part(number)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        grassroots(place.path(), &[&["merge", "--quiet", "--out", out], &parts[..]].concat())
    };
    told_nothing(&merge(&[3, 1, 2], "joined"));
    assert_same(&whole, &place.path().join("joined"));
    let missing = told(&merge(&[3, 1], "partly"), 1);
    assert!(missing.contains("16 of 48 runs are missing: 16 of shard 2/3"), "{missing}");
    told_nothing(&sweep(place.path(), &["--resume", "--out", "partly"]));
    assert_same(&whole, &place.path().join("partly"));
    write(place.path(), &TINY.replace("rounds = 5", "rounds = 6"));
    told_nothing(&sweep(place.path(), &["--shard", "2/3", "--out", &part(2), "--overwrite"]));
    assert!(told(&merge(&[3, 1, 2], "never"), 2).contains("rounds: "));
    assert!(!place.path().join("never").exists());
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    for threads in ["1", "2", "3"] {
        told_nothing(&sweep(place.path(), &["--threads", threads, "--out", threads]));
        assert_same(&whole, &place.path().join(threads));
    }
}

#[test]
fn what_failed_is_told_kept_and_run_again_only_when_asked() {
    // A city that takes longer to build than the shortest timeout.
    let slow = TINY.replace("residents = 5", "residents = 500").replace("replicates = 8", "replicates = 2");
    let place = place(&slow);
    let whole = undisturbed(place.path());
    write(place.path(), &format!("timeout = 0.001\n{slow}"));
    let failed = told(&sweep(place.path(), &["--out", "late"]), 1);
    assert!(failed.contains("12 of 12 runs failed") && failed.contains("--retry-failed"), "{failed}");
    let late = place.path().join("late");
    let table = text(&late.join("runs.csv"));
    assert_eq!(table.matches("failed,warm-up,took longer than 0.001 s").count(), 12);
    told(&sweep(place.path(), &["--out", "late", "--resume"]), 1);
    assert_eq!(runs_in(&late.join("runs.journal")), 12, "failed runs are run again by themselves");
    write(place.path(), &slow);
    told_nothing(&sweep(place.path(), &["--out", "late", "--resume", "--retry-failed"]));
    assert_same(&whole, &late);
}

#[test]
fn what_is_set_over_a_sweep_is_part_of_what_is_studied() {
    let place = place(TINY);
    let over =
        ["--seed", "5", "--rounds", "4", "--set", "feedback.loss_rate=0.2", "--replicates", "1", "--out", "over"];
    told(&sweep(place.path(), &over), 0);
    let folder = place.path().join("over");
    let runs = text(&folder.join("runs.csv"));
    assert!(runs.lines().skip(1).all(|line| line.split(',').nth(5) == Some("5")), "{runs}");
    assert!(text(&folder.join("experiment.toml")).starts_with("# Run with feedback.loss_rate=0.2 over it.\n"));
    told(&grassroots(place.path(), &["reproduce", "over"]), 0);
    let other = sweep(place.path(), &[&["--seed", "6"], &over[2..], &["--resume"]].concat());
    assert!(told(&other, 2).contains("seed: 5 -> 6"));
    let erased = sweep(place.path(), &["--set", "government.pressure=0.5"]);
    assert!(told(&erased, 2).contains("`government.pressure` is a factor of the experiment"));
}

#[test]
fn a_dry_run_tells_what_it_would_take_and_writes_nothing() {
    let place = place(TINY);
    let output = grassroots(place.path(), &["sweep", "tiny.toml", "--dry-run", "--shard", "1/4"]);
    told(&output, 0);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("6 points with 8 replicates are 48 runs; shard 1/4 is 12 of them"), "{told}");
    assert!(told.contains("runs a second") && told.contains("iB in outputs/tiny.shard-1-of-4"), "{told}");
    assert!(!place.path().join("outputs").exists());
}

/// An experiment that does not end soon.
fn long() -> String {
    TINY.replace("replicates = 8", "replicates = 100000")
}

/// Starts it and waits until it has something on disk.
fn under_way(place: &Path) -> Child {
    let mut child = start(place, &["--out", "long"]);
    let journal = place.join("long/runs.journal");
    while !journal.exists() || runs_in(&journal) < 10 {
        assert!(child.try_wait().expect("a process").is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn while_it_runs_it_tells_how_far_it_is_and_nobody_else_writes() {
    let place = place(&long());
    let mut child = under_way(place.path());
    let output = grassroots(place.path(), &["status", "long", "--json"]);
    told(&output, 0);
    let status: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&status["running"], &status["runs"]), (&true.into(), &600_000.into()));
    assert!(status["done"].as_u64() > Some(0) && status["seconds_left"].as_f64() > Some(0.0), "{status}");
    assert!(told(&sweep(place.path(), &["--out", "long", "--resume"]), 2).contains("another process"));
    assert!(told(&sweep(place.path(), &["--out", "long", "--overwrite"]), 2).contains("another process"));
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
    let output = grassroots(place.path(), &["status", "long"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("not running: --resume goes on"));
    assert!(told(&grassroots(place.path(), &["status", "."]), 2).contains("not a folder of results"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_has_ended_and_says_how_to_go_on() {
    let place = place(&long());
    let child = under_way(place.path());
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal");
    let told = told(&child.wait_with_output().expect("it ended"), 130);
    assert!(told.contains("of 600000 runs") && told.contains("--resume"), "{told}");
    let folder = place.path().join("long");
    assert_eq!(text(&folder.join("runs.csv")).lines().count(), 1 + runs_in(&folder.join("runs.journal")));
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_sweep_and_what_has_ended_is_gone_on_with() {
    let place = place(&TINY.replace("replicates = 8", "replicates = 250"));
    let whole = undisturbed(place.path());
    // No file may grow beyond 200 blocks of 512 bytes; the write that would exceed it fails as on a full disk.
    let limited = "trap '' XFSZ; ulimit -f 200; exec \"$0\" sweep tiny.toml --quiet --out full";
    let mut command = Command::new("sh");
    let output = command.args(["-c", limited]).arg(program()).current_dir(place.path()).output().expect("a shell");
    let told_full = told(&output, 1);
    assert!(told_full.contains("cannot write full/runs.journal") && told_full.contains("--resume"), "{told_full}");
    let kept = runs_in(&place.path().join("full/runs.journal"));
    assert!(kept > 10 && kept < 1500, "{kept} runs are kept");
    told_nothing(&sweep(place.path(), &["--out", "full", "--resume"]));
    assert_same(&whole, &place.path().join("full"));
}
