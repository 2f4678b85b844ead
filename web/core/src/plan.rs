//! A plan of the page as TOML, the same text that the command line takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use grassroots::parameters::Scope;
use grassroots::policy::Policy;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::{Answer, json, scenario};

/// The size of a city in the classroom: small enough for a pupil's machine, large enough that verdicts are those of larger ones.
const CITY: &str = "[population]\nresidents = 1250\n";
/// Rounds of the warm-up, and rounds observed: four years.
const SCHEDULE: [(&str, u32); 2] = [("warm_up", 156), ("rounds", 208)];

/// Keys that are the same in all cities of the page.
pub const HELD: [&str; 3] = ["population.residents", "run.warm_up", "run.rounds"];

/// All keys of policy.
pub fn sections() -> Vec<String> {
    let all = grassroots::scenario::parameters().into_iter();
    all.filter(|parameter| parameter.scope == Scope::Policy).map(|parameter| parameter.key()).collect()
}

/// A scenario as the page holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    base: String,
    start: BTreeMap<String, Value>,
    reforms: Vec<Reform>,
    seed: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reform {
    round: u32,
    set: BTreeMap<String, Value>,
}

/// The TOML of a plan, which is JSON.
///
/// # Errors
/// If it is no plan, or if a key or value in it is wrong.
#[wasm_bindgen]
pub fn toml(plan: &str) -> Answer<String> {
    let plan: Plan = serde_json::from_str(plan)?;
    let text = written(&plan);
    scenario("plan", &text)?;
    Ok(text)
}

fn written(plan: &Plan) -> String {
    let mut text = format!("extends = {}\n\n[run]\nseed = {}\n", quoted(&plan.base), plan.seed);
    for (key, rounds) in SCHEDULE {
        let _ = writeln!(text, "{key} = {rounds}");
    }
    let _ = write!(text, "\n{CITY}{}", tables("", &plan.start));
    for reform in &plan.reforms {
        let _ = write!(text, "\n[[reforms]]\nround = {}\n{}", reform.round, tables("reforms.", &reform.set));
    }
    text
}

/// Dotted keys as tables, one for each section.
fn tables(above: &str, keys: &BTreeMap<String, Value>) -> String {
    let mut text = String::new();
    let mut open = "";
    for (key, value) in keys {
        let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
        if section != open {
            let _ = write!(text, "\n[{above}{section}]\n");
            open = section;
        }
        let _ = writeln!(text, "{name} = {}", value_text(value));
    }
    text
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// All keys of policy in force in a round, as JSON.
///
/// # Errors
/// If something is wrong with the TOML.
#[wasm_bindgen]
pub fn policy(toml: &str, round: i32) -> Answer<String> {
    json(&in_force(scenario("plan", toml)?.policy_at(round))?)
}

/// Keys of policy with their values, dotted.
pub fn in_force(policy: &Policy) -> Answer<serde_json::Map<String, Value>> {
    let mut keys = serde_json::Map::new();
    let Value::Object(sections) = serde_json::to_value(policy)? else { return Ok(keys) };
    for (section, values) in sections {
        let Value::Object(values) = values else { continue };
        keys.extend(values.into_iter().map(|(name, value)| (format!("{section}.{name}"), value)));
    }
    Ok(keys)
}

/// Says what is wrong with a TOML.
///
/// # Errors
/// If something is.
#[wasm_bindgen]
pub fn check(toml: &str) -> Answer<()> {
    scenario("scenario.toml", toml).map(|_| ())
}
