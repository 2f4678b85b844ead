//! What a sensitivity design moves at a time: a factor, the shares of a simplex together, or a group of factors.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::factors::Entry;
use crate::error::{Place, Problem};
use crate::parameters::Parameter;
use crate::reading::{Node, Reader, Setting, entries, leaf, nearest, shown};
use crate::scenario::registry::registry;
use crate::study::design::{Axis, Unit};

/// Which factors are varied together.
#[derive(Clone, Debug)]
pub(super) enum Groups {
    /// None: each by itself.
    None,
    /// Those of a section.
    Sections,
    /// Those that are listed, under a name.
    Listed(Vec<(String, Vec<Setting<String>>)>),
}

const HELP: &str =
    "\"sections\", or a table of lists such as { trust = [\"feedback.gain_rate\", \"feedback.loss_rate\"] }";

/// Reads `groups`.
pub(super) fn read(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Groups {
    let Some(value) = table.get("groups") else { return Groups::None };
    match value.get_ref() {
        DeValue::String(word) if word == "sections" => Groups::Sections,
        DeValue::Table(table) => {
            Groups::Listed(entries(table).into_iter().map(|(key, list)| group(reader, key.get_ref(), list)).collect())
        }
        other => {
            let message = format!("`groups` cannot be {}", leaf::found(other));
            reader.problem(value.span(), message, "no groups", HELP.to_owned());
            Groups::None
        }
    }
}

fn group(reader: &mut Reader<'_>, name: &str, list: &Node<'_>) -> (String, Vec<Setting<String>>) {
    let DeValue::Array(items) = list.get_ref() else {
        let message = format!("the group `{name}` cannot be {}", leaf::found(list.get_ref()));
        reader.problem(list.span(), message, "not a list", HELP.to_owned());
        return (name.to_owned(), Vec::new());
    };
    (name.to_owned(), items.iter().filter_map(|item| reader.text(name, item)).collect())
}

/// Factors that no entry has, or that are in groups twice. Where factors are not `whole`, those that are missing may be among
/// what was refused, unless there is no such key.
pub(super) fn problems(groups: &Groups, entries: &[Entry], whole: bool) -> Vec<Problem> {
    let Groups::Listed(groups) = groups else { return Vec::new() };
    let names: Vec<&str> = entries.iter().map(Entry::name).collect();
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    let mut problems: Vec<Problem> = groups.iter().filter_map(|group| like_a_factor(group, &names)).collect();
    for key in groups.iter().flat_map(|(_, keys)| keys) {
        let name = key.value.as_str();
        let is_key = names.contains(&name) || registry().get(name).is_some();
        let (wrong, help) = if !is_key || (whole && !names.contains(&name)) {
            (format!("`{}` is in a group, and is no factor", shown(name)), near(name, &names))
        } else if seen.insert(name, &key.place).is_some() {
            (format!("`{name}` is in groups twice"), None)
        } else {
            continue;
        };
        let help = help.unwrap_or("a factor is in one group, or in none".to_owned());
        problems.push(key.place.problem(wrong).label("here").help(help));
    }
    problems
}

/// A group that is called like a factor which it does not have.
fn like_a_factor((name, keys): &(String, Vec<Setting<String>>), factors: &[&str]) -> Option<Problem> {
    let first = keys.first()?;
    let other = factors.contains(&name.as_str()) && keys.iter().all(|key| key.value != *name);
    let message = format!("the group `{}` is called like a factor that is not in it", shown(name));
    other.then(|| first.place.problem(message).label("its first factor").help("call it otherwise"))
}

/// The nearest factor, or for what is no key at all, the nearest key.
fn near(name: &str, factors: &[&str]) -> Option<String> {
    let keys: Vec<String> = registry().parameters.iter().map(Parameter::key).collect();
    let keys = keys.iter().map(String::as_str).filter(|_| registry().get(name).is_none());
    let near = nearest(name, factors.iter().copied()).or_else(|| nearest(name, keys))?;
    Some(format!("did you mean `{near}`?"))
}

/// The units of a design, in the order of their first factors.
pub(super) fn units(groups: &Groups, entries: &[Entry], axes: &[Axis]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let (mut factor, mut dimension) = (0, 0);
    for (entry, axis) in entries.iter().zip(axes) {
        let name = of(groups, entry.name());
        let unit = match units.iter().position(|unit| unit.name == name) {
            Some(position) => &mut units[position],
            None => {
                units.push(Unit { name, factors: Vec::new(), dimensions: Vec::new() });
                units.last_mut().expect("it was pushed")
            }
        };
        unit.factors.extend(factor..factor + entry.factors.len());
        unit.dimensions.extend(dimension..dimension + axis.dimensions());
        (factor, dimension) = (factor + entry.factors.len(), dimension + axis.dimensions());
    }
    units
}

/// The unit that a factor belongs to.
fn of(groups: &Groups, key: &str) -> String {
    match groups {
        Groups::None => key.to_owned(),
        Groups::Sections => key.rsplit_once('.').map_or(key, |(section, _)| section).to_owned(),
        Groups::Listed(groups) => {
            let has = |(_, keys): &&(String, Vec<Setting<String>>)| keys.iter().any(|setting| setting.value == key);
            groups.iter().find(has).map_or(key, |(name, _)| name).to_owned()
        }
    }
}
