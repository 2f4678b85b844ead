//! What the points of an experiment vary: its base, or the scenarios that are the levels of the factor `scenario`.

use toml::Value;

use super::collected;
use super::file::File;
use crate::error::{Error, Problem};
use crate::reading::{Library, Setting, stem};
use crate::scenario::layer::Layer;
use crate::scenario::{self, Scenario, Template};
use crate::study::design::Point;

/// The factor whose levels are scenarios.
pub const SCENARIO: &str = "scenario";

/// A scenario that points vary.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// What it is called as a level.
    pub(super) name: String,
    /// The setting of the points over it, where there are several.
    setting: String,
    pub(super) template: Template,
    /// The scenario with what the experiment sets over it.
    pub(super) scenario: Scenario,
}

/// One base, or several.
#[derive(Clone, Debug)]
pub(super) struct Bases(Vec<Base>);

impl Bases {
    /// Reads the scenarios that a file names; nothing where it names none, or one cannot be read.
    pub(super) fn read(file: &File, over: &Layer, library: &dyn Library) -> Result<Option<Self>, Error> {
        let (mut bases, mut problems) = (Vec::new(), Vec::new());
        let named: Vec<&Setting<String>> = file.scenarios().chain(&file.base).collect();
        for name in &named {
            bases.extend(collected(Base::read(name, file, over, library), &mut problems)?);
        }
        // What is set over all of them is wrong over each.
        let mut told: Vec<Problem> = Vec::new();
        problems.into_iter().for_each(|problem| {
            if !told.contains(&problem) {
                told.push(problem);
            }
        });
        match told.is_empty() {
            true => Ok((!bases.is_empty() && bases.len() == named.len()).then_some(Self(bases))),
            false => Err(Error::Scenario(told)),
        }
    }

    /// The first of them.
    pub(super) fn first(&self) -> &Base {
        &self.0[0]
    }

    /// All of them.
    pub(super) fn each(&self) -> impl Iterator<Item = &Base> {
        self.0.iter()
    }

    /// The scenario of a point.
    pub(super) fn scenario_at(&self, point: &Point) -> Result<Scenario, Error> {
        let of_point = |base: &&Base| point.settings.contains(&base.setting);
        let base = self.0.iter().find(of_point).unwrap_or(self.first());
        let own: Vec<String> = point.settings.iter().filter(|setting| **setting != base.setting).cloned().collect();
        base.template.scenario(&own)
    }

    /// The texts of all of them.
    pub(super) fn sources(&self) -> (scenario::Sources, Vec<scenario::Sources>) {
        let mut all = self.each().map(|base| base.template.sources().clone()).collect::<Vec<_>>().into_iter();
        (
            all.next().unwrap_or(scenario::Sources { name: String::new(), layers: Vec::new(), observed: None }),
            all.collect(),
        )
    }
}

impl Base {
    fn read(name: &Setting<String>, file: &File, over: &Layer, library: &dyn Library) -> Result<Self, Error> {
        let template = Template::base(library, name)?.with(&file.set)?.with(over)?;
        let (scenario, name) = (template.scenario(&[])?, stem(&name.value));
        let setting = setting(&name);
        Ok(Self { name, setting, template, scenario })
    }
}

/// The setting of a point that makes it one over a scenario.
fn setting(name: &str) -> String {
    format!("{SCENARIO}={}", Value::String(name.to_owned()))
}
