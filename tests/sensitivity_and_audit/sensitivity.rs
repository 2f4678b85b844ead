//! `grassroots sensitivity`: what becomes of its files whatever happens, budgets, groups, options that say nothing, and what has
//! no index.

use super::*;

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

/// Everything that follows from the runs.
const ALL: [&str; 12] = [
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

/// The same, but for what only elementary effects have.
const PRODUCTS: [&str; 8] = [
    "runs.csv",
    "indices.csv",
    "indices.parquet",
    "indices_by_points.csv",
    "indices_by_round.csv",
    "ranks.svg",
    "convergence.png",
    "report.html",
];

fn sensitivity(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["sensitivity", "tiny.toml"], arguments].concat())
}

/// The same, and nothing is said.
fn quiet(place: &Path, arguments: &[&str]) {
    assert_eq!(said(&sensitivity(place, &[&["--quiet"], arguments].concat()), 0), "");
}

/// What is refused, with all of these words.
fn refused(text: &str, arguments: &[&str], words: &[&str]) -> String {
    let place = place("tiny.toml", text);
    refusal(place.path(), &[&["sensitivity", "tiny.toml"], arguments].concat(), words)
}

#[test]
fn a_factor_that_nothing_asks_for_has_no_effect_and_that_is_said() {
    let place = place("tiny.toml", TINY);
    let told = printed(&sensitivity(place.path(), &[]));
    assert!(told.contains("runs have ended") && told.contains("(8 trajectories; luck is "), "{told}");
    assert!(told.contains("trust_government: nothing changes with technology.phone"), "{told}");
    assert!(told.contains("1 [1, ") && told.contains("mu* ") && !told.contains("NaN"), "{told}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    let indices = text(&folder.join("indices.csv"));
    // Three indices of three factors for two outcomes.
    assert_eq!(indices.lines().count(), 1 + 3 * 3 * 2, "{indices}");
    let idle: Vec<&str> = indices.lines().filter(|line| line.contains("technology.phone")).collect();
    assert!(idle.iter().all(|line| line.split(',').nth(4) == Some("0.0")), "{idle:?}");
    assert!(!indices.contains("NaN"));
    // Five rounds are five stretches.
    assert!(text(&folder.join("indices_by_round.csv")).contains("gain,4,4,mu_star,needs.scale,"));
    ALL.iter().for_each(|file| assert!(folder.join(file).exists(), "{file}"));
}

#[test]
fn what_was_killed_or_sharded_or_run_on_one_thread_gives_the_same_bytes() {
    let place = place("tiny.toml", TINY);
    let at = |name: &str| place.path().join(name);
    printed(&sensitivity(place.path(), &["--out", "whole"]));
    killed_and_resumed(place.path(), &["sensitivity", "tiny.toml"], "killed");
    assert_same(&at("whole"), &at("killed"), &ALL);
    sharded_and_merged(place.path(), &["sensitivity", "tiny.toml"], "merged");
    assert_same(&at("whole"), &at("merged"), &ALL);
    printed(&sensitivity(place.path(), &["--out", "one", "--threads", "1"]));
    assert_same(&at("whole"), &at("one"), &ALL);
}

#[test]
fn where_there_is_no_index_it_is_said_in_words() {
    // Nobody is there to be satisfied, and no two cities differ in what nothing varies.
    let alone = TINY.replace("residents = 5", "residents = 1").replace("communities = 2", "communities = 1");
    let alone = alone.replace("[\"trust_government\", \"gain\"]", "[\"satisfaction_rate\", \"level_technology\"]");
    let alone = alone.replace("[design]", "population.districts = 1\n[design]");
    let place = place("tiny.toml", &alone);
    let summary = said(&sensitivity(place.path(), &[]), 0);
    assert!(summary.contains("satisfaction_rate: no index is defined: of the base points"), "{summary}");
    assert!(summary.contains("level_technology: nothing changes with needs.scale, voice.noise"), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    assert!(!text(&folder.join("report.html")).contains("NaN") && !text(&folder.join("indices.csv")).contains("NaN"));
    let summary = said(&sensitivity(place.path(), &["--method", "sobol", "--points", "4", "--out", "sobol"]), 0);
    assert!(
        summary.contains("level_technology: no index is defined: the mean response shows no variance"),
        "{summary}"
    );
    said(&grassroots(place.path(), &["report", "sobol"]), 0);
    assert!(said(&grassroots(place.path(), &["plot", "sobol"]), 2).contains("there is nothing to draw"));
}

#[test]
fn more_trajectories_and_replicates_keep_the_runs() {
    let place = place("tiny.toml", TINY);
    quiet(place.path(), &["--out", "whole"]);
    let whole = place.path().join("whole");
    write(place.path(), "tiny.toml", &TINY.replace("trajectories = 8", "trajectories = 5"));
    quiet(place.path(), &["--out", "grown", "--replicates", "2"]);
    let journal = place.path().join("grown/runs.journal");
    let before = bytes(&journal);
    quiet(place.path(), &["--out", "grown", "--resume", "--points", "8", "--replicates", "3"]);
    let kept = bytes(&journal);
    assert!(runs_in(&place.path().join("grown")) > 0 && kept.len() > before.len());
    write(place.path(), "tiny.toml", TINY);
    quiet(place.path(), &["--out", "grown", "--resume"]);
    assert_same(&whole, &place.path().join("grown"), &PRODUCTS);
    assert_eq!(runs_in(&place.path().join("grown")), runs_in(&whole), "nothing is done twice");
    write(place.path(), "tiny.toml", &TINY.replace("trajectories = 8", "trajectories = 5"));
    let fewer = said(&sensitivity(place.path(), &["--out", "grown", "--resume"]), 2);
    assert!(fewer.contains("no longer part of the design"), "{fewer}");
}

#[test]
fn a_method_takes_the_place_of_another_design() {
    let place = place("tiny.toml", &factorial());
    let missing = said(&sensitivity(place.path(), &[]), 2);
    assert!(missing.contains("--method: `tiny.toml` has no sensitivity design: say morris or sobol"), "{missing}");
    quiet(place.path(), &["--method", "morris", "--points", "4", "--levels", "6", "--out", "morris"]);
    assert!(place.path().join("morris/mu_sigma.svg").exists());
    let summary = said(&sensitivity(place.path(), &["--method", "sobol", "--points", "8", "--second-order"]), 0);
    assert!(summary.contains("gain (8 base points; luck is "), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    assert!(text(&folder.join("indices.csv")).contains("gain,second,needs.scale,voice.noise,"));
    assert!(!folder.join("mu_sigma.svg").exists() && !folder.join("points.csv").exists());
    let again = "grassroots sensitivity tiny.toml --method sobol --points 8 --second-order --replicates 4";
    assert!(text(&folder.join("report.html")).contains(again));
    // As a sweep it is another design.
    let other = grassroots(place.path(), &["sweep", "tiny.toml", "--resume", "--out", "outputs/tiny-sensitivity"]);
    assert!(said(&other, 2).contains("cannot go on with outputs/tiny-sensitivity"));
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
    let words = ["a morris design needs at least 2 replicates", "luck cannot be told from effects", "tiny.toml:13:2"];
    refused(&TINY.replace("replicates = 4", "replicates = 1"), &[], &words);
    let alone = factorial().replace("replicates = 4", "replicates = 1");
    refused(&alone, &["--method", "sobol"], &["a saltelli design needs at least 2 replicates"]);
    refused(TINY, &["--replicates", "1"], &["it must be a whole number from 2 to 1000000, not 1"]);
    let place = place("tiny.toml", TINY);
    let swept = said(&grassroots(place.path(), &["sweep", "tiny.toml", "--replicates", "1"]), 2);
    assert!(swept.contains("--replicates: a sensitivity design needs at least 2"), "{swept}");
    let seeds = TINY.replace("rounds = 5", "rounds = 5\ncommon_seeds = false");
    refused(&seeds, &[], &["a morris design needs common seeds"]);
}

#[test]
fn a_budget_is_split_by_a_pilot_and_not_exceeded() {
    let place = place("tiny.toml", TINY);
    let first = said(&sensitivity(place.path(), &["--budget", "400", "--out", "first"]), 0);
    let split = first.lines().find(|line| line.starts_with("Of 400 runs")).unwrap_or_else(|| panic!("{first}"));
    assert!(first.contains("A pilot of 64 runs: luck makes this much of the squared difference"), "{first}");
    let runs: u64 =
        split.rsplit(": ").next().and_then(|end| end.strip_suffix(" runs")?.parse().ok()).expect("a number");
    assert!((200..=400).contains(&runs), "{split}");
    assert!(runs_in(&place.path().join("first")) as u64 <= runs, "points that repeat are run once");
    let again = said(&sensitivity(place.path(), &["--budget", "400", "--out", "again", "--threads", "1"]), 0);
    assert!(again.contains(split), "{again}");
    assert_same(&place.path().join("first"), &place.path().join("again"), &PRODUCTS);
    quiet(place.path(), &["--budget", "400", "--out", "again", "--resume"]);
    let few = said(&sensitivity(place.path(), &["--budget", "100"]), 2);
    assert!(few.contains("--budget: 100 runs are too few: 128 are needed at least"), "{few}");
    quiet(place.path(), &["--budget", "900", "--method", "sobol", "--out", "sobol"]);
    assert!((400..=900).contains(&runs_in(&place.path().join("sobol"))));
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
    let place = place("tiny.toml", &text_of);
    let summary = said(&sensitivity(place.path(), &[]), 0);
    assert!(summary.contains("  needs ") || summary.contains("with needs"), "{summary}");
    let folder = place.path().join("outputs/tiny-sensitivity");
    let table = text(&folder.join("indices.csv"));
    assert_eq!(table.lines().filter(|line| line.starts_with("gain,mu_star,")).count(), 3, "{table}");
    assert!(!table.contains(",sigma,"), "of a group it means nothing: {table}");
    let runs = text(&folder.join("runs.csv"));
    let header = runs.lines().next().expect("a header");
    assert!(header.contains("feedback.loss_rate") && !header.contains("feedback.gain_rate"), "{header}");
    let checked = said(&grassroots(place.path(), &["check", "tiny.toml"]), 0);
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

#[test]
fn results_can_be_asked_drawn_reported_and_run_again() {
    let place = place("tiny.toml", &factorial());
    quiet(place.path(), &["--method", "morris", "--points", "4", "--out", "results"]);
    std::fs::remove_file(place.path().join("tiny.toml")).expect("a file");
    let (folder, drawn) = (place.path().join("results"), |name: &str| bytes(&place.path().join("results").join(name)));
    let before = PRODUCTS.map(drawn);
    ["ranks.svg", "when.png", "report.html"]
        .iter()
        .for_each(|name| std::fs::remove_file(folder.join(name)).expect("a file"));
    let figures = said(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(figures.contains("results/ranks.svg\n") && figures.contains("results/mu_sigma.png\n"), "{figures}");
    assert_eq!(said(&grassroots(place.path(), &["report", "results"]), 0), "results/report.html\n");
    PRODUCTS.iter().zip(before).for_each(|(name, before)| assert!(drawn(name) == before, "{name} differs"));
    let status = said(&grassroots(place.path(), &["status", "results"]), 0);
    assert!(status.starts_with("tiny: finished\n") && status.contains("0 failed, 0 left"), "{status}");
    let again = said(&grassroots(place.path(), &["reproduce", "results"]), 0);
    assert!(again.contains("runs have the same outcomes to the bit; so have all tables and figures"), "{again}");
}
