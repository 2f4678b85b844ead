//! A scenario file as a plan of the page: what the page can show of it, and a word about what it cannot.

use serde_json::{Map, Value, json};
use toml::{Table, Value as Toml};
use wasm_bindgen::prelude::*;

use crate::plan::{HELD, sections};
use crate::{Answer, scenario};

/// The plan, as JSON, of a file that extends a shipped scenario and sets rules and money, from the start and in reforms.
///
/// # Errors
/// If something is wrong with the file, or if it sets what the page does not let one change.
#[wasm_bindgen]
pub fn opened(text: &str) -> Answer<String> {
    scenario("scenario.toml", text)?;
    let file: Table = toml::from_str(text)?;
    crate::json(&plan_of(file).map_err(|problem| JsError::new(&problem))?)
}

fn plan_of(mut file: Table) -> Result<Value, String> {
    let base = match file.remove("extends") {
        None => "baseline".to_owned(),
        Some(Toml::String(name)) => name,
        Some(_) => return Err("`extends` must name one shipped scenario to be opened here".to_owned()),
    };
    let reforms = match file.remove("reforms") {
        None => Vec::new(),
        Some(Toml::Array(all)) => all.into_iter().map(reform).collect::<Result<_, _>>()?,
        Some(_) => return Err("`reforms` must be tables".to_owned()),
    };
    ["name", "description"].iter().for_each(|key| drop(file.remove(*key)));
    let mut start = keys_of(file)?;
    let seed = start.remove("run.seed").unwrap_or_else(|| json!(1));
    HELD.iter().for_each(|key| drop(start.remove(*key)));
    Ok(json!({"base": base, "start": ruled(start)?, "reforms": reforms, "seed": seed}))
}

fn reform(table: Toml) -> Result<Value, String> {
    let Toml::Table(mut table) = table else { return Err("a reform must be a table".to_owned()) };
    let round = table.remove("round").and_then(|round| round.as_integer());
    let round = round.ok_or("a reform needs a round")?;
    Ok(json!({"round": round, "set": ruled(keys_of(table)?)?}))
}

/// Dotted keys with their values.
fn keys_of(table: Table) -> Result<Map<String, Value>, String> {
    let mut keys = Map::new();
    collect("", table, &mut keys);
    Ok(keys)
}

fn collect(above: &str, table: Table, keys: &mut Map<String, Value>) {
    for (name, value) in table {
        let key = if above.is_empty() { name } else { format!("{above}.{name}") };
        match value {
            Toml::Table(below) => collect(&key, below, keys),
            Toml::Float(number) => drop(keys.insert(key, json!(number))),
            Toml::Integer(number) => drop(keys.insert(key, json!(number))),
            Toml::Boolean(flag) => drop(keys.insert(key, json!(flag))),
            other => drop(keys.insert(key, json!(other.as_str().unwrap_or_default()))),
        }
    }
}

/// Keys that the page can change; of others the first is named.
fn ruled(keys: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let known = sections();
    match keys.keys().find(|key| !known.contains(*key)) {
        None => Ok(keys),
        Some(key) => {
            Err(format!("`{key}` cannot be set in this page, only money and rules: run the file on the command line"))
        }
    }
}
