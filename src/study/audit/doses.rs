//! Part of a change, and more than it.

use toml::Value;

use super::Pair;
use super::attacks::{differing, first_line};
use super::claim::File;
use crate::error::Error;
use crate::parameters::{Parameter, Range};
use crate::scenario::registry::{describe, registry};
use crate::scenario::{Scenario, settings};

/// The pair with part of the change: numbers so far from what the base has, in their range.
pub(super) fn dosed(pair: &Pair, file: &File, dose: f64) -> Result<Pair, String> {
    let why = |error: Error| first_line(&error);
    let base = pair.base.scenario(&[]).map_err(why)?;
    let change = &file.change.settings.values;
    if change.values().all(|setting| number(&setting.value).is_none()) {
        return Err("no number changes".to_owned());
    }
    let mut found = Vec::new();
    for (key, setting) in change {
        let value = match (registry().get(key), value_of(&base, key), number(&setting.value)) {
            (Some(parameter), Some(before), Some(after)) => dosed_value(parameter, before, after, dose)?,
            _ => setting.value.clone(),
        };
        found.push(format!("{key}={value}"));
    }
    let changed = pair.base.clone().with(&settings::read(&found).0).map_err(why)?;
    Pair::of(pair.base.clone(), changed).map_err(why).and_then(differing)
}

/// A number so far from one to another. Of whole numbers the nearest, unless that is one of the two.
fn dosed_value(parameter: &Parameter, before: f64, after: f64, dose: f64) -> Result<Value, String> {
    let wanted = before + dose * (after - before);
    let wanted: f64 = format!("{wanted:.8e}").parse().unwrap_or(wanted);
    let (min, max, value) = match parameter.range {
        Range::Real { min, max } => (min, max, Value::Float(wanted)),
        Range::Whole { min, max } => (min as f64, max as f64, Value::Integer(wanted.round() as i64)),
        Range::Names(_) | Range::Flag => return Err("no number".to_owned()),
    };
    let (key, range) = (parameter.key(), &parameter.range);
    if !(min..=max).contains(&wanted) {
        return Err(format!("`{key}` would be {wanted}, and it must be {range}"));
    }
    let rounded = matches!(value, Value::Integer(_)) && [before, after].contains(&wanted.round()) && before != after;
    if rounded {
        return Err(format!("`{key}` would be {wanted}, and there is no whole number between {before} and {after}"));
    }
    Ok(value)
}

/// The value that a scenario has of a key.
fn value_of(scenario: &Scenario, key: &str) -> Option<f64> {
    let parameters = describe(&scenario.run, &scenario.policy, &scenario.world);
    let parameter = parameters.iter().find(|parameter| parameter.key() == key)?;
    number(parameter.value.as_ref()?)
}

fn number(value: &Value) -> Option<f64> {
    value.as_float().or(value.as_integer().map(|number| number as f64))
}
