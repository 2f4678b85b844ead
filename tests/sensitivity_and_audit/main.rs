//! `sensitivity` and `audit` on the command line: whatever happens to them, their results are those of one that nothing
//! happened to, and what is wrong is told at once, with its place.

#![cfg(feature = "cli")]

mod audit;
mod sensitivity;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    Command::new(program).current_dir(folder).args(arguments).output().expect("the program starts")
}

/// A folder with a file.
fn place(name: &str, text: &str) -> TempDir {
    let place = TempDir::new().expect("a folder");
    write(place.path(), name, text);
    place
}

fn write(place: &Path, name: &str, text: &str) {
    std::fs::write(place.join(name), text).expect("a file");
}

/// What the program said on its way to this exit code: errors and notes.
fn told(output: &Output, code: i32) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

/// What it printed.
fn printed(output: &Output) -> String {
    told(output, 0);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// All that it said, of which nothing is no number.
fn said(output: &Output, code: i32) -> String {
    let errors = told(output, code);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &errors;
    assert!(!said.contains("NaN") && !said.contains("panicked"), "{said}");
    said
}

/// What a command is refused for, with all of these words, before anything is begun.
fn refusal(place: &Path, arguments: &[&str], words: &[&str]) -> String {
    let said = said(&grassroots(place, arguments), 2);
    words.iter().for_each(|word| assert!(said.contains(word), "`{word}` is not in\n{said}"));
    assert!(!place.join("outputs").exists(), "something was begun");
    said
}

/// Runs that a journal holds.
fn runs_in(folder: &Path) -> usize {
    let journal = String::from_utf8_lossy(&bytes(&folder.join("runs.journal"))).into_owned();
    journal.lines().filter(|line| line.split('\t').nth(1).is_some_and(|word| word != "study")).count()
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(path: &Path) -> String {
    String::from_utf8(bytes(path)).expect("a text")
}

/// Fails with the first of these files in which two folders differ.
fn assert_same(one: &Path, other: &Path, files: &[&str]) {
    for file in files {
        assert!(bytes(&one.join(file)) == bytes(&other.join(file)), "{file} differs");
    }
}

/// Kills the same command again and again while it goes on with what it has, then lets it end.
fn killed_and_resumed(place: &Path, arguments: &[&str], out: &str) {
    let arguments = [arguments, &["--out", out, "--resume", "--quiet", "--threads", "2"]].concat();
    let journal = place.join(out).join("runs.journal");
    for kill in 1..=6 {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("grassroots"));
        command.current_dir(place).args(&arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let long_enough = || std::fs::metadata(&journal).is_ok_and(|file| file.len() > kill * 6000);
        while !long_enough() && child.try_wait().expect("a process").is_none() {
            std::thread::sleep(Duration::from_micros(500));
        }
        let _ = child.kill();
        child.wait().expect("it ended");
    }
    told(&grassroots(place, &arguments), 0);
}

/// Three shards, joined.
fn sharded_and_merged(place: &Path, arguments: &[&str], out: &str) {
    let parts = ["1/3", "2/3", "3/3"].map(|shard| {
        let part = format!("part-{}", &shard[..1]);
        told(&grassroots(place, &[arguments, &["--quiet", "--shard", shard, "--out", &part]].concat()), 0);
        part
    });
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    told(&grassroots(place, &[&["merge", "--quiet", "--out", out], &parts[..]].concat()), 0);
}
