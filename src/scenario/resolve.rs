//! Puts the layers together: defaults, bases, the file, the settings; then reforms, round by round.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::chain::Chain;
use super::check::{self, Finding};
use super::keys::Settings;
use super::layer::Layer;
use super::reforms::{Reform, ReformEntry};
use super::registry::{Values, registry, values};
use super::shocks::ShockEntry;
use super::{Scenario, Schedule, World, budget, folder_name, settings};
use crate::error::{Error, Place, Problem, Source};
use crate::parameters::Scope;
use crate::policy::Policy;

/// Values with the places that set them, a map for each layer, and what was refused on the way.
#[derive(Clone, Debug)]
struct State {
    values: Values,
    places: Vec<Arc<BTreeMap<String, Place>>>,
    refused: BTreeSet<String>,
}

/// Layers on top of each other.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    state: State,
    /// Text of the topmost file, for what has no place.
    source: Source,
    reforms: Vec<ReformEntry>,
    shocks: Vec<ShockEntry>,
}

/// What the keys of a stack make.
#[derive(Clone, Debug)]
pub(super) struct Made {
    run: Schedule,
    policy: Policy,
    world: World,
}

/// The scenario that layers and settings make, or everything that is wrong with it.
pub(super) fn resolve(chain: Chain, stem: &str, over: &[String]) -> Result<Scenario, Error> {
    let Chain { layers, mut problems, complete, observed, .. } = chain;
    let (top, more) = settings::read(over);
    problems.extend(more);
    if !complete {
        return Err(Error::Scenario(Chain::told(&layers, problems)));
    }
    let (mut stack, more) = Stack::of(&layers);
    problems.extend(more);
    problems.extend(stack.lay(&top));
    let (scenario, more) = stack.scenario(stack.made()?)?;
    problems.extend(more);
    let (name, description) = titles(&layers, stem);
    if problems.is_empty() {
        return Ok(Scenario { name, description, observed, ..scenario });
    }
    Err(Error::Scenario(Chain::told(&layers, problems)))
}

/// Name and description of the topmost file.
pub(super) fn titles(layers: &[Layer], stem: &str) -> (String, String) {
    let file = layers.last();
    let name = file.and_then(|file| file.name.clone()).unwrap_or_else(|| folder_name(stem));
    (name, file.and_then(|file| file.description.clone()).unwrap_or_default())
}

impl Stack {
    /// Layers over the defaults, and what cannot be paid.
    pub(super) fn of(layers: &[Layer]) -> (Self, Vec<Problem>) {
        let source = layers.last().map_or_else(|| Source::new("", ""), |file| file.source.clone());
        let mut stack = Self { state: State::defaults(), source, reforms: Vec::new(), shocks: Vec::new() };
        let problems = layers.iter().flat_map(|layer| stack.lay(layer)).collect();
        (stack, problems)
    }

    /// Puts a layer on top. Its lists replace those below.
    pub(super) fn lay(&mut self, layer: &Layer) -> Vec<Problem> {
        if let Some(reforms) = &layer.reforms {
            self.reforms.clone_from(reforms);
            // By round; those of the same round in the order of the file.
            self.reforms.sort_by_key(|entry| entry.round.value);
        }
        if let Some(shocks) = &layer.shocks {
            self.shocks.clone_from(shocks);
        }
        self.state.apply(&layer.settings)
    }

    /// What the keys make.
    pub(super) fn made(&self) -> Result<Made, Error> {
        let (run, world) = (self.state.typed(Scope::Run)?, self.state.typed(Scope::World)?);
        Ok(Made { run, policy: self.state.typed(Scope::Policy)?, world })
    }

    /// What the keys make if those of only these scopes are others than in `below`.
    pub(super) fn made_over(&self, below: &Made, scopes: &[Scope]) -> Result<Made, Error> {
        let Made { run, policy, world } = below;
        let typed = |scope| scopes.contains(&scope);
        Ok(Made {
            run: if typed(Scope::Run) { self.state.typed(Scope::Run)? } else { run.clone() },
            policy: if typed(Scope::Policy) { self.state.typed(Scope::Policy)? } else { policy.clone() },
            world: if typed(Scope::World) { self.state.typed(Scope::World)? } else { world.clone() },
        })
    }

    /// A scenario without a name in any case; it is whole only if there are no problems.
    pub(super) fn scenario(&self, made: Made) -> Result<(Scenario, Vec<Problem>), Error> {
        let Made { run, policy, world } = made;
        let findings = check::cross_checks(&world, &run);
        let mut problems: Vec<_> =
            findings.iter().filter_map(|finding| self.state.problem(finding, &self.source)).collect();
        problems.extend(self.state.events(&self.reforms, &self.shocks, &run, &world));
        let (reforms, more) = self.reforms()?;
        problems.extend(more);
        let mut shocks: Vec<_> = self.shocks.iter().map(|entry| entry.shock(world.population.districts)).collect();
        shocks.sort_by_key(|shock| shock.round);
        let (name, description) = (String::new(), String::new());
        Ok((Scenario { name, description, run, policy, world, reforms, shocks, observed: None }, problems))
    }

    /// Reforms, each over the policy then in force.
    fn reforms(&self) -> Result<(Vec<Reform>, Vec<Problem>), Error> {
        let (mut reforms, mut problems) = (Vec::new(), Vec::new());
        if self.reforms.is_empty() {
            return Ok((reforms, problems));
        }
        let mut state = self.state.clone();
        for entry in &self.reforms {
            problems.extend(state.apply(&entry.settings));
            reforms.push(Reform { round: entry.round.value, policy: state.typed(Scope::Policy)? });
        }
        Ok((reforms, problems))
    }

    /// The rounds at which reforms set a key.
    pub(super) fn reformed(&self, key: &str) -> Vec<u32> {
        let sets = |entry: &&ReformEntry| entry.settings.values.contains_key(key);
        self.reforms.iter().filter(sets).map(|entry| entry.round.value).collect()
    }
}

impl State {
    fn defaults() -> Self {
        let (places, refused) = (Vec::new(), BTreeSet::new());
        Self { values: values(&registry().parameters), places, refused }
    }

    /// Puts a layer on top and settles the budget; a layer that cannot be paid leaves the shares as they were.
    fn apply(&mut self, layer: &Settings) -> Vec<Problem> {
        let shares = self.values.range("budget.".to_owned()..).take_while(|(key, _)| key.starts_with("budget."));
        let before: Vec<_> = shares.map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, setting) in &layer.values {
            self.values.insert(key.clone(), setting.value.clone());
        }
        let places = layer.values.iter().map(|(key, setting)| (key.clone(), setting.place.clone()));
        self.places.push(Arc::new(places.collect()));
        self.refused.extend(layer.refused.iter().cloned());
        let problems = budget::settle(&mut self.values, layer);
        if !problems.is_empty() {
            self.values.extend(before);
        }
        problems
    }

    fn typed<T: DeserializeOwned>(&self, scope: Scope) -> Result<T, Error> {
        typed(&self.values, scope)
    }

    /// A finding at the topmost place that set one of its keys; none if one of them was refused anyway.
    fn problem(&self, finding: &Finding, file: &Source) -> Option<Problem> {
        if finding.keys.iter().any(|key| self.refused.contains(key)) {
            return None;
        }
        let set = |layer: &Arc<BTreeMap<_, Place>>| finding.keys.iter().find_map(|key| layer.get(key).cloned());
        let start = || Place { source: file.clone(), span: 0..0 };
        let place = self.places.iter().rev().find_map(set).unwrap_or_else(start);
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
