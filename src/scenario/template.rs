//! A scenario read once, from which many are made that differ by settings.

use std::collections::BTreeSet;

use super::chain::{Chain, chain};
use super::layer::Layer;
use super::registry::registry;
use super::resolve::{Made, Stack, titles};
use super::shipped::SCENARIO;
use super::{ObservedData, Scenario, Sources, described, settings};
use crate::error::{Error, Problem, Source};
use crate::parameters::Scope;
use crate::reading::{Files, Library, Setting, base, named, stem};

/// A scenario with all that it extends, read once: files that change afterwards change nothing.
///
/// ```
/// # use grassroots::scenario::{Scenario, Template};
/// let template = Template::load("new_pattern")?;
/// let settings = ["government.pressure=0.9".to_owned()];
/// assert_eq!(template.scenario(&settings)?, Scenario::load_with("new_pattern", &settings)?);
/// # Ok::<(), grassroots::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    sources: Sources,
    stack: Stack,
    made: Made,
    name: String,
    description: String,
    observed: Option<ObservedData>,
    /// What was laid over the sources, as `key=value`.
    over: Vec<String>,
}

impl Template {
    /// Reads a scenario file, or a shipped scenario by its name, and all that it extends.
    pub fn load(path_or_name: &str) -> Result<Self, Error> {
        Self::read(&Files::new(), path_or_name)
    }

    /// Reads a scenario of a library, or a shipped one, and all that it extends. It must be one without settings already,
    /// which [`Scenario::read_with`] does not ask: there, settings can mend it.
    pub fn read(library: &dyn Library, name: &str) -> Result<Self, Error> {
        let source = named(library, name, &SCENARIO)?;
        Self::of(chain(library, source), stem(name))
    }

    /// The scenario that these texts made.
    pub fn from_sources(sources: &Sources) -> Result<Self, Error> {
        let source = named(sources, &sources.name, &SCENARIO)?;
        Self::of(chain(sources, source), sources.name.clone())
    }

    /// Reads the scenario that a text names as its base.
    pub(crate) fn base(library: &dyn Library, name: &Setting<String>) -> Result<Self, Error> {
        let source = base(library, "the base", name, &SCENARIO)?;
        Self::of(chain(library, source), stem(&name.value)).map_err(|error| built_on(error, &name.place.source))
    }

    fn of(chain: Chain, name: String) -> Result<Self, Error> {
        let sources = chain.sources(name);
        let Chain { layers, mut problems, complete, observed, .. } = chain;
        if !complete {
            return Err(Error::Scenario(Chain::told(&layers, problems)));
        }
        let (stack, more) = Stack::of(&layers);
        problems.extend(more);
        let made = whole(&stack, Chain::told(&layers, problems))?;
        let (own_name, description) = titles(&layers, &sources.name);
        Ok(Self { sources, stack, made, name: own_name, description, observed, over: Vec::new() })
    }

    /// The same with a further layer on top.
    pub(crate) fn with(mut self, layer: &Layer) -> Result<Self, Error> {
        let problems = self.stack.lay(layer);
        self.made = whole(&self.stack, problems)?;
        let values = &layer.settings.values;
        self.over.extend(values.iter().map(|(key, setting)| format!("{key}={}", setting.value)));
        Ok(self)
    }

    /// The scenario with settings `key=value` over it, just as [`Scenario::load_with`] makes it.
    pub fn scenario(&self, settings: &[String]) -> Result<Scenario, Error> {
        let (top, mut problems) = settings::read(settings);
        let mut stack = self.stack.clone();
        problems.extend(stack.lay(&top));
        let made = stack.made_over(&self.made, &scopes(&top))?;
        let (scenario, more) = stack.scenario(made)?;
        problems.extend(more);
        if !problems.is_empty() {
            return Err(Error::Scenario(problems));
        }
        let description = described(&self.description, &[&self.over[..], settings].concat());
        let observed = self.observed.clone();
        Ok(Scenario { name: self.name.clone(), description, observed, ..scenario })
    }

    /// All texts that it was read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The rounds at which reforms set a key anew.
    pub(crate) fn reformed(&self, key: &str) -> Vec<u32> {
        self.stack.reformed(key)
    }
}

/// What is wrong with a base, with the text that builds on it.
fn built_on(error: Error, by: &Source) -> Error {
    let Error::Scenario(mut problems) = error else { return error };
    for problem in problems.iter_mut().filter(|problem| problem.note.is_empty() && problem.source != *by) {
        problem.note = format!("{} builds on this file", by.name);
    }
    Error::Scenario(problems)
}

/// What a stack makes, if nothing is wrong with it.
fn whole(stack: &Stack, mut problems: Vec<Problem>) -> Result<Made, Error> {
    let made = stack.made()?;
    problems.extend(stack.scenario(made.clone())?.1);
    if problems.is_empty() { Ok(made) } else { Err(Error::Scenario(problems)) }
}

/// The scopes of the keys that a layer sets.
fn scopes(layer: &Layer) -> Vec<Scope> {
    let keys: BTreeSet<_> = layer.settings.values.keys().collect();
    let sets = |scope: &Scope| {
        let mut parameters = keys.iter().filter_map(|key| registry().get(key));
        parameters.any(|parameter| parameter.scope == *scope)
    };
    [Scope::Run, Scope::Policy, Scope::World].into_iter().filter(sets).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Source;

    fn texts(settings: &[&str]) -> Vec<String> {
        settings.iter().map(|&setting| setting.to_owned()).collect()
    }

    #[test]
    fn a_template_makes_the_scenarios_that_loading_makes() {
        for name in ["baseline", "hotline_reform", "without_law", "crisis"] {
            let template = Template::load(name).expect(name);
            for settings in [
                &[][..],
                &["budget.law=0.06"],
                &["needs.scale=3"],
                &["run.rounds=300", "government.pressure=0.9"],
                &["population.residents=20", "consultation.format=talks", "budget.virtue=0.99"],
                &["budget.lww=0.06"],
                &["run.rounds=3", "network.neighbours=3"],
            ] {
                let settings = texts(settings);
                let (made, loaded) = (template.scenario(&settings), Scenario::load_with(name, &settings));
                let text = |error: Error| error.to_string();
                assert_eq!(made.map_err(text), loaded.map_err(text), "{name} {settings:?}");
            }
        }
    }

    #[test]
    fn files_that_change_or_vanish_change_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("base.toml"), "government.pressure = 0.1").expect("a file");
        let text = "extends = 'base.toml'\nobserved = 'data.csv'\ngovernment.supervision = 0.2";
        std::fs::write(path("my.toml"), text).expect("a file");
        std::fs::write(path("data.csv"), "round,column,value\n1,gain,0.5\n").expect("a file");
        let template = Template::load(&path("my.toml").display().to_string()).expect("a template");
        let before = template.scenario(&[]).expect("a scenario");
        drop(folder);
        assert_eq!(template.scenario(&[]).expect("a scenario"), before);
        let kept = serde_json::to_string(template.sources()).expect("JSON");
        let again = Template::from_sources(&serde_json::from_str(&kept).expect("sources")).expect("a template");
        assert_eq!(again.scenario(&[]).expect("a scenario"), before);
        assert!(before.observed.is_some() && template.sources().files().count() == 3);
        assert_eq!((before.name.as_str(), before.policy.government.pressure), ("my", 0.1));
    }

    #[test]
    fn a_layer_on_top_settles_its_own_budget_and_is_told_in_the_description() {
        use crate::scenario::layer::read;
        let layer = |text: &str| read(&Source::new("experiment.toml", text)).0;
        let template = Template::load("baseline").expect("a template");
        let changed = template.clone().with(&layer("budget = { law = 0.10, services = 0.50 }")).expect("paid");
        let scenario = changed.scenario(&texts(&["budget.technology=0.10"])).expect("paid");
        assert_eq!((scenario.policy.budget.services, scenario.policy.budget.law), (0.44, 0.1));
        assert!(scenario.description.contains("with budget.law=0.1, budget.services=0.5, budget.technology=0.10"));
        let error = template.with(&layer("budget.law = 0.9")).expect_err("too much").to_string();
        assert!(error.starts_with("experiment.toml:1:14: the payer `services` cannot pay"), "{error}");
    }
}
