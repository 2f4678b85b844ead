//! Nothing works by decree: in a city without needs, where nobody asks for anything, money and rules reach what residents
//! feel only through what they do and see.
//!
//! Every share of the budget and every rule is set to both ends of its range (a share to nothing and to more than it is, paid
//! by services). Trust in government, efficacy, expectation, security and gain then have the same bits as before, but for
//! the keys that are listed here with what residents see of them.

mod common;

use std::collections::BTreeSet;

use common::{scenario, seeds, simulate};
use grassroots::observe::{Run, column};
use grassroots::parameters::{Parameter, Range, Scope};
use grassroots::scenario::{Template, parameters};

/// What residents feel.
const FELT: [&str; 5] = ["trust_government", "efficacy", "expectation", "security", "gain"];

/// The keys that act without a need, and what residents do or see.
const SEEN: [(&str, &str); 16] = [
    ("budget.per_resident", "service stocks, sessions, committees"),
    ("budget.services", "service stocks, because investment pays for it here"),
    ("budget.investment", "service stocks"),
    ("budget.leadership", "service stocks: investment goes to where residents are worse off"),
    ("budget.consultation", "sessions, and service stocks where mandates direct investment"),
    ("budget.participation", "sessions: committees bring more residents to them and make them known"),
    ("budget.technology", "service stocks: investment follows plans"),
    ("budget.virtue", "neighbours: exemplars raise civic duty, and with it who comes to sessions"),
    ("leadership.equity", "service stocks: investment goes to where residents are worse off"),
    ("government.planning", "service stocks: investment follows plans"),
    (
        "government.grid_share",
        "service stocks: patrols find what is broken; empty cases on record raise what is expected",
    ),
    ("consultation.every", "sessions"),
    ("consultation.format", "sessions: who is asked, and how they are led"),
    ("consultation.bindingness", "service stocks, and participants whether they were heeded"),
    ("consultation.term", "service stocks, and participants when they were heeded"),
    ("participation.publicity", "sessions: more or fewer hear of them"),
];

#[test]
fn without_needs_money_and_rules_reach_residents_through_what_they_do_and_see_only() {
    let before = felt(&run(&[]));
    let rules = parameters().into_iter().filter(|parameter| parameter.scope == Scope::Policy);
    let moves = |parameter: &Parameter| ends(parameter).iter().any(|settings| felt(&run(settings)) != before);
    let moving: BTreeSet<String> = rules.filter(moves).map(|parameter| parameter.key()).collect();
    let seen: BTreeSet<String> = SEEN.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(moving, seen, "the keys that move what residents feel are those that are listed with what they see");
}

/// The settings that take a parameter to the ends of its range, or to every name that it can have.
fn ends(parameter: &Parameter) -> Vec<Vec<String>> {
    let key = parameter.key();
    let set = |value: String| vec![format!("{key}={value}")];
    match &parameter.range {
        // Services pay for the other shares, and cannot pay for themselves.
        _ if key == "budget.services" => vec![vec![format!("{key}=0.6"), "budget.payer=\"investment\"".to_owned()]],
        Range::Real { .. } if parameter.section == "budget" => {
            let now = parameter.value.as_ref().and_then(toml::Value::as_float).expect("a share");
            ["0.0".to_owned(), format!("{:?}", now * 1.1 + 0.01)].map(set).to_vec()
        }
        Range::Real { min, max } => [format!("{min:?}"), format!("{max:?}")].map(set).to_vec(),
        Range::Whole { min, max } => [min.to_string(), max.to_string()].map(set).to_vec(),
        Range::Names(names) => names.iter().map(|name| set(format!("\"{name}\""))).collect(),
        Range::Flag => ["true".to_owned(), "false".to_owned()].map(set).to_vec(),
    }
}

/// A small city without needs under the baseline with these settings.
fn run(settings: &[String]) -> Run {
    let template = Template::load("baseline").expect("the baseline");
    let policy = template.scenario(settings).unwrap_or_else(|error| panic!("{error}")).policy;
    let mut scenario = scenario([2, 3, 200], 26, 40);
    scenario.policy = policy;
    (scenario.world.needs.scale, scenario.world.intake.prediction) = (0.0, 0.0);
    simulate(&scenario, seeds(3, 0))
}

/// What residents feel, to the bit.
fn felt(run: &Run) -> Vec<u64> {
    let columns = FELT.map(|name| column(name).expect("a column"));
    run.records().flat_map(|record| columns.map(|at| record.values[at].to_bits())).collect()
}
