//! `grassroots audit`.

use super::*;

/// A claim in a city that runs in a moment.
const TINY: &str = r#"
claim = "More law, paid by staff, raises security and does not lower trust"
base = "baseline"
change.budget.law = 0.08
holds = [
    { outcome = "security", sign = "up" },
    { outcome = "trust_government", sign = "not down", margin = 0.005 },
]
worlds = 16
uncertain = ["law", "needs"]

[set]
population.residents = 10
population.communities = 2
population.districts = 1
run.warm_up = 2
run.rounds = 52
"#;

const FILES: [&str; 12] = [
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

fn audit(place: &Path, arguments: &[&str]) -> Output {
    grassroots(place, &[&["audit", "tiny.toml"], arguments].concat())
}

#[test]
fn a_claim_is_attacked_and_one_line_says_how_far_it_holds() {
    let place = place("tiny.toml", TINY);
    let told = printed(&audit(place.path(), &["--quick"]));
    let line = told.lines().find(|line| line.starts_with("More law, paid by staff")).expect("a line").to_owned();
    assert!(line.contains(" of 16 worlds [") && line.contains("null model"), "{line}");
    assert!(!told.contains("NaN"), "{told}");
    // Fifty-two rounds are one year.
    assert!(told.contains("not tried: time, in year 3 after a reform: the run has 52 rounds"), "{told}");
    let folder = place.path().join("outputs/tiny-audit");
    FILES.iter().for_each(|file| assert!(folder.join(file).exists(), "{file}"));
    let worlds = text(&folder.join("worlds.csv"));
    let null: Vec<&str> = worlds.lines().filter(|line| line.contains(",null,")).collect();
    assert_eq!(null.len(), 2, "{worlds}");
    // Nobody learns anything: law changes nobody's trust and nobody's security.
    assert!(null.iter().all(|line| line.contains(",0.0,0.0,0.0,")), "{null:?}");
    assert!(null[0].contains("security") && null[0].contains("FALSE"), "{null:?}");
}

#[test]
fn what_was_killed_or_sharded_or_run_on_one_thread_gives_the_same_bytes() {
    let place = place("tiny.toml", &TINY.replace("rounds = 52", "rounds = 4"));
    let at = |name: &str| place.path().join(name);
    printed(&audit(place.path(), &["--quick", "--out", "whole"]));
    let arguments = ["audit", "tiny.toml", "--quick"];
    killed_and_resumed(place.path(), &arguments, "killed");
    assert_same(&at("whole"), &at("killed"), &FILES);
    sharded_and_merged(place.path(), &arguments, "merged");
    assert_same(&at("whole"), &at("merged"), &FILES);
    printed(&audit(place.path(), &["--quick", "--out", "one", "--threads", "1"]));
    assert_same(&at("whole"), &at("one"), &FILES);
    printed(&grassroots(place.path(), &["reproduce", "whole"]));
    assert!(printed(&grassroots(place.path(), &["plot", "whole"])).contains("worlds.svg"));
    printed(&grassroots(place.path(), &["report", "whole"]));
    assert!(printed(&grassroots(place.path(), &["status", "whole"])).starts_with("tiny: finished"));
    // The whole is another study than the quick one.
    let refused = told(&audit(place.path(), &["--out", "whole", "--resume"]), 2);
    assert!(refused.contains("--quick"), "{refused}");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let wrong = r#"
clam = "x"
base = "baseline"
holds = [
    { outcome = "securty", sign = "up" },
    { outcome = "gain", sign = "upp" },
    { outcome = "gain", sign = "same" },
    { outcome = "diligence", group = "ses_low", sign = "up" },
    { sign = "up", margin = -1.0 },
]
worlds = 3
uncertain = ["wrld"]
[change]
run.rounds = 5
budget.lww = 0.1
[set]
run.replicates = 3
"#;
    let place = place("tiny.toml", wrong);
    let told = told(&audit(place.path(), &[]), 2);
    for part in [
        "tiny.toml:2:1",
        "unknown section or key `clam`",
        "did you mean `claim`?",
        "did you mean `security`?",
        "did you mean `up`?",
        "a condition with `same` needs a `margin`",
        "`diligence` has no value for ses_low",
        "a condition needs `outcome`",
        "a whole number from 16 to 65536",
        "`wrld` is no scope, section or key",
        "`run.rounds` cannot be set here",
        "did you mean `law`?",
        "`run.replicates` cannot be set here",
        "a claim needs a `claim`",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn a_change_that_changes_nothing_or_cannot_be_paid_is_refused_where_it_stands() {
    let place = place("tiny.toml", &TINY.replace("law = 0.08", "law = 0.05"));
    let refused = told(&audit(place.path(), &["--quick"]), 2);
    assert!(refused.contains("the change changes nothing") && refused.contains("tiny.toml:4:"), "{refused}");
    std::fs::write(place.path().join("tiny.toml"), TINY.replace("law = 0.08", "law = 0.9")).expect("a file");
    let refused = told(&audit(place.path(), &["--quick"]), 2);
    assert!(refused.contains("the payer `services` cannot pay") && refused.contains("tiny.toml:4:"), "{refused}");
}

#[test]
fn claims_are_known_to_check_list_schema_and_to_those_who_ask_for_something_else() {
    let place = place("tiny.toml", TINY);
    let said = printed(&grassroots(place.path(), &["check", "tiny.toml"]));
    assert!(said.starts_with("tiny.toml: fine, a claim: ") && said.contains("budget.law       0.05  0.08"), "{said}");
    assert!(said.contains("holds if: trust_government not down by more than 0.005"), "{said}");
    assert!(printed(&grassroots(place.path(), &["list"])).contains("law_secures"));
    assert!(printed(&grassroots(place.path(), &["schema", "--claim"])).contains("\"holds\""));
    let refused = told(&grassroots(place.path(), &["run", "law_secures"]), 2);
    assert!(refused.contains("is a claim") && refused.contains("grassroots audit law_secures"), "{refused}");
    let refused = told(&grassroots(place.path(), &["audit", "crisis"]), 2);
    assert!(refused.contains("is a scenario"), "{refused}");
}
