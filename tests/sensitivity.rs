//! Sensitivity analysis on the command line: whatever happens to it, its indices are those of one that nothing happened to,
//! and what cannot be told is said in words.

#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// What follows from the runs of elementary effects; without `mu_sigma` from those of blocks too.
const PRODUCTS: [&str; 15] = [
    "runs.csv",
    "runs.parquet",
    "indices.csv",
    "indices.parquet",
    "indices_by_points.csv",
    "indices_by_round.csv",
    "ranks.svg",
    "ranks.png",
    "when.svg",
    "when.png",
    "convergence.svg",
    "convergence.png",
    "report.html",
    "mu_sigma.svg",
    "mu_sigma.png",
];

/// Elementary effects in a city that runs in a moment. Nobody has a use for a phone where there is no platform.
const TINY: &str = r#"
base = "baseline"
replicates = 4
rounds = 5
warm_up = 2
outcomes = ["trust_government", "gain"]

[set]
population.residents = 5
population.communities = 2
budget.technology = 0.0

[design]
kind = "morris"
trajectories = 8

[factors]
"needs.scale" = { from = 1.0, to = 9.0 }
"voice.noise" = { from = 0.5, to = 2.0 }
"technology.phone" = { from = 0.1, to = 0.9 }
"#;

/// The same city in a design that is none for sensitivity.
fn factorial() -> String {
    let design = "kind = \"factorial\"";
    let text = TINY.replace("kind = \"morris\"\ntrajectories = 8", design);
    text.replace("to = 9.0", "to = 9.0, steps = 3")
        .replace("to = 2.0", "to = 2.0, steps = 2")
        .replace("to = 0.9", "to = 0.9, steps = 2")
}

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

fn sensitivity(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["sensitivity", "tiny.toml"], arguments].concat())
}

/// The same, and nothing is said.
fn quiet(place: &Path, arguments: &[&str]) {
    let output = sensitivity(place, &[&["--quiet"], arguments].concat());
    assert_eq!(told(&output, 0), "");
}

/// What the program said on standard output and error on its way to this exit code.
fn told(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &errors;
    assert!(!told.contains("NaN") && !told.contains("panicked"), "{told}");
    told
}

/// What is refused, with all of these words.
fn refused(text: &str, arguments: &[&str], words: &[&str]) -> String {
    let place = place(text);
    let told = told(&sensitivity(place.path(), arguments), 2);
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

/// Runs that a journal holds.
fn runs_in(folder: &Path) -> usize {
    let journal = String::from_utf8_lossy(&bytes(&folder.join("runs.journal"))).into_owned();
    journal.lines().filter(|line| line.split('\t').nth(1).is_some_and(|word| word != "study")).count()
}

/// Fails with the first product in which two folders differ.
fn assert_same(one: &Path, other: &Path) {
    for name in PRODUCTS.iter().filter(|name| one.join(name).exists() || other.join(name).exists()) {
        assert!(bytes(&one.join(name)) == bytes(&other.join(name)), "{name} differs");
    }
}

/// The experiment run in one piece.
fn undisturbed(place: &Path) -> PathBuf {
    quiet(place, &["--out", "whole"]);
    place.join("whole")
}

/// The cells of a row of `indices.csv`: value, low, high and so on.
fn index(folder: &Path, outcome: &str, kind: &str, factor: &str) -> Vec<f64> {
    let start = format!("{outcome},{kind},{factor},");
    let table = text(&folder.join("indices.csv"));
    let row = table.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_else(|| panic!("{start}: {table}"));
    row.split(',').skip(1).map(|cell| cell.parse().unwrap_or(f64::NAN)).collect()
}

#[test]
fn elementary_effects_have_their_tables_figures_and_words() {
    let place = place(TINY);
    let summary = told(&sensitivity(place.path(), &[]), 0);
    let folder = place.path().join("outputs/tiny-sensitivity");
    PRODUCTS.iter().for_each(|name| assert!(!bytes(&folder.join(name)).is_empty(), "{name}"));
    assert!(summary.contains("trust_government (8 trajectories; luck is "), "{summary}");
    assert!(summary.contains("  1 [1, 1]") && summary.contains("needs.scale") && summary.contains("mu* "), "{summary}");
    assert!(summary.contains("Results are in outputs/tiny-sensitivity: begin with report.html"), "{summary}");
    assert_eq!(text(&folder.join("experiment.toml")), TINY);
    // Three factors of two outcomes: mu_star, mu, sigma; the steps of 8 trajectories; the stretches of 5 rounds.
    let lines = |name: &str| text(&folder.join(name)).lines().count() - 1;
    let counts = ["indices.csv", "indices_by_points.csv", "indices_by_round.csv"].map(lines);
    assert_eq!(counts, [2 * 3 * 3, 2 * 3 * 3, 2 * 3 * 5]);
    let page = text(&folder.join("report.html"));
    assert!(page.contains("What matters most") && page.contains("<svg "), "{page}");
    assert!(page.contains("grassroots sensitivity tiny.toml --replicates 4"), "{page}");
}

#[test]
fn a_factor_that_does_nothing_has_an_index_of_exactly_zero_and_is_told() {
    let place = place(TINY);
    let summary = told(&sensitivity(place.path(), &["--out", "morris"]), 0);
    assert!(summary.contains("gain: nothing changes with technology.phone"), "{summary}");
    let summary = told(&sensitivity(place.path(), &["--method", "sobol", "--points", "16", "--out", "sobol"]), 0);
    assert!(summary.contains("gain: nothing changes with technology.phone"), "{summary}");
    let kinds = [("morris", "mu_star"), ("morris", "mu"), ("morris", "sigma"), ("sobol", "total")];
    for (folder, kind) in kinds {
        let found = index(&place.path().join(folder), "gain", kind, "technology.phone");
        assert_eq!(found[..3], [0.0; 3], "{folder} {kind}");
    }
    assert!(index(&place.path().join("morris"), "gain", "mu_star", "needs.scale")[0] > 0.0);
}

#[test]
fn where_there_is_no_index_it_is_said_in_words() {
    // Nobody is there to be satisfied, and no two cities differ in what nothing varies.
    let alone = TINY.replace("residents = 5", "residents = 1").replace("communities = 2", "communities = 1");
    let alone = alone.replace("[\"trust_government\", \"gain\"]", "[\"satisfaction_rate\", \"level_technology\"]");
    let alone = alone.replace("[design]", "population.districts = 1\n[design]");
    let place = place(&alone);
    let summary = told(&sensitivity(place.path(), &[]), 0);
    assert!(summary.contains("satisfaction_rate: no index is defined: of the base points"), "{summary}");
    assert!(summary.contains("level_technology: nothing changes with needs.scale, voice.noise"), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    assert!(!text(&folder.join("report.html")).contains("NaN") && !text(&folder.join("indices.csv")).contains("NaN"));
    let summary = told(&sensitivity(place.path(), &["--method", "sobol", "--points", "4", "--out", "sobol"]), 0);
    assert!(
        summary.contains("level_technology: no index is defined: the mean response shows no variance"),
        "{summary}"
    );
    told(&grassroots(place.path(), &["report", "sobol"]), 0);
    told(&grassroots(place.path(), &["plot", "sobol"]), 0);
}

#[test]
fn a_killed_analysis_is_gone_on_with_as_if_nothing_had_happened() {
    let place = place(&TINY.replace("trajectories = 8", "trajectories = 16"));
    let whole = undisturbed(place.path());
    let length = bytes(&whole.join("runs.journal")).len();
    let journal = place.path().join("killed/runs.journal");
    for kill in 0..8 {
        let before = std::fs::read(&journal).unwrap_or_default();
        let child = start(place.path(), &["--out", "killed", "--resume"]);
        kill_at(child, &journal, length * kill / 8, Duration::from_micros(7919 * (kill as u64 * 31 % 17) / 30));
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
    command.current_dir(place).args(["sensitivity", "tiny.toml", "--quiet", "--threads", "2"]).args(arguments);
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
    ["1/3", "2/3", "3/3"].iter().for_each(|shard| quiet(place.path(), &["--shard", shard]));
    let part = |number: u32| format!("outputs/tiny-sensitivity.shard-{number}-of-3");
    let merge = |numbers: &[u32], out: &str| {
        let parts: Vec<String> = numbers.iter().map(|&number| part(number)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        grassroots(place.path(), &[&["merge", "--quiet", "--out", out], &parts[..]].concat())
    };
    assert_eq!(told(&merge(&[3, 1, 2], "joined"), 0), "");
    assert_same(&whole, &place.path().join("joined"));
    let missing = told(&merge(&[3, 1], "partly"), 1);
    assert!(
        missing.contains("of shard 2/3") && missing.contains("grassroots sensitivity --resume --out partly"),
        "{missing}"
    );
    quiet(place.path(), &["--resume", "--out", "partly"]);
    assert_same(&whole, &place.path().join("partly"));
}

#[test]
fn more_trajectories_and_replicates_keep_the_runs() {
    let place = place(TINY);
    let whole = undisturbed(place.path());
    write(place.path(), &TINY.replace("trajectories = 8", "trajectories = 5"));
    quiet(place.path(), &["--out", "grown", "--replicates", "2"]);
    let journal = place.path().join("grown/runs.journal");
    let before = bytes(&journal);
    quiet(place.path(), &["--out", "grown", "--resume", "--points", "8", "--replicates", "3"]);
    let kept = bytes(&journal);
    assert!(runs_in(&place.path().join("grown")) > 0 && kept.len() > before.len());
    write(place.path(), TINY);
    quiet(place.path(), &["--out", "grown", "--resume"]);
    assert_same(&whole, &place.path().join("grown"));
    assert_eq!(runs_in(&place.path().join("grown")), runs_in(&whole), "nothing is done twice");
    write(place.path(), &TINY.replace("trajectories = 8", "trajectories = 5"));
    let fewer = told(&sensitivity(place.path(), &["--out", "grown", "--resume"]), 2);
    assert!(fewer.contains("no longer part of the design"), "{fewer}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let place = place(TINY);
    let over = ["--method", "sobol", "--points", "8", "--second-order"];
    for threads in ["1", "2"] {
        quiet(place.path(), &["--threads", threads, "--out", threads]);
        quiet(place.path(), &[&over[..], &["--threads", threads, "--out", &format!("sobol-{threads}")]].concat());
    }
    assert_same(&place.path().join("1"), &place.path().join("2"));
    assert_same(&place.path().join("sobol-1"), &place.path().join("sobol-2"));
}

#[test]
fn a_method_takes_the_place_of_another_design() {
    let place = place(&factorial());
    let missing = told(&sensitivity(place.path(), &[]), 2);
    assert!(missing.contains("--method: `tiny.toml` has no sensitivity design: say morris or sobol"), "{missing}");
    quiet(place.path(), &["--method", "morris", "--points", "4", "--levels", "6", "--out", "morris"]);
    assert!(place.path().join("morris/mu_sigma.svg").exists());
    let summary = told(&sensitivity(place.path(), &["--method", "sobol", "--points", "8", "--second-order"]), 0);
    assert!(summary.contains("gain (8 base points; luck is "), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    let share = |kind: &str| index(&folder, "gain", kind, "needs.scale")[0];
    assert!(share("total") > 0.0 && share("first").is_finite());
    assert!(text(&folder.join("indices.csv")).contains("gain,second,needs.scale,voice.noise,"));
    assert!(!folder.join("mu_sigma.svg").exists() && !folder.join("points.csv").exists());
    let again = "grassroots sensitivity tiny.toml --method sobol --points 8 --second-order --replicates 4";
    assert!(text(&folder.join("report.html")).contains(again));
    // As a sweep it is another design.
    let other = grassroots(place.path(), &["sweep", "tiny.toml", "--resume", "--out", "outputs/tiny-sensitivity"]);
    assert!(told(&other, 2).contains("cannot go on with outputs/tiny-sensitivity"));
}

#[test]
fn options_that_say_nothing_are_refused() {
    let levels = ["--method", "sobol", "--levels", "4"];
    refused(TINY, &levels, &["--levels: it says nothing about a saltelli design"]);
    refused(TINY, &["--second-order"], &["--second-order: elementary effects say nothing about pairs"]);
    refused(TINY, &["--levels", "5"], &["5 is no even number from 2 to 100"]);
    refused(TINY, &["--points", "3"], &["it must be a whole number from 4 to 65536, not 3"]);
    refused(TINY, &["--budget", "1000", "--replicates", "4"], &["cannot be used with"]);
}

#[test]
fn one_replicate_is_refused_in_words() {
    let words = ["a morris design needs at least 2 replicates", "luck cannot be told from effects", "tiny.toml:14:2"];
    refused(&TINY.replace("replicates = 4", "replicates = 1"), &[], &words);
    let alone = factorial().replace("replicates = 4", "replicates = 1");
    refused(&alone, &["--method", "sobol"], &["a saltelli design needs at least 2 replicates"]);
    refused(TINY, &["--replicates", "1"], &["it must be a whole number from 2 to 1000000, not 1"]);
    let place = place(TINY);
    let swept = told(&grassroots(place.path(), &["sweep", "tiny.toml", "--replicates", "1"]), 2);
    assert!(swept.contains("--replicates: a sensitivity design needs at least 2"), "{swept}");
    let seeds = TINY.replace("rounds = 5", "rounds = 5\ncommon_seeds = false");
    refused(&seeds, &[], &["a morris design needs common seeds"]);
}

#[test]
fn a_budget_is_split_by_a_pilot_and_not_exceeded() {
    let place = place(TINY);
    let first = told(&sensitivity(place.path(), &["--budget", "400", "--out", "first"]), 0);
    let split = first.lines().find(|line| line.starts_with("Of 400 runs")).unwrap_or_else(|| panic!("{first}"));
    assert!(first.contains("A pilot of 64 runs: luck makes this much of the squared difference"), "{first}");
    let runs: u64 =
        split.rsplit(": ").next().and_then(|end| end.strip_suffix(" runs")?.parse().ok()).expect("a number");
    assert!((200..=400).contains(&runs), "{split}");
    assert!(runs_in(&place.path().join("first")) as u64 <= runs, "points that repeat are run once");
    let again = told(&sensitivity(place.path(), &["--budget", "400", "--out", "again", "--threads", "1"]), 0);
    assert!(again.contains(split), "{again}");
    assert_same(&place.path().join("first"), &place.path().join("again"));
    quiet(place.path(), &["--budget", "400", "--out", "again", "--resume"]);
    let few = told(&sensitivity(place.path(), &["--budget", "100"]), 2);
    assert!(few.contains("--budget: 100 runs are too few: 128 are needed at least"), "{few}");
    quiet(place.path(), &["--budget", "900", "--method", "sobol", "--out", "sobol"]);
    assert!((400..=900).contains(&runs_in(&place.path().join("sobol"))));
}

#[test]
fn results_can_be_asked_drawn_reported_and_run_again() {
    let place = place(&factorial());
    quiet(place.path(), &["--method", "morris", "--points", "4", "--out", "results"]);
    std::fs::remove_file(place.path().join("tiny.toml")).expect("a file");
    let (folder, drawn) = (place.path().join("results"), |name: &str| bytes(&place.path().join("results").join(name)));
    let before = PRODUCTS.map(drawn);
    ["ranks.svg", "when.png", "report.html"]
        .iter()
        .for_each(|name| std::fs::remove_file(folder.join(name)).expect("a file"));
    let figures = told(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(figures.contains("results/ranks.svg\n") && figures.contains("results/mu_sigma.png\n"), "{figures}");
    assert_eq!(told(&grassroots(place.path(), &["report", "results"]), 0), "results/report.html\n");
    PRODUCTS.iter().zip(before).for_each(|(name, before)| assert!(drawn(name) == before, "{name} differs"));
    let status = told(&grassroots(place.path(), &["status", "results"]), 0);
    assert!(status.starts_with("tiny: finished\n") && status.contains("0 failed, 0 left"), "{status}");
    let again = told(&grassroots(place.path(), &["reproduce", "results"]), 0);
    assert!(again.contains("runs have the same outcomes to the bit; so have all tables and figures"), "{again}");
}

#[test]
fn factors_can_be_all_of_a_section_and_varied_in_groups() {
    let factors = TINY
        .split("[factors]")
        .next()
        .expect("a text")
        .replace("trajectories = 8", "trajectories = 4\ngroups = \"sections\"");
    let text_of =
        format!("{factors}[factors]\nall = [\"needs\", \"turnover\", \"feedback\"]\nexcept = \"feedback.gain_rate\"\n");
    let place = place(&text_of);
    let summary = told(&sensitivity(place.path(), &[]), 0);
    assert!(summary.contains("  needs ") || summary.contains("with needs"), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    let table = text(&folder.join("indices.csv"));
    assert_eq!(table.lines().filter(|line| line.starts_with("gain,mu_star,")).count(), 3, "{table}");
    assert!(!table.contains(",sigma,"), "of a group it means nothing: {table}");
    let runs = text(&folder.join("runs.csv"));
    let header = runs.lines().next().expect("a header");
    assert!(header.contains("feedback.loss_rate") && !header.contains("feedback.gain_rate"), "{header}");
    let checked = told(&grassroots(place.path(), &["check", "tiny.toml"]), 0);
    assert!(checked.contains("  outcomes: trust_government, gain\n"), "{checked}");
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places() {
    let text = r#"base = "baseline"
replicates = 1
outcomes = ["gein"]
[design]
kind = "morris"
trajectories = 2
levels = 5
points = 3
groups = { trust = ["feedback.gain_rat", "needs.scale"], other = ["needs.scale"], third = 3 }
[factors]
all = "wrld"
except = ["feedbak", "budget.la"]
"needs.scale" = { from = 1.0, to = 9.0 }
"budget.lw" = [0.1]
"#;
    let words = [
        "there is no column `gein`\n --> tiny.toml:3:13",
        "`trajectories` must be a whole number from 4 to 100000, not 2\n --> tiny.toml:6:16",
        "`levels` is an even number, and 5 is none\n --> tiny.toml:7:10",
        "`points` says nothing about a morris design\n --> tiny.toml:8:1",
        "the group `third` cannot be 3\n --> tiny.toml:9:91",
        "`feedback.gain_rat` is in a group, and is no factor\n --> tiny.toml:9:21",
        "did you mean `feedback.gain_rate`?",
        "`needs.scale` is in groups twice\n --> tiny.toml:9:67",
        "`wrld` is no scope, section or key\n  --> tiny.toml:11:7",
        "did you mean `world`?",
        "`feedbak` is no scope, section or key\n  --> tiny.toml:12:11",
        "did you mean `feedback`?",
        "`budget.la` is no scope, section or key\n  --> tiny.toml:12:22",
        "did you mean `budget.law`?",
        "unknown key `lw` in [budget]\n  --> tiny.toml:14:1",
        "a morris design needs at least 2 replicates\n --> tiny.toml:4:2",
    ];
    let told = refused(text, &[], &words);
    assert_eq!(told.matches("error:").count(), 12, "{told}");
}

#[test]
fn factors_that_are_none_are_told() {
    let of = |design: &str, factors: &str| {
        format!(
            "base = 'baseline'\noutcomes = ['gain']\n[design]\nkind = 'morris'\ntrajectories = 4\n{design}\n[factors]\n{factors}\n"
        )
    };
    refused(&of("", "except = 'needs'"), &[], &["`except` says nothing without `all`\n --> tiny.toml:8:1"]);
    refused(
        &of("", "all = 'needs'\nexcept = 'world'"),
        &[],
        &["`all` needs a key that is worth a study\n --> tiny.toml:8:1"],
    );
    refused(&of("", "all = 3"), &[], &["`all` cannot be 3\n --> tiny.toml:8:7", "or a list of them"]);
    refused(&of("groups = 'section'", "all = 'needs'"), &[], &["`groups` cannot be", "tiny.toml:6:10", "\"sections\""]);
    let known = refused(
        &of("groups = { a = ['budget.law'] }", "all = 'needs'"),
        &[],
        &["`budget.law` is in a group, and is no factor"],
    );
    assert!(known.contains("a factor is in one group, or in none"), "{known}");
    let wide = of("", "all = 'world'").replace("'morris'\ntrajectories = 4", "'saltelli'\npoints = 65536");
    refused(
        &wide,
        &[],
        &["points; 1000000 are allowed", "screen the factors with kind = \"morris\" first, or in groups"],
    );
}
