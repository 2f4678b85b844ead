//! What the page gets is what the library gives.

use grassroots::study::{Memory, Study};
use grassroots::{Scenario, Simulation, study};
use grassroots_web::{City, Judge, columns, declarations, digest, merge, opened, pair, policy, shipped, toml};
use std::ops::ControlFlow;

fn plan(start: &str, reforms: &str) -> String {
    toml(&format!(r#"{{"base":"baseline","start":{start},"reforms":{reforms},"seed":1}}"#)).expect("a plan")
}

/// A plan in a small city that runs in a moment.
fn small(start: &str, reforms: &str) -> String {
    plan(start, reforms).replace("1250", "30").replace("156", "8").replace("208", "40")
}

const LAW: &str = r#"[{"round":12,"set":{"budget.law":0.1,"consultation.format":"talks"}}]"#;

#[test]
fn a_plan_is_a_scenario_that_the_command_line_takes() {
    let text = plan(r#"{"budget.payer":"investment","government.deadline":6}"#, LAW);
    let scenario = Scenario::from_toml("plan", &text).expect("a scenario");
    assert_eq!(scenario.policy.government.deadline, 6);
    assert_eq!((scenario.run.warm_up, scenario.run.rounds, scenario.world.population.residents), (156, 208, 1250));
    let reformed = scenario.policy_at(12);
    assert_eq!((reformed.budget.law, scenario.policy_at(11).budget.law), (0.1, 0.05));
    let keys: serde_json::Value = serde_json::from_str(&policy(&text, 12).expect("keys")).expect("JSON");
    assert_eq!((&keys["budget.law"], &keys["consultation.format"]), (&0.1.into(), &"talks".into()));
    assert!((keys["budget.investment"].as_f64().expect("a share") - 0.15).abs() < 1e-12, "the payer pays");
}

#[test]
fn a_plan_that_was_taken_along_is_opened_again() {
    let text = plan(r#"{"budget.payer":"investment","government.deadline":6}"#, LAW);
    assert_eq!(toml(&opened(&text).expect("a plan")).expect("a plan"), text);
}

#[test]
fn a_city_gives_the_bits_of_the_library_also_after_a_reform() {
    let (kept, reformed) = (small("{}", "[]"), small("{}", LAW));
    let mut city = City::new(&kept).expect("a city");
    city.step(20);
    city.reform(&reformed).expect("a reform");
    city.step(1000);
    assert!(city.is_over());
    let scenario = Scenario::from_toml("plan", &reformed).expect("a scenario");
    let seeds = study::seeds(&scenario, 0);
    let whole = Simulation::new(scenario, seeds).expect("a city").run();
    let trust = grassroots::observe::column("trust_government").expect("a column");
    assert_eq!(city.series("trust_government").ok(), whole.series(trust, grassroots::Group::City));
    assert_eq!(
        city.csv(),
        grassroots::render::tables::rounds_header() + &grassroots::render::tables::rounds_rows(&whole)
    );
}

#[test]
fn every_grid_has_a_value_of_every_layer_and_every_resident_a_doing_and_a_card() {
    let mut city = City::new(&small("{}", "[]")).expect("a city");
    city.step(30);
    let geometry: serde_json::Value = serde_json::from_str(&city.geometry().expect("JSON")).expect("JSON");
    let communities = geometry["districts"]
        .as_array()
        .expect("districts")
        .iter()
        .flat_map(|d| d["communities"].as_array().expect("communities"));
    let (grids, residents) = communities.fold((0, 0), |(grids, residents), community| {
        (
            grids + community["grids"].as_array().expect("grids").len(),
            residents + community["residents"].as_u64().expect("a number"),
        )
    });
    for layer in ["trust", "grievance", "satisfaction", "stock", "backlog"] {
        let values = city.layer(layer).expect("a layer");
        assert_eq!(values.len(), grids, "{layer}");
        assert!(values.iter().all(|value| value.is_finite()), "{layer}");
    }
    let doing = city.doing();
    assert_eq!((doing.len() as u64, residents), (480, 480));
    assert!([0, 1, 2].iter().all(|stage| doing.contains(stage)), "nobody needs or waits");
    for language in ["en", "zh"] {
        assert!((0..480).all(|resident| city.resident(resident, language).is_ok()));
        let bodies: Vec<serde_json::Value> = serde_json::from_str(&city.bodies(language).expect("JSON")).expect("JSON");
        assert!((0..bodies.len()).all(|body| city.body(body, language).is_ok()));
        assert!(!city.week(language).contains('{'), "{}", city.week(language));
    }
}

#[test]
fn a_judge_says_what_the_command_line_says_and_codes_give_it_again() {
    let (kept, changed) = (small("{}", "[]"), small("{}", LAW));
    let mut codes = Vec::new();
    for block in [0..3, 3..6] {
        let mut judge = Judge::new(&kept, &changed).expect("a judge");
        block
            .rev()
            .for_each(|replicate| judge.add(&pair(&kept, &changed, replicate).expect("a pair")).expect("a pair"));
        codes.push(judge.code("us-").expect("a code"));
    }
    let mut judge = Judge::new(&kept, &changed).expect("a judge");
    (0..6).for_each(|replicate| judge.add(&pair(&kept, &changed, replicate).expect("a pair")).expect("a pair"));
    let read = |name: &str, text: &str| Scenario::from_toml(name, text).expect("a scenario");
    let study = Study::compare([read("kept", &kept), read("changed", &changed)]).expect("a comparison").replicates(6);
    let store = Memory::default();
    let found = study.run(&store, &|_| ControlFlow::Continue(())).expect("runs");
    let comparison = study.comparison(&store, &found).expect("a comparison");
    let verdicts: serde_json::Value = serde_json::from_str(&judge.verdicts("en").expect("JSON")).expect("JSON");
    assert_eq!(
        verdicts["summary"],
        grassroots::render::words::comparison_summary(&comparison, grassroots::Language::En)
    );
    let class: serde_json::Value =
        serde_json::from_str(&merge(&codes.join("\n"), &kept, &changed, "en").expect("JSON")).expect("JSON");
    assert_eq!((&class["replicates"], &class["codes"]), (&6.into(), &2.into()));
    assert_eq!(class["guesses"]["trust_government"]["up"], 2);
    for finding in class["findings"].as_array().expect("findings") {
        let same = verdicts["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .find(|other| other["column"] == finding["column"]);
        let same = same.expect("the outcome is primary");
        for number in ["mean", "low", "high", "agree", "replicates"] {
            assert_eq!(finding[number], same[number], "{number} of {}", finding["column"]);
        }
    }
    assert!(judge.figure("forest", "en").expect("a figure").starts_with("<svg"));
}

#[test]
fn what_is_declared_is_told() {
    for language in ["en", "zh"] {
        for told in [declarations(language), columns(language), shipped(language)] {
            let told: Vec<serde_json::Value> = serde_json::from_str(&told.expect("JSON")).expect("JSON");
            assert!(told.len() > 10);
        }
    }
}

/// `digests.txt` is what WebAssembly and browsers are held to. `GRASSROOTS_BLESS=1` writes it again.
#[test]
fn short_runs_have_the_digests_that_are_recorded() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("digests.txt");
    let of = |base: &&str| format!("{base} {}\n", digest(base).expect("a run"));
    let found: String = ["baseline", "hotline_reform", "crisis"].iter().map(of).collect();
    if std::env::var_os("GRASSROOTS_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the file can be written");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), found, "GRASSROOTS_BLESS=1 records what is meant");
}
