//! The texts that an experiment is read from.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Method, TABLE};
use crate::error::Source;
use crate::reading::{Kind, Library, Refusal, stem};
use crate::scenario;

/// All texts that an experiment is read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// The experiment's name: that of its file, without folder and ending.
    pub name: String,
    /// Its own text.
    pub experiment: Source,
    /// The table of its points, if it has one.
    pub table: Option<Source>,
    /// The scenario that it varies.
    pub base: scenario::Sources,
    /// The others, where it varies several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<scenario::Sources>,
    /// What is set over the file, as `key=value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<String>,
    /// The method that takes the place of its design.
    #[serde(default, skip_serializing_if = "Method::is_nothing")]
    pub method: Method,
}

impl Sources {
    /// The files among them: nothing may be written there.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let own = std::iter::once(&self.experiment).chain(&self.table);
        let scenarios = std::iter::once(&self.base).chain(&self.scenarios);
        own.filter_map(Source::path).chain(scenarios.flat_map(scenario::Sources::files))
    }

    /// A text of a scenario: of several they are told apart by what they are called as levels.
    fn scenario(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal> {
        let mut all = std::iter::once(&self.base).chain(&self.scenarios);
        let found = match from {
            None => all.find(|found| self.scenarios.is_empty() || found.name == stem(name)),
            Some(text) => all.find(|found| found.layers.contains(text)),
        };
        found.ok_or_else(|| Refusal::nothing(name, "is not among the sources"))?.find(name, from, kind)
    }
}

/// What was read once can be read again, whatever became of the files.
impl Library for Sources {
    fn find(&self, name: &str, from: Option<&Source>, kind: &Kind) -> Result<Source, Refusal> {
        let missing = || Refusal::nothing(name, "is not among the sources");
        match from {
            None => Ok(self.experiment.clone()),
            Some(_) if kind.what == TABLE.what => self.table.clone().ok_or_else(missing),
            Some(text) if *text == self.experiment => self.scenario(name, None, kind),
            text => self.scenario(name, text, kind),
        }
    }
}
