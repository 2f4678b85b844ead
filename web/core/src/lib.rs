//! What the classroom page may ask: a city that is stepped and looked into, pairs of runs and what they tell, and the words
//! and declarations of the program. Values go over as JSON or typed arrays; whatever is wrong is thrown as an error with
//! the text that the command line prints. `web/src/core/api.ts` has the same as types.

mod bodies;
mod city;
mod class;
mod declared;
mod digest;
mod facts;
mod judge;
mod opened;
mod places;
mod plan;
mod residents;
mod run;
mod story;
mod week;

use grassroots::{Language, Scenario};
use serde::Serialize;
use wasm_bindgen::prelude::*;

pub use city::City;
pub use class::merge;
pub use declared::{columns, declarations, shipped};
pub use digest::digest;
pub use judge::Judge;
pub use opened::opened;
pub use plan::{check, policy, toml};
pub use run::pair;
pub use story::{find, story};

/// What a call gives: a value, or an error for people.
type Answer<T> = Result<T, JsError>;

/// A language by its code; English where it is none.
fn language(code: &str) -> Language {
    Language::parse(code).unwrap_or_default()
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Answer<String> {
    Ok(serde_json::to_string(value)?)
}

/// A scenario from its text.
fn scenario(name: &str, toml: &str) -> Answer<Scenario> {
    Ok(Scenario::from_toml(name, toml)?)
}

/// The version of the program.
#[wasm_bindgen]
pub fn version() -> String {
    grassroots::VERSION.to_owned()
}
