//! Claims under attack on the command line: whatever happens to an audit, its verdict is that of one that nothing happened
//! to, and every mistake in a claim has its place.

#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// What follows from the runs.
const PRODUCTS: [&str; 13] = [
    "claim.toml",
    "runs.csv",
    "runs.parquet",
    "worlds.csv",
    "attacks.csv",
    "draws.csv",
    "drivers.csv",
    "box.csv",
    "attacks.svg",
    "worlds.png",
    "drivers.svg",
    "drivers.png",
    "report.html",
];

/// A claim in a city that runs in a moment.
const TINY: &str = r#"
claim = "More law raises security and does not lower trust"
base = "baseline"
change.budget.law = 0.1
holds = [
    { outcome = "security", sign = "up" },
    { outcome = "trust_government", sign = "not down", margin = 0.005 },
]
worlds = 16
uncertain = ["feedback", "needs"]

[set]
population.residents = 5
population.communities = 2
run.rounds = 4
run.warm_up = 2
"#;

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin("grassroots")
}

fn grassroots(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program()).current_dir(folder).args(arguments).output().expect("the program starts")
}

/// A folder with a claim `tiny.toml`.
fn place(text: &str) -> TempDir {
    let place = TempDir::new().expect("a folder");
    std::fs::write(place.path().join("tiny.toml"), text).expect("a file");
    place
}

/// A quick audit.
fn audit(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["audit", "tiny.toml", "--quick"], arguments].concat())
}

/// The same, and nothing is said.
fn quiet(place: &Path, arguments: &[&str]) {
    assert_eq!(told(&audit(place, &[&["--quiet"], arguments].concat()), 0), "");
}

/// What the program said on standard output and error on its way to this exit code.
fn told(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &errors;
    assert!(!told.contains("NaN") && !told.contains("panicked"), "{told}");
    told
}

/// What a claim is refused for, with all of these words.
fn refused(text: &str, words: &[&str]) -> String {
    let place = place(text);
    let told = told(&audit(place.path(), &[]), 2);
    words.iter().for_each(|word| assert!(told.contains(word), "`{word}` is not in\n{told}"));
    assert!(!place.path().join("outputs").exists(), "nothing is begun");
    told
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(path: &Path) -> String {
    String::from_utf8(bytes(path)).expect("a text")
}

/// Fails with the first product in which two folders differ.
fn assert_same(one: &Path, other: &Path) {
    PRODUCTS.iter().for_each(|name| assert!(bytes(&one.join(name)) == bytes(&other.join(name)), "{name} differs"));
}

/// The claim tried in one piece.
fn undisturbed(place: &Path) -> PathBuf {
    quiet(place, &["--out", "whole"]);
    place.join("whole")
}

/// Rows of a table that begin with some cells, without them.
fn rows(table: &Path, start: &str) -> Vec<Vec<String>> {
    let own = |line: &str| line.strip_prefix(start).map(|rest| rest.split(',').map(str::to_owned).collect());
    text(table).lines().filter_map(own).collect()
}

#[test]
fn an_audit_has_its_tables_figures_and_words() {
    let place = place(TINY);
    let summary = told(&audit(place.path(), &[]), 0);
    let folder = place.path().join("outputs/tiny-audit");
    PRODUCTS.iter().for_each(|name| assert!(!bytes(&folder.join(name)).is_empty(), "{name}"));
    assert_eq!(text(&folder.join("claim.toml")), TINY);
    assert!(summary.contains("More law raises security and does not lower trust: holds in "), "{summary}");
    assert!(summary.contains(" of 16 worlds [") && summary.contains(" of 16 pairs of cities"), "{summary}");
    assert!(summary.contains("does not hold in the null model"), "{summary}");
    assert!(summary.contains("Results are in outputs/tiny-audit: begin with report.html"), "{summary}");
    // Two sides of a world of each draw and seed, and two parts of all others.
    let attacks = text(&folder.join("attacks.csv"));
    assert!(attacks.contains("\nnull,0,1,,,") && attacks.contains("\nstructure,"), "{attacks}");
    let worlds = text(&folder.join("worlds.csv"));
    assert!(
        worlds.lines().any(|line| line.contains(",structure,without hearsay about government,security,")),
        "{worlds}"
    );
    let draws = text(&folder.join("draws.csv"));
    let header = draws.lines().next().expect("a header");
    assert!(
        header.starts_with("world,") && header.contains("feedback.gain_rate") && header.contains("needs."),
        "{header}"
    );
    assert_eq!(draws.lines().count(), 1 + 16);
    let page = text(&folder.join("report.html"));
    assert!(page.contains("<svg ") && page.contains("Where it fails") && page.contains("budget.law"), "{page}");
    assert!(page.contains("grassroots audit tiny.toml --quick") && !page.contains("NaN"), "{page}");
}

#[test]
fn the_null_world_has_a_difference_of_exactly_zero_in_trust() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    let null = |row: &Vec<String>| row[0] == "null" && row[2] == "trust_government";
    let worlds = rows(&whole.join("worlds.csv"), "");
    let all: Vec<Vec<String>> = worlds.into_iter().map(|row| row[1..].to_vec()).filter(null).collect();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0][3..7], ["0.0", "0.0", "0.0", "TRUE"], "{all:?}");
    // To the bit, and not only as far as a difference is told from none.
    let table = text(&whole.join("runs.csv"));
    let trust = |side: &str| -> Vec<String> {
        let own = |line: &&str| line.contains(",null,") && line.contains(side);
        let at = table.lines().next().expect("a header").split(',').position(|name| name == "1_trust_government");
        table
            .lines()
            .filter(own)
            .map(|line| line.split(',').nth(at.expect("a column")).unwrap_or("").to_owned())
            .collect()
    };
    // The name of the world has a comma, so the cells are those behind it.
    assert_eq!((trust(",base,").len(), trust(",base,")), (4, trust(",changed,")));
}

#[test]
fn worlds_that_are_left_out_are_told_with_the_reason() {
    let place = place(TINY);
    let summary = told(&audit(place.path(), &[]), 0);
    let folder = place.path().join("outputs/tiny-audit");
    let (table, page) = (text(&folder.join("attacks.csv")), text(&folder.join("report.html")));
    let lines = [
        ("start", "over crisis", "a shock after the end"),
        ("time", "in year 3 after a reform", "the run has 4 rounds"),
    ];
    for (attack, what, why) in lines {
        let said = summary.lines().find(|line| line.contains(&format!("not tried: {attack}, {what}: ")));
        assert!(said.is_some_and(|line| line.contains(why)), "{summary}");
        assert!(
            table.lines().any(|line| line.starts_with(attack) && line.contains(what) && line.contains(why)),
            "{table}"
        );
        assert!(page.contains(&format!("{attack}, {what}: ")), "{page}");
    }
    let of = |change: &str| {
        let place = self::place(&TINY.replace("change.budget.law = 0.1", change));
        told(&grassroots(place.path(), &["check", "tiny.toml"]), 0)
    };
    let noise = of("change.voice.noise = 0.05");
    for told in [
        "structure, with residents who choose at random: it sets `voice.noise`, which the claim is about",
        "start, as a reform at round 0: the change is one of the world, which no reform makes",
        "dose, twice the change: `voice.noise` would be -0.9, and it must be a number from 0.01 to 100",
    ] {
        assert!(noise.contains(&format!("not tried: {told}\n")), "{noise}");
    }
    let half = "half of the change: `government.deadline` would be 4.5, and there is no whole number between 4 and 5";
    assert!(of("change.government.deadline = 5").contains(half));
    assert!(of("change.consultation.format = 'talks'").contains("dose, twice the change: no number changes"));
    let certain = self::place(&TINY.replace("[\"feedback\", \"needs\"]", "[]"));
    let summary = told(&audit(certain.path(), &[]), 0);
    assert!(summary.contains("not tried: parameters, draws: no parameter is uncertain"), "{summary}");
}

#[test]
fn a_killed_audit_is_gone_on_with_as_if_nothing_had_happened() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    let length = bytes(&whole.join("runs.journal")).len();
    let journal = place.path().join("killed/runs.journal");
    for kill in 0..6 {
        let before = std::fs::read(&journal).unwrap_or_default();
        let child = start(place.path(), &["--out", "killed", "--resume"]);
        kill_at(child, &journal, length * kill / 6, Duration::from_micros(7919 * (kill as u64 * 31 % 17) / 30));
        let after = std::fs::read(&journal).unwrap_or_default();
        let kept = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        assert!(after.starts_with(&before[..kept]), "kill {kill} lost a run");
    }
    quiet(place.path(), &["--out", "killed", "--resume"]);
    assert_same(&whole, &place.path().join("killed"));
    assert_eq!(bytes(&journal).len(), length, "a run was done twice");
}

fn start(place: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(program());
    command.current_dir(place).args(["audit", "tiny.toml", "--quick", "--quiet", "--threads", "2"]).args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
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
fn shards_join_into_the_whole_and_what_is_missing_is_told() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    ["1/2", "2/2"].iter().for_each(|shard| quiet(place.path(), &["--shard", shard]));
    let part = |number: u32| format!("outputs/tiny-audit.shard-{number}-of-2");
    let merge =
        |parts: &[&str], out: &str| grassroots(place.path(), &[&["merge", "--quiet", "--out", out], parts].concat());
    assert_eq!(told(&merge(&[&part(2), &part(1)], "joined"), 0), "");
    assert_same(&whole, &place.path().join("joined"));
    let missing = told(&merge(&[&part(1)], "partly"), 1);
    assert!(
        missing.contains("of shard 2/2") && missing.contains("grassroots audit --resume --out partly"),
        "{missing}"
    );
    quiet(place.path(), &["--resume", "--out", "partly"]);
    assert_same(&whole, &place.path().join("partly"));
}

#[test]
fn more_replicates_keep_the_runs_and_other_claims_are_refused() {
    let place = place(TINY);
    quiet(place.path(), &["--out", "grown"]);
    let journal = place.path().join("grown/runs.journal");
    let before = bytes(&journal);
    quiet(place.path(), &["--out", "grown", "--resume", "--replicates", "3"]);
    assert!(bytes(&journal).starts_with(&before), "a run was done twice");
    quiet(place.path(), &["--out", "three", "--replicates", "3"]);
    assert_same(&place.path().join("grown"), &place.path().join("three"));
    let again = told(&grassroots(place.path(), &["reproduce", "grown"]), 0);
    assert!(again.contains("so have all tables and figures"), "{again}");
    let whole = grassroots(place.path(), &["audit", "tiny.toml", "--resume", "--out", "grown", "--replicates", "3"]);
    assert!(told(&whole, 2).contains("cannot go on with grown: --quick: another one"));
    std::fs::write(place.path().join("tiny.toml"), TINY.replace("0.1\n", "0.09\n")).expect("a file");
    let other = told(&audit(place.path(), &["--resume", "--out", "grown", "--replicates", "3"]), 2);
    assert!(other.contains("the claim or its base: another one"), "{other}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let place = place(TINY);
    ["1", "2"].iter().for_each(|threads| quiet(place.path(), &["--threads", threads, "--out", threads]));
    assert_same(&place.path().join("1"), &place.path().join("2"));
}

#[test]
fn results_can_be_asked_drawn_reported_and_run_again() {
    let place = place(TINY);
    quiet(place.path(), &["--out", "results"]);
    std::fs::remove_file(place.path().join("tiny.toml")).expect("a file");
    let (folder, drawn) = (place.path().join("results"), |name: &str| bytes(&place.path().join("results").join(name)));
    let before = PRODUCTS.map(drawn);
    ["attacks.svg", "worlds.png", "report.html"]
        .iter()
        .for_each(|name| std::fs::remove_file(folder.join(name)).expect("a file"));
    let figures = told(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(figures.contains("results/attacks.svg\n") && figures.contains("results/worlds.png\n"), "{figures}");
    assert_eq!(told(&grassroots(place.path(), &["report", "results"]), 0), "results/report.html\n");
    PRODUCTS.iter().zip(before).for_each(|(name, before)| assert!(drawn(name) == before, "{name} differs"));
    let status = told(&grassroots(place.path(), &["status", "results"]), 0);
    assert!(status.starts_with("tiny: finished\n") && status.contains("0 failed, 0 left"), "{status}");
    let again = told(&grassroots(place.path(), &["reproduce", "results"]), 0);
    assert!(again.contains("runs have the same outcomes to the bit; so have all tables and figures"), "{again}");
    // A run of the second replicate of a world, which has seeds of its own.
    let one = told(&grassroots(place.path(), &["reproduce", "results", "--run", "7", "--out", "one"]), 0);
    assert!(one.contains("run 7 (point 3, replicate 1) is the same"), "{one}");
}

#[test]
fn claims_are_listed_checked_and_described_for_editors() {
    let place = place(TINY);
    let list = told(&grassroots(place.path(), &["list"]), 0);
    assert!(list.contains("claims, for audit\n") && list.contains("law_secures"), "{list}");
    let shipped = told(&grassroots(place.path(), &["check", "law_secures", "tiny.toml"]), 0);
    assert!(
        shipped.contains("law_secures: fine, a claim: ") && shipped.contains("tiny.toml: fine, a claim: "),
        "{shipped}"
    );
    assert!(shipped.contains("  holds if: trust_government not down by more than 0.005\n"), "{shipped}");
    let schema = told(&grassroots(place.path(), &["schema", "--claim"]), 0);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert_eq!(schema["properties"]["worlds"]["minimum"], 16);
    let asked = told(&audit(place.path(), &["--dry-run"]), 0);
    assert!(asked.contains("points with 2 replicates are") && !place.path().join("outputs").exists(), "{asked}");
    // What is given to the wrong command says which one is right.
    let run = told(&grassroots(place.path(), &["run", "tiny.toml"]), 2);
    assert!(run.contains("tiny.toml is a claim, not a scenario: `grassroots audit tiny.toml` attacks it"), "{run}");
    assert!(told(&grassroots(place.path(), &["audit", "baseline"]), 2).contains("baseline is a scenario, not a claim"));
    let unknown = told(&grassroots(place.path(), &["audit", "law_secure"]), 2);
    assert!(unknown.contains("law_secures"), "{unknown}");
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places() {
    let text = r#"clam = "x"
base = "baselin"
change.run.rounds = 5
change.budget.lw = 0.1
holds = [
    { outcome = "securty", sign = "up" },
    { outcome = "gain", sign = "higher" },
    { sign = "up" },
    { outcome = "gain", sign = "same" },
    { outcome = "gain", sign = "up", margin = -1, group = "ses_hi" },
    { outcome = "gain" },
    3,
]
worlds = 3
replicates = 1
uncertain = ["wrld", "feedback.gain_rat", 3]
except = "polcy"
seed = -1
[set]
population.resident = 5
run.seed = 4
"#;
    let words = [
        "unknown section or key `clam`\n --> tiny.toml:1:1",
        "did you mean `claim`?",
        "a claim needs a `claim`",
        "the base, \"baselin\", does not exist",
        "tiny.toml:2:8",
        "`run.rounds` cannot be set here\n --> tiny.toml:3:21",
        "unknown key `lw` in [budget]\n --> tiny.toml:4:15",
        "there is no column `securty`\n --> tiny.toml:6:17",
        "did you mean `security`?",
        "not the text \"higher\"\n --> tiny.toml:7:32",
        "a condition needs `outcome`\n --> tiny.toml:8:5",
        "a condition with `same` needs a `margin`\n --> tiny.toml:9:5",
        "`margin` must be a number from 0",
        "tiny.toml:10:47",
        "tiny.toml:10:59",
        "a condition needs `sign`\n  --> tiny.toml:11:5",
        "it cannot be 3\n  --> tiny.toml:12:5",
        "`worlds` must be a whole number from 16 to 65536, not 3\n  --> tiny.toml:14:10",
        "`replicates` must be a whole number from 2 to 10000, not 1\n  --> tiny.toml:15:14",
        "`wrld` is no scope, section or key\n  --> tiny.toml:16:14",
        "did you mean `feedback.gain_rate`?",
        "`uncertain` must be a text in quotes, not 3\n  --> tiny.toml:16:43",
        "`polcy` is no scope, section or key\n  --> tiny.toml:17:10",
        "did you mean `policy`?",
        "`seed` must be a whole number",
        "unknown key `resident` in [population]\n  --> tiny.toml:20:12",
        "`run.seed` cannot be set here\n  --> tiny.toml:21:12",
    ];
    let told = refused(text, &words);
    assert_eq!(told.matches("error:").count(), 22, "{told}");
}

#[test]
fn what_a_claim_lacks_is_told() {
    let told = refused("worlds = 16\nholds = []\n", &["a claim needs a `base`", "a claim needs a [change]"]);
    assert!(told.contains("a claim needs a `claim`") && told.contains("at least one condition"), "{told}");
    refused(&TINY.replace("change.budget.law = 0.1", "[change]"), &["a change needs at least one key"]);
    refused("claim = 'x'\n", &["a claim needs `holds`", "{ outcome = \"security\", sign = \"up\" }"]);
    refused(&TINY.replace("holds = [", "holds = 3\nhold = ["), &["`holds` is a list: it cannot be 3", "tiny.toml:5:9"]);
    refused("claim = \n", &["tiny.toml:1:", "not TOML"]);
}

#[test]
fn a_change_that_cannot_be_or_is_none_is_told_at_its_place() {
    let of = |change: &str| TINY.replace("change.budget.law = 0.1", change);
    refused(
        &of("change.budget.law = 0.05"),
        &["the change changes nothing", "tiny.toml:4:21", "claim something about another value"],
    );
    refused(&of("change.budget.law = 0.9"), &["the payer `services` cannot pay for these shares", "tiny.toml:4:21"]);
    refused(&of("change.budget.law = 1.1"), &["`budget.law` must be a number from 0 to 1, not 1.1", "tiny.toml:4:21"]);
    refused(
        &of("change.run.warm_up = 5"),
        &["`run.warm_up` cannot be set here", "tiny.toml:4:22", "a claim is not about the run"],
    );
    refused(
        &of("change.consultation.format = 'forms'"),
        &["must be one of", "did you mean `forum`?", "tiny.toml:4:30"],
    );
    let district = TINY.replace("sign = \"up\" }", "sign = \"up\", group = \"district_9\" }");
    refused(&district, &["there is no district 9", "tiny.toml:6:"]);
}

#[test]
fn a_claim_is_tried_in_the_smallest_city_and_of_values_that_nobody_has() {
    let alone = TINY
        .replace("residents = 5", "residents = 1")
        .replace("communities = 2", "communities = 1\npopulation.districts = 1");
    let alone = alone.replace("\"trust_government\", sign", "\"satisfaction_rate\", group = \"ses_low\", sign");
    let place = place(&alone);
    let summary = told(&audit(place.path(), &[]), 0);
    assert!(summary.contains("2 residents a community") && !summary.contains("0 residents"), "{summary}");
    let folder = place.path().join("outputs/tiny-audit");
    assert!(!text(&folder.join("report.html")).contains("NaN"));
    // No pair of runs has a value, so that nothing is known for sure.
    let worlds = text(&folder.join("worlds.csv"));
    let empty = worlds.lines().filter(|line| line.contains("satisfaction_rate:ses_low,,,,"));
    let sure: Vec<&str> = empty.clone().filter(|line| !line.contains(",,,,FALSE,FALSE,")).collect();
    assert!(empty.count() > 20 && sure.is_empty(), "{sure:?}");
}
