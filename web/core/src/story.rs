//! Stories: what a resident lived through, and whom to follow. Nothing is remembered while a city runs: it is run again.

use grassroots::trace::{Find, Trace};
use grassroots::{Scenario, Simulation, study};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::{Answer, facts, scenario};

/// What happened to a resident before a round, as JSON.
///
/// # Errors
/// If something is wrong with the TOML, or if there is no such resident.
#[wasm_bindgen]
pub fn story(toml: &str, resident: u32, before: i32, language: &str) -> Answer<String> {
    let scenario = scenario("city", toml)?;
    let city = &scenario.world.population;
    let trace = Trace::of(resident.saturating_add(1), city.residents, city.communities, city.districts);
    let mut trace = trace.ok_or_else(|| JsError::new("there is no such resident"))?.in_language(facts::language(language));
    let mut simulation = begun(scenario)?;
    while !simulation.is_over() && simulation.round() < before {
        simulation.step();
        trace.look(&simulation);
    }
    let entry = |entry: &grassroots::trace::Entry| json!({"round": entry.round, "text": entry.text});
    crate::json(&trace.story().iter().map(entry).collect::<Vec<Value>>())
}

/// A resident worth following, as JSON: null if nobody is.
///
/// # Errors
/// If something is wrong with the TOML, or if `what` is none of the names.
#[wasm_bindgen]
pub fn find(toml: &str, what: &str, language: &str) -> Answer<String> {
    let names = Find::NAMES.join(", ");
    let what = Find::ALL.iter().find(|find| find.name() == what);
    let what = *what.ok_or_else(|| JsError::new(&format!("it must be one of {names}")))?;
    let found = grassroots::trace::find(begun(scenario("city", toml)?)?, what, facts::language(language));
    crate::json(&found.map(|found| json!({"resident": found.resident - 1, "why": found.why})))
}

fn begun(scenario: Scenario) -> Answer<Simulation> {
    let seeds = study::seeds(&scenario, 0);
    Ok(Simulation::new(scenario, seeds)?)
}
