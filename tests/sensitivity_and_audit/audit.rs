//! `grassroots audit`: what it says, what becomes of its files whatever happens, what is not tried, what stays when more is asked for, and every mistake in its place.

use super::*;

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

/// Everything that follows from the runs.
const ALL: [&str; 12] = [
    "runs.csv",
    "runs.parquet",
    "worlds.csv",
    "attacks.csv",
    "draws.csv",
    "drivers.csv",
    "box.csv",
    "claim.toml",
    "report.html",
    "attacks.svg",
    "worlds.svg",
    "worlds.png",
];

const PRODUCTS: [&str; 8] =
    ["runs.csv", "worlds.csv", "attacks.csv", "draws.csv", "drivers.csv", "box.csv", "worlds.svg", "report.html"];

/// A quick audit.
fn audit(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["audit", "tiny.toml", "--quick"], arguments].concat())
}

/// The same, and nothing is said.
fn quiet(place: &Path, arguments: &[&str]) {
    assert_eq!(said(&audit(place, &[&["--quiet"], arguments].concat()), 0), "");
}

/// What a claim is refused for, with all of these words.
fn refused(text: &str, words: &[&str]) -> String {
    let place = place("tiny.toml", text);
    refusal(place.path(), &["audit", "tiny.toml"], words)
}

#[test]
fn a_claim_is_attacked_and_one_line_says_how_far_it_holds() {
    let place = place("tiny.toml", TINY);
    let told = printed(&audit(place.path(), &[]));
    let line = told.lines().find(|line| line.starts_with("More law raises security")).expect("a line").to_owned();
    assert!(line.contains(" of 16 worlds [") && line.contains("null model"), "{line}");
    assert!(!told.contains("NaN"), "{told}");
    // Four rounds are no year.
    assert!(told.contains("not tried: time, in year 3 after a reform: the run has 4 rounds"), "{told}");
    let folder = place.path().join("outputs/tiny-audit");
    ALL.iter().for_each(|file| assert!(folder.join(file).exists(), "{file}"));
    let worlds = text(&folder.join("worlds.csv"));
    let null: Vec<&str> = worlds.lines().filter(|line| line.contains(",null,")).collect();
    assert_eq!(null.len(), 2, "{worlds}");
    // Nobody learns anything: law changes nobody's trust and nobody's security.
    assert!(null.iter().all(|line| line.contains(",0.0,0.0,0.0,")), "{null:?}");
    assert!(null[0].contains("security") && null[0].contains("FALSE"), "{null:?}");
}

#[test]
fn what_was_killed_or_sharded_or_run_on_one_thread_gives_the_same_bytes() {
    let place = place("tiny.toml", TINY);
    let at = |name: &str| place.path().join(name);
    printed(&audit(place.path(), &["--out", "whole"]));
    let arguments = ["audit", "tiny.toml", "--quick"];
    killed_and_resumed(place.path(), &arguments, "killed");
    assert_same(&at("whole"), &at("killed"), &ALL);
    sharded_and_merged(place.path(), &arguments, "merged");
    assert_same(&at("whole"), &at("merged"), &ALL);
    printed(&audit(place.path(), &["--out", "one", "--threads", "1"]));
    assert_same(&at("whole"), &at("one"), &ALL);
    // The whole is another study than the quick one.
    let refused = told(&grassroots(place.path(), &["audit", "tiny.toml", "--out", "whole", "--resume"]), 2);
    assert!(refused.contains("--quick"), "{refused}");
}

#[test]
fn claims_are_known_to_check_list_schema_and_to_those_who_ask_for_something_else() {
    let place = place("tiny.toml", TINY);
    let said = printed(&grassroots(place.path(), &["check", "tiny.toml"]));
    assert!(said.starts_with("tiny.toml: fine, a claim: ") && said.contains("budget.law       0.05  0.1"), "{said}");
    assert!(said.contains("holds if: trust_government not down by more than 0.005"), "{said}");
    assert!(printed(&grassroots(place.path(), &["list"])).contains("law_secures"));
    assert!(printed(&grassroots(place.path(), &["schema", "--claim"])).contains("\"holds\""));
    let refused = told(&grassroots(place.path(), &["run", "law_secures"]), 2);
    assert!(refused.contains("is a claim") && refused.contains("grassroots audit law_secures"), "{refused}");
    let refused = told(&grassroots(place.path(), &["audit", "crisis"]), 2);
    assert!(refused.contains("is a scenario"), "{refused}");
}
#[test]
fn worlds_that_are_left_out_are_told_with_the_reason() {
    let place = place("tiny.toml", TINY);
    let summary = said(&audit(place.path(), &[]), 0);
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
        let place = self::place("tiny.toml", &TINY.replace("change.budget.law = 0.1", change));
        said(&grassroots(place.path(), &["check", "tiny.toml"]), 0)
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
    let certain = self::place("tiny.toml", &TINY.replace("[\"feedback\", \"needs\"]", "[]"));
    let summary = said(&audit(certain.path(), &[]), 0);
    assert!(summary.contains("not tried: parameters, draws: no parameter is uncertain"), "{summary}");
}

#[test]
fn more_replicates_keep_the_runs_and_other_claims_are_refused() {
    let place = place("tiny.toml", TINY);
    quiet(place.path(), &["--out", "grown"]);
    let journal = place.path().join("grown/runs.journal");
    let before = bytes(&journal);
    quiet(place.path(), &["--out", "grown", "--resume", "--replicates", "3"]);
    assert!(bytes(&journal).starts_with(&before), "a run was done twice");
    quiet(place.path(), &["--out", "three", "--replicates", "3"]);
    assert_same(&place.path().join("grown"), &place.path().join("three"), &PRODUCTS);
    let again = said(&grassroots(place.path(), &["reproduce", "grown"]), 0);
    assert!(again.contains("so have all tables and figures"), "{again}");
    let whole = grassroots(place.path(), &["audit", "tiny.toml", "--resume", "--out", "grown", "--replicates", "3"]);
    assert!(said(&whole, 2).contains("cannot go on with grown: --quick: another one"));
    std::fs::write(place.path().join("tiny.toml"), TINY.replace("0.1\n", "0.09\n")).expect("a file");
    let other = said(&audit(place.path(), &["--resume", "--out", "grown", "--replicates", "3"]), 2);
    assert!(other.contains("the claim or its base: another one"), "{other}");
}

#[test]
fn results_can_be_asked_drawn_reported_and_run_again() {
    let place = place("tiny.toml", TINY);
    quiet(place.path(), &["--out", "results"]);
    std::fs::remove_file(place.path().join("tiny.toml")).expect("a file");
    let (folder, drawn) = (place.path().join("results"), |name: &str| bytes(&place.path().join("results").join(name)));
    let before = PRODUCTS.map(drawn);
    ["attacks.svg", "worlds.png", "report.html"]
        .iter()
        .for_each(|name| std::fs::remove_file(folder.join(name)).expect("a file"));
    let figures = said(&grassroots(place.path(), &["plot", "results"]), 0);
    assert!(figures.contains("results/attacks.svg\n") && figures.contains("results/worlds.png\n"), "{figures}");
    assert_eq!(said(&grassroots(place.path(), &["report", "results"]), 0), "results/report.html\n");
    PRODUCTS.iter().zip(before).for_each(|(name, before)| assert!(drawn(name) == before, "{name} differs"));
    let status = said(&grassroots(place.path(), &["status", "results"]), 0);
    assert!(status.starts_with("tiny: finished\n") && status.contains("0 failed, 0 left"), "{status}");
    let again = said(&grassroots(place.path(), &["reproduce", "results"]), 0);
    assert!(again.contains("runs have the same outcomes to the bit; so have all tables and figures"), "{again}");
    // A run of the second replicate of a world, which has seeds of its own.
    let one = said(&grassroots(place.path(), &["reproduce", "results", "--run", "7", "--out", "one"]), 0);
    assert!(one.contains("run 7 (point 3, replicate 1) is the same"), "{one}");
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
    refused(&TINY.replace("change.budget.law = 0.1", "change = {}"), &["a change needs at least one key"]);
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
        &["must be one of", "choose from: talks, forum", "tiny.toml:4:30"],
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
    let place = place("tiny.toml", &alone);
    let summary = said(&audit(place.path(), &[]), 0);
    assert!(summary.contains("2 residents a community") && !summary.contains("0 residents"), "{summary}");
    let folder = place.path().join("outputs/tiny-audit");
    assert!(!text(&folder.join("report.html")).contains("NaN"));
    // No pair of runs has a value, so that nothing is known for sure.
    let worlds = text(&folder.join("worlds.csv"));
    let empty = worlds.lines().filter(|line| line.contains("satisfaction_rate:ses_low,,,,"));
    let sure: Vec<&str> = empty.clone().filter(|line| !line.contains(",,,,FALSE,FALSE,")).collect();
    assert!(empty.count() > 20 && sure.is_empty(), "{sure:?}");
}
