//! The classroom on the command line: the page as a file and served, codes of a comparison and what they tell together.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Output, Stdio};

use assert_cmd::Command;
use tempfile::TempDir;

/// A city that runs in a moment.
const TINY: &str =
    "population.residents = 20\npopulation.communities = 1\nneeds.scale = 4\nrun.warm_up = 2\nrun.rounds = 20\n";

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("grassroots").expect("the program is built");
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

fn succeeded(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output, message: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(message), "{told}");
}

/// A folder with two scenarios and their comparison in `outputs/all`.
fn compared(replicates: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, policy) in [("kept", ""), ("changed", "budget.law = 0.2\n")] {
        let text = format!("extends = \"baseline\"\n{TINY}{policy}");
        std::fs::write(folder.path().join(format!("{name}.toml")), text).expect("a scenario");
    }
    let guessed = "trust_government,participation_rate,solved_share";
    let arguments = ["kept.toml", "changed.toml", "--replicates", replicates, "--primary", guessed, "--out", "all"];
    succeeded(&grassroots(folder.path(), &[&["compare", "-q"][..], &arguments].concat()));
    folder
}

/// Cells of a column of a table, for rows in which others have these values.
fn cells(table: &str, column: &str, of: &[(&str, &str)]) -> Vec<String> {
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let at = |name: &str| header.iter().position(|other| *other == name).expect("a column");
    let fits = |row: &Vec<&str>| of.iter().all(|(name, value)| row[at(name)] == *value);
    lines.filter(fits).map(|row| row[at(column)].to_owned()).collect()
}

#[test]
fn the_page_is_written_once_and_never_over_another_file() {
    let folder = TempDir::new().expect("a folder");
    let told = succeeded(&grassroots(folder.path(), &["classroom", "\u{6559}\u{5ba4} page.html"]));
    assert!(told.contains("\u{6559}\u{5ba4} page.html is the classroom"), "{told}");
    let page = std::fs::read_to_string(folder.path().join("\u{6559}\u{5ba4} page.html")).expect("the page");
    assert!(page.contains("Content-Security-Policy") && page.contains("connect-src 'none'"));
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    succeeded(&grassroots(folder.path(), &["classroom", "\u{6559}\u{5ba4} page.html"]));
    std::fs::write(folder.path().join("mine.html"), "mine").expect("a file");
    refused(&grassroots(folder.path(), &["classroom", "mine.html"]), "mine.html exists already");
    assert_eq!(std::fs::read_to_string(folder.path().join("mine.html")).expect("the file"), "mine");
    refused(&grassroots(folder.path(), &["classroom", "nowhere/page.html"]), "its folder does not exist");
}

#[test]
fn the_page_is_served_to_this_machine() {
    let program = assert_cmd::cargo::cargo_bin("grassroots");
    let mut server = std::process::Command::new(program)
        .args(["classroom", "--serve", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(server.stdout.take().expect("output")).read_line(&mut line).expect("a line");
    let address = line.split('/').nth(2).expect("an address").to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).expect("the server answers");
        stream
            .write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    };
    let (page, other) = (get("/#state"), get("/etc/passwd"));
    server.kill().expect("the server ends");
    server.wait().expect("the server ends");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("text/html; charset=utf-8") && page.contains("</html>"));
    assert!(other.starts_with("HTTP/1.1 404"), "{other}");
}

#[test]
fn codes_of_a_class_give_the_numbers_of_one_comparison_to_the_bit() {
    let folder = compared("45");
    let codes = succeeded(&grassroots(folder.path(), &["class", "--codes-of", "all"]));
    let mut lines: Vec<&str> = codes.lines().collect();
    assert_eq!(lines.len(), 3, "twenty, twenty and five");
    lines.reverse();
    std::fs::write(folder.path().join("codes.txt"), format!("# ours\n{}\n", lines.join("\r\n"))).expect("codes");
    let merge = ["class", "codes.txt", "kept.toml", "changed.toml", "--csv", "class.csv", "--stretches", "s.csv"];
    let told = succeeded(&grassroots(folder.path(), &merge));
    assert!(told.contains("45 replicates from 3 codes: replicates 0 to 44."), "{told}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a table");
    let (class, whole) = (read("class.csv"), read("all/differences.csv"));
    for outcome in ["trust_government", "participation_rate", "solved_share"] {
        for column in ["reference_mean", "arm_mean", "difference", "t_low", "t_high", "same_sign", "replicates", "holm"]
        {
            let (found, expected) = (
                cells(&class, column, &[("outcome", outcome)]),
                cells(&whole, column, &[("outcome", outcome), ("group", "city")]),
            );
            assert_eq!(found, expected, "{column} of {outcome}");
            assert_eq!(found.len(), 1);
        }
        assert_eq!(cells(&read("s.csv"), "difference", &[("outcome", outcome)]).len(), 10);
    }
    refused(&grassroots(folder.path(), &merge), "class.csv exists already");
    succeeded(&grassroots(
        folder.path(),
        &["class", "codes.txt", "kept.toml", "changed.toml", "--figures", "pictures"],
    ));
    assert!(read("pictures/differences.svg").contains("45 replicates from 3 codes"));
    assert!(read("pictures/forest.svg").contains("Solved share"));
}

#[test]
fn what_is_no_code_is_said_line_by_line_and_without_any_code_there_is_nothing() {
    let folder = compared("2");
    let code = succeeded(&grassroots(folder.path(), &["class", "--codes-of", "all"]));
    std::fs::write(folder.path().join("codes.txt"), format!("{code}hello\n{code}")).expect("codes");
    let told = succeeded(&grassroots(folder.path(), &["class", "codes.txt"]));
    assert!(
        told.contains("Line 2: this is no code") && told.contains("Line 3: this code is the same as that of line 1"),
        "{told}"
    );
    let other = grassroots(folder.path(), &["class", "codes.txt", "changed.toml", "kept.toml"]);
    assert!(String::from_utf8_lossy(&other.stdout).contains("Line 1: this code is of another comparison"));
    refused(&other, "codes.txt has no code that could be taken");
    refused(&grassroots(folder.path(), &["class", "nothing.txt"]), "cannot read nothing.txt");
    refused(&grassroots(folder.path(), &["class", "--codes-of", "nowhere"]), "nowhere");
}
