//! Part of a change, and more than it; and the change over another base.

use toml::Value;

use super::attacks::{differing, first_line};
use super::claim::File;
use super::ground::Pair;
use crate::error::Error;
use crate::parameters::{Parameter, Range, number};
use crate::scenario::registry::{describe, registry};
use crate::scenario::{Scenario, Template, settings};

/// The pair with part of the change: numbers so far from what the base has, in their range.
pub(super) fn dosed(pair: &Pair, file: &File, dose: f64) -> Result<Pair, String> {
    let why = |error: Error| first_line(&error);
    let base = pair.base.scenario(&[]).map_err(why)?;
    let change = &file.change.settings.values;
    if change.values().all(|setting| number(&setting.value).is_none()) {
        return Err("no number changes".to_owned());
    }
    changed(&pair.base, file, |parameter, after| {
        let before = value_of(&base, &parameter.key());
        before.map(|before| dosed_value(parameter, before, after, dose)).transpose()
    })
}

/// Another base with the change: a number moves from what that base has by as much as over the first one, so that more is more
/// everywhere; a name is what it is.
pub(super) fn moved(base: &Template, file: &File, first: &Scenario) -> Result<Pair, String> {
    let own = base.scenario(&[]).map_err(|error| first_line(&error))?;
    changed(base, file, |parameter, after| {
        let key = parameter.key();
        let from = value_of(first, &key).zip(value_of(&own, &key));
        from.map(|(before, own)| dosed_value(parameter, own, own + after - before, 1.0)).transpose()
    })
}

/// A base without and with the change, each number of which is what `value` makes of it.
fn changed(
    base: &Template,
    file: &File,
    value: impl Fn(&Parameter, f64) -> Result<Option<Value>, String>,
) -> Result<Pair, String> {
    let why = |error: Error| first_line(&error);
    let mut found = Vec::new();
    for (key, setting) in &file.change.settings.values {
        let made = match (registry().get(key), number(&setting.value)) {
            (Some(parameter), Some(after)) => value(parameter, after)?,
            _ => None,
        };
        found.push(format!("{key}={}", made.unwrap_or_else(|| setting.value.clone())));
    }
    let changed = base.clone().with(&settings::read(&found).0).map_err(why)?;
    Pair::of(base.clone(), changed).map_err(why).and_then(differing)
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
    let rounded = dose != 1.0
        && matches!(value, Value::Integer(_))
        && [before, after].contains(&wanted.round())
        && before != after;
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
