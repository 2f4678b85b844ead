//! The chain of texts that build on each other.

use super::Sources;
use super::layer::{self, Layer};
use super::observed::{self, ObservedData};
use super::shipped::SCENARIO;
use crate::error::{Error, Problem, Source};
use crate::reading::{Library, Setting, base, is_same};

/// The layers of a scenario, the base first.
pub(super) struct Chain {
    pub(super) layers: Vec<Layer>,
    pub(super) problems: Vec<Problem>,
    /// The observed data of the topmost text that has any, and whether they stand in a text of their own.
    pub(super) observed: Option<ObservedData>,
    pub(super) apart: bool,
    /// Whether every base was found and is TOML, so that conclusions can be drawn.
    pub(super) complete: bool,
}

/// Reads a text and all that it extends.
pub(super) fn chain(library: &dyn Library, start: Source) -> Chain {
    let mut chain = Chain { layers: Vec::new(), problems: Vec::new(), observed: None, apart: false, complete: true };
    let mut next = Some(start);
    while let Some(source) = next.take() {
        let (layer, problems) = layer::read(&source);
        let extends = layer.extends.clone();
        chain.problems.extend(problems);
        chain.complete &= layer.well_formed;
        chain.layers.push(layer);
        if let Some(extends) = extends {
            let base = base(library, "the scenario to extend", &extends, &SCENARIO);
            match base.and_then(|base| chain.no_cycle(&extends, base)) {
                Ok(base) => next = Some(base),
                Err(Error::Scenario(problems)) => chain.refuse(problems),
                Err(other) => chain.refuse(vec![extends.place.problem(other.to_string())]),
            }
        }
    }
    chain.layers.reverse();
    let (observed, apart, problems) = observed::of_layers(&chain.layers, library);
    chain.problems.extend(problems);
    Chain { observed, apart, ..chain }
}

impl Chain {
    /// The problems, those of a text that another one extends with the name of that.
    pub(super) fn told(layers: &[Layer], mut problems: Vec<Problem>) -> Vec<Problem> {
        for problem in problems.iter_mut().filter(|problem| problem.note.is_empty()) {
            let own = layers.iter().position(|layer| layer.source == problem.source);
            if let Some(above) = own.and_then(|own| layers.get(own + 1)) {
                problem.note = format!("{} extends this file", above.source.name);
            }
        }
        problems
    }

    /// All texts that it is read from, under the name of the scenario.
    pub(super) fn sources(&self, name: String) -> Sources {
        let layers = self.layers.iter().map(|layer| layer.source.clone()).collect();
        let observed = self.observed.as_ref().filter(|_| self.apart).map(|data| data.source.clone());
        Sources { name, layers, observed }
    }

    fn refuse(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
        self.complete = false;
    }

    /// The base, if it is none of the texts that build on it.
    fn no_cycle(&self, extends: &Setting<String>, base: Source) -> Result<Source, Error> {
        let seen = || self.layers.iter().map(|layer| &layer.source);
        let Some(start) = seen().position(|source| is_same(source, &base)) else {
            return Ok(base);
        };
        let names = seen().skip(start).map(|source| &*source.name).chain([&*base.name]);
        let message = format!("scenarios extend each other in a cycle: {}", names.collect::<Vec<_>>().join(" -> "));
        let stem = SCENARIO.shipped.bare(&extends.value);
        let help = stem.map_or(String::new(), |stem| format!("the shipped scenario is `extends = \"{stem}\"`"));
        Err(Error::Scenario(vec![extends.place.problem(message).label("back to the start").help(help)]))
    }
}
