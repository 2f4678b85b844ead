//! Puts the layers together: defaults, bases, the file, the command line; then reforms, round by round.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::check::{self, Finding};
use super::document::{Layer, Settings};
use super::layers::Chain;
use super::reforms::{Reform, ReformEntry};
use super::registry::{Values, registry, values};
use super::shocks::ShockEntry;
use super::{Scenario, Schedule, World, budget, folder_name, settings};
use crate::error::{Error, Place, Problem};
use crate::parameters::Scope;

/// Values with the topmost place that set each, and what was refused on the way.
#[derive(Clone)]
struct State {
    values: Values,
    places: BTreeMap<String, (usize, Place)>,
    refused: BTreeSet<String>,
}

/// The scenario that layers and settings make, or everything that is wrong with it.
pub(super) fn resolve(chain: Chain, stem: &str, command_line: &[String]) -> Result<Scenario, Error> {
    let Chain { mut layers, mut problems, complete } = chain;
    let (top, more) = settings::read(command_line);
    problems.extend(more);
    if !complete {
        return Err(Error::Scenario(problems));
    }
    let file = layers.last().cloned().unwrap_or_else(|| top.clone());
    layers.push(top);
    let scenario = assemble(&layers, &file, stem, &mut problems)?;
    if problems.is_empty() { Ok(scenario) } else { Err(Error::Scenario(problems)) }
}

/// A scenario in any case; it is whole only if no problems were added.
fn assemble(layers: &[Layer], file: &Layer, stem: &str, problems: &mut Vec<Problem>) -> Result<Scenario, Error> {
    let mut state = State::defaults();
    for layer in layers {
        problems.extend(state.apply(&layer.settings));
    }
    let (run, world): (Schedule, World) = (state.typed(Scope::Run)?, state.typed(Scope::World)?);
    let policy = state.typed(Scope::Policy)?;
    let findings = check::cross_checks(&world, &run);
    problems.extend(findings.iter().filter_map(|finding| state.problem(finding, file)));

    let entries = topmost(layers, |layer| layer.reforms.as_deref());
    let shocks = topmost(layers, |layer| layer.shocks.as_deref());
    problems.extend(state.events(entries, shocks, &run, &world));
    let mut reforms = Vec::new();
    for entry in in_order(entries) {
        problems.extend(state.apply(&entry.settings));
        let reform = Reform { round: entry.round.value, policy: state.typed(Scope::Policy)? };
        reforms.push(reform);
    }
    let mut shocks: Vec<_> = shocks.iter().map(|entry| entry.shock(world.population.districts)).collect();
    shocks.sort_by_key(|shock| shock.round);
    let name = file.name.clone().unwrap_or_else(|| folder_name(stem));
    let description = file.description.clone().unwrap_or_default();
    Ok(Scenario { name, description, run, policy, world, reforms, shocks })
}

/// The list that the topmost layer gives, which replaces those below.
fn topmost<'l, T>(layers: &'l [Layer], list: impl Fn(&'l Layer) -> Option<&'l [T]>) -> &'l [T] {
    layers.iter().rev().find_map(list).unwrap_or(&[])
}

/// By round; those of the same round in the order of the file.
fn in_order(entries: &[ReformEntry]) -> Vec<&ReformEntry> {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.round.value);
    entries
}

impl State {
    fn defaults() -> Self {
        let (places, refused) = (BTreeMap::new(), BTreeSet::new());
        Self { values: values(&registry().parameters), places, refused }
    }

    /// Puts a layer on top and settles the budget; a layer that cannot be paid leaves the shares as they were.
    fn apply(&mut self, layer: &Settings) -> Vec<Problem> {
        let before = self.values.clone();
        let depth = self.places.values().map(|(depth, _)| depth + 1).max().unwrap_or(0);
        for (key, setting) in &layer.values {
            self.values.insert(key.clone(), setting.value.clone());
            self.places.insert(key.clone(), (depth, setting.place.clone()));
        }
        self.refused.extend(layer.refused.iter().cloned());
        let problems = budget::settle(&mut self.values, layer);
        if !problems.is_empty() {
            let shares = before.into_iter().filter(|(key, _)| key.starts_with("budget."));
            self.values.extend(shares);
        }
        problems
    }

    fn typed<T: DeserializeOwned>(&self, scope: Scope) -> Result<T, Error> {
        typed(&self.values, scope)
    }

    /// A finding at the topmost place that set one of its keys; none if one of them was refused anyway.
    fn problem(&self, finding: &Finding, file: &Layer) -> Option<Problem> {
        if finding.keys.iter().any(|key| self.refused.contains(key)) {
            return None;
        }
        let places = finding.keys.iter().rev().filter_map(|key| self.places.get(key));
        let start = || Place { source: file.source.clone(), span: 0..0 };
        let place = places.max_by_key(|(depth, _)| *depth).map_or_else(start, |(_, place)| place.clone());
        Some(place.problem(finding.message.as_str()).help(finding.help.as_str()))
    }

    /// Whether reforms and shocks are within the run and the city.
    fn events(&self, reforms: &[ReformEntry], shocks: &[ShockEntry], run: &Schedule, world: &World) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.refused.contains("run.rounds") {
            problems.extend(check::timing(reforms, shocks, run.rounds));
        }
        if !self.refused.contains("population.districts") {
            problems.extend(check::districts(shocks, world.population.districts));
        }
        problems
    }
}

/// The values of a scope as their type. Every value is in its range, so this can fail only by a mistake here.
pub(super) fn typed<T: DeserializeOwned>(values: &Values, scope: Scope) -> Result<T, Error> {
    let mut table = toml::Table::new();
    for parameter in registry().parameters.iter().filter(|parameter| parameter.scope == scope) {
        if let Some(value) = values.get(&parameter.key()) {
            insert(&mut table, &parameter.section, parameter.name, value.clone());
        }
    }
    let table = match (scope, table.remove("run")) {
        (Scope::Run, Some(run)) => run,
        _ => toml::Value::Table(table),
    };
    table.try_into().map_err(|error| Error::Internal(format!("{} keys: {error}", scope.name())))
}

/// Puts a value into the table with a dotted name, making the tables on the way.
fn insert(table: &mut toml::Table, section: &str, name: &str, value: toml::Value) {
    let mut table = table;
    for part in section.split('.') {
        let below = table.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        let toml::Value::Table(below) = below else { return };
        table = below;
    }
    table.insert(name.to_owned(), value);
}
